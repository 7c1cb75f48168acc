import type { Steps } from '../kit/steps.ts';

/** How long a process may be busy before it looks whether somebody asked something, in ms. */
const SLICE_MS = 15;

/** Runs steps to their end and lets other questions be answered in between. Undefined where it was given up. */
export async function inSlices<T>(steps: Steps<T>, givenUp: () => boolean = () => false): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await new Promise((next) => setImmediate(next));
    if (givenUp()) return undefined;
  }
}
