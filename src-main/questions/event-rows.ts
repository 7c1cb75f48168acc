import type { Columns } from '../columns/index.ts';

/** Row of each event id of the case; -1 where the columns have none. */
export function rowOfEvent(columns: Columns): Int32Array {
  return columns.keep('row of event', (made) => made.byteLength, () => {
    let highest = 0;
    for (let row = 0; row < columns.count; row += 1) if (columns.event[row]! > highest) highest = columns.event[row]!;
    const rows = new Int32Array(highest + 1).fill(-1);
    for (let row = 0; row < columns.count; row += 1) rows[columns.event[row]!] = row;
    return rows;
  });
}
