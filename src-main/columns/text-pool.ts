import { sortTexts, type TextBytes } from './sort-texts.ts';

/** All texts of the columns, each once, in the order of their bytes. Texts are numbered from 1 there; 0 is no text. */
export interface SortedTexts extends TextBytes {
  /** Number of the text that was added as entry i. */
  readonly numberOf: Uint32Array;
}

const LONGEST = 0xffff_ffff;

/** Gathers texts, sorts them once. */
export class TextPool {
  #bytes = new Uint8Array(1 << 16);
  #used = 0;
  readonly #ends: number[] = [];
  readonly #encoder = new TextEncoder();

  /** Adds a text and gives its entry, from 0. The same text may be added again. */
  add(text: string): number {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    this.#makeRoom(text.length * 3);
    this.#used += this.#encoder.encodeInto(text, this.#bytes.subarray(this.#used)).written;
    this.#ends.push(this.#used);
    return this.#ends.length - 1;
  }

  sorted(): SortedTexts {
    const raw = { bytes: this.#bytes, ends: Uint32Array.from(this.#ends) };
    const order = sortTexts(raw);
    const numberOf = new Uint32Array(order.length);
    const bytes = new Uint8Array(this.#used);
    const ends = new Uint32Array(order.length);
    let [count, end, last] = [0, 0, new Uint8Array(0)];
    for (const entry of order) {
      const text = raw.bytes.subarray(entry === 0 ? 0 : raw.ends[entry - 1]!, raw.ends[entry]!);
      if (count === 0 || !sameBytes(text, last)) {
        bytes.set(text, end);
        end += text.length;
        ends[count] = end;
        count += 1;
        last = text;
      }
      numberOf[entry] = count;
    }
    return { bytes: bytes.subarray(0, end), ends: ends.subarray(0, count), numberOf };
  }

  #makeRoom(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.#bytes.length) return;
    if (needed > LONGEST) throw new Error('The texts of the case take more than 4 GiB.');
    const roomier = new Uint8Array(Math.min(LONGEST, Math.max(needed, this.#bytes.length * 2)));
    roomier.set(this.#bytes.subarray(0, this.#used));
    this.#bytes = roomier;
  }
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
