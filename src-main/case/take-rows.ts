import { dbOf, preparedRaw, type ReadCase } from './handle.ts';

type Cell = number | string | Buffer | null;
type Take = (cells: readonly Cell[]) => void;

const takers = new WeakMap<ReadCase, { take: Take }>();

/**
 * Hands each row of a range of ids to `take`, in order of the key, without an array of rows in between: an aggregate function sees the cells as SQLite
 * steps through them. About 1.5 times as fast as reading rows. Gives what another aggregate says of the same rows, if there is to be one.
 */
export function takeRows(file: ReadCase, columns: readonly string[], from: string, low: number, high: number, take: Take, another = 'NULL'): Cell {
  let taker = takers.get(file);
  if (taker === undefined) {
    const made = { take };
    takers.set(file, (taker = made));
    dbOf(file).aggregate('take_row', {
      start: 0, varargs: true, directOnly: true, deterministic: false,
      // What is given back would be kept, at a price per row.
      step: (_: number, ...cells: Cell[]) => { made.take(cells); },
    });
  }
  taker.take = take;
  return preparedRaw<[null, Cell]>(file, `SELECT take_row(${columns.join(', ')}), ${another} FROM ${from} BETWEEN ? AND ?`).get(low, high)![1];
}
