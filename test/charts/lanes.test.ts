import { expect, test } from 'vitest';
import { axisOf, lanesDrawing, lanesSentence, ROW, stripDrawing } from '../../src-main/charts/index.ts';
import type { Lane, UserLanes } from '../../src-main/contract/index.ts';

const minute = 60_000;
const start = Date.parse('2026-05-19T12:00:00Z');
const at = (minutes: number): number => start + minutes * minute;
const row = (over: Partial<Lane['rows'][number]> = {}): Lane['rows'][number] => ({ key: 'A', label: 'aws-cli/*', profile: 'A', events: 2, firstSeenMs: null, bars: [[at(60), at(120), 2]], ticks: [at(60), at(120)], density: null, ...over });
const lane = (over: Partial<Lane> = {}): Lane => ({ key: 'Comcast', label: 'Comcast', detail: 'AS7922 US', slot: 1, events: 2, rows: [row()], ...over });
const view = (over: Partial<UserLanes> = {}): UserLanes => ({ fromMs: at(0), toMs: at(360), by: 'network', lanes: [lane()], moreLanes: 0, overlaps: [], findings: [], gaps: [], ...over });
/** Six hours on 720 px: two pixels a minute. */
const width = 720;

test('a time stands where its share of the view is, and what began before stands at the edge', () => {
  const drawn = lanesDrawing(view({ lanes: [lane({ rows: [row({ bars: [[at(-30), at(60), 4]], ticks: [at(0), at(60)] })] })] }), { width });
  const [only] = drawn.lanes[0]!.rows;
  expect(only!.bars).toMatch(/^M0 [\d.]+h120v/);
  expect([...only!.ticks.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x))).toEqual([0, 120]);
});

test('a session of one moment can still be seen', () => {
  const drawn = lanesDrawing(view({ lanes: [lane({ rows: [row({ bars: [[at(60), at(60), 1]], ticks: [at(60)] })] })] }), { width });
  expect(drawn.lanes[0]!.rows[0]!.bars).toMatch(/^M120 [\d.]+h2v/);
});

test('events on the same half pixel are one tick, however many there are', () => {
  const drawn = lanesDrawing(view({ lanes: [lane({ rows: [row({ ticks: Array.from({ length: 500 }, (_, i) => at(60) + i) })] })] }), { width });
  expect(drawn.lanes[0]!.rows[0]!.ticks.match(/M/g)).toHaveLength(1);
});

test('one event in a slice beside thousands is still drawn', () => {
  const density = [0, 10_000, 0, 1];
  const { ticks } = lanesDrawing(view({ lanes: [lane({ rows: [row({ ticks: null, density })] })] }), { width }).lanes[0]!.rows[0]!;
  const bars = [...ticks.matchAll(/M([\d.]+) [\d.]+h[\d.]+v([\d.]+)/g)].map(([, x, tall]) => [Number(x), Number(tall)]);
  expect(bars.map(([x]) => x)).toEqual([180, 540]);
  expect(bars[1]![1]).toBeGreaterThanOrEqual(2);
  expect(bars[0]![1]).toBeGreaterThan(bars[1]![1]!);
});

test('lanes stand under each other, each as high as its rows, and findings have a row of their own below', () => {
  const drawn = lanesDrawing(view({ lanes: [lane({ rows: [row(), row({ key: 'B' }), row({ key: 'C' })] }), lane({ key: 'Verizon' })] }), { width });
  expect(drawn.lanes.map((one) => one.y)).toEqual([0, 3 * ROW + 9]);
  expect(drawn.lanesHeight).toBe(4 * ROW + 18);
  expect(drawn.height).toBe(drawn.lanesHeight + 30);
});

test('the pennant stands at the first event, and nowhere where that is out of view', () => {
  const x = (firstSeenMs: number | null) => lanesDrawing(view({ lanes: [lane({ rows: [row({ firstSeenMs })] })] }), { width }).lanes[0]!.rows[0]!.pennantX;
  expect([x(at(90)), x(at(-90)), x(at(400)), x(null)]).toEqual([180, null, null, null]);
});

