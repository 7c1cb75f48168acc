import { positionOf, type Narrow } from '../../columns/index.ts';
import { usable } from '../context/baseline.ts';
import type { FirstSeenRule } from '../rule.ts';

/** Values that a finding may list, by when they were learned. */
const LISTED = 20;
/** Values are counted in blocks of so many, so that those long forgotten are not looked through for each new one. */
const BLOCK = 256;

/** What is looked through: the rows of all groups, one after the other, each in order of time. */
export interface Asked {
  readonly rows: Uint32Array;
  /** By place: the id of the value, below `size`, and UTC ms. */
  readonly ids: Narrow;
  readonly times: Float64Array;
  readonly size: number;
  /** Per row of the case, one of `usable`; null where every event may say what is usual. */
  readonly state: Uint8Array | null;
  /** Whether trusted periods are named. */
  readonly trusts: boolean;
  /** Per row of the case, whether a value that it brings may fire; null: all may. */
  readonly only: Uint8Array | null;
  /** How long a group must be known before its new values count, in ms, where its history begins at a time. */
  need(since: number): number;
}

/** A value that a group had not had. */
export interface NewValue {
  readonly id: number;
  /** UTC ms. */
  readonly time: number;
  /** Its evidence. */
  readonly rows: number[];
  /** Ids of values that were known by then, at most 20, and how many there were. */
  readonly known: readonly number[];
  readonly knownCount: number;
  readonly cold: boolean;
  /** Bad events of the group before it, within the retention. */
  readonly leftOut: number;
}
/** What came of one group. */
export interface Looked {
  readonly found: readonly NewValue[];
  /** When its history begins, UTC ms; NaN where nothing of it may say what is usual. */
  readonly since: number;
  readonly need: number;
  /** New values that were not told, by why. */
  readonly quiet: { readonly learned: number; readonly trusted: number; readonly strangers: number; readonly others: number };
}

/**
 * Looks through groups, each once and in their order. Ten million events are mostly what was there before: of such a row its id and when it was last there is read, and nothing else. What was learned or told is known
 * by its place among all rows, one above it, so that what an earlier group left is older than the first place of this one.
 */
export class NewValues {
  readonly #asked: Asked;
  readonly #rule: FirstSeenRule['first_seen'];
  /** By id: where it was last seen as something usual, where it was told or last seen since, and which new value (from 1) takes its events. */
  readonly #last: Uint32Array;
  readonly #told: Uint32Array;
  readonly #open: Uint32Array;
  /** By id, its number among what the group learned. */
  readonly #number: Uint32Array;
  #from = 0;
  #since = NaN;
  #need = 0;
  /** Until when any new value takes events. */
  #until = -Infinity;
  #found: NewValue[] = [];
  /** Times of bad events. */
  #bad: number[] = [];
  #quiet = { learned: 0, trusted: 0, strangers: 0, others: 0 };
  /** Ids in the order in which they were learned; how many of each block are known still, and of all; the first place that is within the retention. */
  #learned: number[] = [];
  #blocks: number[] = [];
  #known = 0;
  #low = 0;

