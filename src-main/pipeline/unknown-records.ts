import type { MemberUnknown, UnknownRecord } from '../contract/index.ts';
import { blocksOf, readPlace, unknownSkips, type ReadCase } from '../case/index.ts';
import { defaultLimits } from '../evidence/limits.ts';
import { MemberReader } from '../evidence/member-reader.ts';
import type { Span } from '../evidence/part.ts';
import { nearestSources } from '../sources/index.ts';

const MOST = { members: 20, records: 5 } as const;
/** Bytes of a record that are shown, and that are looked at. */
const EXCERPT_BYTES = 2000;
const LOOKED_BYTES = 1024 * 1024;

/** What no source takes in an exhibit: the first records of each member, with what comes nearest. */
export function unknownRecords(file: ReadCase, evidence: number): readonly MemberUnknown[] {
  return unknownSkips(file, evidence, MOST).map(({ first, ...member }) => {
    const head = member.shape === 'csv' ? csvHead(file, member.member) : Buffer.alloc(0);
    return { ...member, examples: first.map(({ ordinal, offset, length }) => unknownRecord(ordinal, readPlace(file, member.member, offset, Math.min(length, LOOKED_BYTES)), head)) };
  });
}

/** A record from its bytes; `head` is what stands before the first row of a table. */
function unknownRecord(ordinal: number, bytes: Buffer, head: Buffer): UnknownRecord {
  const value = spansOf([head, bytes]).find((span) => span.kind === 'record')?.value;
  return shownUnknown(ordinal, bytes, value);
}

/** A record that no source takes, for people: its beginning, and the nearest sources. */
export function shownUnknown(ordinal: number, bytes: Uint8Array, value: unknown): UnknownRecord {
  const excerpt = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, EXCERPT_BYTES)).toString('utf8');
  return { ordinal, excerpt, nearest: value === undefined ? [] : nearestSources(value, null) };
}

function csvHead(file: ReadCase, member: number): Buffer {
  for (const block of blocksOf(file, member)) {
    const bytes = Buffer.from(block);
    return bytes.subarray(0, spansOf([bytes])[0]?.offset ?? 0);
  }
  return Buffer.alloc(0);
}

function spansOf(chunks: readonly Buffer[]): readonly Span[] {
  const reader = new MemberReader(defaultLimits, null);
  const parts = [...chunks.flatMap((chunk) => [...reader.push(chunk)]), ...reader.end(null)];
  return parts.flatMap((part) => (part.kind === 'spans' ? part.spans : []));
}
