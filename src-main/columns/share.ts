import type { Columns } from './columns.ts';
import { columnsOn } from './view.ts';

/** What one thread sends to another: a message may carry it, and the memory is not copied. */
export interface SharedColumns {
  readonly buffer: SharedArrayBuffer;
  readonly persons: Columns['persons'];
}

export function share(columns: Columns): SharedColumns {
  return { buffer: columns.buffer, persons: columns.persons };
}

/** The same columns on this thread. What either thread derives from them (`Columns.keep`) is its own. */
export function fromShared({ buffer, persons }: SharedColumns): Columns {
  return columnsOn(buffer).withPersons(persons);
}
