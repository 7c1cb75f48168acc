/** What the record of each event says (`saysBits`), by id: four bytes an event, as far as there are any that do not say everything. An export without zones has millions of them. */
export class SaysList {
  #bits = new Int32Array(0);

  /** 0 where the record says everything. */
  get(event: number): number {
    return this.#bits[event] ?? 0;
  }

  set(event: number, says: number): void {
    if (event >= this.#bits.length) {
      if (says === 0) return;
      const bits = new Int32Array(Math.max(1024, event * 2));
      bits.set(this.#bits);
      this.#bits = bits;
    }
    this.#bits[event] = says;
  }
}
