import { Fault } from '../../contract/index.ts';
import type { PagedFile } from './paged-file.ts';

/**
 * The file that a table of the geo pack lies in, little-endian: `BILOGEO1`, length of the head (u32), the head as JSON
 * (`{ kind, sections: { name: [offset, bytes] } }`, offsets from the first section on), then the sections. Head and sections start at multiples of 8.
 */
const MAGIC = 'BILOGEO1';
const padding = (length: number) => (8 - (length % 8)) % 8;

export type Sections = Readonly<Record<string, Uint32Array | Int32Array | Uint8Array>>;

/** The bytes of a container, piece by piece and without a copy of any section. The same sections in the same order make the same bytes. */
export function containerPieces(kind: string, sections: Sections): readonly Uint8Array[] {
  const entries: Record<string, readonly [number, number]> = {};
  let offset = 0;
  for (const [name, values] of Object.entries(sections)) {
    entries[name] = [offset, values.byteLength];
    offset += values.byteLength + padding(values.byteLength);
  }
  const head = Buffer.from(JSON.stringify({ kind, sections: entries }), 'utf8');
  const start = Buffer.alloc(12 + head.length + padding(12 + head.length));
  start.write(MAGIC, 'latin1');
  start.writeUInt32LE(head.length, 8);
  head.copy(start, 12);
  const body = Object.values(sections).flatMap((values) => [new Uint8Array(values.buffer, values.byteOffset, values.byteLength), new Uint8Array(padding(values.byteLength))]);
  return [start, ...body];
}

/** Numbers one after another, in memory or in a file. */
export interface Numbers {
  readonly length: number;
  /** The number at an index; undefined behind the last one. */
  at(index: number): number | undefined;
}

export interface Container {
  readonly kind: string;
  u32(section: string): Numbers;
  i32(section: string): Numbers;
  /** Some bytes of a section; fewer where it ends before. */
  bytes(section: string, from: number, to: number): Uint8Array;
}

/** A container that lies in memory as a whole. */
export interface ContainerInMemory extends Container {
  u32(section: string): Uint32Array;
  i32(section: string): Int32Array;
}

/** Opens a container as views on its bytes; nothing is copied. Throws `geo/damaged` where anything points outside. */
export function readContainer(file: string, bytes: Uint8Array): ContainerInMemory {
  const { kind, place } = headOf(file, bytes.length, (at, length) => bytes.subarray(at, at + length));
  const inBuffer = (section: string, width: number): [ArrayBuffer, number, number] => {
    const { start, length } = place(section, width);
    return [bytes.buffer as ArrayBuffer, bytes.byteOffset + start, length / width];
  };
  return {
    kind,
    u32: (section) => new Uint32Array(...inBuffer(section, 4)),
    i32: (section) => new Int32Array(...inBuffer(section, 4)),
    bytes: (section, from, to) => new Uint8Array(...inBuffer(section, 1)).subarray(from, to),
  };
}

/** Opens a container in a file, of which only those pages are read that are asked for. Throws `geo/damaged` where anything points outside. */
export function pagedContainer(file: string, pages: PagedFile): Container {
  const { kind, place } = headOf(file, pages.length, (at, length) => pages.read(at, length));
  const numbers = (section: string, as: (word: number) => number): Numbers => {
    const { start, length } = place(section, 4);
    return { length: length / 4, at: (index) => (index < length / 4 ? as(pages.word(start + index * 4)) : undefined) };
  };
  return {
    kind,
    u32: (section) => numbers(section, (word) => word),
    i32: (section) => numbers(section, (word) => word | 0),
    bytes: (section, from, to) => {
      const { start, length } = place(section, 1);
      return pages.read(start + from, Math.max(0, Math.min(to, length) - from));
    },
  };
}

/** What a container is, and where in it each section lies. Throws `geo/damaged` where that cannot be read, and `place` where a section points outside. */
function headOf(file: string, length: number, read: (at: number, length: number) => Uint8Array): { readonly kind: string; readonly place: (section: string, width: number) => { readonly start: number; readonly length: number } } {
  const damaged = (reason: string) => new Fault('geo/damaged', { file, reason });
  const top = length < 12 ? null : Buffer.from(read(0, 12));
  if (top === null || top.toString('latin1', 0, 8) !== MAGIC) throw damaged('not a geo table');
  const headLength = top.readUInt32LE(8);
  if (headLength > length - 12) throw damaged('head too long');
  const head = readHead(Buffer.from(read(12, headLength)).toString('utf8'));
  if (head === null) throw damaged('head unreadable');
  const first = 12 + headLength + padding(12 + headLength);
  return {
    kind: head.kind,
    place: (section, width) => {
      const entry = head.sections.get(section);
      if (entry === undefined) throw damaged(`no section ${section}`);
      const [offset, bytes] = entry;
      const start = first + offset;
      if (start + bytes > length || start % width !== 0 || bytes % width !== 0) throw damaged(`section ${section} out of place`);
      return { start, length: bytes };
    },
  };
}

function readHead(text: string): { kind: string; sections: Map<string, [number, number]> } | null {
  const head = parsed(text);
  if (!isObject(head) || typeof head['kind'] !== 'string' || !isObject(head['sections'])) return null;
  const sections = new Map<string, [number, number]>();
  for (const [name, entry] of Object.entries(head['sections'])) {
    if (!Array.isArray(entry) || entry.length !== 2 || !entry.every((n) => Number.isSafeInteger(n) && n >= 0)) return null;
    sections.set(name, [entry[0], entry[1]]);
  }
  return { kind: head['kind'], sections };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
