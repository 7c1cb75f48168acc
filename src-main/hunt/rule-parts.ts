import type { HuntContext, ParameterType, Severity } from '../contract/index.ts';
import type { Mask } from './mask.ts';
import type { ExampleFinding } from './meta-parts.ts';

export const textTests = ['is', 'is_not', 'not_is', 'in', 'contains', 'starts_with', 'ends_with', 'regex', 'cidr'] as const;
export const stateTests = ['exists', 'blank'] as const;
export const numberTests = ['greater', 'at_least', 'less', 'at_most'] as const;
export type NumberTest = (typeof numberTests)[number];
export type TextTest = (typeof textTests)[number];

/** A condition on one event. */
export type Where =
  | { readonly kind: 'all'; readonly of: readonly Where[] }
  | { readonly kind: 'any'; readonly of: readonly Where[] }
  | { readonly kind: 'not'; readonly of: Where }
  | { readonly kind: 'text'; readonly field: string; readonly test: TextTest; readonly values: readonly string[]; readonly fold: boolean }
  | { readonly kind: 'state'; readonly field: string; readonly test: (typeof stateTests)[number]; readonly value: boolean }
  | { readonly kind: 'number'; readonly field: string; readonly test: NumberTest; readonly value: number }
  /** A set of the case by its name; one that the case lacks has nothing in it. */
  | { readonly kind: 'set'; readonly field: string; readonly set: string };

/** A condition on what was measured. */
export type When =
  | { readonly kind: 'all'; readonly of: readonly When[] }
  | { readonly kind: 'any'; readonly of: readonly When[] }
  | { readonly kind: 'limit'; readonly measure: string; readonly test: NumberTest; readonly value: number };

/** What is computed over the events of a window. */
export const measureKinds = ['count', 'count_distinct', 'sum', 'avg', 'ratio', 'values', 'min', 'max', 'first', 'last'] as const;
/** Those that conditions can ask. */
export const askedKinds: readonly string[] = ['count', 'count_distinct', 'sum', 'avg', 'ratio'];
export interface Measure {
  readonly kind: (typeof measureKinds)[number];
  /** Null for `count` and `ratio`. */
  readonly field: string | null;
  /** Of the events of the window, those that are counted; all where null. Only `count`, `count_distinct`, `sum` and `avg` have one. */
  readonly where: Where | null;
  /** Of a `ratio`: the measure that is divided, and the one that it is divided by. */
  readonly of?: readonly string[];
}

/** How grave a finding is where a condition holds. */
export interface Tier {
  readonly severity: Severity;
  readonly when: When;
}

/** What is computed over windows of the first stage: `count` of them, or a number of what each of them measured. */
export const stageKinds = ['count', 'sum', 'avg', 'min', 'max', 'ratio'] as const;
export interface StageMeasure {
  readonly kind: (typeof stageKinds)[number];
  /** Measures of the first stage; of a `ratio` two of this one; none of a `count`. */
  readonly of: readonly string[];
}
/** An aggregate of aggregates: the windows that the first stage let through are what is grouped and counted. A window counts at its last event. */
export interface Stage {
  readonly by: readonly string[];
  readonly window: Window;
  readonly measures: Readonly<Record<string, StageMeasure>>;
  readonly when: When | null;
  readonly tiers: readonly Tier[];
}

export type Window =
  /** Bins of `size` ms from the epoch. */
  | { readonly type: 'tumbling'; readonly size: number }
  /** Days or weeks of a time zone: 23 or 25 hours where the clock changes. */
  | { readonly type: 'calendar'; readonly unit: 'day' | 'week'; readonly zone: string | null }
  /** (t − size, t] at every event; overlapping hits of one group are one finding, at most `cap` ms long. */
  | { readonly type: 'sliding'; readonly size: number; readonly cap: number }
  | { readonly type: 'whole' };

export interface Parameter {
  readonly type: ParameterType;
  readonly label: string;
  /** Durations in ms. */
  readonly default: number | string;
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  readonly unit: string;
}

export type Derive =
  | { readonly kind: 'coalesce'; readonly of: readonly string[] }
  | { readonly kind: 'tuple'; readonly of: readonly string[]; readonly separator: string }
  /** Of one field. */
  | { readonly kind: 'mask'; readonly of: readonly string[]; readonly masks: readonly Mask[] };

/** An event of an example: its time after the start of the example in ms, and its fields. */
export interface ExampleEvent {
  readonly at: number;
  /** A finding that stands on this event, for rules that read findings; else null. */
  readonly found: ExampleFinding | null;
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}
export interface Example {
  readonly says: string;
  /** How many findings, or rows of a view, it must give; 0 is a near miss. */
  readonly finds: number;
  readonly start: number;
  readonly zone: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Expected counts by reason, where the example is about what is left out. */
  readonly dropped: Readonly<Record<string, number>>;
  /** What the case knows beyond its events. */
  readonly context: Pick<HuntContext, 'sets' | 'traits'>;
  readonly events: readonly ExampleEvent[];
}

/** Every limit of a condition on measures. */
export function limitsOf(when: When): readonly Extract<When, { kind: 'limit' }>[] {
  return when.kind === 'limit' ? [when] : when.of.flatMap(limitsOf);
}

/** The limits of a condition, each once: a measure that stands in several of its parts is measured and said once. */
export function distinctLimitsOf(when: When): readonly Extract<When, { kind: 'limit' }>[] {
  return limitsOf(when).filter((one, at, all) => all.findIndex(({ measure, test, value }) => measure === one.measure && test === one.test && value === one.value) === at);
}

/** Whether the measures fulfil the condition. */
export function holds(when: When, measured: (name: string) => number): boolean {
  if (when.kind === 'all') return when.of.every((one) => holds(one, measured));
  if (when.kind === 'any') return when.of.some((one) => holds(one, measured));
  const value = measured(when.measure);
  if (when.test === 'greater') return value > when.value;
  if (when.test === 'at_least') return value >= when.value;
  return when.test === 'less' ? value < when.value : value <= when.value;
}
