import { severities, type FindingState, type Severity, type Variant, type Verdict } from './finding.ts';

/** Verdicts that end the work on a finding; they need a reason. */
export const closingVerdicts: readonly Verdict[] = ['confirmed', 'benign', 'authorised-test', 'rule-wrong'];

/** Kinds of decisions that can be taken back and restored. The others are undo and redo themselves, and the draft of the report, which has a history of its own. */
export const undoableDecisions: readonly string[] = ['verdict', 'tag', 'untag', 'note', 'promotion', 'allow', 'review', 'report', 'parameter', 'filter', 'period', 'alias', 'trait', 'label'];

/**
 * Whether a finding goes into the report where nobody has said so: what analysts take seriously (confirmed, suspicious), and what corrected rules say
 * of at least medium severity and nobody has cleared. A finding that the last hunt did not find again, or that is expected, stays out.
 */
export function proposedForReport({ severity, variant, verdict, state, filteredBy }: {
  readonly severity: Severity; readonly variant: Variant; readonly verdict: Verdict; readonly state: FindingState; /** The exception that it is expected by. */ readonly filteredBy: number | null;
}): boolean {
  if (state === 'gone' || filteredBy !== null || verdict === 'benign' || verdict === 'authorised-test' || verdict === 'rule-wrong') return false;
  if (verdict === 'confirmed' || verdict === 'suspicious') return true;
  return variant === 'corrected' && severities.indexOf(severity) >= severities.indexOf('medium');
}

export * from './review.ts';
