import { Fault, type FieldName } from '../contract/index.ts';
import { idsOfRows, saidOfRows } from './coded.ts';
import type { Columns, RowSet } from './columns.ts';
import { gathered } from './counting-sort.ts';
import { rowsBetween } from './filter.ts';
import { identityOf } from './kept.ts';
import { isMany } from './reach.ts';
import { sortedByKeys, type KeyColumn } from './sort-by-keys.ts';

/**
 * Rows by entity. The rows of group g are `rows[starts[g]] … rows[starts[g + 1] - 1]`, ascending in time. Groups ascend with their keys, the first
 * field first. On a field with many values a row is in the group of each of its values, so rows may repeat over groups, never within one.
 */
export interface Groups {
  /** The same for the same question; names what is kept beside it. */
  readonly name: string;
  readonly fields: readonly FieldName[];
  readonly count: number;
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
  /** The id of field i of a group; 0 where the rows lack it, which happens only where nulls are kept. */
  key(group: number, i: number): number;
  /** Rows in no group, by the first field (in the order asked) that they lack. */
  readonly dropped: readonly { readonly field: FieldName; readonly count: number }[];
}

export interface GroupOptions {
  /** Only these rows. The same array again is known again. */
  readonly rows?: RowSet | undefined;
  /** Rows that lack a field: left out and counted (Splunk), or a group of absent (Sumo). */
  readonly nulls: 'drop' | 'keep';
}

/** Where fewer than one row in so many is asked for, they are sorted for themselves. */
const MOST_LEFT_OUT = 2;
/** Entries of all groups together: several fields with many values multiply. */
const MOST_ENTRIES = 2 ** 27;

/** Groups rows by the values of the fields; kept per question. Throws `columns/too-many-groups` where many values multiply beyond bound. */
export function groupRows(columns: Columns, fields: readonly FieldName[], options: GroupOptions): Groups {
  const name = `groups ${fields.join(' ')} ${options.nulls} ${options.rows === undefined ? 'all' : identityOf(options.rows)}`;
  return columns.keep(name, ({ starts, rows }) => rows.byteLength + starts.byteLength * (fields.length + 1), () => group(columns, fields, options, name));
}

function group(columns: Columns, fields: readonly FieldName[], { rows, nulls }: GroupOptions, name: string): Groups {
  // Sorting costs far more than leaving out what does not belong, and many rules group most rows by the same few fields.
  if (rows !== undefined && rows.length * MOST_LEFT_OUT >= columns.count && !fields.some(isMany)) {
    const part = partOf(groupRows(columns, fields, { nulls }), columns.count, rows, name);
    return part.rows.length === rows.length ? part : { ...part, dropped: withAll(columns, fields, rows).dropped };
  }
  const { entries, dropped } = nulls === 'drop' ? withAll(columns, fields, rows) : { entries: rows ?? null, dropped: [] };
  const keyed = fields.some(isMany) ? multiplied(columns, fields, entries) : null;
  const keys = fields.map((field, i): KeyColumn => ({ ...(keyed === null ? columns.coded(field) : { codes: keyed.keys[i]!, table: null }), size: columns.size(field) }));
  const { order, starts } = sortedByKeys(keys, keyed === null ? entries : null, keyed?.rowOf.length ?? columns.count);
  const heads = starts.subarray(0, -1).map((place) => order[place]!);
  const keysOf = keys.map((key) => idsOfRows(key, heads, new Uint32Array(heads.length)));
  const grouped = keyed === null ? order : gathered(order, keyed.rowOf);
  return { name, fields, count: starts.length - 1, starts, rows: grouped, dropped, key: (group, i) => keysOf[i]![group]! };
}

/** The groups of some rows of those that were grouped. */
function partOf({ fields, count, starts, rows, key }: Groups, all: number, wanted: RowSet, name: string): Groups {
  if (wanted.length === all) return { name, fields, count, starts, rows, key, dropped: [] };
  const marks = new Uint8Array(all);
  for (let at = 0; at < wanted.length; at += 1) marks[wanted[at]!] = 1;
  // One more: the place behind the last is written, and not taken.
  const left = new Uint32Array(wanted.length + 1);
  const [begins, from] = [new Uint32Array(count + 1), new Uint32Array(count)];
  let [used, groups] = [0, 0];
  for (let group = 0; group < count; group += 1) {
    const begin = used;
    const end = starts[group + 1]!;
    for (let place = starts[group]!; place < end; place += 1) {
      const row = rows[place]!;
      left[used] = row;
      used += marks[row]!;
    }
    if (used === begin) continue;
    begins[groups] = begin;
    from[groups++] = group;
  }
  begins[groups] = used;
  const keys = fields.map((_, i) => from.subarray(0, groups).map((group) => key(group, i)));
  return { name, fields, count: groups, starts: begins.slice(0, groups + 1), rows: left.subarray(0, used), dropped: [], key: (group, i) => keys[i]![group]! };
}

