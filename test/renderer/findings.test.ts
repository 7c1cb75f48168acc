import { expect, test } from 'vitest';
import type { FindingRow } from '../../src-main/contract/index.ts';
import { fieldValues, filterOf, noFilter, passes, queryOf, toggled, turned, usualFilter, withoutLast, type FindingFilter } from '../../src-renderer/src/shape/finding-filter.ts';
import { cutGroups, dayOf, groupFindings, linesOf, needsReason, severityOrder, verdictOrder } from '../../src-renderer/src/shape/findings.ts';
import { severities, verdicts } from '../../src-main/contract/index.ts';

const row = (over: Partial<FindingRow>): FindingRow => ({
  id: 'f1', number: 1, rule: 'aws-key', ruleTitle: 'A key in two places', variant: 'corrected', title: 'A key was used from two networks', severity: 'high', actor: 'ida', entity: { 'credential.id': 'AKIAONE' },
  start: '2026-05-19T14:50:00Z', end: '2026-05-19T15:40:00Z', windows: 1, windowMs: 600_000, eventCount: 3, verdict: 'open', state: 'new', networks: [], tags: [], reviewed: false, inReport: false, ...over,
});
const having = (field: FindingFilter['chips'][number]['field'], ...values: string[]): FindingFilter => ({ chips: [{ field, not: false, values }], text: '' });

test('the user with the gravest findings comes first; in a group the gravest, then the earliest', () => {
  const rows = [
    row({ id: 'a', actor: 'zoe', severity: 'medium' }), row({ id: 'b', actor: 'ida', severity: 'low', start: '2026-05-19T13:00:00Z' }), row({ id: 'c', actor: 'ida', severity: 'critical' }),
    row({ id: 'd', actor: 'ida', severity: 'low', start: '2026-05-18T13:00:00Z' }), row({ id: 'e', actor: null, severity: 'info' }),
  ];
  expect(groupFindings(rows).map((group) => [group.name, group.rows.map((one) => one.id)])).toEqual([['ida', ['c', 'd', 'b']], ['zoe', ['a']], [null, ['e']]]);
});

test('networks of a group are summed over its findings, most events first', () => {
  const networks = (label: string, n: number) => [{ label, country: 'US', slot: 1, count: n }];
  const [group] = groupFindings([row({ id: 'a', networks: networks('One', 2) }), row({ id: 'b', networks: networks('Two', 3) }), row({ id: 'c', networks: networks('One', 2) })]);
  expect(group?.networks.map((one) => [one.label, one.count])).toEqual([['One', 4], ['Two', 3]]);
});

test('a folded group keeps its head', () => {
  const lines = linesOf(groupFindings([row({ id: 'a' }), row({ id: 'b', actor: 'zoe' })]), new Set(['user:ida']));
  expect(lines.map((line) => line.key)).toEqual(['user:ida', 'user:zoe', 'b']);
});

test('the filter looks at what a chip names, at its opposite, and at the words that are on screen', () => {
  const one = row({ networks: [{ label: 'Clouvider', country: 'NL', slot: 2, count: 1 }], tags: ['vpn'] });
  expect(passes(one, noFilter)).toBe(true);
  expect(passes(one, having('severity', 'critical'))).toBe(false);
  expect(passes(one, turned(having('severity', 'critical'), 'severity'))).toBe(true);
  expect(passes(one, having('verdict', 'open', 'benign'))).toBe(true);
  expect(passes(one, having('variant', 'published'))).toBe(false);
  expect([passes(one, having('user', 'ida')), passes(one, having('rule', 'other')), passes(one, having('tag', 'vpn'))]).toEqual([true, false, true]);
  for (const text of ['IDA', 'akiaone', 'clouv', ' two networks ', 'aws-key', 'VPN']) expect(passes(one, { ...noFilter, text })).toBe(true);
  expect(passes(one, { ...noFilter, text: 'zoe' })).toBe(false);
});

