import { checksum, summing } from './checksum.ts';
import { bytesOf, readHeader, readPrelude, startOf, viewOf, type Header, type Section, type SectionArray } from './layout.ts';

/** A snapshot that is open: plain data, so that another thread can be told of it. */
export interface SnapshotFile {
  readonly path: string;
  readonly descriptor: number;
  readonly bytes: number;
}
/** How a snapshot is read. This room knows no files. */
export interface SnapshotReader {
  /** Reads from that place of the file on and says how many bytes came; 0 where there are none or they cannot be read. */
  read(file: SnapshotFile, into: Uint8Array, at: number): number;
  /** Gives what is thrown where a section is not as it was written, and sees to it that the snapshot is made again. */
  damaged(file: SnapshotFile, section: string): Error;
}
/** What is missing is read from. */
export interface Unread {
  readonly file: SnapshotFile;
  readonly reader: SnapshotReader;
  /** A byte per section, 1 where all of it has been read and checked, and one more that is 1 once a section was found damaged. Threads share it. */
  readonly marks: Uint8Array;
}

/** The sections of columns, on one buffer as large as all of them. Memory that nobody wrote to takes no room, so what nobody asks for costs nothing. */
export interface Sections {
  readonly buffer: SharedArrayBuffer;
  readonly header: Header;
  /** Where in the buffer the sections begin. */
  readonly begin: number;
  /** Null where all sections were there from the beginning. */
  readonly unread: Unread | null;
  /** The section; undefined where there is none of that name. Read and checked on first use. Throws what `SnapshotReader.damaged` gives. */
  get<A extends SectionArray>(name: string): A | undefined;
  /** Reads it in steps of some milliseconds, so that `get` only gives it. */
  reading(name: string): Generator<void, void>;
  /** Whether any thread found a section damaged. What was read of others before is unhurt, but columns that miss a part are to be let go of. */
  damaged(): boolean;
}

/** Bytes that are read between two steps. */
const READ_BYTES = 4 * 1024 * 1024;

export const freshMarks = ({ sections }: Header): Uint8Array => new Uint8Array(new SharedArrayBuffer(sections.length + 1));
export const hexOf = (sum: number): string => sum.toString(16).padStart(8, '0');
/** As it stands in a snapshot. */
export const sumOf = (bytes: Uint8Array): string => hexOf(checksum(bytes));

/**
 * The sections of a buffer that begins with an unhurt prelude and header.
 * Two threads that want a section at the same time both read it: they write the same bytes to the same place, and none of them uses any before its own sum was right.
 */
export function sectionsOn(buffer: SharedArrayBuffer, unread: Unread | null = null): Sections {
  const head = new Uint8Array(buffer);
  const prelude = readPrelude(head)!;
  const header = readHeader(head, prelude);
  const begin = startOf(prelude);
  const places = new Map(header.sections.map((section, index) => [section.name, { section, index, array: viewOf(buffer, section.type, begin + section.offset, section.length) }]));
  const isThere = (index: number): boolean => unread === null || Atomics.load(unread.marks, index) === 1;

  function* reading(name: string): Generator<void, void> {
    const place = places.get(name);
    if (unread === null || place === undefined || isThere(place.index)) return;
    const from = begin + place.section.offset;
    if (yield* readsRight(unread, place.section, new Uint8Array(buffer, from, bytesOf(place.section)), from)) {
      Atomics.store(unread.marks, place.index, 1);
      return;
    }
    Atomics.store(unread.marks, header.sections.length, 1);
    throw unread.reader.damaged(unread.file, name);
  }

  return {
    buffer, header, begin, unread, reading,
    get<A extends SectionArray>(name: string): A | undefined {
      const place = places.get(name);
      if (place === undefined) return undefined;
      if (!isThere(place.index)) for (const _ of reading(name));
      return place.array as A;
    },
    damaged: () => unread !== null && Atomics.load(unread.marks, header.sections.length) === 1,
  };
}

function* readsRight({ file, reader }: Unread, { sum }: Section, bytes: Uint8Array, from: number): Generator<void, boolean> {
  for (let at = 0; at < bytes.length; ) {
    const read = reader.read(file, bytes.subarray(at, at + READ_BYTES), from + at);
    if (read === 0) return false;
    at += read;
    yield;
  }
  return hexOf(yield* summing(bytes)) === sum;
}
