import type { ByteLedger, SkipReason } from '../../contract/index.ts';
import type { Span } from '../part.ts';
import { classes, CLOSE_BRACKET, COLON, COMMA, isWhite, NEWLINE, OPEN_BRACE, OPEN_BRACKET, partsList, partsTop, QUOTE, SCALAR } from './bytes.ts';
import { BytesAtHand } from './bytes-at-hand.ts';
import { decodeRecord } from './decode-record.ts';
import { envelopeKey, isEmptyEnvelope, isWrapper, isWrapperEnd, KEY_REACH, keyBefore, WRAPPER_AGAIN } from './envelope.ts';
import { NEXT_WITHIN, PickUp, type Damage } from './pick-up.ts';
import { headOf, indentAt, newRhythm, noteStart, type Rhythm } from './restart.ts';
import { newList, type List, type Mode } from './splitter-state.ts';
import { Tally } from './tally.ts';
import { ValueScanner, type ScanEnd } from './value-scanner.ts';

/**
 * Cuts a member into records, skips and separators, whatever its shape: values one after another, each a record, a list of records, or an
 * object around such a list. Takes the bytes in chunks of any size; the spans do not depend on where the chunks end.
 * Behind damage it goes on at the next place that starts like the values before (pick-up.ts).
 */
export class JsonSplitter {
  readonly #limits: { readonly recordBytes: number; readonly depth: number };
  readonly #scanner: ValueScanner;
  readonly #ended: { how: ScanEnd } = { how: 'more' };
  readonly #top = newRhythm();
  readonly #tally = new Tally();
  readonly #hand = new BytesAtHand();
  readonly #pickUp: PickUp;
  #mode: Mode = 'between';
  #list: List | null = null;
  #inTail = false;
  #key: string | null = null;
  #emptyKey: string | null = null;
  /** The spaces before the value at hand where it starts a line. */
  #indent: number | null = 0;
  #textEnd = 0;
  /** What was read last is damage: behind it nothing but separators came so far. */
  #behindDamage = false;
  #truncated = false;

  constructor(limits: { readonly recordBytes: number; readonly depth: number }) {
    this.#limits = limits;
    this.#scanner = new ValueScanner(limits.depth);
    this.#pickUp = new PickUp(this.#hand, limits.recordBytes);
  }

  /** The key of the list that is being read, '' for a list without one, null outside of lists. */
  get listName(): string | null {
    return this.#list === null ? null : this.#list.name;
  }

