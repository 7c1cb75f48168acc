import { Fault } from '../../contract/index.ts';

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

export interface Container {
  readonly kind: string;
  u32(section: string): Uint32Array;
  i32(section: string): Int32Array;
  bytes(section: string): Uint8Array;
}

/** Opens a container as views on its bytes; nothing is copied. Throws `geo/damaged` where anything points outside. */
export function readContainer(file: string, bytes: Uint8Array): Container {
  const damaged = (reason: string) => new Fault('geo/damaged', { file, reason });
  if (bytes.length < 12 || Buffer.from(bytes.buffer, bytes.byteOffset, 8).toString('latin1') !== MAGIC) throw damaged('not a geo table');
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  if (headLength > bytes.length - 12) throw damaged('head too long');
  const head = readHead(Buffer.from(bytes.buffer, bytes.byteOffset + 12, headLength).toString('utf8'));
  if (head === null) throw damaged('head unreadable');
  const start = bytes.byteOffset + 12 + headLength + padding(12 + headLength);
  const end = bytes.byteOffset + bytes.length;
  const place = (section: string, width: number): [number, number] => {
    const entry = head.sections.get(section);
    if (entry === undefined) throw damaged(`no section ${section}`);
    const [offset, length] = entry;
    if (start + offset + length > end || (start + offset) % width !== 0 || length % width !== 0) throw damaged(`section ${section} out of place`);
    return [start + offset, length / width];
  };
  return {
    kind: head.kind,
    u32: (section) => new Uint32Array(bytes.buffer as ArrayBuffer, ...place(section, 4)),
    i32: (section) => new Int32Array(bytes.buffer as ArrayBuffer, ...place(section, 4)),
    bytes: (section) => new Uint8Array(bytes.buffer as ArrayBuffer, ...place(section, 1)),
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
