/** Texts as UTF-8, one after the other: text i lies at `bytes[ends[i - 1]] … bytes[ends[i] - 1]`, the first from 0. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

const SMALL = 12;

/**
 * The numbers of the texts in the order of their bytes. Three-way radix quicksort (Bentley and Sedgewick, Fast algorithms for sorting and
 * searching strings, 1997): long common beginnings, such as those of ARNs, are looked at once per text. No recursion, since a text may be long.
 */
export function sortTexts({ bytes, ends }: TextBytes): Uint32Array {
  const order = new Uint32Array(ends.length).map((_, text) => text);
  const startOf = (text: number): number => (text === 0 ? 0 : ends[text - 1]!);
  const byteAt = (text: number, depth: number): number => {
    const at = startOf(text) + depth;
    return at < ends[text]! ? bytes[at]! : -1;
  };
  const before = (one: number, other: number, depth: number): boolean => {
    for (let at = depth; ; at += 1) {
      const [a, b] = [byteAt(one, at), byteAt(other, at)];
      if (a !== b) return a < b;
      if (a < 0) return false;
    }
  };
  const insert = (low: number, high: number, depth: number): void => {
    for (let next = low + 1; next < high; next += 1) {
      const text = order[next]!;
      let at = next;
      for (; at > low && before(text, order[at - 1]!, depth); at -= 1) order[at] = order[at - 1]!;
      order[at] = text;
    }
  };
  const swap = (a: number, b: number): void => {
    const text = order[a]!;
    order[a] = order[b]!;
    order[b] = text;
  };
  const waiting: [low: number, high: number, depth: number][] = [[0, order.length, 0]];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const [low, high, depth] = part;
    if (high - low <= SMALL) {
      insert(low, high, depth);
      continue;
    }
    const pivot = median(byteAt(order[low]!, depth), byteAt(order[(low + high) >>> 1]!, depth), byteAt(order[high - 1]!, depth));
    let [less, at, more] = [low, low, high];
    while (at < more) {
      const byte = byteAt(order[at]!, depth);
      if (byte < pivot) swap(less++, at++);
      else if (byte > pivot) swap(at, --more);
      else at += 1;
    }
    waiting.push([low, less, depth], [more, high, depth]);
    if (pivot >= 0) waiting.push([less, more, depth + 1]);
  }
  return order;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Below 0, 0 or above: text `index` against other bytes, byte by byte. */
export function compareText({ bytes, ends }: TextBytes, index: number, other: Uint8Array): number {
  const start = index === 0 ? 0 : ends[index - 1]!;
  const length = ends[index]! - start;
  const common = Math.min(length, other.length);
  for (let at = 0; at < common; at += 1) {
    const difference = bytes[start + at]! - other[at]!;
    if (difference !== 0) return difference;
  }
  return length - other.length;
}
