import { isMany, isNumeric, narrowCopy, narrowArray, withIds, type Coded, type Columns, type Narrow } from '../columns/index.ts';
import type { FieldName } from '../contract/index.ts';
import { bytesOfColumn, idColumn, type IdColumn } from './id-column.ts';
import { entryOf } from './known-fields.ts';
import { maskText, type Mask } from './mask.ts';

/** Codes of two columns are counted in a table where their combinations are no more than this; beyond it they are looked up. */
const MOST_COMBINED = 2 ** 22;

/** Of a field with several values the first, as the source wrote them. */
export function firstOf(columns: Columns, field: FieldName): IdColumn {
  const key = `first(${field})`;
  return columns.keep(`hunt ${key}`, bytesOfColumn, () => {
    const { offsets, values } = columns.many(field);
    const codes = narrowArray(columns.size(field), columns.count);
    for (let row = 0; row < codes.length; row += 1) if (offsets[row]! < offsets[row + 1]!) codes[row] = values[offsets[row]!]!;
    return idColumn(field, key, { codes, table: null }, columns.size(field), (id) => columns.text(field, id));
  });
}

/** The texts of a field, masked: each text once, and those that are the same behind the masks are one value. */
export function maskedColumn(columns: Columns, name: string, part: IdColumn, wanted: readonly Mask[]): IdColumn {
  const key = `mask(${part.key}) ${wanted.join(' ')}`;
  return columns.keep(`hunt ${key}`, (made) => made.table!.byteLength, () => {
    const texts: string[] = [''];
    const known = new Map<string, number>();
    const table = new Uint32Array(part.size);
    for (let id = 1; id < part.size; id += 1) {
      const text = maskText(part.text(id), wanted);
      const code = known.get(text) ?? texts.push(text) - 1;
      known.set(text, code);
      table[id] = code;
    }
    return idColumn(name, key, withIds(part, table), texts.length, (id) => texts[id]!);
  });
}

/** The first part that is there. Equal texts of two parts are one value. */
export function coalescedColumn(columns: Columns, name: string, given: readonly IdColumn[]): IdColumn {
  const key = `coalesce(${given.map((part) => part.key).join(' ')})`;
  const parts = given.filter(({ size }) => size > 1);
  const [only] = parts;
  if (only === undefined || parts.length === 1) return idColumn(name, key, only ?? given[0]!, (only ?? given[0]!).size, (only ?? given[0]!).text);
  return columns.keep(`hunt ${key}`, bytesOfColumn, () => (parts.every(isText) ? ofTextNumbers(columns, name, key, parts) : ofTexts(columns, name, key, parts)));
}

const isText = ({ key }: IdColumn): boolean => entryOf(key) !== undefined && !isNumeric(key as FieldName) && !isMany(key as FieldName);

/** Where all parts are texts of the case, texts need not be read to be compared: each has a number. Ids ascend with the texts. */
function ofTextNumbers(columns: Columns, name: string, key: string, parts: readonly IdColumn[]): IdColumn {
  const numbers = parts.map((part) => columns.textNumbers(part.key as FieldName));
  const wide = new Uint32Array(columns.count);
  parts.forEach(({ codes, table }, p) => {
    const told = table === null ? numbers[p]! : table.map((id) => numbers[p]![id]!);
    for (let row = 0; row < wide.length; row += 1) if (wide[row] === 0) wide[row] = told[codes[row]!]!;
  });
  const dense = new Uint32Array(columns.texts.ends.length + 1);
  for (let row = 0; row < wide.length; row += 1) dense[wide[row]!] = 1;
  dense[0] = 0;
  let size = 1;
  for (let number = 1; number < dense.length; number += 1) if (dense[number] === 1) dense[number] = size++;
  for (let row = 0; row < wide.length; row += 1) wide[row] = dense[wide[row]!]!;
  const [from, origin] = [new Uint8Array(size), new Uint32Array(size)];
  numbers.forEach((own, p) => {
    for (let id = 1; id < own.length; id += 1) {
      const made = dense[own[id]!]!;
      from[made] = p;
      origin[made] = id;
    }
  });
  return idColumn(name, key, { codes: narrowCopy(wide, wide.length, size), table: null }, size, (id) => parts[from[id]!]!.text(origin[id]!));
}

function ofTexts(columns: Columns, name: string, key: string, parts: readonly IdColumn[]): IdColumn {
  const texts: string[] = [''];
  const known = new Map<string, number>();
  const tables = parts.map((part) => new Uint32Array(part.size));
  const codeOf = (text: string): number => {
    const code = known.get(text) ?? texts.push(text) - 1;
    known.set(text, code);
    return code;
  };
  const wide = firstIds(columns.count, parts, (p, id) => (tables[p]![id] ||= codeOf(parts[p]!.text(id))));
  return idColumn(name, key, { codes: narrowCopy(wide, wide.length, texts.length), table: null }, texts.length, (id) => texts[id]!);
}

/** Per row what is made of the first part that is there; 0 where none is. */
function firstIds(count: number, parts: readonly IdColumn[], of: (part: number, id: number) => number): Uint32Array {
  const ids = new Uint32Array(count);
  for (let p = 0; p < parts.length; p += 1) {
    const { codes, table } = parts[p]!;
    for (let row = 0; row < count; row += 1) {
      if (ids[row] !== 0) continue;
      const id = table === null ? codes[row]! : table[codes[row]!]!;
      if (id !== 0) ids[row] = of(p, id);
    }
  }
  return ids;
}

