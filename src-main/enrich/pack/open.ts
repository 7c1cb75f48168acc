import { join } from 'node:path';
import { Fault, type GeoTable } from '../../contract/index.ts';
import { ipNumber, networkText, type IpNumber } from '../ip-number.ts';
import { combine, nothing, type GeoLookup, type IpTable, type TableAnswer } from '../tables.ts';
import { pagedContainer, type Container } from './container.ts';
import { readManifest, type PackTable } from './manifest.ts';
import { PagedFile } from './paged-file.ts';
import { findRecord, rangesFit, rangesOf } from './ranges.ts';
import { textAt, textsOf } from './texts.ts';

/**
 * Opens the embedded geo pack and checks every table against the SHA-256 in its manifest. The tables (105 MB) stay on the disk, and pages of them are
 * read as look-ups need them: close what is given back.
 * Throws `geo/missing-pack` or `geo/damaged`.
 */
export function openPack(folder: string): GeoLookup {
  const open: IpTable[] = [];
  try {
    for (const table of readManifest(folder).tables) open.push(openTable(folder, table));
  } catch (error) {
    for (const table of open) table.close?.();
    throw error;
  }
  return combine(open);
}

/** Which tables the embedded pack says that it has, the same ones that `openPack` opens. Throws `geo/missing-pack` or `geo/damaged`. */
export function packTables(folder: string): readonly GeoTable[] {
  return readManifest(folder).tables.map(cardOf);
}

function openTable(folder: string, entry: PackTable): IpTable {
  const pages = openPages(join(folder, entry.file), entry.file, folder);
  try {
    if (pages.sha256() !== entry.sha256) throw new Fault('geo/damaged', { file: entry.file, reason: 'its SHA-256 is not the one in the manifest' });
    return tableIn(pages, entry);
  } catch (error) {
    pages.close();
    throw error;
  }
}

function tableIn(pages: PagedFile, entry: PackTable): IpTable {
  const container = pagedContainer(entry.file, pages);
  const ranges = rangesOf(container);
  if (!rangesFit(ranges)) throw new Fault('geo/damaged', { file: entry.file, reason: 'columns differ in length' });
  const recordAt = container.kind === 'asn' ? networkRecords(container) : placeRecords(container);
  return {
    table: cardOf(entry),
    unreadable: () => 0,
    close: () => pages.close(),
    lookup: (address) => {
      const ip = ipNumber(address);
      const hit = ip === null ? null : findRecord(ranges, ip);
      return hit === null ? null : { ...nothing, ...recordAt(hit.record - 1), prefix: networkText(ip as IpNumber, hit.prefix) };
    },
  };
}

function cardOf({ role, name, vendor, buildDate, sha256, origin, licence, attribution }: PackTable): GeoTable {
  return { role, name, vendor, buildDate, sha256, origin, licence, attribution };
}

function openPages(path: string, name: string, folder: string): PagedFile {
  try {
    return new PagedFile(path, name);
  } catch {
    throw new Fault('geo/missing-pack', { folder });
  }
}

function networkRecords(from: Container): (at: number) => Partial<TableAnswer> {
  const numbers = from.u32('number');
  const organizations = from.u32('organization');
  const texts = textsOf(from);
  return (at) => ({ asn: numbers.at(at) ?? null, organization: textAt(texts, organizations.at(at) ?? 0) });
}

/** Coordinates are kept in ten-thousandths of a degree (11 m). */
function placeRecords(from: Container): (at: number) => Partial<TableAnswer> {
  const [country, region, city] = [from.u32('country'), from.u32('region'), from.u32('city')];
  const [latitude, longitude] = [from.i32('latitude'), from.i32('longitude')];
  const texts = textsOf(from);
  return (at) => ({
    country: textAt(texts, country.at(at) ?? 0),
    region: textAt(texts, region.at(at) ?? 0),
    city: textAt(texts, city.at(at) ?? 0),
    latitude: degrees(latitude.at(at)),
    longitude: degrees(longitude.at(at)),
  });
}

function degrees(tenThousandths: number | undefined): number | null {
  return tenThousandths === undefined ? null : tenThousandths / 10_000;
}
