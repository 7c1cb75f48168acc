/** What the rows of a page are ordered by: UTC ms, and 16 bytes per row. */
export interface RowKeys { readonly time: Float64Array; readonly identity: Uint8Array | null }

const IDENTITY_BYTES = 16;
/** More of one time than this are sorted by a sort that does not go from one to the next. */
const FEW = 24;

/**
 * The rows of all pages, counted on from page to page, in the order that columns have them: by time, then identity. Null where that is the order in which they came.
 * Throws where a time is none.
 */
export function* rowOrder(pages: readonly RowKeys[]): Generator<void, Uint32Array | null> {
  const times = joined(pages, Float64Array, 1, ({ time }) => time);
  for (let row = 0; row < times.length; row += 1) if (Number.isNaN(times[row]!)) throw new Error(`Row ${row} has no time.`);
  yield;
  const order = byTime(times);
  yield;
  if (pages.some(({ identity }) => identity !== null)) byIdentity(order, times, joined(pages, Uint8Array, IDENTITY_BYTES, ({ identity }) => identity));
  return order.every((row, at) => row === at) ? null : order;
}

function joined<A extends Float64Array | Uint8Array>(pages: readonly RowKeys[], Kind: new (length: number) => A, perRow: number, of: (page: RowKeys) => A | null): A {
  const all = new Kind(pages.reduce((sum, { time }) => sum + time.length, 0) * perRow);
  let at = 0;
  for (const page of pages) {
    const part = of(page);
    if (part !== null) all.set(part, at);
    at += page.time.length * perRow;
  }
  return all;
}

/** A radix sort over the bits that differ, 16 at a time; stable, and linear where a comparison sort is not. */
function byTime(times: Float64Array): Uint32Array {
  const n = times.length;
  let order = new Uint32Array(new SharedArrayBuffer(n * 4));
  let sorted = true;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < n; row += 1) {
    const time = times[row]!;
    if (time < most) sorted = false;
    if (time < least) least = time;
    if (time > most) most = time;
    order[row] = row;
  }
  if (sorted) return order;
  let next = new Uint32Array(new SharedArrayBuffer(n * 4));
  for (let unit = 1; unit <= most - least; unit *= 65_536) {
    const starts = new Uint32Array(65_537);
    const digit = (row: number): number => Math.floor((times[row]! - least) / unit) % 65_536;
    for (let row = 0; row < n; row += 1) starts[digit(row) + 1]! += 1;
    for (let at = 0; at < 65_536; at += 1) starts[at + 1]! += starts[at]!;
    for (let at = 0; at < n; at += 1) next[starts[digit(order[at]!)]!++] = order[at]!;
    [order, next] = [next, order];
  }
  return order;
}

/** Orders rows of one time, in place. */
function byIdentity(order: Uint32Array, times: Float64Array, identities: Uint8Array): void {
  const compare = (a: number, b: number): number => {
    for (let byte = 0; byte < IDENTITY_BYTES; byte += 1) {
      const difference = identities[a * IDENTITY_BYTES + byte]! - identities[b * IDENTITY_BYTES + byte]!;
      if (difference !== 0) return difference;
    }
    return a - b;
  };
  for (let from = 0; from < order.length;) {
    const time = times[order[from]!]!;
    let to = from + 1;
    while (to < order.length && times[order[to]!] === time) to += 1;
    if (to - from > FEW) order.subarray(from, to).sort(compare);
    else {
      for (let next = from + 1; next < to; next += 1) {
        const row = order[next]!;
        let at = next;
        for (; at > from && compare(row, order[at - 1]!) < 0; at -= 1) order[at] = order[at - 1]!;
        order[at] = row;
      }
    }
    from = to;
  }
}
