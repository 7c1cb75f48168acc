import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { Fault } from '../../contract/index.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Meter } from '../meter.ts';
import type { ArchiveEntry } from './tar.ts';

const OPTIONS = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const;
const STORED = 0;
const DEFLATED = 8;

export const isZip = (head: Buffer): boolean => head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

/**
 * Entries of a zip archive, in the order of its directory, from a file by its path or from bytes. Names are what the archive says and are
 * never used as paths. Folders are left out; links, encrypted entries and unknown methods come with a fault. CRC-32 is checked.
 * Throws `evidence/damaged` where the directory cannot be read.
 */
export async function* zipEntries(from: string | Buffer, meter: Meter): AsyncGenerator<ArchiveEntry> {
  const zip = await guarded(() => (typeof from === 'string' ? openPromise(from, OPTIONS) : fromBufferPromise(from, OPTIONS)));
  try {
    const entries = zip.eachEntry();
    for (let step = await guarded(() => entries.next()); step.done !== true; step = await guarded(() => entries.next())) {
      const entry = step.value;
      const path = nameOf(entry);
      if (path.endsWith('/') && entry.uncompressedSize === 0) continue;
      yield { path, source: refusal(entry) ?? (await sourceOfEntry(zip, entry, meter)) };
    }
  } finally {
    zip.close();
  }
}

/** What the directory of an archive says that all its entries unpack to; null where it cannot be read. Nothing is unpacked. */
export async function zipUnpackedBytes(path: string): Promise<number | null> {
  let bytes = 0;
  try {
    const zip = await openPromise(path, OPTIONS);
    try {
      for await (const entry of zip.eachEntry()) bytes += entry.uncompressedSize;
    } finally {
      zip.close();
    }
  } catch {
    return null;
  }
  return bytes;
}

function nameOf(entry: Entry): string {
  const raw = entry.fileName as unknown as Buffer;
  return raw.toString(isUtf8(raw) ? 'utf8' : 'latin1');
}

function refusal(entry: Entry): Fault | null {
  if (entry.isEncrypted()) return new Fault('evidence/encrypted');
  // The upper half holds the Unix mode, where the writer set one.
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (kind !== 0 && kind !== 0o100000) return new Fault('evidence/member-refused', { type: kind === 0o120000 ? 'symlink' : 'special' });
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) return new Fault('evidence/unsupported', { what: 'zip method', method: entry.compressionMethod });
  return null;
}

async function sourceOfEntry(zip: ZipFile, entry: Entry, meter: Meter): Promise<ByteSource | Fault> {
  const count = meter.stream();
  let stream;
  try {
    stream = await guarded(() => zip.openReadStreamPromise(entry));
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let crc = 0;
  return {
    async next() {
      const step = await guarded(() => chunks.next());
      if (step.done === true) {
        if (crc !== entry.crc32) throw new Fault('evidence/damaged', { what: 'zip checksum' });
        return null;
      }
      crc = crc32(step.value, crc);
      try {
        count(step.value.length, entry.compressedSize);
      } catch (fault) {
        stream.destroy();
        throw fault;
      }
      return step.value;
    },
  };
}

/** What the library says about an archive is about the archive; a bug of ours is no Error of its kind and passes. */
async function guarded<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Fault || !(error instanceof Error) || error instanceof TypeError) throw error;
    throw new Fault('evidence/damaged', { what: 'zip', message: error.message });
  }
}
