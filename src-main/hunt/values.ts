import { isoOf } from '../contract/index.ts';
import { isMany, type Columns, type RowSet } from '../columns/index.ts';
import type { FieldName, ValueCount } from '../contract/index.ts';
import { entryOf, isNumberField } from './known-fields.ts';
import type { Lens } from './lens.ts';
import { byBytes, FEW, Tally } from './tally.ts';

/**
 * Every distinct value of a field among the rows, with first, last and count, ordered by UTF-8 bytes. All values are kept; screens cut.
 * Absent values are no value, except where `countBlank` says that the rule counted them: then they stand as an empty text.
 */
export function valueCounts(lens: Lens, name: string, rows: RowSet, countBlank: boolean): readonly ValueCount[] {
  const { time } = lens.columns;
  const { ids, each, text, ordered } = valuesOf(lens, name);
  const tally = new Tally();
  if (ids !== null) {
    for (const row of rows) if (ids[row] !== 0 || countBlank) tally.add(ids[row]!, time[row]!);
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
  const { ids, each, text, ordered } = valuesOf(lens, name);
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
  if (ids === null) for (const row of rows) each(row, add);
  else for (const row of rows) if (ids[row] !== 0) add(ids[row]!);
  return ordered ? found.sort((a, b) => a - b).map(text) : [...new Set(found.map(text))].sort(byBytes);
}

interface Values {
  /** One id per row; null where a row may have several. */
  readonly ids: Uint32Array | null;
  /** Whether ids ascend with the bytes of their texts. */
  readonly ordered: boolean;
  /** Tells the ids of a row; answers whether there was one. */
  each(row: number, tell: (id: number) => void): boolean;
  text(id: number): string;
}

const known = new WeakMap<Lens, Map<string, Values>>();
function valuesOf(lens: Lens, name: string): Values {
  const all = known.get(lens) ?? new Map<string, Values>();
  known.set(lens, all);
  const found = all.get(name) ?? (entryOf(name) && isMany(name as FieldName) ? manyValues(lens.columns, name as FieldName) : oneValue(lens, name));
  all.set(name, found);
  return found;
}

function oneValue(lens: Lens, name: string): Values {
  const { ids, text } = lens.column(name);
  return {
    ids, text, ordered: entryOf(name) !== undefined && !isNumberField(name),
    each(row, tell) {
      const id = ids[row]!;
      if (id !== 0) tell(id);
      return id !== 0;
    },
  };
}

function manyValues(columns: Columns, field: FieldName): Values {
  const { offsets, values } = columns.many(field);
  return {
    ids: null, ordered: !isNumberField(field),
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

const SHOWN = 4;
/** `a, b, c, d and 3 more`. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '(none)';
  const rest = texts.length - SHOWN;
  return rest > 0 ? `${texts.slice(0, SHOWN).join(', ')} and ${rest} more` : texts.join(', ');
}
