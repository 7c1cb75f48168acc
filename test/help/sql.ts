import Database from 'better-sqlite3';

/** Rows of a case file by plain SQL, as a stranger with an SQLite tool would ask. */
export function sqlRows<T>(path: string, sql: string, ...values: readonly unknown[]): T[] {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return db.prepare(sql).all(...values) as T[];
  } finally {
    db.close();
  }
}

export function sqlNumber(path: string, sql: string, ...values: readonly unknown[]): number {
  return Number(Object.values(sqlRows<Record<string, unknown>>(path, sql, ...values)[0] ?? {})[0]);
}
