/**
 * Which event has which identity, in memory: 8 bytes a slot, no SQL index. Keyed by the first 8 bytes of an identity, of which one byte picks a part
 * and four are kept; the rest is confirmed on the stored identity, so a false hit costs a look-up and nothing else.
 */
export class IdentitySet {
  readonly #parts: Part[] = Array.from({ length: 256 }, () => new Part());

  /** Adds an event under the identity that starts at `at`. The same prefix may be added several times. */
  add(identities: Uint8Array, at: number, event: number): void {
    this.#parts[identities[at]!]!.add(keyAt(identities, at), event);
  }

  /** Calls `visit` with each event that may have the prefix, oldest first, until it says true; gives whether it did. */
  some(identities: Uint8Array, at: number, visit: (event: number) => boolean): boolean {
    return this.#parts[identities[at]!]!.some(keyAt(identities, at), visit);
  }
}

class Part {
  #keys = new Int32Array(64);
  #events = new Int32Array(64);
  #size = 0;

  add(key: number, event: number): void {
    if ((this.#size + 1) * 4 > this.#events.length * 3) this.#grow();
    put(this.#keys, this.#events, key, event);
    this.#size += 1;
  }

  some(key: number, visit: (event: number) => boolean): boolean {
    const keys = this.#keys;
    const events = this.#events;
    const mask = events.length - 1;
    for (let slot = homeOf(key) & mask; events[slot] !== 0; slot = (slot + 1) & mask) {
      if (keys[slot] === key && visit(events[slot]!)) return true;
    }
    return false;
  }

  #grow(): void {
    const keys = new Int32Array(this.#keys.length * 2);
    const events = new Int32Array(keys.length);
    // From an empty slot on, so that events of one prefix keep their order where a run of slots goes round the end.
    const mask = this.#events.length - 1;
    const start = this.#events.indexOf(0);
    for (let step = 0; step <= mask; step += 1) {
      const slot = (start + step) & mask;
      if (this.#events[slot] !== 0) put(keys, events, this.#keys[slot]!, this.#events[slot]!);
    }
    this.#keys = keys;
    this.#events = events;
  }
}

function put(keys: Int32Array, events: Int32Array, key: number, event: number): void {
  const mask = events.length - 1;
  let slot = homeOf(key) & mask;
  while (events[slot] !== 0) slot = (slot + 1) & mask;
  keys[slot] = key;
  events[slot] = event;
}

/** Spreads keys that only differ in high bits; hashes do not need it, crafted ids might. */
function homeOf(key: number): number {
  const mixed = Math.imul(key ^ (key >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}

function keyAt(identities: Uint8Array, at: number): number {
  return identities[at + 1]! | (identities[at + 2]! << 8) | (identities[at + 3]! << 16) | (identities[at + 4]! << 24);
}
