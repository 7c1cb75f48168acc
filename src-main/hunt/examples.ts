import { columnsFromEvents, type PlainEvent } from '../columns/index.ts';
import { huntRules, type RuleOutcome } from './hunt-rules.ts';
import { ruleKey, type Example, type Rule } from './rule.ts';

/** How an example went. */
export interface ExampleResult {
  readonly rule: string;
  readonly says: string;
  readonly ok: boolean;
  readonly wanted: number;
  readonly found: number;
  /** What is wrong, or null. */
  readonly why: string | null;
  readonly outcome: RuleOutcome;
}

/** Runs the examples that a rule carries, on the code that hunts. */
export function runExamples(rule: Rule): readonly ExampleResult[] {
  return rule.examples.map((example) => runExample(rule, example));
}

function runExample(rule: Rule, example: Example): ExampleResult {
  const columns = columnsFromEvents(example.events.map((event): PlainEvent => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at })));
  const [outcome] = huntRules([rule], columns, { zone: example.zone, parameters: { [ruleKey(rule)]: example.parameters } });
  const found = outcome!.findings.length + outcome!.views.reduce((sum, view) => sum + view.rows.length, 0);
  return { rule: ruleKey(rule), says: example.says, wanted: example.finds, found, outcome: outcome!, ...verdict(example, outcome!, found) };
}

function verdict(example: Example, outcome: RuleOutcome, found: number): { ok: boolean; why: string | null } {
  const wrong: string[] = [];
  if (outcome.status === 'failed') wrong.push(outcome.why ?? 'It failed.');
  // A near miss that could not run proves nothing.
  if (outcome.status === 'cannot-run') wrong.push(`It could not run: ${outcome.why}`);
  else if (found !== example.finds) wrong.push(`It must give ${example.finds} and gave ${found}.`);
  for (const [reason, count] of Object.entries(example.dropped)) {
    const dropped = outcome.dropped.find((one) => one.reason === reason)?.count ?? 0;
    if (dropped !== count) wrong.push(`It must leave out ${count} (${reason}) and left out ${dropped}.`);
  }
  return { ok: wrong.length === 0, why: wrong.length === 0 ? null : wrong.join(' ') };
}
