import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { isWhite, NEWLINE } from './bytes.ts';
import { Tally } from './tally.ts';

/** What lies in a line: a record's value, or why it has none. */
export type LineRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: SkipReason; readonly detail: string; readonly truncated?: boolean };

/** How lines of one kind are read. */
export interface LineKind {
  /** A line may be longer than a record by this many bytes, which stand before it. */
  readonly mostLead: number;
  /** How many bytes at the beginning of a line are not the record. */
  lead(line: Buffer): number;
  /** Reads the bytes of a record. `last`: nothing follows, not even the end of the line; `cut`: and that is not where the member ends. */
  read(b: Buffer, from: number, to: number, last: boolean, cut: boolean): LineRead;
}

/**
 * Cuts lines into records, skips and separators. White space and NUL (what a file system leaves behind a crash) around a record are separators, as is what the kind of
 * line puts before it. Takes bytes in chunks of any size; the spans do not depend on where they end.
 */
export class LineSplitter {
  readonly #kind: LineKind;
  readonly #recordBytes: number;
  readonly #tally = new Tally();
  #b: Buffer = Buffer.alloc(0);
  #base = 0;
  #scan = 0;
  #total = 0;
  /** Bytes of the line at hand that were let go, since it is over the limit; -1: none. */
  #lost = -1;
  #cut = false;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number }, kind: LineKind) {
    this.#recordBytes = limits.recordBytes;
    this.#kind = kind;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#b = this.#b.length === 0 ? chunk : Buffer.concat([this.#b, chunk]);
    this.#total += chunk.length;
    this.#lines();
    if (this.#lost >= 0 || this.#b.length > this.#recordBytes + this.#kind.mostLead) this.#letGo(this.#b.length);
    // What is kept is small against the chunk: a copy lets the chunk go.
    this.#b = Buffer.from(this.#b);
    return this.#tally.take();
  }

  /** No more bytes; `cut`: that is not where the member ends. `truncated`: the bytes end inside of a record. */
  end(cut = false): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    this.#cut = cut;
    if (this.#lost >= 0) this.#tooLong(this.#b.length);
    else if (this.#b.length > 0) this.#line(this.#b.length, true);
    return { byteLedger: this.#tally.ledger(this.#total), spans: this.#tally.take(), truncated: this.#truncated };
  }

  #lines(): void {
    for (;;) {
      const end = this.#b.indexOf(NEWLINE, this.#scan);
      this.#scan = end < 0 ? this.#b.length : 0;
      if (end < 0) return;
      if (this.#lost >= 0) this.#tooLong(end);
      else this.#line(end, false);
      this.#tally.separators(1);
      this.#goOn(end + 1);
    }
  }

  #line(end: number, last: boolean): void {
    let to = end;
    while (to > 0 && isAround(this.#b[to - 1])) to -= 1;
    let from = this.#base === 0 && this.#b[0] === 0xef && this.#b[1] === 0xbb && this.#b[2] === 0xbf ? 3 : 0;
    if (from < to) from += this.#kind.lead(this.#b.subarray(from, to));
    while (from < to && isAround(this.#b[from])) from += 1;
    this.#tally.separators(end - Math.max(to, from) + Math.min(from, end));
    if (from >= to) return;
    const offset = this.#base + from;
    const length = to - from;
    if (length > this.#recordBytes) return this.#tally.skip(offset, length, null, 'record/too-long', `${length} bytes in one line`);
    const made = this.#kind.read(this.#b, from, to, last, this.#cut);
    if (made.ok) return this.#tally.record(offset, length, null, made.value);
    if (made.truncated === true) this.#truncated = true;
    this.#tally.skip(offset, length, null, made.reason, made.detail);
  }

  #letGo(bytes: number): void {
    this.#lost = Math.max(0, this.#lost) + bytes;
    this.#goOn(bytes);
  }

  #tooLong(end: number): void {
    this.#tally.skip(this.#base - this.#lost, this.#lost + end, null, 'record/too-long', `${this.#lost + end} bytes in one line`);
    this.#lost = -1;
  }

  #goOn(from: number): void {
    this.#b = this.#b.subarray(from);
    this.#base += from;
    this.#scan = 0;
  }
}

const isAround = (byte: number | undefined): boolean => byte === 0 || isWhite(byte);