test('an overlap says how long it was above the lanes; of two that would touch, the longer one', () => {
  const overlaps = [{ startMs: at(60), endMs: at(62), networks: [] }, { startMs: at(65), endMs: at(129), networks: [] }, { startMs: at(300), endMs: at(306), networks: [] }];
  const drawn = lanesDrawing(view({ overlaps }), { width, overlapLabel: (one) => `${(one.endMs - one.startMs) / minute} min` });
  expect(drawn.overlaps.map(({ x, width: wide }) => [x, wide])).toEqual([[120, 4], [130, 128], [600, 12]]);
  expect(drawn.labels.map(({ text }) => text)).toEqual(['64 min', '6 min', '2 min']);
  const tight = lanesDrawing(view({ overlaps: [overlaps[0]!, { startMs: at(63), endMs: at(70), networks: [] }] }), { width, overlapLabel: (one) => `${(one.endMs - one.startMs) / minute} min` });
  expect(tight.labels.map(({ text }) => text)).toEqual(['7 min']);
});

test('a gap of a source is drawn in the part that is in view, and its word stays inside', () => {
  const drawn = lanesDrawing(view({ gaps: [{ dataset: 'aws.cloudtrail', startMs: at(-600), endMs: at(10) }, { dataset: 'okta', startMs: at(900), endMs: at(990) }] }), { width, gapLabel: (gap) => `no ${gap.dataset}` });
  expect(drawn.gaps.map(({ x, width: wide, dataset }) => [x, wide, dataset])).toEqual([[0, 20, 'aws.cloudtrail']]);
  expect(drawn.labels).toHaveLength(1);
  expect(drawn.labels[0]!.x).toBeGreaterThan(20);
});

test('findings that lie close are one mark with the gravest of them, each still named', () => {
  const finding = (number: number, severity: 'low' | 'critical' | 'high', minutes: number) => ({ id: `f${number}`, number, severity, startMs: at(minutes), endMs: at(minutes + 5) });
  const drawn = lanesDrawing(view({ findings: [finding(3, 'high', 200), finding(1, 'low', 60), finding(2, 'critical', 65)] }), { width });
  expect(drawn.findings).toEqual([{ x: 120, severity: 'critical', ids: ['f1', 'f2'], numbers: [1, 2] }, { x: 400, severity: 'high', ids: ['f3'], numbers: [3] }]);
});

test('a user with nothing in view has no lanes, and the drawing holds', () => {
  const drawn = lanesDrawing(view({ lanes: [] }), { width });
  expect([drawn.lanes, drawn.lanesHeight, drawn.labels]).toEqual([[], 0, []]);
  const moment = lanesDrawing(view({ fromMs: at(0), toMs: at(0), lanes: [lane({ rows: [row({ bars: [[at(0), at(0), 1]], ticks: [at(0)] })] })] }), { width });
  expect(JSON.stringify(moment)).not.toMatch(/NaN|Infinity|null,"y"/);
});

test('the axis of another clock has the same moments under other names', () => {
  const hours = (offset?: (ms: number) => number) => axisOf(view(), width, offset).map(({ x, label }) => `${x} ${label}`);
  expect(hours().slice(0, 3)).toEqual(['0 12:00', '120 13:00', '240 14:00']);
  expect(hours(() => -6 * 60 * minute).slice(0, 3)).toEqual(['0 06:00', '120 07:00', '240 08:00']);
});

test('the strip fills the cells in which a lane was active, and says how many lanes it leaves out', () => {
  const many = Array.from({ length: 9 }, (_, i) => lane({ key: `net ${i}` }));
  const strip = stripDrawing(view({ lanes: many, moreLanes: 2, overlaps: [{ startMs: at(180), endMs: at(240), networks: [] }] }), width);
  expect(strip.lanes).toHaveLength(6);
  expect(strip.more).toBe(5);
  // 90 cells of four minutes: 12:00 and an hour on to 13:00 and an hour on are cells 15 to 30.
  expect(strip.lanes[0]!.path.match(/M/g)).toHaveLength(16);
  expect(strip.overlaps).toMatch(/^M360 1h120v/);
});

test('one sentence says what is drawn', () => {
  expect(lanesSentence(view({ lanes: [lane(), lane({ label: 'Verizon', events: 61 })], moreLanes: 3, overlaps: [{ startMs: 0, endMs: 1, networks: [] }] })))
    .toBe('5 lanes: Comcast (2 events), Verizon (61 events) and 3 more. 1 span in two places, 0 findings.');
});
