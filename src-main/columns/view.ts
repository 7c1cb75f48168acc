import { fields, isoOf, type FieldName } from '../contract/index.ts';
import type { Columns, Many } from './columns.ts';
import { positionOf } from './dictionary.ts';
import { bytesOf, keeper } from './kept.ts';
import { readHeader, readPrelude, sectionsOf, type SectionArray } from './layout.ts';
import type { Narrow } from './narrow.ts';
import { notHeld } from './not-held.ts';
import { dimensionOf, isMany, isNumeric } from './reach.ts';
import { compareText } from './sort-texts.ts';
import { firstNotBelow } from './text-order.ts';
import { withPersons, type PlainColumns } from './with-persons.ts';

/** What may be kept of widened and derived columns, groups and counts: nine columns' worth, and never less than this. */
const LEAST_ROOM = 64 * 1024 * 1024;
const ROOM_PER_ROW = 36;
const REMEMBERED_TEXTS = 100_000;

/** Columns over a buffer that `layOut` made. The buffer is trusted: `readSnapshot` checks what comes from a disk. */
export const columnsOn = (buffer: SharedArrayBuffer): Columns => withPersons(plainColumns(buffer), []);

function plainColumns(buffer: SharedArrayBuffer): PlainColumns {
  const bytes = new Uint8Array(buffer);
  const prelude = readPrelude(bytes)!;
  const header = readHeader(bytes, prelude);
  const sections = sectionsOf(buffer, prelude, header);
  const { count } = header;
  const keep = keeper(Math.max(LEAST_ROOM, count * ROOM_PER_ROW));
  const held = new Set<string>(header.texts);
  const section = <A extends SectionArray>(name: string): A | undefined => sections.get(name) as A | undefined;
  const time = section<Float64Array>('time')!;
  const texts = { bytes: section<Uint8Array>('text.bytes')!, ends: section<Uint32Array>('text.ends')! };
  const remembered = new Map<number, string>();
  // A byte order mark that stands in a log is part of the text.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  const holds = (field: FieldName): boolean => fields[field].storage !== 'text' || held.has(field);
  const check = (field: FieldName): void => {
    if (!holds(field)) throw notHeld(field);
  };
  const wide = (name: string): Uint32Array => {
    const narrow = section<Narrow>(name);
    if (narrow === undefined) return keep('absent', bytesOf, () => new Uint32Array(count));
    return narrow instanceof Uint32Array ? narrow : keep(name, bytesOf, () => new Uint32Array(narrow));
  };
  const through = (field: FieldName, dimension: string): Uint32Array => {
    const table = section<Uint32Array>(`through.${field}`);
    if (table === undefined) return wide(`ids.${field}`);
    return keep(`ids.${field}`, bytesOf, () => mapped(wide(`ids.${dimension}`), table));
  };
  const moments = (): Moments => keep('moments', (made) => made.ids.byteLength + made.numbers.byteLength, () => momentsOf(time));
  const numberTable = (field: FieldName): Float64Array => field === '@timestamp' ? moments().numbers : section<Float64Array>(`numbers.${field}`) ?? NO_NUMBERS;
  // Asked for every text: a name that is put together is slow to look up.
  const textTables = new Map<FieldName, Uint32Array>();
  const textTable = (field: FieldName): Uint32Array => {
    const known = textTables.get(field);
    if (known !== undefined) return known;
    const table = section<Uint32Array>(`texts.${field}`) ?? NO_TEXTS;
    textTables.set(field, table);
    return table;
  };

  const ids = (field: FieldName): Uint32Array => {
    check(field);
    if (field === '@timestamp') return moments().ids;
    if (isMany(field)) throw new Error(`${field} may have many values: ask many().`);
    const dimension = dimensionOf(field);
    return dimension === null ? wide(`ids.${field}`) : through(field, dimension);
  };
  const idsAt = (field: FieldName, rows: Uint32Array, into = new Uint32Array(rows.length)): Uint32Array => {
    check(field);
    const dimension = field === '@timestamp' || isMany(field) ? null : dimensionOf(field);
    const table = dimension === null ? undefined : section<Uint32Array>(`through.${field}`);
    const from = field === '@timestamp' || isMany(field) ? ids(field) : section<Narrow>(table === undefined ? `ids.${field}` : `ids.${dimension}`);
    if (from === undefined) return into.fill(0, 0, rows.length);
    if (table === undefined) for (let at = 0; at < rows.length; at += 1) into[at] = from[rows[at]!]!;
    else for (let at = 0; at < rows.length; at += 1) into[at] = table[from[rows[at]!]!]!;
    return into;
  };
  const size = (field: FieldName): number => {
    check(field);
    return isNumeric(field) ? numberTable(field).length : textTable(field).length;
  };
  const checkId = (field: FieldName, id: number): void => {
    if (!(id > 0 && id < size(field))) throw new RangeError(`${field} has no id ${id}.`);
  };
  const textOf = (number: number): string => {
    const known = remembered.get(number);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED_TEXTS) remembered.clear();
    // A copy, since a decoder may refuse shared memory.
    const text = decoder.decode(texts.bytes.slice(number === 1 ? 0 : texts.ends[number - 2]!, texts.ends[number - 1]!));
    remembered.set(number, text);
    return text;
  };
  const numberText = (field: FieldName, value: number): string => fields[field].storage === 'time' ? isoOf(value) : String(value);

  return {
    key: { caseId: header.caseId, state: header.state }, count, time, event: section<Int32Array>('event')!, buffer, texts, holds, ids, idsAt, size, keep,
    many(field) {
      check(field);
      if (!isMany(field)) return keep(`many.${field}`, manyBytes, () => singles(ids(field)));
      return keep(`many.${field}`, manyBytes, () => ({ offsets: sumsOf(wide(`counts.${field}`)), values: widened(section<Narrow>(`values.${field}`)) }));
    },
    numbers(field) {
      if (field === '@timestamp') return time;
      if (!isNumeric(field)) throw new Error(`${field} is no number.`);
      return keep(`numbers.${field}`, bytesOf, () => numbersOf(ids(field), numberTable(field)));
    },
    text(field, id) {
      checkId(field, id);
      return isNumeric(field) ? numberText(field, numberTable(field)[id]!) : textOf(textTable(field)[id]!);
    },
    idOf(field, text) {
      check(field);
      if (isNumeric(field)) {
        const value = fields[field].storage === 'time' ? Date.parse(text) : Number(text);
        const at = positionOf(numberTable(field), value, 1);
        return at < size(field) && text !== '' && numberText(field, numberTable(field)[at]!) === text ? at : 0;
      }
      const wanted = new TextEncoder().encode(text);
      const id = firstNotBelow({ textNumbers: textTable, texts }, field, wanted);
      return id < textTable(field).length && compareText(texts, textTable(field)[id]! - 1, wanted) === 0 ? id : 0;
    },
    number(field, id) {
      checkId(field, id);
      return numberTable(field)[id]!;
    },
    textNumbers(field) {
      check(field);
      if (isNumeric(field)) throw new Error(`${field} is a number.`);
      return textTable(field);
    },
  };
}

