import type { Columns, RowSet } from './columns.ts';

/**
 * Events in each of `slices` equal parts of from <= time < to (UTC ms). Slice i begins at `from + i * (to - from) / slices` and ends where the next
 * one begins. Rows outside are not counted.
 */
export function histogram(columns: Columns, from: number, to: number, slices: number, rows?: RowSet): Uint32Array {
  const counts = new Uint32Array(slices);
  let begin = rowsBefore(columns.time, from, rows);
  for (let slice = 0; slice < slices; slice += 1) {
    const end = rowsBefore(columns.time, slice === slices - 1 ? to : from + ((slice + 1) * (to - from)) / slices, rows);
    counts[slice] = Math.max(0, end - begin);
    begin = end;
  }
  return counts;
}

/** How many rows, or of some that ascend, are before a time (UTC ms): rows are in order of time, so a search by halves will do. */
export function rowsBefore(time: Float64Array, when: number, rows?: RowSet): number {
  let [low, high] = [0, rows?.length ?? time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[rows === undefined ? middle : rows[middle]!]! < when) low = middle + 1;
    else high = middle;
  }
  return low;
}