  /** Takes the next bytes of the member; returns the spans that they complete. Keeps no reference to `chunk`. */
  push(chunk: Buffer): Span[] {
    this.#hand.load(chunk);
    do this.#drive(false);
    while (this.#hold());
    this.#hand.unload();
    return this.#tally.take();
  }

  /** No more bytes. `truncated`: the member ends inside of a value or a list. */
  end(): { spans: Span[]; truncated: boolean; byteLedger: ByteLedger } {
    for (;;) {
      this.#drive(true);
      if (this.#mode === 'between') break;
      this.#endInside();
    }
    if (this.#list !== null && !this.#behindDamage) this.#truncated = true;
    return { byteLedger: this.#tally.ledger(this.#hand.end), spans: this.#tally.take(), truncated: this.#truncated };
  }

  #drive(final: boolean): void {
    const hand = this.#hand;
    while (hand.index < hand.bytes.length || this.#mode === 'damage') {
      if (this.#mode === 'between') this.#between();
      else if (this.#mode === 'list-start') this.#listStart();
      else if (this.#mode === 'scalar') this.#scalar();
      else if (this.#mode === 'after-text') this.#afterText();
      else if (this.#mode !== 'damage') this.#value();
      else if (!this.#endDamage(final)) return;
    }
  }

  /** Separators, up to the start of the next value. */
  #between(): void {
    const b = this.#hand.bytes;
    const from = this.#hand.index;
    const parts = this.#list === null ? partsTop : partsList;
    let i = from;
    let indent = this.#indent;
    let c = 0;
    for (; i < b.length && parts[(c = b[i]!)] === 1; i++) {
      if (c === NEWLINE) indent = 0;
      else if (c === COMMA) indent = null;
      else if (indent !== null && c <= 0x20) indent++;
    }
    this.#indent = indent;
    this.#tally.separators(i - from);
    this.#hand.index = i;
    if (i < b.length) this.#startAt(c);
  }

  #startAt(c: number): void {
    const list = this.#list;
    this.#hand.begin();
    this.#behindDamage = false;
    this.#inTail = false;
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
    const hand = this.#hand;
    const read = seams.read(hand, hand.index, rhythm);
    if (read === null) return false;
    noteStart(rhythm, this.#indent, true);
    this.#indent = null;
    this.#emptyKey = null;
    this.#record(read.end - hand.index, read.value);
    hand.index = read.end;
    return true;
  }

  #begin(mode: 'value' | 'text', watch: boolean): void {
    if (this.#hand.next === OPEN_BRACE) noteStart(this.#rhythm(), this.#indent, this.#list !== null);
    this.#indent = null;
    this.#emptyKey = null;
    this.#mode = mode;
    this.#scanner.begin(watch);
  }

  #rhythm(): Rhythm {
    return this.#list === null ? this.#top : this.#list.rhythm;
  }

  #openList(): void {
    this.#passBracket();
    this.#list = newList('', false, this.#limits);
  }

  #leave(list: List): void {
    this.#passBracket();
    this.#list = null;
    if (!list.wrapped) return;
    this.#hand.begin();
    this.#inTail = true;
    this.#mode = 'tail';
    this.#scanner.resumeObject(CLOSE_BRACKET, true);
  }

  #passBracket(): void {
    this.#hand.index++;
    this.#tally.separators(1);
    this.#indent = null;
  }

  #value(): void {
    const hand = this.#hand;
    const ended = this.#ended;
    hand.index = this.#scanner.scan(hand.bytes, hand.index, ended);
    if (ended.how === 'closed') {
      if (this.#mode === 'tail') this.#closeTail();
      else if (this.#mode === 'text') this.#endText();
      else this.#close(hand.place);
    } else if (ended.how === 'list') {
      this.#key = keyBefore(hand.before(KEY_REACH));
      if (envelopeKey(this.#key) !== null) this.#mode = 'list-start';
    } else if (ended.how === 'broken') {
      this.#fail({ reason: 'json/invalid', detail: `broken at byte ${hand.place}: ${this.#scanner.what}` });
    }
  }

  /** Behind the `[` under the key of an envelope: its first element decides. */
  #listStart(): void {
    const hand = this.#hand;
    while (isWhite(hand.next)) hand.index++;
    const c = hand.next;
    if (c === undefined) return;
    const key = envelopeKey(this.#key)!;
    this.#mode = this.#inTail ? 'tail' : 'value';
    if (c === CLOSE_BRACKET) this.#emptyKey = this.#key;
    // Under a sure key even a damaged first record does not make the wrapper a record.
    if (c === CLOSE_BRACKET || !(c === OPEN_BRACE || key.always)) return;
    if (hand.length > this.#limits.recordBytes) return;
    const header = hand.value();
    const text = header.toString('utf8');
    if (!isWrapper(this.#inTail ? WRAPPER_AGAIN + text : text, this.#inTail || key.always)) return;
    if (!this.#inTail) this.#top.head ??= headOf(header, 0);
    const indent = indentAt(header, header.length, false);
    this.#indent = indent < 0 ? null : indent;
    this.#tally.separators(header.length);
    this.#list = newList(this.#key!, true, this.#limits);
    this.#done();
  }

  #scalar(): void {
    const hand = this.#hand;
    while (classes[hand.next!] === SCALAR) hand.index++;
    if (hand.next !== undefined) this.#close(hand.place);
  }

  #endText(): void {
    this.#textEnd = this.#hand.place;
    this.#mode = 'after-text';
  }

  /** A string in a list is no record; with a colon behind it, it is the first key of one that lost its beginning, and is read to its end. */
  #afterText(): void {
    const hand = this.#hand;
    while (isWhite(hand.next)) hand.index++;
    const next = hand.next;
    if (next === COLON) {
      this.#mode = 'value';
      this.#scanner.resumeObject(QUOTE, false);
    } else if (next !== undefined) this.#closeText();
  }

  #closeText(): void {
    const behind = this.#hand.place - this.#textEnd;
    this.#close(this.#textEnd);
    // Where the string turned out to be damage, they are read again with what follows it.
    if (this.#mode === 'between') this.#tally.separators(behind);
  }

  #close(end: number): void {
    const length = end - this.#hand.start;
    const { recordBytes, depth } = this.#limits;
    if (length > recordBytes) {
      if (this.#holdsNext()) return;
      this.#skip(length, 'record/too-long', `${length} bytes; at most ${recordBytes} are read`);
    } else if (this.#mode === 'value' && this.#scanner.tooDeep) this.#skip(length, 'json/too-deep', `more than ${depth} levels`);
    else this.#read(length);
    this.#done();
  }

  #read(length: number): void {
    const { bytes, base, ascii } = this.#hand.piece();
    const from = this.#hand.start - base;
    const decoded = decodeRecord(bytes, from, from + length, ascii);
    if (!decoded.ok) return this.#skip(length, decoded.reason, decoded.detail);
    if (this.#emptyKey !== null && isEmptyEnvelope(decoded.value, envelopeKey(this.#emptyKey)!)) return this.#tally.separators(length);
    this.#rhythm().head ??= headOf(bytes, from);
    this.#record(length, decoded.value);
  }

  #record(length: number, value: unknown): void {
    const { start } = this.#hand;
    this.#tally.record(start, length, this.#path(), value);
    this.#list?.seams.ended(start + length);
  }

  #closeTail(): void {
    const { length } = this.#hand;
    const fine = length <= this.#limits.recordBytes && isWrapperEnd(this.#hand.value().toString('utf8'));
    if (fine) this.#tally.separators(length);
    else this.#skip(length, 'json/invalid', 'the end of an envelope that is not JSON');
    this.#done();
  }

  /** All that there was to say of the value at hand is said. */
  #done(): void {
    this.#hand.forget();
    this.#mode = 'between';
  }

  #skip(length: number, reason: SkipReason, detail: string): void {
    this.#tally.skip(this.#hand.start, length, this.#path(), reason, detail);
  }

  #path(): string | null {
    return this.#list === null ? null : `${this.#list.name}[${this.#list.next++}]`;
  }

  /** The value at hand cannot be read. */
  #fail(damage: Damage): void {
    if (this.#hand.length > this.#limits.recordBytes && this.#holdsNext()) return;
    this.#pickUp.begin(damage, this.#rhythm(), this.#list === null ? null : this.#top);
    this.#mode = 'damage';
  }

  /** True, and the value at hand is damage, where it is too long because the next one starts within it. */
  #holdsNext(): boolean {
    if (!this.#pickUp.isNextWithin(this.#rhythm())) return false;
    this.#hand.rewind();
    this.#fail(NEXT_WITHIN);
    return true;
  }

  /** Goes on behind the damage; false where more bytes are needed to find its end. */
  #endDamage(final: boolean): boolean {
    const found = this.#pickUp.find(final);
    if (found === null) return false;
    const { bytes, base } = this.#hand;
    this.#skip(found.length, found.reason, found.detail);
    this.#tally.separators(found.separators);
    if (found.reason === 'json/truncated') this.#truncated = true;
    if (found.outer) this.#list = null;
    const indent = indentAt(bytes, found.at, base === 0);
    this.#indent = indent < 0 ? null : indent;
    this.#hand.index = found.at;
    this.#behindDamage = true;
    this.#mode = 'between';
    return true;
  }

  /** The member ended in the middle of something. */
  #endInside(): void {
    const { length, place } = this.#hand;
    if (this.#mode === 'scalar') return this.#close(place);
    if (this.#mode === 'after-text') return this.#closeText();
    if (length > this.#limits.recordBytes && !this.#holdsNext()) {
      this.#truncated = true;
      this.#skip(length, 'record/too-long', `${length} bytes without an end; at most ${this.#limits.recordBytes} are read`);
      this.#done();
    } else if (this.#mode !== 'damage') this.#fail({ reason: 'json/truncated', detail: `ends inside of a record after ${length} bytes`, atEnd: true });
  }

  /** Keeps what the next chunk will need of this one; true where that turned up more to do. */
  #hold(): boolean {
    const hand = this.#hand;
    if (this.#mode === 'damage') this.#pickUp.keep();
    else if (this.#mode !== 'between' && !hand.isLetGo) {
      if (hand.end - hand.start <= this.#limits.recordBytes) hand.keepValue();
      else if (this.#holdsNext()) return true;
      else hand.letGo();
    }
    return false;
  }
}
