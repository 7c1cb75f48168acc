import type { FieldName } from '../contract/index.ts';
import type { Columns, RowSet } from './columns.ts';
import { countingSort } from './counting-sort.ts';
import { rowsBetween } from './filter.ts';
import { isMany } from './reach.ts';

/**
 * Rows in the order of a field: texts by UTF-8 bytes, numbers and times by value, of several values the first one. Rows that are equal stay as
 * they were, in both directions; rows without the field come last, in both directions.
 */
export function sortRows(columns: Columns, field: FieldName, direction: 'ascending' | 'descending', rows: Uint32Array = allRows(columns)): Uint32Array {
  const size = columns.size(field);
  const idOf = isMany(field) ? firstOf(columns, field) : columns.ids(field);
  const keys = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const id = idOf[rows[at]!]!;
    keys[at] = id === 0 ? size - 1 : direction === 'ascending' ? id - 1 : size - 1 - id;
  }
  return countingSort(rows, keys, size);
}

export function allRows(columns: Columns): RowSet {
  return columns.keep('rows', (rows) => rows.byteLength, () => rowsBetween(0, columns.count));
}

function firstOf(columns: Columns, field: FieldName): Uint32Array {
  const { offsets, values } = columns.many(field);
  const first = new Uint32Array(columns.count);
  for (let row = 0; row < first.length; row += 1) if (offsets[row]! < offsets[row + 1]!) first[row] = values[offsets[row]!]!;
  return first;
}