/** Those groups whose mark is 1, and which ones they were. */
export function someGroups({ name, fields, starts, rows, dropped, key }: Groups, marks: Uint8Array): { readonly groups: Groups; readonly from: Uint32Array } {
  let [count, length] = [0, 0];
  for (let group = 0; group < marks.length; group += 1) {
    count += marks[group]!;
    length += marks[group]! * (starts[group + 1]! - starts[group]!);
  }
  const [from, begins, left] = [new Uint32Array(count), new Uint32Array(count + 1), new Uint32Array(length)];
  let [at, used] = [0, 0];
  for (let group = 0; group < marks.length; group += 1) {
    if (marks[group] === 0) continue;
    from[at] = group;
    begins[at++] = used;
    for (let place = starts[group]!; place < starts[group + 1]!; place += 1) left[used++] = rows[place]!;
  }
  begins[count] = used;
  return { groups: { name: `some ${identityOf(marks)} of ${name}`, fields, count, starts: begins, rows: left, dropped, key: (group, i) => key(from[group]!, i) }, from };
}

/** The rows that have all fields (null = all rows), and how many others there are. */
function withAll(columns: Columns, fields: readonly FieldName[], rows: RowSet | undefined): { entries: RowSet | null; dropped: Groups['dropped'] } {
  let entries: RowSet | null = rows ?? null;
  const dropped: { field: FieldName; count: number }[] = [];
  for (const field of fields) {
    const before: number = entries?.length ?? columns.count;
    entries = withField(columns, field, entries);
    if (entries !== null && entries.length < before) dropped.push({ field, count: before - entries.length });
  }
  return { entries, dropped };
}

function withField(columns: Columns, field: FieldName, rows: RowSet | null): RowSet | null {
  const n = rows?.length ?? columns.count;
  if (rows !== null && !isMany(field) && n * MOST_LEFT_OUT < columns.count) {
    const ids = columns.idsAt(field, rows);
    return ids.includes(0) ? rows.filter((_, at) => ids[at] !== 0) : rows;
  }
  const there = isMany(field) ? havingValues(columns, field) : saidOfRows(columns.coded(field), new Uint8Array(columns.size(field)).fill(1, 1));
  if (!there.includes(0)) return rows;
  const kept = new Uint32Array(n);
  let count = 0;
  for (let at = 0; at < n; at += 1) {
    const row = rows === null ? at : rows[at]!;
    kept[count] = row;
    count += there[row]!;
  }
  return count === n ? rows : kept.slice(0, count);
}

/** 1 for each row with a value. */
function havingValues(columns: Columns, field: FieldName): Uint8Array {
  const { offsets } = columns.many(field);
  const there = new Uint8Array(columns.count);
  for (let row = 0; row < there.length; row += 1) there[row] = offsets[row + 1]! > offsets[row]! ? 1 : 0;
  return there;
}

/** One entry per row and combination of its distinct values. */
function multiplied(columns: Columns, fields: readonly FieldName[], rows: RowSet | null): { rowOf: Uint32Array; keys: Uint32Array[] } {
  let rowOf = rows ?? rowsBetween(0, columns.count);
  let keys: Uint32Array[] = [];
  for (const field of fields) {
    if (!isMany(field)) {
      keys.push(columns.idsAt(field, rowOf));
      continue;
    }
    const { entryOf, ids } = spread(columns, field, rowOf);
    keys = [...keys.map((column) => gathered(entryOf, column)), ids];
    rowOf = gathered(entryOf, rowOf);
  }
  return { rowOf, keys };
}

/** Each entry once per distinct value of its row, once with 0 where there is none. */
function spread(columns: Columns, field: FieldName, rowOf: Uint32Array): { entryOf: Uint32Array; ids: Uint32Array } {
  const { offsets, values } = columns.many(field);
  let room = 0;
  for (const row of rowOf) room += Math.max(1, offsets[row + 1]! - offsets[row]!);
  if (room > MOST_ENTRIES) throw new Fault('columns/too-many-groups', { field, entries: room, most: MOST_ENTRIES });
  const [entryOf, ids] = [new Uint32Array(room), new Uint32Array(room)];
  // Entry + 1 that had the value last.
  const stamps = new Uint32Array(columns.size(field));
  let count = 0;
  for (let entry = 0; entry < rowOf.length; entry += 1) {
    const [from, to] = [offsets[rowOf[entry]!]!, offsets[rowOf[entry]! + 1]!];
    if (from === to) entryOf[count++] = entry;
    for (let at = from; at < to; at += 1) {
      const id = values[at]!;
      if (stamps[id] === entry + 1) continue;
      stamps[id] = entry + 1;
      entryOf[count] = entry;
      ids[count++] = id;
    }
  }
  return { entryOf: entryOf.slice(0, count), ids: ids.slice(0, count) };
}
