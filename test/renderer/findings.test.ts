import { expect, test } from 'vitest';
import type { FindingRow } from '../../src-main/contract/index.ts';
import { groupFindings, linesOf, marksOf, needsReason, passes, severityOrder, verdictOrder, type FindingFilter } from '../../src-renderer/src/shape/findings.ts';
import { severities, verdicts } from '../../src-main/contract/index.ts';

const row = (over: Partial<FindingRow>): FindingRow => ({
  id: 'f1', number: 1, rule: 'aws-key', ruleTitle: 'A key in two places', variant: 'corrected', title: 'A key was used from two networks', severity: 'high', actor: 'ida', entity: { 'credential.id': 'AKIAONE' },
  start: '2026-05-19T14:50:00Z', end: '2026-05-19T15:40:00Z', windows: 1, windowMs: 600_000, eventCount: 3, verdict: 'open', state: 'new', networks: [], ...over,
});
const all: FindingFilter = { severities: new Set(), verdicts: new Set(), variants: new Set(), text: '' };

test('the user with the gravest findings comes first; in a group the gravest, then the earliest', () => {
  const rows = [
    row({ id: 'a', actor: 'zoe', severity: 'medium' }), row({ id: 'b', actor: 'ida', severity: 'low', start: '2026-05-19T13:00:00Z' }), row({ id: 'c', actor: 'ida', severity: 'critical' }),
    row({ id: 'd', actor: 'ida', severity: 'low', start: '2026-05-18T13:00:00Z' }), row({ id: 'e', actor: null, severity: 'info' }),
  ];
  expect(groupFindings(rows).map((group) => [group.actor, group.rows.map((one) => one.id)])).toEqual([['ida', ['c', 'd', 'b']], ['zoe', ['a']], [null, ['e']]]);
});

test('networks of a group are summed over its findings, most events first', () => {
  const networks = (label: string, n: number) => [{ label, country: 'US', count: n }];
  const [group] = groupFindings([row({ id: 'a', networks: networks('One', 2) }), row({ id: 'b', networks: networks('Two', 3) }), row({ id: 'c', networks: networks('One', 2) })]);
  expect(group?.networks).toEqual(['One', 'Two']);
});

test('a folded group keeps its head', () => {
  const lines = linesOf(groupFindings([row({ id: 'a' }), row({ id: 'b', actor: 'zoe' })]), new Set(['user:ida']));
  expect(lines.map((line) => line.key)).toEqual(['user:ida', 'user:zoe', 'b']);
});

test('the filter looks at severity, verdict and the words that are on screen', () => {
  const one = row({ networks: [{ label: 'Clouvider', country: 'NL', count: 1 }] });
  expect(passes(one, all)).toBe(true);
  expect(passes(one, { ...all, severities: new Set(['critical']) })).toBe(false);
  expect(passes(one, { ...all, verdicts: new Set(['open']) })).toBe(true);
  expect(passes(one, { ...all, variants: new Set(['published']) })).toBe(false);
  for (const text of ['IDA', 'akiaone', 'clouv', ' two networks ', 'aws-key']) expect(passes(one, { ...all, text })).toBe(true);
  expect(passes(one, { ...all, text: 'zoe' })).toBe(false);
});

test('marks lie where the findings lie in the time of the case, and never outside', () => {
  const [from, to] = [Date.parse('2026-05-19T14:00:00Z'), Date.parse('2026-05-19T16:00:00Z')];
  expect(marksOf([row({ start: '2026-05-19T15:00:00Z', end: '2026-05-19T15:30:00Z' })], from, to)).toEqual([{ left: 0.5, width: 0.25, severity: 'high' }]);
  expect(marksOf([row({ start: '2026-05-19T13:00:00Z', end: '2026-05-19T19:00:00Z' })], from, to)).toEqual([{ left: 0, width: 1, severity: 'high' }]);
});

test('every severity and verdict has its place on screen', () => {
  expect([...severityOrder].sort()).toEqual([...severities].sort());
  expect([...verdictOrder].sort()).toEqual([...verdicts].sort());
  expect(verdictOrder.filter(needsReason)).toEqual(['confirmed', 'benign', 'authorised-test', 'rule-wrong']);
});
