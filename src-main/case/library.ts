import Database from 'better-sqlite3';
import { sqliteVersion } from './pragmas.ts';

/** Version of the SQLite library that runs here. */
export function libraryVersion(): string {
  const db = new Database(':memory:');
  try {
    return sqliteVersion(db);
  } finally {
    db.close();
  }
}
