import { Fault, type FieldName } from '../contract/index.ts';
import type { Columns, RowSet } from './columns.ts';
import { countingSort, gathered, startsOf } from './counting-sort.ts';
import { rowsBetween } from './filter.ts';
import { identityOf } from './kept.ts';
import { isMany } from './reach.ts';

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

/** Two key columns are sorted as one where their combinations are no more than this: counts of 16 MiB. */
const MOST_COMBINED = 2 ** 22;
/** Entries of all groups together: several fields with many values multiply. */
const MOST_ENTRIES = 2 ** 27;

/** Groups rows by the values of the fields; kept per question. Throws `columns/too-many-groups` where many values multiply beyond bound. */
export function groupRows(columns: Columns, fields: readonly FieldName[], options: GroupOptions): Groups {
  const name = `groups ${fields.join(' ')} ${options.nulls} ${options.rows === undefined ? 'all' : identityOf(options.rows)}`;
  return columns.keep(name, ({ starts, rows }) => rows.byteLength + starts.byteLength * (fields.length + 1), () => group(columns, fields, options, name));
}

function group(columns: Columns, fields: readonly FieldName[], { rows, nulls }: GroupOptions, name: string): Groups {
  const { entries, dropped } = nulls === 'drop' ? withAll(columns, fields, rows) : { entries: rows ?? null, dropped: [] };
  const keyed = fields.some(isMany) ? multiplied(columns, fields, entries) : { rowOf: null, keys: fields.map((field) => columns.ids(field)) };
  const columnsOfKeys = fields.map((field, i): KeyColumn => ({ ids: keyed.keys[i]!, size: columns.size(field) }));
  const start = keyed.rowOf === null ? entries : null;
  const { order, starts } = sorted(columnsOfKeys, start, keyed.rowOf?.length ?? columns.count);
  const heads = starts.subarray(0, -1).map((place) => order[place]!);
  const keys = columnsOfKeys.map(({ ids }) => gathered(heads, ids));
  const grouped = keyed.rowOf === null ? order : gathered(order, keyed.rowOf);
  return { name, fields, count: starts.length - 1, starts, rows: grouped, dropped, key: (group, i) => keys[i]![group]! };
}

interface KeyColumn {
  /** By entry. */
  readonly ids: Uint32Array;
  readonly size: number;
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
  const counted = isMany(field) ? valueCounts(columns, field) : columns.ids(field);
  if (rows === null && !counted.includes(0)) return null;
  const kept = rows === null ? rowsBetween(0, columns.count) : rows.slice();
  let count = 0;
  for (let at = 0; at < kept.length; at += 1) {
    const row = kept[at]!;
    kept[count] = row;
    if (counted[row] !== 0) count += 1;
  }
  return kept.slice(0, count);
}

function valueCounts(columns: Columns, field: FieldName): Uint32Array {
  const { offsets } = columns.many(field);
  return new Uint32Array(columns.count).map((_, row) => offsets[row + 1]! - offsets[row]!);
}

/**
 * Least significant key first, each pass stable (Knuth, The Art of Computer Programming 3, 5.2.5): cost grows with rows and ids, no hashing.
 * Neighbouring keys are folded into one pass while their combinations are few.
 */
function sorted(keys: readonly KeyColumn[], entries: Uint32Array | null, n: number): { order: Uint32Array; starts: Uint32Array } {
  let order = entries;
  const passes = folded(keys);
  for (const pass of passes.toReversed()) {
    const size = pass.reduce((product, key) => product * key.size, 1);
    const combined = combine(pass, order);
    const next = countingSort(order, combined, size);
    if (passes.length === 1) return { order: next, starts: withoutEmpty(startsOf(combined, size)) };
    order = next;
  }
  order ??= rowsBetween(0, n);
  return { order, starts: boundaries(keys, order) };
}

function folded(keys: readonly KeyColumn[]): KeyColumn[][] {
  const passes: KeyColumn[][] = [];
  let product = Infinity;
  for (const key of keys) {
    product *= key.size;
    if (product <= MOST_COMBINED) passes.at(-1)!.push(key);
    else {
      passes.push([key]);
      product = key.size;
    }
  }
  return passes;
}

/** One number per place that orders as the keys of the pass do. */
function combine(pass: readonly KeyColumn[], order: Uint32Array | null): Uint32Array {
  const [first, ...others] = pass as [KeyColumn, ...KeyColumn[]];
  if (order === null && others.length === 0) return first.ids;
  const out = order === null ? first.ids.slice() : gathered(order, first.ids);
  for (const { ids, size } of others) {
    if (order === null) for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + ids[place]!;
    else for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + ids[order[place]!]!;
  }
  return out;
}

function withoutEmpty(starts: Uint32Array): Uint32Array {
  let count = 0;
  for (let key = 0; key + 1 < starts.length; key += 1) {
    const start = starts[key]!;
    if (start < starts[key + 1]!) starts[count++] = start;
  }
  starts[count] = starts.at(-1)!;
  return starts.slice(0, count + 1);
}

function boundaries(keys: readonly KeyColumn[], order: Uint32Array): Uint32Array {
  const begins = new Uint8Array(order.length);
  for (const { ids } of keys) {
    let last = -1;
    for (let place = 0; place < order.length; place += 1) {
      const id = ids[order[place]!]!;
      if (id !== last) begins[place] = 1;
      last = id;
    }
  }
  if (order.length > 0) begins[0] = 1;
  const starts = new Uint32Array(begins.reduce((sum, begin) => sum + begin, 0) + 1);
  let count = 0;
  for (let place = 0; place < order.length; place += 1) if (begins[place] === 1) starts[count++] = place;
  starts[count] = order.length;
  return starts;
}

/** One entry per row and combination of its distinct values. */
function multiplied(columns: Columns, fields: readonly FieldName[], rows: RowSet | null): { rowOf: Uint32Array; keys: Uint32Array[] } {
  let rowOf = rows ?? rowsBetween(0, columns.count);
  let keys: Uint32Array[] = [];
  for (const field of fields) {
    if (!isMany(field)) {
      keys.push(gathered(rowOf, columns.ids(field)));
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
