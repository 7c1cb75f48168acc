import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { datasets as every } from '../../src-main/contract/index.ts';
import { readEvidence } from '../../src-main/evidence/read-evidence.ts';
import { chooseSource, isRefusal, lookAlikeOf, lookAlikes, nearestSources, sources, unwrap, type SourceRecord } from '../../src-main/sources/index.ts';
import { oktaRecord } from './okta-records.ts';
import { trailRecord } from './records.ts';

const root = fileURLToPath(new URL('../../../shared/samples/', import.meta.url));
const present = existsSync(root);
if (!present) console.log('Skipped: the public sample logs are not beside the repository; their licences keep them out of it.');

/** All but that of the mappings that an analyst writes, which are no source of ours. */
const datasets = every.filter((dataset) => dataset !== 'custom');

const bare = (value: unknown): SourceRecord => ({ value, path: null, envelope: null });
/** Sources that would take a record. */
const takers = (record: SourceRecord): string[] => sources.filter((source) => source.recognise(record).confidence >= 0.5).map(({ dataset }) => dataset);

async function examplesOf(dataset: string): Promise<readonly SourceRecord[]> {
  const { examples } = await import(new URL(`./examples/${dataset}.ts`, import.meta.url).href) as { readonly examples: readonly unknown[] };
  return examples.flatMap((value) => unwrap(value, null)).flatMap((inner) => ('value' in inner ? [inner] : []));
}

describe('one record has one source', () => {
  test('every dataset of the contract has its source, and no other', () => {
    expect(sources.map(({ dataset }) => dataset).toSorted()).toEqual([...datasets].toSorted());
  });
  test.each(datasets)('examples of %s are taken by it, and by no other', async (dataset) => {
    for (const record of await examplesOf(dataset)) expect(takers(record)).toEqual([dataset]);
  });
  test('the order in which sources are asked does not matter where one alone is sure', async () => {
    for (const dataset of datasets) {
      for (const record of await examplesOf(dataset)) {
        const choice = chooseSource(record);
        const best = [...sources].reverse().map((source) => ({ source, sure: source.recognise(record).confidence })).toSorted((a, b) => b.sure - a.sure)[0]!;
        expect('source' in choice && choice.source.dataset).toBe(best.source.dataset);
      }
    }
  });
});

