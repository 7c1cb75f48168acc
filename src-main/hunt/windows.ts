import { distinctCounts, slidingBounds, slidingCounts, timesInOrder, tumblingStarts, type Columns, type Cut, type Groups, type OrderedColumn } from '../columns/index.ts';
import { boundaries, slotOf } from './calendar.ts';
import type { When, Window } from './rule.ts';

/** The windows of all groups: window w holds places lows[w] … ends[w] - 1 of the rows of one group. */
export interface Windows {
  readonly count: number;
  readonly lows: Uint32Array;
  readonly ends: Uint32Array;
  readonly times: Float64Array;
  distinct(column: OrderedColumn): Uint32Array;
  /** Events in each window. */
  events(): Uint32Array;
  /** UTC ms; end exclusive. */
  start(window: number): number;
  end(window: number): number;
}

/** Cuts the rows of groups into windows; `zone` is for calendar windows that name none. */
export function windowsOf(columns: Columns, groups: Groups, window: Window, zone: string): Windows {
  const times = timesInOrder(columns, groups);
  if (window.type === 'sliding') {
    const { lows, ends } = slidingBounds(times, groups.starts, window.size);
    const last = (w: number): number => times[ends[w]! - 1]!;
    // (t - size, t] in whole milliseconds, with an exclusive end.
    return { count: ends.length, lows, ends, times, events: () => lengthsOf(lows, ends), distinct: (column) => slidingCounts(column, lows, ends), start: (w) => last(w) - window.size + 1, end: (w) => last(w) + 1 };
  }
  if (window.type === 'whole') {
    return { ...cutAt(groups.starts, times), start: (w) => times[groups.starts[w]!]!, end: (w) => times[groups.starts[w + 1]! - 1]! + 1 };
  }
  const first = columns.time[0] ?? 0;
  const lines = window.type === 'calendar' ? boundaries(window.zone ?? zone, window.unit, first, columns.time.at(-1) ?? first) : null;
  const cut: Cut = window.type === 'calendar' ? { boundaries: lines! } : { width: window.size };
  const starts = tumblingStarts(columns, groups, cut);
  const base = cutAt(starts, times);
  if (window.type === 'tumbling') {
    const start = (w: number): number => Math.floor(times[starts[w]!]! / window.size) * window.size;
    return { ...base, start, end: (w) => start(w) + window.size };
  }
  const slot = (w: number): number => slotOf(lines!, times[starts[w]!]!);
  return { ...base, start: (w) => lines![slot(w)]!, end: (w) => lines![slot(w) + 1]! };
}

function cutAt(starts: Uint32Array, times: Float64Array): Omit<Windows, 'start' | 'end'> {
  const [lows, ends] = [starts.subarray(0, -1), starts.subarray(1)];
  return { count: starts.length - 1, lows, ends, times, events: () => lengthsOf(lows, ends), distinct: (column) => distinctCounts(starts, column) };
}

function lengthsOf(lows: Uint32Array, ends: Uint32Array): Uint32Array {
  const lengths = new Uint32Array(ends.length);
  for (let w = 0; w < lengths.length; w += 1) lengths[w] = ends[w]! - lows[w]!;
  return lengths;
}

/** 1 for each window whose measures fulfil the condition. */
export function firedWindows(when: When | null, count: number, measured: (name: string) => Uint32Array | Float64Array): Uint8Array {
  const fired = new Uint8Array(count);
  if (when === null) return fired.fill(1);
  if (when.kind === 'limit') {
    const values = measured(when.measure);
    const { test, value } = when;
    if (test === 'greater') for (let w = 0; w < count; w += 1) fired[w] = values[w]! > value ? 1 : 0;
    else if (test === 'at_least') for (let w = 0; w < count; w += 1) fired[w] = values[w]! >= value ? 1 : 0;
    else if (test === 'less') for (let w = 0; w < count; w += 1) fired[w] = values[w]! < value ? 1 : 0;
    else for (let w = 0; w < count; w += 1) fired[w] = values[w]! <= value ? 1 : 0;
    return fired;
  }
  if (when.kind === 'all') fired.fill(1);
  for (const one of when.of) {
    const part = firedWindows(one, count, measured);
    if (when.kind === 'all') for (let w = 0; w < count; w += 1) fired[w]! &= part[w]!;
    else for (let w = 0; w < count; w += 1) fired[w]! |= part[w]!;
  }
  return fired;
}
