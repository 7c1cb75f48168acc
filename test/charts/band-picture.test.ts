import { expect, test } from 'vitest';
import { bandPicture, bandPoints } from '../../src-main/charts/band-picture.ts';
import type { Explanation } from '../../src-main/contract/index.ts';

const window = (hour: number, measured: Record<string, number>, fired = false) => ({ start: `2026-01-05T0${hour}:00:00Z`, end: `2026-01-05T0${hour + 1}:00:00Z`, measured, fired });
const explanation = (windows: Explanation['windows'], template = 'outlier/own'): Explanation => ({
  template, text: '', windows, conditions: [{ name: 'measured', measured: 6, operator: '>', limit: 2.5 }], baseline: {}, dropped: [], wouldNotFire: [],
});
const windows = [window(0, { measured: 1 }), window(1, { measured: 1, mean: 1, upper: 1 }), window(5, { measured: 6, mean: 1, upper: 2.5 }, true)];

test('the points of an outlier with the band of each; none of what is no outlier', () => {
  expect(bandPoints(explanation(windows)).map(({ value, mean, upper, fired }) => [value, mean, upper, fired])).toEqual([[1, null, null, false], [1, 1, 1, false], [6, 1, 2.5, true]]);
  expect(bandPoints(explanation(windows, 'aggregate/sliding'))).toEqual([]);
});

test('the point that fired is larger, has its number, and stands above its band; one that was not judged has none', () => {
  const { shapes } = bandPicture(bandPoints(explanation(windows)), { width: 400 });
  const dots = shapes.filter((one) => one.kind === 'circle');
  expect(dots.map(({ r }) => r)).toEqual([2.5, 2.5, 4]);
  const bands = shapes.filter((one) => one.kind === 'rect');
  expect(bands).toHaveLength(2);
  expect(dots[2]!.y).toBeLessThan(bands[1]!.y);
  expect(shapes.filter((one) => one.kind === 'text').map((one) => one.text)).toEqual(['0', '6', '5 Jan 00:00', '5 Jan 05:00', '6']);
});

test('of a fall the band has no top, and all lies in the picture', () => {
  const fall = [window(0, { measured: 5, mean: 5, lower: 4 }), window(1, { measured: 0, mean: 5, lower: 4 }, true)];
  const { shapes, height, width } = bandPicture(bandPoints(explanation(fall)), { width: 300 });
  for (const one of shapes) if (one.kind === 'rect' || one.kind === 'circle') expect([one.x >= 0 && one.x <= width, one.y >= 0 && one.y <= height]).toEqual([true, true]);
  expect(bandPicture([], { width: 300 }).shapes.length).toBeGreaterThan(0);
});
