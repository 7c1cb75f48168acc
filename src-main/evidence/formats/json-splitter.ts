import { isAscii } from 'node:buffer';
import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { classes, CLOSE_BRACKET, COLON, COMMA, isWhite, mayBeScalar, NEWLINE, OPEN_BRACE, OPEN_BRACKET, partsList, partsTop, QUOTE, SCALAR } from './bytes.ts';
import { decodeRecord } from './decode-record.ts';
import { envelopeKey, isEmptyEnvelope, isWrapper, isWrapperEnd, KEY_REACH, keyBefore, WRAPPER_AGAIN } from './envelope.ts';
import { Held } from './held.ts';
import { findRestart, headOf, indentAt, newRhythm, noteStart, RESTART_REACH, type Rhythm, type Signs } from './restart.ts';
import type { Damage, List, Mode } from './splitter-state.ts';
import { Seams } from './seams.ts';
import { Tally } from './tally.ts';
import { ValueScanner, type ScanEnd } from './value-scanner.ts';

/** What may be read twice to pick up records behind damage: this, and four times what came before. Beyond that, damage runs on. */
const REREAD_BYTES = 32 * 1024 ** 2;
/** Damage of at most this length is looked at to say what it is. */
const GARBAGE_BYTES = 1024;

/**
 * Cuts a member into records, skips and separators, whatever its shape: values one after another, each a record, a list of records, or an
 * object around such a list. Takes the bytes in chunks of any size; the spans do not depend on where the chunks end.
 * Behind damage it goes on at the next place that starts like the values before (restart.ts).
 */
