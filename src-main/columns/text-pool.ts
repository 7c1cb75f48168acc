import { compareText, sortTexts, type TextBytes } from './sort-texts.ts';

/** All texts of the columns, each once, in the order of their bytes. Texts are numbered from 1 there; 0 is no text. */
export interface SortedTexts extends TextBytes {
  /** Number of the text that was added as entry i. */
  readonly numberOf: Uint32Array;
}

const LONGEST = 0xffff_ffff;
/** Texts that are put down between two steps. */
const TEXTS_A_STEP = 200_000;

/** Gathers texts and sorts them. Those that are only offered are kept where somebody uses them. */
export class TextPool {
  #bytes = new Uint8Array(1 << 16);
  #filled = 0;
  #ends = new Uint32Array(1 << 12);
  #used = new Uint8Array(1 << 12);
  #count = 0;
  /** The entries that were sorted ahead: the first ones. */
  #ahead: Uint32Array = new Uint32Array(0);
  readonly #encoder = new TextEncoder();

  /** Adds a text and gives its entry, from 0. The same text may be added again. */
  add(text: string): number {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    this.#makeRoom(text.length * 3);
    return this.use(this.#added(this.#encoder.encodeInto(text, this.#bytes.subarray(this.#filled)).written));
  }

  /** Gives the entry of UTF-8 that may be used. */
  offer(from: Uint8Array, start: number, end: number): number {
    this.#makeRoom(end - start);
    copy(from, start, end, this.#bytes, this.#filled);
    return this.#added(end - start);
  }

  use(entry: number): number {
    this.#used[entry] = 1;
    return entry;
  }

  /** Sorts what is here. More may come, and is sorted at the end. */
  *sortAhead(): Generator<void, void> {
    this.#ahead = yield* sortTexts(this.#texts());
  }

  /** The texts that are used. */
  *sorted(): Generator<void, SortedTexts> {
    const { bytes: from, ends } = this.#texts();
    const order = merged(this.#texts(), this.#ahead, yield* sortTexts(this.#texts(), this.#ahead.length));
    const numberOf = new Uint32Array(order.length);
    const into = new Uint8Array(this.#filled);
    const intoEnds = new Uint32Array(order.length);
    let [count, begin, end] = [0, 0, 0];
    for (let at = 0; at < order.length; at += 1) {
      const entry = order[at]!;
      if (this.#used[entry] === 0) continue;
      const [start, stop] = [entry === 0 ? 0 : ends[entry - 1]!, ends[entry]!];
      if (count === 0 || !isSame(from, start, stop, into, begin, end)) {
        copy(from, start, stop, into, end);
        begin = end;
        end += stop - start;
        intoEnds[count] = end;
        count += 1;
      }
      numberOf[entry] = count;
      if (at % TEXTS_A_STEP === 0) yield;
    }
    return { bytes: into.subarray(0, end), ends: intoEnds.subarray(0, count), numberOf };
  }

  #texts(): TextBytes {
    return { bytes: this.#bytes.subarray(0, this.#filled), ends: this.#ends.subarray(0, this.#count) };
  }

  #added(bytes: number): number {
    this.#filled += bytes;
    if (this.#count === this.#ends.length) {
      const [ends, used] = [new Uint32Array(this.#count * 2), new Uint8Array(this.#count * 2)];
      ends.set(this.#ends);
      used.set(this.#used);
      [this.#ends, this.#used] = [ends, used];
    }
    this.#ends[this.#count] = this.#filled;
    this.#count += 1;
    return this.#count - 1;
  }

  #makeRoom(more: number): void {
    const needed = this.#filled + more;
    if (needed <= this.#bytes.length) return;
    if (needed > LONGEST) throw new Error('The texts of the case take more than 4 GiB.');
    const roomier = new Uint8Array(Math.min(LONGEST, Math.max(needed, this.#bytes.length * 2)));
    roomier.set(this.#bytes.subarray(0, this.#filled));
    this.#bytes = roomier;
  }
}

/** Most texts are short, and a view of each would cost more than its bytes. */
const SHORT = 256;

function copy(from: Uint8Array, start: number, end: number, into: Uint8Array, at: number): void {
  if (end - start > SHORT) into.set(from.subarray(start, end), at);
  else for (let byte = start; byte < end; byte += 1) into[at++] = from[byte]!;
}

function isSame(one: Uint8Array, start: number, end: number, other: Uint8Array, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let at = start; at < end; at += 1) if (one[at] !== other[otherStart + at - start]) return false;
  return true;
}

/** Both orders in one. There are few late texts: their places among the others are searched by halves. */
function merged({ bytes, ends }: TextBytes, ahead: Uint32Array, late: Uint32Array): Uint32Array {
  if (ahead.length === 0) return late;
  const order = new Uint32Array(ahead.length + late.length);
  let from = 0;
  for (let next = 0; next < late.length; next += 1) {
    const entry = late[next]!;
    const text = bytes.subarray(entry === 0 ? 0 : ends[entry - 1]!, ends[entry]!);
    let [low, high] = [from, ahead.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareText({ bytes, ends }, ahead[middle]!, text) < 0) low = middle + 1;
      else high = middle;
    }
    order.set(ahead.subarray(from, low), from + next);
    order[low + next] = entry;
    from = low;
  }
  order.set(ahead.subarray(from), from + late.length);
  return order;
}