  constructor(rule: FirstSeenRule, asked: Asked) {
    this.#asked = asked;
    this.#rule = rule.first_seen;
    const byId = (): Uint32Array => new Uint32Array(asked.size);
    [this.#last, this.#open, this.#number] = [byId(), byId(), byId()];
    this.#told = asked.state === null ? this.#last : byId();
  }

  look(from: number, to: number): Looked {
    this.#begin(from);
    const { ids, times, state } = this.#asked;
    const { retention } = this.#rule;
    const [last, open] = [this.#last, this.#open];
    for (let place = from; place < to; place += 1) {
      const id = ids[place]!;
      const before = last[id]!;
      const at = times[place]!;
      if (state !== null || before <= from || at - times[before - 1]! > retention) this.#lookAt(place);
      else {
        last[id] = place + 1;
        if (at <= this.#until && open[id] !== 0) this.#take(id, place);
      }
    }
    return { found: this.#found, since: this.#since, need: this.#need, quiet: this.#quiet };
  }

  #begin(from: number): void {
    [this.#from, this.#low, this.#known, this.#since, this.#need, this.#until] = [from, from, 0, NaN, 0, -Infinity];
    [this.#found, this.#bad, this.#learned, this.#blocks] = [[], [], [], []];
    this.#quiet = { learned: 0, trusted: 0, strangers: 0, others: 0 };
  }

  /** All that may be asked of a row. */
  #lookAt(place: number): void {
    const { rows, ids, times, state, trusts, need } = this.#asked;
    const id = ids[place]!;
    const at = times[place]!;
    const own = state === null ? usable.yes : state[rows[place]!]!;
    const begins = trusts ? own === usable.yes : own !== usable.badPeriod;
    if (begins && Number.isNaN(this.#since)) [this.#since, this.#need] = [at, trusts ? 0 : need(at)];
    const known = this.#within(this.#last[id]!, at);
    const told = state !== null && this.#within(this.#told[id]!, at);
    if (told) this.#told[id] = place + 1;
    if (!known && !told) this.#tell(place, own);
    if (own >= usable.badPeriod) this.#bad.push(at);
    else if (known || own === usable.yes) this.#learn(id, place, known);
    if (this.#open[id] !== 0) this.#take(id, place);
  }

  /** Whether a place, one above it, is of this group and within the retention of a time. */
  #within(place: number, at: number): boolean {
    return place > this.#from && at - this.#asked.times[place - 1]! <= this.#rule.retention;
  }

  /** A value that is neither known nor told. */
  #tell(place: number, own: number): void {
    const { rows, ids, times, state, trusts, only } = this.#asked;
    const { cold_start: mode, retention, follow } = this.#rule;
    const id = ids[place]!;
    const at = times[place]!;
    const cold = Number.isNaN(this.#since) || at - this.#since < this.#need;
    this.#open[id] = 0;
    if (trusts && own === usable.yes) this.#quiet.trusted += 1;
    else if (cold && mode !== 'fire_low') this.#quiet[trusts ? 'strangers' : 'learned'] += 1;
    else if (only !== null && only[rows[place]!] === 0) this.#quiet.others += 1;
    else {
      this.#forget(at);
      this.#found.push({ id, time: at, rows: [], known: this.#firstKnown(), knownCount: this.#known, cold, leftOut: this.#bad.length - positionOf(this.#bad, at - retention) });
      this.#open[id] = this.#found.length;
      this.#until = at + follow;
      if (state !== null) this.#told[id] = place + 1;
    }
  }

  #learn(id: number, place: number, known: boolean): void {
    if (!known) {
      this.#forget(this.#asked.times[place]!);
      if (this.#last[id]! <= this.#from) this.#number[id] = this.#learned.push(id) - 1;
      this.#count(id, 1);
    }
    this.#last[id] = place + 1;
  }

  /** Takes out of what is known what was not seen within the retention before a time; asked before it changes. */
  #forget(at: number): void {
    const { ids, times } = this.#asked;
    for (; at - times[this.#low]! > this.#rule.retention; this.#low += 1) {
      const id = ids[this.#low]!;
      if (this.#last[id] === this.#low + 1) this.#count(id, -1);
    }
  }

  #count(id: number, by: number): void {
    const block = Math.floor(this.#number[id]! / BLOCK);
    this.#blocks[block] = (this.#blocks[block] ?? 0) + by;
    this.#known += by;
  }

  #firstKnown(): readonly number[] {
    const ids: number[] = [];
    for (let block = 0; block < this.#blocks.length && ids.length < LISTED; block += 1) {
      if (this.#blocks[block] === 0) continue;
      const end = Math.min(this.#learned.length, (block + 1) * BLOCK);
      for (let at = block * BLOCK; at < end && ids.length < LISTED; at += 1) if (this.#last[this.#learned[at]!]! > this.#low) ids.push(this.#learned[at]!);
    }
    return ids;
  }

  #take(id: number, place: number): void {
    const taker = this.#found[this.#open[id]! - 1]!;
    if (this.#asked.times[place]! - taker.time <= this.#rule.follow) taker.rows.push(this.#asked.rows[place]!);
  }
}
