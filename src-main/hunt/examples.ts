import { columnsFromEvents, type PlainEvent } from '../columns/index.ts';
import { emptyContext, type HuntContext } from '../contract/index.ts';
import { huntRules, type RuleOutcome } from './hunt-rules.ts';
import { ruleKey, type Example, type Rule } from './rule.ts';
import type { InputFinding } from './run.ts';

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

/** Runs the examples that a rule carries, on the code that hunts. `more`: what the case knows besides what the examples say. */
export function runExamples(rule: Rule, more: Partial<HuntContext> = {}): readonly ExampleResult[] {
  return rule.examples.map((example) => runExample(rule, example, more));
}

function runExample(rule: Rule, example: Example, more: Partial<HuntContext>): ExampleResult {
  const columns = columnsFromEvents(example.events.map((event): PlainEvent => ({ 'event.dataset': rule.requires.datasets[0]!, ...event.fields, time: example.start + event.at })));
  const [outcome] = huntRules([rule], columns, { zone: example.zone, context: { ...emptyContext, ...example.context, ...more }, given: given(example), parameters: { [ruleKey(rule)]: example.parameters } });
  const found = outcome!.findings.length + outcome!.views.reduce((sum, view) => sum + view.rows.length, 0);
  return { rule: ruleKey(rule), says: example.says, wanted: example.finds, found, outcome: outcome!, ...verdict(example, outcome!, found) };
}

/** Findings that an example tells on its events. What they say of themselves is what rules over findings read. */
function given({ events, start }: Example): readonly InputFinding[] {
  return events.flatMap(({ at, found, fields }, place): readonly InputFinding[] => {
    if (found === null) return [];
    const { rule, variant, severity, score, attack, hypotheses } = found;
    const user = String(fields['user.name'] ?? '');
    return [{
      rule: { id: rule, variant, attack, hypotheses: hypotheses as Rule['hypotheses'] },
      draft: {
        rule, variant, severity, score, filteredBy: null, entity: { 'user.name': user }, start: start + at, end: start + at, events: Int32Array.of(place + 1),
      },
    }];
  });
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
