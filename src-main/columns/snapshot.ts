import { checksum, summing } from './checksum.ts';
import type { Columns, ColumnsKey } from './columns.ts';
import { LAYOUT_VERSION, readHeader, readPrelude } from './layout.ts';
import { fieldsFingerprint } from './reach.ts';
import { columnsOn } from './view.ts';

const CHUNK_BYTES = 16 * 1024 * 1024;
const TRAILER_BYTES = 8;

/** The bytes of a snapshot, in order: the columns as they lie in memory, then a checksum over all of them. Chunks are views, not copies. */
export function* writeSnapshot(columns: Columns): Generator<Uint8Array> {
  const { length } = columnsBytes(columns.buffer);
  for (let at = 0; at < length; at += CHUNK_BYTES) yield new Uint8Array(columns.buffer, at, Math.min(CHUNK_BYTES, length - at));
  const trailer = new Uint8Array(TRAILER_BYTES);
  new DataView(trailer.buffer).setUint32(0, checksum(new Uint8Array(columns.buffer, 0, length)), true);
  yield trailer;
}

/**
 * The columns of a snapshot. `stale`: unhurt, but of another case, state or layout. `damaged`: shortened or changed, or no snapshot at all. In
 * both cases it is to be made again. Read the file into a SharedArrayBuffer where it is large: it is then used in place.
 */
export function readSnapshot(bytes: Uint8Array | SharedArrayBuffer, key: ColumnsKey): Columns | 'stale' | 'damaged' {
  const steps = readingSnapshot(bytes, key);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps, since a checksum over a gigabyte takes a while. */
export function* readingSnapshot(bytes: Uint8Array | SharedArrayBuffer, key: ColumnsKey): Generator<void, Columns | 'stale' | 'damaged'> {
  const buffer = sharedBytes(bytes);
  const whole = new Uint8Array(buffer);
  const prelude = readPrelude(whole);
  if (prelude === null) return 'damaged';
  if (prelude.version !== LAYOUT_VERSION) return 'stale';
  if (prelude.total + TRAILER_BYTES !== whole.length) return 'damaged';
  const trailer = new DataView(buffer, prelude.total, TRAILER_BYTES);
  const sum = yield* summing(whole.subarray(0, prelude.total));
  if (trailer.getUint32(0, true) !== sum || trailer.getUint32(4, true) !== 0) return 'damaged';
  const header = readHeader(whole, prelude);
  if (header.caseId !== key.caseId || header.state !== key.state || header.fields !== fieldsFingerprint()) return 'stale';
  return columnsOn(buffer);
}

/** The bytes without the trailer that a buffer read from a file still has. */
function columnsBytes(buffer: SharedArrayBuffer): { readonly length: number } {
  return { length: readPrelude(new Uint8Array(buffer))!.total };
}

function sharedBytes(bytes: Uint8Array | SharedArrayBuffer): SharedArrayBuffer {
  if (bytes instanceof SharedArrayBuffer) return bytes;
  const { buffer } = bytes;
  if (buffer instanceof SharedArrayBuffer && bytes.byteLength === buffer.byteLength) return buffer;
  const copy = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
