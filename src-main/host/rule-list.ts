import { join } from 'node:path';
import type { RuleRow } from '../contract/index.ts';
import { loadRules, ruleKey } from '../hunt/index.ts';

/** The rules that came with the app, with how each fared in the last hunt of the case. */
export function shippedRules(resources: string, lastRuns: ReadonlyMap<string, NonNullable<RuleRow['lastRun']>>): readonly RuleRow[] {
  return loadRules(join(resources, 'rules')).rules.map((rule) => ({
    id: rule.id,
    variant: rule.variant,
    version: rule.version,
    title: rule.title,
    kind: rule.kind,
    output: rule.output,
    severity: rule.severity,
    seed: rule.seed,
    attack: [...rule.attack],
    datasets: [...rule.requires.datasets],
    origin: 'shipped',
    hash: rule.hash,
    lastRun: lastRuns.get(ruleKey(rule)) ?? null,
  }));
}
