import Database, { type Database as Db } from 'better-sqlite3';
import { Fault } from '../contract/index.ts';
import { schemaHash } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';

/** Differences that are named; the others are counted. */
const named = 5;

/**
 * A case has tables and indexes alone. A trigger in a file that somebody handed over would run with everything that is written to it, so such a file is
 * not opened for work; reading it runs nothing.
 * @throws Fault case/unsafe-database, `parts` names what it holds
 */
export function refuseForeignParts(db: Db, path: string): void {
  const parts = db.prepare(`SELECT type || ' ' || name FROM sqlite_schema WHERE type IN ('trigger', 'view') OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%') ORDER BY 1`).pluck().all() as string[];
  if (parts.length === 0) return;
  const more = parts.length - named;
  throw new Fault('case/unsafe-database', { path, parts: `${parts.slice(0, named).join(', ')}${more > 0 ? ` and ${more} more` : ''}` });
}

interface Expected { readonly hash: string; readonly columns: ReadonlySet<string> }
const expected = new WeakMap<readonly Migration[], Map<number, Expected>>();

/**
 * Holds the tables and columns of a file against those that its version has: a case that was made by an app between two releases may say the version
 * and have other tables, and would fail in the middle of work. Comments and indexes may differ: they change no
 * answer, and `verifyCase` holds the schema against the letter.
 * @throws Fault case/damaged, `differs` says in what
 */
export function checkSchema(db: Db, path: string, list: readonly Migration[]): void {
  const { hash, columns } = expectedOf(list, Number(db.pragma('user_version', { simple: true })));
  if (schemaHash(db) === hash) return;
  const found = columnsOf(db);
  const differences = [...[...columns].filter((one) => !found.has(one)).map((one) => `${one} is missing`), ...[...found].filter((one) => !columns.has(one)).map((one) => `${one} is not of this version`)];
  if (differences.length === 0) return;
  const more = differences.length - named;
  throw new Fault('case/damaged', { path, reason: 'schema', differs: `${differences.slice(0, named).join('; ')}${more > 0 ? `; and ${more} more` : ''}` });
}

function expectedOf(list: readonly Migration[], version: number): Expected {
  let versions = expected.get(list);
  if (versions === undefined) expected.set(list, (versions = new Map<number, Expected>()));
  let known = versions.get(version);
  if (known === undefined) versions.set(version, (known = madeBy(list.filter((step) => step.version <= version))));
  return known;
}

/** The schema that steps make, asked of a database in memory. */
function madeBy(steps: readonly Migration[]): Expected {
  const db = new Database(':memory:');
  try {
    for (const step of steps) step.up(db);
    return { hash: schemaHash(db), columns: columnsOf(db) };
  } finally {
    db.close();
  }
}

/** Such as `finding_version.networks TEXT`. */
function columnsOf(db: Db): ReadonlySet<string> {
  return new Set(db.prepare(`SELECT t.name || '.' || c.name || ' ' || c.type FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1`).pluck().all() as string[]);
}
