import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Port } from './child.ts';
import { entryUrl } from './entries.ts';
import type { FromChild } from './envelope.ts';

/** Megabytes of JavaScript heap a child may use; columns and blocks lie outside it. */
const HEAP_MB = 2048;
/** Half the usual room for young objects in the keeper: what it takes in dies at once, and more room only makes it larger. */
const KEEPER_SEMI_SPACE_MB = 8;

/**
 * How glibc keeps the memory of the keeper; other systems do not look at it. Threads fill buffers that another one frees. Left to itself, glibc has a pool of memory for each of them, and keeps
 * large buffers there as soon as one was freed. Few pools, and large buffers taken from the system and given back, make an import 60 MB smaller; its time on the processor stays within what runs differ by.
 */
const KEEPER_MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: String(512 * 1024), MALLOC_TRIM_THRESHOLD_: String(8 * 1024 * 1024) };

/** Starts a child under plain Node. Electron has its own way to the same `Port` (utilityProcess). */
export function forkPort(entry: 'keeper.entry' | 'reader.entry'): Port {
  const child = fork(fileURLToPath(entryUrl(entry)), [], {
    serialization: 'advanced',
    env: entry === 'keeper.entry' ? { ...KEEPER_MALLOC, ...process.env } : process.env,
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
