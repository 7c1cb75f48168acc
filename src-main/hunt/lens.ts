import { emptyContext, type FieldName, type HuntContext } from '../contract/index.ts';
import { isMany, type Columns } from '../columns/index.ts';
import { contextColumns } from './context/columns.ts';
import { actorTrait } from './context/traits.ts';
import { entryOf, isComputed } from './known-fields.ts';
import { maskText, type Mask } from './mask.ts';
import { networkIdentity } from './network-identity.ts';
import type { Derive } from './rule.ts';

/** A field as one id per row, whether it is a column or made of some. 0 is absent. */
export interface IdColumn {
  readonly name: string;
  /** Says what it is made of: the same for the same column. */
  readonly key: string;
  readonly ids: Uint32Array;
  /** One above the highest id. */
  readonly size: number;
  text(id: number): string;
}

/** The fields of a rule over columns: those of the dictionary, computed ones, and those that the rule derives. */
export interface Lens {
  readonly columns: Columns;
  /** What the case knows beyond its events: sets that conditions name, traits of users. */
  readonly context: HuntContext;
  column(name: string): IdColumn;
}

/** Makes columns on first use; computed and derived ones are kept with the columns while there is room. */
export function lensOf(plainColumns: Columns, derive: Readonly<Record<string, Derive>>, context: HuntContext = emptyContext): Lens {
  const columns = contextColumns(plainColumns, context);
  const made = new Map<string, IdColumn>();
  const plain = (field: FieldName): IdColumn => ({ name: field, key: field, ids: columns.ids(field), size: columns.size(field), text: (id) => columns.text(field, id) });
  const make = (name: string): IdColumn => {
    if (isComputed(name)) return name === 'actor.trait' ? actorTrait(columns, context) : networkIdentity(columns);
    const derived = Object.hasOwn(derive, name) ? derive[name] : undefined;
    if (derived === undefined) return plain(name as FieldName);
    const parts = derived.of.map((part) => (entryOf(part) && isMany(part as FieldName) ? firstOf(columns, part as FieldName) : column(part)));
    if (derived.kind === 'mask') return { ...masked(columns, name, parts[0]!, derived.masks), name };
    // The kept column may bear the name that another rule gave it.
    return { ...(derived.kind === 'coalesce' ? coalesced(columns, name, parts) : tupled(columns, name, parts, derived.separator)), name };
  };
  const column = (name: string): IdColumn => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    return found;
  };
  return { columns, context, column };
}

/** Of a field with several values the first, as the source wrote them. */
function firstOf(columns: Columns, field: FieldName): IdColumn {
  const key = `first(${field})`;
  return columns.keep(`hunt ${key}`, () => columns.count * 4, () => {
    const { offsets, values } = columns.many(field);
    const ids = new Uint32Array(columns.count);
    for (let row = 0; row < ids.length; row += 1) if (offsets[row]! < offsets[row + 1]!) ids[row] = values[offsets[row]!]!;
    return { name: field, key, ids, size: columns.size(field), text: (id) => columns.text(field, id) };
  });
}

/** The texts of a field, masked: each text once, and those that are the same behind the masks are one value. */
function masked(columns: Columns, name: string, part: IdColumn, wanted: readonly Mask[]): IdColumn {
  const key = `mask(${part.key}) ${wanted.join(' ')}`;
  return columns.keep(`hunt ${key}`, () => columns.count * 4, () => {
    const texts: string[] = [''];
    const known = new Map<string, number>();
    const table = new Uint32Array(part.size);
    for (let id = 1; id < part.size; id += 1) {
      const text = maskText(part.text(id), wanted);
      const code = known.get(text) ?? texts.push(text) - 1;
      known.set(text, code);
      table[id] = code;
    }
    return { name, key, ids: part.ids.map((id) => table[id]!), size: texts.length, text: (id) => texts[id]! };
  });
}

/** The first part that is there. Equal texts of two parts are one value. */
function coalesced(columns: Columns, name: string, parts: readonly IdColumn[]): IdColumn {
  const key = `coalesce(${parts.map((part) => part.key).join(' ')})`;
  return columns.keep(`hunt ${key}`, () => columns.count * 4, () => {
    const texts: string[] = [''];
    const known = new Map<string, number>();
    const tables = parts.map((part) => new Uint32Array(part.size));
    const codeOf = (text: string): number => {
      const code = known.get(text) ?? texts.push(text) - 1;
      known.set(text, code);
      return code;
    };
    const ids = new Uint32Array(columns.count);
    for (let row = 0; row < ids.length; row += 1) {
      for (let p = 0; p < parts.length; p += 1) {
        const id = parts[p]!.ids[row]!;
        if (id === 0) continue;
        const table = tables[p]!;
        ids[row] = table[id] ||= codeOf(parts[p]!.text(id));
        break;
      }
    }
    return { name, key, ids, size: texts.length, text: (id) => texts[id]! };
  });
}

/** All parts together, kept as ids: only the wording joins them, since names of organisations contain commas. An absent part is blank. */
function tupled(columns: Columns, name: string, parts: readonly IdColumn[], separator: string): IdColumn {
  const key = `tuple(${parts.map((part) => part.key).join(' ')}) ${separator}`;
  return columns.keep(`hunt ${key}`, () => columns.count * 4, () => {
    let ids = new Uint32Array(columns.count);
    const levels: Pairs[] = [];
    for (const part of parts) {
      const pairs = pairsOf(ids, part.ids, part.size);
      levels.push(pairs);
      ids = pairs.codes;
    }
    const words = (level: number, code: number): string[] => {
      if (level < 0) return [];
      const key = levels[level]!.keys[code]!;
      const { size, text } = parts[level]!;
      return [...words(level - 1, Math.floor(key / size)), key % size === 0 ? '' : text(key % size)];
    };
    // 0 stands for absent everywhere; a tuple is always there.
    for (let row = 0; row < ids.length; row += 1) ids[row]! += 1;
    const size = (levels.at(-1)?.keys.length ?? 0) + 1;
    return { name, key, ids, size, text: (id) => words(parts.length - 1, id - 1).join(separator) };
  });
}

interface Pairs {
  /** A code per row, counting up from 0 in the order of first appearance. */
  readonly codes: Uint32Array<ArrayBuffer>;
  /** By code: first * size + second. */
  readonly keys: readonly number[];
}

/** One code for each pair of ids that occurs. A table with open addressing (Knuth, The Art of Computer Programming 3, 6.4): a Map takes four times as long. */
function pairsOf(first: Uint32Array, second: Uint32Array, size: number): Pairs {
  const codes = new Uint32Array(first.length);
  const keys: number[] = [];
  let slots = new Uint32Array(1 << 12);
  let mask = slots.length - 1;
  const slotOf = (key: number): number => {
    let slot = (Math.imul(key | 0, 0x9e3779b1) ^ Math.imul((key / 0x100000000) | 0, 0x85ebca6b)) >>> 7 & mask;
    while (slots[slot] !== 0 && keys[slots[slot]! - 1] !== key) slot = (slot + 1) & mask;
    return slot;
  };
  for (let row = 0; row < codes.length; row += 1) {
    const key = first[row]! * size + second[row]!;
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
  return { codes, keys };
}
