import type { Database, Statement } from 'better-sqlite3';

/** One dictionary table in memory: a text has one id. New texts are written at once, in the transaction that is open. */
export class Texts {
  readonly #ids = new Map<string, number>();
  readonly #insert: Statement;
  #next = 1;

  constructor(db: Database, table: 'value' | 'identifier' | 'user_agent' | 'path') {
    this.#insert = db.prepare(`INSERT INTO ${table} (id, text) VALUES (?, ?)`);
    for (const row of db.prepare(`SELECT id, text FROM ${table} ORDER BY id`).raw().iterate() as IterableIterator<[number, string]>) {
      this.#ids.set(row[1], row[0]);
      this.#next = row[0] + 1;
    }
  }

  /** The id of a text, which gets one where it has none. */
  idOf(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    // A lone surrogate cannot be written as UTF-8; what is kept in memory must be what the file says.
    const written = text.toWellFormed();
    if (written !== text) {
      const id = this.idOf(written);
      this.#ids.set(text, id);
      return id;
    }
    const id = this.#next;
    this.#next += 1;
    this.#insert.run(id, text);
    this.#ids.set(text, id);
    return id;
  }
}