export class JsonSplitter {
  readonly #limits: { readonly recordBytes: number; readonly depth: number };
  readonly #scanner: ValueScanner;
  readonly #ended: { how: ScanEnd } = { how: 'more' };
  readonly #top = newRhythm();
  readonly #held = new Held();
  readonly #tally = new Tally();
  #mode: Mode = 'between';
  #list: List | null = null;
  #inTail = false;
  #key: string | null = null;
  #emptyKey: string | null = null;
  /** The chunk at hand, the place of its first byte in the member, and the index of what comes next. */
  #b: Buffer = Buffer.alloc(0);
  #base = 0;
  #i = 0;
  #ascii = false;
  #total = 0;
  /** Where the value at hand starts, and the spaces before it where it starts a line. */
  #start = 0;
  #indent: number | null = 0;
  /** The value at hand is over the limit and its bytes were let go. */
  #letGo = false;
  #damage: Damage | null = null;
  #ownHead: Buffer | null = null;
  #seams: Signs['seams'] = 'none';
  #textEnd = 0;
  #searchFrom = 0;
  #reread = 0;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number; readonly depth: number }) {
    this.#limits = limits;
    this.#scanner = new ValueScanner(limits.depth);
  }

  /** The key of the list that is being read, '' for a list without one, null outside of lists. */
  get listName(): string | null {
    return this.#list === null ? null : this.#list.name;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#load(chunk);
    if (this.#mode === 'damage') this.#join();
    do this.#drive(false);
    while (this.#hold());
    this.#b = Buffer.alloc(0);
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of a value or a list. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    this.#load(Buffer.alloc(0));
    for (;;) {
      if (this.#mode === 'damage') this.#join();
      this.#drive(true);
      if (this.#mode === 'between') break;
      this.#endInside();
    }
    if (this.#list !== null && this.#damage === null) this.#truncated = true;
    return { byteLedger: this.#tally.ledger(this.#total), spans: this.#tally.take(), truncated: this.#truncated };
  }

  #load(chunk: Buffer): void {
    this.#b = chunk;
    this.#base = this.#total;
    this.#i = 0;
    this.#total += chunk.length;
    this.#ascii = isAscii(chunk);
  }

  #drive(final: boolean): void {
    while (this.#i < this.#b.length || this.#mode === 'damage') {
      if (this.#mode === 'between') this.#between();
      else if (this.#mode === 'list-start') this.#listStart();
      else if (this.#mode === 'scalar') this.#scalar();
      else if (this.#mode === 'after-text') this.#afterText();
      else if (this.#mode !== 'damage') this.#value();
      else if (!this.#pickUp(final)) return;
    }
  }

  /** Separators, up to the start of the next value. */
  #between(): void {
    const b = this.#b;
    const parts = this.#list === null ? partsTop : partsList;
    let i = this.#i;
    let indent = this.#indent;
    let c = 0;
    for (; i < b.length && parts[(c = b[i]!)] === 1; i++) {
      if (c === NEWLINE) indent = 0;
      else if (c === COMMA) indent = null;
      else if (indent !== null && c <= 0x20) indent++;
    }
    this.#indent = indent;
    this.#tally.separators(i - this.#i);
    this.#i = i;
    if (i < b.length) this.#startAt(c);
  }

  #startAt(c: number): void {
    const list = this.#list;
    this.#start = this.#base + this.#i;
    this.#damage = null;
    this.#inTail = false;
    this.#letGo = false;
    if (c === OPEN_BRACE) {
      if (list === null || !this.#atOnce(list)) this.#begin('value', list === null);
    } else if (list === null && c === OPEN_BRACKET) this.#openList();
    else if (list === null) this.#fail({ reason: 'json/invalid', detail: 'text that is not JSON', toNewline: true });
    else if (c === CLOSE_BRACKET) this.#leave(list);
    else if (c === OPEN_BRACKET) this.#begin('value', false);
    else if (c === QUOTE) this.#begin('text', false);
    else if (classes[c] === SCALAR) this.#mode = 'scalar';
    else this.#fail({ reason: 'json/invalid', detail: 'a stray byte between records' });
  }

  /** Reads the record of a list that starts here without scanning it; false where it must be scanned. */
  #atOnce({ seams, rhythm }: List): boolean {
    const read = seams.read({ bytes: this.#b, base: this.#base, ascii: this.#ascii }, this.#i, rhythm);
    if (read === null) return false;
    noteStart(rhythm, this.#indent, true);
    this.#indent = null;
    this.#emptyKey = null;
    this.#record(read.end - this.#i, read.value);
    this.#i = read.end;
    return true;
  }

  #begin(mode: 'value' | 'text', watch: boolean): void {
    if (this.#b[this.#i] === OPEN_BRACE) noteStart(this.#rhythm(), this.#indent, this.#list !== null);
    this.#indent = null;
    this.#emptyKey = null;
    this.#mode = mode;
    this.#scanner.begin(watch);
  }

  #rhythm(): Rhythm {
    return this.#list === null ? this.#top : this.#list.rhythm;
  }

  #openList(): void {
    this.#i++;
    this.#tally.separators(1);
    this.#indent = null;
    this.#list = { name: '', wrapped: false, rhythm: newRhythm(), seams: new Seams(this.#limits), next: 0 };
  }

  #leave(list: List): void {
    this.#i++;
    this.#tally.separators(1);
    this.#indent = null;
    this.#list = null;
    if (!list.wrapped) return;
    this.#start = this.#base + this.#i;
    this.#inTail = true;
    this.#mode = 'tail';
    this.#scanner.resumeObject(CLOSE_BRACKET, true);
  }

  #value(): void {
    const ended = this.#ended;
    this.#i = this.#scanner.scan(this.#b, this.#i, ended);
    if (ended.how === 'closed') {
      if (this.#mode === 'tail') this.#closeTail();
      else if (this.#mode === 'text') this.#endText();
      else this.#close(this.#base + this.#i);
    } else if (ended.how === 'list') {
      const near = this.#i < KEY_REACH ? this.#held.lastWith(KEY_REACH, this.#b.subarray(0, this.#i)) : this.#b.subarray(this.#i - KEY_REACH, this.#i);
      this.#key = keyBefore(near);
      if (envelopeKey(this.#key) !== null) this.#mode = 'list-start';
    } else if (ended.how === 'broken') {
      this.#fail({ reason: 'json/invalid', detail: `broken at byte ${this.#base + this.#i}: ${this.#scanner.what}` });
    }
  }

  /** Behind the `[` under the key of an envelope: its first element decides. */
  #listStart(): void {
    while (isWhite(this.#b[this.#i])) this.#i++;
    const c = this.#b[this.#i];
    if (c === undefined) return;
    const key = envelopeKey(this.#key)!;
    this.#mode = this.#inTail ? 'tail' : 'value';
    if (c === CLOSE_BRACKET) this.#emptyKey = this.#key;
    // Under a sure key even a damaged first record does not make the wrapper a record.
    if (c === CLOSE_BRACKET || !(c === OPEN_BRACE || key.always)) return;
    if (this.#base + this.#i - this.#start > this.#limits.recordBytes) return;
    const header = this.#bytes();
    const text = header.toString('utf8');
    if (!isWrapper(this.#inTail ? WRAPPER_AGAIN + text : text, this.#inTail || key.always)) return;
    if (!this.#inTail) this.#top.head ??= headOf(header, 0);
    const indent = indentAt(header, header.length, false);
    this.#indent = indent < 0 ? null : indent;
    this.#tally.separators(header.length);
    this.#list = { name: this.#key!, wrapped: true, rhythm: newRhythm(), seams: new Seams(this.#limits), next: 0 };
    this.#held.clear();
    this.#mode = 'between';
  }

  #scalar(): void {
    while (classes[this.#b[this.#i]!] === SCALAR) this.#i++;
    if (this.#i < this.#b.length) this.#close(this.#base + this.#i);
  }

  #endText(): void {
    this.#textEnd = this.#base + this.#i;
    this.#mode = 'after-text';
  }

  /** A string in a list is no record; with a colon behind it, it is the first key of one that lost its beginning, and is read to its end. */
  #afterText(): void {
    while (isWhite(this.#b[this.#i])) this.#i++;
    const next = this.#b[this.#i];
    if (next === COLON) {
      this.#mode = 'value';
      this.#scanner.resumeObject(QUOTE, false);
    } else if (next !== undefined) this.#closeText();
  }

  #closeText(): void {
    this.#tally.separators(this.#base + this.#i - this.#textEnd);
    this.#close(this.#textEnd);
  }

  /** The value at hand, up to `#i`, as one piece. */
  #bytes(): Buffer {
    return this.#start < this.#base ? this.#held.with(this.#b.subarray(0, this.#i)) : this.#b.subarray(this.#start - this.#base, this.#i);
  }

  #close(end: number): void {
    const length = end - this.#start;
    const { recordBytes, depth } = this.#limits;
    if (length > recordBytes) {
      if (this.#holdsNext()) return;
      this.#skip(length, 'record/too-long', `${length} bytes; at most ${recordBytes} are read`);
    } else if (this.#mode === 'value' && this.#scanner.tooDeep) this.#skip(length, 'json/too-deep', `more than ${depth} levels`);
    else this.#read(length);
    this.#held.clear();
    this.#mode = 'between';
  }

  #read(length: number): void {
    const inChunk = this.#start >= this.#base;
    const bytes = inChunk ? this.#b : this.#bytes();
    const from = inChunk ? this.#start - this.#base : 0;
    const decoded = decodeRecord(bytes, from, from + length, inChunk && this.#ascii);
    if (!decoded.ok) return this.#skip(length, decoded.reason, decoded.detail);
    if (this.#emptyKey !== null && isEmptyEnvelope(decoded.value, envelopeKey(this.#emptyKey)!)) return this.#tally.separators(length);
    this.#rhythm().head ??= headOf(bytes, from);
    this.#record(length, decoded.value);
  }

  #record(length: number, value: unknown): void {
    this.#tally.record(this.#start, length, this.#path(), value);
    this.#list?.seams.ended(this.#start + length);
  }

  #closeTail(): void {
    const length = this.#base + this.#i - this.#start;
    const fine = length <= this.#limits.recordBytes && isWrapperEnd(this.#bytes().toString('utf8'));
    if (fine) this.#tally.separators(length);
    else this.#skip(length, 'json/invalid', 'the end of an envelope that is not JSON');
    this.#held.clear();
    this.#mode = 'between';
  }

  #skip(length: number, reason: SkipReason, detail: string): void {
    this.#tally.skip(this.#start, length, this.#path(), reason, detail);
  }

  #path(): string | null {
    return this.#list === null ? null : `${this.#list.name}[${this.#list.next++}]`;
  }

  /** The value at hand cannot be read. What comes behind it is looked for from its second byte on, or from here where that costs too much. */
  #fail(damage: Damage): void {
    if (this.#start < this.#base) this.#join();
    const at = this.#base + this.#i;
    const long = at - this.#start > this.#limits.recordBytes;
    if (long && this.#holdsNext()) return;
    const from = this.#start - this.#base;
    this.#searchFrom = !long && this.#mayReread(at - this.#start) ? this.#start + 1 : Math.max(at, this.#start + 1);
    this.#ownHead = long ? null : headOf(this.#b, from);
    // A record that is cut off must not be continued within itself; text that is no record may end at any comma.
    this.#seams = damage.atEnd === true ? 'none' : long || this.#b[from] === OPEN_BRACE ? 'objects' : 'commas';
    this.#damage = damage;
    this.#mode = 'damage';
  }

  #mayReread(bytes: number): boolean {
    this.#reread += bytes;
    return this.#reread <= REREAD_BYTES + 4 * this.#start;
  }

  /** True, and the value at hand is damage, where it is too long because the next one starts within it. */
  #holdsNext(): boolean {
    if (this.#letGo || this.#rhythm().style !== 'lines' || !this.#mayReread(this.#limits.recordBytes)) return false;
    if (this.#start < this.#base) this.#join();
    const from = this.#start - this.#base;
    const signs = { rhythm: this.#rhythm(), ownHead: null, seams: 'none', outer: null } as const;
    if (findRestart(this.#b, from + 1, from + this.#limits.recordBytes, this.#base === 0, signs) === null) return false;
    this.#i = from;
    this.#fail({ reason: 'json/invalid', detail: 'no end before the next record' });
    return true;
  }

  /** Looks for the end of the damage; false where more bytes are needed. */
  #pickUp(final: boolean): boolean {
    const b = this.#b;
    const damage = this.#damage!;
    const horizon = final ? b.length : b.length - RESTART_REACH;
    const from = this.#searchFrom - this.#base;
    const signs = { rhythm: this.#rhythm(), ownHead: this.#ownHead, seams: this.#seams, outer: this.#list === null ? null : this.#top };
    const newline = damage.toNewline === true ? b.indexOf(NEWLINE, from) : -1;
    const ends = newline >= 0 && newline < horizon;
    const next = findRestart(b, from, ends ? newline : horizon, this.#base === 0, signs) ?? (ends ? { at: newline, outer: false } : null);
    if (next === null && !final) {
      this.#searchFrom = this.#base + Math.max(from, horizon);
      this.#i = b.length;
      return false;
    }
    this.#endDamage(damage, next?.at ?? b.length, next !== null);
    if (next?.outer === true) this.#list = null;
    return true;
  }

  #endDamage(damage: Damage, at: number, found: boolean): void {
    const b = this.#b;
    const from = this.#start - this.#base;
    let end = at;
    while (end > Math.max(0, from + 1) && partsList[b[end - 1]!] === 1) end--;
    const length = end - from;
    let { reason, detail } = damage;
    if (damage.atEnd === true && !found) this.#truncated = true;
    else if (damage.atEnd === true) [reason, detail] = ['json/invalid', 'no end before the next record'];
    else if (damage.toNewline === true && from >= 0 && length <= GARBAGE_BYTES && mayBeScalar(b[from]!)) {
      const read = decodeRecord(b, from, end, false);
      if (!read.ok && read.reason !== 'json/invalid') ({ reason, detail } = read);
    }
    this.#skip(length, reason, detail);
    this.#tally.separators(at - end);
    const indent = indentAt(b, at, this.#base === 0);
    this.#indent = indent < 0 ? null : indent;
    this.#i = at;
    this.#mode = 'between';
  }

  /** The member ended in the middle of something. */
  #endInside(): void {
    const length = this.#total - this.#start;
    if (this.#mode === 'scalar') return this.#close(this.#total);
    if (this.#mode === 'after-text') return this.#closeText();
    if (length > this.#limits.recordBytes && !this.#holdsNext()) {
      this.#truncated = true;
      this.#skip(length, 'record/too-long', `${length} bytes without an end; at most ${this.#limits.recordBytes} are read`);
      this.#held.clear();
      this.#mode = 'between';
    } else if (this.#mode !== 'damage') this.#fail({ reason: 'json/truncated', detail: `ends inside of a record after ${length} bytes`, atEnd: true });
  }

  /** The held bytes and the chunk at hand become one. */
  #join(): void {
    const before = this.#held.size;
    if (before === 0) return;
    this.#b = this.#held.with(this.#b);
    this.#base -= before;
    this.#i += before;
    this.#held.clear();
    this.#ascii = isAscii(this.#b);
  }

  /** Keeps what the next chunk will need of this one; true where that turned up more to do. */
  #hold(): boolean {
    const b = this.#b;
    const from = this.#start - this.#base;
    if (this.#mode === 'damage') {
      const near = Math.max(0, b.length - 2 * RESTART_REACH);
      this.#held.add(b.subarray(from >= 0 && b.length - from <= GARBAGE_BYTES + 2 * RESTART_REACH ? Math.min(from, near) : near));
    } else if (this.#mode !== 'between' && !this.#letGo) {
      if (this.#held.size + b.length - Math.max(0, from) > this.#limits.recordBytes) {
        if (this.#holdsNext()) return true;
        this.#letGo = true;
        this.#held.clear();
      } else this.#held.add(b.subarray(Math.max(0, from)));
    }
    return false;
  }
}
