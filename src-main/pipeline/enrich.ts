import { join } from 'node:path';
import type { CleanAddress, GeoTable } from '../contract/index.ts';
import { enrichAddresses, enrichAgents, ENRICH_VERSION, readAsnClasses, type AddressRow, type AgentRow } from '../enrich/index.ts';
import { openTables, type GeoPlaces } from './geo-tables.ts';

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
 * Looks up distinct addresses and client strings. Opens the tables (about 106 MB) and lets them go: run it where that memory is given back.
 * @throws Fault geo/missing-pack, geo/damaged
 */
export function lookUp({ places, addresses, agents }: EnrichQuestion): EnrichAnswer {
  const geo = openTables(places);
  const classes = readAsnClasses(join(places.resources, 'tables', 'asn-classes.tsv'));
  return {
    tables: geo.tables(),
    adapterVersion: ENRICH_VERSION,
    classesVersion: classes.version,
    addresses: enrichAddresses(addresses, geo, classes),
    agents: enrichAgents(agents),
  };
}
