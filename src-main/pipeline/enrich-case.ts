import type { AddressType, CleanAddress, GeoTable } from '../contract/index.ts';
import { storeEnrichment, unenriched, type WriteCase } from '../case/index.ts';
import type { EnrichAnswer, EnrichQuestion } from './enrich.ts';
import type { GeoPlaces } from './geo-tables.ts';

/** Looks up what the current tables have not seen: in a thread of its own, or in this one. */
export type LookUp = (question: EnrichQuestion) => EnrichAnswer | Promise<EnrichAnswer>;

/**
 * Adds networks, places and clients to every distinct address and agent of a case that these tables have not answered yet. A run of other tables
 * stays as it is beside it.
 */
export async function enrichCase(file: WriteCase, places: GeoPlaces, lookUp: LookUp): Promise<{ ips: number; agents: number }> {
  // First which tables there are: they decide what is still to be looked up.
  const none = await lookUp({ places, addresses: [], agents: [] });
  const key = { tables: [...none.tables], versions: versionsOf(none) };
  const { ips, agents } = unenriched(file, key);
  const answer = ips.length + agents.length === 0 ? none : await lookUp({ places, addresses: ips.map(addressOf), agents: agents.map((agent) => agent.text) });
  storeEnrichment(file, {
    ...key,
    ips: answer.addresses.map((row, i) => ({
      ip: ips[i]!.id,
      asNumber: row.asn,
      asOrganization: row.organization,
      country: row.country,
      region: row.region,
      city: row.city,
      latitude: row.latitude,
      longitude: row.longitude,
      accuracyKm: row.accuracyKm,
      prefix: row.prefix,
      egress: row.egress,
      networkTable: row.tables.asn ?? null,
      countryTable: row.tables.country ?? null,
      cityTable: row.tables.city ?? null,
    })),
    agents: answer.agents.map((row, i) => ({ agent: agents[i]!.id, name: row.name, version: row.version, os: row.os, deviceClass: row.deviceClass, template: row.template })),
  });
  return { ips: ips.length, agents: agents.length };
}

function addressOf({ text, type, version }: { text: string; type: AddressType; version: 4 | 6 | null }): CleanAddress {
  return { text, type, version };
}

function versionsOf({ adapterVersion, classesVersion }: { readonly tables: readonly GeoTable[]; readonly adapterVersion: number; readonly classesVersion: string }): Record<string, string | number> {
  return { adapter: adapterVersion, classes: classesVersion };
}
