import { join } from 'node:path';
import type { CleanAddress, GeoTable } from '../contract/index.ts';
import { enrichAddresses, enrichAgents, ENRICH_VERSION, readAsnClasses, type AddressRow, type AgentRow } from '../enrich/index.ts';
import { openTables, tablesNamed, type GeoPlaces } from './geo-tables.ts';

/** Distinct addresses and client strings that a run has yet to look up. */
export interface EnrichQuestion {
  readonly places: GeoPlaces;
  readonly addresses: readonly CleanAddress[];
  readonly agents: readonly string[];
}
/** What the tables said, and which tables and versions they were: the identity of an enrichment run. */
export interface EnrichAnswer {
  readonly tables: readonly GeoTable[];
  readonly adapterVersion: number;
  readonly classesVersion: string;
  readonly addresses: readonly AddressRow[];
  readonly agents: readonly AgentRow[];
}

/**
 * Looks up distinct addresses and client strings. Where there are none, it only says which tables there are, and the pack stays unread.
 * @throws Fault geo/missing-pack, geo/damaged
 */
export function lookUp({ places, addresses, agents }: EnrichQuestion): EnrichAnswer {
  const classes = readAsnClasses(join(places.resources, 'tables', 'asn-classes.tsv'));
  const versions = { adapterVersion: ENRICH_VERSION, classesVersion: classes.version };
  if (addresses.length + agents.length === 0) return { tables: tablesNamed(places), ...versions, addresses: [], agents: [] };
  const geo = openTables(places);
  try {
    return { tables: geo.tables(), ...versions, addresses: enrichAddresses(addresses, geo, classes), agents: enrichAgents(agents) };
  } finally {
    geo.close();
  }
}
