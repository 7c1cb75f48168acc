import type { FieldName } from '../contract/index.ts';
import type { Columns, RowSet } from './columns.ts';
import { positionOf } from './dictionary.ts';
import { eachMatch, type Fit } from './joined-texts.ts';
import { isMany, isNumeric } from './reach.ts';

/** All chips must hold; each holds for a row where any of its values does. Times in UTC ms: from <= time < to. */
export interface Filter {
  readonly from?: number;
  readonly to?: number;
  readonly chips: readonly Chip[];
}
/** On a field with many values a chip holds where any value of the row does; `is-not` where none of them is one of the values. */
export type Chip =
  | { readonly field: FieldName; readonly operator: 'is' | 'is-not' | 'contains' | 'starts-with'; readonly values: readonly string[]; readonly ignoreCase?: boolean }
  | { readonly field: FieldName; readonly operator: 'exists' | 'missing' }
  | { readonly field: FieldName; readonly operator: 'below' | 'at-most' | 'above' | 'at-least'; readonly value: number };

/**
 * The rows that pass. `is-not` keeps rows that lack the field: add `exists` to leave them out. A row without a number passes no comparison.
 * Throws `columns/not-held` for a field that the columns do not hold.
 */
export function filter(columns: Columns, { from = -Infinity, to = Infinity, chips }: Filter): RowSet {
  const first = positionOf(columns.time, from);
  const end = Math.max(first, positionOf(columns.time, to));
  let rows: RowSet | null = null;
  for (const chip of chips) rows = passing(columns, chip, rows, first, end);
  return rows ?? rowsBetween(first, end);
}

/** The rows first … end - 1. */
export function rowsBetween(first: number, end: number): RowSet {
  const rows = new Uint32Array(end - first);
  for (let at = 0; at < rows.length; at += 1) rows[at] = first + at;
  return rows;
}

/** Of `rows`, or of first … end - 1 where it is null, those that pass the chip. */
function passing(columns: Columns, chip: Chip, rows: RowSet | null, first: number, end: number): RowSet {
  const passes = passingIds(columns, chip);
  const n = rows === null ? end - first : rows.length;
  const kept = new Uint32Array(n);
  const count = isMany(chip.field)
    ? keepMany(columns, chip, passes, rows, first, n, kept)
    : keepSingle(columns.ids(chip.field), passes, rows, first, n, kept);
  return kept.slice(0, count);
}

function keepSingle(ids: Uint32Array, passes: Uint8Array, rows: RowSet | null, first: number, n: number, kept: Uint32Array): number {
  let count = 0;
  for (let at = 0; at < n; at += 1) {
    const row = rows === null ? first + at : rows[at]!;
    kept[count] = row;
    count += passes[ids[row]!]!;
  }
  return count;
}

function keepMany(columns: Columns, { field, operator }: Chip, passes: Uint8Array, rows: RowSet | null, first: number, n: number, kept: Uint32Array): number {
  const { offsets, values } = columns.many(field);
  let count = 0;
  for (let at = 0; at < n; at += 1) {
    const row = rows === null ? first + at : rows[at]!;
    let [passed, failed] = [0, 0];
    for (let value = offsets[row]!; value < offsets[row + 1]!; value += 1) {
      if (passes[values[value]!] === 1) passed += 1;
      else failed += 1;
    }
    const keeps = passed + failed === 0 ? passes[0] === 1 : operator === 'is-not' ? failed === 0 : passed > 0;
    if (keeps) kept[count++] = row;
  }
  return count;
}

/** 1 for each id that passes; entry 0 says what becomes of rows without the field. */
export function passingIds(columns: Columns, chip: Chip): Uint8Array {
  const passes = new Uint8Array(columns.size(chip.field));
  switch (chip.operator) {
    case 'exists': return passes.fill(1, 1);
    case 'missing': passes[0] = 1; return passes;
    case 'is': case 'is-not': case 'contains': case 'starts-with': return textPasses(columns, chip, passes);
    default: return numberPasses(columns, chip, passes);
  }
}

type TextChip = Extract<Chip, { readonly values: readonly string[] }>;
type NumberChip = Extract<Chip, { readonly value: number }>;

function textPasses(columns: Columns, { field, operator, values, ignoreCase = false }: TextChip, passes: Uint8Array): Uint8Array {
  if (!ignoreCase && (operator === 'is' || operator === 'is-not')) {
    for (const value of values) passes[columns.idOf(field, value)] = 1;
    passes[0] = 0;
  } else if (isNumeric(field)) {
    const cased = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
    const wanted = values.map(cased);
    const test = textTests[operator];
    for (let id = 1; id < passes.length; id += 1) {
      const text = cased(columns.text(field, id));
      if (wanted.some((value) => test(text, value))) passes[id] = 1;
    }
  } else {
    const least = leastFit[operator];
    for (const value of values) eachMatch(columns, field, value, ignoreCase, (id, fit) => { if (fit >= least) passes[id] = 1; });
  }
  return operator === 'is-not' ? passes.map((passed) => 1 - passed) : passes;
}

const leastFit: { readonly [O in TextChip['operator']]: Fit } = { 'is': 3, 'is-not': 3, 'starts-with': 2, 'contains': 1 };
const textTests: { readonly [O in TextChip['operator']]: (text: string, value: string) => boolean } = {
  'is': (text, value) => text === value,
  'is-not': (text, value) => text === value,
  'contains': (text, value) => text.includes(value),
  'starts-with': (text, value) => text.startsWith(value),
};

function numberPasses(columns: Columns, { field, operator, value }: NumberChip, passes: Uint8Array): Uint8Array {
  if (!isNumeric(field)) throw new Error(`${field} is no number.`);
  for (let id = 1; id < passes.length; id += 1) passes[id] = numberTests[operator](columns.number(field, id), value) ? 1 : 0;
  return passes;
}

const numberTests: { readonly [O in NumberChip['operator']]: (number: number, value: number) => boolean } = {
  'below': (number, value) => number < value,
  'at-most': (number, value) => number <= value,
  'above': (number, value) => number > value,
  'at-least': (number, value) => number >= value,
};
