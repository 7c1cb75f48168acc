import type { Random } from './random.ts';

/** A kind of call that people make: how it looks, and how often beside the others. */
export interface Recipe {
  readonly weight: number;
  readonly service: string;
  readonly action: string;
  /** The command of aws-cli that makes it. */
  readonly command: string;
  readonly read: boolean;
  readonly data?: boolean;
  readonly request?: (random: Random) => string;
  readonly response?: (random: Random) => string;
  readonly resources?: (random: Random) => string;
}

const buckets = ['halden-manifests', 'halden-invoices', 'halden-telemetry', 'halden-web-assets', 'halden-tf-state', 'halden-customs-docs'] as const;
const functions = ['quote-engine', 'customs-check', 'label-printer', 'eta-forecast'] as const;
const instance = (random: Random) => `i-0${random.hex(16)}`;
const json = JSON.stringify;

const read = (weight: number, service: string, action: string, command: string, request?: Recipe['request']): Recipe => ({ weight, service, action, command, read: true, ...(request ? { request } : {}) });
const write = (weight: number, service: string, action: string, command: string, request?: Recipe['request'], response?: Recipe['response']): Recipe =>
  ({ weight, service, action, command, read: false, ...(request ? { request } : {}), ...(response ? { response } : {}) });

/** What people do on the command line. */
export const commandLine: readonly Recipe[] = [
  read(8, 'sts.amazonaws.com', 'GetCallerIdentity', 'sts.get-caller-identity'),
  read(10, 's3.amazonaws.com', 'ListBuckets', 's3.ls', () => '{"Host":"s3.eu-west-1.amazonaws.com"}'),
  { ...read(14, 's3.amazonaws.com', 'GetObject', 's3.cp', (r) => json({ bucketName: r.pick(buckets), key: `out/${r.hex(6)}.json` })), data: true },
  { ...write(6, 's3.amazonaws.com', 'PutObject', 's3.cp', (r) => json({ bucketName: r.pick(buckets), key: `in/${r.hex(6)}.json` })), data: true },
  read(12, 'ec2.amazonaws.com', 'DescribeInstances', 'ec2.describe-instances', (r) => json({ instancesSet: { items: [{ instanceId: instance(r) }] }, filterSet: {} })),
  read(4, 'ec2.amazonaws.com', 'DescribeSecurityGroups', 'ec2.describe-security-groups', () => '{"securityGroupSet":{},"filterSet":{}}'),
  read(6, 'logs.amazonaws.com', 'FilterLogEvents', 'logs.tail', (r) => json({ logGroupName: `/aws/lambda/${r.pick(functions)}` })),
  read(5, 'lambda.amazonaws.com', 'GetFunction20150331v2', 'lambda.get-function', (r) => json({ functionName: r.pick(functions) })),
  write(3, 'lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', 'lambda.update-function-code', (r) => json({ functionName: r.pick(functions), dryRun: false }), (r) => json({ functionName: r.pick(functions), codeSha256: r.hex(32) })),
  read(3, 'ssm.amazonaws.com', 'GetParameter', 'ssm.get-parameter', (r) => json({ name: `/halden/${r.pick(functions)}/config`, withDecryption: false })),
  read(3, 'eks.amazonaws.com', 'DescribeCluster', 'eks.update-kubeconfig', () => '{"name":"freight-prod"}'),
  read(2, 'dynamodb.amazonaws.com', 'DescribeTable', 'dynamodb.describe-table', () => '{"tableName":"shipments"}'),
];

