import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FieldName, Identity, UserDetail, UserRow } from '../../src-main/contract/index.ts';
import { beginEvidence, beginMember, beginHunt, closeCase, createCase, endEvidence, personsIn, sayAlias, sayLabel, sayTrait, storeBatch, storeEnrichment, storeFindings, storeRules, undoDecision, unenriched, verifyCase, type WriteCase } from '../../src-main/case/index.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { loadColumns } from '../../src-main/pipeline/load-columns.ts';
import { askEvents, askIdentity, askLanes, askOverview, askSpans, askUser, askUsers, find } from '../../src-main/questions/index.ts';
import { batchOf, sessionIn, tempFolder, type TestEvent } from '../help/case-events.ts';

/** One person in three sources (Okta, CloudTrail, a host), another in two countries at once, a service, a machine, a role of two people, a guest, an account that acts in another. */
const t0 = Date.UTC(2026, 2, 2, 8);
const minute = 60_000;
const day = 24 * 60;
const [home, hotel, office] = ['198.51.100.7', '203.0.113.9', '192.0.2.30'];
const countries: Readonly<Record<string, string>> = { [home]: 'NO', [hotel]: 'NL', [office]: 'NO' };
const tenants = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
type Fields = { readonly [N in FieldName]?: string };
const told: TestEvent[] = [];
function tell(at: number, user: string, dataset: string, ip: string, fields: Fields = {}): void {
  told.push({ vendorId: `e${told.length}`, ms: t0 + at * minute, ip, ordinal: told.length + 1, offset: told.length, length: 1, fields: { 'user.name': user, 'event.dataset': dataset, 'event.action': 'Look', ...fields } });
}
const okta = (at: number, user: string, ip = home): void => tell(at, user, 'okta.system', ip, { 'user.type': 'User', 'user.id': `00u${user}`, 'session.id': `s ${user}`, 'device.id': user.startsWith('j.doe') ? 'laptop-1' : `d ${user}` });
const aws = (at: number, user: string, ip = home, fields: Fields = {}): void =>
  tell(at, user, 'aws.cloudtrail', ip, { 'user.type': 'IAMUser', 'user.id': `arn:aws:iam::111122223333:user/${user}`, 'organization.id': '111122223333', 'cloud.account.id': '111122223333', 'credential.id': `AKIA ${user}`, ...fields });
for (let n = 0; n < 40; n += 1) {
  okta(n * day / 2, 'j.doe@corp.example');
  aws(n * day / 2 + 5, 'j.doe');
  tell(n * day / 2 + 7, 'CORP\\j.doe', 'windows.process', home, { 'device.id': 'laptop-1', 'user.domain': 'CORP' });
  okta(n * day / 2 + 1, 'm.berg@corp.example', office);
  aws(n * day / 2 + 2, 'm.berg', hotel);
  aws(n * day / 2 + 3, 'svc-backup', office);
  tell(n * day / 2 + 4, 'WS-01$', 'windows.process', office, { 'user.domain': 'CORP' });
}
// The key of j.doe turns up on a new network while her Okta session is at home: only who knows that both are one person sees it.
okta(25 * day, 'j.doe@corp.example');
aws(25 * day + 2, 'j.doe', hotel, { 'credential.id': 'AKIA OTHER' });
okta(25 * day + 4, 'j.doe@corp.example');
for (const who of ['ann@corp.example', 'bob@corp.example']) aws(10, 'OpsRole', office, { 'user.type': 'AssumedRole', 'user.id': `arn:aws:sts::111122223333:assumed-role/OpsRole/${who}`, 'credential.id': `ASIA ${who}` });
tell(20, 'guest@partner.example', 'entra.signin', office, { 'user.type': 'Guest', 'organization.id': tenants[1], 'cloud.account.id': tenants[0], 'entra.signin.home_tenant': tenants[1], 'entra.signin.resource_tenant': tenants[0] });
for (let n = 0; n < 3; n += 1) aws(30 + n, 'collector', office, { 'organization.id': '444455556666', 'cloud.account.id': '111122223333', 'user.type': 'AssumedRole' });