/** All parts together, kept as ids: only the wording joins them, since names of organisations contain commas. An absent part is blank. */
export function tupledColumn(columns: Columns, name: string, parts: readonly IdColumn[], separator: string): IdColumn {
  const key = `tuple(${parts.map((part) => part.key).join(' ')}) ${separator}`;
  return columns.keep(`hunt ${key}`, bytesOfColumn, () => {
    const [first, ...others] = parts as [IdColumn, ...IdColumn[]];
    const pairs: Pairs[] = [];
    let all: Coded = first;
    let { size } = first;
    for (const part of others) {
      const joined = pairsOf(all, part, size, part.size);
      pairs.push(joined);
      all = joined.coded;
      size = joined.keys.length;
    }
    const said = (part: IdColumn, id: number): string => (id === 0 ? '' : part.text(id));
    const words = (level: number, code: number): string[] => {
      if (level === 0) return [said(first, code)];
      const key = pairs[level - 1]!.keys[code]!;
      const part = parts[level]!;
      return [...words(level - 1, Math.floor(key / part.size)), said(part, key % part.size)];
    };
    // 0 stands for absent everywhere; a tuple is always there.
    return idColumn(name, key, withIds(all, Uint32Array.from({ length: size }, (_, code) => code + 1)), size + 1, (id) => words(parts.length - 1, id - 1).join(separator));
  });
}

interface Pairs {
  /** A code per row, from 0. */
  readonly coded: Coded;
  /** By code: first * size of the second + second. */
  readonly keys: readonly number[];
}

/** One code for each pair of ids that occurs. Codes of one column (ASN and country of an address) are joined as codes, few combinations in a table, others by looking them up. */
function pairsOf(first: Coded, second: Coded, firstSize: number, secondSize: number): Pairs {
  if (first.codes === second.codes) return sameCodes(first, second, firstSize, secondSize);
  return firstSize * secondSize <= MOST_COMBINED ? inTable(first, second, firstSize, secondSize) : lookedUp(first, second, secondSize);
}

function sameCodes({ codes, table }: Coded, second: Coded, firstSize: number, size: number): Pairs {
  const length = table?.length ?? second.table?.length ?? firstSize;
  const identity = Uint32Array.from({ length }, (_, code) => code);
  const { coded: { codes: made }, keys } = lookedUp({ codes: table ?? identity, table: null }, { codes: second.table ?? identity, table: null }, size);
  return { coded: { codes, table: new Uint32Array(made) }, keys };
}

function inTable(first: Coded, second: Coded, firstSize: number, secondSize: number): Pairs {
  const codeOf = new Uint32Array(firstSize * secondSize);
  const [high, low] = [scaledIds(first, firstSize, secondSize), scaledIds(second, secondSize, 1)];
  const [ofFirst, ofSecond] = [first.codes, second.codes];
  const count = ofFirst.length;
  for (let row = 0; row < count; row += 1) codeOf[high[ofFirst[row]!]! + low[ofSecond[row]!]!] = 1;
  const keys: number[] = [];
  for (let key = 0; key < codeOf.length; key += 1) if (codeOf[key] === 1) codeOf[key] = keys.push(key) - 1;
  const codes = narrowArray(keys.length, count);
  for (let row = 0; row < count; row += 1) codes[row] = codeOf[high[ofFirst[row]!]! + low[ofSecond[row]!]!]!;
  return { coded: { codes, table: null }, keys };
}

/** By code, its id times `by`. */
const scaledIds = ({ table }: Coded, size: number, by: number): Uint32Array => Uint32Array.from({ length: table?.length ?? size }, (_, code) => (table === null ? code : table[code]!) * by);

/** A table with open addressing (Knuth, The Art of Computer Programming 3, 6.4): a Map takes four times as long. Codes count up in the order of first appearance. */
function lookedUp(first: Coded, second: Coded, size: number): Pairs {
  const codes = new Uint32Array(first.codes.length);
  const keys: number[] = [];
  let slots = new Uint32Array(1 << 12);
  let mask = slots.length - 1;
  const slotOf = (key: number): number => {
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 0x100000000) | 0, 0x85ebca6b)) >>> 7 & mask;
    while (slots[slot] !== 0 && keys[slots[slot]! - 1] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  for (let row = 0; row < codes.length; row += 1) {
    const key = (first.table === null ? first.codes[row]! : first.table[first.codes[row]!]!) * size + (second.table === null ? second.codes[row]! : second.table[second.codes[row]!]!);
    let slot = slotOf(key);
    if (slots[slot] === 0) {
      slots[slot] = keys.push(key);
      if (keys.length * 2 > slots.length) {
        slots = new Uint32Array(slots.length * 4);
        mask = slots.length - 1;
        keys.forEach((one, code) => (slots[slotOf(one)] = code + 1));
        slot = slotOf(key);
      }
    }
    codes[row] = slots[slot]! - 1;
  }
  const narrow: Narrow = narrowCopy(codes, codes.length, keys.length);
  return { coded: { codes: narrow, table: null }, keys };
}
