import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../contract/index.ts';
import { ipNumber, networkText, type IpNumber } from '../ip-number.ts';
import { combine, nothing, type GeoLookup, type IpTable, type TableAnswer } from '../tables.ts';
import { readContainer, type Container } from './container.ts';
import { readManifest, type PackTable } from './manifest.ts';
import { findRecord, rangesFit, rangesOf } from './ranges.ts';
import { textAt, textsOf } from './texts.ts';

/**
 * Opens the embedded geo pack (about 105 MB of buffers, nothing else) and checks every table against the SHA-256 in its manifest.
 * Throws `geo/missing-pack` or `geo/damaged`.
 */
export function openPack(folder: string): GeoLookup {
  return combine(readManifest(folder).tables.map((table) => openTable(folder, table)));
}

function openTable(folder: string, entry: PackTable): IpTable {
  const bytes = readTable(join(folder, entry.file), folder);
  if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256) throw new Fault('geo/damaged', { file: entry.file, reason: 'its SHA-256 is not the one in the manifest' });
  const container = readContainer(entry.file, bytes);
  const ranges = rangesOf(container);
  if (!rangesFit(ranges)) throw new Fault('geo/damaged', { file: entry.file, reason: 'columns differ in length' });
  const recordAt = container.kind === 'asn' ? networkRecords(container) : placeRecords(container);
  const { role, name, vendor, buildDate, sha256, origin, licence, attribution } = entry;
  return {
    table: { role, name, vendor, buildDate, sha256, origin, licence, attribution },
    unreadable: () => 0,
    lookup: (address) => {
      const ip = ipNumber(address);
      const hit = ip === null ? null : findRecord(ranges, ip);
      return hit === null ? null : { ...nothing, ...recordAt(hit.record - 1), prefix: networkText(ip as IpNumber, hit.prefix) };
    },
  };
}

function readTable(path: string, folder: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new Fault('geo/missing-pack', { folder });
  }
}

function networkRecords(from: Container): (at: number) => Partial<TableAnswer> {
  const numbers = from.u32('number');
  const organizations = from.u32('organization');
  const texts = textsOf(from);
  return (at) => ({ asn: numbers[at] ?? null, organization: textAt(texts, organizations[at] ?? 0) });
}

/** Coordinates are kept in ten-thousandths of a degree (11 m). */
function placeRecords(from: Container): (at: number) => Partial<TableAnswer> {
  const [country, region, city] = [from.u32('country'), from.u32('region'), from.u32('city')];
  const [latitude, longitude] = [from.i32('latitude'), from.i32('longitude')];
  const texts = textsOf(from);
  return (at) => ({
    country: textAt(texts, country[at] ?? 0),
    region: textAt(texts, region[at] ?? 0),
    city: textAt(texts, city[at] ?? 0),
    latitude: latitude[at] === undefined ? null : latitude[at] / 10_000,
    longitude: longitude[at] === undefined ? null : longitude[at] / 10_000,
  });
}
