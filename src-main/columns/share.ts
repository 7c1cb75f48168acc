import type { Columns } from './columns.ts';
import { sectionsOn, type SnapshotFile, type SnapshotReader } from './sections.ts';
import { columnsOn } from './view.ts';

/** What one thread sends to another: a message may carry it, and the memory is not copied. */
export interface SharedColumns {
  readonly buffer: SharedArrayBuffer;
  readonly persons: Columns['persons'];
  /** Where sections come from that no thread has read yet; null where all are there. */
  readonly unread: { readonly file: SnapshotFile; readonly marks: Uint8Array } | null;
}

/** Whoever sends columns holds them until the other thread has ended: with the last who holds their `sections` the file is closed that they are read from. */
export function share({ buffer, persons, sections: { unread } }: Columns): SharedColumns {
  return { buffer, persons, unread: unread === null ? null : { file: unread.file, marks: unread.marks } };
}

/**
 * The same columns on this thread. What either thread derives from them (`Columns.keep`) is its own. What neither has read yet is read through the descriptor that the first one opened: it is
 * the very file whose head was checked, though a newer snapshot may have its path by now. Should the number have come to mean another file, the checksum of the section shows it.
 */
export function fromShared({ buffer, persons, unread }: SharedColumns, reader: SnapshotReader): Columns {
  return columnsOn(sectionsOn(buffer, unread === null ? null : { ...unread, reader })).withPersons(persons);
}
