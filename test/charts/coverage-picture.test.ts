import { describe, expect, test } from 'vitest';
import { coverageLayout, coveragePicture, findingSlices } from '../../src-main/charts/coverage-picture.ts';
import { dayPicture } from '../../src-main/charts/day-picture.ts';
import type { Overview } from '../../src-main/contract/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const from = Date.UTC(2026, 3, 20);
type Coverage = Overview['coverage'];

/** Thirty days in slices of six hours; `silent` are spans in days without an event of the source. */
function covering(silent: Readonly<Record<string, readonly (readonly [number, number])[]>>): Coverage {
  const sources = Object.entries(silent).map(([dataset, spans]) => {
    const counts = Array.from({ length: 120 }, (_, slice) => (spans.some(([a, b]) => slice / 4 >= a && slice / 4 < b) ? 0 : 10 + (slice % 4)));
    return { dataset, counts, events: counts.reduce((a, b) => a + b, 0), first: new Date(from).toISOString(), last: new Date(from + 30 * DAY - 1).toISOString(), hours: 720, perHour: 2, busiest: 3, parts: null };
  });
  const gaps = Object.entries(silent).flatMap(([dataset, spans]) => spans.map(([a, b]) => ({ dataset, startMs: from + a * DAY, endMs: from + b * DAY })));
  return { fromMs: from, toMs: from + 30 * DAY, sliceMs: 6 * HOUR, sources, gaps, findings: [] };
}
const nameOf = (gap: Coverage['gaps'][number]) => `silent ${new Date(gap.startMs).toISOString().slice(5, 16)}`;
const look = { clock: { offset: () => 0, name: 'UTC' }, source: (dataset: string) => dataset, gap: nameOf, count: String, findings: 'Findings' };

describe('names of silences', () => {
  const coverage = covering({ 'aws.cloudtrail': [[13, 13.5]], 'okta.system': [], 'entra.signin': [[28, 30]], 'process.telemetry': [[0, 12]], busy: [[2, 2.5], [3, 3.5], [4, 4.5], [6, 6.5], [20, 21], [29, 30]] });
  const layout = coverageLayout(coverage, 836, nameOf);

  test('lie above the bars or wholly inside their own silence, never over data', () => {
    let inside = 0;
    for (const row of layout.rows) for (const name of row.names) {
      if (name.y + 15 <= row.base - row.height) continue;
      const own = coverage.gaps.some((gap) => gap.dataset === row.dataset && layout.x(gap.startMs) <= name.x && name.x + name.width <= layout.x(gap.endMs));
      expect(own, `${row.dataset} ${name.text}`).toBe(true);
      inside += 1;
    }
    expect(inside).toBe(1);
  });

  test('never touch each other, and stay on the axis; one that has no room is left to the table', () => {
    for (const row of layout.rows) {
      const above = row.names.filter((name) => name.y < row.base - row.height).toSorted((a, b) => a.x - b.x);
      for (const [at, name] of above.entries()) {
        expect(name.x).toBeGreaterThanOrEqual(layout.left);
        expect(name.x + name.width).toBeLessThanOrEqual(layout.right);
        if (at > 0) expect(name.x).toBeGreaterThanOrEqual(above[at - 1]!.x + above[at - 1]!.width);
      }
    }
    expect(layout.rows[4]!.names.length).toBeLessThan(6);
  });

  test('a source without silences needs no room for names', () => {
    expect(layout.rows[1]!.tall).toBe(layout.rows[0]!.tall - 16);
  });
});

test('bars grow into the room that there is, up to a limit, and never below what can be read', () => {
  const coverage = covering({ a: [], b: [] });
  const heights = [0, 200, 300, 5000].map((room) => coverageLayout(coverage, 836, nameOf, room).rows[0]!.height);
  expect(heights).toEqual([36, 65, 96, 96]);
  expect(coverageLayout(coverage, 836, nameOf, 300).height).toBeLessThanOrEqual(300);
});

test('findings too near for a pointer are one mark with the gravest severity and the whole span', () => {
  const coverage: Coverage = { ...covering({ a: [] }), findings: [{ slice: 10, count: 2, severity: 'low' }, { slice: 12, count: 1, severity: 'critical' }, { slice: 60, count: 4, severity: 'high' }] };
  const { x } = coverageLayout(coverage, 836, nameOf);
  const marks = findingSlices(coverage, x);
  expect(marks.map(({ count, severity }) => [count, severity])).toEqual([[3, 'critical'], [4, 'high']]);
  expect([marks[0]!.fromMs, marks[0]!.toMs]).toEqual([from + 10 * 6 * HOUR, from + 13 * 6 * HOUR]);
});

test('names and counts are left out for who draws them as links, and nothing else is', () => {
  const coverage = covering({ 'aws.cloudtrail': [[13, 13.5]] });
  const texts = (bare: boolean) => coveragePicture(coverage, 836, { ...look, bare }).shapes.filter((one) => one.kind === 'text').map((one) => one.text);
  expect(texts(false)).toContain('aws.cloudtrail');
  expect(texts(true)).not.toContain('aws.cloudtrail');
  expect(texts(true)).toContain('silent 05-03T00:00');
});

test('one event in one slice is one bar in the middle, not a wall', () => {
  const coverage: Coverage = { fromMs: from, toMs: from + 1, sliceMs: 1, gaps: [], findings: [], sources: [{ dataset: 'a', events: 1, counts: [1], first: new Date(from).toISOString(), last: new Date(from).toISOString(), hours: 1, perHour: 1, busiest: 1, parts: null }] };
  const bars = coveragePicture(coverage, 836, look).shapes.find((one) => one.kind === 'path' && one.fill === 'ink-3');
  expect(bars).toMatchObject({ d: expect.stringMatching(/h40v/) as string });
});

describe('a day in the height of a row', () => {
  const row = { dayMs: from, longest: { startMs: from + 2 * HOUR, endMs: from + 3 * HOUR, networks: ['a', 'b'] }, lanes: [{ label: 'a', slot: 1, bars: [[from + HOUR, from + 3 * HOUR], [from - 9 * HOUR, from - 8 * HOUR]] as [number, number][] }, { label: 'b', slot: 2, bars: [[from + 2 * HOUR, from + 4 * HOUR]] as [number, number][] }] };
  const washes = (overlaps?: readonly { startMs: number; endMs: number; networks: string[] }[]) => dayPicture({ ...row, ...(overlaps === undefined ? {} : { overlaps }) }, 240, 30).shapes.filter((one) => one.kind === 'rect' && one.fill === 'sev-wash');

  test('what was in two places is hatched: the longest span, or all of the day where they are known', () => {
    expect(washes()).toMatchObject([{ x: 20, width: 10 }]);
    expect(washes([row.longest, { startMs: from + 12 * HOUR, endMs: from + 12 * HOUR, networks: [] }, { startMs: from + 40 * HOUR, endMs: from + 41 * HOUR, networks: [] }])).toMatchObject([{ x: 20 }, { x: 120, width: 3 }]);
  });

  test('sessions of another day are not drawn', () => {
    expect(dayPicture(row, 240, 30).shapes.filter((one) => one.kind === 'rect' && one.fill === 'cat-1')).toHaveLength(1);
  });
});
