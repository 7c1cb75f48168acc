import { Worker } from 'node:worker_threads';
import { entryUrl } from './entries.ts';

const EVERY_MS = 500;

/** Starts the thread that ends this process when its parent is gone; it does not keep the process alive. */
export function watchParent(): void {
  new Worker(entryUrl('watchdog.thread'), { workerData: { parent: process.ppid, everyMs: EVERY_MS } }).unref();
}
