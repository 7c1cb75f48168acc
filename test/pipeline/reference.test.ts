import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeCase, everyExhibit, referenceCounts, referencePage, sayAlias, undoDecision, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { explainedEvents } from '../../src-main/questions/index.ts';
import type { ImportResult } from '../../src-main/pipeline/import-result.ts';
import { discard, failedChecks, importHere, newCase, scratch } from '../help/open-cases.ts';
import { trailRecord } from '../sources/records.ts';

const vpn = `user,ip,from,to,gateway
j.doe@halden.example,203.0.113.9,2026-05-04T08:00:00Z,2026-05-04T10:00:00Z,vpn-1
m.solheim,203.0.113.9,2026-05-04T10:00:00Z,2026-05-04T12:00:00Z,vpn-1
k.berg,203.0.113.77,tomorrow,,vpn-1
`;
const travels = 'user,country,from,to\nj.doe,NL,2026-05-04,2026-05-05\n';
const instances = { Reservations: [{ OwnerId: '111122223333', Instances: [{ InstanceId: 'i-0abc', LaunchTime: '2026-04-01T06:00:00Z', PublicIpAddress: '198.51.100.20', State: { Name: 'running' } }] }] };
const role = (ip: string, minutes: number) => trailRecord({
  eventID: `role-${minutes}`, eventTime: `2026-05-04T08:${String(minutes).padStart(2, '0')}:00Z`, sourceIPAddress: ip,
  userIdentity: { type: 'AssumedRole', principalId: 'AROAWEB:i-0abc', arn: 'arn:aws:sts::111122223333:assumed-role/web/i-0abc', accountId: '111122223333', accessKeyId: 'ASIAEXAMPLEWEB000001', sessionContext: { sessionIssuer: { type: 'Role', userName: 'web' } } },
});
const user = (name: string) => ({ type: 'IAMUser', principalId: name, arn: `arn:aws:iam::111122223333:user/${name}`, accountId: '111122223333', accessKeyId: 'AKIAEXAMPLE000000001', userName: name });
const calls = [
  trailRecord({ eventID: 'a', eventTime: '2026-05-04T09:00:00Z', userIdentity: user('j.doe') }),
  trailRecord({ eventID: 'b', eventTime: '2026-05-04T09:30:00Z', userIdentity: user('j.doe') }),
  trailRecord({ eventID: 'c', eventTime: '2026-05-04T11:00:00Z', userIdentity: user('j.doe') }),
  trailRecord({ eventID: 'd', eventTime: '2026-05-04T18:00:00Z', sourceIPAddress: '192.0.2.1', userIdentity: user('m.solheim') }),
  trailRecord({ eventID: 'e', eventTime: '2026-05-04T18:00:01Z', sourceIPAddress: '192.0.2.1', userIdentity: user('j.doe@halden.example') }),
  role('198.51.100.20', 5), role('192.0.2.50', 6),
];

let folder: string;
let file: WriteCase;
let result: ImportResult;
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const idsOf = (...actions: readonly string[]): number[] => actions.map((id) => {
  const known = dbOf(file).prepare('SELECT e.id FROM event e JOIN event_aws_cloudtrail n ON n.event = e.id WHERE n.event_id = ?').pluck().get(id) as number | undefined;
  if (known === undefined) throw new Error(`no event ${id}`);
  return known;
});
beforeAll(async () => {
  folder = scratch('reference');
  file = newCase(folder);
  result = await importHere(file, [write('vpn.csv', vpn), write('travel.csv', travels), write('instances.json', JSON.stringify(instances)), write('trail.json', JSON.stringify({ Records: calls }))]);
});
afterAll(() => {
  closeCase(file);
  discard(folder);
});

