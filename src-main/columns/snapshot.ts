import type { Columns, ColumnsKey } from './columns.ts';
import { bytesOf, headFor, LAYOUT_VERSION, PRELUDE_BYTES, readHeader, readPrelude, type Prelude } from './layout.ts';
import { fieldsFingerprint } from './reach.ts';
import { freshMarks, sectionsOn, sumOf, type SnapshotFile, type SnapshotReader } from './sections.ts';
import { columnsOn } from './view.ts';

const CHUNK_BYTES = 16 * 1024 * 1024;

/** The bytes of a snapshot, in order: prelude and header with the checksum of each section, then the sections as they lie in memory. Their chunks are views, not copies. */
export function* writeSnapshot({ buffer, sections }: Columns): Generator<Uint8Array> {
  const { header, begin } = sections;
  const summed: (typeof header.sections)[number][] = [];
  for (const section of header.sections) {
    sections.get(section.name);
    summed.push({ ...section, sum: sumOf(new Uint8Array(buffer, begin + section.offset, bytesOf(section))) });
    yield new Uint8Array(0);
  }
  yield headFor({ ...header, sections: summed });
  for (let at = begin; at < buffer.byteLength; at += CHUNK_BYTES) yield new Uint8Array(buffer, at, Math.min(CHUNK_BYTES, buffer.byteLength - at));
}

/**
 * The columns of a snapshot; of the file only its head and the times are read, which is what every screen asks for first, and the rest when somebody asks for it: see `Sections`. `stale`: unhurt,
 * but of another case, state or layout. `damaged`: shortened or changed, or no snapshot at all. In both cases it is to be made again. The file stays open as long as the `sections` of the columns
 * are held by anybody: their reader sees to that.
 */
export function* openingSnapshot(file: SnapshotFile, reader: SnapshotReader, key: ColumnsKey): Generator<void, Columns | 'stale' | 'damaged'> {
  const head = headOf(file, reader);
  if (head === null) return 'damaged';
  const { prelude, bytes } = head;
  if (prelude.version !== LAYOUT_VERSION) return 'stale';
  if (prelude.total !== file.bytes) return 'damaged';
  const header = readHeader(bytes, prelude);
  if (header.caseId !== key.caseId || header.state !== key.state || header.fields !== fieldsFingerprint()) return 'stale';
  const buffer = new SharedArrayBuffer(prelude.total);
  new Uint8Array(buffer).set(bytes);
  const sections = sectionsOn(buffer, { file, reader, marks: freshMarks(header) });
  try {
    yield* sections.reading('time');
  } catch (error) {
    if (!sections.damaged()) throw error;
    return 'damaged';
  }
  return columnsOn(sections);
}

/** Prelude and header where they are unhurt. */
function headOf(file: SnapshotFile, reader: SnapshotReader): { readonly prelude: Prelude; readonly bytes: Uint8Array } | null {
  const first = bytesAt(file, reader, PRELUDE_BYTES);
  if (first === null) return null;
  const bytes = bytesAt(file, reader, PRELUDE_BYTES + new DataView(first.buffer).getUint32(16, true));
  const prelude = bytes === null ? null : readPrelude(bytes);
  return bytes === null || prelude === null ? null : { prelude, bytes };
}

/** The first bytes of the file; null where it has not as many. */
function bytesAt(file: SnapshotFile, reader: SnapshotReader, length: number): Uint8Array<ArrayBuffer> | null {
  if (length > file.bytes) return null;
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const read = reader.read(file, bytes.subarray(at), at);
    if (read === 0) return null;
    at += read;
  }
  return bytes;
}
