import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Fault } from '../../contract/index.ts';

/** Bytes that are read at once, and how many such pages are kept: 8 MiB, whatever the size of the file. */
const PAGE_BYTES = 16 * 1024;
const PAGES_KEPT = 512;
const HASH_BYTES = 1024 * 1024;

/** A file that stays on the disk, little-endian: a look-up needs a few pages of it, and neighbours the same ones. Close it at the end. */
export class PagedFile {
  readonly length: number;
  readonly #fd: number;
  readonly #name: string;
  /** Each page has one place where it may lie, and pushes out who lies there. */
  readonly #kept = new Uint8Array(PAGES_KEPT * PAGE_BYTES);
  readonly #words = new Uint32Array(this.#kept.buffer);
  readonly #pageAt = new Int32Array(PAGES_KEPT).fill(-1);

  /** @param name how a fault calls the file. Throws what the system says where it cannot be opened. */
  constructor(path: string, name: string) {
    this.#fd = openSync(path, 'r');
    this.#name = name;
    this.length = fstatSync(this.#fd).size;
  }

  /** SHA-256 of the whole file, in hex. */
  sha256(): string {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafeSlow(HASH_BYTES);
    for (let at = 0; at < this.length; ) {
      const read = readSync(this.#fd, piece, 0, HASH_BYTES, at);
      if (read === 0) break;
      hash.update(piece.subarray(0, read));
      at += read;
    }
    return hash.digest('hex');
  }

  /** The four bytes at an offset, which is a multiple of 4, as an unsigned number. */
  word(at: number): number {
    return this.#words[(this.#find(at) + (at % PAGE_BYTES)) / 4]!;
  }

  /** A copy of some bytes. Throws `geo/damaged` where the file ends before. */
  read(at: number, length: number): Buffer {
    if (at + length > this.length) throw this.#short();
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const inPage = (at + done) % PAGE_BYTES;
      const from = this.#find(at + done) + inPage;
      const count = Math.min(length - done, PAGE_BYTES - inPage);
      bytes.set(this.#kept.subarray(from, from + count), done);
      done += count;
    }
    return bytes;
  }

  close(): void {
    closeSync(this.#fd);
  }

  /** Where the page begins, among those that are kept, in which an offset lies. Throws `geo/damaged` where the file has become shorter. */
  #find(at: number): number {
    const page = Math.floor(at / PAGE_BYTES);
    const place = page % PAGES_KEPT;
    if (this.#pageAt[place] !== page) {
      this.#pageAt[place] = -1;
      const bytes = Math.min(PAGE_BYTES, this.length - page * PAGE_BYTES);
      if (readSync(this.#fd, this.#kept, place * PAGE_BYTES, bytes, page * PAGE_BYTES) < bytes) throw this.#short();
      this.#pageAt[place] = page;
    }
    return place * PAGE_BYTES;
  }

  #short(): Fault {
    return new Fault('geo/damaged', { file: this.#name, reason: 'it ends too early' });
  }
}
