import type { Database } from 'better-sqlite3';

/** One step of the schema. `version` is major * 10000 + minor * 100 + patch, as in `user_version`. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: (db: Database) => void;
}
