import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Port } from './child.ts';
import { entryUrl } from './entries.ts';
import type { FromChild } from './envelope.ts';

/** Megabytes of JavaScript heap a child may use; columns and blocks lie outside it. */
const HEAP_MB = 2048;
/** Half the usual room for young objects in the keeper: what it takes in dies at once, and more room only makes it larger. */
const KEEPER_SEMI_SPACE_MB = 8;

/** Starts a child under plain Node. Electron has its own way to the same `Port` (utilityProcess). */
export function forkPort(entry: 'keeper.entry' | 'reader.entry'): Port {
  const child = fork(fileURLToPath(entryUrl(entry)), [], {
    serialization: 'advanced',
    execArgv: [
      '--disable-warning=ExperimentalWarning', `--max-old-space-size=${HEAP_MB}`, ...(entry === 'keeper.entry' ? [`--max-semi-space-size=${KEEPER_SEMI_SPACE_MB}`] : []),
    ],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A Ctrl-C in the terminal reaches the whole group; the parent decides what it means, so the child stands apart.
    detached: process.platform !== 'win32',
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', (message) => listener(message as FromChild));
    },
    onExit: (listener) => {
      let told = false;
      const once = (reason: string) => {
        if (!told) listener(reason);
        told = true;
      };
      child.on('exit', (code, signal) => once(signal ? `signal ${signal}` : `exit code ${code}`));
      child.on('error', (error) => once(error.message));
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
