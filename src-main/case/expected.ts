import { Fault, type DecisionStep, type HuntException, type Verdict } from '../contract/index.ts';
import { keptByState } from './by-state.ts';
import { undoDecision } from './decision-steps.ts';
import type { ReadCase, WriteCase } from './handle.ts';
import { exceptionsIn, periodsIn } from './hunt-decisions.ts';

/** Exceptions that stand, by the number of their decision. Kept until the case changes. */
export const standingExceptions = keptByState((file): ReadonlyMap<number, HuntException> => new Map(exceptionsIn(file).map((one) => [one.seq, one])));

/**
 * By which exception a finding is expected, or null: the one that caught it in its last hunt, while that stands. What an analyst confirmed or finds suspicious is
 * expected by none, so that a wide exception hides no attack that somebody has seen.
 */
export function expectedBy(standing: ReadonlyMap<number, HuntException>, caughtBy: number | null, verdict: Verdict): number | null {
  return caughtBy === null || !standing.has(caughtBy) || verdict === 'confirmed' || verdict === 'suspicious' ? null : caughtBy;
}

/**
 * Takes back an exception or a period. What it caught is there again at once.
 * @throws Fault case/no-such-decision where none of that number stands
 */
export function takeBack(file: WriteCase, kind: 'allow' | 'period', seq: number): DecisionStep {
  if (!standing(file, kind).some((one) => one.seq === seq)) throw new Fault('case/no-such-decision', { seq });
  return undoDecision(file, seq);
}

const standing = (file: ReadCase, kind: 'allow' | 'period'): readonly { readonly seq: number }[] => (kind === 'allow' ? exceptionsIn(file) : periodsIn(file));
