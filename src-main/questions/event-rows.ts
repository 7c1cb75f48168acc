import type { Columns } from '../columns/index.ts';

/** Row of each event id of the case; -1 where the columns have none. */
export function rowOfEvent(columns: Columns): Int32Array {
  return columns.keep('row of event', (made) => made.byteLength, () => {
    const { event } = columns;
    let highest = 0;
    for (let row = 0; row < event.length; row += 1) if (event[row]! > highest) highest = event[row]!;
    const rows = new Int32Array(highest + 1).fill(-1);
    for (let row = 0; row < event.length; row += 1) rows[event[row]!] = row;
    return rows;
  });
}
