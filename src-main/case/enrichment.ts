import { createHash } from 'node:crypto';
import type { AddressType, GeoTable } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { dbOf, prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { metaOf, setMeta } from './meta.ts';
import { transaction } from './transaction.ts';

/** What makes an enrichment run what it is: its tables, and versions of what reads them. */
export interface EnrichmentKey {
  readonly tables: readonly GeoTable[];
  readonly versions: Readonly<Record<string, string | number>>;
}

/** What the tables say of an address. Coordinates in degrees, accuracy as radius in km; tables by SHA-256. */
export interface IpFacts {
  readonly ip: number;
  readonly asNumber: number | null;
  readonly asOrganization: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly accuracyKm: number | null;
  readonly prefix: string | null;
  readonly egress: string | null;
  readonly networkTable: string | null;
  readonly countryTable: string | null;
  readonly cityTable: string | null;
}
export interface AgentFacts {
  readonly agent: number;
  readonly name: string | null;
  readonly version: string | null;
  readonly os: string | null;
  readonly deviceClass: string | null;
  readonly template: string | null;
}
export interface Enrichment extends EnrichmentKey {
  readonly ips: readonly IpFacts[];
  readonly agents: readonly AgentFacts[];
}

function identityOf({ tables, versions }: EnrichmentKey): string {
  return createHash('sha256').update(canonicalJson({ tables: tables.map(({ role, sha256 }) => `${role} ${sha256}`).sort(), versions })).digest('hex');
}

/** Addresses and user agents that a run with these tables has not seen. */
export function unenriched(file: ReadCase, key: EnrichmentKey): {
  readonly ips: readonly { readonly id: number; readonly text: string; readonly type: AddressType; readonly version: 4 | 6 | null }[];
  readonly agents: readonly { readonly id: number; readonly text: string }[];
} {
  const run = prepared<{ id: number }>(file, 'SELECT id FROM enrichment_run WHERE identity = ?').get(identityOf(key))?.id ?? 0;
  return {
    ips: prepared<{ id: number; text: string; type: AddressType; version: 4 | 6 | null }>(file, 'SELECT * FROM ip i WHERE NOT EXISTS (SELECT 1 FROM ip_enrichment e WHERE e.run = ? AND e.ip = i.id) ORDER BY id').all(run),
    agents: prepared<{ id: number; text: string }>(file, 'SELECT * FROM user_agent u WHERE NOT EXISTS (SELECT 1 FROM agent_enrichment e WHERE e.run = ? AND e.user_agent = u.id) ORDER BY id').all(run),
  };
}

/** Stores what the tables say, and makes this the run that screens and hunts use. A run of the same tables and versions is extended; others stay as they are. */
export function storeEnrichment(file: WriteCase, made: Enrichment): number {
  return transaction(file, () => {
    const db = dbOf(file);
    const { session } = writerOf(file);
    const identity = identityOf(made);
    prepared(file, 'INSERT INTO enrichment_run (identity, versions, started, session) VALUES (?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING')
      .run(identity, canonicalJson(made.versions), new Date(session.now()).toISOString(), session.id);
    const run = prepared<{ id: number }>(file, 'SELECT id FROM enrichment_run WHERE identity = ?').get(identity)!.id;
    const tables = noteTables(file, run, made.tables);
    const tableId = (sha256: string | null): number | null => (sha256 === null ? null : tables.get(sha256) ?? null);
    const ip = prepared(file, 'INSERT INTO ip_enrichment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    for (const one of made.ips) {
      ip.run(run, one.ip, one.asNumber, one.asOrganization, one.country, one.region, one.city, one.latitude, one.longitude, one.accuracyKm, one.prefix, one.egress,
        tableId(one.networkTable), tableId(one.countryTable), tableId(one.cityTable));
    }
    const agent = prepared(file, 'INSERT INTO agent_enrichment VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
    for (const one of made.agents) agent.run(run, one.agent, one.name, one.version, one.os, one.deviceClass, one.template);
    setMeta(db, 'enrichment_run', String(run));
    writeAudit(file, {
      action: 'enrichment.store', kind: 'enrichment', id: String(run),
      payload: { identity, versions: made.versions, tables: made.tables.map(({ name, buildDate, sha256 }) => ({ name, buildDate, sha256 })), ips: made.ips.length, agents: made.agents.length },
    });
    return run;
  });
}

function noteTables(file: WriteCase, run: number, tables: readonly GeoTable[]): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  for (const one of tables) {
    prepared(file, `INSERT INTO geo_table (role, name, vendor, build_date, sha256, origin, licence, attribution) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (role, sha256) DO NOTHING`)
      .run(one.role, one.name, one.vendor, one.buildDate, one.sha256, one.origin, one.licence, one.attribution);
    const id = prepared<{ id: number }>(file, 'SELECT id FROM geo_table WHERE role = ? AND sha256 = ?').get(one.role, one.sha256)!.id;
    prepared(file, 'INSERT INTO enrichment_table VALUES (?, ?) ON CONFLICT DO NOTHING').run(run, id);
    ids.set(one.sha256, id);
  }
  return ids;
}

/** The run that screens and hunts use: 0 where nothing was enriched yet. */
export function currentEnrichment(file: ReadCase): number {
  return Number(metaOf(dbOf(file), 'enrichment_run') ?? 0);
}

/** The run in use, with its tables and how many addresses and agents it knows; null where there is none. */
export function enrichmentOf(file: ReadCase): { readonly run: number; readonly tables: readonly GeoTable[]; readonly ips: number; readonly agents: number } | null {
  const run = currentEnrichment(file);
  if (run === 0) return null;
  const count = (table: 'ip_enrichment' | 'agent_enrichment'): number => prepared<{ n: number }>(file, `SELECT count(*) AS n FROM ${table} WHERE run = ?`).get(run)!.n;
  return { run, tables: tablesOf(file, run), ips: count('ip_enrichment'), agents: count('agent_enrichment') };
}

function tablesOf(file: ReadCase, run: number): readonly GeoTable[] {
  return prepared<GeoTable>(file, `SELECT role, name, vendor, build_date AS buildDate, sha256, origin, licence, attribution
    FROM geo_table WHERE id IN (SELECT geo_table FROM enrichment_table WHERE run = ?) ORDER BY role, sha256`).all(run);
}
