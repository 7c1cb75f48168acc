import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteLedger } from '../../contract/index.ts';
import type { ShapeRecognition, Span } from '../part.ts';
import { isWhite, NEWLINE } from './bytes.ts';
import { decodeRecord } from './decode-record.ts';
import type { LineRead } from './line-splitter.ts';
import { Tally } from './tally.ts';

/** Records of several lines, each known by its first line alone. */
export interface BlockKind {
  /** The first line of a record, without its end. No longer than `MOST_FIRST`. */
  readonly first: RegExp;
  /** What the line behind it begins with. */
  readonly second: string;
  /** The first line is no part of the record. */
  readonly isHeading: boolean;
  /** Reads the bytes of a record. `last`: it ends where the member does. */
  read(b: Buffer, from: number, to: number, last: boolean): LineRead;
}

const MOST_FIRST = 64;

/** Windows events as Splunk's classic form has them in a file: a time alone on its line, then `Name=value` a line, and the message. */
export const classicEvents: BlockKind = {
  first: /^\d\d?\/\d\d?\/\d{4} \d\d?:\d\d:\d\d(?:\.\d{1,9})? [AP]M\r*$/,
  second: 'LogName=',
  isHeading: false,
  read(b, from, to) {
    const bytes = b.subarray(from, to);
    if (isAscii(bytes)) return { ok: true, value: bytes.toString('latin1') };
    return isUtf8(bytes) ? { ok: true, value: bytes.toString('utf8') } : { ok: false, reason: 'record/encoding', detail: 'holds bytes that are not UTF-8' };
  },
};

/** Objects with the heading that `evtx_dump -o json` writes over each. */
export const headedObjects: BlockKind = {
  first: /^Record \d{1,20}\r?$/,
  second: '{',
  isHeading: true,
  read(b, from, to, last) {
    const made = decodeRecord(b, from, to, false);
    if (made.ok || !last) return made;
    return { ok: false, reason: 'json/truncated', detail: made.detail, truncated: true };
  },
};

/** Whether a member is such a sequence, and of which kind; null where it is none. */
export function blocks(head: Buffer): ShapeRecognition | null {
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  const lines = text.split('\n', 2);
  if (headedObjects.first.test(lines[0]!.slice(0, MOST_FIRST)) && lines[1]?.startsWith('{') === true) return { shape: 'headed-objects', confidence: 0.97, reason: 'objects with the headings of evtx_dump' };
  const events = text.match(/^\d\d?\/\d\d?\/\d{4} \d\d?:\d\d:\d\d(?:\.\d{1,9})? [AP]M\r*\nLogName=/gm)?.length ?? 0;
  if (events === 0) return null;
  return { shape: 'text-blocks', confidence: classicEvents.first.test(lines[0]!.slice(0, MOST_FIRST)) ? 0.97 : 0.7, reason: `Windows events in Splunk's classic form, ${events} at the beginning` };
}

/**
 * Cuts a member into records of several lines, from one first line to the next; white space around them counts as separators. What stands before the first is a skip.
 * Takes bytes in chunks of any size; the spans do not depend on where they end. At most one record is held.
 */
export class BlockSplitter {
  readonly #kind: BlockKind;
  readonly #recordBytes: number;
  readonly #tally = new Tally();
  #b: Buffer = Buffer.alloc(0);
  #base = 0;
  #total = 0;
  /** Places in the member: where the record at hand begins, heading and all, and where the line at hand does. */
  #start = 0;
  #line = 0;
  /** Within `#b`: up to where no end of a line was found. */
  #scan = 0;
  /** A first line was met. Before it, what there is belongs to no record. */
  #isOpen = false;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number }, kind: BlockKind) {
    this.#recordBytes = limits.recordBytes;
    this.#kind = kind;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#b = this.#b.length === 0 ? chunk : Buffer.concat([this.#b, chunk]);
    this.#total += chunk.length;
    this.#lines(false);
    this.#drop();
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of a record. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    this.#lines(true);
    this.#close(this.#total, true);
    return { byteLedger: this.#tally.ledger(this.#total), spans: this.#tally.take(), truncated: this.#truncated };
  }

  #lines(last: boolean): void {
    const { second } = this.#kind;
    for (;;) {
      const end = this.#b.indexOf(NEWLINE, this.#scan);
      if (end < 0) {
        this.#scan = this.#b.length;
        return;
      }
      if (this.#isFirst(end)) {
        // The line behind has to be there before anything can be said.
        if (!last && this.#b.length < end + 1 + second.length) {
          this.#scan = end;
          return;
        }
        if (this.#b.toString('latin1', end + 1, end + 1 + second.length) === second) {
          this.#close(this.#line, false);
          this.#start = this.#line;
          this.#isOpen = true;
        }
      }
      this.#scan = end + 1;
      this.#line = this.#base + this.#scan;
    }
  }

  /** Whether the line that ends here is a first one. One whose beginning was let go is too long to be. */
  #isFirst(end: number): boolean {
    let from = this.#line - this.#base;
    if (this.#line === 0 && this.#b[0] === 0xef && this.#b[1] === 0xbb && this.#b[2] === 0xbf) from += 3;
    return from >= 0 && end - from <= MOST_FIRST && this.#kind.first.test(this.#b.toString('latin1', from, end));
  }

  /** Ends the record at hand, up to `next` in the member. */
  #close(next: number, last: boolean): void {
    const isWhole = this.#start >= this.#base;
    if (!isWhole || (next - this.#start > this.#recordBytes + MOST_FIRST)) return this.#tally.skip(this.#start, next - this.#start, null, 'record/too-long', `${next - this.#start} bytes in one record`);
    let from = this.#start - this.#base;
    let to = next - this.#base;
    const [first, end] = [from, to];
    if (this.#start === 0 && to >= 3 && this.#b[0] === 0xef && this.#b[1] === 0xbb && this.#b[2] === 0xbf) from += 3;
    if (this.#isOpen && this.#kind.isHeading) from = this.#b.indexOf(NEWLINE, from) + 1;
    while (to > from && (isWhite(this.#b[to - 1]) || this.#b[to - 1] === 0)) to -= 1;
    while (from < to && (isWhite(this.#b[from]) || this.#b[from] === 0)) from += 1;
    this.#tally.separators(end - to + from - first);
    if (from === to) return;
    const offset = this.#base + from;
    if (!this.#isOpen) return this.#tally.skip(offset, to - from, null, 'record/truncated', 'text before the first record');
    const made = this.#kind.read(this.#b, from, to, last);
    if (made.ok) return this.#tally.record(offset, to - from, null, made.value);
    if (made.truncated === true) this.#truncated = true;
    this.#tally.skip(offset, to - from, null, made.reason, made.detail);
  }

  /** Lets go of what is done with, and of a record over the limit all but the line at hand, if that may be a first one. */
  #drop(): void {
    const line = this.#total - this.#line > MOST_FIRST + 16 ? this.#total : this.#line;
    const isOver = line - this.#start > this.#recordBytes + MOST_FIRST;
    const from = (isOver ? line : this.#start) - this.#base;
    if (from <= 0 && this.#b.length > 0) {
      this.#b = Buffer.from(this.#b);
      return;
    }
    this.#b = Buffer.from(this.#b.subarray(from));
    this.#base += from;
    this.#scan = Math.max(0, this.#scan - from);
  }
}
