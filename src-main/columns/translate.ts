import type { FieldName } from '../contract/index.ts';
import type { Columns } from './columns.ts';

/**
 * For each id of one text field, the id of the same text in another, or 0: what an issued credential is called where it is used. With it a join
 * of two fields is a look-up.
 */
export function translate(columns: Columns, from: FieldName, to: FieldName): Uint32Array {
  const mine = columns.textNumbers(from);
  const theirs = columns.textNumbers(to);
  const out = new Uint32Array(mine.length);
  let other = 1;
  for (let id = 1; id < mine.length; id += 1) {
    while (other < theirs.length && theirs[other]! < mine[id]!) other += 1;
    if (other < theirs.length && theirs[other] === mine[id]) out[id] = other;
  }
  return out;
}
