import type { UtilityProcess } from 'electron';
import type { Port } from '../jobs/child.ts';
import type { FromChild } from '../jobs/envelope.ts';

/** Electron's utility process behind the same `Port` as Node's fork. */
export function utilityPort(child: UtilityProcess): Port {
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => child.postMessage(message),
    onMessage: (listener) => {
      child.on('message', (message: FromChild) => listener(message));
    },
    onExit: (listener) => {
      child.on('exit', (code) => listener(`exit code ${code}`));
    },
    kill: () => {
      child.kill();
    },
  };
}
