import type { ReadCase } from './handle.ts';
import { preparedRaw } from './handle.ts';

/** Rows that are read at a time; between two reads no statement is open, so that the writer can checkpoint. */
const idsPerRead = 50_000;

/** `event.id` of all events, ordered by time, then identity, so that the order does not depend on the order of import. */
export function eventOrder(file: ReadCase): Int32Array {
  const { ids, times, identities } = readKeys(file);
  const order = byTime(times);
  const compare = (a: number, b: number): number => {
    const atA = a * 16;
    const atB = b * 16;
    for (let at = 0; at < 16; at += 1) {
      const difference = identities[atA + at]! - identities[atB + at]!;
      if (difference !== 0) return difference;
    }
    return 0;
  };
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && times[order[to]!] === times[order[from]!]) to += 1;
    if (to - from > 1) order.subarray(from, to).sort(compare);
    from = to;
  }
  return Int32Array.from(order, (row) => ids[row]!);
}

interface Keys { readonly ids: Int32Array; readonly times: Float64Array; readonly identities: Uint8Array }

function readKeys(file: ReadCase): Keys {
  const last = preparedRaw<[number]>(file, 'SELECT coalesce(max(id), 0) FROM event').get()![0];
  const ids = new Int32Array(last);
  const times = new Float64Array(last);
  const identities = new Uint8Array(last * 16);
  let n = 0;
  // The identities of a page come as one hex text: an object per row would cost more than reading the rows.
  const hex = preparedRaw<[string | null]>(file, `SELECT group_concat(hex(identity), '') FROM (SELECT identity FROM event WHERE id > ? AND id <= ? ORDER BY id)`);
  const rows = preparedRaw<[number, number]>(file, 'SELECT id, time_ms FROM event WHERE id > ? AND id <= ? ORDER BY id');
  for (let from = 0; from < last; from += idsPerRead) {
    const start = n;
    for (const [id, time] of rows.all(from, from + idsPerRead)) {
      ids[n] = id;
      times[n] = time;
      n += 1;
    }
    identities.set(Buffer.from(hex.get(from, from + idsPerRead)![0] ?? '', 'hex'), start * 16);
  }
  return { ids: ids.subarray(0, n), times: times.subarray(0, n), identities: identities.subarray(0, n * 16) };
}

/** Row numbers by time: a radix sort over the bits that differ, 16 at a time; stable, and linear where a comparison sort is not. */
function byTime(times: Float64Array): Uint32Array {
  const n = times.length;
  let order = new Uint32Array(n);
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
  let next = new Uint32Array(n);
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
