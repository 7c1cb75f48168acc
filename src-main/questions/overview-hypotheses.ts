import { severities, type Overview, type Severity } from '../contract/index.ts';
import type { FindingHead } from '../case/index.ts';

/** What the overview asks of a rule. */
export interface RuleSays {
  readonly id: string;
  readonly hypotheses: readonly string[];
  /** Whether it ran to its end in the last hunt of this case, in any variant. */
  readonly ran: boolean;
}

const names = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'];

/** The six working hypotheses, each with how many findings the rules that serve it have, their users, and how many of those rules ran. */
export function hypothesesOf(rules: readonly RuleSays[], heads: readonly FindingHead[]): Overview['hypotheses'] {
  return names.map((id) => {
    const serving = new Map<string, boolean>();
    for (const rule of rules) if (rule.hypotheses.includes(id)) serving.set(rule.id, rule.ran || serving.get(rule.id) === true);
    const found = heads.filter(({ rule }) => serving.has(rule));
    return {
      id, findings: found.length, bySeverity: bySeverity(found), found: [...new Set(found.map(({ rule }) => rule))].sort(), users: new Set(found.map(({ actor }) => actor).filter((actor) => actor !== null)).size,
      rules: serving.size, ran: [...serving.values()].filter((ran) => ran).length,
    };
  });
}

/** How many findings there are of each severity. */
export function bySeverity(heads: readonly Pick<FindingHead, 'severity'>[]): Record<Severity, number> {
  const counts = Object.fromEntries(severities.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of heads) counts[severity] += 1;
  return counts;
}
