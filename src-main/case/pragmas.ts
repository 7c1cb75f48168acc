import Database, { type Database as Db } from 'better-sqlite3';

/** The oldest SQLite whose handling of crafted files is safe enough (journals that name other files, FTS memory errors). */
const oldest = [3, 54, 1] as const;

/** 4 ASCII bytes in the header that say whose file it is: `Bilo`. */
export const APPLICATION_ID = 0x42_69_6c_6f;

/** Opens a connection with every guard set, and asserts what SQLite would otherwise change silently. */
export function connect(path: string, mode: 'read' | 'write'): Db {
  const db = new Database(path, mode === 'read' ? { readonly: true, fileMustExist: true } : { fileMustExist: true });
  try {
    assertSqlite(db);
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('mmap_size = 0');
    db.pragma('temp_store = MEMORY');
    db.pragma('foreign_keys = ON');
    db.pragma('recursive_triggers = OFF');
    db.pragma('busy_timeout = 5000');
    // A writer appends, and pages that it keeps serve nobody: with 64 MiB an import is no faster, and 160 MB larger.
    db.pragma(`cache_size = -${mode === 'read' ? 65_536 : 16_384}`);
    if (mode === 'read') db.pragma('query_only = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** WAL with every commit synced: re-opening a WAL file falls back to NORMAL, which loses acknowledged commits on power loss. */
export function beginWal(db: Db): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // 32 MiB: checkpoints write each page once more, and a busy import would do so every few commits.
  db.pragma('wal_autocheckpoint = 4096');
  const mode = db.pragma('journal_mode', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || synchronous !== 2) throw new Error(`The case is not safe against power loss: journal_mode ${String(mode)}, synchronous ${String(synchronous)}.`);
}

export function sqliteVersion(db: Db): string {
  return String(db.prepare('SELECT sqlite_version()').pluck().get());
}

function assertSqlite(db: Db): void {
  const version = sqliteVersion(db);
  const parts = version.split('.').map(Number);
  for (const [at, least] of oldest.entries()) {
    const part = parts[at] ?? 0;
    if (part > least) return;
    if (part < least) throw new Error(`SQLite ${version} is too old for case files; ${oldest.join('.')} is the oldest that will do.`);
  }
}
