import { Worker } from 'node:worker_threads';
import { faultFromShape, type FaultShape } from '../contract/index.ts';
import { entryUrl } from './entries.ts';

/** Room for young objects of a hunt, in MB: findings live on, and with the usual room each would be copied several times. */
const HUNT_YOUNG_MB = 192;

type Told<P> = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: FaultShape } | { readonly ok: null; readonly progress: P };

/** Runs an entry as a thread with one question and gives its one answer; progress on the way. A thread that dies rejects. */
export function inThread<A, P = never>(entry: 'enrich.thread' | 'hunt.thread', question: unknown, onProgress?: (progress: P) => void): Promise<A> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(entryUrl(entry), { workerData: question, execArgv: ['--disable-warning=ExperimentalWarning'], ...(entry === 'hunt.thread' ? { resourceLimits: { maxYoungGenerationSizeMb: HUNT_YOUNG_MB } } : {}) });
    thread.on('message', (told: Told<P>) => {
      if (told.ok === null) onProgress?.(told.progress);
      else if (told.ok) resolve(told.value as A);
      else reject(faultFromShape(told.fault));
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`${entry} ended with ${code} before it answered`)));
  });
}
