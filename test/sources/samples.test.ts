import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { chooseSource, isRefusal, unwrap } from '../../src-main/sources/index.ts';

const folder = fileURLToPath(new URL('../../../shared/samples/cloudtrail/', import.meta.url));
const present = existsSync(folder);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/** File, events, how many of these are an event that the file already had, and refusals by reason. */
const table: readonly (readonly [file: string, events: number, repeated: number, refused: Readonly<Record<string, number>>])[] = [
  ['DataDog__stratus-red-team__aws.credential-access.ec2-get-password-data.json', 34, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.ec2-steal-instance-credentials.json', 45, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-batch-retrieve-secrets.json', 5, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.secretsmanager-retrieve-secrets.json', 21, 0, {}],
  ['DataDog__stratus-red-team__aws.credential-access.ssm-retrieve-securestring-parameters.json', 10, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-delete.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-event-selectors.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.cloudtrail-stop.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.dns-delete-logs.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.organizations-leave.json', 3, 0, {}],
  ['DataDog__stratus-red-team__aws.defense-evasion.vpc-remove-flow-logs.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.discovery.ec2-download-user-data.json', 19, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ec2-launch-unusual-instances.json', 3, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ec2-user-data.json', 35, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ssm-send-command.json', 56, 0, {}],
  ['DataDog__stratus-red-team__aws.execution.ssm-start-session.json', 29, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-security-group-open-port-22-ingress.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ami.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.ec2-share-ebs-snapshot.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.exfiltration.rds-share-snapshot.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.impact.bedrock-invoke-model.json', 15, 0, {}],
  ['DataDog__stratus-red-team__aws.initial-access.console-login-without-mfa.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-instance-connect.json', 3, 0, {}],
  ['DataDog__stratus-red-team__aws.lateral-movement.ec2-serial-console-send-ssh-public-key.json', 4, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-role.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-backdoor-user.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-admin-user.json', 3, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-backdoor-role.json', 2, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.iam-create-user-login-profile.json', 3, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-backdoor-function.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-layer-extension.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.lambda-overwrite-code.json', 1, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.rolesanywhere-create-trust-anchor.json', 2, 0, {}],
  ['DataDog__stratus-red-team__aws.persistence.sts-federation-token.json', 2, 0, {}],
  ['DataDog__stratus-red-team__aws.privilege-escalation.iam-update-user-login-profile.json', 1, 0, {}],
  ['OTRF__Security-Datasets__ec2_proxy_s3_exfiltration_2020-09-14011940.json', 103, 0, {}],
  ['Yamato-Security__suzaku__test_files_test.json', 29, 0, {}],
  ['airbnb__streamalert__cloudtrail_critical_api_calls.json', 15, 0, {}],
  ['airbnb__streamalert__cloudwatch_cloudtrail.json', 0, 0, {'source/invalid': 1}],
  ['aws__aws-cli__lookup-events-output.json', 1, 0, {}],
  ['criblpacks__cribl-aws-cloudtrail-logs__BeVTW2.json', 44, 0, {}],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json', 2, 0, {}],
  ['flosell__trailscraper__111111111111_CloudTrail_eu-central-1_20171211T1505Z_A6kvhMoVeCsc7v8U.json.gz', 2, 0, {}],
  ['legoguy1000__integrations__test-assume-role-json.log', 1, 0, {}],
  ['legoguy1000__integrations__test-cloudtrail-digest-json.log', 0, 0, {'aws.cloudtrail/digest': 1}],
  ['legoguy1000__integrations__test-console-login-json.log', 3, 0, {}],
  ['legoguy1000__integrations__test-create-access-key-json.log', 1, 0, {}],
  ['legoguy1000__integrations__test-deactivate-mfa-device-json.log', 1, 0, {}],
  ['legoguy1000__integrations__test-insight-json.log', 0, 0, {'aws.cloudtrail/insight': 1}],
  ['legoguy1000__integrations__test-update-trail-json.log', 2, 0, {}],
  ['log2timeline__plaso__aws_cloudtrail.jsonl', 6, 0, {}],
  ['mozilla__MozDef__events-cloudtrail.json', 3, 0, {}],
  ['panther-labs__panther-analysis__AWS_CloudTrail.jsonl', 447, 25, {'source/no-time': 14, 'source/invalid': 2}],
];

/** The records of a file by plain JSON: one value, a list in it, or a value a line. */
function valuesOf(file: string): unknown[] {
  const bytes = readFileSync(folder + file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  try {
    const whole = JSON.parse(text) as Record<string, unknown>;
    const list = Array.isArray(whole) ? whole : whole['Records'] ?? whole['Events'];
    return Array.isArray(list) ? list : [whole];
  } catch {
    return text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
}

function read(file: string) {
  const refused: Record<string, number> = {};
  const refuse = (reason: string) => (refused[reason] = (refused[reason] ?? 0) + 1);
  const seen = new Set<string>();
  let events = 0;
  for (const inner of valuesOf(file).flatMap((value) => unwrap(value, null))) {
    if ('skip' in inner) {
      refuse(inner.skip.reason);
      continue;
    }
    const choice = chooseSource(inner);
    const made = 'source' in choice ? choice.source.map(inner) : { reason: 'source/unknown' as const, detail: choice.reason };
    if (isRefusal(made)) {
      refuse(made.reason);
      continue;
    }
    events += 1;
    seen.add(JSON.stringify([made.vendorId, made.identity]));
  }
  return { events, repeated: events - seen.size, refused };
}

describe.skipIf(!present)('public CloudTrail samples', () => {
  test.each(table)('%s', (file, events, repeated, refused) => {
    expect(read(file)).toEqual({ events, repeated, refused });
  });

  test('every JSON file is in the table', () => {
    const files = readdirSync(folder).filter((name) => /\.(json|jsonl|log|json\.gz)$/.test(name) && !name.includes('.labels.'));
    expect(files.toSorted()).toEqual(table.map(([file]) => file).toSorted());
  });
});
