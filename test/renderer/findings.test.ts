import { expect, test } from 'vitest';
import { filterOf, noFilter, queryOf, toggled, turned, usualFilter, without, withoutLast, type FindingFilter } from '../../src-renderer/src/shape/finding-filter.ts';
import { dayOf, needsReason, severityOrder, verdictOrder } from '../../src-renderer/src/shape/findings.ts';
import { severities, verdicts } from '../../src-main/contract/index.ts';

test('a value goes in and out of its chip; a chip without values goes; the last thing put on is the first to go', () => {
  let filter = toggled(toggled(usualFilter, 'severity', 'high'), 'severity', 'low');
  expect(filter.chips.map(({ field, values }) => [field, ...values])).toEqual([['variant', 'corrected'], ['severity', 'high', 'low']]);
  filter = toggled(toggled(filter, 'severity', 'high'), 'severity', 'low');
  expect(filter).toEqual(usualFilter);
  expect(withoutLast({ ...filter, text: 'key' })).toEqual(usualFilter);
  expect(withoutLast(usualFilter)).toEqual(noFilter);
  expect(turned(usualFilter, 'variant').chips).toEqual([{ field: 'variant', not: true, values: ['corrected'] }]);
  expect(without(usualFilter, 'variant')).toEqual(noFilter);
});

test('the URL carries the filter and gives it back, whatever a user is called', () => {
  const filter: FindingFilter = { chips: [{ field: 'severity', not: false, values: ['critical', 'high'] }, { field: 'verdict', not: true, values: ['benign'] }, { field: 'user', not: false, values: ['a,b & c=d'] }], text: 'key' };
  expect(filterOf(JSON.parse(JSON.stringify(queryOf(filter))) as Record<string, unknown>)).toEqual(filter);
  expect([queryOf(usualFilter), filterOf({})]).toEqual([{}, usualFilter]);
  expect([queryOf(noFilter), filterOf({ variant: 'any' })]).toEqual([{ variant: 'any' }, noFilter]);
  expect(filterOf({ severity: 'high,nonsense' }).chips).toContainEqual({ field: 'severity', not: false, values: ['high'] });
});

test('the small time line shows the day of the gravest finding, in the zone on screen', () => {
  const group = { gravest: '2026-05-19T23:30:00Z' };
  const iso = (ms: number) => new Date(ms).toISOString();
  expect(Object.values(dayOf(group, () => 0)).map(iso)).toEqual(['2026-05-19T00:00:00.000Z', '2026-05-20T00:00:00.000Z']);
  expect(Object.values(dayOf(group, () => 3_600_000)).map(iso)).toEqual(['2026-05-19T23:00:00.000Z', '2026-05-20T23:00:00.000Z']);
});

test('every severity and verdict has its place on screen', () => {
  expect([...severityOrder].sort()).toEqual([...severities].sort());
  expect([...verdictOrder].sort()).toEqual([...verdicts].sort());
  expect(verdictOrder.filter(needsReason)).toEqual(['confirmed', 'benign', 'authorised-test', 'rule-wrong']);
});
