import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GeoTable } from '../contract/index.ts';
import { combine, openPack, packTables, type GeoLookup, type IpTable } from '../enrich/index.ts';
import { openMmdb } from '../enrich/mmdb.ts';

/** Where tables lie: the shipped ones under `resources`, the analyst's own by path, the latest first. */
export interface GeoPlaces {
  readonly resources: string;
  readonly own: readonly string[];
}

/**
 * Opens every table, the analyst's own before the embedded ones. Close what is given back.
 * @throws Fault geo/missing-pack, geo/damaged, geo/unsupported
 */
export function openTables(places: GeoPlaces): GeoLookup {
  return combine([...ownTables(places), ...openPack(packOf(places)).parts]);
}

/** Which tables would answer, each compared with its SHA-256. Throws as `openTables`. */
export function tablesInUse(places: GeoPlaces): readonly GeoTable[] {
  const geo = openTables(places);
  geo.close();
  return geo.tables();
}

/** The same as the pack says itself: its tables are not read. Throws as `openTables`, but for a damaged table of the pack. */
export function tablesNamed(places: GeoPlaces): readonly GeoTable[] {
  return [...combine(ownTables(places)).tables(), ...packTables(packOf(places))];
}

function ownTables({ own }: GeoPlaces): readonly IpTable[] {
  return own.filter((path) => existsSync(path)).flatMap((path) => openMmdb(path).parts);
}

function packOf({ resources }: GeoPlaces): string {
  return join(resources, 'geo');
}
