import { fill, rowOrder, type FillTask, type Finisher, type PackedPage, type Place, type RowKeys } from '../columns/index.ts';
import type { Steps } from '../kit/steps.ts';
import type { PageOrder } from './read-pages.ts';

/**
 * A second thread while columns are built. Everything it is asked for lies in shared memory and can be done by either thread: they take turns, and what the other one did not finish, for whatever
 * reason, is done here.
 */
export interface BuildHelp {
  /** Asks; `hear` is called with what comes of it, while somebody listens. */
  ask(what: AskedOfHelp, hear: (told: ToldByHelp) => void): void;
  /** Hands on what came since the last time. */
  hear(): void;
  /** Waits up to so many ms until something comes. */
  wait(ms: number): void;
  /** Whether it ended, by itself or because it could not go on. */
  ended(): boolean;
  end(): void;
}
export type AskedOfHelp =
  | { readonly kind: 'read'; readonly order: PageOrder }
  | { readonly kind: 'order'; readonly keys: readonly RowKeys[] }
  | { readonly kind: 'fill'; readonly tasks: readonly FillTask[]; readonly order: Uint32Array | null; readonly count: number; readonly turns: Int32Array };
export type ToldByHelp =
  | { readonly kind: 'page'; readonly span: number; readonly page: PackedPage }
  | { readonly kind: 'order'; readonly order: Uint32Array | null }
  | { readonly kind: 'filled'; readonly task: number };

/** The number of what nobody took yet, in shared memory. */
export const turnsOf = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));
/** What is to be done next; past the last there is nothing. */
export const takeTurn = (turns: Int32Array): number => Atomics.add(turns, 0, 1);

/** How long a step waits for the other thread, in ms; and how many waits in a row may bring nothing before it is given up: a thread that ran out of memory says nothing. */
const WAIT_MS = 10;
const MOST_WAITS = 1000;

/** Listens until nothing is missing, or nothing more is to be expected. */
export function* waitFor(help: BuildHelp, missing: () => number): Steps<void> {
  for (let waits = 0; waits < MOST_WAITS && missing() > 0 && !help.ended(); waits += 1) {
    help.wait(WAIT_MS);
    const before = missing();
    help.hear();
    if (missing() < before) waits = 0;
    yield;
  }
}

/** Orders rows on the other thread meanwhile, and shares the writing with it. */
export function finisherWith(help: BuildHelp): Finisher {
  return {
    order(keys) {
      let order: Uint32Array | null | undefined;
      help.ask({ kind: 'order', keys }, (told) => {
        if (told.kind === 'order') order = told.order;
      });
      return function* () {
        yield* waitFor(help, () => (order === undefined ? 1 : 0));
        return order === undefined ? yield* rowOrder(keys) : order;
      };
    },
    *fill(tasks, place) {
      const turns = turnsOf();
      const missing = new Set(tasks.keys());
      help.ask({ kind: 'fill', tasks, order: place.order, count: place.scratch[0].length, turns }, (told) => {
        if (told.kind === 'filled') missing.delete(told.task);
      });
      yield* fillInTurn(tasks, place, turns, (task) => missing.delete(task));
      yield* waitFor(help, () => missing.size);
      for (const task of missing) {
        fill(tasks[task]!, place);
        yield;
      }
    },
  };
}

/** What each of both threads does. */
export function* fillInTurn(tasks: readonly FillTask[], place: Place, turns: Int32Array, filled: (task: number) => void): Steps<void> {
  for (let task = takeTurn(turns); task < tasks.length; task = takeTurn(turns)) {
    fill(tasks[task]!, place);
    filled(task);
    yield;
  }
}
