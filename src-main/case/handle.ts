import type { Database, Statement } from 'better-sqlite3';
import { realpathSync } from 'node:fs';
import type { Analyst } from '../contract/index.ts';
import type { CaseLock } from './lock.ts';
import type { WrittenTables } from './written-tables.ts';

const sqlite: unique symbol = Symbol('sqlite');
declare const mayWrite: unique symbol;

/** An open case. Only functions of this room reach the database behind it. */
export interface ReadCase {
  readonly path: string;
  readonly id: string;
  readonly [sqlite]: Inside;
}

/** An open case that may be changed. A `ReadCase` does not fit where one is asked for. */
export interface WriteCase extends ReadCase {
  readonly [mayWrite]: true;
}

/** Versions of what runs, as they are noted in the case. */
export interface AppVersions {
  readonly app: string;
  readonly build: string;
  readonly node: string;
  readonly electron: string | null;
  readonly icu: string;
  readonly tzdata: string;
  readonly unicode: string;
  readonly os: string;
  readonly locale: string;
  readonly zone: string;
}

/** Who opens a case for writing, with what, and where clocks and ids come from. */
export interface CaseSession {
  /** UUID of this run of the app. */
  readonly id: string;
  readonly analyst: Analyst;
  readonly versions: AppVersions;
  readonly host: string;
  readonly pid: number;
  /** A folder of the app, never one that evidence or cases come from: notes there say which cases it has open. */
  readonly recordsFolder: string;
  /** UTC ms. */
  readonly now: () => number;
  /** ms of a clock that never goes back. */
  readonly monotonic: () => number;
  readonly newId: () => string;
}

/** Digest of a table: how many rows, and SHA-256 over them, in hex. */
export interface TableSeal {
  readonly rows: number;
  readonly sha256: string;
}
/** Digests by table. */
export type Seal = Readonly<Record<string, TableSeal>>;

interface Inside {
  readonly db: Database;
  readonly statements: Map<string, Statement<unknown[], unknown>>;
  readonly writer: Writer | null;
}

/** What only a writing case has. */
export interface Writer {
  readonly session: CaseSession;
  readonly lock: CaseLock;
  readonly chain: string;
  head: { seq: number; hash: Buffer };
  depth: number;
  /** Tables that this connection may have written to since it was made. */
  readonly written: WrittenTables;
  /** What the last seal says of the tables that were as it says when this connection had changed so many rows: after the opening, or when it was made. Null where that is not known. */
  sealed: { readonly seal: Seal; readonly changes: number } | null;
  /** Called before a transaction is committed: rows that still wait are written. */
  readonly beforeCommit: Set<() => void>;
  /** Called when a transaction was rolled back: what memory says of the file is no longer true. */
  readonly onRollback: Set<() => void>;
}

// POSIX drops every lock of a process on a file when any descriptor of it closes: a case that is open here must not be read through fs.
const openHere = new Map<string, number>();

export function isOpenHere(path: string): boolean {
  return (openHere.get(path) ?? 0) > 0;
}

/** Puts a handle around a connection. */
export function handleOf(path: string, id: string, db: Database, writer: Writer | null): WriteCase {
  openHere.set(path, (openHere.get(path) ?? 0) + 1);
  return { path, id, [sqlite]: { db, statements: new Map(), writer } } as unknown as WriteCase;
}

/** Closes the connection; the handle is dead after it. */
export function closeHandle(file: ReadCase): void {
  const { db, statements } = file[sqlite];
  if (!db.open) return;
  statements.clear();
  db.close();
  const left = (openHere.get(file.path) ?? 1) - 1;
  if (left > 0) openHere.set(file.path, left);
  else openHere.delete(file.path);
}

export function dbOf(file: ReadCase): Database {
  return file[sqlite].db;
}

export function writerOf(file: WriteCase): Writer {
  return file[sqlite].writer!;
}

/** A statement, prepared once per handle. The row type is what the SQL asks for; tests hold the two together. */
export function prepared<Row>(file: ReadCase, sql: string): Statement<unknown[], Row> {
  const { db, statements } = file[sqlite];
  let statement = statements.get(sql);
  if (statement === undefined) statements.set(sql, (statement = db.prepare<unknown[], unknown>(sql)));
  return statement as Statement<unknown[], Row>;
}

/** A statement whose rows are arrays. */
export function preparedRaw<Row extends readonly unknown[]>(file: ReadCase, sql: string): Statement<unknown[], Row> {
  const { db, statements } = file[sqlite];
  const key = `raw ${sql}`;
  let statement = statements.get(key);
  if (statement === undefined) statements.set(key, (statement = db.prepare<unknown[], unknown>(sql).raw()));
  return statement as Statement<unknown[], Row>;
}

/** The real path, so that one file has one name. */
export function realPathOf(path: string): string {
  return realpathSync(path);
}
