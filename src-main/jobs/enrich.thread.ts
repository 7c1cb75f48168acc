import { parentPort, workerData } from 'node:worker_threads';
import { faultShapeOf } from '../kit/faults.ts';
import { lookUp, type EnrichQuestion } from '../pipeline/enrich.ts';

/** Opens the tables, answers one question, and ends: the memory of the tables goes with the thread. */
try {
  parentPort!.postMessage({ ok: true, value: lookUp(workerData as EnrichQuestion) });
} catch (error) {
  parentPort!.postMessage({ ok: false, fault: faultShapeOf(error) });
}
