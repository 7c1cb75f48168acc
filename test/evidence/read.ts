import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createHash } from 'node:crypto';
import { afterAll, expect } from 'vitest';
import { bytesBalance, type ByteLedger, type FaultShape } from '../../src-main/contract/index.ts';
import { readEvidence, type ReadOptions } from '../../src-main/evidence/read-evidence.ts';
import { BLOCK_BYTES, type ShapeRecognition, type Span } from '../../src-main/evidence/part.ts';

/** A folder for the tests of one file, gone when they are done. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-evidence-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface ReadMember {
  path: string;
  shape: ShapeRecognition | null;
  bytes: Buffer;
  sha256: string;
  spans: Span[];
  values: unknown[];
  skips: string[];
  byteLedger: ByteLedger;
  fault: FaultShape | null;
}
export interface ReadFile {
  members: ReadMember[];
  bytes: number;
  sha256: string;
  fault: FaultShape | null;
}

/** Reads a file to its end and checks what must hold for every file: order of parts, blocks, hashes, and that every byte is accounted for. */
export async function readWhole(path: string, options: ReadOptions = {}): Promise<ReadFile> {
  const members: ReadMember[] = [];
  let blocks: Buffer[] = [];
  let open: ReadMember | null = null;
  let end: ReadFile | null = null;
  for await (const part of readEvidence(path, options)) {
    expect(end, 'nothing comes after the end of the file').toBeNull();
    if (part.kind === 'member-start') {
      expect(open).toBeNull();
      blocks = [];
      open = { path: part.path, shape: null, bytes: Buffer.alloc(0), sha256: '', spans: [], values: [], skips: [], byteLedger: { total: 0, records: 0, skips: 0, separators: 0 }, fault: null };
    } else if (part.kind === 'file-end') {
      expect(open).toBeNull();
      end = { members, bytes: part.bytes, sha256: part.sha256, fault: part.fault };
    } else if (open === null) throw new Error(`${part.kind} outside of a member`);
    else if (part.kind === 'shape') open.shape = part.recognition;
    else if (part.kind === 'block') {
      expect(part.index).toBe(blocks.length);
      if (blocks.length > 0) expect(blocks.at(-1)!.length).toBe(BLOCK_BYTES);
      blocks.push(Buffer.from(part.bytes));
    } else if (part.kind === 'spans') open.spans.push(...part.spans);
    else {
      const { byteLedger, sha256, fault } = part;
      Object.assign(open, { bytes: Buffer.concat(blocks), byteLedger, sha256, fault });
      expect(part.bytes).toBe(open.bytes.length);
      checkMember(open);
      members.push(open);
      open = null;
    }
  }
  if (end === null) throw new Error('no end of the file');
  return end;
}

/** Members of up to so many spans have every record read again from its place; larger ones some. */
const ALL_PLACES = 5000;

function checkMember(member: ReadMember): void {
  const { bytes, spans, byteLedger } = member;
  expect(byteLedger.total).toBe(bytes.length);
  expect(bytesBalance(byteLedger)).toBe(true);
  expect(member.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  const every = Math.ceil(spans.length / ALL_PLACES);
  const sums = { record: 0, skip: 0 };
  let at = 0;
  spans.forEach((span, i) => {
    if (span.ordinal !== i + 1 || span.offset < at || span.length <= 0) throw new Error(`span ${i} is out of order: ${JSON.stringify(span)}`);
    at = span.offset + span.length;
    sums[span.kind] += span.length;
    if (span.kind === 'record') {
      member.values.push(span.value);
      if (i % every === 0 && member.shape?.shape !== 'csv') expect(isDeepStrictEqual(valueOf(bytes.toString('utf8', span.offset, at), span.value), span.value), 'the place leads to the record').toBe(true);
    } else member.skips.push(span.reason);
  });
  expect(at).toBeLessThanOrEqual(bytes.length);
  expect(sums).toEqual({ record: byteLedger.records, skip: byteLedger.skips });
}

/** A record of a log of lines is its text; any other one JSON. */
const valueOf = (text: string, value: unknown): unknown => (typeof value === 'string' ? text : JSON.parse(text));

/** Writes bytes to a file and reads it. */
export async function readBytes(folder: string, bytes: string | Uint8Array, options: ReadOptions = {}): Promise<ReadFile> {
  const path = join(folder, `evidence-${++count}`);
  writeFileSync(path, bytes);
  return readWhole(path, options);
}
let count = 0;

/** The one member of a file that has one. */
export async function readOne(folder: string, bytes: string | Uint8Array, options: ReadOptions = {}): Promise<ReadMember> {
  const file = await readBytes(folder, bytes, options);
  expect(file.members).toHaveLength(1);
  return file.members[0]!;
}

/** What takes records out of bytes that come in pieces. */
interface Splitter {
  push(bytes: Buffer): readonly Span[];
  end(): { readonly spans: readonly Span[]; readonly byteLedger: ByteLedger; readonly truncated: boolean };
}

/** Gives a splitter bytes in pieces of these sizes, over and over, and holds that its ledger balances. */
export function splitInPieces(splitter: Splitter, bytes: Buffer, sizes: readonly number[]): { readonly spans: readonly Span[]; readonly truncated: boolean } {
  const spans: Span[] = [];
  for (let at = 0, n = 0; at < bytes.length; n += 1) {
    const size = Math.max(1, sizes[n % sizes.length]!);
    spans.push(...splitter.push(Buffer.from(bytes.subarray(at, at + size))));
    at += size;
  }
  const ended = splitter.end();
  expect(bytesBalance(ended.byteLedger)).toBe(true);
  return { spans: [...spans, ...ended.spans], truncated: ended.truncated };
}
