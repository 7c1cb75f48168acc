import type { FindingGroup, Severity, Variant, Verdict } from '@contract';

export const severityOrder = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];
export const variantOrder = ['corrected', 'published'] as const satisfies readonly Variant[];
/** As in the picker; the first four have the keys 1 to 4. */
export const verdictOrder = ['open', 'suspicious', 'confirmed', 'benign', 'inconclusive', 'authorised-test', 'rule-wrong'] as const satisfies readonly Verdict[];

/** Verdicts that end the work on a finding; the case takes them only with a reason. */
export const needsReason = (verdict: Verdict): boolean => verdict === 'confirmed' || verdict === 'benign' || verdict === 'authorised-test' || verdict === 'rule-wrong';

const DAY = 86_400_000;
/** The day (of the clock that is `offset` ahead of UTC) of the gravest finding of a group, UTC ms: what its small time line shows. */
export function dayOf(group: Pick<FindingGroup, 'gravest'>, offset: (ms: number) => number): { readonly fromMs: number; readonly toMs: number } {
  const at = Date.parse(group.gravest);
  const ahead = offset(at);
  const fromMs = Math.floor((at + ahead) / DAY) * DAY - ahead;
  return { fromMs, toMs: fromMs + DAY };
}
