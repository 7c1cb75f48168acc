import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, everyExhibit } from '../../src-main/case/index.ts';
import { bytesBalance } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, root, scratch } from '../help/open-cases.ts';

const samples = join(root, '..', 'shared', 'samples', 'cloudtrail');
const present = existsSync(samples);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/**
 * Every public CloudTrail JSON file: records, events, duplicates, skips. Counted beforehand with plain JSON.parse: records as the envelopes of each file
 * hold them, duplicates as records that are equal but for the fields that a lake adds (`p_*`), skips as those without a time or without a call.
 */
const table: readonly (readonly [file: string, records: number, events: number, duplicates: number, skips: number])[] = [
  ['DataDog__stratus-red-team__aws.credential-access.ec2-get-password-data.json', 34, 34, 0, 0],
  ['DataDog__stratus-red-team__aws.credential-access.ec2-steal-instance-credentials.json', 45, 45, 0, 0],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-batch-retrieve-secrets.json', 5, 5, 0, 0],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-retrieve-secrets.json', 21, 21, 0, 0],
  ['DataDog__stratus-red-team__aws.credential-access.ssm-retrieve-securestring-parameters.json', 10, 10, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-delete.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-event-selectors.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-stop.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.dns-delete-logs.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.organizations-leave.json', 3, 3, 0, 0],
  ['DataDog__stratus-red-team__aws.defense-evasion.vpc-remove-flow-logs.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.discovery.ec2-download-user-data.json', 19, 19, 0, 0],
  ['DataDog__stratus-red-team__aws.execution.ec2-launch-unusual-instances.json', 3, 3, 0, 0],
  ['DataDog__stratus-red-team__aws.execution.ec2-user-data.json', 35, 35, 0, 0],
  ['DataDog__stratus-red-team__aws.execution.ssm-send-command.json', 56, 56, 0, 0],
  ['DataDog__stratus-red-team__aws.execution.ssm-start-session.json', 29, 29, 0, 0],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-security-group-open-port-22-ingress.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ami.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ebs-snapshot.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.exfiltration.rds-share-snapshot.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.impact.bedrock-invoke-model.json', 15, 15, 0, 0],
  ['DataDog__stratus-red-team__aws.initial-access.console-login-without-mfa.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-instance-connect.json', 3, 3, 0, 0],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-serial-console-send-ssh-public-key.json', 4, 4, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-role.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-user.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-admin-user.json', 3, 3, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-backdoor-role.json', 2, 2, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-user-login-profile.json', 3, 3, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.lambda-backdoor-function.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.lambda-layer-extension.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.lambda-overwrite-code.json', 1, 1, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.rolesanywhere-create-trust-anchor.json', 2, 2, 0, 0],
  ['DataDog__stratus-red-team__aws.persistence.sts-federation-token.json', 2, 2, 0, 0],
  ['DataDog__stratus-red-team__aws.privilege-escalation.iam-update-user-login-profile.json', 1, 1, 0, 0],
  ['OTRF__Security-Datasets__ec2_proxy_s3_exfiltration_2020-09-14011940.json', 103, 103, 0, 0],
  ['Yamato-Security__suzaku__test_files_test.json', 29, 29, 0, 0],
  ['airbnb__streamalert__cloudtrail_critical_api_calls.json', 15, 15, 0, 0],
  ['airbnb__streamalert__cloudwatch_cloudtrail.json', 1, 0, 0, 1],
  ['aws__aws-cli__lookup-events-output.json', 1, 1, 0, 0],
  ['criblpacks__cribl-aws-cloudtrail-logs__BeVTW2.json', 44, 44, 0, 0],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json', 2, 2, 0, 0],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json.gz', 2, 2, 0, 0],
  ['legoguy1000__integrations__test-assume-role-json.log', 1, 1, 0, 0],
  ['legoguy1000__integrations__test-cloudtrail-digest-json.log', 1, 0, 0, 1],
  ['legoguy1000__integrations__test-console-login-json.log', 3, 3, 0, 0],
  ['legoguy1000__integrations__test-create-access-key-json.log', 1, 1, 0, 0],
  ['legoguy1000__integrations__test-deactivate-mfa-device-json.log', 1, 1, 0, 0],
  ['legoguy1000__integrations__test-insight-json.log', 1, 0, 0, 1],
  ['legoguy1000__integrations__test-update-trail-json.log', 2, 2, 0, 0],
  ['log2timeline__plaso__aws_cloudtrail.jsonl', 6, 6, 0, 0],
  ['mozilla__MozDef__events-cloudtrail.json', 3, 3, 0, 0],
  ['panther-labs__panther-analysis__AWS_CloudTrail.jsonl', 463, 422, 25, 16],
];

describe.skipIf(!present)('public CloudTrail samples, imported', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratch('samples');
  });
  afterAll(() => discard(folder));

  test.each(table)('%s', async (name, records, events, duplicates, skips) => {
    const file = newCase(folder, `${table.findIndex(([one]) => one === name)}.bilocate`);
    try {
      const result = await importHere(file, [join(samples, name)]);
      expect(result.totals).toEqual({ records, events, duplicates, skips, folded: 0, outOfScope: 0 });
      expect(result.files.map((one) => one.fault?.code ?? null)).toEqual([events === 0 ? 'evidence/not-events' : null]);
      expect([...everyExhibit(file)].every((card) => bytesBalance(card.byteLedger) && card.byteLedger.total > 0)).toBe(true);
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });

  test('all of them in one case: a copy that is packed adds places, nothing else is lost', async () => {
    const file = newCase(folder, 'all.bilocate');
    try {
      const result = await importHere(file, table.map(([name]) => join(samples, name)));
      const sum = (at: 1 | 2 | 4) => table.reduce((all, row) => all + row[at], 0);
      expect(result.totals).toMatchObject({ records: sum(1), skips: sum(4) });
      // The S3 delivery with two events lies there plain and as .gz; one event of a rule test was taken from another of these files.
      expect(result.totals.events).toBe(sum(2) - 3);
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });

  test('every JSON file is in the table', () => {
    const files = readdirSync(samples).filter((name) => /\.(json|jsonl|log|json\.gz)$/.test(name) && !name.includes('.labels.'));
    expect(files.toSorted()).toEqual(table.map(([file]) => file).toSorted());
  });
});
