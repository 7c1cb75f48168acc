import type { Coded } from './coded.ts';
import { countingSort, gathered, sortedWithStarts } from './counting-sort.ts';
import { rowsBetween } from './filter.ts';
import type { Narrow } from './narrow.ts';

export interface KeyColumn extends Coded {
  /** One above the highest id. */
  readonly size: number;
}
/** Places in order, and where each combination of keys begins; one more entry with the number of places. */
interface Sorted { readonly order: Uint32Array; readonly starts: Uint32Array }

/** Two key columns are sorted as one where their combinations are no more than this: counts of 16 MiB. */
const MOST_COMBINED = 2 ** 22;
/** Refining sorts by comparing: where more than one place in so many has to be, one more pass over all is cheaper. */
const REFINED_SHARE = 4;

/**
 * Entries by their keys, the first key first, equal ones in the order they had. Neighbouring keys are folded into one pass while their combinations
 * are few. The first pass mostly settles it, since a key rarely has two users: then only groups that it left mixed are sorted further. Else least
 * significant key first, each pass stable (Knuth, The Art of Computer Programming 3, 5.2.5): cost grows with rows and ids, no hashing.
 * @param entries rows in order; null means 0 … n - 1
 */
export function sortedByKeys(asked: readonly KeyColumn[], entries: Uint32Array | null, n: number): Sorted {
  const keys = joined(asked);
  const [first, ...others] = folded(keys);
  if (first === undefined) {
    const order = entries ?? rowsBetween(0, n);
    return { order, starts: Uint32Array.from(order.length === 0 ? [0] : [0, order.length]) };
  }
  const byFirst = sortedBy(first, entries);
  if (others.length === 0) return byFirst;
  return refined(byFirst, others.flat()) ?? inPasses(keys, [first, ...others], entries);
}

/** Neighbouring keys that are reached through the same codes (name and account of a user) are one: what orders them is told of each code, not of each row. */
function joined(keys: readonly KeyColumn[]): readonly KeyColumn[] {
  const made: KeyColumn[] = [];
  for (const key of keys) {
    const before = made.at(-1);
    if (before?.codes === key.codes && before.size * key.size <= Number.MAX_SAFE_INTEGER) made[made.length - 1] = ranked(before, key);
    else made.push(key);
  }
  return made;
}

/** Ids ascend with the first key, those of one first key with the second. */
function ranked(first: KeyColumn, second: KeyColumn): KeyColumn {
  const length = first.table?.length ?? second.table?.length ?? Math.max(first.size, second.size);
  const idOf = ({ table }: KeyColumn, code: number): number => (table === null ? code : table[code]!);
  const numbers = Float64Array.from({ length }, (_, code) => idOf(first, code) * second.size + idOf(second, code));
  const ranks = new Map<number, number>();
  for (const number of numbers.toSorted()) if (!ranks.has(number)) ranks.set(number, ranks.size);
  return { codes: first.codes, table: Uint32Array.from(numbers, (number) => ranks.get(number)!), size: ranks.size };
}

const sortedBy = (pass: readonly KeyColumn[], entries: Uint32Array | null): Sorted => {
  const { sorted, starts } = sortedWithStarts(entries, combined(pass, entries), sizeOf(pass));
  return { order: sorted, starts: withoutEmpty(starts) };
};

const sizeOf = (pass: readonly KeyColumn[]): number => pass.reduce((product, { size }) => product * size, 1);

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
function combined(pass: readonly KeyColumn[], order: Uint32Array | null): Narrow {
  const [first, ...others] = pass as [KeyColumn, ...KeyColumn[]];
  if (order === null && others.length === 0 && first.table === null) return first.codes;
  const out = new Uint32Array(order?.length ?? first.codes.length);
  for (const { codes, table, size } of pass) {
    if (order === null && table === null) for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + codes[place]!;
    else if (order === null) for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + table![codes[place]!]!;
    else if (table === null) for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + codes[order[place]!]!;
    else for (let place = 0; place < out.length; place += 1) out[place] = out[place]! * size + table[codes[order[place]!]!]!;
  }
  return out;
}

