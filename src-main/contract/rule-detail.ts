import { z } from 'zod';
import { parameterTypes } from './parameter-value.ts';
import { ruleRow, saidBy } from './shapes.ts';

/** One thing of a rule that can be tuned. Durations in ms. `value` is what the next hunt of this case takes. */
export const ruleParameter = z.object({
  name: z.string(), type: z.enum(parameterTypes), label: z.string(), unit: z.string(),
  default: z.union([z.string(), z.number()]), value: z.union([z.string(), z.number()]), min: z.number().nullable(), max: z.number().nullable(), step: z.number().nullable(),
});
export type RuleParameter = z.infer<typeof ruleParameter>;

/** A piece of the sentence that says what a rule does: words, or a parameter that can be changed in its place. */
export const sentencePart = z.union([z.object({ kind: z.literal('text'), text: z.string() }), z.object({ kind: z.literal('parameter'), name: z.string() })]);
export type SentencePart = z.infer<typeof sentencePart>;

export const parameterChange = z.object({ at: z.string(), analyst: z.string(), name: z.string(), before: z.union([z.string(), z.number()]), after: z.union([z.string(), z.number()]), reason: z.string() });

export const ruleDetail = ruleRow.extend({
  sentence: z.array(sentencePart), parameters: z.array(ruleParameter), changes: z.array(parameterChange),
  why: z.string(), falsePositives: z.array(z.string()), nextSteps: z.array(z.string()), references: z.array(z.string()), hypotheses: z.array(z.string()),
  source: z.object({ name: z.string(), id: z.string(), version: z.string(), url: z.string(), licence: z.string(), attribution: z.string() }),
  /** What a corrected rule does otherwise than the published one, or what a published one is known to do. */
  fidelity: z.array(z.string()),
  /** Why it cannot run on this case, or null. */
  cannotRun: z.string().nullable(),
  /** What was left out in the last run, by reason: `leftOutUnit` says what the counts are. */
  dropped: z.array(z.object({ reason: z.string(), count: z.number() })),
  /** Its filter in this case: what it says is applied last, on what the rule found. */
  filter: saidBy.extend({ text: z.string() }).nullable(),
  /** What a filter can ask of what was measured. */
  filterMeasures: z.array(z.string()),
  yaml: z.string(), author: z.string(), created: z.string(), modified: z.string(),
});
export type RuleDetail = z.infer<typeof ruleDetail>;
