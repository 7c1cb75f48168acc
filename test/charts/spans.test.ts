import { expect, test } from 'vitest';
import { spansOf } from '../../src-main/charts/index.ts';

const minute = 60_000;

test('events within the gap are one stretch, a longer silence begins a new one', () => {
  expect(spansOf([0, 12 * minute, 25 * minute], 12 * minute)).toEqual([{ startMs: 0, endMs: 12 * minute }, { startMs: 25 * minute, endMs: 25 * minute }]);
});