/** Groups by the first keys, sorted further by the others where those differ; null where that is so for too many, or the numbers would not be exact. */
function refined({ order, starts }: Sorted, keys: readonly KeyColumn[]): Sorted | null {
  const product = sizeOf(keys);
  const mixed = mixedGroups(order, starts, keys);
  const places = mixed.reduce((sum, group) => sum + starts[group + 1]! - starts[group]!, 0);
  if (places * REFINED_SHARE > order.length || product * (places + 1) > Number.MAX_SAFE_INTEGER) return null;
  const begins: number[] = [];
  for (const group of mixed) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    const rows = order.slice(from, to);
    const numbers = combinedNumbers(keys, rows);
    const ranks = Float64Array.from(numbers, (number, at) => number * rows.length + at).sort();
    let last = -1;
    for (let at = 0; at < rows.length; at += 1) {
      const number = Math.floor(ranks[at]! / rows.length);
      order[from + at] = rows[ranks[at]! - number * rows.length]!;
      if (at > 0 && number !== last) begins.push(from + at);
      last = number;
    }
  }
  return { order, starts: begins.length === 0 ? starts : merged(starts, begins) };
}

/** Both ascend. */
function merged(starts: Uint32Array, begins: readonly number[]): Uint32Array {
  const all = new Uint32Array(starts.length + begins.length);
  let next = 0;
  let used = 0;
  for (let at = 0; at < starts.length; at += 1) {
    while (next < begins.length && begins[next]! < starts[at]!) all[used++] = begins[next++]!;
    all[used++] = starts[at]!;
  }
  return all;
}

function combinedNumbers(keys: readonly KeyColumn[], rows: Uint32Array): Float64Array {
  const numbers = new Float64Array(rows.length);
  for (const { codes, table, size } of keys) {
    for (let at = 0; at < rows.length; at += 1) {
      const code = codes[rows[at]!]!;
      numbers[at] = numbers[at]! * size + (table === null ? code : table[code]!);
    }
  }
  return numbers;
}

/** Groups whose rows do not all have the same keys, ascending. */
function mixedGroups(order: Uint32Array, starts: Uint32Array, keys: readonly KeyColumn[]): readonly number[] {
  const mixed = new Uint8Array(starts.length - 1);
  for (const { codes, table } of keys) {
    const ids = gathered(order, codes);
    if (table !== null) for (let place = 0; place < ids.length; place += 1) ids[place] = table[ids[place]!]!;
    for (let group = 0; group < mixed.length; group += 1) {
      const end = starts[group + 1]!;
      const id = ids[starts[group]!]!;
      for (let place = starts[group]! + 1; place < end; place += 1) {
        if (ids[place] === id) continue;
        mixed[group] = 1;
        break;
      }
    }
  }
  const found: number[] = [];
  for (let group = 0; group < mixed.length; group += 1) if (mixed[group] === 1) found.push(group);
  return found;
}

function inPasses(keys: readonly KeyColumn[], passes: readonly (readonly KeyColumn[])[], entries: Uint32Array | null): Sorted {
  let order = entries;
  for (const pass of passes.toReversed()) order = countingSort(order, combined(pass, order), sizeOf(pass));
  return { order: order!, starts: boundaries(keys, order!) };
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
  for (const { codes, table } of keys) {
    let last = -1;
    for (let place = 0; place < order.length; place += 1) {
      const code = codes[order[place]!]!;
      const id = table === null ? code : table[code]!;
      if (id !== last) begins[place] = 1;
      last = id;
    }
  }
  if (order.length > 0) begins[0] = 1;
  let count = 0;
  for (let place = 0; place < begins.length; place += 1) count += begins[place]!;
  const starts = new Uint32Array(count + 1);
  count = 0;
  for (let place = 0; place < order.length; place += 1) if (begins[place] === 1) starts[count++] = place;
  starts[count] = order.length;
  return starts;
}
