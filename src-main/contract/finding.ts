import { z } from 'zod';
import { severities, type Severity } from './severity.ts';

export { severities, type Severity } from './severity.ts';

/** What the analyst may say of a finding; `open` until somebody says something. Practice B8. */
export const verdicts = ['open', 'confirmed', 'suspicious', 'inconclusive', 'benign', 'authorised-test', 'rule-wrong'] as const;
export type Verdict = (typeof verdicts)[number];

export const variants = ['published', 'corrected'] as const;
export type Variant = (typeof variants)[number];

/** One distinct value of a field among the events of a finding. Times are ISO 8601 UTC. */
export const valueCount = z.object({ value: z.string(), count: z.number().int(), first: z.string(), last: z.string() });
export type ValueCount = z.infer<typeof valueCount>;

/** A piece of the sentence of an explanation: words, a figure that matters, a value from the log, or a time (ISO 8601 UTC) that a screen shows in its zone. `of` is `run` where it tells of the whole run of the rule: the same in each of its findings. */
export const explanationPart = z.object({ as: z.enum(['words', 'figure', 'value', 'time']), text: z.string(), of: z.literal('run').optional() });
export type ExplanationPart = z.infer<typeof explanationPart>;

/**
 * What may keep a rule from firing: measures on the other side of their limits (`limits`), another sigma or floor, fewer in a row; a value that was seen before, or was new while one still learned; events further
 * apart (`within`, `later`) or less sure where they were (`radii`); events without what the rule looks for, or without a key in common; a step that is not there, comes too late, in another order, or too often; and that
 * somebody cleared what a rule over findings reads.
 */
export const wayOutKinds = ['limits', 'sigma', 'floor', 'row', 'known', 'learning', 'within', 'later', 'radii', 'without-fields', 'without-events', 'no-key', 'step', 'span', 'order', 'absent', 'until', 'usual', 'cleared'] as const;
export type WayOutKind = (typeof wayOutKinds)[number];

/**
 * Why a rule fired, as data: a template id and the values that its wording needs. Worded in English in JSON and on the CLI (`text`).
 */
export const explanation = z.object({
  template: z.string(),
  /** The sentence in English. */
  text: z.string(),
  /** The same sentence in its pieces; joined they are `text`. Explanations that were stored without have only the text. */
  parts: z.array(explanationPart).optional(),
  /** The window or windows that fired: start inclusive, end exclusive, ISO 8601 UTC, and what was measured in each. */
  windows: z.array(z.object({ start: z.string(), end: z.string(), measured: z.record(z.string(), z.number()), fired: z.boolean() })),
  /** Each condition: what was measured at its peak, the operator and the limit. */
  conditions: z.array(z.object({ name: z.string(), measured: z.number(), operator: z.string(), limit: z.number() })),
  /** Numbers of the baseline, where the rule has one (learning days, known values, first event …). */
  baseline: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** Rows that the rule left out, by reason, over its whole run. */
  dropped: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** What would make it not fire, one sentence each. */
  wouldNotFire: z.array(z.string()),
  /** The same as data, sentence by sentence: what kind of thing it is, the measures, fields or steps it is about, and the number (a count, ms, km) that it names. Explanations that were stored without have only the sentences. */
  waysOut: z.array(z.object({ does: z.enum(wayOutKinds), names: z.array(z.string()), value: z.number().nullable() })).optional(),
});
export type Explanation = z.infer<typeof explanation>;

/**
 * How many windows fired. An explanation lists neighbours that measure the same as one, and of very many only the ends; the rule's own count stands in the
 * baseline, and counts where it is there.
 */
export function windowsFired({ windows, baseline }: Pick<Explanation, 'windows' | 'baseline'>): number {
  const counted = baseline['windows_fired'];
  return typeof counted === 'number' ? counted : windows.filter((one) => one.fired).length;
}

/** A finding as it lies in the case. */
export const findingShape = z.object({
  id: z.string(),
  rule: z.string(),
  variant: z.enum(variants),
  title: z.string(),
  severity: z.enum(severities),
  actor: z.string().nullable(),
  /** The group that fired, field by field. */
  entity: z.record(z.string(), z.string()),
  start: z.string(),
  end: z.string(),
  eventCount: z.number().int(),
  /** Event identities (32 hex digits), by time. */
  events: z.array(z.string()),
  values: z.record(z.string(), z.array(valueCount)),
  explanation,
  verdict: z.enum(verdicts),
  /** The exception that it is expected by: it counts nowhere. Null where there is none. */
  filteredBy: z.object({ seq: z.number().int(), reason: z.string(), analyst: z.string() }).nullable(),
});
export type Finding = z.infer<typeof findingShape>;

/** How a finding stands against the hunt before. */
export const findingStates = ['new', 'unchanged', 'changed', 'gone'] as const;
export type FindingState = (typeof findingStates)[number];

/** What a hunt yields before it is stored: row ids instead of identities, no verdict. */
export interface FindingDraft {
  readonly rule: string;
  readonly variant: Variant;
  readonly ruleVersion: number;
  readonly ruleHash: string;
  readonly title: string;
  readonly severity: Severity;
  /** Of the rule's entity, 0 to 100: what risk starts from. */
  readonly score: number;
  /** The exception that caught it: number of its decision. It is kept and shown, and counts for nothing. */
  readonly filteredBy: number | null;
  readonly actor: string | null;
  readonly entity: Readonly<Record<string, string>>;
  /** UTC ms: start of the first window that fired, and end of the last (or the time of the last event where there is no window). */
  readonly start: number;
  readonly end: number;
  /** `event.id` of the case, by time then identity. */
  readonly events: Int32Array;
  readonly values: Readonly<Record<string, readonly ValueCount[]>>;
  readonly explanation: Explanation;
}

/** A hunt table: adds no risk; its rows can be promoted to findings. */
export interface ViewDraft {
  readonly rule: string;
  readonly variant: Variant;
  readonly ruleVersion: number;
  readonly ruleHash: string;
  readonly columns: readonly string[];
  readonly rows: readonly ViewRow[];
}
export interface ViewRow {
  readonly cells: readonly (string | number | null)[];
  readonly entity: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
  readonly events: Int32Array;
}
