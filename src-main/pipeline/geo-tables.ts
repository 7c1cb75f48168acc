import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { GeoTable } from '../contract/index.ts';
import { combine, openPack, type GeoLookup } from '../enrich/index.ts';
import { openMmdb } from '../enrich/mmdb.ts';

/** Where tables lie: the shipped ones under `resources`, the analyst's own by path, the latest first. */
export interface GeoPlaces {
  readonly resources: string;
  readonly own: readonly string[];
}

/**
 * Opens every table, the analyst's own before the embedded ones.
 * @throws Fault geo/missing-pack, geo/damaged, geo/unsupported
 */
export function openTables({ resources, own }: GeoPlaces): GeoLookup {
  const mine = own.filter((path) => existsSync(path)).map((path) => openMmdb(path));
  return combine([...mine.flatMap((lookup) => lookup.parts), ...openPack(join(resources, 'geo')).parts]);
}

/** Which tables would answer, without opening the large ones more than their headers need. */
export function tablesInUse(places: GeoPlaces): readonly GeoTable[] {
  return openTables(places).tables();
}
