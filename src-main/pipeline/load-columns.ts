import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { columnDictionaries, enrichmentOf, eventCount, fullerCount, streamColumns, type ReadCase } from '../case/index.ts';
import { ColumnsBuilder, readingSnapshot, writeSnapshot, type Columns, type ColumnsKey } from '../columns/index.ts';
import { finish, type Steps } from '../kit/steps.ts';

const READ_BYTES = 4 * 1024 * 1024;

/**
 * The columns of a case: from the snapshot in the app's cache where it is of this case and state, else built from the case and kept there. The snapshot
 * never lies beside the case.
 */
export const loadColumns = (file: ReadCase, cache: string): Columns => finish(loadingColumns(file, cache));

/** The same in steps. Nothing is open in the database between two of them. Who gives up calls `return`, so that nothing half written stays. */
export function* loadingColumns(file: ReadCase, cache: string): Steps<Columns> {
  const key = keyOf(file);
  const folder = join(cache, 'columns');
  const path = join(folder, `${file.id}.columns`);
  const kept = existsSync(path) ? yield* readingSnapshot(yield* sharedBytes(path), key) : 'stale';
  if (typeof kept !== 'string') return kept;
  const builder = new ColumnsBuilder(key);
  for (const page of streamColumns(file)) {
    builder.addPage(page);
    yield;
  }
  const columns = builder.finish(columnDictionaries(file));
  yield;
  yield* keep(columns, folder, path);
  return columns;
}

/** What columns are made of: the events, which are only ever added or read again from a fuller record, and the enrichment in use. A verdict or a note changes none of it. */
export function keyOf(file: ReadCase): ColumnsKey {
  const events = eventCount(file);
  const enrichment = enrichmentOf(file);
  return { caseId: `${file.id} ${enrichment?.run ?? 0} ${enrichment?.ips ?? 0} ${enrichment?.agents ?? 0} ${fullerCount(file)}`, state: events };
}

/** A file as shared memory, so that threads read the very bytes that came from the disk. */
function* sharedBytes(path: string): Steps<SharedArrayBuffer> {
  const file = openSync(path, 'r');
  try {
    const buffer = new SharedArrayBuffer(fstatSync(file).size);
    const bytes = new Uint8Array(buffer);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, Math.min(READ_BYTES, bytes.length - at), at);
      if (read === 0) break;
      at += read;
      yield;
    }
    return buffer;
  } finally {
    closeSync(file);
  }
}

/** A snapshot only saves time: where it cannot be written, the columns are built again the next time. */
function* keep(columns: Columns, folder: string, path: string): Steps<void> {
  const fresh = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(fresh, 'w', 0o600);
    try {
      for (const bytes of writeSnapshot(columns)) {
        writeSync(file, bytes);
        yield;
      }
    } finally {
      closeSync(file);
    }
    renameSync(fresh, path);
  } catch {
    // Columns serve without their snapshot.
  } finally {
    rmSync(fresh, { force: true });
  }
}
