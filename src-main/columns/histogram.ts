import type { Columns, RowSet } from './columns.ts';

/**
 * Events in each of `slices` equal parts of from <= time < to (UTC ms). Slice i begins at `from + i * (to - from) / slices` and ends where the next
 * one begins. Rows outside are not counted.
 */
export function histogram(columns: Columns, from: number, to: number, slices: number, rows?: RowSet): Uint32Array {
  const counts = new Uint32Array(slices);
  let begin = firstAt(columns, rows, from);
  for (let slice = 0; slice < slices; slice += 1) {
    const end = firstAt(columns, rows, slice === slices - 1 ? to : from + ((slice + 1) * (to - from)) / slices);
    counts[slice] = Math.max(0, end - begin);
    begin = end;
  }
  return counts;
}

/** How many rows are before the time: rows are in order of time, so a search by halves will do. */
function firstAt({ time, count }: Columns, rows: RowSet | undefined, when: number): number {
  let [low, high] = [0, rows?.length ?? count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[rows === undefined ? middle : rows[middle]!]! < when) low = middle + 1;
    else high = middle;
  }
  return low;
}
