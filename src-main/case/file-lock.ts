import Database, { type Database as Db } from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Does this work while no other process, and nobody else in this one, works under the same lock. `path` names it: an empty SQLite file with a write transaction begun on
 * it, so that the system frees it when its holder dies, however it dies. The file stays there: where it were taken away, two could hold a lock of that name.
 * Somebody who holds it for longer than `patience` (ms), and a disk that knows no locks, keep nobody from working: then the work is done without, and told so.
 */
export function underLock<T>(path: string, work: (alone: boolean) => T, patience = 10_000): T {
  const lock = taken(path, patience);
  try {
    return work(lock !== null);
  } finally {
    lock?.close();
  }
}

function taken(path: string, timeout: number): Db | null {
  let db: Db | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    db = new Database(path, { timeout });
    db.exec('BEGIN IMMEDIATE');
    return db;
  } catch {
    db?.close();
    return null;
  }
}
