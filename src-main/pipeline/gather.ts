import type { PartOf } from '../sources/index.ts';

/** How long parts of an event are waited for. All in what a member has, none in time: what is gathered must not depend on how fast it is read. */
export interface GatherLimits {
  /** Records of the member after the last part that came, until an event counts as over. */
  readonly open: number;
  /** The same, where a part said that nothing follows: others may have overtaken it, or been written down in another order. */
  readonly settled: number;
  /** Parts, and bytes of them, that may wait at once; above it the event that was last heard of longest ago is over. */
  readonly parts: number;
  readonly bytes: number;
}

/** Some hundreds of hosts into one file lie within this, as do the 600 records of the longest command line that Linux can write. */
export const gatherLimits: GatherLimits = { open: 4096, settled: 256, parts: 65_536, bytes: 32 * 1024 ** 2 };

interface Group<T> {
  readonly key: string;
  readonly parts: T[];
  bytes: number;
  /** Number of the record that was its last part. */
  touched: number;
  ended: boolean;
}

/** Records of one member that are parts of events, until each event is over. Events come out in the order in which that became known, their parts in the order in which they lie. */
export class Gatherer<T> {
  readonly #limits: GatherLimits;
  /** Groups by key, the one that was touched longest ago first; those that have ended apart, since they wait for less long. */
  readonly #open = new Map<string, Group<T>>();
  readonly #ended = new Map<string, Group<T>>();
  #record = 0;
  #parts = 0;
  #bytes = 0;

  constructor(limits: GatherLimits = gatherLimits) {
    this.#limits = limits;
  }

  /** One more record of the member, part of an event or not. What is over by now: `over`. */
  step(): void {
    this.#record += 1;
  }

  /** The record at hand is a part. */
  add({ key, last }: PartOf, part: T, bytes: number): void {
    const group = this.#open.get(key) ?? this.#ended.get(key) ?? { key, parts: [], bytes: 0, touched: 0, ended: false };
    group.parts.push(part);
    group.bytes += bytes;
    group.touched = this.#record;
    group.ended ||= last;
    this.#parts += 1;
    this.#bytes += bytes;
    this.#open.delete(key);
    this.#ended.delete(key);
    (group.ended ? this.#ended : this.#open).set(key, group);
  }

  /** Whether `over` has something to say: asked for every record. */
  get isDue(): boolean {
    if (this.#parts === 0) return false;
    if (this.#parts > this.#limits.parts || this.#bytes > this.#limits.bytes) return true;
    const [ended, open] = [first(this.#ended), first(this.#open)];
    return (ended !== undefined && this.#record - ended.touched > this.#limits.settled) || (open !== undefined && this.#record - open.touched > this.#limits.open);
  }

  /** Events of which no more parts are waited for. */
  *over(): Generator<readonly T[]> {
    for (const [groups, wait] of [[this.#ended, this.#limits.settled], [this.#open, this.#limits.open]] as const) {
      for (const group of groups.values()) {
        if (this.#record - group.touched <= wait) break;
        yield this.#taken(groups, group);
      }
    }
    while (this.#parts > this.#limits.parts || this.#bytes > this.#limits.bytes) {
      const [ended, open] = [first(this.#ended), first(this.#open)];
      const isEnded = open === undefined || (ended !== undefined && ended.touched < open.touched);
      yield this.#taken(isEnded ? this.#ended : this.#open, (isEnded ? ended : open)!);
    }
  }

  /** All that wait: the member has ended. */
  *rest(): Generator<readonly T[]> {
    for (const groups of [this.#ended, this.#open]) for (const group of groups.values()) yield this.#taken(groups, group);
  }

  /** Forgets what waits: the member was not read to its end. */
  clear(): void {
    this.#open.clear();
    this.#ended.clear();
    this.#record = 0;
    this.#parts = 0;
    this.#bytes = 0;
  }

  #taken(groups: Map<string, Group<T>>, group: Group<T>): readonly T[] {
    groups.delete(group.key);
    this.#parts -= group.parts.length;
    this.#bytes -= group.bytes;
    return group.parts;
  }
}

function first<T>(groups: ReadonlyMap<string, Group<T>>): Group<T> | undefined {
  return groups.values().next().value;
}
