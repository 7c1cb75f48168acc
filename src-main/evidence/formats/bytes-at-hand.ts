import { isAscii } from 'node:buffer';
import { Held } from './held.ts';
import type { Chunk } from './seams.ts';

/**
 * The bytes that a splitter has at hand: a chunk, how far it is read, where the value at hand starts, and the bytes of that value from
 * earlier chunks. An index counts from the first byte of the chunk, a place from the first byte of the member.
 */
export class BytesAtHand implements Chunk {
  /** Index of the byte that comes next. */
  index = 0;
  readonly #held = new Held();
  #bytes: Buffer = Buffer.alloc(0);
  #base = 0;
  #ascii = false;
  #start = 0;
  #isLetGo = false;

  get bytes(): Buffer {
    return this.#bytes;
  }

  get base(): number {
    return this.#base;
  }

  get ascii(): boolean {
    return this.#ascii;
  }

  /** The byte that comes next; undefined where the chunk ends. */
  get next(): number | undefined {
    return this.#bytes[this.index];
  }

  /** Its place. */
  get place(): number {
    return this.#base + this.index;
  }

  /** Place behind the last byte that is known of the member. */
  get end(): number {
    return this.#base + this.#bytes.length;
  }

  /** Place of the first byte of the value at hand. */
  get start(): number {
    return this.#start;
  }

  /** Bytes of the value at hand, read so far. */
  get length(): number {
    return this.place - this.#start;
  }

  /** The bytes of the value at hand were let go. */
  get isLetGo(): boolean {
    return this.#isLetGo;
  }

  /** Takes the next chunk without copying it; of the one before it remains what was kept. */
  load(chunk: Buffer): void {
    this.#base = this.end;
    this.#bytes = chunk;
    this.#ascii = isAscii(chunk);
    this.index = 0;
  }

  /** Keeps no reference to the chunk, which was read to its end. */
  unload(): void {
    this.load(Buffer.alloc(0));
  }

  /** A value starts with the byte that comes next. */
  begin(): void {
    this.#start = this.place;
    this.#isLetGo = false;
  }

  /** Back to the first byte of the value at hand. */
  rewind(): void {
    this.index = this.#start - this.#base;
  }

  /** The piece that holds the value at hand, read so far, as a whole. */
  piece(): Chunk {
    if (this.#start >= this.#base) return this;
    return { bytes: this.#held.with(this.#bytes.subarray(0, this.index)), base: this.#start, ascii: false };
  }

  /** The value at hand, read so far. */
  value(): Buffer {
    const { bytes, base } = this.piece();
    return bytes.subarray(this.#start - base, this.place - base);
  }

  /** The bytes of the value at hand before the one that comes next: at least `reach` of them where it has so many. */
  before(reach: number): Buffer {
    return this.index < reach ? this.#held.lastWith(reach, this.#bytes.subarray(0, this.index)) : this.#bytes.subarray(this.index - reach, this.index);
  }

  /** What was kept and the chunk become one chunk. */
  join(): void {
    const before = this.#held.size;
    if (before === 0) return;
    this.#bytes = this.#held.with(this.#bytes);
    this.#base -= before;
    this.index += before;
    this.#ascii = isAscii(this.#bytes);
    this.#held.clear();
  }

  /** Keeps the bytes of the value at hand for the next chunk. */
  keepValue(): void {
    this.keepFrom(Math.max(0, this.#start - this.#base));
  }

  /** Keeps the bytes from `index` on for the next chunk. */
  keepFrom(index: number): void {
    this.#held.add(this.#bytes.subarray(index));
  }

  /** Forgets what was kept. */
  forget(): void {
    this.#held.clear();
  }

  /** Gives up the bytes of the value at hand, which goes on. */
  letGo(): void {
    this.#isLetGo = true;
    this.#held.clear();
  }
}
