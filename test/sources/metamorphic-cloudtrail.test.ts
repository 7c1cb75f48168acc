import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, contentDigest, eventDetail, findingsJson, fullerCount, type WriteCase } from '../../src-main/case/index.ts';
import type { Finding } from '../../src-main/contract/index.ts';
import { enrichCase } from '../../src-main/pipeline/enrich-case.ts';
import { lookUp } from '../../src-main/pipeline/enrich.ts';
import { huntColumns, rulesOf } from '../../src-main/pipeline/hunt.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { storeHunt } from '../../src-main/pipeline/store-hunt.ts';
import { discard, failedChecks, importHere, newCase, resources, scratch } from '../help/open-cases.ts';
import { stolenKey, trailRecord } from '../help/trail-records.ts';
import { eventHistory, trailShapes } from '../help/trail-shapes.ts';

const account = '777788889999';
const role = (session: string, created: string) => ({
  type: 'AssumedRole', principalId: `AROAEXAMPLEDEV:${session}`, arn: `arn:aws:sts::${account}:assumed-role/Developer/${session}`, accountId: account, accessKeyId: 'ASIAEXAMPLEROLE00001',
  sessionContext: {
    sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEDEV', arn: `arn:aws:iam::${account}:role/ops/Developer`, accountId: account, userName: 'Developer' },
    attributes: { creationDate: created, mfaAuthenticated: 'false' },
  },
});

/** Values that try whatever wraps them: quotes, commas, brackets, line ends, other scripts, JSON in JSON. */
const awkward: readonly Readonly<Record<string, unknown>>[] = [
  { userAgent: '[S3Console/0.4, aws-internal/3 "quoted" {a=b}]', vpcEndpointId: 'vpce-0a1b2c3d' },
  { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)\nsecond line, "third"', sourceIPAddress: '2601:0281:8000:0001:0000:0000:0000:002a' },
  { userIdentity: role('a,b=c}{d', '2026-02-02T05:00:00Z'), sessionCredentialFromConsole: 'true', eventCategory: 'Management' },
  { userIdentity: role('jonas@halden.example', '2026-02-02T05:30:00Z'), tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 's3.eu-west-1.amazonaws.com' } },
  {
    eventSource: 'iam.amazonaws.com', eventName: 'PutUserPolicy', readOnly: false,
    requestParameters: { userName: 'ødegård', policyName: 'p, q=r', policyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"arn:aws:s3:::*, {x}"}]}' },
  },
  { errorCode: 'AccessDenied', errorMessage: 'User: "mara" is not authorized, because {no policy} allows it\n(see docs)', eventName: 'GetBucketAcl' },
  {
    eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', requestParameters: { roleArn: `arn:aws:iam::${account}:role/Deploy`, roleSessionName: 'ci' }, sharedEventID: 'shared-7',
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEISSUED001', expiration: 'Feb 2, 2026, 7:00:00 AM' }, assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/Deploy/ci` } },
    resources: [{ ARN: `arn:aws:iam::${account}:role/Deploy`, accountId: account, type: 'AWS::IAM::Role' }],
  },
  { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: `arn:aws:iam::${account}:mfa/mara`, LoginTo: 'https://console.aws.amazon.com/?a=1&b={2}' } },
  { userIdentity: { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, sourceIPAddress: 'autoscaling.amazonaws.com', userAgent: 'autoscaling.amazonaws.com', recipientAccountId: '000088889999' },
  { userIdentity: { type: 'Root', principalId: account, arn: `arn:aws:iam::${account}:root`, accountId: account }, eventName: 'ListUsers', eventSource: 'iam.amazonaws.com', sourceIPAddress: '253.252.51.07' },
  { requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] }, filterSet: {}, maxResults: 1000, dryRun: false }, eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' },
  { userAgent: 'クライアント/1 💥 \\" \t', requestParameters: { bucketName: 'grain', key: 'a"b,c}\u2028.csv' } },
];

const records = [...Array.from({ length: 240 }, (_, n) => trailRecord(n, n % 3 === 0 ? awkward[(n / 3) % awkward.length]! : {})), ...stolenKey()];

let folder: string;
/** What the S3 delivery gives: all others are held against it. */
let model: Awaited<ReturnType<typeof facts>>;
beforeAll(async () => {
  folder = scratch('metamorphic');
  for (const [name, , bytes] of trailShapes) writeFileSync(join(folder, name), bytes(records));
  model = await facts('s3.json');
});
afterAll(() => discard(folder));

let cases = 0;
async function withCase<T>(work: (file: WriteCase) => Promise<T>): Promise<T> {
  const file = newCase(folder, `case-${++cases}.bilocate`);
  try {
    return await work(file);
  } finally {
    closeCase(file);
  }
}

async function findings(file: WriteCase): Promise<readonly Finding[]> {
  await enrichCase(file, { resources, own: [] }, lookUp);
  const outcome = huntColumns(loadColumns(file, join(folder, 'cache')), rulesOf({ resources, own: null }, []), { rules: [], parameters: {} }, { stop: () => false, now: () => 0, progress: () => undefined });
  storeHunt(file, outcome);
  return findingsJson(file);
}