const { folder, remove } = tempFolder();
let file: WriteCase;
let plain: Columns;
const columns = (): Columns => plain.withPersons(personsIn(file).groups);
const who = (): Identity => askIdentity(file, columns());
const user = (name: string): UserDetail => askUser(file, columns(), name);
const users = (text = ''): readonly UserRow[] => askUsers(file, columns(), { text, sort: 'overlap', descending: true, onlyInTwoPlaces: false, after: 0, limit: 100 }).rows;
const pairs = (): readonly string[] => who().suggestions.map(({ a, b }) => [a.name, b.name].sort().join(' = '));
const eventsOf = (name: string): number => askEvents(file, columns(), { filter: { from: null, to: null, finding: null, chips: [{ field: 'actor.name', operator: 'is', values: [name], ignoreCase: false }] }, sort: null, fields: ['actor.name', 'user.name'], after: 0, limit: 5 }).total;
const say = (a: string, b: string, same = true): number | null => sayAlias(file, { a, b, same, reason: '' });

beforeAll(() => {
  const session = sessionIn(folder);
  file = createCase(`${folder}/a.bilocate`, { title: 'Identity', number: '', caseId: session.newId() }, session);
  const { evidence } = beginEvidence(file, { name: 'a', path: '/a', bytes: 1, modifiedMs: 0 });
  storeBatch(file, beginMember(file, evidence, { path: '' }), batchOf(told));
  endEvidence(file, evidence, { state: 'done', sha256: '00'.repeat(32), fault: null });
  const table = { role: 'country' as const, name: 't', vendor: 'v', buildDate: '2026-01-01', sha256: 'ab'.repeat(32), origin: 'embedded' as const, licence: '', attribution: '' };
  const key = { tables: [table], versions: {} };
  storeEnrichment(file, {
    ...key, agents: [],
    ips: unenriched(file, key).ips.map(({ id, text }) => ({ ip: id, asNumber: 64_500 + Number(text.split('.')[3]), asOrganization: `Net ${text}`, country: countries[text] ?? null, region: null, city: null, latitude: null, longitude: null, accuracyKm: null, prefix: null, egress: 'residential', networkTable: null, countryTable: null, cityTable: null })),
  });
  storeRules(file, [{ rule: 'r', variant: 'corrected', version: 1, hash: 'h', title: 'R', body: 'id: r', origin: 'shipped' }]);
  const finding = (actor: string, start: number) => ({ rule: 'r', variant: 'corrected' as const, ruleVersion: 1, ruleHash: 'h', title: `about ${actor}`, severity: 'high' as const, score: 50, filteredBy: null, actor, entity: { 'user.name': actor }, start: t0 + start, end: t0 + start + 1, events: Int32Array.of(1, 2), values: {}, explanation: { template: 'aggregate' as const, text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] } });
  storeFindings(file, beginHunt(file), [{ rule: 'r', variant: 'corrected', version: 1, hash: 'h', status: 'done', parameters: {}, dropped: [], fault: null, view: null, findings: [finding('j.doe', 0), finding('j.doe@corp.example', 60_000)] }]);
  plain = loadColumns(file, `${folder}/cache`);
});
afterAll(() => {
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(file);
  remove();
});

