import { availableParallelism } from 'node:os';
import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import type { BuildHelp, ToldByHelp } from '../pipeline/build-help.ts';
import { entryUrl } from './entries.ts';

export interface HelpData {
  /** One number in shared memory that goes up with each message. */
  readonly news: Int32Array;
  /** Questions come here, and answers go; null where it can go on no more. */
  readonly port: MessagePort;
}

/** Starts a thread that helps to build columns, where there is a second processor for it. Its messages are looked for and not listened to, so that whoever builds in one go gets them too. */
export const buildHelp: (() => BuildHelp) | undefined = availableParallelism() < 2 ? undefined : () => {
  const { port1: mine, port2: its } = new MessageChannel();
  const news = new Int32Array(new SharedArrayBuffer(4));
  const listeners: ((told: ToldByHelp) => void)[] = [];
  let ended = false;
  let heard = 0;
  const end = (): void => {
    ended = true;
    mine.close();
  };
  const thread = new Worker(entryUrl('build.thread'), { workerData: { news, port: its } satisfies HelpData, transferList: [its], execArgv: ['--disable-warning=ExperimentalWarning'] });
  // One that cannot even begin, or has no memory left, is told of by an event.
  thread.on('error', end);
  thread.unref();
  return {
    ask(what, hear) {
      if (ended) return;
      listeners.push(hear);
      mine.postMessage(what);
    },
    hear() {
      heard = Atomics.load(news, 0);
      while (!ended) {
        const told = receiveMessageOnPort(mine) as { readonly message: ToldByHelp | null } | undefined;
        if (told === undefined) return;
        const { message } = told;
        if (message === null) end();
        else for (const listener of listeners) listener(message);
      }
    },
    wait(ms) {
      if (!ended) Atomics.wait(news, 0, heard, ms);
    },
    ended: () => ended,
    end,
  };
};
