import Database, { type Database as Db } from 'better-sqlite3';
import { existsSync, unlinkSync } from 'node:fs';
import { Fault } from '../contract/index.ts';

/** Who has a case open for writing. `since` is ISO 8601 UTC. */
export interface LockHolder {
  readonly analyst: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** A held lock. Keep a strong reference: a collected connection drops its lock. */
export interface CaseLock {
  readonly db: Db;
  readonly path: string;
}

const held = new Set<CaseLock>();
const nameOf = (casePath: string): string => `${casePath}.lock`;

/**
 * Takes the lock of a case: `<case>.lock`, a tiny SQLite file with a row that names the holder, and a write transaction held open on it.
 * The system frees it when the holder dies, so there is no stale lock and nothing to delete by hand.
 * @throws Fault case/locked with the holder; case/read-only where no file can be made beside the case
 */
export function takeLock(casePath: string, holder: LockHolder, nonce: string): CaseLock {
  const path = nameOf(casePath);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const db = openLock(path, casePath);
    if (db === null) continue;
    if (!begin(db)) {
      const other = holderIn(db);
      db.close();
      throw new Fault('case/locked', { path: casePath, analyst: other?.analyst ?? '', host: other?.host ?? '', pid: other?.pid ?? 0, since: other?.since ?? '' }, true);
    }
    db.exec('CREATE TABLE IF NOT EXISTS holder (nonce TEXT, analyst TEXT, host TEXT, pid INTEGER, since TEXT) STRICT; DELETE FROM holder');
    db.prepare('INSERT INTO holder VALUES (?, ?, ?, ?, ?)').run(nonce, holder.analyst, holder.host, holder.pid, holder.since);
    db.exec('COMMIT');
    // Between the two transactions another process may come first, and a holder that closes takes the file away: both show in the nonce.
    if (begin(db) && nonceAt(path) === nonce) {
      const lock = { db, path };
      held.add(lock);
      return lock;
    }
    db.close();
  }
  throw new Fault('case/locked', { path: casePath, analyst: '', host: '', pid: 0, since: '' }, true);
}

/** Gives the lock back and takes its file away. */
export function freeLock(lock: CaseLock): void {
  held.delete(lock);
  if (!lock.db.open) return;
  removeFile(lock.path);
  lock.db.close();
  // Windows does not delete an open file; a lock file that stays is harmless.
  removeFile(lock.path);
}

/** Who holds the lock of a case now; null where nobody does. Looks only, takes nothing. */
export function lockHolder(casePath: string): LockHolder | null {
  const path = nameOf(casePath);
  if (!existsSync(path)) return null;
  let db: Db;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 0 });
  } catch {
    return null;
  }
  try {
    guard(db);
    if (!begin(db)) return holderIn(db) ?? { analyst: '', host: '', pid: 0, since: '' };
    db.exec('ROLLBACK');
    return null;
  } catch {
    return null;
  } finally {
    db.close();
  }
}

/** Null where what lay there was no lock: it is taken away, since a holder that was killed while writing leaves such a file. */
function openLock(path: string, casePath: string): Db | null {
  let db: Db | null = null;
  try {
    db = new Database(path, { timeout: 500 });
    guard(db);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db?.close();
    const code = String((error as { code?: string }).code);
    if (code.startsWith('SQLITE_BUSY')) throw new Fault('case/locked', { path: casePath, analyst: '', host: '', pid: 0, since: '' }, true);
    if (code !== 'SQLITE_NOTADB' && !code.startsWith('SQLITE_CORRUPT')) throw new Fault('case/read-only', { path: casePath, reason: code });
    removeFile(path);
    return null;
  }
}

function guard(db: Db): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('journal_mode = MEMORY');
  db.pragma('synchronous = OFF');
}

/** False where somebody else holds it. */
function begin(db: Db): boolean {
  try {
    db.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function holderIn(db: Db): LockHolder | null {
  try {
    return (db.prepare('SELECT analyst, host, pid, since FROM holder').get() as LockHolder | undefined) ?? null;
  } catch {
    return null;
  }
}

function nonceAt(path: string): string | null {
  try {
    const db = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return db.prepare('SELECT nonce FROM holder').pluck().get() as string;
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Gone already, or in use: see freeLock.
  }
}
