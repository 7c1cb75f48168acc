import { isoOf } from '../contract/index.ts';
import { isMany, type Coded, type Columns, type RowSet } from '../columns/index.ts';
import type { FieldName, ValueCount } from '../contract/index.ts';
import { idsInOrder } from './id-column.ts';
import { entryOf, isNumberField } from './known-fields.ts';
import type { Lens } from './lens.ts';
import { byBytes, FEW, Tally } from './tally.ts';

/**
 * Every distinct value of a field among the rows, with first, last and count, ordered by UTF-8 bytes. All values are kept; screens cut.
 * Absent values are no value, except where `countBlank` says that the rule counted them: then they stand as an empty text.
 */
export function valueCounts(lens: Lens, name: string, rows: RowSet, countBlank: boolean): readonly ValueCount[] {
  const { time } = lens.columns;
  const { column, each, text, ordered } = valuesOf(lens, name);
  const tally = new Tally();
  if (column !== null) {
    const { codes, table } = column;
    for (const row of rows) {
      const id = table === null ? codes[row]! : table[codes[row]!]!;
      if (id !== 0 || countBlank) tally.add(id, time[row]!);
    }
  } else {
    for (const row of rows) if (!each(row, (id) => tally.add(id, time[row]!)) && countBlank) tally.add(0, time[row]!);
  }
  const { counts, firsts, lasts } = tally;
  const order = [...tally.ids.keys()];
  // Ids of a field ascend with its texts.
  if (ordered) order.sort((a, b) => tally.ids[a]! - tally.ids[b]!);
  const texts = tally.ids.map((id) => (id === 0 ? '' : text(id)));
  if (!ordered) order.sort((a, b) => byBytes(texts[a]!, texts[b]!));
  const found: { value: string; count: number; first: string; last: string }[] = [];
  for (let at = 0; at < order.length;) {
    const value = texts[order[at]!]!;
    let [count, first, last] = [0, Infinity, -Infinity];
    // Two ids of a made field may read the same, and an empty text stands beside the absent one where blanks count.
    for (; at < order.length && texts[order[at]!] === value; at += 1) {
      const place = order[at]!;
      count += counts[place]!;
      first = Math.min(first, firsts[place]!);
      last = Math.max(last, lasts[place]!);
    }
    found.push({ value, count, first: isoOf(first), last: isoOf(last) });
  }
  return found;
}

/** The distinct values of a field among the rows, ordered by UTF-8 bytes; absent ones are none. */
export function valueTexts(lens: Lens, name: string, rows: RowSet): readonly string[] {
  const values = valuesOf(lens, name);
  return textsOf(values.stamps === null ? lookedThrough(values, rows) : stamped(values, values.stamps, rows), values.text, values.ordered);
}

function textsOf(found: number[], text: Values['text'], ordered: boolean): readonly string[] {
  if (found.length === 1) return [text(found[0]!)];
  if (ordered && found.length === 2) return found[0]! < found[1]! ? [text(found[0]!), text(found[1]!)] : [text(found[1]!), text(found[0]!)];
  return ordered ? found.sort((a, b) => a - b).map(text) : [...new Set(found.map(text))].sort(byBytes);
}

/**
 * The same of the rows between two places, one a line: the cell of a table. Values are fetched for all rows at once, in their order: fetched for each cell by itself, each would wait for memory.
 */
export function linesOf(lens: Lens, name: string, rows: RowSet): (from: number, to: number) => string {
  const values = valuesOf(lens, name);
  const { stamps, text, ordered } = values;
  if (stamps === null) return (from, to) => valueTexts(lens, name, rows.subarray(from, to)).join('\n');
  const column = lens.column(name);
  const ids = idsInOrder(column, rows);
  const linesOfSet = rememberedSets(column.size, (found) => textsOf(found, text, ordered).join('\n'));
  const found = new Uint32Array(column.size);
  return (from, to) => {
    const turn = nextTurn(values, stamps);
    let count = 0;
    for (let at = from; at < to; at += 1) {
      const id = ids[at]!;
      if (id === 0 || stamps[id] === turn) continue;
      stamps[id] = turn;
      found[count++] = id;
    }
    return count === 1 ? text(found[0]!) : linesOfSet(found, count);
  };
}

/** Puts the first few of the numbers in order, where they are. */
function orderFew(numbers: Uint32Array, count: number): void {
  for (let from = 1; from < count; from += 1) {
    const number = numbers[from]!;
    let place = from;
    for (; place > 0 && numbers[place - 1]! > number; place -= 1) numbers[place] = numbers[place - 1]!;
    numbers[place] = number;
  }
}

/** Sets whose lines are remembered: as many as keep a set and an id within a small integer. */
const MOST_SETS = 2 ** 13;