test('a value goes in and out of its chip; a chip without values goes; the last thing put on is the first to go', () => {
  let filter = toggled(toggled(usualFilter, 'severity', 'high'), 'severity', 'low');
  expect(filter.chips.map(({ field, values }) => [field, ...values])).toEqual([['variant', 'corrected'], ['severity', 'high', 'low']]);
  filter = toggled(toggled(filter, 'severity', 'high'), 'severity', 'low');
  expect(filter).toEqual(usualFilter);
  expect(withoutLast({ ...filter, text: 'key' })).toEqual(usualFilter);
  expect(withoutLast(usualFilter)).toEqual(noFilter);
});

test('the URL carries the filter and gives it back, whatever a user is called', () => {
  const filter: FindingFilter = { chips: [{ field: 'severity', not: false, values: ['critical', 'high'] }, { field: 'verdict', not: true, values: ['benign'] }, { field: 'user', not: false, values: ['a,b & c=d'] }], text: 'key' };
  expect(filterOf(JSON.parse(JSON.stringify(queryOf(filter))) as Record<string, unknown>)).toEqual(filter);
  expect([queryOf(usualFilter), filterOf({})]).toEqual([{}, usualFilter]);
  expect([queryOf(noFilter), filterOf({ variant: 'any' })]).toEqual([{ variant: 'any' }, noFilter]);
  expect(filterOf({ severity: 'high,nonsense' }).chips).toContainEqual({ field: 'severity', not: false, values: ['high'] });
});

test('values are offered with their counts: severities in their order, users by how many', () => {
  const rows = [row({ actor: 'zoe' }), row({ actor: 'ida', severity: 'low' }), row({ actor: 'ida', severity: 'low' })];
  expect(fieldValues(rows, 'severity').map((one) => one.count)).toEqual([0, 1, 0, 2, 0]);
  expect(fieldValues(rows, 'user')).toEqual([{ value: 'ida', count: 2 }, { value: 'zoe', count: 1 }]);
});

test('too many findings: the gravest groups stay, what is left out is counted, and the loosest rule is named', () => {
  const rows = Array.from({ length: 6000 }, (_, i) => row({ id: `f${i}`, number: i, actor: `user ${i % 300}`, rule: i % 3 === 0 ? 'tight' : 'loose', severity: i % 300 === 7 ? 'critical' : 'low' }));
  const { groups, tooMany } = cutGroups(groupFindings(rows), rows);
  expect([groups.length, groups[0]!.name]).toEqual([200, 'user 7']);
  expect(tooMany).toEqual({ groups: 200, left: 100, rule: 'loose', ruleCount: 4000 });
  expect(cutGroups(groupFindings(rows.slice(0, 5000)), rows.slice(0, 5000)).tooMany).toBeNull();
});

test('findings by rule, or in no groups at all', () => {
  const rows = [row({ id: 'a', rule: 'r1' }), row({ id: 'b', rule: 'r2', severity: 'critical' })];
  expect(linesOf(groupFindings(rows, 'rule'), new Set()).map((line) => line.key)).toEqual(['rule:r2', 'b', 'rule:r1', 'a']);
  expect(linesOf(groupFindings(rows, 'none'), new Set()).map((line) => line.key)).toEqual(['b', 'a']);
});

test('the small time line shows the day of the gravest finding, in the zone on screen', () => {
  const [group] = groupFindings([row({ start: '2026-05-19T23:30:00Z' })]);
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(Object.values(dayOf(group!, () => 0)).map(iso)).toEqual(['2026-05-19T00:00:00.000Z', '2026-05-20T00:00:00.000Z']);
  expect(Object.values(dayOf(group!, () => 3_600_000)).map(iso)).toEqual(['2026-05-19T23:00:00.000Z', '2026-05-20T23:00:00.000Z']);
});

test('every severity and verdict has its place on screen', () => {
  expect([...severityOrder].sort()).toEqual([...severities].sort());
  expect([...verdictOrder].sort()).toEqual([...verdicts].sort());
  expect(verdictOrder.filter(needsReason)).toEqual(['confirmed', 'benign', 'authorised-test', 'rule-wrong']);
});
