import { severities, type Overview } from '../contract/index.ts';
import type { FindingHead } from '../case/index.ts';

/** What the overview asks of a rule. */
export interface RuleSays {
  readonly id: string;
  readonly hypotheses: readonly string[];
  /** Whether it ran to its end in the last hunt of this case, in any variant. */
  readonly ran: boolean;
}

const names = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'];

/** The six working hypotheses, each with the findings of the rules that serve it (gravest first), their users, and how many of those rules ran. */
export function hypothesesOf(rules: readonly RuleSays[], heads: readonly FindingHead[]): Overview['hypotheses'] {
  return names.map((id) => {
    const serving = new Map<string, boolean>();
    for (const rule of rules) if (rule.hypotheses.includes(id)) serving.set(rule.id, rule.ran || serving.get(rule.id) === true);
    const found = heads.filter(({ rule }) => serving.has(rule)).toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.startMs - b.startMs);
    return {
      id, findings: found.map(({ id: finding, severity }) => ({ id: finding, severity })), users: new Set(found.map(({ actor }) => actor).filter((actor) => actor !== null)).size,
      rules: serving.size, ran: [...serving.values()].filter((ran) => ran).length,
    };
  });
}
