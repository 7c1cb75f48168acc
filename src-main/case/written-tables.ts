import type { Database } from 'better-sqlite3';

/** Which tables a connection may have written to. */
export interface WrittenTables {
  /** False: it has not. True says only that it could have. */
  readonly has: (table: string) => boolean;
}

/** A step of the program that SQLite makes of a statement; what the numbers are depends on `opcode`. */
interface Step {
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
}

/** Gives the program of a statement, whose parameters need not be bound. better-sqlite3 has it, its types do not. */
type Explaining = Database & { readonly explain: (sql: string) => readonly Step[] };

/** Number of `main` among the databases of a connection. */
const main = 0;
/** The page that the table of the schema begins on. */
const schemaPage = 1;

/**
 * Notes from now on which tables a connection may write to. Nothing is written but by a statement, and a statement comes by `prepare` or `exec`: both are made to ask first which tables it
 * writes to. SQLite itself answers, by the program that it makes of the statement, in which what triggers and foreign keys would do is written too. What is noted stays, whether the statement
 * ran or not; a change of the schema, and text that has no such program, count for every table.
 */
export function noteWrites(db: Database): WrittenTables {
  const tables = new Set<string>();
  const known = new Set<string>();
  const prepare = db.prepare.bind(db);
  const exec = db.exec.bind(db);
  const tableOn = prepare<[number], string>('SELECT tbl_name FROM sqlite_schema WHERE rootpage = ?').pluck();
  let all = false;

  function note(sql: string): void {
    const kind = kindOf(sql);
    if (all || known.has(kind)) return;
    known.add(kind);
    for (const page of pagesWritten(db as Explaining, sql)) {
      const table = tableOn.get(page);
      if (table === undefined) all = true;
      else tables.add(table);
    }
  }
  Object.assign(db, {
    prepare: (sql: string) => {
      const statement = prepare(sql);
      if (!statement.readonly) note(sql);
      return statement;
    },
    exec: (sql: string) => {
      note(sql);
      return exec(sql);
    },
  });
  return { has: (table) => all || tables.has(table) };
}

/** First pages of the tables and indexes that a statement writes to. The page of the schema, which is no table's, where it has several parts or cannot be read. */
function pagesWritten(db: Explaining, sql: string): readonly number[] {
  try {
    return db.explain(sql).flatMap(({ opcode, p1, p2, p3 }) => {
      if (opcode === 'OpenWrite' && p3 === main) return [p2];
      return opcode === 'Clear' && p2 === main ? [p1] : [];
    });
  } catch {
    return [schemaPage];
  }
}

/** An import prepares an INSERT for each number of rows and set of constants. Which table they go to stands before them. */
function kindOf(sql: string): string {
  return rowsAlone.test(sql) ? sql.slice(0, sql.indexOf(' VALUES ')) : sql;
}
const rowsAlone = /^INSERT INTO \w+ \([\w, ]+\) VALUES [()?\d, NUL-]+$/;