describe('reference data is kept and is no event', () => {
  test('every record is counted: what is kept, and what cannot be read, with the reason', () => {
    expect(result.totals).toEqual({ records: 12, events: 7, duplicates: 0, skips: 5, folded: 0, outOfScope: 0 });
    expect(dbOf(file).prepare('SELECT reason, detail FROM skip ORDER BY reason, detail').raw().all()).toEqual([
      ['reference/invalid', expect.stringMatching(/^assignments of addresses .*: from: "tomorrow" is not a time/)], ['reference/kept', 'EC2 instances and addresses'],
      ['reference/kept', 'assignments of addresses (VPN, DHCP, ZTNA)'], ['reference/kept', 'assignments of addresses (VPN, DHCP, ZTNA)'], ['reference/kept', 'travel list'],
    ]);
  });
  test('a file of it has its name and no fault', () => {
    expect(result.files.map(({ path, dataset, fault }) => [path.split('/').at(-1), dataset, fault])).toEqual([
      ['instances.json', 'reference.aws.ec2', null], ['trail.json', 'aws.cloudtrail', null], ['travel.csv', 'reference.travel', null], ['vpn.csv', 'reference.assignments', null],
    ]);
    expect([...everyExhibit(file)]).toHaveLength(4);
  });
  test('the rows lead to the record that they were read from', () => {
    expect(referenceCounts(file)).toEqual([{ kind: 'assignment', source: 'assignments', count: 2 }, { kind: 'instance', source: 'aws.ec2', count: 1 }, { kind: 'travel', source: 'travel', count: 1 }]);
    const { total, rows } = referencePage(file, { kind: 'assignment', from: 0, limit: 1 });
    expect(total).toBe(2);
    expect(rows).toMatchObject([{ user: 'j.doe@halden.example', ip: '203.0.113.9', from: '2026-05-04T08:00:00Z', to: '2026-05-04T10:00:00Z', label: 'vpn-1', detail: { gateway: 'vpn-1' }, exhibit: 'E4', record: 1 }]);
  });
  test('told again in another file it is the same row, and the case agrees with itself', async () => {
    const again = await importHere(file, [write('again.csv', vpn.replace('k.berg', 'k.bergh'))]);
    expect(again.totals).toMatchObject({ records: 3, skips: 3 });
    expect(referenceCounts(file).map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(failedChecks(file)).toEqual([]);
  });
});

describe('what it says of events', () => {
  const said = (...ids: string[]) => explainedEvents(file, idsOf(...ids)).map(({ stance, events, of, text }) => [stance, events, of, text]);
  test('an address that was the user\'s own while it was assigned, and somebody else\'s afterwards', () => {
    expect(said('a', 'b', 'c')).toEqual([
      ['contradicts', 1, 3, '203.0.113.9 was assigned to m.solheim then (vpn-1), not to who acted.'],
      ['explains', 2, 3, '203.0.113.9 was assigned to j.doe@halden.example then (vpn-1).'],
    ]);
  });
  test('two names are one person, or two, as an analyst says', () => {
    sayAlias(file, { a: 'j.doe', b: 'm.solheim', same: true, reason: 'one person, she says' });
    expect(said('c')).toEqual([['explains', 1, 1, '203.0.113.9 was assigned to m.solheim then (vpn-1).']]);
    undoDecision(file);
    expect(said('c')).toEqual([['contradicts', 1, 1, '203.0.113.9 was assigned to m.solheim then (vpn-1), not to who acted.']]);
    expect(said('a')).toEqual([['explains', 1, 1, '203.0.113.9 was assigned to j.doe@halden.example then (vpn-1).']]);
    sayAlias(file, { a: 'j.doe', b: 'j.doe@halden.example', same: false, reason: 'another j.doe' });
    expect(said('a')).toEqual([['contradicts', 1, 1, '203.0.113.9 was assigned to j.doe@halden.example then (vpn-1), not to who acted.']]);
    undoDecision(file);
  });
  test('the role of an instance away from its addresses, and at home', () => {
    expect(said('role-5', 'role-6')).toEqual([
      ['contradicts', 1, 2, 'Credentials of i-0abc were used from addresses that are not those of the instance.'],
      ['explains', 1, 2, 'Credentials of i-0abc were used from the instance itself.'],
      ['context', 1, 2, '198.51.100.20 is an address of i-0abc.'],
    ]);
  });
  test('nothing where no event is asked about', () => {
    expect(explainedEvents(file, [])).toEqual([]);
  });
});