/** What a console page asks while somebody clicks through it; DescribeEventAggregates comes by itself. */
export const consolePages: readonly Recipe[] = [
  read(8, 'ec2.amazonaws.com', 'DescribeInstances', '', () => '{"instancesSet":{},"filterSet":{}}'),
  read(5, 'ec2.amazonaws.com', 'DescribeRegions', '', () => '{"regionSet":{}}'),
  read(4, 'ec2.amazonaws.com', 'DescribeVolumes', '', () => '{"volumeSet":{},"filterSet":{}}'),
  read(6, 's3.amazonaws.com', 'ListBuckets', '', () => '{"Host":"s3.eu-west-1.amazonaws.com"}'),
  read(5, 'monitoring.amazonaws.com', 'DescribeAlarms', '', () => '{"maxRecords":100}'),
  read(5, 'lambda.amazonaws.com', 'ListFunctions20150331', ''),
  read(3, 'cloudformation.amazonaws.com', 'ListStacks', '', () => '{"stackStatusFilter":["CREATE_COMPLETE","UPDATE_COMPLETE"]}'),
  read(3, 'cost-optimization-hub.amazonaws.com', 'ListEnrollmentStatuses', '', () => '{"includeOrganizationInfo":false}'),
  read(3, 'notifications.amazonaws.com', 'ListNotificationHubs', ''),
  read(2, 'iam.amazonaws.com', 'GetAccountSummary', ''),
];
export const consoleBeat: Recipe = read(0, 'health.amazonaws.com', 'DescribeEventAggregates', '', () => '{"filter":{"eventStatusCodes":["open","upcoming"],"startTimes":[{"from":"Apr 13, 2026, 12:00:00 AM"}]},"aggregateField":"eventTypeCategory"}');

/** What a script of the data people does. */
export const scripts: readonly Recipe[] = [
  { ...read(20, 's3.amazonaws.com', 'GetObject', '', (r) => json({ bucketName: 'halden-telemetry', key: `2026/${r.hex(8)}.parquet` })), data: true },
  read(6, 's3.amazonaws.com', 'ListObjects', '', () => '{"bucketName":"halden-telemetry","prefix":"2026/"}'),
  read(4, 'athena.amazonaws.com', 'GetQueryExecution', '', (r) => json({ queryExecutionId: r.uuid() })),
  write(3, 'athena.amazonaws.com', 'StartQueryExecution', '', () => '{"queryString":"***OMITTED***","workGroup":"primary"}', (r) => json({ queryExecutionId: r.uuid() })),
  read(3, 'glue.amazonaws.com', 'GetTable', '', () => '{"databaseName":"telemetry","name":"truck_positions"}'),
];

/** What Terraform asks in a plan and an apply. */
export const plans: readonly Recipe[] = [
  read(6, 'ec2.amazonaws.com', 'DescribeVpcs', 'ec2', (r) => json({ vpcSet: { items: [{ vpcId: `vpc-0${r.hex(16)}` }] }, filterSet: {} })),
  read(5, 'iam.amazonaws.com', 'GetRole', 'iam', () => '{"roleName":"freight-app"}'),
  read(4, 'iam.amazonaws.com', 'ListRolePolicies', 'iam', () => '{"roleName":"freight-app"}'),
  { ...read(4, 's3.amazonaws.com', 'GetObject', 's3', () => '{"bucketName":"halden-tf-state","key":"prod/terraform.tfstate"}'), data: true },
  read(4, 's3.amazonaws.com', 'GetBucketPolicy', 's3', (r) => json({ bucketName: r.pick(buckets) })),
  read(3, 'kms.amazonaws.com', 'DescribeKey', 'kms', (r) => json({ keyId: r.uuid() })),
  write(2, 'ec2.amazonaws.com', 'CreateTags', 'ec2', (r) => json({ resourcesSet: { items: [{ resourceId: instance(r) }] }, tagSet: { items: [{ key: 'owner', value: 'platform' }] } }), () => '{"_return":true}'),
];

/** One of a list, by weight. */
export function choose(list: readonly Recipe[], random: Random): Recipe {
  let left = random.between(1, totalOf(list));
  for (const recipe of list) {
    left -= recipe.weight;
    if (left <= 0) return recipe;
  }
  return list[0]!;
}

const totals = new Map<readonly Recipe[], number>();
function totalOf(list: readonly Recipe[]): number {
  const known = totals.get(list) ?? list.reduce((sum, recipe) => sum + recipe.weight, 0);
  totals.set(list, known);
  return known;
}
