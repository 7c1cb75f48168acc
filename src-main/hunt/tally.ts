/** Below this number of distinct ids looking through a list is faster than a Map. */
export const FEW = 16;

/** How often ids were told, and when first and last, told in the order of time. */
export class Tally {
  readonly ids: number[] = [];
  readonly counts: number[] = [];
  /** UTC ms. */
  readonly firsts: number[] = [];
  readonly lasts: number[] = [];
  #places: Map<number, number> | null = null;
  #last = -1;

  add(id: number, at: number): void {
    // Events of one actor come in runs that say the same.
    const place = this.#last >= 0 && this.ids[this.#last] === id ? this.#last : this.#placeOf(id);
    this.#last = place;
    if (place < this.ids.length) {
      this.counts[place]! += 1;
      this.lasts[place] = at;
      return;
    }
    this.ids.push(id);
    this.counts.push(1);
    this.firsts.push(at);
    this.lasts.push(at);
  }

  /** The place of an id; one past the end where it is new. */
  #placeOf(id: number): number {
    if (this.#places === null) {
      const found = this.ids.indexOf(id);
      if (found >= 0 || this.ids.length < FEW) return found >= 0 ? found : this.ids.length;
      this.#places = new Map(this.ids.map((one, place) => [one, place]));
    }
    const known = this.#places.get(id);
    if (known === undefined) this.#places.set(id, this.ids.length);
    return known ?? this.ids.length;
  }
}

/** Orders texts by their UTF-8 bytes. Code units order the same way, but for surrogates. */
export function byBytes(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return one >= 0xd800 && other >= 0xd800 ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : one - other;
  }
  return a.length - b.length;
}
