import { readFileSync } from 'node:fs';
import { init } from 'echarts';
import { expect, test } from 'vitest';
import { darkTheme, histogramOption, lightTheme, slotColour, timeTicks, type WhyEvent, whyChart, whyHeight, whyOption, whySentence } from '../../src-main/charts/index.ts';
import { drawnWindows } from '../../src-main/charts/why-windows.ts';
import type { Explanation, WhyChart } from '../../src-main/contract/index.ts';

const start = Date.parse('2026-05-19T14:20:00Z');
const minute = 60_000;
const nothing: Explanation = { template: '', text: '', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] };
const event = (at: number, network: string, detail = 'cli', slot = 1): WhyEvent => ({ timeMs: start + at * minute, network, country: 'US', asn: network.charCodeAt(0), detail, slot });
const window = (at: number, length: number, networks: number): Explanation['windows'][number] => ({
  start: new Date(start + at * minute).toISOString(), end: new Date(start + (at + length) * minute).toISOString(), measured: { networks }, fired: networks > 1,
});
const limits: WhyChart['limits'] = [{ name: 'networks', label: 'Networks', limit: 1, operator: '>' }];

function svgOf(chart: WhyChart, width = 673): string {
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width, height: whyHeight(chart, { width }) });
  drawing.setOption(whyOption(chart, lightTheme, { width }));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return svg;
}
const textsOf = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((m) => m[1]!);

test('a lane per network and agent, in order of first appearance, each tick kept', () => {
  const inTwoPlaces = [{ startMs: start + 4 * minute, endMs: start + 9 * minute }];
  const chart = whyChart([event(9, 'Away', 'cli', 2), event(0, 'Home'), event(3, 'Home'), event(4, 'Home', 'browser')], nothing, [], { inTwoPlaces });
  expect(chart.lanes.map((l) => [l.network, l.detail, l.ticksMs.length, l.slot])).toEqual([['Home', 'cli', 2, 1], ['Home', 'browser', 1, 1], ['Away', 'cli', 1, 2]]);
  expect(chart.fromMs).toBeLessThan(start);
  expect(chart.toMs).toBeGreaterThan(start + 9 * minute);
  expect(chart.overlaps).toEqual(inTwoPlaces);
});

test('too many lanes: every network keeps one, the rest is joined and no event is lost', () => {
  const events = [...Array.from({ length: 40 }, (_, i) => event(i, 'Home', `agent ${i}`)), event(50, 'A rare one', 'cli', 2)];
  const { lanes } = whyChart(events, nothing, []);
  expect(lanes).toHaveLength(12);
  expect(lanes.some((l) => l.network === 'A rare one')).toBe(true);
  expect(lanes.at(-1)).toMatchObject({ network: '30 more', slot: 0 });
  expect(lanes.reduce((sum, l) => sum + l.ticksMs.length, 0)).toBe(41);
});

test('windows show what was measured, the limit is in the row, and the sentence tells it without sight', () => {
  const chart = whyChart([event(0, 'Home'), event(12, 'Away', 'cli', 2), event(14, 'Home')], { ...nothing, windows: [window(0, 10, 1), window(10, 10, 2)] }, limits, { inTwoPlaces: [{ startMs: start, endMs: start + 14 * minute }] });
  const texts = textsOf(svgOf(chart));
  expect(texts).toEqual(expect.arrayContaining(['Networks, limit 1', '1', '2', 'Home US', 'Away US']));
  expect(whySentence(chart)).toBe('3 events in 2 lanes from 19 May 14:19:24 to 19 May 14:40:36 UTC; 1 of 2 shown windows fired; in two places in 1 span.');
});

test('sliding windows: those that fired are one span with their highest number, the others what is left beside it', () => {
  const windows = [0, 2, 4, 6, 8, 10, 12, 40].map((at) => window(at, 10, at === 40 ? 1 : at / 2));
  const chart = whyChart([event(0, 'Home'), event(20, 'Away')], { ...nothing, windows }, limits);
  const minutes = drawnWindows(chart).map((w) => [(w.startMs - start) / minute, (w.endMs - start) / minute, w.measured['networks'], w.fired]);
  expect(minutes).toEqual([[0, 4, 1, false], [4, 22, 6, true], [40, 50, 1, false]]);
  expect(textsOf(svgOf(chart)).filter((t) => /^\d+$/.test(t)).sort()).toEqual(['1', '1', '6']);
});

test('the name of a row is not cut', () => {
  const named = [{ name: 'networks', label: 'Kinds of client', limit: 1, operator: '>' }];
  const chart = whyChart([event(0, 'Home')], { ...nothing, windows: [window(0, 10, 2)] }, named);
  expect(textsOf(svgOf(chart, 440))).toContain('Kinds of client, limit 1');
});

test('100,000 events stay one path per lane', () => {
  const chart = whyChart(Array.from({ length: 100_000 }, (_, i) => event(i / 50, 'Home')), nothing, []);
  expect(svgOf(chart).length).toBeLessThan(80_000);
});

test('a name from the log is text, never markup', () => {
  const chart = whyChart([{ ...event(0, '<script>alert(1)</script>'), country: null }], nothing, []);
  expect(svgOf(chart)).not.toContain('<script');
  expect(whyOption(chart, lightTheme, { width: 400 })).toMatchObject({ animation: false, tooltip: { renderMode: 'richText' } });
});

test('an empty chart and an empty histogram draw', () => {
  const chart = whyChart([], nothing, limits);
  expect(svgOf(chart)).toContain('<svg');
  expect(histogramOption([], lightTheme, { width: 100, height: 20 })).toMatchObject({ animation: false });
});

test('ticks are round times of the zone on screen', () => {
  expect(timeTicks(start, start + 90 * minute, 7).map((t) => t.label)).toEqual(['14:30', '14:45', '15:00', '15:15', '15:30', '15:45']);
  expect(timeTicks(start, start + 3 * 24 * 60 * minute, 6, () => -6 * 60 * minute).map((t) => t.label)).toEqual(['12:00', '20 May', '12:00', '21 May', '12:00', '22 May']);
});

test('ticks keep to the clock of the zone where it changes', () => {
  const [before, after] = [Date.UTC(2026, 2, 28, 23), Date.UTC(2026, 2, 30, 22)];
  const change = Date.UTC(2026, 2, 29, 1);
  const ticks = timeTicks(before, after, 5, (ms) => (ms < change ? 60 : 120) * minute);
  expect(ticks.map((t) => t.label)).toEqual(['29 Mar', '12:00', '30 Mar', '12:00', '31 Mar']);
  expect(ticks.map((t) => (t.ms - before) / minute / 60)).toEqual([0, 11, 23, 35, 47]);
});

test('themes carry the tokens of the interface', () => {
  const all = readFileSync(new URL('../../src-renderer/src/style/tokens.css', import.meta.url), 'utf8').toUpperCase();
  expect(slotColour(darkTheme, 9)).toBe(darkTheme.other);
  for (const theme of [lightTheme, darkTheme]) for (const colour of [theme.ink, theme.wash, ...theme.categories, ...Object.values(theme.severity)]) expect(all).toContain(colour);
});
