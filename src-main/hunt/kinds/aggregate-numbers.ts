import type { RowSet } from '../../columns/index.ts';
import type { Windows } from '../windows.ts';

/** What windows measure: counts, or numbers of which NaN says that there is none. */
export type Measured = Uint32Array | Float64Array;

/**
 * The sum of a number over the events of each window, or its mean; only of events whose mask is 1. Events without the number take no part: a sum over none is 0,
 * a mean over none is none. Sums of whole numbers are exact up to 2^53.
 */
export function sumsOf(kind: 'sum' | 'avg', numbers: Float64Array, mask: Uint8Array | null, rows: RowSet, { count, lows, ends }: Windows): Float64Array {
  const sums = new Float64Array(rows.length + 1);
  const there = new Uint32Array(rows.length + 1);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    const number = numbers[row]!;
    const counts = !Number.isNaN(number) && (mask === null || mask[row] === 1);
    sums[at + 1] = sums[at]! + (counts ? number : 0);
    there[at + 1] = there[at]! + (counts ? 1 : 0);
  }
  const values = new Float64Array(count);
  for (let w = 0; w < count; w += 1) {
    const sum = sums[ends[w]!]! - sums[lows[w]!]!;
    values[w] = kind === 'sum' ? sum : sum / (there[ends[w]!]! - there[lows[w]!]!);
  }
  return values;
}

/** One measure as a share of another; none where the other is 0. */
export function ratioOf(above: Measured, below: Measured): Float64Array {
  return Float64Array.from(above, (value, w) => (below[w] === 0 ? NaN : value / below[w]!));
}