const widened = (narrow: Narrow | undefined): Uint32Array => {
  if (narrow === undefined) return new Uint32Array(0);
  return narrow instanceof Uint32Array ? narrow : new Uint32Array(narrow);
};
const NO_TEXTS = new Uint32Array(1);
const NO_NUMBERS = Float64Array.of(NaN);
const manyBytes = ({ offsets, values }: Many): number => offsets.byteLength + values.byteLength;

function mapped(ids: Uint32Array, table: Uint32Array): Uint32Array {
  const out = new Uint32Array(ids.length);
  for (let row = 0; row < ids.length; row += 1) out[row] = table[ids[row]!]!;
  return out;
}

function numbersOf(ids: Uint32Array, table: Float64Array): Float64Array {
  const out = new Float64Array(ids.length);
  for (let row = 0; row < ids.length; row += 1) out[row] = table[ids[row]!]!;
  return out;
}

interface Moments { readonly ids: Uint32Array; readonly numbers: Float64Array }

/** Ids of the distinct times; rows are in order of time. */
function momentsOf(time: Float64Array): Moments {
  const ids = new Uint32Array(time.length);
  const numbers = new Float64Array(time.length + 1).fill(NaN);
  let id = 0;
  for (let row = 0; row < time.length; row += 1) {
    if (id === 0 || time[row] !== numbers[id]) numbers[(id += 1)] = time[row]!;
    ids[row] = id;
  }
  return { ids, numbers: numbers.slice(0, id + 1) };
}

function sumsOf(counts: Uint32Array): Uint32Array {
  const offsets = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row += 1) offsets[row + 1] = offsets[row]! + counts[row]!;
  return offsets;
}

function singles(ids: Uint32Array): Many {
  const offsets = new Uint32Array(ids.length + 1);
  const values = new Uint32Array(ids.length);
  let used = 0;
  for (let row = 0; row < ids.length; row += 1) {
    if (ids[row] !== 0) values[used++] = ids[row]!;
    offsets[row + 1] = used;
  }
  return { offsets, values: values.slice(0, used) };
}
