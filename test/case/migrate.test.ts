import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditPage, closeCase, contentDigest, createCase, openCaseToRead, openCaseToWrite, verifyCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { checkedMigrations } from '../../src-main/case/migrate.ts';
import { migrations } from '../../src-main/case/migrations/index.ts';
import type { Migration } from '../../src-main/case/migrations/migration.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

const next: Migration = { version: 10_100, name: 'colour', up: (db) => void db.exec(`ALTER TABLE evidence ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'`) };
const breaks: Migration = { version: 10_100, name: 'breaks', up: (db) => void db.exec('ALTER TABLE evidence ADD COLUMN colour TEXT; SELECT no_such_function()') };

function made(): { readonly path: string; readonly folder: string; readonly remove: () => void; readonly session: ReturnType<typeof sessionIn>; readonly digest: string } {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder);
  const path = `${folder}/a.bilocate`;
  const file = createCase(path, { title: 'Old', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
  const digest = contentDigest(file);
  closeCase(file);
  return { path, folder, remove, session, digest };
}

test('a next schema: a copy goes aside, one transaction, one row in the log, content as before', () => {
  const { path, remove, session, digest } = made();
  const file = openCaseToWrite(path, session, [...migrations, next]);
  expect(dbOf(file).prepare('SELECT colour FROM evidence').pluck().get()).toBe('red');
  expect(dbOf(file).pragma('user_version', { simple: true })).toBe(10_100);
  expect(contentDigest(file)).toBe(digest);
  expect(auditPage(file, { after: 0, limit: 100 }).rows.find((row) => row.action === 'case.migrate')?.payload).toContain('"steps":["colour"]');
  expect(verifyCase(file).ok).toBe(true);
  closeCase(file);

  const backup = openCaseToRead(`${path}.v1.0.0.bak`, session.recordsFolder);
  expect(contentDigest(backup)).toBe(digest);
  expect(dbOf(backup).pragma('user_version', { simple: true })).toBe(10_000);
  closeCase(backup);
  expect(() => openCaseToRead(path, session.recordsFolder)).toThrow('case/newer-than-app');
  remove();
});

test('a step that fails leaves the case as it was', () => {
  const { path, remove, session, digest } = made();
  expect(() => openCaseToWrite(path, session, [...migrations, breaks])).toThrow();
  const file = openCaseToWrite(path, session);
  expect(contentDigest(file)).toBe(digest);
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(file);
  expect(existsSync(`${path}.lock`)).toBe(false);
  remove();
});

test('a reader never migrates', () => {
  const { path, remove, session } = made();
  const file = openCaseToRead(path, session.recordsFolder, [...migrations, next]);
  expect(dbOf(file).pragma('user_version', { simple: true })).toBe(10_000);
  closeCase(file);
  expect(existsSync(`${path}.v1.0.0.bak`)).toBe(false);
  remove();
});

test('the list of steps only counts up', () => {
  expect(() => checkedMigrations([next, ...migrations])).toThrow('does not come after');
  expect(checkedMigrations()).toBe(migrations);
});
