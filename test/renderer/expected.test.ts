import { expect, test } from 'vitest';
import type { RuleTally, Verdict } from '../../src-main/contract/index.ts';
import { conditionsOf, expectFields, firstChoices, momentText, periodOf, typedMoment } from '../../src-renderer/src/shape/expected.ts';
import { filterOf, queryOf } from '../../src-renderer/src/shape/finding-filter.ts';
import { findingsOfRule, precisionOf } from '../../src-renderer/src/shape/precision.ts';

const values = (...all: string[]) => all.map((value) => ({ value, count: 1, first: '2026-05-19T10:00:00Z', last: '2026-05-19T10:00:00Z' }));

test('what a finding is about is ticked, what its events differ in is there to be ticked, and what no event has is not', () => {
  const fields = expectFields({ actor: 'j.doe', entity: { 'credential.id': 'AKIA1', session_profile: 'p' }, values: { 'source.as.organization.name': values('Comcast', '', 'Clouvider'), 'credential.id': values('AKIA1'), 'network.count': values('2') } });
  expect(fields.map(({ field, values: all, own }) => [field, all, own])).toEqual([['user.name', ['j.doe'], true], ['credential.id', ['AKIA1'], true], ['source.as.organization.name', ['Comcast', 'Clouvider'], false]]);
  const choices = firstChoices(fields);
  expect(conditionsOf(choices)).toEqual([{ field: 'user.name', values: ['j.doe'], set: null }, { field: 'credential.id', values: ['AKIA1'], set: null }]);
  expect(conditionsOf([{ field: 'source.ip', on: true, values: [], set: null }, { field: 'user.name', on: true, values: ['x'], set: 'build users' }])).toEqual([{ field: 'user.name', values: [], set: 'build users' }]);
});

test('times are typed on the clock that is shown, and come back as they were', () => {
  const offset = () => 7_200_000;
  expect(typedMoment('2026-05-19 14:50', offset)).toEqual({ ok: true, iso: '2026-05-19T12:50:00Z' });
  expect(momentText('2026-05-19T12:50:00Z', offset)).toBe('2026-05-19 14:50');
  expect([typedMoment('  ', offset), typedMoment('soon', offset)]).toEqual([{ ok: true, iso: null }, { ok: false }]);
  const at = (text: string) => typedMoment(text, () => 0);
  expect(periodOf('trusted', at('2026-05-01'), at('2026-05-02'))).toEqual({ kind: 'trusted', from: '2026-05-01T00:00:00Z', to: '2026-05-02T00:00:00Z' });
  expect([periodOf('trusted', at('2026-05-02'), at('2026-05-02')), periodOf('trusted', at(''), at('2026-05-02')), periodOf('trusted', at('x'), at('2026-05-02'))]).toEqual([null, null, null]);
});

test('the precision of a rule is what is confirmed of what was settled', () => {
  const tally = (over: Partial<Record<Verdict, number>>, expected = 0): RuleTally => ({ verdicts: { open: 0, confirmed: 0, suspicious: 0, inconclusive: 0, benign: 0, 'authorised-test': 0, 'rule-wrong': 0, ...over }, expected });
  expect(precisionOf(tally({ confirmed: 4, benign: 1, open: 2, suspicious: 1 }, 3))).toEqual({ confirmed: 4, settled: 5, open: 3, expected: 3, parts: [{ verdict: 'confirmed', count: 4 }, { verdict: 'benign', count: 1 }] });
  expect([precisionOf(null), precisionOf(tally({ open: 3, suspicious: 1 }))]).toEqual([null, null]);
  expect(findingsOfRule({ id: 'a', variant: 'corrected' }, ['benign'])).toEqual({ path: '/findings', query: { rule: 'a', 'variant.not': 'published', 'state.not': 'gone', verdict: ['benign'] } });
  expect(findingsOfRule({ id: 'a', variant: 'published' }, 'expected').query).toEqual({ rule: 'a', variant: 'published', 'state.not': 'gone', filtered: 'yes' });
});

test('a list of expected findings has its place in the URL', () => {
  const filter = filterOf({ filtered: '12' });
  expect(filter.chips.at(-1)).toEqual({ field: 'filtered', not: false, values: ['12'] });
  expect(queryOf(filter)).toEqual({ filtered: '12' });
});
