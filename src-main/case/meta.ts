import type { Database } from 'better-sqlite3';

/** Facts about the case as a whole. */
export type MetaKey =
  | 'case' | 'replica' | 'title' | 'number' | 'created' | 'created_by_app' | 'written_by_app' | 'min_reader' | 'min_writer' | 'schema_sha256'
  | 'state' | 'evidence_state' | 'finding_state' | 'opened' | 'enrichment_run' | 'lineage' | 'sealed';

export function metaOf(db: Database, key: MetaKey): string | null {
  return (db.prepare('SELECT value FROM meta WHERE key = ?').pluck().get(key) as string | undefined) ?? null;
}

export function setMeta(db: Database, key: MetaKey, value: string): void {
  db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, value);
}
