import { fields, isoOf, type FieldName } from '../contract/index.ts';
import { idsOfRows, widenedIds, type Coded } from './coded.ts';
import type { Columns, Many } from './columns.ts';
import { positionOf } from './dictionary.ts';
import { bytesOf, keeper } from './kept.ts';
import type { Narrow } from './narrow.ts';
import { notHeld } from './not-held.ts';
import { dimensionOf, isMany, isNumeric } from './reach.ts';
import type { Sections } from './sections.ts';
import { textsOf } from './texts.ts';
import { compareTo, firstNotBelow } from './text-order.ts';
import { withPersons, type PlainColumns } from './with-persons.ts';

/** What may be kept of widened and derived columns, groups and counts: nine columns' worth, and never less than this. */
const LEAST_ROOM = 64 * 1024 * 1024;
const ROOM_PER_ROW = 36;
const REMEMBERED_TEXTS = 100_000;

/** Columns over sections. Only the times are asked for at once: no question goes without them. */
export const columnsOn = (sections: Sections): Columns => withPersons(plainColumns(sections), []);

function plainColumns(sections: Sections): PlainColumns {
  const { buffer, header, get: section } = sections;
  const { count } = header;
  const keep = keeper(Math.max(LEAST_ROOM, count * ROOM_PER_ROW));
  const held = new Set<string>(header.texts);
  const time = section<Float64Array>('time')!;
  const texts = textsOf(sections);
  let event: Int32Array | undefined;
  const remembered = new Map<number, string>();

  const holds = (field: FieldName): boolean => fields[field].storage !== 'text' || held.has(field);
  const check = (field: FieldName): void => {
    if (!holds(field)) throw notHeld(field);
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

  const coded = (field: FieldName): Coded => {
    check(field);
    if (field === '@timestamp') return { codes: moments().ids, table: null };
    if (isMany(field)) throw new Error(`${field} may have many values: ask many().`);
    const dimension = dimensionOf(field);
    const table = dimension === null ? null : section<Uint32Array>(`through.${field}`) ?? null;
    const codes = section<Narrow>(`ids.${table === null ? field : dimension}`);
    return codes === undefined ? { codes: keep('absent', bytesOf, () => new Uint8Array(count)), table: null } : { codes, table };
  };
  const ids = (field: FieldName): Uint32Array => {
    const own = coded(field);
    return own.table === null && own.codes instanceof Uint32Array ? own.codes : keep(`ids.${field}`, bytesOf, () => widenedIds(own));
  };
  const idsAt = (field: FieldName, rows: Uint32Array, into = new Uint32Array(rows.length)): Uint32Array => idsOfRows(coded(field), rows, into);
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
    const text = texts.text(number);
    remembered.set(number, text);
    return text;
  };
  const numberText = (field: FieldName, value: number): string => fields[field].storage === 'time' ? isoOf(value) : String(value);

  return {
    key: { caseId: header.caseId, state: header.state }, count, time, buffer, sections, texts, holds, coded, ids, idsAt, size, keep,
    get event() {
      return (event ??= section<Int32Array>('event')!);
    },
    many(field) {
      check(field);
      if (!isMany(field)) return keep(`many.${field}`, manyBytes, () => singles(coded(field)));
      return keep(`many.${field}`, manyBytes, () => ({ offsets: sumsOf(section<Narrow>(`counts.${field}`) ?? new Uint8Array(count)), values: widened(section<Narrow>(`values.${field}`)) }));
    },
    numbers(field) {
      if (field === '@timestamp') return time;
      if (!isNumeric(field)) throw new Error(`${field} is no number.`);
      return keep(`numbers.${field}`, bytesOf, () => numbersOf(coded(field), numberTable(field)));
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
      return id < textTable(field).length && compareTo(texts, textTable(field)[id]!, wanted) === 0 ? id : 0;
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

function numbersOf({ codes, table }: Coded, numbers: Float64Array): Float64Array {
  const own = table === null ? numbers : Float64Array.from(table, (id) => numbers[id]!);
  const out = new Float64Array(codes.length);
  for (let row = 0; row < out.length; row += 1) out[row] = own[codes[row]!]!;
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

function sumsOf(counts: Narrow): Uint32Array {
  const offsets = new Uint32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row += 1) offsets[row + 1] = offsets[row]! + counts[row]!;
  return offsets;
}

function singles({ codes, table }: Coded): Many {
  const offsets = new Uint32Array(codes.length + 1);
  const values = new Uint32Array(codes.length);
  let used = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const id = table === null ? codes[row]! : table[codes[row]!]!;
    if (id !== 0) values[used++] = id;
    offsets[row + 1] = used;
  }
  return { offsets, values: values.slice(0, used) };
}