/** Every field of every event, whatever order they came in, and nothing of where they lie. */
function events(file: WriteCase, n: number): readonly string[] {
  return Array.from({ length: n }, (_, at) => {
    const { id, fields, conflicts } = eventDetail(file, at + 1);
    return JSON.stringify([id, fields, conflicts]);
  }).sort();
}

const facts = (name: string) => withCase(async (file) => {
  const result = await importHere(file, [join(folder, name)]);
  expect(failedChecks(file)).toEqual([]);
  return { result, events: events(file, result.totals.events), findings: await findings(file) };
});

describe('one set of records in every shape', () => {
  test('the set itself has something to say', () => {
    expect(model.result.totals).toEqual({ records: records.length, events: records.length, duplicates: 0, skips: 0, folded: 0, outOfScope: 0 });
    expect(model.findings.length).toBeGreaterThan(0);
  });

  test.each(trailShapes.slice(1).map(([name, shape]) => [name, shape] as const))('%s: the same events, the same findings', async (name, shape) => {
    const { result, ...rest } = await facts(name);
    expect(result.files).toEqual([expect.objectContaining({ shape, dataset: 'aws.cloudtrail', records: records.length, events: records.length, skips: 0, fault: null })]);
    expect(rest.events).toEqual(model.events);
    expect(rest.findings).toEqual(model.findings);
  });

  test('all of them in one case add places and nothing else, in any order', async () => {
    const names = trailShapes.map(([name]) => name);
    const digests = [];
    for (const order of [names, names.toReversed()]) {
      digests.push(await withCase(async (file) => {
        const result = await importHere(file, order.map((name) => join(folder, name)));
        expect(result.totals).toEqual({ records: records.length * names.length, events: records.length, duplicates: records.length * (names.length - 1), skips: 0, folded: 0, outOfScope: 0 });
        expect(events(file, records.length)).toEqual(model.events);
        expect(failedChecks(file)).toEqual([]);
        return contentDigest(file);
      }));
    }
    expect(digests[1]).toBe(digests[0]);
  });
});

describe('the console event history, which says less', () => {
  const files = () => {
    const inner = join(folder, 'history');
    mkdirSync(inner, { recursive: true });
    const shape = (name: string) => trailShapes.find(([one]) => one === name)![2](records);
    const made = { history: join(inner, 'history.csv'), older: join(inner, 'older.csv'), s3: join(inner, 's3.json'), lookup: join(inner, 'lookup.json') };
    writeFileSync(made.history, eventHistory(records));
    writeFileSync(made.older, eventHistory(records, false));
    writeFileSync(made.s3, shape('s3.json'));
    writeFileSync(made.lookup, shape('lookup-events.json'));
    return made;
  };

  test('is the same events as S3 and lookup-events, each with three places, whichever came first', async () => {
    const { history, s3, lookup } = files();
    const digests = new Set<string>();
    for (const order of [[s3, lookup, history], [history, s3, lookup], [lookup, history, s3]]) {
      digests.add(await withCase(async (file) => {
        const totals = [];
        for (const path of order) totals.push((await importHere(file, [path])).totals);
        expect(totals.map((one) => [one.events, one.duplicates, one.skips])).toEqual([[records.length, 0, 0], [0, records.length, 0], [0, records.length, 0]]);
        expect(records.map((_, at) => eventDetail(file, at + 1).places.length)).toEqual(records.map(() => 3));
        expect(events(file, records.length)).toEqual(model.events);
        if (order[0] === history) expect(await findings(file)).toEqual(model.findings);
        expect(failedChecks(file)).toEqual([]);
        return contentDigest(file);
      }));
    }
    expect(digests.size).toBe(1);
  });

  test('a hunt over it, then the full records: what was frozen still holds, and the next hunt sees the full events', async () => {
    const { older, history, s3 } = files();
    await withCase(async (file) => {
      await importHere(file, [older]);
      expect((await importHere(file, [history])).totals).toMatchObject({ events: 0, duplicates: records.length });
      expect(fullerCount(file), 'the download with keys says more than the one without').toBe(records.filter((one) => (one['userIdentity'] as { accessKeyId?: string }).accessKeyId !== undefined).length);
      await findings(file);
      expect(eventDetail(file, 1).fields.some(({ field }) => field === 'user.id')).toBe(false);
      expect((await importHere(file, [s3])).totals).toMatchObject({ events: 0, duplicates: records.length });
      expect(eventDetail(file, 1).fields.some(({ field }) => field === 'user.id')).toBe(true);
      expect(eventDetail(file, 1).places[0]!.file).toBe('s3.json');
      expect(failedChecks(file)).toEqual([]);
      expect(await findings(file)).toEqual(model.findings);
      expect(failedChecks(file)).toEqual([]);
    });
  });
});
