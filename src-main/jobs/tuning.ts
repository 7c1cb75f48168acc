import { Worker } from 'node:worker_threads';
import { share, type Columns } from '../columns/index.ts';
import { faultFromShape, type FaultShape } from '../contract/index.ts';
import { stopFlag, type Stop } from '../kit/stop.ts';
import type { TuneAnswers, TuneAsk, TuneQuestion } from '../pipeline/tune.ts';
import { entryUrl } from './entries.ts';

export interface TuneMessage {
  readonly id: number;
  readonly question: TuneQuestion;
  readonly stopBuffer: SharedArrayBuffer;
}
type Told = { readonly id: number } & ({ readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: FaultShape });

/** One thread that stays while somebody tunes. */
export interface Tuning {
  /** Throws Fault job/stopped where a later question of the same kind, or `stop`, took its place. */
  ask(columns: Columns, question: TuneQuestion): Promise<TuneAnswers[TuneAsk['kind']]>;
  /** Ends what is being counted. */
  stop(): void;
  /** Lets the thread go, and what it kept. */
  end(): void;
}

/** So long without a question nobody tunes any more, in ms. What a thread kept of ten million events takes hundreds of megabytes. */
const IDLE_MS = 180_000;

interface Waiting {
  readonly stop: Stop;
  readonly kind: TuneAsk['kind'];
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export function tuning(): Tuning {
  let held: { readonly columns: Columns; readonly thread: Worker; readonly waiting: Map<number, Waiting> } | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let lastId = 0;

  const end = (reason = 'no longer needed'): void => {
    clearTimeout(idle);
    if (held === null) return;
    for (const one of held.waiting.values()) one.reject(new Error(`tune.thread ended: ${reason}`));
    void held.thread.terminate();
    held = null;
  };
  const start = (columns: Columns): NonNullable<typeof held> => {
    const thread = new Worker(entryUrl('tune.thread'), { workerData: share(columns), execArgv: ['--disable-warning=ExperimentalWarning'] });
    const waiting = new Map<number, Waiting>();
    thread.on('message', (told: Told) => {
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if (told.ok) asked?.resolve(told.value as never);
      else asked?.reject(faultFromShape(told.fault));
    });
    const made = { columns, thread, waiting };
    const gone = (error: unknown): void => {
      if (held === made) end(String(error));
    };
    thread.on('error', gone);
    thread.on('exit', gone);
    return made;
  };

  return {
    ask(columns, question) {
      if (held !== null && held.columns !== columns) end('the case changed');
      held ??= start(columns);
      clearTimeout(idle);
      idle = setTimeout(end, IDLE_MS);
      idle.unref();
      const { kind } = question.ask;
      // A slider that moved on has no use for its earlier places, nor for curves that were drawn for them.
      for (const one of held.waiting.values()) if (one.kind === kind || (kind === 'tune' && one.kind === 'curve')) one.stop.ask();
      const id = (lastId += 1);
      const stop = stopFlag();
      const { thread, waiting } = held;
      return new Promise((resolve, reject) => {
        waiting.set(id, { stop, kind, resolve, reject });
        thread.postMessage({ id, question, stopBuffer: stop.buffer } satisfies TuneMessage);
      });
    },
    stop() {
      for (const one of held?.waiting.values() ?? []) one.stop.ask();
    },
    end: () => end(),
  };
}
