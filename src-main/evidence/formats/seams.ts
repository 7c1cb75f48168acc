import { decodeRecord } from './decode-record.ts';
import type { Rhythm } from './restart.ts';

/** A seam is not longer than this: blanks of a pretty printer, and the first key of a record. */
const MOST_BYTES = 128;
/** Wrong guesses in a row until there are no more of them for this list. */
const MOST_MISSES = 8;

/** A piece of a member, and the place of its first byte in it. */
export interface Chunk {
  readonly bytes: Buffer;
  readonly base: number;
  readonly ascii: boolean;
}

/**
 * Reads records of a list without walking through them, where what stood between two of them (`},{"eventVersion":` and the like) tells where they end.
 * Looking for a seam is far quicker than scanning, and a guess is not taken on trust: what lies before it must be one whole JSON object, and then it is the
 * record, since no JSON object is the beginning of another.
 */
export class Seams {
  readonly #limits: { readonly recordBytes: number; readonly depth: number };
  #seam: Buffer | null = null;
  #misses = 0;
  /** The chunk that was searched, by its place, and the next seam in it. */
  #base = -1;
  #next = -1;
  #lastEnd = -1;

  constructor(limits: { readonly recordBytes: number; readonly depth: number }) {
    this.#limits = limits;
  }

  /** Notes where a good record ended, as a place in the member. */
  ended(place: number): void {
    this.#lastEnd = place;
  }

  /** The record that starts at `start` of the chunk, and the index behind it; null where it must be scanned. */
  read(chunk: Chunk, start: number, rhythm: Rhythm): { readonly end: number; readonly value: object } | null {
    if (rhythm.head === null || rhythm.started < 2 || this.#misses > MOST_MISSES) return null;
    if (this.#seam === null && this.#lastEnd > chunk.base) this.#learn(chunk.bytes, this.#lastEnd - chunk.base, start, rhythm.head);
    const end = this.#endOf(chunk, start);
    if (end < 0 || end - start > this.#limits.recordBytes) return null;
    const decoded = decodeRecord(chunk.bytes, start, end, chunk.ascii);
    this.#misses = decoded.ok ? 0 : this.#misses + 1;
    return decoded.ok && !isDeeper(decoded.value, this.#limits.depth) ? { end, value: decoded.value } : null;
  }

  #learn(b: Buffer, end: number, start: number, head: Buffer): void {
    const behind = start + head.length;
    if (behind - end >= MOST_BYTES || behind > b.length || b.compare(head, 0, head.length, start, behind) !== 0) return;
    this.#seam = Buffer.from(b.subarray(end - 1, behind));
  }

  #endOf({ bytes, base }: Chunk, start: number): number {
    if (this.#seam === null) return -1;
    if (base !== this.#base || this.#next <= start) {
      this.#base = base;
      const found = bytes.indexOf(this.#seam, start + 1);
      this.#next = found < 0 ? Infinity : found;
    }
    return this.#next === Infinity ? -1 : this.#next + 1;
  }
}

/** True for a value of more than `levels` levels of objects and arrays, itself included. */
function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((inner) => typeof inner === 'object' && inner !== null && isDeeper(inner as object, levels - 1));
  for (const name in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof inner === 'object' && inner !== null && isDeeper(inner, levels - 1)) return true;
  }
  return false;
}
