import { expect, test } from 'vitest';
import type { OverlapSpan } from '../../src-main/contract/index.ts';
import { around, fitOf, isLong, lengths, longestOf, nextOverlap, proposed, queryOfView, sameRange, viewOf } from '../../src-renderer/src/shape/user-view.ts';

const minute = 60_000;
const at = (iso: string): number => Date.parse(iso);
const whole = { fromMs: at('2026-04-20T00:00:00Z'), toMs: at('2026-05-20T00:00:00Z') };
const overlap = (start: string, minutes: number): OverlapSpan => ({ startMs: at(start), endMs: at(start) + minutes * minute, networks: ['a', 'b'] });
const short = overlap('2026-05-12T14:03:00Z', 6);
const long = overlap('2026-05-19T14:37:00Z', 64);

test('the view comes back from the URL as it went in', () => {
  const view = { range: { fromMs: at('2026-05-19T12:00:00Z'), toMs: at('2026-05-19T18:00:00.500Z') }, by: 'credential', profile: 'AB' } as const;
  expect(queryOfView(view)).toEqual({ from: '2026-05-19T12:00:00Z', to: '2026-05-19T18:00:00.500Z', by: 'credential', profile: 'AB' });
  expect(viewOf(queryOfView(view))).toEqual(view);
  expect(queryOfView({ range: null, by: 'network', profile: null })).toEqual({});
});

test('a URL that somebody has cut or edited leaves what it does not say to the page', () => {
  expect(viewOf({ from: '2026-05-19T18:00:00Z', to: '2026-05-19T12:00:00Z', by: 'moon', profile: '<b>' })).toEqual({ range: null, by: 'network', profile: null });
  expect(viewOf({ from: ['x'], to: null })).toEqual({ range: null, by: 'network', profile: null });
});

test('at first: six hours around the longest time in two places, everything where there is none', () => {
  expect(longestOf([short, long])).toBe(long);
  const first = proposed(whole, [short, long]);
  expect(isLong(first, lengths.hours)).toBe(true);
  expect((first.fromMs + first.toMs) / 2).toBe((long.startMs + long.endMs) / 2);
  expect(proposed(whole, [])).toEqual(whole);
});

test('a view stays inside of the case', () => {
  expect(around(whole.fromMs, lengths.day, whole)).toEqual({ fromMs: whole.fromMs, toMs: whole.fromMs + lengths.day });
  expect(around(whole.toMs, lengths.day, { fromMs: whole.fromMs, toMs: whole.fromMs + minute })).toEqual({ fromMs: whole.fromMs, toMs: whole.fromMs + minute });
});

test('a fit has air on both sides, and a moment is not shown closer than ten minutes', () => {
  const fit = fitOf(long, whole);
  expect(fit.fromMs).toBeLessThan(long.startMs);
  expect(fit.toMs).toBeGreaterThan(long.endMs);
  expect(isLong(fitOf(overlap('2026-05-12T14:03:00Z', 0), whole), 10 * minute)).toBe(true);
});

test('the next overlap is the one in view, then the one after it, and after the last the first', () => {
  const view = around(short.startMs, lengths.day, whole);
  expect(nextOverlap([long, short], view, whole)).toBe(short);
  expect(nextOverlap([long, short], fitOf(short, whole), whole)).toBe(long);
  expect(nextOverlap([long, short], fitOf(long, whole), whole)).toBe(short);
  expect(nextOverlap([short], { fromMs: long.endMs + minute, toMs: whole.toMs }, whole)).toBe(short);
  expect(nextOverlap([], whole, whole)).toBeNull();
});

test('the same to a second is the same', () => {
  expect(sameRange(whole, { fromMs: whole.fromMs + 900, toMs: whole.toMs - 900 })).toBe(true);
  expect(sameRange(whole, { fromMs: whole.fromMs + 1100, toMs: whole.toMs })).toBe(false);
});
