import type { RuleDetail } from '../contract/index.ts';
import { filterMeasures, ruleSentence, type Rule } from '../hunt/index.ts';
import type { RuleFacts } from '../pipeline/rule-facts.ts';
import { fittingOverrides, type PlacedRule } from '../pipeline/hunt.ts';
import { ruleRowOf, type RuleFates } from './rule-list.ts';

/** What a rule says of itself, and what the open case makes of it: values of its parameters, their changes, what kept it from running, what it left out. */
export function ruleDetailOf(placed: PlacedRule, fates: RuleFates, facts: RuleFacts | null): RuleDetail {
  const { rule } = placed;
  const values = fittingOverrides(rule, facts?.overrides ?? []);
  const defaultOf = (name: string): string | number => rule.parameters[name]?.default ?? '';
  return {
    ...ruleRowOf(placed, fates),
    sentence: [...ruleSentence(rule)],
    parameters: Object.entries(rule.parameters).map(([name, { type, label, unit, default: normal, min, max, step }]) => ({ name, type, label, unit, default: normal, value: values[name] ?? normal, min, max, step })),
    changes: (facts?.changes ?? []).map(({ at, analyst, name, before, after, reason, step }) => ({
      at, analyst, name, before: before ?? defaultOf(name), after: after ?? defaultOf(name), reason: step === 'set' ? reason : step === 'undo' ? 'Taken back.' : 'Restored.',
    })),
    ...saidBy(rule),
    cannotRun: facts?.cannotRun ?? null,
    dropped: [...(facts?.dropped ?? [])],
    filter: facts?.filter ?? null,
    filterMeasures: [...filterMeasures(rule)],
  };
}

function saidBy(rule: Rule): Pick<RuleDetail, 'why' | 'falsePositives' | 'nextSteps' | 'references' | 'hypotheses' | 'source' | 'fidelity' | 'yaml' | 'author' | 'created' | 'modified'> {
  return {
    why: rule.why, falsePositives: [...rule.false_positives], nextSteps: [...rule.next_steps], references: [...rule.references], hypotheses: [...rule.hypotheses],
    source: { ...rule.source }, fidelity: [...rule.fidelity], yaml: rule.text, author: rule.author, created: rule.created, modified: rule.modified,
  };
}
