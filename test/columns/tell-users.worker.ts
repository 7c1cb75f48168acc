import { parentPort, workerData } from 'node:worker_threads';
import { fromShared, type SharedColumns } from '../../src-main/columns/index.ts';

const columns = fromShared(workerData as SharedColumns);
parentPort?.postMessage([...columns.ids('user.name')].map((id) => columns.text('user.name', id)));
