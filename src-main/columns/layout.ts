import type { ColumnsKey } from './columns.ts';
import { checksum } from './checksum.ts';

/**
 * How columns lie in memory and in a snapshot: 32 bytes of prelude, a JSON header with blanks to a multiple of 8, sections. Numbers are little-endian.
 * Prelude: 8 bytes of magic, u32 checksum over the rest of prelude and header, u32 version, u32 header bytes, u32 zero, f64 bytes in all.
 * The prelude keeps its shape in every version.
 */
export interface Header extends ColumnsKey {
  readonly fields: string;
  readonly count: number;
  /** Text fields that are held. */
  readonly texts: readonly string[];
  readonly sections: readonly Section[];
}
export interface Section {
  readonly name: string;
  readonly type: SectionType;
  /** Bytes from the start of the sections; a multiple of 8. */
  readonly offset: number;
  /** Elements. */
  readonly length: number;
  /** Checksum over its bytes up to the next multiple of 8, as 8 hex digits. Says something in a snapshot only: `headFor` writes it. */
  readonly sum: string;
}
/** What there is of a section before it has a place. */
export type WantedSection = Omit<Section, 'offset' | 'sum'>;
export type SectionType = 'u8' | 'u16' | 'u32' | 'i32' | 'f64';
export type SectionArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

export const LAYOUT_VERSION = 3;
const MAGIC = 'BILOCOL\n';
export const PRELUDE_BYTES = 32;
const widths: { readonly [T in SectionType]: number } = { u8: 1, u16: 2, u32: 4, i32: 4, f64: 8 };
const NO_SUM = '00000000';
const upTo8 = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** A buffer with prelude and header written, and its sections empty. */
export function layOut(head: Omit<Header, 'sections'>, wanted: readonly WantedSection[]): SharedArrayBuffer {
  let end = 0;
  const sections = wanted.map((section) => {
    const offset = end;
    end += upTo8(section.length * widths[section.type]);
    return { ...section, offset, sum: NO_SUM };
  });
  const written = headFor({ ...head, sections });
  const buffer = new SharedArrayBuffer(written.length + end);
  new Uint8Array(buffer).set(written);
  return buffer;
}

/** Prelude and header as they are written. As long as those of the same header with other sums, so that all sections stay where they are. */
export function headFor(header: Header): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = upTo8(text.length);
  // Blanks up to the sections belong to the header, so that no byte of a snapshot is without a checksum.
  const bytes = new Uint8Array(PRELUDE_BYTES + headerBytes).fill(0x20);
  bytes.fill(0, 0, PRELUDE_BYTES);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(text, PRELUDE_BYTES);
  const prelude = new DataView(bytes.buffer);
  prelude.setUint32(12, LAYOUT_VERSION, true);
  prelude.setUint32(16, headerBytes, true);
  prelude.setFloat64(24, bytes.length + header.sections.reduce((sum, section) => sum + bytesOf(section), 0), true);
  prelude.setUint32(8, headChecksum(bytes, headerBytes), true);
  return bytes;
}

export interface Prelude { readonly version: number; readonly headerBytes: number; readonly total: number }

/** The prelude, or null where the bytes do not begin with an unhurt prelude and header. */
export function readPrelude(bytes: Uint8Array): Prelude | null {
  if (bytes.length < PRELUDE_BYTES || new TextDecoder().decode(bytes.slice(0, 8)) !== MAGIC) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PRELUDE_BYTES);
  const headerBytes = view.getUint32(16, true);
  if (PRELUDE_BYTES + headerBytes > bytes.length) return null;
  if (headChecksum(bytes, headerBytes) !== view.getUint32(8, true)) return null;
  return { version: view.getUint32(12, true), headerBytes, total: view.getFloat64(24, true) };
}

export function readHeader(bytes: Uint8Array, prelude: Prelude): Header {
  return JSON.parse(new TextDecoder().decode(bytes.slice(PRELUDE_BYTES, PRELUDE_BYTES + prelude.headerBytes))) as Header;
}

/** Where the sections begin. */
export const startOf = ({ headerBytes }: Prelude): number => PRELUDE_BYTES + headerBytes;
/** What a section takes, to the next multiple of 8. */
export const bytesOf = ({ type, length }: WantedSection): number => upTo8(length * widths[type]);

/** A part of the buffer as an array; nothing of it is touched. */
export function viewOf(buffer: SharedArrayBuffer, type: SectionType, offset: number, length: number): SectionArray {
  switch (type) {
    case 'u8': return new Uint8Array(buffer, offset, length);
    case 'u16': return new Uint16Array(buffer, offset, length);
    case 'u32': return new Uint32Array(buffer, offset, length);
    case 'i32': return new Int32Array(buffer, offset, length);
    case 'f64': return new Float64Array(buffer, offset, length);
  }
}

function headChecksum(bytes: Uint8Array, headerBytes: number): number {
  const covered = new Uint8Array(upTo8(PRELUDE_BYTES - 12 + headerBytes));
  covered.set(bytes.subarray(12, PRELUDE_BYTES + headerBytes));
  return checksum(covered);
}
