import { isoOf, Fault, type JobCard, type News } from '../contract/index.ts';
import type { Progress } from '../jobs/envelope.ts';
import { faultShapeOf } from '../kit/faults.ts';

/** What a job runs with: a signal to stop by, and a way to say how far it is. */
export interface JobRun {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

interface Held {
  card: JobCard;
  readonly stop: AbortController;
  readonly ended: Promise<JobCard>;
  readonly startedMs: number;
  stepStartedMs: number;
}

/** Every long work of this host: what it is, how far it is, and a way to stop it. */
export interface JobBoard {
  start(kind: JobCard['kind'], title: string, work: (run: JobRun) => Promise<JobCard['result']>): string;
  list(): readonly JobCard[];
  stop(id: string): JobCard;
  /** The card of a job once it has ended. */
  ended(id: string): Promise<JobCard>;
  stopAll(): Promise<void>;
}

const KEPT = 50;
const STOPPED: ReadonlySet<string> = new Set(['job/stopped']);

export function jobBoard(options: { readonly now: () => number; readonly newId: () => string; readonly tell: (news: News) => void }): JobBoard {
  const jobs = new Map<string, Held>();

  const change = (held: Held, next: Partial<JobCard>) => {
    held.card = { ...held.card, ...next };
    options.tell({ kind: 'job', job: held.card });
  };
  const find = (id: string) => {
    const held = jobs.get(id);
    if (!held) throw new Fault('job/not-found', { job: id });
    return held;
  };

  return {
    start(kind, title, work) {
      const id = options.newId();
      const stop = new AbortController();
      const startedMs = options.now();
      let finish: (card: JobCard) => void = () => undefined;
      const held: Held = {
        stop,
        startedMs,
        stepStartedMs: startedMs,
        ended: new Promise((resolve) => (finish = resolve)),
        card: {
          id, kind, title, state: 'running', started: isoOf(startedMs), ended: null, step: '', done: 0, total: 0, unit: 'steps',
          ratePerSecond: 0, secondsLeft: null, ledger: null, fault: null, result: {},
        },
      };
      jobs.set(id, held);
      for (const old of [...jobs.keys()].slice(0, Math.max(0, jobs.size - KEPT))) if (jobs.get(old)?.card.ended) jobs.delete(old);
      change(held, {});
      const progress = (p: Progress) => change(held, rated(held, p, options.now()));
      void work({ signal: stop.signal, progress })
        .then((result) => change(held, { state: stop.signal.aborted ? 'stopped' : 'done', result, secondsLeft: null, ended: isoOf(options.now()) }))
        .catch((error: unknown) => {
          const fault = faultShapeOf(error);
          const asked = stop.signal.aborted || STOPPED.has(fault.code);
          change(held, { state: asked ? 'stopped' : 'failed', fault, secondsLeft: null, ended: isoOf(options.now()) });
        })
        .finally(() => finish(held.card));
      return id;
    },
    list: () => [...jobs.values()].map((held) => held.card),
    stop(id) {
      const held = find(id);
      if (held.card.ended === null && !held.stop.signal.aborted) {
        change(held, { state: 'stopping' });
        held.stop.abort();
      }
      return held.card;
    },
    ended: (id) => find(id).ended,
    async stopAll() {
      for (const held of jobs.values()) if (held.card.ended === null) held.stop.abort();
      await Promise.all([...jobs.values()].map((held) => held.ended));
    },
  };
}

function rated(held: Held, progress: Progress, nowMs: number): Partial<JobCard> {
  if (progress.step !== held.card.step) held.stepStartedMs = nowMs;
  const seconds = (nowMs - held.stepStartedMs) / 1000;
  const ratePerSecond = seconds > 0.2 ? progress.done / seconds : 0;
  const left = progress.total - progress.done;
  return {
    step: progress.step,
    done: progress.done,
    total: progress.total,
    unit: progress.unit,
    ratePerSecond,
    secondsLeft: ratePerSecond > 0 && left >= 0 ? left / ratePerSecond : null,
    ...(progress.ledger ? { ledger: progress.ledger } : {}),
  };
}
