import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, type GeoTable } from '../contract/index.ts';
import { inspectMmdb } from '../enrich/mmdb.ts';
import { hashFile } from '../evidence/hash-file.ts';
import type { App } from './app.ts';

/**
 * Copies a table into the app's folder, named by its SHA-256, and puts it before the embedded ones. Copies stay, because a case may cite them. `anyway`
 * takes one too that is not newer than the table that answers now.
 * @throws Fault file/not-found, geo/damaged, geo/unsupported, geo/not-newer, geo/missing-pack
 */
export async function useTable({ settings, folders, flows }: Pick<App, 'settings' | 'folders' | 'flows'>, file: string, anyway: boolean): Promise<GeoTable> {
  const path = resolve(file);
  if (!existsSync(path)) throw new Fault('file/not-found', { path });
  const { table, buildDate } = inspectMmdb(path);
  const inUse = (await flows.geoTables()).find((one) => one.role === table.role);
  const { sha256 } = await hashFile(path);
  if (!anyway && inUse !== undefined && inUse.sha256 !== sha256 && buildDate <= inUse.buildDate) throw new Fault('geo/not-newer', { offered: buildDate, inUse: inUse.buildDate, table: inUse.name });
  const folder = join(folders.config, 'geo', sha256);
  const kept = join(folder, 'table.mmdb');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(kept)) copyFileSync(path, kept);
  const before = settings.get().geo;
  settings.update({ geo: [kept, ...before.filter((one) => one !== kept)] });
  const found = await flows.geoTables().then((tables) => tables.find((one) => one.sha256 === sha256), () => undefined);
  if (found !== undefined) return found;
  settings.update({ geo: before });
  throw new Fault('geo/damaged', { path });
}

/** Back to the embedded tables alone. */
export function useEmbedded({ settings, flows }: Pick<App, 'settings' | 'flows'>): Promise<readonly GeoTable[]> {
  settings.update({ geo: [] });
  return flows.geoTables();
}
