import { closeSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { columnDictionaries, enrichmentOf, eventCount, fullerCount, type ReadCase } from '../case/index.ts';
import { ColumnsBuilder, finisherHere, writeSnapshot, type Columns, type ColumnsKey } from '../columns/index.ts';
import { isRunning } from '../kit/running.ts';
import { finish, type Steps } from '../kit/steps.ts';
import { finisherWith, type BuildHelp } from './build-help.ts';
import { columnsOfFile } from './columns-file.ts';
import { readPages } from './read-pages.ts';

/**
 * The columns of a case: from the snapshot in the app's cache where it is of this case and state, else built from the case and kept there. The snapshot
 * never lies beside the case. Parts of it are read when they are first asked for; where one is damaged, that question throws the fault `columns/damaged`, and who loads again gets new columns.
 */
export const loadColumns = (file: ReadCase, cache: string): Columns => finish(loadingColumns(file, cache));

/**
 * The same in steps. Nothing is open in the database between two of them, but where another thread helps to read. Who gives up calls `return`, so that nothing half written
 * stays and nobody reads on.
 * @param begin starts a second thread that helps to build; asked for where there is enough to do
 */
export function* loadingColumns(file: ReadCase, cache: string, begin?: () => BuildHelp): Steps<Columns> {
  const key = keyOf(file);
  const folder = join(cache, 'columns');
  const path = join(folder, `${file.id}.columns`);
  const kept = yield* columnsOfFile(path, key);
  if (kept !== null) return kept;
  const columns = yield* building(file, key, key.state < FEW_EVENTS ? undefined : begin?.());
  yield;
  // What was built fills memory to the last column. The snapshot holds the same, and only what is asked for comes back.
  return (yield* keep(columns, folder, path)) ? (yield* columnsOfFile(path, key)) ?? columns : columns;
}

/** Fewer are read before another thread would be there. */
const FEW_EVENTS = 200_000;

function* building(file: ReadCase, key: ColumnsKey, help: BuildHelp | undefined): Steps<Columns> {
  try {
    const builder = new ColumnsBuilder(key);
    const dictionaries = columnDictionaries(file);
    yield* readPages(file, (page) => builder.addPacked(page), builder.gathering(dictionaries), help);
    return yield* builder.finishing(dictionaries, help === undefined ? finisherHere : finisherWith(help));
  } finally {
    help?.end();
  }
}

/** What columns are made of: the events, which are only ever added or read again from a fuller record, and the enrichment in use. A verdict or a note changes none of it. */
export function keyOf(file: ReadCase): ColumnsKey {
  const events = eventCount(file);
  const enrichment = enrichmentOf(file);
  return { caseId: `${file.id} ${enrichment?.run ?? 0} ${enrichment?.ips ?? 0} ${enrichment?.agents ?? 0} ${fullerCount(file)}`, state: events };
}

/** Whether there is a snapshot now. It only saves time and room: where it cannot be written, the columns are built again the next time. */
function* keep(columns: Columns, folder: string, path: string): Steps<boolean> {
  const fresh = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    discardUnfinished(folder);
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
    return true;
  } catch {
    // Columns serve without their snapshot.
    return false;
  } finally {
    discard(fresh);
  }
}

/** What processes left that were ended while they wrote; of a large case that is most of a gigabyte each. */
function discardUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /\.columns\.(\d+)\.new$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) discard(join(folder, name));
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where no folder could be made there is nothing to take away.
  }
}
