import type { FindingHead } from '../case/index.ts';
import { clearing, isoOf, riskOf, riskWeights, type Risk, type UserRisk } from '../contract/index.ts';

/** Findings that are listed with the risk of a user; the others are summed up. */
const LISTED = 100;

/** Findings that give to the risk of somebody: of corrected rules, and not cleared. What is gone or expected is not among the heads. */
const giving = (heads: readonly FindingHead[]): readonly FindingHead[] => heads.filter(({ variant, verdict }) => variant === 'corrected' && !clearing.includes(verdict));

interface Given { readonly head: FindingHead; readonly rule: string; readonly severity: FindingHead['severity']; readonly score: number; readonly confirmed: boolean; readonly startMs: number }
const given = (head: FindingHead): Given => ({ head, rule: `${head.rule}/${head.variant}`, severity: head.severity, score: head.score, confirmed: head.verdict === 'confirmed', startMs: head.startMs });
const riskIn = (heads: readonly FindingHead[]): Risk<Given> => riskOf(giving(heads).toSorted((a, b) => a.number - b.number).map(given));

/** What findings of one user come to; the formula stands in docs/risk.md. */
export const riskOfHeads = (heads: readonly FindingHead[]): number => (heads.length === 0 ? 0 : riskIn(heads).risk);

/** The risk of one user with its parts, and what gives nothing. */
export function riskShown(heads: readonly FindingHead[]): UserRisk {
  const { risk, parts } = riskIn(heads);
  const listed = parts.slice(0, LISTED);
  const rest = parts.slice(LISTED);
  const count = (which: (head: FindingHead) => boolean): number => heads.filter(which).length;
  return {
    risk,
    parts: listed.map(({ finding: { head }, worth, points, as }) => ({
      id: head.id, number: head.number, rule: head.rule, title: head.title, severity: head.severity, score: head.score, weight: riskWeights[head.severity], verdict: head.verdict,
      start: isoOf(head.startMs), worth, points, as,
    })),
    more: { findings: rest.length, points: rest.reduce((sum, { points }) => sum + points, 0) },
    left: { published: count(({ variant }) => variant !== 'corrected'), cleared: count(({ variant, verdict }) => variant === 'corrected' && clearing.includes(verdict)) },
  };
}