/** What is said of sets of ids below `size`: many cells have the same. A set is known by its highest id and by the set of all others. Large ones are not remembered. */
function rememberedSets(size: number, say: (ids: number[]) => string): (ids: Uint32Array, count: number) => string {
  const sets = new Map<number, number>();
  const said: (string | undefined)[] = [undefined];
  return (ids, count) => {
    if (count > FEW) return say(Array.from(ids.subarray(0, count)));
    orderFew(ids, count);
    let set = 0;
    for (let at = 0; at < count; at += 1) {
      const key = set * size + ids[at]!;
      let larger = sets.get(key);
      if (larger === undefined) {
        if (said.length === MOST_SETS) return say(Array.from(ids.subarray(0, count)));
        sets.set(key, larger = said.push(undefined) - 1);
      }
      set = larger;
    }
    return (said[set] ??= say(Array.from(ids.subarray(0, count))));
  };
}

function stamped(values: Values, stamps: Uint32Array, rows: RowSet): number[] {
  const { codes, table } = values.column!;
  const turn = nextTurn(values, stamps);
  const found: number[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const code = codes[rows[at]!]!;
    const id = table === null ? code : table[code]!;
    if (id === 0 || stamps[id] === turn) continue;
    stamps[id] = turn;
    found.push(id);
  }
  return found;
}

/** Turns end before they could come again. */
function nextTurn(values: Values, stamps: Uint32Array): number {
  if (values.turn === 0xffffffff) stamps.fill(values.turn = 0);
  return (values.turn += 1);
}

function lookedThrough({ column, each }: Values, rows: RowSet): number[] {
  const found: number[] = [];
  const many = new Set<number>();
  let last = 0;
  const add = (id: number): void => {
    if (id === last) return;
    last = id;
    // A list of a few is faster to look through than a set is to fill.
    if (found.length < FEW) {
      if (!found.includes(id)) found.push(id);
      return;
    }
    if (many.size === 0) found.forEach((one) => many.add(one));
    if (many.has(id)) return;
    many.add(id);
    found.push(id);
  };
  if (column === null) for (const row of rows) each(row, add);
  else {
    const { codes, table } = column;
    for (const row of rows) {
      const id = table === null ? codes[row]! : table[codes[row]!]!;
      if (id !== 0) add(id);
    }
  }
  return found;
}

interface Values {
  /** Null where a row may have several values. */
  readonly column: Coded | null;
  /** Whether ids ascend with the bytes of their texts. */
  readonly ordered: boolean;
  /** Tells the ids of a row; answers whether there was one. */
  each(row: number, tell: (id: number) => void): boolean;
  text(id: number): string;
  /** By id the turn in which it was seen last; null for a field of very many values, or of several in a row. */
  readonly stamps: Uint32Array | null;
  turn: number;
}

const known = new WeakMap<Lens, Map<string, Values>>();
function valuesOf(lens: Lens, name: string): Values {
  const all = known.get(lens) ?? new Map<string, Values>();
  known.set(lens, all);
  const found = all.get(name) ?? (entryOf(name) && isMany(name as FieldName) ? manyValues(lens.columns, name as FieldName) : oneValue(lens, name));
  all.set(name, found);
  return found;
}

/** A field with no more values than this is looked through by stamps, and its texts are kept once they were read. */
const MOST_READ = 2 ** 17;

function oneValue(lens: Lens, name: string): Values {
  const column = lens.column(name);
  const few = column.size <= MOST_READ;
  const read: (string | undefined)[] = few ? new Array<string | undefined>(column.size) : [];
  return {
    stamps: few ? new Uint32Array(column.size) : null, turn: 0,
    column, text: few ? (id) => (read[id] ??= column.text(id)) : column.text, ordered: entryOf(name) !== undefined && !isNumberField(name),
    each(row, tell) {
      const id = column.idAt(row);
      if (id !== 0) tell(id);
      return id !== 0;
    },
  };
}

function manyValues(columns: Columns, field: FieldName): Values {
  const { offsets, values } = columns.many(field);
  return {
    column: null, stamps: null, turn: 0, ordered: !isNumberField(field),
    text: (id) => columns.text(field, id),
    each(row, tell) {
      const [from, to] = [offsets[row]!, offsets[row + 1]!];
      for (let at = from; at < to; at += 1) tell(values[at]!);
      return to > from;
    },
  };
}

/** The text of the first row that has one; null where none has. */
export function firstText(lens: Lens, name: string, rows: RowSet): string | null {
  const { each, text } = valuesOf(lens, name);
  let found = 0;
  for (const row of rows) if (each(row, (id) => (found ||= id))) return text(found);
  return null;
}

/** The same of the rows between two places. */
export function firstTextBetween(lens: Lens, name: string, rows: RowSet): (from: number, to: number) => string | null {
  const { column, text } = valuesOf(lens, name);
  if (column === null) return (from, to) => firstText(lens, name, rows.subarray(from, to));
  const { codes, table } = column;
  return (from, to) => {
    for (let at = from; at < to; at += 1) {
      const code = codes[rows[at]!]!;
      const id = table === null ? code : table[code]!;
      if (id !== 0) return text(id);
    }
    return null;
  };
}

const SHOWN = 4;
/** `a, b, c, d and 3 more`. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '(none)';
  const rest = texts.length - SHOWN;
  return rest > 0 ? `${texts.slice(0, SHOWN).join(', ')} and ${rest} more` : texts.join(', ');
}
