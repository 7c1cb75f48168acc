import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { isWhite, NEWLINE } from './bytes.ts';
import { Tally } from './tally.ts';

const OPEN = 0x3c;
const CLOSE = 0x3e;
const SLASH = 0x2f;
const EVENT = Buffer.from('Event');
/** What stands between events and is none (a declaration, a comment, the root) ends within so many bytes, or is damage. */
const MOST_BETWEEN = 4096;
/** No mark is longer than this: so many bytes tell what one is. */
const MARK = 16;
/** What evtx_dump writes before each event. */
const heading = /^Record \d{1,20}\s*$/;

/** What stands at a place between two events, with its length. `wait`: more bytes are needed to say. */
type Between = { readonly kind: 'event' | 'wait' } | { readonly kind: 'separator' | 'damage'; readonly length: number };

/**
 * Cuts `<Event …>…</Event>` out of XML, with or without a root and a declaration, one after another or with the headings of evtx_dump between them. Their text is the
 * record's value. An event in which another one begins, or that the member ends in, is a skip, and so is whatever else stands between events. Takes bytes in chunks of any
 * size; the spans do not depend on where they end. At most one record is held.
 */
export class XmlSplitter {
  readonly #recordBytes: number;
  readonly #tally = new Tally();
  #b: Buffer = Buffer.alloc(0);
  /** Place of `#b` in the member. */
  #base = 0;
  #total = 0;
  /** Within `#b`: what was looked at. */
  #at = 0;
  /** Place in the member where the event at hand begins; -1 between events. */
  #start = -1;
  /** Place in the member where damage between events begins, and where its last byte was; -1: none. */
  #damage = -1;
  #damageEnd = -1;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number }) {
    this.#recordBytes = limits.recordBytes;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#b = this.#b.length === 0 ? chunk : Buffer.concat([this.#b, chunk]);
    this.#total += chunk.length;
    this.#scan(false);
    this.#drop();
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of an event. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    this.#scan(true);
    if (this.#start >= 0) {
      this.#truncated = true;
      this.#skip(this.#start, this.#total, 'record/truncated', 'the file ends before the event does');
    }
    this.#endDamage(this.#total);
    return { byteLedger: this.#tally.ledger(this.#total), spans: this.#tally.take(), truncated: this.#truncated };
  }

  #scan(last: boolean): void {
    while (this.#start >= 0 ? this.#inEvent(last) : this.#between(last)) { /* until more bytes are needed */ }
  }

  /** One step between two events; false where there is nothing more to be done with these bytes. */
  #between(last: boolean): boolean {
    const b = this.#b;
    let at = this.#at;
    while (isWhite(b[at]) || b[at] === 0) at += 1;
    if (this.#damage < 0) this.#tally.separators(at - this.#at);
    this.#at = at;
    if (at >= b.length) return false;
    const found = this.#whatIsAt(at, last);
    if (found.kind === 'wait') return false;
    if (found.kind === 'damage') {
      if (this.#damage < 0) this.#damage = this.#base + at;
      this.#at = at + found.length;
      this.#damageEnd = this.#base + this.#at;
      return true;
    }
    this.#endDamage(this.#base + at);
    if (found.kind === 'separator') {
      this.#tally.separators(found.length);
      this.#at = at + found.length;
    } else {
      this.#start = this.#base + at;
      this.#at = at + 1 + EVENT.length;
    }
    return true;
  }

  #whatIsAt(at: number, last: boolean): Between {
    const b = this.#b;
    const isShort = !last && b.length - at < MARK;
    if (this.#base + at === 0 && b[0] === 0xef) return isShort ? { kind: 'wait' } : b[1] === 0xbb && b[2] === 0xbf ? { kind: 'separator', length: 3 } : { kind: 'damage', length: 1 };
    if (b[at] !== OPEN) return this.#textAt(at, last);
    if (isShort) return { kind: 'wait' };
    const mark = b.toString('latin1', at, at + MARK);
    if (/^<Event[\s>]/.test(mark)) return { kind: 'event' };
    const closing = mark.startsWith('<!--') ? '-->' : mark.startsWith('<?') ? '?>' : /^<\/?Events[\s>]/.test(mark) ? '>' : null;
    if (closing === null) return { kind: 'damage', length: 1 };
    const end = b.subarray(at, at + MOST_BETWEEN).indexOf(closing, 2);
    if (end >= 0) return { kind: 'separator', length: end + closing.length };
    return !last && b.length - at < MOST_BETWEEN ? { kind: 'wait' } : { kind: 'damage', length: 1 };
  }

  /** Text up to the next tag or the end of the line. */
  #textAt(at: number, last: boolean): Between {
    const piece = this.#b.subarray(at, at + MOST_BETWEEN);
    const [line, tag] = [piece.indexOf(NEWLINE), piece.indexOf(OPEN)];
    const end = line < 0 ? tag : tag < 0 ? line : Math.min(line, tag);
    if (end < 0 && !last && piece.length < MOST_BETWEEN) return { kind: 'wait' };
    const length = end < 0 ? piece.length : end;
    return { kind: heading.test(piece.toString('latin1', 0, Math.min(length, 64))) && length <= 64 ? 'separator' : 'damage', length };
  }

