import { createZstdDecompress, type ZstdDecompress } from 'node:zlib';
import { Fault } from '../../contract/index.ts';
import { PeekSource, sourceOf, type ByteSource } from '../byte-source.ts';
import type { Meter } from '../meter.ts';
import { trailing } from './trailing.ts';

/** Packed bytes that are unpacked at once. */
const SLICE_BYTES = 16 * 1024;
const OUT_BYTES = 256 * 1024;
/** Magic number and length of a skippable frame. */
const SKIPPABLE_BYTES = 8;

const isFrame = (head: Buffer): boolean => head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
const isSkippable = (head: Buffer): boolean => head.length >= SKIPPABLE_BYTES && (head[0]! & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;

export const isZstd = (head: Buffer): boolean => isFrame(head) || isSkippable(head);

/**
 * Unpacks Zstandard (RFC 8878), one frame after another; skippable frames are passed over, checksums are looked at where a frame has one.
 * At the end throws `evidence/truncated`, `evidence/damaged`, `evidence/trailing-bytes` or `evidence/bomb`; all bytes that could be unpacked come before it.
 */
export function unzstd(from: ByteSource, meter: Meter): ByteSource {
  return sourceOf(unpacked(from instanceof PeekSource ? from : new PeekSource(from), meter));
}

async function* unpacked(from: PeekSource, meter: Meter): AsyncGenerator<Buffer> {
  for (let first = true; ; first = false) {
    const head = await from.peek(SKIPPABLE_BYTES);
    if (head.length === 0 && !first) return;
    if (isSkippable(head)) await pass(from, head.readUInt32LE(4));
    else if (isFrame(head)) yield* frame(from, meter.stream());
    else throw await trailing(from);
  }
}

/** Reads past a skippable frame, however long it says it is. */
async function pass(from: PeekSource, bytes: number): Promise<void> {
  await from.take(SKIPPABLE_BYTES);
  for (let left = bytes; left > 0;) {
    const chunk = await from.next();
    if (chunk === null) throw new Fault('evidence/truncated', { what: 'zstd' });
    from.unread(chunk.subarray(left));
    left -= Math.min(left, chunk.length);
  }
}

async function* frame(from: PeekSource, count: (out: number, packed: number) => void): AsyncGenerator<Buffer> {
  const engine = new Engine();
  try {
    while (!engine.ended) {
      const chunk = await from.next();
      if (chunk === null) {
        for (const bytes of await engine.end()) yield bytes;
        return;
      }
      from.unread(chunk.subarray(SLICE_BYTES));
      const slice = chunk.subarray(0, SLICE_BYTES);
      const before = engine.packed;
      for (const bytes of await engine.push(slice, (out) => count(out, before + slice.length))) yield bytes;
      if (engine.ended) from.unread(slice.subarray(engine.packed - before));
    }
  } finally {
    engine.close();
  }
}

/**
 * Unpacks slices of one frame. Node's engine reads one frame and fails on what follows it: bytes that it left behind a whole frame are the next one.
 * A fault waits until what came before it was taken.
 */
class Engine {
  readonly #zstd: ZstdDecompress = createZstdDecompress({ chunkSize: OUT_BYTES });
  #out: Buffer[] = [];
  #fault: unknown = null;
  #isDone = false;
  #count: (out: number) => void = () => undefined;
  #wake: () => void = () => undefined;
  ended = false;

  constructor() {
    this.#zstd.on('data', (bytes: Buffer) => this.#took(bytes));
    this.#zstd.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
    this.#zstd.on('end', () => {
      this.#isDone = true;
      this.#wake();
    });
  }

  get packed(): number {
    return this.#zstd.bytesWritten;
  }

  async push(slice: Buffer, count: (out: number) => void): Promise<Buffer[]> {
    this.#count = count;
    if (this.#fault === null && !this.ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#zstd.write(slice, () => resolve());
      });
    }
    return this.#taken();
  }

  /** No more bytes: a fault where the frame is not whole. */
  async end(): Promise<Buffer[]> {
    if (this.#fault === null && !this.#isDone) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#zstd.end();
      });
    }
    this.ended = true;
    return this.#taken();
  }

  close(): void {
    this.#zstd.destroy();
  }

  #taken(): Buffer[] {
    const out = this.#out;
    this.#out = [];
    this.ended ||= this.#isDone;
    if (this.#fault !== null && out.length === 0) throw this.#fault;
    return out;
  }

  #took(bytes: Buffer): void {
    if (this.#fault !== null) return;
    try {
      this.#count(bytes.length);
    } catch (fault) {
      this.#fault = fault;
      this.#zstd.destroy();
      this.#wake();
      return;
    }
    this.#out.push(bytes);
  }

  #failed(error: NodeJS.ErrnoException): void {
    // What follows a whole frame is none of its own.
    if (error.code === 'ZSTD_error_prefix_unknown' && this.packed > 0) this.#isDone = true;
    else if (error.code === 'Z_BUF_ERROR') this.#fault ??= new Fault('evidence/truncated', { what: 'zstd' });
    else this.#fault ??= new Fault('evidence/damaged', { what: error.message });
    this.#wake();
  }
}
