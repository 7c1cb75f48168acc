/** Bytes of a value that lie before the chunk at hand: copied once when their chunk goes, joined once when the value is complete. */
export class Held {
  #pieces: Buffer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#pieces.push(Buffer.from(bytes));
    this.#size += bytes.length;
  }

  clear(): void {
    this.#pieces = [];
    this.#size = 0;
  }

  /** The held bytes with `rest` behind them. */
  with(rest: Buffer): Buffer {
    return this.#size === 0 ? rest : Buffer.concat([...this.#pieces, rest]);
  }

  /** The last held bytes, at least `reach` of them where there are so many, with `rest` behind them. */
  lastWith(reach: number, rest: Buffer): Buffer {
    let from = this.#pieces.length;
    for (let n = 0; from > 0 && n < reach; from--) n += this.#pieces[from - 1]!.length;
    return Buffer.concat([...this.#pieces.slice(from), rest]);
  }
}