/** Records of invented things beside the logs that we map, and the name that each is refused under. */
const beside: readonly (readonly [name: string, value: Record<string, unknown>])[] = [
  ['VPC flow log', { version: '2', 'account-id': '111122223333', 'interface-id': 'eni-1', srcaddr: '203.0.113.9', dstaddr: '10.0.0.1', srcport: '443', action: 'ACCEPT', 'log-status': 'OK' }],
  ['log of a Kubernetes control plane in Azure diagnostic records', { category: 'kube-scheduler', resourceId: '/subscriptions/s/x', operationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read', properties: { log: 'I0504 08:00:00 scheduled' } }],
  ['container log of GKE', { insertId: 'i', resource: { type: 'k8s_container', labels: {} }, textPayload: 'hello', timestamp: '2026-05-04T08:00:00Z', logName: 'projects/x/logs/stdout' }],
  ['incomplete entry of a Google Cloud audit log', { protoPayload: { authorizationInfo: [{ granted: true, permission: 'iam.roles.update' }] } }],
  ['Google Cloud log', { insertId: 'i', jsonPayload: { message: 'started' }, resource: { type: 'gce_instance', labels: {} }, logName: 'projects/x/logs/syslog', timestamp: '2026-05-04T08:00:00Z' }],
  ['Google Workspace report', { kind: 'admin#reports#activity', id: { applicationName: 'drive', customerId: 'C1', time: '2026-05-04T08:00:00Z' }, actor: { email: 'a@b.example' }, ipAddress: '203.0.113.9', events: [{ name: 'download', type: 'access' }] }],
  ['Defender hunting table', { category: 'AdvancedHunting-IdentityLogonEvents', operationName: 'Publish', Tenant: 'DefaultTenant', properties: { AccountName: 'mara', IPAddress: '203.0.113.9' }, time: '2026-05-04T08:00:00Z', tenantId: 't' }],
  ['network log of Azure', { category: 'NetworkSecurityGroupFlowEvent', resourceId: '/subscriptions/s/x', operationName: 'NetworkSecurityGroupFlowEvents', time: '2026-05-04T08:00:00Z', properties: {} }],
  ['GuardDuty finding', { schemaVersion: '2.0', accountId: '111122223333', region: 'eu-west-1', type: 'UnauthorizedAccess:IAMUser/X', severity: 8, service: {}, resource: {} }],
  ['AWS Config snapshot', { configurationItemCaptureTime: '2026-05-04T08:00:00Z', configurationItemStatus: 'OK', resourceId: 'i-1', awsRegion: 'eu-west-1' }],
  ['Alibaba Cloud ActionTrail', { eventName: 'DescribeInstances', eventSource: 'ecs.aliyuncs.com', userIdentity: {}, eventVersion: '1', eventType: 'ApiCall', requestID: 'r' }],
  ['alert of a honeypot bucket', { 'Event Type': 'AwsApiCall', 'Event Name': 'ListObjects', 'Request ID': 'R', 'User ID': 'u', 'Event DateTime': '2026-05-04', 'Alarm DateTime': '2026-05-04', 'Source IP': '203.0.113.9' }],
  ['alert or incident of Sentinel', { TimeGenerated: '2026-05-04T08:00:00Z', AlertName: 'Sign-in from somewhere', AlertSeverity: 'High', Type: 'SecurityAlert', Entities: '[]' }],
  ['summary of a query', { 'StartTime [UTC]': '5/4/2026, 8:00:00.000 AM', 'EndTime [UTC]': '5/4/2026, 9:00:00.000 AM', IPAddress: '203.0.113.9', loginAttempts: '4', applicationSet: '["Azure Portal"]', successCount: '1', Type: 'SigninLogs', 'timestamp [UTC]': '5/4/2026, 8:00:00.000 AM' }],
  ...['AuditLogs', 'AADUserRiskEvents', 'AADRiskyUsers', 'AzureActivity', 'MicrosoftGraphActivityLogs', 'OfficeActivity'].map((Type) => ['summary of a query', { StartTime: '2026-05-04T08:00:00Z', EndTime: '2026-05-04T09:00:00Z', Type, OperationCount: 7 }] as const),
  ['log of osquery itself', { hostIdentifier: 'h', calendarTime: 'Mon May  4 08:16:00 2026 UTC', unixTime: 1_777_882_560, severity: '0', filename: 'scheduler.cpp', line: '83', message: 'Executing scheduled query' }],
  ['alert of Jamf Protect', { caid: 'c', certid: 'c', input: { host: { hostname: 'h' }, match: { severity: 1 } } }],
  ['CrowdStrike data', { metadata: { customerIDString: 'c', eventType: 'DetectionSummaryEvent', offset: 1 }, event: { DetectName: 'x' } }],
  ['directory object of Okta', { id: '00u1', status: 'ACTIVE', created: '2026-05-04T08:00:00.000Z', lastUpdated: '2026-05-04T08:00:00.000Z', profile: { login: 'mara@halden.example' }, _links: {} }],
  ['directory object of Entra', { id: '11111111-2222-4333-8444-555555555555', displayName: 'Mara', userPrincipalName: 'mara@halden.example', mail: null }],
  ['answer of Microsoft Graph that is an error', { error: { code: 'Authentication_RequestFromNonPremiumTenant', message: 'no premium licence' } }],
];

describe('what lies beside the logs is taken by none, and named', () => {
  test.each(beside)('%s', (name, value) => {
    expect(takers(bare(value))).toEqual([]);
    const choice = chooseSource(bare(value));
    expect('reason' in choice && choice.reason.slice(0, name.length + 2)).toBe(`${name}: `);
  });
  test('nothing that a source takes has the name of a look-alike in its skip', async () => {
    for (const dataset of datasets) {
      for (const record of await examplesOf(dataset)) expect('source' in chooseSource(record)).toBe(true);
    }
  });
  test('what is neither says what the nearest missed, or that there is none', () => {
    expect(chooseSource(bare({ hello: 1 }))).toMatchObject({ reason: 'no source finds its own fields in it' });
    expect(chooseSource(bare('text'))).toMatchObject({ reason: 'no source finds its own fields in it' });
  });
  test('each look-alike has a name of its own, and one sentence why', () => {
    expect(new Set(lookAlikes.map(({ name }) => name)).size).toBe(lookAlikes.length);
    expect(lookAlikes.filter(({ why }) => why === '' || why.endsWith('.'))).toEqual([]);
  });
  test.each([null, 1, 'x', [], {}, { kind: 1, id: [], resource: 'x', Event: null, data: 7, properties: 'p' }])('any value may be asked about: %j', (value) => {
    expect(lookAlikeOf(value)).toBeUndefined();
  });
});

describe('what the analyst says a record is', () => {
  const value = { eventName: 'DescribeInstances', eventTime: '2026-05-04T08:15:30Z' };
  test('that source maps it, however sure it is', () => {
    expect('source' in chooseSource(bare(value))).toBe(false);
    const choice = chooseSource(bare(value), 'aws.cloudtrail');
    expect(choice).toMatchObject({ source: { dataset: 'aws.cloudtrail' }, recognition: { reason: expect.stringMatching(/^taken as AWS CloudTrail by the analyst; by itself: eventName/) } });
    const made = 'source' in choice && choice.source.map(bare(value));
    expect(made && !isRefusal(made) && made.fields['event.action']).toBe('DescribeInstances');
  });
  test('also against the one that is sure; its refusals hold', () => {
    const choice = chooseSource(bare(trailRecord()), 'okta.system');
    const made = 'source' in choice && choice.source.map(bare(trailRecord()));
    expect(made && isRefusal(made) && made.reason).toMatch(/^source\//);
  });
  test.each([undefined, null])('%s says nothing', (override) => {
    expect(chooseSource(bare(oktaRecord()), override)).toMatchObject({ source: { dataset: 'okta.system' }, recognition: { confidence: 1 } });
  });
});

describe('the nearest sources of a record', () => {
  test('each once, surest first, with what it found', () => {
    const near = nearestSources({ eventName: 'DescribeInstances', awsRegion: 'eu-west-1' }, null);
    expect(near.map(({ dataset }) => dataset).toSorted()).toEqual([...datasets].toSorted());
    expect(near[0]).toEqual({ dataset: 'aws.cloudtrail', title: 'AWS CloudTrail', confidence: 0.15, reason: 'eventName, no AWS eventSource, and awsRegion' });
    expect(near.map(({ confidence }) => confidence)).toEqual(near.map(({ confidence }) => confidence).toSorted((a, b) => b - a));
  });
  test('of what lies in an envelope; none where nothing does', () => {
    expect(nearestSources({ _raw: JSON.stringify(oktaRecord({ published: undefined })) }, null)[0]).toMatchObject({ dataset: 'okta.system' });
    expect(nearestSources({ _raw: '' }, null)).toEqual([]);
    expect(nearestSources({ Records: Array.from({ length: 50_000 }, () => ({ a: 1 })) }, null)).toHaveLength(datasets.length);
  });
});

/** Folder and file of samples that hold no log that we map. Records in them that are too poor to be named, of the tests of somebody's rules. */
const foreign: readonly (readonly [folder: string, file: RegExp])[] = [['cloudtrail', /HoneyBucket/], ['extra', /app-and-identity/]];

describe.skipIf(!present)('public samples', () => {
  const folders = present ? readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name) : [];
  test.each(folders)('%s: no record has two sources', async (folder) => {
    const shared: string[] = [];
    let taken = 0;
    for (const file of readdirSync(root + folder).filter((name) => !name.includes('.labels.'))) {
      const isForeign = foreign.some(([where, which]) => where === folder && which.test(file));
      for await (const record of recordsOf(`${root}${folder}/${file}`)) {
        const found = takers(record);
        if (found.length > 1) shared.push(`${file}: ${found.join(', ')}`);
        if (isForeign) expect([file, found]).toEqual([file, []]);
        if (found.length > 0) taken += 1;
      }
    }
    expect(shared).toEqual([]);
    expect(taken).toBeGreaterThan(0);
  });
  test('nearly all that is foreign has a name', async () => {
    let named = 0;
    let all = 0;
    for (const [folder, which] of foreign) {
      for (const file of readdirSync(root + folder).filter((name) => which.test(name) && !name.includes('.labels.'))) {
        for await (const record of recordsOf(`${root}${folder}/${file}`)) {
          all += 1;
          if (lookAlikeOf(record.value) !== undefined) named += 1;
        }
      }
    }
    expect(all).toBe(307);
    expect(named / all).toBeGreaterThan(0.98);
  });
});

async function* recordsOf(path: string): AsyncGenerator<SourceRecord> {
  for await (const part of readEvidence(path, {})) {
    if (part.kind !== 'spans') continue;
    for (const span of part.spans) {
      if (span.kind !== 'record') continue;
      for (const inner of unwrap(span.value, span.path)) if ('value' in inner) yield inner;
    }
  }
}