describe('suggestions', () => {
  test('one person in three sources, with what speaks for it; services, machines and roles of several people never', () => {
    const one = who().suggestions.find(({ a, b }) => [a.name, b.name].sort().join() === 'j.doe,j.doe@corp.example')!;
    expect(one.for.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['same-local', 'same-address']));
    expect([one.strength, one.against]).toEqual(['strong', [expect.objectContaining({ kind: 'two-countries', count: 1, of: 41 })]]);
    expect([one.a, one.b].map(({ name, events, sources }) => [name, events, sources])).toEqual([['j.doe', 41, [{ dataset: 'aws.cloudtrail', events: 41 }]], ['j.doe@corp.example', 42, [{ dataset: 'okta.system', events: 42 }]]]);
    const host = who().suggestions.find(({ a, b }) => [a.name, b.name].sort().join() === 'CORP\\j.doe,j.doe@corp.example')!;
    expect(host.for.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['same-local', 'domain-agrees', 'same-device']));
    expect(pairs().join()).not.toMatch(/svc-backup|WS-01|OpsRole|collector/);
  });
  test('two countries at once speak against a pair, with how often and when', () => {
    const one = who().suggestions.find(({ a }) => a.name === 'm.berg')!;
    expect(one.against).toMatchObject([{ kind: 'two-countries', count: 40, of: 40, at: '2026-03-02T08:00:00Z' }]);
    expect(one.strength).toBe('weak');
  });
  test('what was accepted, refused or said to be a service is asked no more; taken back, it is', () => {
    const before = pairs();
    const refused = say('m.berg', 'm.berg@corp.example', false)!;
    expect(pairs()).not.toContain('m.berg = m.berg@corp.example');
    undoDecision(file, refused);
    const trait = sayTrait(file, 'm.berg', 'shared', '')!;
    expect(pairs()).not.toContain('m.berg = m.berg@corp.example');
    undoDecision(file, trait);
    expect(pairs()).toEqual(before);
    const seq = say('j.doe', 'j.doe@corp.example')!;
    // Two questions about the host account became one: it is the same person now.
    expect(pairs().filter((one) => one.includes('CORP'))).toHaveLength(1);
    undoDecision(file, seq);
    expect(pairs()).toEqual(before);
  });
});

describe('a person of three names', () => {
  test('is one row, one page, one time line, one search hit; events, counts and evidence stay', () => {
    const all = askEvents(file, columns(), { filter: { from: null, to: null, chips: [], finding: null }, sort: null, fields: [], after: 0, limit: 1 }).total;
    const alone = users().length;
    const own = ['j.doe', 'j.doe@corp.example', 'CORP\\j.doe'].map(eventsOf);
    const seqs = [say('j.doe', 'j.doe@corp.example')!, say('j.doe', 'CORP\\j.doe')!];

    expect(users()).toHaveLength(alone - 2);
    const row = users().find((one) => one.user === 'j.doe@corp.example')!;
    expect(row).toMatchObject({ names: ['CORP\\j.doe', 'j.doe'], sources: ['okta.system', 'aws.cloudtrail', 'windows.process'], events: own.reduce((a, b) => a + b), findings: 2 });
    expect(users('corp\\j').map((one) => one.user)).toEqual(['j.doe@corp.example']);
    for (const name of ['j.doe', 'j.doe@corp.example', 'CORP\\j.doe']) {
      const page = user(name);
      expect(page).toMatchObject({ user: 'j.doe@corp.example', events: row.events, trait: null });
      expect(page.names.map((one) => [one.name, one.events])).toEqual([['j.doe@corp.example', 42], ['CORP\\j.doe', 40], ['j.doe', 41]]);
      expect(page.findings.map(({ title }) => title).sort()).toEqual(['about j.doe', 'about j.doe@corp.example']);
      expect(page.credentials.map(({ id }) => id).sort()).toEqual(['AKIA OTHER', 'AKIA j.doe']);
      expect(page.hours.reduce((a, b) => a + b)).toBe(row.events);
      expect(eventsOf(name)).toBe(row.events);
      const lanes = askLanes(file, columns(), { user: name, from: null, to: null, by: 'network', slices: 100 });
      expect([lanes.lanes.reduce((sum, lane) => sum + lane.events, 0), lanes.findings.length]).toEqual([row.events, 2]);
    }
    expect(find(columns(), [], [], 'CORP\\j', 8).filter(({ kind }) => kind === 'user')).toEqual([{ kind: 'user', id: 'j.doe@corp.example', label: 'j.doe@corp.example', detail: 'CORP\\j.doe', count: row.events }]);
    expect(find(columns(), [], [], 'j.doe', 8).filter(({ kind }) => kind === 'user')).toHaveLength(1);
    expect(askOverview(file, columns(), [])).toMatchObject({ users: alone - 2, events: all });
    expect(askEvents(file, columns(), { filter: { from: null, to: null, chips: [], finding: null }, sort: null, fields: [], after: 0, limit: 1 }).total).toBe(all);

    for (const seq of seqs.toReversed()) undoDecision(file, seq);
    expect(users()).toHaveLength(alone);
    expect(['j.doe', 'j.doe@corp.example', 'CORP\\j.doe'].map(eventsOf)).toEqual(own);
  });

  test('was in two places where its names were, which neither of them was alone', () => {
    const between = [t0 + 25 * day * minute, t0 + 25 * day * minute + 4 * minute] as const;
    const spans = () => askSpans(columns(), 'j.doe', ...between);
    expect([spans(), user('j.doe').overlapMs, user('j.doe@corp.example').overlapMs]).toEqual([[], 0, 0]);
    const seq = say('j.doe', 'j.doe@corp.example')!;
    expect(spans().map(({ networks }) => [...networks].sort())).toEqual([[`Net ${home}`, `Net ${hotel}`]]);
    expect(user('j.doe').overlaps).toHaveLength(1);
    expect(users().find((one) => one.user === 'j.doe@corp.example')!.longest).not.toBeNull();
    undoDecision(file, seq);
    expect(spans()).toEqual([]);
  });
});

