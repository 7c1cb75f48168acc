import type { Explanation } from '../contract/index.ts';
import { px, type Picture, type Shape } from './picture.ts';
import { momentText, type Offset } from './time-axis.ts';

/** A slice of an outlier: what was measured, and the band that it was held against, where it was judged. A side that the rule does not look at is null. */
export interface BandPoint { readonly startMs: number; readonly value: number; readonly mean: number | null; readonly lower: number | null; readonly upper: number | null; readonly fired: boolean }

/** The slices of an outlier's explanation, ascending; none where the explanation is of another kind. */
export function bandPoints({ template, windows, conditions }: Explanation): readonly BandPoint[] {
  const name = conditions[0]?.name;
  if (!template.startsWith('outlier/') || name === undefined) return [];
  return windows.flatMap(({ start, measured, fired }) => (measured[name] === undefined ? [] : [{
    startMs: Date.parse(start), value: measured[name], mean: measured['mean'] ?? null, lower: measured['lower'] ?? null, upper: measured['upper'] ?? null, fired,
  }]));
}

const bandHeight = 96;
const [TOP, BASE, LEFT, RIGHT] = [18, 76, 30, 8];
/** Where slices are nearer than this, in pixels, only those that fired have a dot; and where numbers would lie on each other, only the first has one. */
const DENSE = 6;
const NUMBER = 26;

/**
 * The slices of an outlier as points in a row, each over the band that it was held against, with the mean as a line in it; those that fired are larger and have their number. Slices are evenly
 * apart: those in which nothing happened may lie between.
 */
export function bandPicture(points: readonly BandPoint[], { width, offset }: { readonly width: number; readonly offset?: Offset }): Picture {
  const most = Math.max(1, ...points.flatMap((one) => [one.value, one.upper ?? 0, one.mean ?? 0]));
  const step = (width - LEFT - RIGHT) / Math.max(1, points.length);
  const x = (i: number): number => LEFT + (i + 0.5) * step;
  const y = (value: number): number => BASE - (Math.max(0, value) / most) * (BASE - TOP);
  const bands = points.flatMap((one, i): Shape[] => {
    if (one.mean === null) return [];
    const [high, low] = [one.upper === null ? TOP : y(one.upper), one.lower === null ? BASE : y(one.lower)];
    return [
      { kind: 'rect', x: x(i) - step / 2, y: high, width: step, height: Math.max(1, low - high), fill: 'line' },
      { kind: 'path', d: `M${px(x(i) - step / 2)} ${px(y(one.mean))}h${px(step)}`, stroke: 'ink-3', lineWidth: 1, dash: '3 2' },
    ];
  });
  const path = points.map((one, i) => `${i === 0 ? 'M' : 'L'}${px(x(i))} ${px(y(one.value))}`).join('');
  let numbered = -Infinity;
  const numbers = points.map((one, i) => {
    if (!one.fired || x(i) - numbered < NUMBER) return false;
    numbered = x(i);
    return true;
  });
  const dots = points.flatMap((one, i): Shape[] => [
    ...(one.fired || step >= DENSE ? [{ kind: 'circle' as const, x: x(i), y: y(one.value), r: one.fired ? 4 : 2.5, fill: one.fired ? 'sev-high' as const : 'ink-2' as const }] : []),
    ...(numbers[i] === true ? [{ kind: 'text' as const, x: x(i), y: y(one.value) - 7, text: numberText(one.value), fill: 'ink' as const, size: 11, weight: 600 as const, anchor: 'middle' as const, halo: true }] : []),
  ]);
  return { width, height: bandHeight, shapes: [...bands, ...axes(points, most, width, offset, x), { kind: 'path', d: path, stroke: 'ink-3', lineWidth: 1 }, ...dots] };
}

/** A base line with the highest and the least number, and when the first slice and the first one that fired begin. */
function axes(points: readonly BandPoint[], most: number, width: number, offset: Offset | undefined, x: (i: number) => number): Shape[] {
  const time = (i: number): string => momentText(points[i]!.startMs, offset).slice(0, -3);
  const at = points.findIndex((one) => one.fired);
  const label = (text: string, left: number, anchor?: 'middle' | 'end'): Shape => ({ kind: 'text', x: left, y: BASE + 14, text, fill: 'ink-3', size: 11, ...(anchor === undefined ? {} : { anchor }) });
  return [
    { kind: 'path', d: `M${LEFT} ${BASE}H${px(width - RIGHT)}`, stroke: 'line-2', lineWidth: 1 },
    { kind: 'text', x: LEFT - 6, y: BASE, text: '0', fill: 'ink-3', size: 11, anchor: 'end' },
    { kind: 'text', x: LEFT - 6, y: TOP + 4, text: numberText(most), fill: 'ink-3', size: 11, anchor: 'end' },
    ...(points.length === 0 ? [] : [label(time(0), LEFT)]),
    ...(at > 0 && x(at) - LEFT > 150 ? [x(at) > width - 60 ? label(time(at), width - RIGHT, 'end') : label(time(at), x(at), 'middle')] : []),
  ];
}

const numberText = (value: number): string => String(Math.round(value * 100) / 100);
