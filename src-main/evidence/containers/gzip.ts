import { crc32, createInflateRaw, inflateRawSync, type InflateRaw } from 'node:zlib';
import { Fault } from '../../contract/index.ts';
import type { Meter } from '../meter.ts';
import { PeekSource, sourceOf, type ByteSource } from '../byte-source.ts';
import { trailing } from './trailing.ts';

/** Packed bytes that are unpacked at once: damage costs at most what these make. */
const SLICE_BYTES = 16 * 1024;
const OUT_BYTES = 256 * 1024;
/** Names and comments in a header of gzip are short; a longer header is damage. */
const HEADER_BYTES = 66 * 1024;
const TRAILER_BYTES = 8;

export const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

/**
 * Unpacks gzip (RFC 1952), one member after another. Checks each member's CRC-32 and length.
 * At the end throws `evidence/truncated`, `evidence/damaged`, `evidence/trailing-bytes` (bytes behind the last member, of which zeros are
 * told apart) or `evidence/bomb`; all bytes that could be unpacked come before it.
 */
export function gunzip(from: ByteSource, meter: Meter): ByteSource {
  return sourceOf(unpacked(from instanceof PeekSource ? from : new PeekSource(from), meter));
}

async function* unpacked(from: PeekSource, meter: Meter): AsyncGenerator<Buffer> {
  for (let member = 1; ; member++) {
    const head = await from.peek(HEADER_BYTES);
    if (head.length === 0 && member > 1) return;
    const header = headerLength(head);
    if (member > 1 && (!isGzip(head) || header === null)) throw await trailing(from);
    if (header === null) throw new Fault('evidence/truncated', { what: 'gzip header' });
    await from.take(header);
    yield* inflated(from, meter.stream());
  }
}

/** One deflate stream and the trailer behind it. */
async function* inflated(from: PeekSource, count: (out: number, packed: number) => void): AsyncGenerator<Buffer> {
  const engine = new Engine();
  try {
    while (!engine.ended) {
      const chunk = await from.next();
      if (chunk === null) throw new Fault('evidence/truncated', { what: 'gzip' });
      from.unread(chunk.subarray(SLICE_BYTES));
      const slice = chunk.subarray(0, SLICE_BYTES);
      const before = engine.packed;
      for (const bytes of await engine.push(slice, (out) => count(out, before + slice.length))) yield bytes;
      if (engine.ended) from.unread(slice.subarray(engine.packed - before));
    }
  } finally {
    engine.close();
  }
  const trailer = await from.take(TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) throw new Fault('evidence/truncated', { what: 'gzip trailer' });
  if (trailer.readUInt32LE(0) !== engine.crc || trailer.readUInt32LE(4) !== engine.unpacked % 2 ** 32) throw new Fault('evidence/damaged', { what: 'gzip checksum' });
}

/** Inflates slices; what a slice makes is all there when its push is done. A fault waits until what came before it was taken. */
class Engine {
  readonly #inflate: InflateRaw = createInflateRaw({ chunkSize: OUT_BYTES });
  #out: Buffer[] = [];
  #fault: unknown = null;
  #count: (out: number) => void = () => undefined;
  #wake: () => void = () => undefined;
  ended = false;
  crc = 0;
  unpacked = 0;

  constructor() {
    this.#inflate.on('data', (bytes: Buffer) => this.#took(bytes));
    this.#inflate.on('error', (error) => this.#fail(new Fault('evidence/damaged', { what: error.message })));
  }

  get packed(): number {
    return this.#inflate.bytesWritten;
  }

  async push(slice: Buffer, count: (out: number) => void): Promise<Buffer[]> {
    this.#count = count;
    const before = this.packed;
    if (this.#fault === null) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#inflate.write(slice, () => resolve());
      });
    }
    const out = this.#out;
    this.#out = [];
    // What the engine leaves is not part of the stream.
    if (this.#fault === null) this.ended = this.packed - before < slice.length;
    if (this.#fault !== null && out.length === 0) throw this.#fault;
    return out;
  }

  close(): void {
    this.#inflate.destroy();
  }

  #took(bytes: Buffer): void {
    if (this.#fault !== null) return;
    try {
      this.#count(bytes.length);
    } catch (fault) {
      this.#fail(fault);
      return;
    }
    this.crc = crc32(bytes, this.crc);
    this.unpacked += bytes.length;
    this.#out.push(bytes);
  }

  #fail(fault: unknown): void {
    this.#fault ??= fault;
    this.#inflate.destroy();
    this.#wake();
  }
}

/** Bytes before the deflate stream, or null where the header is cut or longer than can be. */
function headerLength(b: Buffer): number | null {
  if (b.length < 10) return null;
  const flags = b[3]!;
  let at = 10;
  if ((flags & 4) !== 0) {
    if (at + 2 > b.length) return null;
    at += 2 + b.readUInt16LE(at);
  }
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue;
    const zero = b.indexOf(0, at);
    if (zero < 0) return null;
    at = zero + 1;
  }
  if ((flags & 2) !== 0) at += 2;
  return at <= b.length ? at : null;
}

/**
 * Unpacks a small gzip file in one go, without leaving the thread: null where anything about it is out of the ordinary, so that the
 * careful way is taken. `most`: bytes that may come out.
 */
export function gunzipAtOnce(b: Buffer, most: number): Buffer | null {
  const parts: Buffer[] = [];
  let size = 0;
  // The last four bytes say how much the last member makes: only a hint, but mostly there is one member.
  const chunkSize = Math.min(OUT_BYTES, Math.max(1024, b.length >= 4 ? b.readUInt32LE(b.length - 4) + 1 : 0));
  try {
    for (let at = 0; at < b.length; ) {
      const rest = b.subarray(at);
      const header = isGzip(rest) ? headerLength(rest) : null;
      if (header === null || size >= most) return null;
      const { buffer, engine } = inflateRawSync(rest.subarray(header), { info: true, chunkSize, maxOutputLength: most - size }) as unknown as Inflated;
      const trailer = at + header + engine.bytesWritten;
      if (trailer + TRAILER_BYTES > b.length || b.readUInt32LE(trailer) !== crc32(buffer) || b.readUInt32LE(trailer + 4) !== buffer.length) return null;
      parts.push(buffer);
      size += buffer.length;
      at = trailer + TRAILER_BYTES;
    }
  } catch {
    return null;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

/** What zlib returns with `info: true`; its types do not say so. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}
