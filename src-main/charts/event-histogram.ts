import { hatchPath, type Picture, type Rect, type Shape } from './picture.ts';
import { timeTicks, type Offset } from './time-axis.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [1000, 2000, 5000, 10_000, 15_000, 30_000, minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day];

/** Slices of time of one length: `slices` of `stepMs` from `fromMs` on; UTC ms. */
export interface Slices { readonly fromMs: number; readonly toMs: number; readonly stepMs: number; readonly slices: number }
/** Round slices of the zone's clock that cover from <= time < to, at most `most` of them. */
export function roundSlices(fromMs: number, toMs: number, most: number, offset: Offset): Slices {
  const span = Math.max(1, toMs - fromMs);
  const stepMs = steps.find((step) => span / step <= most - 1) ?? Math.ceil(span / (most - 1) / day) * day;
  const ahead = offset(fromMs);
  const first = Math.floor((fromMs + ahead) / stepMs) * stepMs - ahead;
  const slices = Math.max(1, Math.ceil((toMs - first) / stepMs));
  return { fromMs: first, toMs: first + slices * stepMs, stepMs, slices };
}

/** Events per slice of fromMs <= time < toMs: those that pass a filter, and all of the case. */
export interface SliceCounts { readonly fromMs: number; readonly toMs: number; readonly counts: readonly number[]; readonly all: readonly number[] }

const bars = { left: 52, right: 20, top: 6, height: 52, axis: 18 } as const;
export const eventHistogramHeight = bars.top + bars.height + bars.axis;
/** Where the bars are in a picture of that width, px. */
export const eventHistogramPlot = (width: number): Rect => ({ x: bars.left, y: bars.top, width: Math.max(1, width - bars.left - bars.right), height: bars.height });

/** First and end (not with it) of each run of slices in which the whole case has nothing. */
export function emptyRuns(all: readonly number[]): readonly (readonly [first: number, end: number])[] {
  const runs: [number, number][] = [];
  for (const [at, count] of all.entries()) {
    if (count > 0) continue;
    const last = runs.at(-1);
    if (last !== undefined && last[1] === at) last[1] = at + 1;
    else runs.push([at, at + 1]);
  }
  return runs;
}

/** Bars of what passes; hatched where the whole case has nothing, so that a gap of the log differs from one of the filter. Any event is at least 1 px high. */
export function eventHistogramPicture({ fromMs, toMs, counts, all }: SliceCounts, width: number, offset: Offset, countText: (n: number) => string): Picture {
  const plot = eventHistogramPlot(width);
  const step = plot.width / Math.max(1, counts.length);
  const base = plot.y + plot.height;
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const ticks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(plot.width / 90)), offset);
  const xOf = (ms: number) => plot.x + ((ms - fromMs) / (toMs - fromMs)) * plot.width;
  const shapes: Shape[] = [
    ...ticks.map(({ ms }): Shape => ({ kind: 'rect', x: Math.round(xOf(ms)), y: plot.y, width: 1, height: plot.height, fill: 'grid' })),
    ...emptyRuns(all).map(([first, end]): Shape => ({ kind: 'path', d: hatchPath({ x: plot.x + first * step, y: plot.y, width: (end - first) * step, height: plot.height }, true, 4), stroke: 'ctl-line', lineWidth: 1, opacity: 0.35 })),
    ...counts.flatMap((count, at): Shape[] => {
      if (count === 0) return [];
      const height = Math.max(1, (count / most) * plot.height);
      return [{ kind: 'rect', x: plot.x + at * step, y: base - height, width: Math.max(0.5, step - (step > 3 ? 1 : 0)), height, fill: 'ink-3' }];
    }),
    { kind: 'rect', x: plot.x, y: base, width: plot.width, height: 1, fill: 'line-2' },
    { kind: 'text', x: plot.x - 8, y: plot.y + 8, text: countText(most), fill: 'ink-3', size: 10.5, anchor: 'end' },
    { kind: 'text', x: plot.x - 8, y: base, text: '0', fill: 'ink-3', size: 10.5, anchor: 'end' },
    ...ticks.filter(({ ms }) => xOf(ms) < width - 16).map(({ ms, label }): Shape => ({ kind: 'text', x: xOf(ms), y: base + 13, text: label, fill: 'ink-3', size: 10.5, anchor: 'middle' })),
  ];
  return { width, height: eventHistogramHeight, shapes };
}
