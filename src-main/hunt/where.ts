import { RE2JS } from 're2js';
import { isMany, saidOfCodes, saidOfRows, type Columns, type RowSet } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { cidrTest } from './cidr.ts';
import { setSpan, setTests } from './context/sets.ts';
import { entryOf, isNumberField } from './known-fields.ts';
import { idColumn, type IdColumn } from './id-column.ts';
import type { Lens } from './lens.ts';
import type { NumberTest, Where } from './rule.ts';
import { blankTexts, everyText, listedTexts } from './text-tables.ts';

/** 1 for each row that the condition lets through. A test on texts is asked once per distinct value; a row costs a look-up. */
export function maskOf(where: Where, lens: Lens): Uint8Array {
  const { count } = lens.columns;
  if (where.kind === 'all') return where.of.reduce<Uint8Array>((mask, one) => narrowedBy(mask, one, lens), new Uint8Array(count).fill(1));
  if (where.kind === 'any') return where.of.reduce<Uint8Array>((mask, one) => widened(mask, maskOf(one, lens)), new Uint8Array(count));
  if (where.kind === 'not') return flipped(maskOf(where.of, lens));
  if (where.kind === 'number') return numberMask(where, lens.columns);
  if (where.kind === 'set') return setMask(where, lens);
  if (!isPlain(where)) return manyMask(where, lens.columns);
  const column = lens.column(where.field);
  return saidOfRows(column, tableOf(where, column, lens.columns));
}

/** The same mask, where the condition holds as well. A test of a field with one value is asked of its codes on the way: no mask is made of it. */
export function narrowedBy(mask: Uint8Array, where: Where, lens: Lens): Uint8Array {
  if (where.kind === 'all') return where.of.reduce<Uint8Array>((narrow, one) => narrowedBy(narrow, one, lens), mask);
  if (!isPlain(where)) return narrowed(mask, maskOf(where, lens));
  const column = lens.column(where.field);
  const { codes } = column;
  const said = saidOfCodes(column, tableOf(where, column, lens.columns));
  for (let row = 0; row < mask.length; row += 1) mask[row]! &= said[codes[row]!]!;
  return mask;
}

/** A test on a field that has one value in an event. */
const isPlain = (where: Where): where is Test => (where.kind === 'text' || where.kind === 'state') && !(entryOf(where.field) && isMany(where.field as FieldName));

/** The same for who asks of few rows: nothing is made by row where one field decides, and nothing at all before the first one is asked. */
export function rowTest(where: Where, lens: Lens): (row: number) => number {
  if (isPlain(where)) {
    const column = lens.column(where.field);
    const table = tableOf(where, column, lens.columns);
    return (row) => table[column.idAt(row)]!;
  }
  let mask: Uint8Array | null = null;
  return (row) => (mask ??= maskOf(where, lens))[row]!;
}

/** The rows whose mask is 1, ascending. */
export function rowsOf(mask: Uint8Array): RowSet {
  let passed = 0;
  for (let row = 0; row < mask.length; row += 1) passed += mask[row]!;
  // A place more, since every row is written and only those that pass go on: no branch has to be guessed.
  const rows = new Uint32Array(passed + 1);
  let at = 0;
  for (let row = 0; row < mask.length; row += 1) {
    rows[at] = row;
    at += mask[row]!;
  }
  return rows.subarray(0, passed);
}

function narrowed(mask: Uint8Array, other: Uint8Array): Uint8Array {
  for (let row = 0; row < mask.length; row += 1) mask[row]! &= other[row]!;
  return mask;
}
function widened(mask: Uint8Array, other: Uint8Array): Uint8Array {
  for (let row = 0; row < mask.length; row += 1) mask[row]! |= other[row]!;
  return mask;
}
function flipped(mask: Uint8Array): Uint8Array {
  for (let row = 0; row < mask.length; row += 1) mask[row]! ^= 1;
  return mask;
}

type Test = Extract<Where, { kind: 'text' | 'state' }>;

/** What the test says of each id; entry 0 is what it says of an absent value. */
function tableOf(where: Test, column: IdColumn, columns: Columns): Uint8Array {
  return columns.keep(`hunt test ${column.key} ${JSON.stringify(where)}`, (made) => made.byteLength, () => {
    if (where.kind === 'state') return blankTexts(stateTest(where), column, columns);
    if (listing.has(where.test) && !where.fold) return listedTexts(textTest(where), where.values, column, columns);
    return everyText(textTest(where), column);
  });
}
/** Tests that ask whether a text is one of some. */
const listing: ReadonlySet<Extract<Where, { kind: 'text' }>['test']> = new Set(['is', 'in', 'is_not', 'not_is']);

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

