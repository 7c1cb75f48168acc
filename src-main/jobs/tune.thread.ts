import { parentPort, workerData } from 'node:worker_threads';
import { Fault } from '../contract/index.ts';
import { fromShared, type SharedColumns } from '../columns/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import { stopFlag } from '../kit/stop.ts';
import { snapshotReader } from '../pipeline/columns-file.ts';
import { answersOver } from '../pipeline/tune.ts';
import type { TuneMessage } from './tuning.ts';

/**
 * Answers what rules find with other values, over columns that lie in shared memory, until it is ended: what one answer kept (windows, series, signatures) makes the next one fast, and
 * the reader is free to answer others meanwhile.
 */
const answer = answersOver(fromShared(workerData as SharedColumns, snapshotReader));
parentPort!.on('message', ({ id, question, stopBuffer }: TuneMessage) => {
  const stop = stopFlag(stopBuffer);
  try {
    if (stop.asked) throw new Fault('job/stopped');
    parentPort!.postMessage({ id, ok: true, value: answer(question, () => stop.asked, () => performance.now()) });
  } catch (error) {
    parentPort!.postMessage({ id, ok: false, fault: faultShapeOf(error) });
  }
});
