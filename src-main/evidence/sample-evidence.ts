import { closeSync, readSync } from 'node:fs';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { PeekSource } from './byte-source.ts';
import { isGzip } from './containers/gzip.ts';
import { isPacked } from './containers/packed.ts';
import { isZip, zipUnpackedBytes } from './containers/zip.ts';
import { isZstd } from './containers/zstd.ts';
import { defaultLimits } from './limits.ts';
import { attempt, openEvidence, type OpenEvidence } from './open-evidence.ts';
import type { EvidencePart } from './part.ts';
import { Unpacker } from './unpacker.ts';

/** Bytes of the file that are read at once: the smaller, the better it is known how far a packed file was read. */
const STEP_BYTES = 64 * 1024;
/** From so many bytes on what was read tells better than the beginning how much there is. */
const ENOUGH_STEPS = 16;
const MOST_AT_ONCE = 32 * 1024 * 1024;

/** The beginning of an evidence file, read without hashing it; whoever has seen enough stops asking, and calls `close`. */
export interface EvidenceSample {
  readonly parts: AsyncGenerator<EvidencePart, unknown>;
  /** Neither packed nor an archive. */
  readonly plain: boolean;
  /** What the file unpacks to, as an archive says it, or as what was read of it so far lets one think; `read` are the unpacked bytes of that. */
  readonly unpackedBytes: (read: number) => number;
  /** Bytes at a place of the file as it lies. */
  readonly at: (position: number, length: number) => Buffer;
  readonly close: () => void;
}

/** Opens a file to look into it. Throws the faults of `openEvidence`. */
export async function sampleEvidence(path: string, stop: { readonly asked: boolean }): Promise<EvidenceSample> {
  const file = openEvidence(path);
  let taken = 0;
  const from = new PeekSource({
    next() {
      const bytes = readAt(file, taken, STEP_BYTES);
      taken += bytes.length;
      return Promise.resolve(bytes.length === 0 ? null : bytes);
    },
  });
  try {
    const head = await from.peek(STEP_BYTES);
    const isStream = isGzip(head) || isZstd(head);
    const said = isZip(head) ? ((await zipUnpackedBytes(path)) ?? file.bytes) : isStream ? file.bytes * ratioOf(head) : file.bytes;
    return {
      parts: new Unpacker(defaultLimits, file, stop, () => '').unpack(from, '', 0),
      plain: !isPacked(head),
      unpackedBytes: (read) => (isStream && taken >= ENOUGH_STEPS * STEP_BYTES ? (read / taken) * file.bytes : said),
      at: (position, length) => readAt(file, position, length), close: () => closeSync(file.fd),
    };
  } catch (error) {
    closeSync(file.fd);
    throw error;
  }
}

/** What the beginning of a packed stream unpacks to, per byte; 1 where it cannot be told. */
function ratioOf(head: Buffer): number {
  try {
    const out = isZstd(head) ? zstdDecompressSync(head, { finishFlush: constants.ZSTD_e_flush, maxOutputLength: MOST_AT_ONCE }) : gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MOST_AT_ONCE });
    return Math.max(1, out.length / head.length);
  } catch {
    return 1;
  }
}

function readAt({ fd, path }: OpenEvidence, position: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(length);
  return bytes.subarray(0, attempt(path, () => readSync(fd, bytes, 0, length, position)));
}
