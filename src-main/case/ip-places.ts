import { currentEnrichment } from './enrichment.ts';
import { prepared, type ReadCase } from './handle.ts';

/** Where the city table in use puts an address: degrees, and the radius in km where the table has one. */
export interface IpPlace {
  readonly city: string | null;
  readonly country: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyKm: number | null;
}

/** Every address that has a place, by its text. */
export function ipPlaces(file: ReadCase): ReadonlyMap<string, IpPlace> {
  const rows = prepared<IpPlace & { readonly text: string }>(file, `SELECT i.text, e.city, e.country, e.latitude, e.longitude, e.accuracy_km AS accuracyKm
    FROM ip_enrichment e JOIN ip i ON i.id = e.ip WHERE e.run = ? AND e.latitude IS NOT NULL AND e.longitude IS NOT NULL`).all(currentEnrichment(file));
  return new Map(rows.map(({ text, ...place }) => [text, place]));
}
