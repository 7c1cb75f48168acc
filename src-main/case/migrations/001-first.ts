import { about, evidence } from './001/evidence.ts';
import { dimensions, enrichment, events } from './001/events.ts';
import { hunts } from './001/hunts.ts';
import { lineage } from './001/lineage.ts';
import { reference } from './001/reference.ts';
import type { Migration } from './migration.ts';

/** Schema 1, whole. Never edited after a release: what changes is a migration of its own. */
const schema1 = [about, evidence, dimensions, events, enrichment, lineage, reference, hunts].join('\n');

export const first: Migration = { version: 10_000, name: 'first', up: (db) => void db.exec(schema1) };
