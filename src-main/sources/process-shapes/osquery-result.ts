import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';

/** One row of a query, in whatever shape it was sent. Columns have the names of the tables; what stands around them has plain names. */
export interface QueryResult {
  /** Name of the query, in its pack where it has one. */
  readonly query: string;
  /** added, removed or snapshot. */
  readonly action: string;
  readonly columns: JsonObject;
  readonly outer: JsonObject;
  /** Decorations, also where they stand beside the row instead of below their own name. */
  readonly decorations: JsonObject;
}

/** The record that was asked about last: three sources ask one after the other, and then one of them reads it. */
let last: { readonly value: unknown; readonly result: QueryResult | undefined } = { value: undefined, result: undefined };

/** The row of a result; `undefined` for whatever is none. Results of Filebeat lie below `osquery.result`, its other names are those of osquery in small letters. */
export function resultOf(value: unknown): QueryResult | undefined {
  if (!isObject(value) || (value['columns'] === undefined && value['osquery'] === undefined)) return undefined;
  if (last.value !== value) last = { value, result: madeOf(value) };
  return last.result;
}

function madeOf(value: JsonObject): QueryResult | undefined {
  const holder = isObject(value['columns']) ? value : isObject(value['osquery']) ? objectOf(value['osquery']['result']) : undefined;
  if (holder === undefined || !isObject(holder['columns']) || typeof holder['action'] !== 'string') return undefined;
  const { columns, action } = holder;
  const outer = plainNames(holder);
  if (textOf(outer['name']) === undefined && outer['hostidentifier'] === undefined) return undefined;
  const decorations = isObject(outer['decorations']) ? plainNames(outer['decorations']) : outer;
  return { query: textOf(outer['name']) ?? 'without a name', action, columns, outer, decorations };
}
