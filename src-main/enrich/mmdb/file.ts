import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Reader, type Response } from 'mmdb-lib';
import { Fault } from '../../contract/index.ts';

export const LARGEST_MMDB = 2 ** 30;
const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The format puts the metadata into the last 128 KiB. */
const METADATA_REACH = 128 * 1024;

/** A MaxMind DB whose metadata is sound and whose tree points nowhere outside. */
export interface MmdbFile {
  readonly reader: Reader<Response>;
  readonly bytes: Buffer;
  /** Of the file as it was given, packed or not. */
  readonly sha256: string;
  readonly buildDate: string;
  /** Where the data begins and ends. */
  readonly data: readonly [start: number, end: number];
}

/** Reads an .mmdb or .mmdb.gz file whole. Throws `file/not-found`, `file/not-a-file`, `geo/unsupported` (too large, another version) or `geo/damaged`. */
export function readMmdb(path: string, largest = LARGEST_MMDB): MmdbFile {
  const damaged = (reason: string) => new Fault('geo/damaged', { file: path, reason });
  const unsupported = (reason: string) => new Fault('geo/unsupported', { file: path, reason });
  const about = statSync(path, { throwIfNoEntry: false });
  if (about === undefined) throw new Fault('file/not-found', { path });
  if (!about.isFile()) throw new Fault('file/not-a-file', { path });
  if (about.size > largest) throw unsupported(`larger than ${largest} bytes`);
  const given = readFileSync(path);
  const bytes = unpacked(given, largest, damaged);
  const end = bytes.lastIndexOf(MARKER);
  if (end < 0 || end < bytes.length - METADATA_REACH) throw damaged('it has no MaxMind DB metadata');
  const reader = attempt(() => new Reader<Response>(bytes), damaged);
  const { binaryFormatMajorVersion: major, recordSize, ipVersion, nodeCount, searchTreeSize, databaseType, buildEpoch } = reader.metadata;
  if (major !== 2) throw unsupported(`MaxMind DB format ${String(major)}`);
  if (![24, 28, 32].includes(recordSize) || ![4, 6].includes(ipVersion)) throw unsupported(`record size ${String(recordSize)}, IP version ${String(ipVersion)}`);
  const start = searchTreeSize + 16;
  if (typeof databaseType !== 'string' || !Number.isSafeInteger(nodeCount) || nodeCount < 1 || start > end) throw damaged('its metadata does not fit the file');
  if (!treeStaysInside(bytes, nodeCount, recordSize, end - start)) throw damaged('its search tree points outside of the file');
  const time = buildEpoch.getTime();
  if (Number.isNaN(time) || time < 0 || time > Date.UTC(2100, 0)) throw damaged('its build date is impossible');
  return { reader, bytes, sha256: createHash('sha256').update(given).digest('hex'), buildDate: buildEpoch.toISOString().slice(0, 10), data: [start, end] };
}

function unpacked(given: Buffer, largest: number, damaged: (reason: string) => Fault): Buffer {
  if (given.length === 0) throw damaged('it is empty');
  return given[0] === 0x1f && given[1] === 0x8b ? attempt(() => gunzipSync(given, { maxOutputLength: largest }), damaged) : given;
}

function attempt<T>(read: () => T, damaged: (reason: string) => Fault): T {
  try {
    return read();
  } catch (error) {
    throw damaged((error as Error).message.slice(0, 200));
  }
}

/** Whether every record is a node, nothing, or a place in the data. */
function treeStaysInside(bytes: Buffer, nodeCount: number, recordSize: number, dataLength: number): boolean {
  const top = nodeCount + 16 + dataLength;
  const fits = (value: number) => value <= nodeCount || (value >= nodeCount + 16 && value < top);
  const step = recordSize / 4;
  for (let at = 0; at < nodeCount * step; at += step) {
    const [left, right] = nodeAt(bytes, at, recordSize);
    if (!fits(left) || !fits(right)) return false;
  }
  return true;
}

/** Both records of the node at an offset. */
export function nodeAt(bytes: Buffer, at: number, recordSize: number): [left: number, right: number] {
  if (recordSize === 32) return [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)];
  if (recordSize === 24) return [bytes.readUIntBE(at, 3), bytes.readUIntBE(at + 3, 3)];
  const middle = bytes[at + 3]!;
  return [(middle >> 4) * 0x100_0000 + bytes.readUIntBE(at, 3), (middle & 15) * 0x100_0000 + bytes.readUIntBE(at + 4, 3)];
}
