import { countedIds, idsOfRows, narrowArray, type Coded, type Narrow } from '../columns/index.ts';

export interface Sized extends Coded {
  /** One above the highest id. */
  readonly size: number;
}

/** A field as ids, whether it is a column or made of some: codes per row, and the id of each code. 0 is absent. */
export interface IdColumn extends Sized {
  readonly name: string;
  /** Says what it is made of: the same for the same column. */
  readonly key: string;
  text(id: number): string;
  /** The id of one row. Who goes through very many of them asks `idsOfRows`, or asks of each code. */
  idAt(row: number): number;
}

export function idColumn(name: string, key: string, { codes, table }: Coded, size: number, text: (id: number) => string): IdColumn {
  return { name, key, codes, table, size, text, idAt: table === null ? (row) => codes[row]! : (row) => table[codes[row]!]! };
}

/** What a column takes of what may be kept: its own arrays, were they made for it. */
export const bytesOfColumn = ({ codes, table }: Coded): number => codes.byteLength + (table?.byteLength ?? 0);

/** The ids of rows in their order, as narrow as they go. */
export const idsInOrder = (column: Sized, rows: Uint32Array): Narrow => idsOfRows(column, rows, narrowArray(column.size, rows.length));

/** The same column where what is blank is absent. */
export function withoutBlanks(column: IdColumn, blanks: Uint8Array): IdColumn {
  if (!blanks.includes(1, 1)) return column;
  return idColumn(column.name, column.key, countedIds(column, column.size, { ignore: blanks }), column.size, column.text);
}
