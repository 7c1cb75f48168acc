import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, geoTable, type GeoTable } from '../../contract/index.ts';

/** What an address table was made from. */
export interface PackSource {
  readonly package: string;
  readonly version: string;
  readonly integrity: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

/** One table of the pack: what the case keeps about it, and the file that it lies in. */
export interface PackTable extends GeoTable {
  readonly file: string;
  readonly bytes: number;
  readonly ranges: { readonly v4: number; readonly v6: number; readonly fine: number };
  readonly records: number;
  readonly sources: readonly PackSource[];
}

export interface PackManifest {
  readonly format: 1;
  readonly tables: readonly PackTable[];
}

/** Reads `manifest.json` of a pack. Throws `geo/missing-pack` where there is none and `geo/damaged` where it cannot be read. */
export function readManifest(folder: string): PackManifest {
  const text = readText(join(folder, 'manifest.json'), folder);
  try {
    const manifest = JSON.parse(text) as PackManifest;
    if (manifest.format !== 1) throw new Error(`format ${String(manifest.format)}`);
    for (const table of manifest.tables) {
      geoTable.parse(table);
      if (!/^[a-z]+\.bin$/.test(table.file)) throw new Error(`file name ${table.file}`);
    }
    return manifest;
  } catch (error) {
    throw new Fault('geo/damaged', { file: 'manifest.json', reason: (error as Error).message.slice(0, 200) });
  }
}

function readText(path: string, folder: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Fault('geo/missing-pack', { folder });
  }
}
