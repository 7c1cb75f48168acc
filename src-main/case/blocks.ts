import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { Fault } from '../contract/index.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';
import { importTransaction } from './transaction.ts';

/** Bytes of an unpacked member in one block; only the last is shorter. */
export const BLOCK_BYTES = 256 * 1024;

/** A block as it is stored. */
export interface StoredBlock {
  readonly index: number;
  readonly codec: 'zstd' | 'none';
  readonly rawLength: number;
  readonly data: Uint8Array;
}

/** Packs a block with zstd, where that makes it smaller. Pure: threads may do it. `level` is 1 (fast) to 19. */
export function packBlock(index: number, bytes: Uint8Array, level = 1): StoredBlock {
  const packed = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: level } });
  return packed.length < bytes.length ? { index, codec: 'zstd', rawLength: bytes.length, data: packed } : { index, codec: 'none', rawLength: bytes.length, data: bytes };
}

/** The bytes of a block. A block that claims more than it may hold is damaged. */
export function unpackBlock(block: Omit<StoredBlock, 'index'>): Uint8Array {
  if (block.rawLength > BLOCK_BYTES) throw new Error(`A block of ${block.rawLength} bytes.`);
  const bytes = block.codec === 'none' ? block.data : zstdDecompressSync(block.data, { maxOutputLength: BLOCK_BYTES });
  if (bytes.length !== block.rawLength) throw new Error(`A block of ${block.rawLength} bytes unpacks to ${bytes.length}.`);
  return bytes;
}

/** Stores blocks of a member. A block that is there already (a resumed import) stays. */
export function storeBlocks(file: WriteCase, member: number, blocks: readonly StoredBlock[]): void {
  importTransaction(file, () => {
    const insert = prepared(file, 'INSERT INTO block (member, idx, codec, raw_length, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT (member, idx) DO NOTHING');
    for (const { index, codec, rawLength, data } of blocks) insert.run(member, index, codec, rawLength, data);
  });
}

/**
 * Bytes of an unpacked member as they lie in the evidence. Shorter than asked for where the member, or what was stored of it, ends before.
 * @throws Fault case/damaged where a block cannot be unpacked
 */
export function readPlace(file: ReadCase, member: number, offset: number, length: number): Buffer {
  const parts: Uint8Array[] = [];
  const end = offset + length;
  for (let index = Math.floor(offset / BLOCK_BYTES); index * BLOCK_BYTES < end; index += 1) {
    const bytes = blockOf(file, member, index);
    if (bytes === null) break;
    const start = index * BLOCK_BYTES;
    parts.push(bytes.subarray(Math.max(0, offset - start), Math.min(bytes.length, end - start)));
  }
  return Buffer.concat(parts);
}

/** A whole block, or null where there is none. */
export function blockOf(file: ReadCase, member: number, index: number): Uint8Array | null {
  const row = prepared<{ codec: 'zstd' | 'none'; rawLength: number; data: Uint8Array }>(file, 'SELECT codec, raw_length AS rawLength, data FROM block WHERE member = ? AND idx = ?').get(member, index);
  if (row === undefined) return null;
  try {
    return unpackBlock(row);
  } catch (error) {
    throw new Fault('case/damaged', { path: file.path, reason: `block ${index} of member ${member}: ${(error as Error).message}` });
  }
}

/** The stored bytes of a member, block by block from its beginning. */
export function* blocksOf(file: ReadCase, member: number): Generator<Uint8Array> {
  for (let index = 0; ; index += 1) {
    const bytes = blockOf(file, member, index);
    if (bytes === null) return;
    yield bytes;
  }
}
