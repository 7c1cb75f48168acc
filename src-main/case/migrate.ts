import { createHash } from 'node:crypto';
import { existsSync, unlinkSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Fault, fieldNames, fields, type FieldEntry } from '../contract/index.ts';
import { versionText, type Header } from './header.ts';
import { migrations as shipped } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { setMeta } from './meta.ts';
import { placeOf } from './schema-fields.ts';

/** The steps to use; a test may bring its own. */
export function checkedMigrations(list: readonly Migration[] = shipped): readonly Migration[] {
  list.forEach((step, at) => {
    const before = list[at - 1];
    if (before !== undefined && before.version >= step.version) throw new Error(`Migration ${step.name} (${step.version}) does not come after ${before.name} (${before.version}).`);
  });
  return list;
}

/** The schema that a list of steps ends in. */
export function newestVersion(list: readonly Migration[]): number {
  return list.at(-1)!.version;
}

/**
 * Decides from the header alone whether this app may open the case.
 * @throws Fault case/newer-than-app, case/older-major
 */
export function checkVersion(path: string, header: Header, list: readonly Migration[], wroteBy: () => string | null): void {
  const newest = newestVersion(list);
  if (header.version > newest) {
    throw new Fault('case/newer-than-app', { path, file: versionText(header.version), wroteBy: wroteBy(), app: versionText(newest) });
  }
  if (Math.floor(header.version / 10_000) < Math.floor(newest / 10_000)) throw new Fault('case/older-major', { path, file: versionText(header.version), app: versionText(newest) });
}

/** Where the copy of a case goes before it is migrated. */
export function backupPath(path: string, version: number): string {
  return `${path}.v${versionText(version)}.bak`;
}

/** Copies the case aside as it is. A copy that is there already stays: it is the older one. */
export function backUp(db: Database, path: string, version: number): string {
  const target = backupPath(path, version);
  if (existsSync(target)) return target;
  try {
    db.prepare('VACUUM INTO ?').run(target);
  } catch (error) {
    if (existsSync(target)) unlinkSync(target);
    throw error;
  }
  return target;
}

/** Runs the steps above `from` and notes the schema that they end in. Belongs into one transaction. */
export function applyMigrations(db: Database, from: number, list: readonly Migration[]): readonly string[] {
  const due = list.filter((step) => step.version > from);
  for (const step of due) step.up(db);
  db.pragma(`user_version = ${newestVersion(list)}`);
  setMeta(db, 'schema_sha256', schemaHash(db));
  noteFields(db);
  return due.map((step) => step.name);
}

/** SHA-256 of the schema text, ordered by name: what `verifyCase` compares with. */
export function schemaHash(db: Database): string {
  return createHash('sha256').update(schemaText(db)).digest('hex');
}

/** The statements of the schema, ordered by name. */
export function schemaText(db: Database): string {
  return (db.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name').pluck().all() as string[]).map((sql) => `${sql};\n`).join('\n');
}

/** Writes the field dictionary into the case; a field keeps the id that it has. */
export function noteFields(db: Database): void {
  const add = db.prepare('INSERT INTO field (name, label, meaning, storage, many, place) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING');
  for (const name of fieldNames) {
    const { label, meaning, storage, many }: FieldEntry = fields[name];
    add.run(name, label, meaning, storage, many ? 1 : 0, placeOf(name));
  }
}
