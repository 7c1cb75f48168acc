import { isMany, type Columns, type RowSet } from '../columns/index.ts';
import type { FieldName, ValueCount } from '../contract/index.ts';
import { entryOf } from './known-fields.ts';
import type { Lens } from './lens.ts';
import { isoOf } from './run.ts';

/**
 * Every distinct value of a field among the rows, with first, last and count, ordered by UTF-8 bytes. All values are kept; screens cut.
 * Absent values are no value, except where `countBlank` says that the rule counted them: then they stand as an empty text.
 */
export function valueCounts(lens: Lens, name: string, rows: RowSet, countBlank: boolean): readonly ValueCount[] {
  const found = new Map<string, { count: number; first: number; last: number }>();
  const add = (value: string, row: number): void => {
    const time = lens.columns.time[row]!;
    const known = found.get(value);
    if (known === undefined) found.set(value, { count: 1, first: time, last: time });
    else {
      known.count += 1;
      known.last = time;
    }
  };
  const each = eachValue(lens, name);
  for (const row of rows) {
    const any = each(row, (value) => add(value, row));
    if (!any && countBlank) add('', row);
  }
  return [...found].sort(([a], [b]) => byBytes(a, b)).map(([value, { count, first, last }]) => ({ value, count, first: isoOf(first), last: isoOf(last) }));
}

/** Calls back with each value of a row; answers whether there was one. */
function eachValue(lens: Lens, name: string): (row: number, tell: (value: string) => void) => boolean {
  if (entryOf(name) && isMany(name as FieldName)) return manyValues(lens.columns, name as FieldName);
  const { ids, text } = lens.column(name);
  return (row, tell) => {
    const id = ids[row]!;
    if (id !== 0) tell(text(id));
    return id !== 0;
  };
}

function manyValues(columns: Columns, field: FieldName): (row: number, tell: (value: string) => void) => boolean {
  const { offsets, values } = columns.many(field);
  return (row, tell) => {
    const from = offsets[row]!;
    const to = offsets[row + 1]!;
    for (let at = from; at < to; at += 1) tell(columns.text(field, values[at]!));
    return to > from;
  };
}

/** The order of UTF-8 bytes, which is the order of code points, not of UTF-16 units. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The text of the first row that has one; null where none has. */
export function firstText(lens: Lens, name: string, rows: RowSet): string | null {
  const each = eachValue(lens, name);
  let found: string | null = null;
  for (const row of rows) if (each(row, (value) => (found ??= value))) return found;
  return null;
}

const SHOWN = 4;
/** `a, b, c, d and 3 more`. */
export function listed(texts: readonly string[]): string {
  if (texts.length === 0) return '(none)';
  const rest = texts.length - SHOWN;
  return rest > 0 ? `${texts.slice(0, SHOWN).join(', ')} and ${rest} more` : texts.join(', ');
}
