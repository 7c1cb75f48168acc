import type { Database, Statement } from 'better-sqlite3';

/** What may stand in a cell. */
export type Cell = number | string | Uint8Array | null;

/** Rows that one statement takes: binding and stepping once for many is what makes importing fast. */
const rowsPerStatement = 50;

/**
 * Collects rows of one table and writes them many at a time. Fill `cells` from `at` on, in the order of `columns`, then call `row()`; `flush()` writes
 * what is left. Rows are in the file after `flush` only.
 */
export class RowWriter {
  readonly cells: Cell[];
  at = 0;
  readonly #width: number;
  readonly #many: Statement;
  readonly #one: Statement;

  constructor(db: Database, table: string, columns: readonly string[]) {
    const line = `(${columns.map(() => '?').join(', ')})`;
    const start = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    this.#width = columns.length;
    this.#many = db.prepare(start + Array.from({ length: rowsPerStatement }, () => line).join(', '));
    this.#one = db.prepare(start + line);
    this.cells = new Array<Cell>(columns.length * rowsPerStatement).fill(null);
  }

  /** Ends a row. */
  row(): void {
    if (this.at < this.cells.length) return;
    this.#many.run(this.cells);
    this.at = 0;
  }

  flush(): void {
    for (let from = 0; from < this.at; from += this.#width) this.#one.run(this.cells.slice(from, from + this.#width));
    this.at = 0;
  }

  /** Forgets what was not written. */
  drop(): void {
    this.at = 0;
  }
}
