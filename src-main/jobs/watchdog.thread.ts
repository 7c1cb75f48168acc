import { workerData } from 'node:worker_threads';

/**
 * Ends this process when its parent is gone. It runs in a thread, because the main thread of a child may sit inside SQL, which cannot be
 * interrupted: such a child would outlive the app and go on holding the lock of the case.
 */
const { parent, everyMs } = workerData as { parent: number; everyMs: number };

function parentIsThere(): boolean {
  if (process.ppid !== parent) return false;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

setInterval(() => {
  if (!parentIsThere()) process.kill(process.pid, 'SIGKILL');
}, everyMs);
