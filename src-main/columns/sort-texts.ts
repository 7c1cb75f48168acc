/** Texts as UTF-8, one after the other: text i lies at `bytes[ends[i - 1]] … bytes[ends[i] - 1]`, the first from 0. */
export interface TextBytes {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

const SMALL = 12;
/** Bytes of a text that one key says. */
const KEY_BYTES = 3;
/** Texts that are moved between two steps. */
const MOVES_A_STEP = 1 << 20;

/**
 * The numbers of the texts, from one on, in the order of their bytes, in steps. Three-way radix quicksort (Bentley and Sedgewick, Fast algorithms for sorting and searching strings, 1997): long common
 * beginnings, such as those of ARNs, are looked at once per text. The next three bytes of a text and how many there are lie beside it as a number, so that parting goes along one array instead
 * of through memory (Ng and Kakehi, Cache efficient radix sort for string sorting, 2007). No recursion, since a text may be long.
 */
export function* sortTexts({ bytes, ends }: TextBytes, first = 0): Generator<void, Uint32Array> {
  const order = new Uint32Array(ends.length - first).map((_, at) => first + at);
  const keys = new Uint32Array(order.length);
  const startOf = (text: number): number => (text === 0 ? 0 : ends[text - 1]!);
  const keyOf = (text: number, depth: number): number => {
    const at = startOf(text) + depth;
    const left = ends[text]! - at;
    // Of two texts of which one goes on, the shorter comes first, also where the longer goes on with NUL.
    if (left >= KEY_BYTES) return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | KEY_BYTES) >>> 0;
    if (left === 2) return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | 2) >>> 0;
    return left === 1 ? ((bytes[at]! << 24) | 1) >>> 0 : 0;
  };
  const isBefore = (one: number, other: number, depth: number): boolean => {
    for (let at = depth; ; at += KEY_BYTES) {
      const [a, b] = [keyOf(one, at), keyOf(other, at)];
      if (a !== b) return a < b;
      if ((a & 0xff) < KEY_BYTES) return false;
    }
  };
  const insert = (low: number, high: number, depth: number): void => {
    for (let next = low + 1; next < high; next += 1) {
      const [text, key] = [order[next]!, keys[next]!];
      let at = next;
      for (; at > low && (key < keys[at - 1]! || (key === keys[at - 1]! && (key & 0xff) === KEY_BYTES && isBefore(text, order[at - 1]!, depth + KEY_BYTES))); at -= 1) {
        order[at] = order[at - 1]!;
        keys[at] = keys[at - 1]!;
      }
      order[at] = text;
      keys[at] = key;
    }
  };
  const swap = (a: number, b: number): void => {
    const [text, key] = [order[a]!, keys[a]!];
    order[a] = order[b]!;
    keys[a] = keys[b]!;
    order[b] = text;
    keys[b] = key;
  };
  const waiting: [low: number, high: number, depth: number, keyed: boolean][] = [[0, order.length, 0, false]];
  let moves = 0;
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const [low, high, depth, keyed] = part;
    if ((moves += high - low) >= MOVES_A_STEP) {
      moves = 0;
      yield;
    }
    if (!keyed) for (let at = low; at < high; at += 1) keys[at] = keyOf(order[at]!, depth);
    if (high - low <= SMALL) {
      insert(low, high, depth);
      continue;
    }
    const pivot = median(keys[low]!, keys[(low + high) >>> 1]!, keys[high - 1]!);
    let [less, at, more] = [low, low, high];
    while (at < more) {
      const key = keys[at]!;
      if (key < pivot) swap(less++, at++);
      else if (key > pivot) swap(at, --more);
      else at += 1;
    }
    if (less - low > 1) waiting.push([low, less, depth, true]);
    if (high - more > 1) waiting.push([more, high, depth, true]);
    if (more - less > 1 && (pivot & 0xff) === KEY_BYTES) waiting.push([less, more, depth + KEY_BYTES, false]);
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
