import type { RowSet } from './columns.ts';

/** The rows on which an id stands, ascending. */
export function rowsWith(ids: Uint32Array, id: number): RowSet {
  let count = 0;
  for (let row = 0; row < ids.length; row += 1) if (ids[row] === id) count += 1;
  const rows = new Uint32Array(count);
  count = 0;
  for (let row = 0; row < ids.length; row += 1) if (ids[row] === id) rows[count++] = row;
  return rows;
}
