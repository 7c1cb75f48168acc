import type { SectionArray } from './layout.ts';
import type { Narrow } from './narrow.ts';

/** Where rows stand in columns, and room to put them there. */
export interface Place {
  /** The row, as it came, that stands at each place; null where rows stay where they came. */
  readonly order: Uint32Array | null;
  /** For a column as it came and one as columns have it, used again and again: fresh memory of this size costs as much as what is written to it. */
  readonly scratch: readonly [Uint32Array, Uint32Array];
}

/** What a page of n rows has of a column, null for nothing; and what its numbers mean, null where they stay. */
export interface Chunk { readonly n: number; readonly raw: Narrow | null; readonly meant: Uint32Array | null }
/** What a page of n rows has of a field that may have several values; null for nothing. */
export interface ManyChunk { readonly n: number; readonly some: { readonly counts: Narrow; readonly values: Narrow } | null }

/**
 * A section that is to be written, as plain data on shared memory, so that any thread can do it. `column`: one number per row. `single`: one value at most per row, of a field that the case keeps
 * as if there could be several. `many`: the values of all rows, those of one row one after the other. `own`: what each row has of its own, such as its time.
 */
export type FillTask =
  | { readonly kind: 'own'; readonly into: Float64Array | Int32Array; readonly parts: readonly (Float64Array | Int32Array)[] }
  | { readonly kind: 'column'; readonly into: SectionArray; readonly chunks: readonly Chunk[] }
  | { readonly kind: 'single' | 'many'; readonly into: SectionArray; readonly chunks: readonly ManyChunk[]; readonly meant: Uint32Array };

export function placeFor(count: number, order: Uint32Array | null): Place {
  return { order, scratch: [new Uint32Array(count), new Uint32Array(count)] };
}

/** Writes a section. */
export function fill(task: FillTask, place: Place): void {
  if (task.kind === 'own') fillOwn(task.parts, place, task.into);
  else if (task.kind === 'column') task.into.set(inPlace(task.chunks, place));
  else if (task.kind === 'single') fillSingle(task.chunks, task.meant, place, task.into);
  else fillMany(task.chunks, task.meant, place, task.into);
}

/** The numbers of a column where columns have them; in scratch memory. */
export function inPlace(chunks: readonly Chunk[], place: Place): Uint32Array {
  return placed(place, wideOf(chunks, place));
}

function fillOwn(parts: readonly (Float64Array | Int32Array)[], { order }: Place, into: Float64Array | Int32Array): void {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  if (order === null) return;
  const came = into.slice();
  for (let place = 0; place < order.length; place += 1) into[place] = came[order[place]!]!;
}

function fillSingle(chunks: readonly ManyChunk[], meant: Uint32Array, place: Place, into: SectionArray): void {
  const wide = place.scratch[0].fill(0);
  let start = 0;
  for (const { n, some } of chunks) {
    if (some !== null) {
      let next = 0;
      for (let row = 0; row < n; row += 1) if (some.counts[row]! > 0) wide[start + row] = meant[some.values[next++]!]!;
    }
    start += n;
  }
  into.set(placed(place, wide));
}

function fillMany(chunks: readonly ManyChunk[], meant: Uint32Array, place: Place, into: SectionArray): void {
  const values = new Uint32Array(into.length);
  let at = 0;
  for (const { some } of chunks) {
    if (some === null) continue;
    writeMeant(some.values, meant, values, at);
    at += some.values.length;
  }
  const { order } = place;
  if (order === null) return into.set(values);
  const starts = new Uint32Array(order.length + 1);
  starts.set(wideOf(chunks.map(({ n, some }) => ({ n, raw: some?.counts ?? null, meant: null })), place), 1);
  for (let row = 0; row < order.length; row += 1) starts[row + 1]! += starts[row]!;
  at = 0;
  for (let place = 0; place < order.length; place += 1) {
    const row = order[place]!;
    for (let one = starts[row]!; one < starts[row + 1]!; one += 1) into[at++] = values[one]!;
  }
}

function wideOf(chunks: readonly Chunk[], { scratch: [wide] }: Place): Uint32Array {
  let at = 0;
  for (const { n, raw, meant } of chunks) {
    if (raw === null) wide.fill(0, at, at + n);
    else writeMeant(raw, meant, wide, at);
    at += n;
  }
  return wide;
}

/** Widened first, so that the loop sees one type of array. */
function writeMeant(raw: Narrow, meant: Uint32Array | null, into: Uint32Array, from: number): void {
  into.set(raw, from);
  if (meant === null) return;
  for (let at = from; at < from + raw.length; at += 1) into[at] = meant[into[at]!]!;
}

function placed({ order, scratch: [, inOrder] }: Place, wide: Uint32Array): Uint32Array {
  if (order === null) return wide;
  for (let at = 0; at < inOrder.length; at += 1) inOrder[at] = wide[order[at]!]!;
  return inOrder;
}
