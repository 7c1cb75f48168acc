import { closeSync } from 'node:fs';
import { Fault } from '../contract/index.ts';
import { PeekSource, sourceOf } from './byte-source.ts';
import { gunzipAtOnce, isGzip } from './containers/gzip.ts';
import { isPacked } from './containers/packed.ts';
import { unreadArchive } from './containers/unread.ts';
import { isZip } from './containers/zip.ts';
import { FileTap } from './file-tap.ts';
import { defaultLimits, type EvidenceLimits, type ReadOptions } from './limits.ts';
import { MemberReader } from './member-reader.ts';
import { CHUNK_BYTES, openEvidence, type OpenEvidence } from './open-evidence.ts';
import type { EvidencePart } from './part.ts';
import { Unpacker } from './unpacker.ts';

export type { EvidenceLimits, ReadOptions } from './limits.ts';

/** A small file that unpacks to more than this is read as a stream after all. */
const AT_ONCE_BYTES = 32 * 1024 * 1024;

/**
 * Reads one evidence file to its last byte, in bounded memory: unpacks it, hashes it as it lies and each member unpacked, and splits the
 * members into records and skips. The order of the parts is said in part.ts. Opens read-only and never writes.
 * Whatever is wrong is a fault in a 'member-end' or in 'file-end'; the reading itself throws for bugs alone. The file's sha256 is '' where
 * it could not be read to its end. Blocks may be views of larger memory: copy what is to be handed to another thread.
 */
export async function* readEvidence(path: string, options: ReadOptions): AsyncGenerator<EvidencePart> {
  const limits = { ...defaultLimits, ...options.limits };
  const stop = options.stop ?? { asked: false };
  let file: OpenEvidence;
  try {
    file = openEvidence(path);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    yield { kind: 'file-end', bytes: 0, sha256: '', fault: error.toShape() };
    return;
  }
  try {
    const tap = new FileTap(file, stop, options.onBytes);
    // Deliveries of logs are hundreds of thousands of small files: those are read and unpacked in one go.
    const whole = file.bytes <= CHUNK_BYTES && !stop.asked ? wholeOf(tap) : null;
    const member = whole === null ? null : bytesAtOnce(whole, limits);
    let fault: Fault | null = null;
    if (member !== null) yield* memberAtOnce(member, limits, member === whole ? () => tap.sha256SoFar() : null);
    else fault = yield* unpack(tap, whole, file, limits, stop);
    yield await tap.end(fault);
  } finally {
    closeSync(file.fd);
  }
}

/** Null where the file cannot be read, or is not as small as it was said to be: the tap tells. */
function wholeOf(tap: FileTap): Buffer | null {
  try {
    return tap.nextNow() ?? Buffer.alloc(0);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** The unpacked bytes of a file that is one member; null where it is an archive, or needs care. */
function bytesAtOnce(whole: Buffer, limits: EvidenceLimits): Buffer | null {
  const most = Math.min(AT_ONCE_BYTES, limits.ratioFromBytes, limits.memberBytes, limits.totalBytes);
  const bytes = isGzip(whole) && limits.nesting > 0 ? gunzipAtOnce(whole, most) : whole;
  return bytes === null || isPacked(bytes) || unreadArchive(bytes) !== null ? null : bytes;
}

function* memberAtOnce(bytes: Buffer, limits: EvidenceLimits, sha256: (() => string) | null): Generator<EvidencePart> {
  const reader = new MemberReader(limits, sha256);
  yield { kind: 'member-start', path: '' };
  yield* reader.push(bytes);
  yield* reader.end(null);
}

async function* unpack(tap: FileTap, whole: Buffer | null, file: OpenEvidence, limits: EvidenceLimits, stop: { readonly asked: boolean }): AsyncGenerator<EvidencePart, Fault | null> {
  const from = new PeekSource(whole === null ? tap : sourceOf([whole].values()));
  const unpacker = new Unpacker(limits, file, stop, () => tap.sha256SoFar());
  // The directory of a zip archive is at its end: the file is hashed in a pass of its own.
  if (isZip(await from.peek(4))) await tap.drain();
  return yield* unpacker.unpack(from, '', 0);
}