describe('traits', () => {
  test('are suggested with why, and what an analyst says holds for all names', () => {
    expect(user('svc-backup').trait).toMatchObject({ value: 'service', said: null, why: [{ kind: 'name', text: 'svc-backup' }] });
    expect(user('OpsRole').trait).toMatchObject({ value: 'shared', why: [{ kind: 'people-behind', count: 2 }] });
    expect(users('svc-backup')[0]!.trait).toMatchObject({ value: 'service', said: null });
    const seqs = [say('j.doe', 'j.doe@corp.example')!, sayTrait(file, 'j.doe', 'break-glass', 'For the audit.')!];
    expect(user('j.doe@corp.example').trait).toMatchObject({ value: 'break-glass', said: { analyst: 'A. Analyst', reason: 'For the audit.' } });
    for (const seq of seqs.toReversed()) undoDecision(file, seq);
    expect(user('j.doe').trait).toBeNull();
    const none = sayTrait(file, 'svc-backup', null, '');
    expect(none).toBeNull();
  });
});

describe('organisations', () => {
  test('are listed once with their sources, called by name where they stand, and linked, not merged', () => {
    const seqs = [sayLabel(file, 'account', '111122223333', 'Production', '')!, sayLabel(file, 'organization', tenants[1], 'Partner', '')!];
    const { organizations, links } = who();
    expect(organizations.map(({ kind, id, name }) => [kind, id, name])).toEqual([['account', '111122223333', 'Production'], ['organization', '444455556666', null], ['account', tenants[0], null], ['organization', tenants[1], 'Partner']]);
    expect(organizations[0]).toMatchObject({ sources: [{ dataset: 'aws.cloudtrail' }] });
    expect(links).toMatchObject([
      { kind: 'cross-account', from: '444455556666', to: '111122223333', toName: 'Production', events: 3, users: ['collector'], moreUsers: 0 },
      { kind: 'guest', from: tenants[1], to: tenants[0], fromName: 'Partner', toName: null, events: 1, users: ['guest@partner.example'] },
    ]);
    expect(user('j.doe').organizations).toMatchObject([{ kind: 'account', id: '111122223333', name: 'Production', events: 41 }]);
    for (const seq of seqs) undoDecision(file, seq);
    expect(who().organizations.every(({ name }) => name === null)).toBe(true);
  });
});

test('a refused pair in a chain is held back, and the panel says so', () => {
  const refused = say('m.berg', 'm.berg@corp.example', false)!;
  const accepted = say('m.berg', 'm.berg@corp.example')!;
  const seqs = [say('m.berg', 'collector')!, say('m.berg@corp.example', 'collector')!];
  undoDecision(file, accepted);
  expect(who().said.find(({ seq }) => seq === seqs[1])).toMatchObject({ a: 'collector', b: 'm.berg@corp.example', value: 'same', held: ['m.berg', 'm.berg@corp.example'] });
  expect(who().persons.map(({ names }) => names.map(({ name }) => name))).toEqual([['collector', 'm.berg']]);
  for (const seq of [...seqs.toReversed(), refused]) undoDecision(file, seq);
  expect(who()).toMatchObject({ persons: [], said: [] });
});