function stateTest(where: Extract<Where, { kind: 'state' }>): (text: string | null) => boolean {
  return where.test === 'exists' ? (text) => (text !== null) === where.value : (text) => isBlank(text) === where.value;
}

function textTest(where: Extract<Where, { kind: 'text' }>): (text: string | null) => boolean {
  const folded = (text: string): string => (where.fold ? text.toLowerCase() : text);
  const values = where.values.map(folded);
  const set = new Set(values);
  const there = (says: (text: string) => boolean) => (text: string | null) => text !== null && says(folded(text));
  switch (where.test) {
    case 'is':
    case 'in': return there((text) => set.has(text));
    case 'is_not': return there((text) => !set.has(text));
    case 'not_is': return (text) => text === null || !set.has(folded(text));
    case 'contains': return there((text) => values.some((value) => text.includes(value)));
    case 'starts_with': return there((text) => values.some((value) => text.startsWith(value)));
    case 'ends_with': return there((text) => values.some((value) => text.endsWith(value)));
    case 'regex': {
      const patterns = where.values.map((value) => RE2JS.compile(value, where.fold ? RE2JS.CASE_INSENSITIVE : 0));
      return (text) => text !== null && patterns.some((pattern) => pattern.matcher(text).find());
    }
    case 'cidr': {
      const networks = where.values.map(cidrTest).filter((one) => one !== null);
      return (text) => text !== null && networks.some((network) => network(text));
    }
  }
}

/** Of several values one is enough, also for `is_not` and `blank: false`; `not_is` says that none is it, `blank: true` that all are blank. */
function manyMask(where: Test, columns: Columns): Uint8Array {
  const field = where.field as FieldName;
  const none = (where.kind === 'text' && where.test === 'not_is') || (where.kind === 'state' && (where.test === 'blank') === where.value);
  return anyOf(columns, field, tableOf(where, idColumn(field, field, NO_CODES, columns.size(field), (id) => columns.text(field, id)), columns), none);
}

/** Nobody asks for rows of a field with several values one id at a time. */
const NO_CODES = { codes: new Uint8Array(0), table: null };

/** What the table says of any value of an event, or of all of them; entry 0 where it has none. */
function anyOf(columns: Columns, field: FieldName, table: Uint8Array, none: boolean): Uint8Array {
  const { offsets, values } = columns.many(field);
  const mask = new Uint8Array(columns.count);
  for (let row = 0; row < mask.length; row += 1) {
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    if (from === to) {
      mask[row] = table[0]!;
      continue;
    }
    let says = none ? 1 : 0;
    for (let at = from; at < to; at += 1) says = none ? says & table[values[at]!]! : says | table[values[at]!]!;
    mask[row] = says;
  }
  return mask;
}

const compare: { readonly [T in NumberTest]: (a: number, b: number) => boolean } = {
  greater: (a, b) => a > b, at_least: (a, b) => a >= b, less: (a, b) => a < b, at_most: (a, b) => a <= b,
};

function numberMask(where: Extract<Where, { kind: 'number' }>, columns: Columns): Uint8Array {
  const mask = new Uint8Array(columns.count);
  if (!isNumberField(where.field)) return mask;
  const says = compare[where.test];
  const field = where.field as FieldName;
  if (field !== '@timestamp' && !isMany(field)) return saidOfRows(columns.coded(field), Uint8Array.from({ length: columns.size(field) }, (_, id) => (id === 0 ? 0 : Number(says(columns.number(field, id), where.value)))));
  const numbers = field === '@timestamp' ? columns.time : columns.numbers(field);
  for (let row = 0; row < mask.length; row += 1) mask[row] = Number(says(numbers[row]!, where.value));
  return mask;
}

/** Events that match an entry of the set while it holds. */
function setMask({ field, set: name }: Extract<Where, { kind: 'set' }>, lens: Lens): Uint8Array {
  const { count, time } = lens.columns;
  const set = lens.context.sets.find((one) => one.name === name);
  if (set === undefined) return new Uint8Array(count);
  const mask = setTests(set, field).reduce<Uint8Array>((all, test) => widened(all, passingMask(test.field, (text) => text !== null && test.says(text), lens)), new Uint8Array(count));
  const { from, to } = setSpan(set);
  if (from !== -Infinity || to !== Infinity) for (let row = 0; row < count; row += 1) if (time[row]! < from || time[row]! >= to) mask[row] = 0;
  return mask;
}

/** Events of which a value of the field passes. */
function passingMask(field: string, says: (text: string | null) => boolean, lens: Lens): Uint8Array {
  if (entryOf(field) && isMany(field as FieldName)) {
    const many = field as FieldName;
    return anyOf(lens.columns, many, everyText(says, { size: lens.columns.size(many), text: (id) => lens.columns.text(many, id) }), false);
  }
  const column = lens.column(field);
  return saidOfRows(column, everyText(says, column));
}
