import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts the spinning child, asks it to spin, and tells its id; then waits to be killed. */
const child = fork(fileURLToPath(new URL('./spin.child.ts', import.meta.url)), [], { serialization: 'advanced', detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: ['--disable-warning=ExperimentalWarning'] });
child.once('message', () => {
  child.send({ kind: 'ask', id: 1, name: 'spin', input: {} });
  setTimeout(() => process.stdout.write(`${child.pid}\n`), 200);
});
setInterval(() => undefined, 60_000);
