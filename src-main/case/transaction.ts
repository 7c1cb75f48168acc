import { Fault } from '../contract/index.ts';
import { dbOf, prepared, writerOf, type WriteCase } from './handle.ts';

/**
 * Runs `work` as one transaction: all of it is kept, synced to the disk, or nothing. Calls may be nested; the outermost one commits.
 * Every transaction raises the state of the case by one.
 * @throws Fault file/no-space, file/not-writable, case/damaged
 */
export function transaction<T>(file: WriteCase, work: () => T): T {
  return run(file, work, false);
}

/** The same for importing: ids come from maps that this room keeps itself, so foreign keys are not looked up row by row. `verifyCase` checks them. */
export function importTransaction<T>(file: WriteCase, work: () => T): T {
  return run(file, work, true);
}

function run<T>(file: WriteCase, work: () => T, bulk: boolean): T {
  const db = dbOf(file);
  const writer = writerOf(file);
  if (writer.depth > 0) return work();
  const headBefore = writer.head;
  if (bulk) db.pragma('foreign_keys = OFF');
  writer.depth = 1;
  try {
    db.exec('BEGIN IMMEDIATE');
    const made = work();
    for (const write of writer.beforeCommit) write();
    prepared(file, `UPDATE meta SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) WHERE key = 'state'`).run();
    db.exec('COMMIT');
    return made;
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    writer.head = headBefore;
    for (const forget of writer.onRollback) forget();
    throw asFault(error, file.path);
  } finally {
    writer.depth = 0;
    if (bulk) db.pragma('foreign_keys = ON');
  }
}

/** What SQLite says as a fault, where it is the world's doing and not ours. */
export function asFault(error: unknown, path: string): unknown {
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  if (code === 'SQLITE_FULL') return new Fault('file/no-space', { path }, true);
  if (code.startsWith('SQLITE_IOERR')) return new Fault('file/not-writable', { path, reason: code }, true);
  if (code.startsWith('SQLITE_READONLY')) return new Fault('case/read-only', { path });
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new Fault('case/damaged', { path, reason: code });
  if (code === 'SQLITE_CANTOPEN') return new Fault('file/not-readable', { path, reason: code }, true);
  return error;
}
