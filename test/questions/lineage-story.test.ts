import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, type WriteCase } from '../../src-main/case/index.ts';
import type { LineageNode, UserLineage } from '../../src-main/contract/index.ts';
import { lineageLayout, lineagePicture, lineageSentence } from '../../src-main/charts/lineage.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { askLineage } from '../../src-main/questions/index.ts';
import { lineageBlocks } from '../../src-main/report/chapters/lineage.ts';
import { timesIn } from '../../src-main/report/times.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { laurelRecord } from '../sources/audit-records.ts';
import { signIn } from '../sources/entra-signin-records.ts';
import { eksExtra, k8sRecord, podUser, subscription } from '../sources/k8s-records.ts';
import { oktaRecord, part } from '../sources/okta-records.ts';
import { trailRecord } from '../sources/records.ts';

/** Halden, on 4 May 2026: Mara signs in to Okta, through it to Entra, from there to AWS, and with the key of that to the cluster. Somebody takes the key off her machine at noon. */
const [office, away] = ['1.1.1.1', '9.9.9.9'];
const mara = 'mara.lind@halden.example';
const key = 'ASIAEXAMPLEMARA00001';
const clock = (time: string): string => `2026-05-04T${time}Z`;

const okta = [
  { eventType: 'user.session.start', published: clock('08:00:00.000'), target: [] },
  { eventType: 'user.authentication.sso', published: clock('08:01:00.000'), target: [{ id: '0oa1', type: 'AppInstance', alternateId: 'Microsoft Office 365', displayName: 'Microsoft Office 365' }] },
].map((over, at) => oktaRecord({ uuid: `okta-${at}`, actor: { id: '00umara', type: 'User', alternateId: mara, displayName: 'Mara Lind' }, ...part('client', { ipAddress: office }), ...over }));
const entra = [
  signIn({ ipAddress: office, id: 'e0000000-0000-4000-8000-000000000001', createdDateTime: clock('08:01:30'), userPrincipalName: mara }),
  signIn({ ipAddress: office, id: 'e0000000-0000-4000-8000-000000000002', createdDateTime: clock('08:05:00'), userPrincipalName: mara, appDisplayName: 'AWS Single-Account Access', uniqueTokenIdentifier: 'VhoMj307GU6aQFwtfm8bAA' }),
];
const role = {
  type: 'AssumedRole', principalId: `AROAEXAMPLEDEV:${mara}`, arn: `arn:aws:sts::111122223333:assumed-role/Developer/${mara}`, accountId: '111122223333', accessKeyId: key,
  sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLEDEV', arn: 'arn:aws:iam::111122223333:role/Developer', accountId: '111122223333', userName: 'Developer' }, attributes: { creationDate: clock('08:05:20'), mfaAuthenticated: 'false' } },
};
const trail = [
  { eventTime: clock('08:05:20'), eventSource: 'sts.amazonaws.com', eventName: 'AssumeRoleWithSAML', userIdentity: { type: 'SAMLUser', principalId: 'x:mara', userName: mara, identityProvider: 'x' },
    requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Developer', roleSessionName: mara }, responseElements: { credentials: { accessKeyId: key, expiration: 'May 4, 2026, 9:05:20 PM' } } },
  { eventTime: clock('08:30:00'), userIdentity: role }, { eventTime: clock('09:30:00'), userIdentity: role },
].map((over, at) => trailRecord({ eventID: `trail-${at}`, sourceIPAddress: office, ...over }));
const asMara = { username: 'kubernetes-admin', uid: 'aws-iam-authenticator:111122223333:AROAEXAMPLEDEV', groups: ['system:masters'], extra: eksExtra({ accessKeyId: [key], arn: [role.arn], sessionName: [mara] }) };
const cluster = [
  k8sRecord({ auditID: 'k-1', user: asMara, sourceIPs: [office], requestReceivedTimestamp: clock('10:00:00.000000') }),
  k8sRecord({ auditID: 'k-2', user: asMara, sourceIPs: [away], requestReceivedTimestamp: clock('12:30:00.000000') }),
  k8sRecord({ auditID: 'k-3', user: asMara, sourceIPs: ['10.0.0.1', away], requestReceivedTimestamp: clock('12:31:00.000000'), verb: 'create', objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'payments', name: 'worker' },
    responseStatus: { code: 201 }, annotations: { 'authentication.kubernetes.io/issued-credential-id': podUser.extra['authentication.kubernetes.io/credential-id'][0] } }),
  k8sRecord({ auditID: 'k-4', user: podUser, sourceIPs: [away], requestReceivedTimestamp: clock('12:40:00.000000') }),
];
const programs = [laurelRecord({ ms: Date.parse(clock('12:00:00.000')), node: 'hal-lap-07', args: ['cat', '/home/mara.lind/.aws/credentials'], names: { 1000: 'mara.lind' }, pid: 41 }), laurelRecord({ ms: Date.parse(clock('12:00:01.000')), serial: 42, node: 'hal-lap-07', args: ['ls'], names: { 1000: 'mara.lind' } })];

