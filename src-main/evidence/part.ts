import type { ByteLedger, FaultShape, SkipReason } from '../contract/index.ts';

/**
 * What reading one evidence file yields, in order:
 *   member-start, shape?, (block | spans)*, member-end   once per member, then   file-end.
 * 'shape' is left out for members without bytes. Where a file could not be read to its end, its sha256 is ''.
 * A plain file and a `.gz` have one member whose path is ''; archives have one per inner file.
 * Blocks come in order and hold every unpacked byte exactly once. Spans come in order of offset and, with the separators between
 * them, cover every byte exactly once. UTF-16 is unpacked to UTF-8: blocks, hash and offsets of such a member are those of the UTF-8 bytes.
 */
export type EvidencePart =
  | { readonly kind: 'member-start'; readonly path: string }
  | { readonly kind: 'shape'; readonly recognition: ShapeRecognition }
  | { readonly kind: 'block'; readonly index: number; readonly bytes: Uint8Array }
  | { readonly kind: 'spans'; readonly spans: readonly Span[] }
  | { readonly kind: 'member-end'; readonly bytes: number; readonly sha256: string; readonly byteLedger: ByteLedger; readonly fault: FaultShape | null }
  | { readonly kind: 'file-end'; readonly bytes: number; readonly sha256: string; readonly fault: FaultShape | null };

/** Bytes of an unpacked member are cut into blocks of this many; only the last is shorter. */
export const BLOCK_BYTES = 256 * 1024;

/** How the bytes of a member are laid out, how sure that is (0 to 1), and what speaks for it. */
export interface ShapeRecognition {
  readonly shape: Shape;
  readonly confidence: number;
  readonly reason: string;
}
export const shapes = ['json-array', 'json-envelope', 'json-lines', 'json-objects', 'json-object', 'stamped-lines', 'text-lines', 'text-blocks', 'headed-objects', 'xml-events', 'csv', 'unknown'] as const;
export type Shape = (typeof shapes)[number];

/** One raw entry of a member, read. `ordinal` counts spans of the member from 1, skips included. Offsets and lengths in unpacked bytes. */
export interface RecordSpan {
  readonly kind: 'record';
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  /** Where the entry lies inside the member's structure, such as `Records[3]`; null where the member is a plain sequence. */
  readonly path: string | null;
  readonly value: unknown;
}

/** Bytes that look like an entry and could not be read. */
export interface SkipSpan {
  readonly kind: 'skip';
  readonly ordinal: number;
  readonly offset: number;
  readonly length: number;
  readonly path: string | null;
  readonly reason: SkipReason;
  readonly detail: string;
}
export type Span = RecordSpan | SkipSpan;
