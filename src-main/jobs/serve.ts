import { flushCompileCache } from 'node:module';
import { Fault } from '../contract/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import { stopFlag, type Stop } from '../kit/stop.ts';
import type { FromChild, Progress, ToChild } from './envelope.ts';
import { watchParent } from './watchdog.ts';

/** What a handler gets beside its input. */
export interface Context {
  readonly stop: Stop;
  /** Reports how far the job is; more than ten a second are dropped, a new step never is. */
  readonly progress: (progress: Progress) => void;
}

interface ParentPort {
  post(message: FromChild): void;
  onMessage(listener: (message: ToChild) => void): void;
}

const PROGRESS_EVERY_MS = 100;
const KEEP_COMPILED_AFTER_MS = 100;

/**
 * The child's side: answers what the parent asks with the given handlers. A handler that throws a Fault answers with it; anything else is a
 * bug and is answered as `job/crashed` with its stack.
 * @param state the version of the case that answers are made from
 */
export function serve(handlers: Readonly<Record<string, (input: never, context: Context) => unknown>>, state: () => number): void {
  const port = parentPort();
  const stops = new Map<number, Stop>();
  watchParent();

  port.onMessage((message) => {
    if (message.kind === 'stop') {
      stops.get(message.id)?.ask();
      port.post({ kind: 'stopping', id: message.id });
      return;
    }
    const stop = stopFlag();
    stops.set(message.id, stop);
    void run(message, stop)
      .then((answer) => port.post(answer))
      .finally(() => stops.delete(message.id));
  });
  port.post({ kind: 'ready', pid: process.pid });
  keepCompiled();

  async function run({ id, name, input }: Extract<ToChild, { kind: 'ask' }>, stop: Stop): Promise<FromChild> {
    try {
      const handler = handlers[name];
      if (!handler) throw new Fault('call/unknown', { name });
      const value = await handler(input as never, { stop, progress: throttled(id) });
      return { kind: 'answer', id, ok: true, value, state: state(), partial: stop.asked };
    } catch (error) {
      return { kind: 'answer', id, ok: false, fault: faultShapeOf(error), state: state(), partial: stop.asked };
    }
  }

  function throttled(id: number): (progress: Progress) => void {
    let last = 0;
    let lastStep = '';
    return (progress) => {
      const now = performance.now();
      if (now - last < PROGRESS_EVERY_MS && progress.step === lastStep) return;
      last = now;
      lastStep = progress.step;
      port.post({ kind: 'progress', id, progress });
    };
  }
}

/**
 * Node keeps compiled code when a process ends by itself, but a child is killed. Where a cache is on (NODE_COMPILE_CACHE) and holds all of it already, this costs a few ms,
 * and it waits until the first questions are through.
 */
function keepCompiled(): void {
  setTimeout(flushCompileCache, KEEP_COMPILED_AFTER_MS).unref();
}

/** Electron gives a utility process `process.parentPort`; fork gives `process.send`. */
function parentPort(): ParentPort {
  const electron = (process as { parentPort?: { postMessage(m: unknown): void; on(e: 'message', l: (m: { data: unknown }) => void): void } }).parentPort;
  if (electron) return { post: (message) => electron.postMessage(message), onMessage: (listener) => electron.on('message', ({ data }) => listener(data as ToChild)) };
  return {
    post: (message) => {
      // A parent that has just gone is not an error of the child's: the watchdog or the disconnect ends it.
      if (process.connected) process.send?.(message, undefined, {}, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', (message) => listener(message as ToChild));
      process.on('disconnect', () => process.exit(0));
    },
  };
}