let folder: string;
let file: WriteCase;
const lineageOf = (user: string): UserLineage => askLineage(file, loadColumns(file, join(folder, 'cache')), user);
beforeAll(async () => {
  folder = scratch('story');
  file = newCase(folder);
  const files: Readonly<Record<string, readonly unknown[]>> = { 'okta.json': okta, 'entra.json': entra, 'trail.json': [{ Records: trail }], 'eks.json': [subscription(cluster)], 'audit.json': programs };
  for (const [name, records] of Object.entries(files)) writeFileSync(join(folder, name), records.map((one) => JSON.stringify(one)).join('\n'));
  const { totals } = await importHere(file, Object.keys(files).map((name) => join(folder, name)));
  expect(totals).toMatchObject({ events: 13, skips: 0, duplicates: 0, folded: 0 });
  traceLineage(file);
});
afterAll(() => {
  closeCase(file);
  discard(folder);
});

const nodeWith = (of: UserLineage, id: string): LineageNode => of.nodes.find((node) => node.ids.includes(id))!;
/** What leads to a node, as `kind from`, and how sure that is. */
const into = (of: UserLineage, id: string) => of.edges.filter((edge) => of.nodes[edge.to]!.ids.includes(id)).map(({ kind, from, sure }) => [kind, from === null ? null : of.nodes[from]!.id, sure]).toSorted();

describe('one lineage from the session of Okta to the requests to a cluster', () => {
  test('it is the same chain whoever is asked about', () => {
    for (const user of [mara, 'Developer', 'kubernetes-admin', 'system:serviceaccount:payments:worker']) {
      const of = lineageOf(user);
      expect([user, into(of, entra[0]!['sessionId'] as string)]).toEqual([user, [['sso', 'idxExampleRoot0000000001', 'inferred']]]);
      // The call that made the key names neither a key nor a session.
      expect(into(of, key)).toEqual([['exposed', 'hal-lap-07', 'inferred'], ['issued', null, 'stated'], ['sso', entra[1]!['uniqueTokenIdentifier'], 'inferred']]);
      expect(into(of, entra[1]!['uniqueTokenIdentifier'] as string)).toEqual([['issued', entra[1]!['sessionId'], 'stated']]);
      expect(into(of, podUser.extra['authentication.kubernetes.io/credential-id'][0])).toEqual([['issued', key, 'stated']]);
    }
  });
  test('the key says in which logs it was used, and what the cluster brings that CloudTrail has not', () => {
    expect(nodeWith(lineageOf('Developer'), key)).toMatchObject({
      kind: 'credential', uses: 5, users: ['kubernetes-admin', 'Developer'],
      logs: [{ dataset: 'aws.cloudtrail', events: 2, networks: [office], newNetworks: [] }, { dataset: 'k8s.audit', events: 3, networks: [away, office], newNetworks: [away] }],
    });
  });
  test('the token that was made in the cluster was used from elsewhere as well', () => {
    expect(nodeWith(lineageOf('kubernetes-admin'), podUser.extra['authentication.kubernetes.io/credential-id'][0])).toMatchObject({ tokenType: 'service-account-token', users: ['system:serviceaccount:payments:worker'], uses: 1 });
  });
});

describe('from the host that read the credential file to the later use of the key', () => {
  test('the host is a node of its own, with its name, and leads to its events', () => {
    expect(nodeWith(lineageOf('Developer'), 'hal-lap-07')).toMatchObject({ kind: 'host', name: 'hal-lap-07', field: 'host.id', uses: 2, users: ['mara.lind'], logs: [{ dataset: 'linux.process', events: 2 }] });
  });
  test('the step says what it rests on, and where the key was before and after', () => {
    const of = lineageOf('Developer');
    const edge = of.edges.find(({ kind }) => kind === 'exposed')!;
    expect(edge).toMatchObject({
      sure: 'inferred', before: 'read', at: clock('12:00:00'), changes: { network: { from: [office], to: [away] } },
      why: { store: '.aws/credentials', user: 'mara.lind', by: 'local', candidates: 1, moved: 1, useMs: Date.parse(clock('12:30:00')) },
    });
  });
  test('the page of who ran the program shows it too, though a process names no key', () => {
    expect(into(lineageOf('mara.lind'), key)).toContainEqual(['exposed', 'hal-lap-07', 'inferred']);
  });
});

test('the picture draws what is inferred dashed, and the sentence counts the hosts', () => {
  const of = lineageOf('Developer');
  const { shapes } = lineagePicture(of, lineageLayout(of));
  expect(shapes.filter((shape) => shape.kind === 'path' && shape.dash !== undefined)).toHaveLength(of.edges.filter(({ sure }) => sure === 'inferred').length);
  expect(lineageSentence(of)).toContain('read on 1 host');
});

test('the chapter of the report tells the host, the logs of the key, and what the inference rests on', () => {
  const text = JSON.stringify([...lineageBlocks(lineageOf('Developer'), timesIn('UTC'))]);
  for (const part of ['read on the host', 'host hal-lap-07', 'aws.cloudtrail 2', 'k8s.audit 3', 'no process log shows a key', 'touched .aws/credentials']) expect(text).toContain(part);
});

test('the case verifies', () => expect(failedChecks(file)).toEqual([]));
