import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Fault, type RuleProblem, type RuleRow, type RuleTally } from '../contract/index.ts';
import { loadRules, ruleKey, ruleName, type Rule } from '../hunt/index.ts';
import type { PlacedRule } from '../pipeline/hunt.ts';

/** How rules fared in the last hunts of the case, and what became of what they found, by `id/variant`. */
export interface RuleFates { readonly runs: ReadonlyMap<string, NonNullable<RuleRow['lastRun']>>; readonly tallies: ReadonlyMap<string, RuleTally> }
export const noFates: RuleFates = { runs: new Map(), tallies: new Map() };

/** The analyst's own rules lie in a folder beside the case. */
export const ownRules = (casePath: string): string => join(dirname(casePath), 'rules');

const shipped = new Map<string, readonly Rule[]>();
/** Rules that came with the app; they stay as they are while it runs, so their files are read once. */
function shippedIn(resources: string): readonly Rule[] {
  const folder = join(resources, 'rules');
  let rules = shipped.get(folder);
  if (rules === undefined) shipped.set(folder, (rules = loadRules(folder).rules));
  return rules;
}

/** The rules that came with the app, and those beside the open case. Own rules are read each time: somebody may be writing them. */
export function placedRules(resources: string, casePath: string | null): readonly PlacedRule[] {
  const own = casePath !== null && existsSync(ownRules(casePath)) ? loadRules(ownRules(casePath)).rules : [];
  return [...shippedIn(resources).map((rule) => ({ rule, origin: 'shipped' as const })), ...own.map((rule) => ({ rule, origin: 'own' as const }))];
}

/** What keeps files beside the open case from being rules; a folder that cannot be read is one such thing. */
export function ruleProblems(casePath: string | null): readonly RuleProblem[] {
  if (casePath === null || !existsSync(ownRules(casePath))) return [];
  try {
    return loadRules(ownRules(casePath)).problems;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [{ file: String(error.params['path'] ?? ''), line: 1, column: 1, message: String(error.params['why'] ?? error.code) }];
  }
}

/** The rule that is called `id/variant`. Throws Fault rule/not-found. */
export function placedRule(rules: readonly PlacedRule[], name: string): PlacedRule {
  const found = rules.find(({ rule }) => ruleKey(rule) === name);
  if (!found) throw new Fault('rule/not-found', { rule: name });
  return found;
}

/** A rule as lists show it, with how it fared in the last hunt of the case. */
export function ruleRowOf({ rule, origin }: PlacedRule, { runs, tallies }: RuleFates): RuleRow {
  return {
    id: rule.id,
    variant: rule.variant,
    version: rule.version,
    name: ruleName(rule),
    title: rule.title,
    kind: rule.kind,
    output: rule.output,
    severity: rule.severity,
    seed: rule.seed,
    attack: [...rule.attack],
    hypotheses: [...rule.hypotheses],
    datasets: [...rule.requires.datasets],
    origin,
    hash: rule.hash,
    lastRun: runs.get(ruleKey(rule)) ?? null,
    tally: tallies.get(ruleKey(rule)) ?? null,
  };
}
