import type { EvidenceSample } from '../evidence/sample-evidence.ts';
import { defaultLimits } from '../evidence/limits.ts';
import { MemberReader } from '../evidence/member-reader.ts';
import type { EvidencePart } from '../evidence/part.ts';

/** What the beginning of a member told: its shape, its first block, and where its first record begins in it. */
export interface SeenHead {
  readonly shape: string;
  readonly reason: string;
  readonly head: Buffer;
  readonly start: number;
}

const SEGMENT_BYTES = 256 * 1024;
const LINES: readonly string[] = ['json-lines', 'stamped-lines', 'text-lines', 'csv'];

/**
 * Two pieces of a file that is not packed, one from its middle and one from its end, each cut at the beginning of a record and with what stands before the
 * first record of the file around it. None where no beginning of a record can be found; whether a piece was cut well, its records tell.
 */
export function* segmentsOf(sample: Pick<EvidenceSample, 'at'>, bytes: number, seen: SeenHead | null): Generator<Iterable<EvidencePart>> {
  if (seen === null || seen.start < 0 || bytes < 4 * SEGMENT_BYTES || seen.reason.includes('read as UTF-8')) return;
  const mark = LINES.includes(seen.shape) ? null : markOf(seen);
  if (mark === '') return;
  for (const position of [Math.floor(bytes / 2), bytes - SEGMENT_BYTES]) {
    const piece = sample.at(position, SEGMENT_BYTES);
    const last = position + piece.length >= bytes;
    const from = mark === null ? piece.indexOf(10) + 1 : piece.indexOf(mark);
    const to = last ? piece.length : mark === null ? piece.lastIndexOf(10) + 1 : piece.lastIndexOf(mark);
    if (from < (mark === null ? 1 : 0) || to <= from) continue;
    // Lines that are no table stand for themselves.
    yield partsOf([seen.head.subarray(0, mark === null && seen.shape !== 'csv' ? 0 : seen.start), piece.subarray(from, to)]);
  }
}

/** How a record begins: as the first one does, up to the first colon. */
function markOf({ shape, head, start }: SeenHead): string {
  if (shape === 'xml-events') return head.toString('latin1', start, start + 7) === '<Event ' ? '<Event ' : '';
  return /^\{\s*"[^"\\]{1,60}"\s*:/.exec(head.toString('latin1', start, start + 100))?.[0] ?? '';
}

function* partsOf(chunks: readonly Buffer[]): Generator<EvidencePart> {
  const reader = new MemberReader(defaultLimits, null);
  yield { kind: 'member-start', path: '' };
  for (const chunk of chunks) yield* reader.push(chunk);
  yield* reader.end(null);
}
