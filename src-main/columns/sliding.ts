import type { Columns } from './columns.ts';
import type { Groups } from './group-rows.ts';
import { orderTimes, type OrderedColumn } from './in-order.ts';
import { bytesOf } from './kept.ts';
import type { FoundWindow, Limits } from './tumbling.ts';

/**
 * Tells every sliding window that reaches the limits: for each moment t at which a group has rows, the rows of that group in (t - width, t],
 * all rows of that very moment included. Distinct counts are exact. Groups in order, moments in order. `start` is t - width (not part of the
 * window), `end` is t (part of it). Windows overlap; a caller merges them. The
 * counts are kept, so other limits cost little.
 */
export function eachSliding(columns: Columns, groups: Groups, width: number, counted: readonly OrderedColumn[], limits: Limits, found: (window: FoundWindow) => void): void {
  const made = (bounds: SlidingBounds): number => bounds.lows.byteLength + bounds.ends.byteLength;
  const { lows, ends } = columns.keep(`sliding ${width} of ${groups.name}`, made, () => slidingBounds(orderTimes(columns, groups), groups.starts, width));
  const counts = counted.map((column) => columns.keep(`sliding distinct ${column.name} ${width}`, bytesOf, () => slidingCounts(column, lows, ends)));
  const least = counted.map((_, i) => limits.distinct?.[i] ?? 0);
  const leastRows = limits.rows ?? 0;
  let group = 0;
  for (let moment = 0; moment < ends.length; moment += 1) {
    const [from, to] = [lows[moment]!, ends[moment]!];
    while (groups.starts[group + 1]! < to) group += 1;
    if (to - from < leastRows || counts.some((column, i) => column[moment]! < least[i]!)) continue;
    const end = columns.time[groups.rows[to - 1]!]!;
    found({ group, from, to, start: end - width, end, distinct: counts.map((column) => column[moment]!) });
  }
}

/** Window m holds places lows[m] … ends[m] - 1; one window per group and distinct time. */
export interface SlidingBounds {
  readonly lows: Uint32Array;
  readonly ends: Uint32Array;
}

export function slidingBounds(times: Float64Array, groupStarts: Uint32Array, width: number): SlidingBounds {
  const lows = new Uint32Array(times.length);
  const ends = new Uint32Array(times.length);
  let count = 0;
  for (let group = 0; group + 1 < groupStarts.length; group += 1) {
    let low = groupStarts[group]!;
    const last = groupStarts[group + 1]! - 1;
    for (let place = low; place <= last; place += 1) {
      const time = times[place]!;
      if (place < last && times[place + 1] === time) continue;
      while (times[low]! <= time - width) low += 1;
      lows[count] = low;
      ends[count] = place + 1;
      count += 1;
    }
  }
  return { lows: lows.slice(0, count), ends: ends.slice(0, count) };
}

/** Distinct values in each window. Both bounds only grow, so each value enters once and leaves once. */
export function slidingCounts({ ids, size, offsets }: OrderedColumn, lows: Uint32Array, ends: Uint32Array): Uint32Array {
  const counts = new Uint32Array(ends.length);
  const present = new Uint32Array(size);
  let [low, high, distinct] = [0, 0, 0];
  for (let window = 0; window < ends.length; window += 1) {
    const from = offsets === null ? lows[window]! : offsets[lows[window]!]!;
    const to = offsets === null ? ends[window]! : offsets[ends[window]!]!;
    for (; high < to; high += 1) {
      const id = ids[high]!;
      if (id !== 0 && present[id]!++ === 0) distinct += 1;
    }
    for (; low < from; low += 1) {
      const id = ids[low]!;
      if (id !== 0 && --present[id]! === 0) distinct -= 1;
    }
    counts[window] = distinct;
  }
  return counts;
}
