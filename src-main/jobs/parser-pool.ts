import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Intake } from '../contract/index.ts';
import { faultShapeOf } from '../kit/faults.ts';
import type { Stop } from '../kit/stop.ts';
import type { Delivery } from '../pipeline/delivery.ts';
import type { ReadFiles } from '../pipeline/import.ts';
import type { OwnMapping } from '../pipeline/mapping-own.ts';
import { entryUrl } from './entries.ts';

export interface ParserData {
  readonly stopBuffer: SharedArrayBuffer;
  /** Files to read, in order; threads take one after another from `turns`, so that none waits for the keeper to be told. */
  readonly paths: readonly string[];
  /** How each of them is taken in. */
  readonly intakes: readonly Intake[];
  /** Mappings of the analyst that an intake may name. */
  readonly own: readonly OwnMapping[];
  /** Int32: the next file to be taken, then the file that each thread is at. */
  readonly turns: SharedArrayBuffer;
  readonly slot: number;
  readonly windowBytes: number;
  readonly limits: Readonly<Record<string, number>>;
}
/** The keeper has stored the oldest message that was not acknowledged yet. */
export type ToParser = { readonly kind: 'ack' };
export type FromParser =
  | { readonly kind: 'deliveries'; readonly file: number; readonly deliveries: readonly Delivery[] }
  | { readonly kind: 'bytes'; readonly file: number; readonly done: number };

/**
 * Bytes that a thread may be ahead of the keeper: enough for some transactions of small files, so that it goes on while the disk is waited for; few
 * enough to bound memory.
 */
const WINDOW_BYTES = 8 * 1024 * 1024;
const MOST_THREADS = 4;
/** In `turns`: the thread is between files. */
export const NO_FILE = -1;

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

  async function* read(files: Parameters<ReadFiles>[0], onBytes: (file: number, done: number) => void, own: readonly OwnMapping[]): ReturnType<ReadFiles> {
    const [paths, intakes] = [files.map(({ path }) => path), files.map(({ intake }) => intake)];
    const queues = paths.map(() => new DeliveryQueue());
    const count = Math.min(availableParallelism(), MOST_THREADS, paths.length);
    const turns = new SharedArrayBuffer(4 * (1 + count));
    const start = (slot: number) => {
      const thread = new Worker(entryUrl('parser.thread'), {
        workerData: { stopBuffer: stop.buffer, paths, intakes, own, turns, slot, windowBytes: WINDOW_BYTES, limits } satisfies ParserData,
        resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB, maxYoungGenerationSizeMb: THREAD_YOUNG_MB },
        execArgv: ['--disable-warning=ExperimentalWarning'],
      });
      threads.add(thread);
      thread.on('message', (message: FromParser) => {
        if (message.kind === 'bytes') onBytes(message.file, message.done);
        else queues[message.file]!.push(message.deliveries, () => thread.postMessage({ kind: 'ack' } satisfies ToParser));
      });
      thread.on('error', (error) => {
        threads.delete(thread);
        // One that dies before it took a file takes one all the same: else it would be started for ever.
        const at = Atomics.exchange(new Int32Array(turns), 1 + slot, NO_FILE);
        const file = at === NO_FILE ? Atomics.add(new Int32Array(turns), 0, 1) : at;
        if (file >= paths.length) return;
        queues[file]!.push([{ kind: 'file-end', bytes: 0, sha256: '', fault: faultShapeOf(error) }], () => undefined);
        start(slot);
      });
    };
    new Int32Array(turns).fill(NO_FILE, 1);
    for (let slot = 0; slot < count; slot += 1) start(slot);

    for (const [file, queue] of queues.entries()) {
      for (let ended = false; !ended; ) {
        const { deliveries, acknowledge } = await queue.shift();
        for (const delivery of deliveries) {
          yield { file, delivery };
          ended ||= delivery.kind === 'file-end';
        }
        acknowledge();
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

interface Waiting {
  readonly deliveries: readonly Delivery[];
  readonly acknowledge: () => void;
}

class DeliveryQueue {
  readonly #waiting: Waiting[] = [];
  #wake: (() => void) | undefined;
  push(deliveries: readonly Delivery[], acknowledge: () => void): void {
    this.#waiting.push({ deliveries, acknowledge });
    this.#wake?.();
    this.#wake = undefined;
  }
  async shift(): Promise<Waiting> {
    while (this.#waiting.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#waiting.shift()!;
  }
}
