import { expect, test } from 'vitest';
import { coverageLayout, coveragePicture, periodRoom } from '../../src-main/charts/coverage-picture.ts';
import { PERIOD_NAMES, periodBands, periodShapes, type Period } from '../../src-main/charts/period-bands.ts';
import type { Overview } from '../../src-main/contract/index.ts';

const DAY = 86_400_000;
const from = Date.UTC(2026, 3, 20);
const axis = { fromMs: from, toMs: from + 30 * DAY, left: 150, right: 750 };
const days = (kind: Period['kind'], a: number, b: number): Period => ({ kind, fromMs: from + a * DAY, toMs: from + b * DAY });
const name = (kind: Period['kind']) => (kind === 'trusted' ? 'Trusted' : 'Known bad');

test('a period lies where it was, cut to the axis; one before or after it is not drawn, one too short to be seen is widened', () => {
  const bands = periodBands([days('trusted', 3, 9), days('known-bad', 27, 90), days('trusted', -9, 0), days('known-bad', 30, 31), days('known-bad', 20, 20.001)], axis, name);
  expect(bands.map(({ kind, x, width }) => [kind, x, Math.round(width)])).toEqual([['trusted', 210, 120], ['known-bad', 550, 3], ['known-bad', 690, 60]]);
});

test('names stay on the axis and off each other; what has no room has none', () => {
  const bands = periodBands([days('known-bad', 0, 0.5), days('trusted', 0.5, 1), days('trusted', 10, 20), days('known-bad', 29.9, 30)], axis, name);
  expect(bands.map(({ text }) => text)).toEqual(['Known bad', '', 'Trusted', 'Known bad']);
  expect(bands[0]!.textX).toBeGreaterThan(150 + 20);
  expect(bands[3]!.textX).toBeLessThan(750 - 20);
});

test('the kinds differ without colours: a broken lid and sides for what is known to be bad', () => {
  const of = (kind: Period['kind']) => periodShapes(periodBands([days(kind, 3, 9)], axis, name), 17, 200).filter((one) => one.kind === 'path').map(({ dash }) => dash);
  expect(of('trusted')).toEqual([undefined]);
  expect(of('known-bad')).toEqual(['2 3', '5 3']);
});

test('the coverage makes room for names of periods, and only where one is in sight', () => {
  const coverage: Overview['coverage'] = {
    fromMs: from, toMs: from + 30 * DAY, sliceMs: DAY, gaps: [], findings: [],
    sources: [{ dataset: 'aws.cloudtrail', counts: [1, 2], events: 3, first: new Date(from).toISOString(), last: new Date(from + DAY).toISOString(), hours: 1, perHour: 1, busiest: 1, parts: null }],
  };
  const look = { clock: { offset: () => 0, name: 'UTC' }, source: String, gap: () => '', count: String, findings: 'Findings', period: name };
  expect([periodRoom([], coverage), periodRoom([days('trusted', 40, 50)], coverage), periodRoom([days('trusted', -5, 2)], coverage)]).toEqual([0, 0, PERIOD_NAMES]);
  expect(coverageLayout(coverage, 836, () => '', 0, PERIOD_NAMES).rows[0]!.base).toBe(coverageLayout(coverage, 836, () => '').rows[0]!.base + PERIOD_NAMES);
  const [without, within] = [coveragePicture(coverage, 836, look), coveragePicture(coverage, 836, { ...look, periods: [days('known-bad', 2, 20)] })];
  expect(within.height - without.height).toBe(PERIOD_NAMES);
  expect(within.shapes.flatMap((one) => (one.kind === 'text' && one.fill === 'sev-crit' ? [one.text] : []))).toEqual(['Known bad']);
});
