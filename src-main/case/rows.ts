import type { Database, Statement } from 'better-sqlite3';

/** What may stand in a cell. */
export type Cell = number | string | Uint8Array | null;
/** What a column has in all rows to come: written into the statement, which is cheaper than binding it. `undefined`: it differs from row to row. */
export type Constant = number | null | undefined;

/** Rows that one statement takes: binding and stepping once for many is what makes importing fast. */
const sizes = [100, 10, 1] as const;
const shapesKept = 64;

/** One way to fill the columns; statements are prepared when they are first needed. */
interface Shape {
  readonly line: string;
  readonly width: number;
  readonly statements: Map<number, Statement>;
}

/**
 * Collects rows of one table and writes them many at a time: `begin` says which columns are the same in all of them, then fill `cells` from `at` on
 * with the others, in the order of the columns, and call `row()`. Rows are in the file after `flush` only; until then they wait for more of their kind,
 * over as many batches as one transaction has.
 */
export class RowWriter {
  readonly cells: Cell[] = [];
  at = 0;
  readonly #db: Database;
  readonly #start: string;
  readonly #columns: number;
  readonly #shapes = new Map<string, Shape>();
  #shape: Shape | null = null;
  #full = 0;

  constructor(db: Database, table: string, columns: readonly string[]) {
    this.#db = db;
    this.#start = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
    this.#columns = columns.length;
  }

  /** Rows that follow have these constants; a column beyond the list differs from row to row. Few different lists make few statements. */
  begin(constants: readonly Constant[]): void {
    const parts = Array.from({ length: this.#columns }, (_, at) => {
      const constant = constants[at];
      if (constant === undefined) return '?';
      if (constant !== null && !Number.isSafeInteger(constant)) throw new Error(`${constant} cannot be written into a statement.`);
      return constant === null ? 'NULL' : String(constant);
    });
    const line = `(${parts.join(', ')})`;
    let shape = this.#shapes.get(line);
    if (shape === undefined) {
      if (this.#shapes.size >= shapesKept) this.#shapes.clear();
      this.#shapes.set(line, (shape = { line, width: parts.filter((part) => part === '?').length, statements: new Map() }));
    }
    if (shape === this.#shape) return;
    this.flush();
    this.#shape = shape;
    this.#full = shape.width * sizes[0];
    this.cells.length = this.#full;
  }

  /** Ends a row. */
  row(): void {
    if (this.at < this.#full) return;
    // Arguments are bound twice as fast as the elements of an array.
    this.#statement(sizes[0]).run(...this.cells);
    this.at = 0;
  }

  flush(): void {
    let from = 0;
    for (const size of sizes) {
      const cells = size * (this.#shape?.width ?? 0);
      for (; from < this.at && this.at - from >= cells; from += cells) this.#statement(size).run(...this.cells.slice(from, from + cells));
    }
    this.at = 0;
  }

  #statement(rows: number): Statement {
    const { line, statements } = this.#shape!;
    let statement = statements.get(rows);
    if (statement === undefined) statements.set(rows, (statement = this.#db.prepare(this.#start + Array.from({ length: rows }, () => line).join(', '))));
    return statement;
  }
}
