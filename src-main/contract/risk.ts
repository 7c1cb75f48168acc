import { z } from 'zod';
import { verdicts, type Verdict } from './finding.ts';
import { severities, type Severity } from './severity.ts';

/** What the score of a rule is worth by the gravity of its finding, in hundredths. docs/risk.md has the table. */
export const riskWeights: { readonly [S in Severity]: number } = { info: 0, low: 25, medium: 50, high: 100, critical: 200 };
/** Each finding of a rule after its strongest gives one part in so many of its own points. */
export const REPEAT_SHARE = 10;
/** All findings of a rule together give at most so many times what the strongest gives. */
export const REPEAT_MOST = 2;

/** What a finding gives to the risk of whom it is about. */
export interface RiskInput {
  /** `id/variant`. */
  readonly rule: string;
  readonly severity: Severity;
  /** Of the entity of its rule, 0 to 100. */
  readonly score: number;
  readonly confirmed: boolean;
  /** UTC ms; of findings worth the same the earlier goes first. */
  readonly startMs: number;
}
export interface RiskPart<F> {
  readonly finding: F;
  /** What it is worth alone: score × weight, rounded half up, doubled where it is confirmed. */
  readonly worth: number;
  /** What it gives. */
  readonly points: number;
  /** How it counts: the strongest of its rule whole, others a tenth, and nothing once the rule has given all that it can. */
  readonly as: 'strongest' | 'repeat' | 'over';
}
export interface Risk<F> {
  /** The sum of the points. */
  readonly risk: number;
  /** Most points first, then by start, then by rule. */
  readonly parts: readonly RiskPart<F>[];
}

/**
 * The risk of somebody: what findings give, added up. A rule that fires often does not outweigh several that fire once: of one rule the strongest finding
 * counts whole, each further one a tenth (rounded down), and all together at most twice the strongest. Whole numbers throughout, so that the parts add up.
 */
export function riskOf<F extends RiskInput>(findings: readonly F[]): Risk<F> {
  const byRule = new Map<string, F[]>();
  for (const finding of findings) {
    const own = byRule.get(finding.rule);
    if (own) own.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  const parts = [...byRule.values()].flatMap((own) => partsOfRule(own));
  parts.sort((a, b) => b.points - a.points || b.worth - a.worth || a.finding.startMs - b.finding.startMs || (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : 0));
  return { risk: parts.reduce((sum, { points }) => sum + points, 0), parts };
}

function partsOfRule<F extends RiskInput>(findings: readonly F[]): RiskPart<F>[] {
  const ranked = findings.map((finding) => ({ finding, worth: worthOf(finding) })).sort((a, b) => b.worth - a.worth || a.finding.startMs - b.finding.startMs);
  const strongest = ranked[0]!.worth;
  let left = strongest * (REPEAT_MOST - 1);
  return ranked.map(({ finding, worth }, at): RiskPart<F> => {
    if (at === 0) return { finding, worth, points: worth, as: 'strongest' };
    const points = Math.min(left, Math.floor(worth / REPEAT_SHARE));
    left -= points;
    return { finding, worth, points, as: points === 0 && worth >= REPEAT_SHARE ? 'over' : 'repeat' };
  });
}

const worthOf = ({ severity, score, confirmed }: RiskInput): number => Math.floor((score * riskWeights[severity] + 50) / 100) * (confirmed ? 2 : 1);

/** Cleared by an analyst: what was found is no reason for anything any more. */
export const clearing: readonly Verdict[] = ['benign', 'authorised-test', 'rule-wrong'];

/** A finding and what it gives to the risk of a user: `score` and `weight` (in hundredths) say what it is worth, `as` how it counts among those of its rule. */
export const riskPart = z.object({
  id: z.string(), number: z.number(), rule: z.string(), title: z.string(), severity: z.enum(severities), score: z.number(), weight: z.number(), verdict: z.enum(verdicts), start: z.string(),
  worth: z.number(), points: z.number(), as: z.enum(['strongest', 'repeat', 'over']),
});
/** The risk of a user and its parts, most points first; `more` is what those that are not listed give. `left`: findings that give nothing, of published rules and cleared ones. */
export const userRisk = z.object({
  risk: z.number(), parts: z.array(riskPart), more: z.object({ findings: z.number(), points: z.number() }), left: z.object({ published: z.number(), cleared: z.number() }),
});
export type UserRisk = z.infer<typeof userRisk>;
