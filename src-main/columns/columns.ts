import type { FieldName } from '../contract/index.ts';
import type { Coded } from './coded.ts';
import type { Sections } from './sections.ts';
import type { Texts } from './texts.ts';

/** Which case, at which state, the columns were made from. */
export interface ColumnsKey {
  readonly caseId: string;
  /** `state` of the case file: raised by every change. */
  readonly state: number;
}

/**
 * The events of a case as columns, ordered by time, then identity, so that the order does not depend on the order of import.
 * Rows are numbered from 0. Ids are dense: 0 is absent, 1 … size(field)-1 name a text. An empty text has an id of its own: it is not absent.
 * Ids ascend with their texts (UTF-8 bytes; numbers and times by value), so sorting by id is sorting by text, on any machine.
 * Ids of two fields do not compare; `translate` leads from one field to the other.
 * All arrays lie on one SharedArrayBuffer or are made from it, so that a thread gets them without a copy. Nobody writes to them.
 */
export interface Columns {
  readonly key: ColumnsKey;
  readonly count: number;
  /** UTC ms, ascending. */
  readonly time: Float64Array;
  /** `event.id` of the case file. Read on first use: who copies columns with other parts uses `withParts`, since a spread would read it. */
  readonly event: Int32Array;
  /** Whether the columns can answer for the field: all but texts of high cardinality that were left out (`ColumnsOptions.texts`). */
  holds(field: FieldName): boolean;
  /** Of a field with one value: its ids as they lie. For who goes through all rows: nothing is widened or kept. */
  coded(field: FieldName): Coded;
  /** Of a field with one value: an id per row. Derived fields (ASN, country, agent template …) answer too; made on first use and kept. */
  ids(field: FieldName): Uint32Array;
  /** The ids of some rows, in their order. For few rows of many: nothing is widened or kept. `into`, at least as long, saves the array. */
  idsAt(field: FieldName, rows: RowSet, into?: Uint32Array): Uint32Array;
  /** Of a field with many values: ids of row r are `values[offsets[r]] … values[offsets[r + 1] - 1]`. Works for any field. */
  many(field: FieldName): Many;
  /** Of an int or time field; NaN = absent. Derived numbers (ASN) answer too. */
  numbers(field: FieldName): Float64Array;
  /** One above the highest id of the field, for stamp arrays. */
  size(field: FieldName): number;
  /** A flag reads `true` or `false`, a number as decimal, a time as ISO 8601 UTC. Throws for 0 and ids that are not there. */
  text(field: FieldName, id: number): string;
  /** The id of a text, or 0 where no event has it. */
  idOf(field: FieldName, text: string): number;
  /** The number behind an id of an int or time field. */
  number(field: FieldName, id: number): number;
  /** One number per id of a text field, ascending; equal numbers of two fields mean equal texts. Entry 0 says nothing. */
  textNumbers(field: FieldName): Uint32Array;
  /** All texts, each once, in the order of their bytes: text number n is entry n - 1. For who goes through very many of them. */
  readonly texts: Texts;
  /** What was made once and kept while there is room, under a name; `bytes` is what it takes. */
  keep<T>(name: string, bytes: (made: T) => number, make: () => T): T;
  /** Which names of users are one person, the main name of each first: what `actor.name` follows. Nobody while nobody was told. */
  readonly persons: readonly (readonly string[])[];
  /** The same events on the same memory, with other persons. What does not ask for `actor.name` stays kept. */
  withPersons(persons: readonly (readonly string[])[]): Columns;
  /** The memory that all of it lies on; `share` sends it. Parts that nobody asked for yet may not have been read into it: ask `sections`. */
  readonly buffer: SharedArrayBuffer;
  readonly sections: Sections;
}

export interface Many {
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
}

/** Row numbers, ascending: what a filter leaves. Where a question takes rows and gets none, it means all. */
export type RowSet = Uint32Array;