  /** Looks for the end of the event at hand, or for the beginning of another one; false where neither is there yet. */
  #inEvent(last: boolean): boolean {
    const b = this.#b;
    for (let at = b.indexOf(EVENT, this.#at); at >= 0; at = b.indexOf(EVENT, at + 1)) {
      const behind = at + EVENT.length;
      if (!last && b.length - behind < MARK) {
        this.#at = at;
        return false;
      }
      if (b[at - 1] === OPEN && (isWhite(b[behind]) || b[behind] === CLOSE)) {
        this.#skip(this.#start, this.#base + at - 1, 'xml/invalid', 'another event begins before this one ends');
        this.#at = at - 1;
        return true;
      }
      if (b[at - 1] !== SLASH || b[at - 2] !== OPEN) continue;
      let end = behind;
      while (end - behind < MARK - 1 && isWhite(b[end])) end += 1;
      if (b[end] !== CLOSE) continue;
      this.#record(this.#base + end + 1);
      this.#at = end + 1;
      return true;
    }
    // The last bytes may be the beginning of a mark.
    this.#at = Math.max(this.#at, b.length - EVENT.length + 1);
    return false;
  }

  #record(end: number): void {
    const [start, length] = [this.#start, end - this.#start];
    if (length > this.#recordBytes) return this.#skip(start, end, 'record/too-long', `${length} bytes in one event`);
    const bytes = this.#b.subarray(start - this.#base, end - this.#base);
    this.#start = -1;
    if (isAscii(bytes)) this.#tally.record(start, length, null, bytes.toString('latin1'));
    else if (isUtf8(bytes)) this.#tally.record(start, length, null, bytes.toString('utf8'));
    else this.#skip(start, end, 'record/encoding', 'holds bytes that are not UTF-8');
  }

  /** What was cut out of the middle by the limit is too long, whatever else is wrong with it. */
  #skip(from: number, to: number, reason: SkipReason, detail: string): void {
    this.#start = -1;
    const length = to - from;
    if (length > this.#recordBytes) this.#tally.skip(from, length, null, 'record/too-long', `${length} bytes in one event`);
    else this.#tally.skip(from, length, null, reason, detail);
  }

  /** White space behind the damage, up to `next`, is none of it. */
  #endDamage(next: number): void {
    if (this.#damage < 0) return;
    this.#tally.skip(this.#damage, this.#damageEnd - this.#damage, null, 'xml/invalid', 'text between two events that belongs to none');
    this.#tally.separators(next - this.#damageEnd);
    this.#damage = -1;
  }

  /** Lets go of what is done with: of an event over the limit all but what a mark may need. */
  #drop(): void {
    const isLost = this.#start >= 0 && this.#base + this.#at - this.#start > this.#recordBytes;
    const from = this.#start >= 0 && !isLost ? this.#start - this.#base : Math.max(0, this.#at - 2);
    this.#b = Buffer.from(this.#b.subarray(from));
    this.#base += from;
    this.#at -= from;
  }
}
