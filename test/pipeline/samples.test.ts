import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, everyExhibit } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { bytesBalance } from '../../src-main/contract/index.ts';
import { discard, failedChecks, importHere, newCase, root, scratch } from '../help/open-cases.ts';

const samples = join(root, '..', 'shared', 'samples', 'cloudtrail');
const present = existsSync(samples);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/**
 * Every file of the folder: its shape, the log that most of its records are of, records, events, duplicates, and skips by reason. Counted beforehand with plain JSON.parse: records as the
 * envelopes of each file hold them, duplicates as records that are equal but for the fields that a lake adds (`p_*`), skips as those without a time, or with `...` in its place, or without a call. The
 * events of one rule test are told by hand: constant ids on other content are kept, as conflicts.
 */
const table: readonly (readonly [file: string, shape: string, dataset: string | null, records: number, events: number, duplicates: number, skips: Readonly<Record<string, number>>])[] = [
  ['DataDog__stratus-red-team__aws.credential-access.ec2-get-password-data.json', 'json-array', 'aws.cloudtrail', 34, 34, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.ec2-steal-instance-credentials.json', 'json-array', 'aws.cloudtrail', 45, 45, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-batch-retrieve-secrets.json', 'json-array', 'aws.cloudtrail', 5, 5, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-retrieve-secrets.json', 'json-array', 'aws.cloudtrail', 21, 21, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.ssm-retrieve-securestring-parameters.json', 'json-array', 'aws.cloudtrail', 10, 10, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-delete.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-event-selectors.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-stop.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.dns-delete-logs.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.organizations-leave.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.vpc-remove-flow-logs.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.discovery.ec2-download-user-data.json', 'json-array', 'aws.cloudtrail', 19, 19, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ec2-launch-unusual-instances.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ec2-user-data.json', 'json-array', 'aws.cloudtrail', 35, 35, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ssm-send-command.json', 'json-array', 'aws.cloudtrail', 56, 56, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ssm-start-session.json', 'json-array', 'aws.cloudtrail', 29, 29, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-security-group-open-port-22-ingress.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ami.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ebs-snapshot.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.rds-share-snapshot.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.impact.bedrock-invoke-model.json', 'json-array', 'aws.cloudtrail', 15, 15, 0, {}],
  ['DataDog__stratus-red-team__aws.initial-access.console-login-without-mfa.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-instance-connect.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-serial-console-send-ssh-public-key.json', 'json-array', 'aws.cloudtrail', 4, 4, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-role.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-user.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-admin-user.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-backdoor-role.json', 'json-array', 'aws.cloudtrail', 2, 2, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-user-login-profile.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-backdoor-function.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-layer-extension.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-overwrite-code.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.rolesanywhere-create-trust-anchor.json', 'json-array', 'aws.cloudtrail', 2, 2, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.sts-federation-token.json', 'json-array', 'aws.cloudtrail', 2, 2, 0, {}],
  ['DataDog__stratus-red-team__aws.privilege-escalation.iam-update-user-login-profile.json', 'json-array', 'aws.cloudtrail', 1, 1, 0, {}],
  ['OTRF__Security-Datasets__AWS_S3_HoneyBucketLogs.csv', 'csv', null, 301, 0, 0, { 'source/unknown': 301 }],
  ['OTRF__Security-Datasets__ec2_proxy_s3_exfiltration_2020-09-14011940.json', 'json-lines', 'aws.cloudtrail', 103, 103, 0, {}],
  ['REFERENCE__athena_lake_useridentity_struct.txt', 'unknown', null, 1, 0, 0, { 'source/unknown': 1 }],
  ['Yamato-Security__suzaku__test_files_test.json', 'json-envelope', 'aws.cloudtrail', 29, 29, 0, {}],
  ['airbnb__streamalert__cloudtrail_critical_api_calls.json', 'json-array', 'aws.cloudtrail', 15, 15, 0, {}],
  ['airbnb__streamalert__cloudwatch_cloudtrail.json', 'json-array', null, 1, 0, 0, { 'source/invalid': 1 }],
  ['aws__aws-cli__lookup-events-output.json', 'json-envelope', 'aws.cloudtrail', 1, 1, 0, {}],
  ['criblpacks__cribl-aws-cloudtrail-logs__BeVTW2.json', 'json-array', 'aws.cloudtrail', 44, 44, 0, {}],
  ['engingltekin__aws-devops-repository__event_history.first300.csv', 'csv', 'aws.cloudtrail', 300, 300, 0, {}],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json', 'json-envelope', 'aws.cloudtrail', 2, 2, 0, {}],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json.gz', 'json-envelope', 'aws.cloudtrail', 2, 2, 0, {}],
  ['legoguy1000__integrations__test-assume-role-json.log', 'json-object', 'aws.cloudtrail', 1, 1, 0, {}],
  ['legoguy1000__integrations__test-cloudtrail-digest-json.log', 'json-object', null, 1, 0, 0, { 'aws.cloudtrail/digest': 1 }],
  ['legoguy1000__integrations__test-console-login-json.log', 'json-lines', 'aws.cloudtrail', 3, 3, 0, {}],
  ['legoguy1000__integrations__test-create-access-key-json.log', 'json-object', 'aws.cloudtrail', 1, 1, 0, {}],
  ['legoguy1000__integrations__test-deactivate-mfa-device-json.log', 'json-object', 'aws.cloudtrail', 1, 1, 0, {}],
  ['legoguy1000__integrations__test-insight-json.log', 'json-object', null, 1, 0, 0, { 'aws.cloudtrail/insight': 1 }],
  ['legoguy1000__integrations__test-update-trail-json.log', 'json-lines', 'aws.cloudtrail', 2, 2, 0, {}],
  ['log2timeline__plaso__aws_cloudtrail.jsonl', 'json-lines', 'aws.cloudtrail', 6, 6, 0, {}],
  ['mozilla__MozDef__events-cloudtrail.json', 'json-array', 'aws.cloudtrail', 3, 3, 0, {}],
  ['panther-labs__panther-analysis__AWS_CloudTrail.jsonl', 'json-lines', 'aws.cloudtrail', 463, 422, 25, { 'source/invalid': 2, 'source/no-time': 14 }],
  ['panther-labs__panther-analysis__AWS_CloudTrail.labels.jsonl', 'json-lines', null, 463, 0, 0, { 'source/unknown': 463 }],
];

const skipped = (reasons: Readonly<Record<string, number>>) => Object.values(reasons).reduce((all, one) => all + one, 0);

describe.skipIf(!present)('public CloudTrail samples, imported', () => {
  let folder: string;
  beforeAll(() => {
    folder = scratch('samples');
  });
  afterAll(() => discard(folder));

  test.each(table)('%s: %s, %s', async (name, shape, dataset, records, events, duplicates, reasons) => {
    const file = newCase(folder, `${table.findIndex(([one]) => one === name)}.bilocate`);
    try {
      const result = await importHere(file, [join(samples, name)]);
      expect(result.totals).toEqual({ records, events, duplicates, skips: skipped(reasons), folded: 0, outOfScope: 0 });
      expect(result.files.map((one) => [one.shape, one.dataset])).toEqual([[shape, dataset]]);
      expect(Object.fromEntries(dbOf(file).prepare('SELECT reason, count(*) FROM skip GROUP BY reason').raw().all() as [string, number][])).toEqual(reasons);
      expect(result.files.map((one) => one.fault?.code ?? null)).toEqual([events > 0 ? null : shape === 'unknown' ? 'evidence/unrecognised' : 'evidence/not-events']);
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
      const sum = (at: 3 | 4) => table.reduce((all, row) => all + row[at], 0);
      expect(result.totals).toMatchObject({ records: sum(3), skips: table.reduce((all, row) => all + skipped(row[6]), 0) });
      // The S3 delivery with two events lies there plain and as .gz; one event of a rule test was taken from another of these files.
      expect(result.totals.events).toBe(sum(4) - 3);
      expect(failedChecks(file)).toEqual([]);
    } finally {
      closeCase(file);
    }
  });

  test('every file is in the table', () => {
    expect(readdirSync(samples).toSorted()).toEqual(table.map(([file]) => file).toSorted());
  });
});
