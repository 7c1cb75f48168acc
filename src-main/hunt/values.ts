import { isoOf } from '../contract/index.ts';
import { isMany, type Columns, type RowSet } from '../columns/index.ts';
import type { FieldName, ValueCount } from '../contract/index.ts';
import { entryOf } from './known-fields.ts';
import type { Lens } from './lens.ts';

/**
 * Every distinct value of a field among the rows, with first, last and count, ordered by UTF-8 bytes. All values are kept; screens cut.
 * Absent values are no value, except where `countBlank` says that the rule counted them: then they stand as an empty text.
 */
export function valueCounts(lens: Lens, name: string, rows: RowSet, countBlank: boolean): readonly ValueCount[] {
  const { time } = lens.columns;
  const found = new Map<number, { count: number; first: number; last: number }>();
  const add = (id: number, at: number): void => {
    const known = found.get(id);
    if (known === undefined) found.set(id, { count: 1, first: at, last: at });
    else {
      known.count += 1;
      known.last = at;
    }
  };
  const { each, text } = valuesOf(lens, name);
  for (const row of rows) {
    const at = time[row]!;
    if (!each(row, (id) => add(id, at)) && countBlank) add(0, at);
  }
  // Two ids of a made field may read the same, and an empty text stands beside the absent one where blanks count.
  const worded = new Map<string, { count: number; first: number; last: number }>();
  for (const [id, one] of found) {
    const value = id === 0 ? '' : text(id);
    const same = worded.get(value);
    worded.set(value, same === undefined ? one : { count: same.count + one.count, first: Math.min(same.first, one.first), last: Math.max(same.last, one.last) });
  }
  const keyed = [...worded].map(([value, one]) => ({ bytes: Buffer.from(value), value, one }));
  return keyed.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ value, one: { count, first, last } }) => ({ value, count, first: isoOf(first), last: isoOf(last) }));
}

interface Values {
  /** Tells the ids of a row; answers whether there was one. */
  each(row: number, tell: (id: number) => void): boolean;
  text(id: number): string;
}

function valuesOf(lens: Lens, name: string): Values {
  if (entryOf(name) && isMany(name as FieldName)) return manyValues(lens.columns, name as FieldName);
  const { ids, text } = lens.column(name);
  return {
    text,
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
