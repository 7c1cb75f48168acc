import type { Database, Statement } from 'better-sqlite3';

/** What may stand in a cell. */
export type Cell = number | string | Uint8Array | null;
/** What a column has in all rows to come: written into the statement, which is cheaper than binding it. `undefined`: it differs from row to row. */
export type Constant = number | null | undefined;

/** Rows that one statement takes: binding and stepping once for many is what makes importing fast. */
const rowsPerStatement = 50;
const statementsKept = 64;

interface Shape {
  readonly width: number;
  readonly many: Statement;
  readonly one: Statement;
}

/**
 * Collects rows of one table and writes them many at a time: `begin` says which columns are the same in all of them, then fill `cells` from `at` on
 * with the others, in the order of the columns, and call `row()`. Rows are in the file after `flush` only.
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

  /** Rows that follow have these constants; a column beyond the list differs from row to row. */
  begin(constants: readonly Constant[]): void {
    this.flush();
    const parts = Array.from({ length: this.#columns }, (_, at) => {
      const constant = constants[at];
      if (constant === undefined) return '?';
      if (constant !== null && !Number.isSafeInteger(constant)) throw new Error(`${constant} cannot be written into a statement.`);
      return constant === null ? 'NULL' : String(constant);
    });
    this.#shape = this.#shapeFor(`(${parts.join(', ')})`, parts.filter((part) => part === '?').length);
    this.#full = this.#shape.width * rowsPerStatement;
  }

  /** Ends a row. */
  row(): void {
    if (this.at < this.#full) return;
    this.#shape!.many.run(this.cells);
    this.at = 0;
  }

  flush(): void {
    const width = this.#shape?.width ?? 0;
    for (let from = 0; from < this.at; from += width) this.#shape!.one.run(this.cells.slice(from, from + width));
    this.at = 0;
  }

  /** Forgets what was not written. */
  drop(): void {
    this.at = 0;
  }

  #shapeFor(line: string, width: number): Shape {
    const known = this.#shapes.get(line);
    if (known !== undefined) {
      this.cells.length = width * rowsPerStatement;
      return known;
    }
    if (this.#shapes.size >= statementsKept) this.#shapes.clear();
    const many = this.#db.prepare(this.#start + Array.from({ length: rowsPerStatement }, () => line).join(', '));
    const shape = { width, many, one: this.#db.prepare(this.#start + line) };
    this.#shapes.set(line, shape);
    this.cells.length = width * rowsPerStatement;
    return shape;
  }
}
