import type { FieldName } from '../contract/index.ts';
import type { Columns, RowSet } from './columns.ts';
import { isMany } from './reach.ts';

/** A value, on how many rows it stands, and the first and last time; times in UTC ms. */
export interface TopValue {
  readonly id: number;
  readonly text: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}
export interface Counts {
  /** Most frequent first, then in the order of the texts. */
  readonly top: readonly TopValue[];
  /** How many values there are; `top` may hold fewer. */
  readonly distinct: number;
  readonly rows: number;
  /** Rows that lack the field. */
  readonly absent: number;
}

/**
 * The values of a field by how many rows have them. A value that stands twice on a row counts once. `only` is 1 for each id that is asked for: then all
 * figures are of these values alone, and rows that have none of them are not counted.
 */
export function countBy(columns: Columns, field: FieldName, options: { readonly rows?: RowSet | undefined; readonly limit?: number; readonly only?: Uint8Array | undefined } = {}): Counts {
  const { rows, limit = 100, only } = options;
  const tally = isMany(field) ? tallyMany(columns, field, rows, only) : tallySingle(columns, field, rows);
  const { counts } = tally;
  if (only !== undefined) for (let id = 0; id < counts.length; id += 1) counts[id]! *= only[id]!;
  const absent = only === undefined ? counts[0]! : 0;
  counts[0] = 0;
  const distinct = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const top = topIds(counts, Math.min(limit, distinct)).map((id): TopValue => ({
    id, text: columns.text(field, id), count: counts[id]!, first: columns.time[tally.first[id]!]!, last: columns.time[tally.last[id]!]!,
  }));
  const found = only === undefined ? rows?.length ?? columns.count : tally.found ?? counts.reduce((sum, count) => sum + count, 0);
  return { top, distinct, rows: found, absent };
}

/** By id: how many rows, and the first and last of them. `found`: rows with an id that was asked for, where a row may have several. */
interface Tally { readonly counts: Uint32Array; readonly first: Uint32Array; readonly last: Uint32Array; readonly found?: number }
const NONE = 0xffff_ffff;
const emptyTally = (size: number): Tally => ({ counts: new Uint32Array(size), first: new Uint32Array(size), last: new Uint32Array(size).fill(NONE) });

function tallySingle(columns: Columns, field: FieldName, rows: RowSet | undefined): Tally {
  const ids = columns.ids(field);
  const { counts, first, last } = emptyTally(columns.size(field));
  const n = rows?.length ?? columns.count;
  for (let at = 0; at < n; at += 1) {
    const row = rows === undefined ? at : rows[at]!;
    const id = ids[row]!;
    if (counts[id] === 0) first[id] = row;
    counts[id]! += 1;
    last[id] = row;
  }
  return { counts, first, last };
}

function tallyMany(columns: Columns, field: FieldName, rows: RowSet | undefined, only: Uint8Array | undefined): Tally {
  const { offsets, values } = columns.many(field);
  const { counts, first, last } = emptyTally(columns.size(field));
  const n = rows?.length ?? columns.count;
  let found = 0;
  for (let at = 0; at < n; at += 1) {
    const row = rows === undefined ? at : rows[at]!;
    let hit = 0;
    if (offsets[row] === offsets[row + 1]) counts[0]! += 1;
    for (let value = offsets[row]!; value < offsets[row + 1]!; value += 1) {
      const id = values[value]!;
      if (last[id] === row) continue;
      if (counts[id] === 0) first[id] = row;
      counts[id]! += 1;
      last[id] = row;
      if (only !== undefined) hit |= only[id]!;
    }
    found += hit;
  }
  return { counts, first, last, found };
}

/** The ids of the highest counts, highest first, then ascending. The cut is found on the counts alone, so that a million ids need no full sort. */
function topIds(counts: Uint32Array, limit: number): number[] {
  if (limit === 0) return [];
  const cut = counts.slice().sort().at(-limit)!;
  const above: number[] = [];
  const ties: number[] = [];
  for (let id = 1; id < counts.length; id += 1) {
    if (counts[id]! > cut) above.push(id);
    else if (counts[id] === cut && ties.length < limit) ties.push(id);
  }
  above.sort((a, b) => counts[b]! - counts[a]! || a - b);
  return [...above, ...ties.slice(0, limit - above.length)];
}
