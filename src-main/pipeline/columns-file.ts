import { closeSync, fstatSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { Fault } from '../contract/index.ts';
import { openingSnapshot, type Columns, type ColumnsKey, type SnapshotFile, type SnapshotReader } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';

/** Reads snapshots of columns, on any thread of the process that opened them: descriptors are of a process, not of a thread. Its fault is `columns/damaged`. */
export const snapshotReader: SnapshotReader = {
  read({ descriptor }, into, at) {
    try {
      return readSync(descriptor, into, 0, into.length, at);
    } catch {
      return 0;
    }
  },
  damaged(file, section) {
    remove(file);
    return new Fault('columns/damaged', { path: file.path, section }, true);
  },
};

/** Nobody closes columns: they go when nobody holds them, and their file with them. */
const held = new FinalizationRegistry(closeSync);

/** The columns of a snapshot where the file is one of this case and state; null where it has to be made. What is not one is left where it is: the new one takes its place. */
export function* columnsOfFile(path: string, key: ColumnsKey): Steps<Columns | null> {
  const descriptor = open(path);
  if (descriptor === null) return null;
  let columns: Columns | string = 'unread';
  try {
    columns = yield* openingSnapshot({ path, descriptor, bytes: fstatSync(descriptor).size }, snapshotReader, key);
  } finally {
    if (typeof columns === 'string') closeSync(descriptor);
    else held.register(columns.sections, descriptor);
  }
  return typeof columns === 'string' ? null : columns;
}

function open(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

/** Another snapshot that has taken the path meanwhile stays. */
function remove({ path, descriptor }: SnapshotFile): void {
  try {
    if (statSync(path).ino === fstatSync(descriptor).ino) rmSync(path, { force: true });
  } catch {
    // It is gone already, or cannot be removed: then the next try fails as this one did.
  }
}
