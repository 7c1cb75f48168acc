import type { RuleRow, RuleTally, Verdict } from '@contract';

/** Verdicts that settle whether a finding was what its rule looks for. */
const settling = ['confirmed', 'benign', 'authorised-test', 'rule-wrong'] as const satisfies readonly Verdict[];

/** Of the findings of a rule that somebody settled, how many are confirmed; `open` are all others that count, the suspicious ones too. */
export interface Precision { readonly confirmed: number; readonly settled: number; readonly open: number; readonly expected: number; readonly parts: readonly { readonly verdict: Verdict; readonly count: number }[] }

/** What the verdicts on the findings of a rule come to; null where nobody has settled any. */
export function precisionOf(tally: RuleTally | null): Precision | null {
  if (tally === null) return null;
  const count = (verdict: Verdict): number => tally.verdicts[verdict] ?? 0;
  const settled = settling.reduce((sum, one) => sum + count(one), 0);
  if (settled === 0) return null;
  const all = Object.values(tally.verdicts).reduce((sum, one) => sum + one, 0);
  return { confirmed: count('confirmed'), settled, open: all - settled, expected: tally.expected, parts: settling.map((verdict) => ({ verdict, count: count(verdict) })).filter((one) => one.count > 0) };
}

/** Where the findings of a rule that the last hunt found are listed: those with one of the verdicts, or those that are expected. */
export function findingsOfRule({ id, variant }: Pick<RuleRow, 'id' | 'variant'>, what: readonly Verdict[] | 'expected'): { readonly path: string; readonly query: Record<string, string | string[]> } {
  const own = variant === 'published' ? { variant: 'published' } : { 'variant.not': 'published' };
  return { path: '/findings', query: { rule: id, ...own, 'state.not': 'gone', ...(what === 'expected' ? { filtered: 'yes' } : { verdict: [...what] }) } };
}
/** Verdicts that settle nothing. */
export const openVerdicts = ['open', 'suspicious', 'inconclusive'] as const satisfies readonly Verdict[];
