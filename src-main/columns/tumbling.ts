import type { Columns } from './columns.ts';
import { positionOf } from './dictionary.ts';
import type { Groups } from './group-rows.ts';
import { timesInOrder, type OrderedColumn } from './in-order.ts';
import { bytesOf, identityOf } from './kept.ts';

/**
 * How time is cut: equal windows of `width` ms from the epoch (start <= time < end), or at boundaries (UTC ms, ascending), which is how calendar
 * days of a zone are given. Before the first and after the last boundary lie two open windows.
 */
export type Cut = { readonly width: number } | { readonly boundaries: Float64Array };

/** A window that has rows: places from … to - 1 of the rows of a group. Times in UTC ms; an open window begins at -Infinity or ends at Infinity. */
export interface FoundWindow {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Distinct values of each counted column. */
  readonly distinct: readonly number[];
}

/** What a window must reach to be told: rows, and distinct values of each counted column (left out = 0). */
export interface Limits {
  readonly rows?: number;
  readonly distinct?: readonly number[];
}

/**
 * Where windows begin among the rows of groups, and one more entry with the number of rows: window w holds places starts[w] … starts[w + 1] - 1.
 * No window spans two groups, none is empty. Kept.
 */
export function tumblingStarts(columns: Columns, groups: Groups, cut: Cut): Uint32Array {
  const make = (): Uint32Array => startsFrom(timesInOrder(columns, groups), groups.starts, cut);
  return columns.keep(`windows ${nameOfCut(cut)} of ${groups.name}`, (starts) => starts.byteLength, make);
}

const nameOfCut = (cut: Cut): string => 'width' in cut ? `each ${cut.width}` : `at ${identityOf(cut.boundaries)}`;

function startsFrom(times: Float64Array, groupStarts: Uint32Array, cut: Cut): Uint32Array {
  const begins = new Uint8Array(times.length);
  let count = 0;
  for (let group = 0; group + 1 < groupStarts.length; group += 1) {
    const end = groupStarts[group + 1]!;
    let until = -Infinity;
    for (let place = groupStarts[group]!; place < end; place += 1) {
      const time = times[place]!;
      if (time < until) continue;
      until = endOf(cut, time);
      begins[place] = 1;
      count += 1;
    }
  }
  const starts = new Uint32Array(count + 1);
  count = 0;
  for (let place = 0; place < begins.length; place += 1) if (begins[place] === 1) starts[count++] = place;
  starts[count] = times.length;
  return starts;
}

/** The start of the window that a time lies in. */
export function startOf(cut: Cut, time: number): number {
  if ('width' in cut) return Math.floor(time / cut.width) * cut.width;
  const after = firstAbove(cut.boundaries, time);
  return after === 0 ? -Infinity : cut.boundaries[after - 1]!;
}

/** The end of the window that a time lies in, which is not part of it. */
export function endOf(cut: Cut, time: number): number {
  if ('width' in cut) return (Math.floor(time / cut.width) + 1) * cut.width;
  const after = firstAbove(cut.boundaries, time);
  return after === cut.boundaries.length ? Infinity : cut.boundaries[after]!;
}

function firstAbove(boundaries: Float64Array, time: number): number {
  const at = positionOf(boundaries, time);
  return at < boundaries.length && boundaries[at] === time ? at + 1 : at;
}

/**
 * Distinct values in each part of the rows: of windows (`tumblingStarts`), or of whole groups (`groups.starts`). What a threshold is tried on
 * again and again.
 */
export function distinctCounts(starts: Uint32Array, { ids, size, offsets }: OrderedColumn): Uint32Array {
  const counts = new Uint32Array(Math.max(0, starts.length - 1));
  // Part + 1 that had the value last.
  const stamps = new Uint32Array(size);
  for (let part = 0; part < counts.length; part += 1) {
    const from = offsets === null ? starts[part]! : offsets[starts[part]!]!;
    const to = offsets === null ? starts[part + 1]! : offsets[starts[part + 1]!]!;
    let distinct = 0;
    for (let at = from; at < to; at += 1) {
      const id = ids[at]!;
      if (stamps[id] === part + 1) continue;
      stamps[id] = part + 1;
      if (id !== 0) distinct += 1;
    }
    counts[part] = distinct;
  }
  return counts;
}

/** Tells every tumbling window that reaches the limits, group by group, in order of time. The counts are kept, so other limits cost little. */
export function eachTumbling(columns: Columns, groups: Groups, cut: Cut, counted: readonly OrderedColumn[], limits: Limits, found: (window: FoundWindow) => void): void {
  const starts = tumblingStarts(columns, groups, cut);
  const counts = counted.map((column) => columns.keep(`distinct ${column.name} ${nameOfCut(cut)}`, bytesOf, () => distinctCounts(starts, column)));
  const least = counted.map((_, i) => limits.distinct?.[i] ?? 0);
  const leastRows = limits.rows ?? 0;
  let group = 0;
  for (let window = 0; window + 1 < starts.length; window += 1) {
    const [from, to] = [starts[window]!, starts[window + 1]!];
    while (groups.starts[group + 1]! <= from) group += 1;
    if (to - from < leastRows || !reaches(counts, least, window)) continue;
    const time = columns.time[groups.rows[from]!]!;
    found({ group, from, to, start: startOf(cut, time), end: endOf(cut, time), distinct: counts.map((column) => column[window]!) });
  }
}

function reaches(counts: readonly Uint32Array[], least: readonly number[], window: number): boolean {
  for (let i = 0; i < counts.length; i += 1) if (counts[i]![window]! < least[i]!) return false;
  return true;
}
