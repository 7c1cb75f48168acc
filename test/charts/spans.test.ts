import fc from 'fast-check';
import { expect, test } from 'vitest';
import { overlapsOf, spansOf } from '../../src-main/charts/index.ts';

const minute = 60_000;

test('events within the gap are one stretch, a longer silence begins a new one', () => {
  expect(spansOf([0, 12 * minute, 25 * minute], 12 * minute)).toEqual([{ startMs: 0, endMs: 12 * minute }, { startMs: 25 * minute, endMs: 25 * minute }]);
});

test('two networks active at once overlap from the first event of the second to its last', () => {
  const home = { network: 'home', ticksMs: [0, 10, 20, 30, 40].map((m) => m * minute) };
  const away = { network: 'away', ticksMs: [15, 20, 32].map((m) => m * minute) };
  expect(overlapsOf([home, away])).toEqual([{ startMs: 10 * minute, endMs: 40 * minute }]);
  expect(overlapsOf([{ network: 'home', ticksMs: [0, 60 * minute] }, { network: 'away', ticksMs: [30 * minute] }])).toEqual([]);
});

test('two agents of one network are one place', () => {
  expect(overlapsOf([{ network: 'home', ticksMs: [0, minute] }, { network: 'home', ticksMs: [0, minute] }])).toEqual([]);
});

test('one event each, within the gap: the time between them; at the same instant: that instant', () => {
  expect(overlapsOf([{ network: 'a', ticksMs: [0] }, { network: 'b', ticksMs: [5 * minute] }])).toEqual([{ startMs: 0, endMs: 5 * minute }]);
  expect(overlapsOf([{ network: 'a', ticksMs: [7] }, { network: 'b', ticksMs: [7] }])).toEqual([{ startMs: 7, endMs: 7 }]);
});

test('overlaps are in order, apart, and bounded by events, whatever the lanes', () => {
  const ticks = fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 30 }).map((list) => list.sort((a, b) => a - b));
  fc.assert(fc.property(fc.array(fc.record({ network: fc.constantFrom('a', 'b', 'c'), ticksMs: ticks }), { maxLength: 5 }), (lanes) => {
    const times = new Set(lanes.flatMap((lane) => lane.ticksMs));
    let before = -1;
    for (const { startMs, endMs } of overlapsOf(lanes, 100)) {
      expect(startMs).toBeGreaterThan(before);
      expect(endMs).toBeGreaterThanOrEqual(startMs);
      expect(times.has(startMs) && times.has(endMs)).toBe(true);
      before = endMs;
    }
  }), { numRuns: 200 });
});
