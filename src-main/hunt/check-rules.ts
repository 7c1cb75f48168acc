import { runExamples } from './examples.ts';
import { parseRule } from './grammar/parse-rule.ts';
import type { Problem } from './grammar/problem.ts';
import { remarksOn } from './grammar/remark-rule.ts';
import { ruleKey, type Rule } from './rule.ts';
import { ruleName } from './rule-name.ts';

/** Every problem of a rule text: of shape, of meaning, and, where those are none, of its examples. */
export function checkRuleText(text: string, file: string): readonly Problem[] {
  const { rule, problems } = parseRule(text, file);
  if (rule === null) return problems;
  return runExamples(rule).flatMap(({ ok, says, why }): readonly Problem[] => (ok ? [] : [{ file, ...placeOfExample(text, says), message: `The example "${says}" does not hold. ${why}` }]));
}

/** A problem of a rule file. `error`: it does not run, or does not do what its examples say. `warning`: it runs, and does something that its writer hardly meant. */
export interface Checked extends Problem {
  readonly level: 'error' | 'warning';
}

/** Everything that can be said of a rule text, in the order of the file. Remarks are made on rules without errors alone. */
export function checkedRuleText(text: string, file: string): readonly Checked[] {
  const errors = checkRuleText(text, file);
  if (errors.length > 0) return errors.map((one) => ({ ...one, level: 'error' }));
  const { rule } = parseRule(text, file);
  return rule === null ? [] : remarksOn(rule).map((one) => ({ ...one, level: 'warning' }));
}

/** Problems between rules: two of one id and variant, or an id that was given up before. */
export function checkTogether(rules: readonly Rule[], retired: ReadonlySet<string>): readonly Problem[] {
  const first = new Map<string, Rule>();
  return rules.flatMap((rule): readonly Problem[] => {
    const at = { file: rule.file, line: lineOf(rule.text, /^id:/m), column: 1 };
    if (retired.has(rule.id)) return [{ ...at, message: `The id "${rule.id}" was used by a rule that is gone. Ids are never reused: take another.` }];
    const same = first.get(ruleKey(rule));
    if (same !== undefined) return [{ ...at, message: `${same.file} is "${ruleKey(rule)}" already.` }];
    first.set(ruleKey(rule), rule);
    const twin = rules.find(({ id, variant }) => id === rule.id && variant !== rule.variant);
    if (rule.variant === 'corrected' && twin !== undefined && ruleName(twin) !== ruleName(rule)) return [{ ...at, line: lineOf(rule.text, /^name:/m), message: `${twin.file} is the same rule as ${twin.variant} and is called "${ruleName(twin)}": both have one name.` }];
    return [];
  });
}

function placeOfExample(text: string, says: string): { line: number; column: number } {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.includes(says));
  return index < 0 ? { line: lineOf(text, /^examples:/m), column: 1 } : { line: index + 1, column: lines[index]!.indexOf(says) + 1 };
}

function lineOf(text: string, pattern: RegExp): number {
  const found = pattern.exec(text);
  return found === null ? 1 : text.slice(0, found.index).split('\n').length;
}
