import { Fault, faultFromShape } from '../contract/index.ts';
import type { FromChild, Progress, ToChild } from './envelope.ts';

/** One end of a process: Electron's utilityProcess and Node's fork both fit behind it. */
export interface Port {
  readonly pid: number | undefined;
  send(message: ToChild): void;
  onMessage(listener: (message: FromChild) => void): void;
  onExit(listener: (reason: string) => void): void;
  kill(): void;
}

/** What a handler of a child looks like from outside: a name, an input, an answer. */
export type HandlerMap = Record<string, (input: never, context: never) => unknown>;
export type InputFor<H extends HandlerMap, N extends keyof H> = Parameters<H[N]>[0];
export type AnswerFor<H extends HandlerMap, N extends keyof H> = Awaited<ReturnType<H[N]>>;

export interface AskOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** When this aborts, the child is asked to stop; if it has not ended after the grace time, it is killed. */
  readonly signal?: AbortSignal;
  readonly graceMs?: number;
}

/** A child process that answers typed questions. A crash rejects what was asked with `child/gone`; the app goes on. */
export interface Child<H extends HandlerMap> {
  readonly pid: number | undefined;
  readonly alive: boolean;
  ask<N extends keyof H & string>(name: N, input: InputFor<H, N>, options?: AskOptions): Promise<AnswerFor<H, N>>;
  onGone(listener: (reason: string) => void): void;
  /** Ends the process at once; resolves when it is gone and its file locks with it. */
  kill(): Promise<void>;
}

const GRACE_MS = 10_000;

interface Waiting {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  acknowledged: boolean;
}

/** Wraps a port. The first question waits until the child has said that it is ready. */
export function childOver<H extends HandlerMap>(port: Port, title: string): Child<H> {
  const waiting = new Map<number, Waiting>();
  const goneListeners: ((reason: string) => void)[] = [];
  let nextId = 1;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (tellGone = resolve));
  let alive = true;
  let ready = false;
  const unsent: ToChild[] = [];

  port.onMessage((message) => {
    if (message.kind === 'ready') {
      ready = true;
      for (const one of unsent.splice(0)) port.send(one);
      return;
    }
    const asked = waiting.get(message.id);
    if (!asked) return;
    if (message.kind === 'progress') asked.onProgress?.(message.progress);
    else if (message.kind === 'stopping') asked.acknowledged = true;
    else {
      waiting.delete(message.id);
      if (message.ok) asked.resolve(message.value);
      else asked.reject(faultFromShape(message.fault));
    }
  });
  port.onExit((reason) => {
    alive = false;
    for (const asked of waiting.values()) asked.reject(new Fault('child/gone', { child: title, asked: asked.name, reason }, true));
    waiting.clear();
    for (const listener of goneListeners) listener(reason);
    tellGone();
  });

  const send = (message: ToChild) => {
    if (ready) port.send(message);
    else unsent.push(message);
  };

  return {
    get pid() {
      return port.pid;
    },
    get alive() {
      return alive;
    },
    ask(name, input, options = {}) {
      if (!alive) return Promise.reject(new Fault('child/gone', { child: title, asked: name, reason: 'it had ended before' }, true));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        let grace: ReturnType<typeof setTimeout> | undefined;
        const stop = () => {
          send({ kind: 'stop', id });
          grace = setTimeout(() => port.kill(), options.graceMs ?? GRACE_MS);
        };
        const settle = () => {
          clearTimeout(grace);
          options.signal?.removeEventListener('abort', stop);
        };
        waiting.set(id, {
          name,
          onProgress: options.onProgress,
          acknowledged: false,
          resolve: (value) => (settle(), resolve(value as never)),
          reject: (error) => (settle(), reject(error)),
        });
        send({ kind: 'ask', id, name, input });
        if (options.signal?.aborted) stop();
        else options.signal?.addEventListener('abort', stop, { once: true });
      });
    },
    onGone(listener) {
      goneListeners.push(listener);
    },
    kill() {
      port.kill();
      return gone;
    },
  };
}
