import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Real ranges of the named networks, so that the real tables answer; people, keys and accounts are invented. */
const addresses = { comcast: '73.3.132.40', clouvider: '45.142.37.9', verizon: '71.104.78.20' } as const;
const agents = {
  laptop: 'aws-cli/2.31.8 Python/3.11.6 Darwin/23.4.0 exe/x86_64 prompt/off command/ec2.describe-instances',
  stolen: 'aws-cli/1.22.34 Python/3.10.6 Linux/5.15.0-101-generic botocore/1.23.34',
} as const;
const day = 86_400_000;
/** 18 May 2026, 00:00 UTC. */
const start = Date.UTC(2026, 4, 18);

export interface CallFacts {
  readonly ms: number;
  readonly user: string;
  readonly key: string;
  readonly ip: string;
  readonly agent: string;
  readonly action: string;
  readonly service?: string;
  readonly region?: string;
  readonly error?: string;
}

let made = 0;
/** A CloudTrail record; ids count up. */
export function record(call: CallFacts): Record<string, unknown> {
  made += 1;
  const id = made.toString(16).padStart(12, '0');
  return {
    eventVersion: '1.10',
    userIdentity: { type: 'IAMUser', principalId: `AIDA${call.user.toUpperCase().replaceAll(/[^A-Z]/g, '')}EXAMPLE`, arn: `arn:aws:iam::111122223333:user/${call.user}`, accountId: '111122223333', accessKeyId: call.key, userName: call.user },
    eventTime: new Date(call.ms).toISOString().replace('.000Z', 'Z'),
    eventSource: call.service ?? 'ec2.amazonaws.com',
    eventName: call.action,
    awsRegion: call.region ?? 'us-east-1',
    sourceIPAddress: call.ip,
    userAgent: call.agent,
    ...(call.error === undefined ? {} : { errorCode: call.error, errorMessage: 'not authorized' }),
    requestParameters: null,
    responseElements: null,
    requestID: `req-${id}`,
    eventID: `5c1d6e0a-8f1b-4a5e-9a39-${id}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
}

/** Two people's working days. */
function habits(): Record<string, unknown>[] {
  const actions = ['DescribeInstances', 'DescribeVolumes', 'GetCallerIdentity', 'ListBuckets', 'DescribeCluster'];
  const out: Record<string, unknown>[] = [];
  for (let d = 0; d < 4; d += 1) {
    for (let n = 0; n < 40; n += 1) {
      const ms = start + d * day + 8 * 3_600_000 + n * 12 * 60_000;
      out.push(record({ ms, user: 'j.doe', key: 'AKIA3X7QHALDNEXAMPLE', ip: addresses.comcast, agent: agents.laptop, action: actions[n % actions.length]! }));
      if (n % 3 === 0) out.push(record({ ms: ms + 60_000, user: 'm.okafor', key: 'AKIAMOKAFOR01EXAMPLE', ip: addresses.verizon, agent: 'Boto3/1.34.101 md/Botocore#1.34.101 ua/2.0 os/linux#5.10 lang/python#3.12.2', action: 'GetObject', service: 's3.amazonaws.com' }));
    }
  }
  return out;
}

/** The key of j.doe from a second network, in the middle of his last day. */
function theft(): Record<string, unknown>[] {
  const actions = ['GetCallerIdentity', 'ListAttachedUserPolicies', 'GetAccountAuthorizationDetails', 'ListRoles', 'CreateAccessKey'];
  return Array.from({ length: 28 }, (_, n) => record({
    ms: start + 3 * day + 12 * 3_600_000 + n * 47_000, user: 'j.doe', key: 'AKIA3X7QHALDNEXAMPLE', ip: addresses.clouvider, agent: agents.stolen, action: actions[n % actions.length]!,
    service: n % 5 === 0 ? 'sts.amazonaws.com' : 'iam.amazonaws.com', ...(n % 5 === 4 ? { error: 'AccessDenied' } : {}),
  }));
}

export interface Company {
  /** Everything below is in it. */
  readonly folder: string;
  /** The gzip of j.doe's and m.okafor's days, and of the theft. */
  readonly logs: readonly string[];
  /** JSON Lines with what can go wrong in it. */
  readonly broken: string;
  /** The reasons in the skips of `broken`, as records stand in it. */
  readonly skips: number;
}

/** Writes the exports of a small invented company: a key in two places, and one file with defects. */
export function writeCompany(folder: string): Company {
  const put = (path: string, bytes: Buffer | string): string => {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, bytes);
    return at;
  };
  const days = habits();
  const delivered = (records: readonly Record<string, unknown>[]) => gzipSync(JSON.stringify({ Records: records }));
  const spare = record({ ms: start + 2 * day, user: 'm.okafor', key: 'AKIAMOKAFOR01EXAMPLE', ip: addresses.verizon, agent: 'aws-sdk-go/1.44', action: 'ListBuckets', service: 's3.amazonaws.com' });
  const { eventTime: _time, ...timeless } = record({ ms: start, user: 'm.okafor', key: 'AKIAMOKAFOR01EXAMPLE', ip: addresses.verizon, agent: 'aws-sdk-go/1.44', action: 'HeadBucket' });
  const lines = [JSON.stringify(spare), '{"eventVersion":"1.10","eventTime":"2026-05-19T', JSON.stringify(days[0]), '"only text"', JSON.stringify(timeless), JSON.stringify({ ...spare, eventID: '00000000-0000-4000-8000-0000000000aa' })];
  return {
    folder,
    logs: [
      put('AWSLogs/111122223333/CloudTrail/us-east-1/2026/05/days.json.gz', delivered(days)),
      put('AWSLogs/111122223333/CloudTrail/us-east-1/2026/05/night.json.gz', delivered(theft())),
    ],
    broken: put('from-ticket/broken.jsonl', `${lines.join('\n')}\n`),
    skips: 3,
  };
}

/** One JSON Lines file after the other, `files` times `each` events: enough to be caught in the middle of reading it. */
export function writeLarge(folder: string, files: number, each: number): void {
  mkdirSync(folder, { recursive: true });
  for (let f = 0; f < files; f += 1) {
    const lines = Array.from({ length: each }, (_, n) => JSON.stringify(record({ ms: start + n * 1000, user: `user-${n % 50}`, key: `AKIALARGE${String(n % 50).padStart(4, '0')}EXAMPLE`, ip: addresses.comcast, agent: agents.laptop, action: 'DescribeInstances' })));
    writeFileSync(join(folder, `large-${f}.jsonl`), `${lines.join('\n')}\n`);
  }
}
