import { workerData } from 'node:worker_threads';
import { isRunning } from '../kit/running.ts';

/**
 * Ends this process when its parent is gone. It runs in a thread, because the main thread of a child may sit inside SQL, which cannot be
 * interrupted: such a child would outlive the app and go on holding the lock of the case.
 */
const { parent, everyMs } = workerData as { parent: number; everyMs: number };

const parentIsThere = (): boolean => process.ppid === parent && isRunning(parent);

setInterval(() => {
  if (!parentIsThere()) process.kill(process.pid, 'SIGKILL');
}, everyMs);
