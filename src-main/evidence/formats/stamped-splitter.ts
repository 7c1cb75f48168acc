import type { ByteLedger } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { isWhite, NEWLINE, OPEN_BRACE } from './bytes.ts';
import { decodeRecord } from './decode-record.ts';
import { Tally } from './tally.ts';

/** A time of ISO 8601 in UTC and a blank, as CloudWatch Logs puts them before each event that it exports to S3. */
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z[ \t]+/;
const MOST_STAMP = 48;
const RETURN = 0x0d;

/** How many bytes of a line are its stamp; 0 where it has none. */
export function stampLength(line: Buffer): number {
  return stamp.exec(line.toString('latin1', 0, MOST_STAMP))?.[0].length ?? 0;
}

/**
 * Cuts lines of `TIMESTAMP JSON` into records, skips and separators. The record is the JSON alone: the stamp is the time of delivery, and counts as a separator.
 * A line without JSON costs itself. Takes bytes in chunks of any size; the spans do not depend on where they end.
 */
export class StampedSplitter {
  readonly #recordBytes: number;
  readonly #tally = new Tally();
  #b: Buffer = Buffer.alloc(0);
  #base = 0;
  #scan = 0;
  #total = 0;
  /** Bytes of the line at hand that were let go, since it is over the limit; -1: none. */
  #lost = -1;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number }) {
    this.#recordBytes = limits.recordBytes;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#b = this.#b.length === 0 ? chunk : Buffer.concat([this.#b, chunk]);
    this.#total += chunk.length;
    this.#lines();
    if (this.#lost >= 0 || this.#b.length > this.#recordBytes + MOST_STAMP) this.#letGo(this.#b.length);
    // What is kept is small against the chunk: a copy lets the chunk go.
    this.#b = Buffer.from(this.#b);
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of a record. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
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
    while (to > 0 && (isWhite(this.#b[to - 1]) || this.#b[to - 1] === RETURN)) to -= 1;
    let from = this.#base === 0 && this.#b[0] === 0xef && this.#b[1] === 0xbb && this.#b[2] === 0xbf ? 3 : 0;
    from += stampLength(this.#b.subarray(from, to));
    while (from < to && isWhite(this.#b[from])) from += 1;
    this.#tally.separators(end - Math.max(to, from) + Math.min(from, end));
    if (from >= to) return;
    const offset = this.#base + from;
    const length = to - from;
    if (length > this.#recordBytes) return this.#tally.skip(offset, length, null, 'record/too-long', `${length} bytes in one line`);
    if (this.#b[from] !== OPEN_BRACE) return this.#tally.skip(offset, length, null, 'json/not-an-object', 'a line of text where a record was expected');
    const made = decodeRecord(this.#b, from, to, false);
    if (made.ok) return this.#tally.record(offset, length, null, made.value);
    if (last) this.#truncated = true;
    this.#tally.skip(offset, length, null, last ? 'json/truncated' : made.reason, made.detail);
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
