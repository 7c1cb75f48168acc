import type { FieldName } from '../contract/index.ts';

/**
 * The events of a case as columns, ordered by time, then identity, so that the order does not depend on the order of import.
 * Rows are numbered from 0. Ids are dense: 0 is absent, 1 … size(field)-1 name a text. An empty text has an id of its own: it is not absent.
 * All arrays lie on one SharedArrayBuffer, so that a thread gets them without a copy. Nobody writes to them.
 */
export interface Columns {
  readonly count: number;
  /** UTC ms, ascending. */
  readonly time: Float64Array;
  /** `event.id` of the case file. */
  readonly event: Int32Array;
  /** Of a field with one value: an id per row. Derived fields (ASN, country, agent template …) answer too; made on first use and kept. */
  ids(field: FieldName): Uint32Array;
  /** Of a field with many values: ids of row r are `values[offsets[r]] … values[offsets[r + 1] - 1]`. Works for any field. */
  many(field: FieldName): { readonly offsets: Uint32Array; readonly values: Uint32Array };
  /** Of an int or time field; NaN = absent. Derived numbers (ASN) answer too. */
  numbers(field: FieldName): Float64Array;
  /** One above the highest id of the field, for stamp arrays. */
  size(field: FieldName): number;
  text(field: FieldName, id: number): string;
  /** The id of a text, or 0 where no event has it. */
  idOf(field: FieldName, text: string): number;
}
