import { parentPort, workerData } from 'node:worker_threads';
import { fromShared, type SharedColumns } from '../../src-main/columns/index.ts';
import { snapshotReader } from '../../src-main/pipeline/columns-file.ts';

const columns = fromShared(workerData as SharedColumns, snapshotReader);
parentPort?.postMessage([...columns.ids('user.name')].map((id) => columns.text('user.name', id)));
