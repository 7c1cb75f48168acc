import { filtersIn, lastDropped, parameterChanges, ruleParameters, type ParameterChange, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import type { RuleFilter, Variant } from '../contract/index.ts';
import { whyCannotRun, type Rule } from '../hunt/index.ts';
import type { ParameterOverride } from './hunt.ts';

/** What a case has to say of a rule. */
export interface RuleFacts {
  readonly overrides: readonly ParameterOverride[];
  readonly changes: readonly ParameterChange[];
  /** What the case lacks for it, in a sentence. */
  readonly cannotRun: string | null;
  /** Events that its last run left out. */
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
  /** Its filter in this case. */
  readonly filter: Omit<RuleFilter, 'rule'> | null;
}

/** Values, changes and reach of one rule in a case. */
export function ruleFacts(file: ReadCase, columns: () => Columns, { rule, variant, requires }: { readonly rule: string; readonly variant: Variant; readonly requires: Rule['requires'] }): RuleFacts {
  const own = <T extends { readonly rule: string; readonly variant: Variant }>(all: readonly T[]): readonly T[] => all.filter((one) => one.rule === rule && one.variant === variant);
  const filter = filtersIn(file).find((one) => one.rule === `${rule}/${variant}`);
  return {
    overrides: own(ruleParameters(file)), changes: own(parameterChanges(file)), cannotRun: whyCannotRun({ requires }, columns()), dropped: lastDropped(file, rule, variant),
    filter: filter === undefined ? null : { seq: filter.seq, analyst: filter.analyst, at: filter.at, reason: filter.reason, text: filter.text },
  };
}
