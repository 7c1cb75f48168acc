/**
 * Bytes that are asked for, chunk by chunk: null at the end, a thrown fault where the end is not a proper one (what was given before it
 * holds all the same).
 */
export interface ByteSource {
  next(): Promise<Buffer | null>;
}

/** A source that can be looked into before it is read. */
export class PeekSource implements ByteSource {
  readonly #from: ByteSource;
  #kept: Buffer[] = [];
  #late: { readonly fault: unknown } | null = null;

  constructor(from: ByteSource) {
    this.#from = from;
  }

  async next(): Promise<Buffer | null> {
    const kept = this.#kept.shift();
    if (kept !== undefined) return kept;
    if (this.#late !== null) throw this.#late.fault;
    return this.#from.next();
  }

  unread(bytes: Buffer): void {
    if (bytes.length > 0) this.#kept.unshift(bytes);
  }

  /** The next `count` bytes, or fewer where there are no more; they stay to be read. A fault is kept until the bytes before it are read. */
  async peek(count: number): Promise<Buffer> {
    let size = this.#kept.reduce((sum, chunk) => sum + chunk.length, 0);
    while (size < count && this.#late === null) {
      try {
        const chunk = await this.#from.next();
        if (chunk === null) break;
        this.#kept.push(chunk);
        size += chunk.length;
      } catch (fault) {
        this.#late = { fault };
      }
    }
    const first = this.#kept[0];
    if (first !== undefined && first.length >= count) return first.subarray(0, count);
    this.#kept = size === 0 ? [] : [Buffer.concat(this.#kept)];
    return (this.#kept[0] ?? Buffer.alloc(0)).subarray(0, count);
  }

  /** Takes exactly `count` bytes, or what is left. */
  async take(count: number): Promise<Buffer> {
    const bytes = await this.peek(count);
    const first = this.#kept.shift();
    if (first !== undefined) this.unread(first.subarray(bytes.length));
    return bytes;
  }
}

/** The chunks of an iterator as a source. */
export function sourceOf(iterator: Iterator<Buffer> | AsyncIterator<Buffer>): ByteSource {
  return {
    async next() {
      const step = await iterator.next();
      return step.done === true ? null : step.value;
    },
  };
}
