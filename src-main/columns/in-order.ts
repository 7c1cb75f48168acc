import type { FieldName } from '../contract/index.ts';
import { idsOfRows, withIds, type Coded } from './coded.ts';
import type { Columns, Many } from './columns.ts';
import type { Groups } from './group-rows.ts';
import { identityOf } from './kept.ts';
import { narrowArray, type Narrow } from './narrow.ts';
import { isMany } from './reach.ts';

/**
 * Values of a column in the order of the rows of groups, so that going through a group reads memory in a line. Where `offsets` is null, the
 * row at place p has `ids[p]`; else `ids[offsets[p]] … ids[offsets[p + 1] - 1]`. 0 does not count as a value.
 */
export interface OrderedColumn {
  /** What is counted on it may be kept under this name. */
  readonly name: string;
  readonly size: number;
  /** As narrow as the size allows. */
  readonly ids: Narrow;
  readonly offsets: Uint32Array | null;
}

export interface InOrderOptions {
  /** Whether rows without the field count as having one more value, all the same one (Sumo counts a blank as a value). */
  readonly absent?: 'skip' | 'count';
  /** 1 for each id that is not to count, such as a blank text. Counted as absent. */
  readonly ignore?: Uint8Array;
}

/** A column in the order of groups; kept. Where absent counts, its id is `size(field)`. */
export function inOrder(columns: Columns, groups: Groups, field: FieldName, options: InOrderOptions = {}): OrderedColumn {
  const { absent = 'skip', ignore } = options;
  const name = `${field} of ${groups.name}${ignore === undefined ? '' : ` but ${identityOf(ignore)}`}${absent === 'skip' ? '' : ' or absent'}`;
  return columns.keep(`in order ${name}`, ({ ids, offsets }) => ids.byteLength + (offsets?.byteLength ?? 0), () => {
    if (!isMany(field)) return { ...orderIds(groups, columns.coded(field), columns.size(field), options), name };
    if (ignore === undefined && absent === 'skip') return orderMany(columns, groups, field, name);
    const all = inOrder(columns, groups, field);
    const cleaned = { ...all, name, ids: ignore === undefined ? all.ids : all.ids.map((id) => (ignore[id] === 1 ? 0 : id)) };
    return absent === 'skip' ? cleaned : countingAbsent(cleaned, groups.rows.length);
  });
}

/** The times of the rows in the order of groups: UTC ms; kept. */
export function timesInOrder(columns: Columns, groups: Groups): Float64Array {
  return columns.keep(`times of ${groups.name}`, (times) => times.byteLength, () => orderTimes(columns, groups));
}

/** The same, not kept. */
export function orderTimes(columns: Columns, { rows }: Groups): Float64Array {
  const times = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place += 1) times[place] = columns.time[rows[place]!]!;
  return times;
}

/** Of a column that the caller made: codes per row of the case, ids below `size`. Not kept. */
export function orderIds(groups: Groups, coded: Coded, size: number, options: InOrderOptions = {}): OrderedColumn {
  const counted = countedIds(coded, size, options);
  return { name: `ids ${identityOf(coded)} of ${groups.name}`, size: counted.size, ids: idsOfRows(counted, groups.rows, narrowArray(counted.size, groups.rows.length)), offsets: null };
}

/** The ids that count: those to ignore are absent, and where absent counts it is `size`. Said once for all rows of an id. */
export function countedIds(coded: Coded, size: number, { absent = 'skip', ignore }: InOrderOptions): Coded & { readonly size: number } {
  if (ignore === undefined && absent === 'skip') return { ...coded, size };
  const nothing = absent === 'count' ? size : 0;
  return { ...withIds(coded, Uint32Array.from({ length: size }, (_, id) => (id === 0 || ignore?.[id] === 1 ? nothing : id))), size: absent === 'count' ? size + 1 : size };
}

function orderMany(columns: Columns, { rows }: Groups, field: FieldName, name: string): OrderedColumn {
  const { offsets, values }: Many = columns.many(field);
  const placed = new Uint32Array(rows.length + 1);
  for (let place = 0; place < rows.length; place += 1) placed[place + 1] = placed[place]! + offsets[rows[place]! + 1]! - offsets[rows[place]!]!;
  const ids = new Uint32Array(placed.at(-1)!);
  for (let place = 0; place < rows.length; place += 1) ids.set(values.subarray(offsets[rows[place]!]!, offsets[rows[place]! + 1]!), placed[place]!);
  return { name, size: columns.size(field), ids, offsets: placed };
}

/** Rows that have no value get one, above all others. */
function countingAbsent({ name, size, ids, offsets }: OrderedColumn, n: number): OrderedColumn {
  if (offsets === null) return { name, size: size + 1, ids: ids.map((id) => (id === 0 ? size : id)), offsets };
  const filled: number[] = [];
  const placed = new Uint32Array(n + 1);
  for (let place = 0; place < n; place += 1) {
    const own = ids.subarray(offsets[place]!, offsets[place + 1]!).filter((id) => id !== 0);
    filled.push(...(own.length === 0 ? [size] : own));
    placed[place + 1] = filled.length;
  }
  return { name, size: size + 1, ids: Uint32Array.from(filled), offsets: placed };
}
