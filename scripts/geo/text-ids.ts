/** Distinct texts in the order in which they came; id 0 is the empty text. */
export class TextIds {
  readonly #ids = new Map<string, number>([['', 0]]);
  idOf(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(text, id);
    }
    return id;
  }
  all(): readonly string[] {
    return [...this.#ids.keys()];
  }
}
