import type { Narrow } from './narrow.ts';

/**
 * Entries in the order of their keys, equal keys in the order they had (stable). `keys[p]` is the key of the entry at place p of `order`, below
 * `size`; `order` null means 0, 1, 2 …
 */
export function countingSort(order: Uint32Array | null, keys: Narrow, size: number): Uint32Array {
  return sortedWithStarts(order, keys, size).sorted;
}

/** The same, and where the entries of each key begin (`startsOf`). */
export function sortedWithStarts(order: Uint32Array | null, keys: Narrow, size: number): { readonly sorted: Uint32Array; readonly starts: Uint32Array } {
  const places = startsOf(keys, size);
  const sorted = new Uint32Array(keys.length);
  if (order === null) for (let place = 0; place < keys.length; place += 1) sorted[places[keys[place]!]!++] = place;
  else for (let place = 0; place < keys.length; place += 1) sorted[places[keys[place]!]!++] = order[place]!;
  // Each key's next place is by now where the one above it begins.
  places.copyWithin(1, 0, size);
  places[0] = 0;
  return { sorted, starts: places };
}

/** Where the entries of each key begin, in the order of keys; one more entry at the end says how many there are. */
export function startsOf(keys: Narrow, size: number): Uint32Array {
  const starts = new Uint32Array(size + 1);
  for (let place = 0; place < keys.length; place += 1) starts[keys[place]! + 1]! += 1;
  for (let key = 0; key < size; key += 1) starts[key + 1]! += starts[key]!;
  return starts;
}

/** `values` of each entry of `order`. */
export function gathered(order: Uint32Array, values: Narrow): Uint32Array {
  const out = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) out[place] = values[order[place]!]!;
  return out;
}
