import { lastRuns, parameterChanges, storedRules, type RanRule, type ReadCase } from '../../case/index.ts';
import { durationText, parseRule, ruleKey, type Rule } from '../../hunt/index.ts';
import type { ParameterChange, ReportRule } from '../../report/index.ts';

const parsed = new Map<string, Rule | null>();
/** A rule is read once per version of its text. */
function ruleOf({ rule: id, hash, body }: RanRule): Rule | null {
  let rule = parsed.get(hash);
  if (rule === undefined) parsed.set(hash, (rule = parseRule(body, id).rule));
  return rule;
}

/** Rules as the last hunt that had them ran them, and how they fared. */
export function reportRules(file: ReadCase): readonly ReportRule[] {
  const runs = lastRuns(file);
  return storedRules(file).flatMap((stored): readonly ReportRule[] => {
    const rule = ruleOf(stored);
    const run = runs.get(ruleKey({ id: stored.rule, variant: stored.variant }));
    if (!rule || !run) return [];
    const outcome = run.status === 'done' ? (run.findings + run.rows > 0 ? 'findings' : 'nothing') : run.status === 'failed' || stored.reason !== null ? 'could-not-run' : 'not-run';
    return [{
      id: stored.rule, variant: stored.variant, version: stored.version, title: stored.title, hash: stored.hash, outcome, findings: run.findings, rows: run.rows, dropped: run.dropped,
      reason: stored.reason ?? (outcome === 'not-run' ? run.status : null),
      parameters: Object.entries(rule.parameters).map(([name, parameter]) => ({ name, value: valueText(parameter, stored.parameters[name] ?? parameter.default), default: valueText(parameter, parameter.default) })),
      source: `${rule.source.name} ${rule.source.version}`.trim(), licence: rule.source.licence,
    }];
  });
}

/** The value of a parameter as a person reads it: durations and units said. */
function valueText({ type, unit }: Pick<Rule['parameters'][string], 'type' | 'unit'>, value: unknown): string {
  if (type === 'duration' && typeof value === 'number') return durationText(value);
  return `${String(value)}${unit === '' ? '' : ` ${unit}`}`;
}

const steps = { set: '', undo: 'taken back', redo: 'restored' } as const;

/** Every change of a parameter of this case: null in the case file is the default of the rule. */
export function reportChanges(file: ReadCase): readonly ParameterChange[] {
  const changes = parameterChanges(file);
  const rules = new Map(changes.length === 0 ? [] : storedRules(file).map((stored) => [`${stored.rule}/${stored.variant}`, ruleOf(stored)]));
  return changes.map(({ rule, variant, name, at, analyst, before, after, reason, step }) => {
    const parameter = rules.get(`${rule}/${variant}`)?.parameters[name];
    const said = (value: string | number): string => (parameter === undefined ? String(value) : valueText(parameter, value));
    const text = (value: string | number | null): string => (value === null ? (parameter === undefined ? 'default' : `${said(parameter.default)} (default)`) : said(value));
    return { at, analyst, rule: `${rule} ${variant}`, name, before: text(before), after: text(after), reason: reason === '' ? steps[step] : reason };
  });
}
