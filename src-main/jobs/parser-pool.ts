import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { faultShapeOf } from '../kit/faults.ts';
import type { Stop } from '../kit/stop.ts';
import type { Delivery } from '../pipeline/delivery.ts';
import type { ReadFiles } from '../pipeline/import.ts';
import { entryUrl } from './entries.ts';

export interface ParserData {
  readonly stopBuffer: SharedArrayBuffer;
  readonly window: number;
  readonly limits: Readonly<Record<string, number>>;
}
export type ToParser = { readonly kind: 'read'; readonly file: number; readonly path: string } | { readonly kind: 'ack' };
export type FromParser =
  | { readonly kind: 'delivery'; readonly file: number; readonly delivery: Delivery }
  | { readonly kind: 'bytes'; readonly file: number; readonly done: number }
  | { readonly kind: 'idle' };

/** Messages a thread may be ahead of the keeper: enough to keep both busy, few enough to bound memory. */
const WINDOW = 6;
const MOST_THREADS = 4;

/** JavaScript heap of one parser thread, MB: a hostile file can end its thread, not the app. */
const THREAD_HEAP_MB = 512;
/** Of it for young objects. Records die young: with three times as much, two threads hold 250 MB more and are no faster. */
const THREAD_YOUNG_MB = 12;

/**
 * Reads files on several threads and yields what they made of them in the order of the files, so that the case does not depend on which
 * thread was faster. A thread that dies ends its file with a fault; the others go on.
 */
export function parserPool(stop: Stop, limits: Readonly<Record<string, number>> = {}): { readonly read: ReadFiles; close(): Promise<void> } {
  const threads = new Set<Worker>();

  async function* read(paths: readonly string[], onBytes: (file: number, done: number) => void): ReturnType<ReadFiles> {
    const queues = paths.map(() => new DeliveryQueue());
    let next = 0;

    const give = (thread: Worker) => {
      if (next >= paths.length) return;
      const file = next++;
      busy.set(thread, file);
      thread.postMessage({ kind: 'read', file, path: paths[file]! } satisfies ToParser);
    };
    const busy = new Map<Worker, number>();
    const start = () => {
      const thread = new Worker(entryUrl('parser.thread'), {
        workerData: { stopBuffer: stop.buffer, window: WINDOW, limits } satisfies ParserData,
        resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB, maxYoungGenerationSizeMb: THREAD_YOUNG_MB },
        execArgv: ['--disable-warning=ExperimentalWarning'],
      });
      threads.add(thread);
      thread.on('message', (message: FromParser) => {
        if (message.kind === 'delivery') queues[message.file]!.push(message.delivery, () => thread.postMessage({ kind: 'ack' } satisfies ToParser));
        else if (message.kind === 'bytes') onBytes(message.file, message.done);
        else give(thread);
      });
      thread.on('error', (error) => {
        threads.delete(thread);
        const file = busy.get(thread);
        if (file !== undefined) queues[file]!.push({ kind: 'file-end', bytes: 0, sha256: '', fault: faultShapeOf(error) }, () => undefined);
        give(start());
      });
      return thread;
    };
    for (let i = 0; i < Math.min(availableParallelism(), MOST_THREADS, paths.length); i++) give(start());

    for (const [file, queue] of queues.entries()) {
      for (;;) {
        const { delivery, acknowledge } = await queue.shift();
        yield { file, delivery };
        acknowledge();
        if (delivery.kind === 'file-end') break;
      }
    }
  }

  return {
    read,
    /** Ends the threads, and waits until their memory is given back: what comes next needs room of its own. */
    async close() {
      const ended = [...threads].map((thread) => thread.terminate());
      threads.clear();
      await Promise.all(ended);
    },
  };
}

class DeliveryQueue {
  readonly #waiting: { delivery: Delivery; acknowledge: () => void }[] = [];
  #wake: (() => void) | undefined;
  push(delivery: Delivery, acknowledge: () => void): void {
    this.#waiting.push({ delivery, acknowledge });
    this.#wake?.();
    this.#wake = undefined;
  }
  async shift(): Promise<{ delivery: Delivery; acknowledge: () => void }> {
    while (this.#waiting.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#waiting.shift()!;
  }
}
