import type { SkipReason } from '../../contract/index.ts';
import { mayBeScalar, NEWLINE, OPEN_BRACE, partsList } from './bytes.ts';
import type { BytesAtHand } from './bytes-at-hand.ts';
import { decodeRecord } from './decode-record.ts';
import { findRestart, headOf, RESTART_REACH, type Rhythm, type Signs } from './restart.ts';

/** What may be read twice to pick up records behind damage: this, and four times what came before. Beyond that, damage runs on. */
const REREAD_BYTES = 32 * 1024 ** 2;
/** Damage of at most this length is looked at to say what it is. */
const GARBAGE_BYTES = 1024;

/** What could not be read, and how to go on behind it. */
export interface Damage {
  readonly reason: SkipReason;
  readonly detail: string;
  /** The next line is a fresh start. */
  readonly toNewline?: boolean;
  /** The member ended inside the value: behind it is nothing, unless another value starts within. */
  readonly atEnd?: boolean;
}

/** A value that swallowed the start of the one behind it. */
export const NEXT_WITHIN: Damage = { reason: 'json/invalid', detail: 'no end before the next record' };

/** Damage that came to its end: its length, that of the separators behind it, the index at which reading goes on, and whether that is in the sequence around this one. */
export interface PickedUp {
  readonly reason: SkipReason;
  readonly detail: string;
  readonly length: number;
  readonly separators: number;
  readonly at: number;
  readonly outer: boolean;
}

/** Picks up reading behind a value that cannot be read: at the next place that starts like the values before (restart.ts). */
export class PickUp {
  readonly #hand: BytesAtHand;
  readonly #recordBytes: number;
  #damage: Damage | null = null;
  #signs: Signs | null = null;
  #searchFrom = 0;
  #reread = 0;

  constructor(hand: BytesAtHand, recordBytes: number) {
    this.#hand = hand;
    this.#recordBytes = recordBytes;
  }

  /** The value at hand is damage. What comes behind it is looked for from its second byte on, or from here where that costs too much. */
  begin(damage: Damage, rhythm: Rhythm, outer: Rhythm | null): void {
    const hand = this.#hand;
    hand.join();
    const { bytes, base, start, place, length } = hand;
    const long = length > this.#recordBytes;
    this.#searchFrom = !long && this.#mayReread(length) ? start + 1 : Math.max(place, start + 1);
    const ownHead = long ? null : headOf(bytes, start - base);
    // A record that is cut off must not be continued within itself; text that is no record may end at any comma.
    const seams = damage.atEnd === true ? 'none' : long || bytes[start - base] === OPEN_BRACE ? 'objects' : 'commas';
    this.#signs = { rhythm, ownHead, seams, outer };
    this.#damage = damage;
  }

  /** True where the value at hand, which is too long, is so because the next one starts within it. */
  isNextWithin(rhythm: Rhythm): boolean {
    const hand = this.#hand;
    if (hand.isLetGo || rhythm.style !== 'lines' || !this.#mayReread(this.#recordBytes)) return false;
    hand.join();
    const from = hand.start - hand.base;
    return findRestart(hand.bytes, from + 1, from + this.#recordBytes, hand.base === 0, { rhythm, ownHead: null, seams: 'none', outer: null }) !== null;
  }

  /** Looks for the end of the damage; null where more bytes are needed. `final`: there are none. */
  find(final: boolean): PickedUp | null {
    this.#hand.join();
    const { bytes, base } = this.#hand;
    const from = this.#searchFrom - base;
    const horizon = final ? bytes.length : bytes.length - RESTART_REACH;
    const newline = this.#damage?.toNewline === true ? bytes.indexOf(NEWLINE, from) : -1;
    const ends = newline >= 0 && newline < horizon;
    const next = findRestart(bytes, from, ends ? newline : horizon, base === 0, this.#signs!) ?? (ends ? { at: newline, outer: false } : null);
    if (next !== null || final) return this.#pickedUp(next);
    this.#searchFrom = base + Math.max(from, horizon);
    return null;
  }

  /** Keeps for the next chunk what stands before a start that may follow; of short damage all, to say what it is. */
  keep(): void {
    const { bytes, base, start } = this.#hand;
    const from = start - base;
    const near = Math.max(0, bytes.length - 2 * RESTART_REACH);
    this.#hand.keepFrom(from >= 0 && bytes.length - from <= GARBAGE_BYTES + 2 * RESTART_REACH ? Math.min(from, near) : near);
  }

  /** The damage up to `next`, or to the end of the member; separators between are not part of it. */
  #pickedUp(next: { readonly at: number; readonly outer: boolean } | null): PickedUp {
    const { bytes, base, start } = this.#hand;
    const damage = this.#damage!;
    const at = next?.at ?? bytes.length;
    const from = start - base;
    let end = at;
    while (end > Math.max(0, from + 1) && partsList[bytes[end - 1]!] === 1) end--;
    const length = end - from;
    let { reason, detail } = damage.atEnd === true && next !== null ? NEXT_WITHIN : damage;
    if (damage.toNewline === true && from >= 0 && length <= GARBAGE_BYTES && mayBeScalar(bytes[from]!)) {
      const read = decodeRecord(bytes, from, end, false);
      if (!read.ok && read.reason !== 'json/invalid') ({ reason, detail } = read);
    }
    return { reason, detail, length, separators: at - end, at, outer: next?.outer === true };
  }

  #mayReread(bytes: number): boolean {
    this.#reread += bytes;
    return this.#reread <= REREAD_BYTES + 4 * this.#hand.start;
  }
}
