import { Fault, type GeoTable } from '../contract/index.ts';
import { ipNumber, networkText } from './ip-number.ts';
import { adapters, type Adapter } from './mmdb/adapters.ts';
import { nodeAt, readMmdb, type MmdbFile } from './mmdb/file.ts';
import { recordFits } from './mmdb/record-fits.ts';
import type { MmdbRecord } from './mmdb/record.ts';
import { vendorOf } from './mmdb/vendors.ts';
import { combine, nothing, type GeoLookup, type IpTable, type TableAnswer } from './tables.ts';

/** What an analyst sees before the file is used. */
export interface MmdbInspection {
  readonly table: GeoTable;
  readonly databaseType: string;
  readonly description: string;
  readonly buildDate: string;
  readonly ipVersion: 4 | 6;
  readonly nodes: number;
  readonly bytes: number;
  readonly adapter: string;
  readonly preview: readonly { readonly address: string; readonly answer: TableAnswer | null }[];
}

/** Addresses whose place and network are well known, so that a wrong file is seen at once: two resolvers, a home line, a hoster in both families. */
const probes = ['8.8.8.8', '1.1.1.1', '73.1.1.1', '5.9.0.1', '2a01:4f8::1'];

/** Opens the analyst's own MaxMind DB file (.mmdb or .mmdb.gz). Throws `file/not-found`, `geo/damaged`, or `geo/unsupported` where nobody knows its fields. */
export function openMmdb(path: string): GeoLookup {
  const file = readMmdb(path);
  return combine([tableOf(file, ...adapterOf(path, file))]);
}

/** Metadata and a preview of five well-known addresses. Throws as `openMmdb`. */
export function inspectMmdb(path: string): MmdbInspection {
  const file = readMmdb(path);
  const [adapter, sample] = adapterOf(path, file);
  const part = tableOf(file, adapter, sample);
  const { databaseType, description, ipVersion, nodeCount } = file.reader.metadata;
  const english = (description as unknown as Record<string, unknown> | undefined)?.['en'];
  return {
    table: part.table, databaseType, description: typeof english === 'string' ? english.slice(0, 500) : '', buildDate: file.buildDate,
    ipVersion: ipVersion as 4 | 6, nodes: nodeCount, bytes: file.bytes.length, adapter: adapter.id,
    preview: probes.map((address) => ({ address, answer: part.lookup(address) })),
  };
}

function tableOf(file: MmdbFile, adapter: Adapter, sample: MmdbRecord): IpTable {
  const { databaseType, ipVersion } = file.reader.metadata;
  let unreadable = 0;
  const lookup = (address: string): TableAnswer | null => {
    const ip = ipNumber(address);
    // A file of IPv4 answers an IPv6 address with whatever its first 32 bits lead to.
    if (ip === null || (ip.version === 6 && ipVersion === 4)) return null;
    const [pointer, depth] = file.reader['findAddressInTree'](address) as [number | null, number];
    if (pointer === null) return null;
    const record = recordAt(file, pointer);
    if (record === null) {
      unreadable += 1;
      return null;
    }
    const answer: TableAnswer = { ...nothing, ...adapter.read(record) };
    const says = Object.values(answer).some((value) => value !== null && (!Array.isArray(value) || value.length > 0));
    return says ? { ...answer, prefix: networkText(ip, depth) } : null;
  };
  const { vendor, licence, attribution } = vendorOf(databaseType, adapter.id);
  const table: GeoTable = {
    role: adapter.role(databaseType, sample), name: databaseType, vendor, buildDate: file.buildDate, sha256: file.sha256, origin: 'imported', licence, attribution,
  };
  return { table, lookup, unreadable: () => unreadable };
}

/** The record behind a pointer of the tree; null where it cannot be read. */
function recordAt({ reader, bytes, data }: MmdbFile, pointer: number): MmdbRecord | null {
  const { nodeCount, searchTreeSize } = reader.metadata;
  if (!recordFits(bytes, data, pointer - nodeCount + searchTreeSize)) return null;
  try {
    const record = reader['resolveDataPointer'](pointer) as unknown;
    return typeof record === 'object' && record !== null && !Array.isArray(record) ? (record as MmdbRecord) : null;
  } catch {
    return null;
  }
}

const MOST_SAMPLES = 200;

/** The adapter that fits a record of the file, found by looking at up to 200 records all over it. Most of them must be readable. */
function adapterOf(path: string, file: MmdbFile): [Adapter, MmdbRecord] {
  const records = samplesOf(file).map((pointer) => recordAt(file, pointer));
  const readable = records.filter((record) => record !== null);
  if (readable.length * 2 < records.length || readable.length === 0) throw new Fault('geo/damaged', { file: path, reason: 'its records cannot be read' });
  for (const adapter of adapters) {
    const sample = readable.find((record) => adapter.fits(record));
    if (sample !== undefined) return [adapter, sample];
  }
  throw new Fault('geo/unsupported', { file: path, reason: `nobody knows the fields of "${file.reader.metadata.databaseType.slice(0, 100)}"` });
}

/** Pointers to records from nodes all over the tree. */
function samplesOf({ reader, bytes }: MmdbFile): readonly number[] {
  const { nodeCount, recordSize } = reader.metadata;
  const pointers = new Set<number>();
  const step = Math.max(1, Math.floor(nodeCount / (MOST_SAMPLES * 4)));
  for (let node = nodeCount - 1; node >= 0 && pointers.size < MOST_SAMPLES; node -= step) {
    for (const value of nodeAt(bytes, (node * recordSize) / 4, recordSize)) if (value > nodeCount) pointers.add(value);
  }
  return [...pointers];
}
