import { dbOf, preparedRaw, type ReadCase } from './handle.ts';

type Cell = number | string | Buffer | null;
type Take = (cells: readonly Cell[]) => void;

const takers = new WeakMap<ReadCase, { take: Take }>();

/**
 * Hands each row of a range of ids to `take`, in order of the key, without an array of rows in between: an aggregate function sees the cells as SQLite
 * steps through them. About 1.5 times as fast as reading rows.
 */
export function takeRows(file: ReadCase, columns: readonly string[], from: string, low: number, high: number, take: Take): void {
  let taker = takers.get(file);
  if (taker === undefined) {
    const made = { take };
    takers.set(file, (taker = made));
    dbOf(file).aggregate('take_row', {
      start: 0, varargs: true, directOnly: true, deterministic: false,
      step: (n: number, ...cells: Cell[]) => {
        made.take(cells);
        return n + 1;
      },
    });
  }
  taker.take = take;
  preparedRaw(file, `SELECT take_row(${columns.join(', ')}) FROM ${from} BETWEEN ? AND ?`).get(low, high);
}
