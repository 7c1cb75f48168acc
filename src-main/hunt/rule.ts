import type { Severity, Variant } from '../contract/index.ts';
import type { MetaSection } from './meta-parts.ts';
import type { PairSection } from './pair-parts.ts';
import type { Derive, Example, Measure, Parameter, Stage, Tier, When, Where, Window } from './rule-parts.ts';

/** How a vendor's query language treats what is absent, empty or differently cased. docs/rules.md has the table. */
export const vendors = ['splunk', 'sumo', 'bilocate'] as const;
export type Vendor = (typeof vendors)[number];

export const kinds = ['match', 'aggregate', 'first_seen', 'outlier', 'rarity', 'compare', 'join', 'pair', 'sequence', 'meta'] as const;
export type Kind = (typeof kinds)[number];

/** Working hypotheses of the seeds: H1 networks, H2 agents, H3 new address, H4 places, H5 new place, H6 unusual actions. */
export const hypotheses = ['H1', 'H2', 'H3', 'H4', 'H5', 'H6'] as const;
export type Hypothesis = (typeof hypotheses)[number];

export * from './pair-parts.ts';
export * from './rule-parts.ts';

interface RuleHead {
  readonly format: 1;
  readonly id: string;
  readonly variant: Variant;
  readonly version: number;
  /** What it is called, the same in both variants; `ruleName` says what it is without one. */
  readonly name: string | null;
  readonly title: string;
  readonly output: 'finding' | 'view';
  readonly severity: Severity;
  readonly status: 'production' | 'experimental' | 'deprecated';
  readonly seed: string | null;
  readonly hypotheses: readonly Hypothesis[];
  readonly vendor: Vendor;
  readonly nulls: { readonly group: 'drop' | 'keep'; readonly distinct: 'ignore' | 'count' };
  /** A regex is in it: it is slower than other conditions. */
  readonly slow: boolean;

  readonly why: string;
  readonly false_positives: readonly string[];
  readonly next_steps: readonly string[];
  readonly fidelity: readonly string[];
  readonly how_to_implement: string;
  readonly references: readonly string[];
  readonly stories: readonly string[];
  readonly attack: readonly string[];
  readonly asset_type: string;
  readonly author: string;
  readonly created: string;
  readonly modified: string;
  readonly source: {
    readonly name: string; readonly id: string; readonly version: string; readonly url: string; readonly licence: string; readonly attribution: string;
  };
  readonly data_source: readonly { readonly dataset: string; readonly events: readonly string[] }[];
  readonly requires: { readonly datasets: readonly string[]; readonly fields: readonly string[] };
  readonly entity: { readonly field: string; readonly type: string; readonly score: number };
  /** Account, tenant or organisation that belongs to the entity where the group does not carry it. */
  readonly tenant: string | null;
  readonly threat_objects: readonly { readonly field: string; readonly type: string }[];
  readonly drilldowns: readonly { readonly name: string; readonly query: string }[];
  /** Field of the vendor's query → ours. */
  readonly vendor_fields: Readonly<Record<string, string>>;

  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly derive: Readonly<Record<string, Derive>>;
  readonly where: Where;
  readonly except: readonly { readonly reason: string; readonly where: Where }[];
  readonly context: readonly string[];
  readonly examples: readonly Example[];

  readonly file: string;
  /** SHA-256 of the file with line feeds, hex. */
  readonly hash: string;
  readonly text: string;
}

export interface MatchRule extends RuleHead {
  readonly kind: 'match';
  readonly match: { readonly by: readonly string[]; /** Hits of one group this near (ms) are one finding; 0: each alone. */ readonly together: number };
}
export interface AggregateRule extends RuleHead {
  readonly kind: 'aggregate';
  readonly aggregate: {
    /** Without the word `window`, which the file must name where the window is not `whole`. */
    readonly by: readonly string[];
    readonly window: Window;
    readonly measures: Readonly<Record<string, Measure>>;
    readonly when: When | null;
    /** The first that holds in a window that fired says how grave the finding is; else the rule does. */
    readonly tiers: readonly Tier[];
    /** The second stage; its conditions make findings, and those of the first say which windows it takes. Null: there is one stage. */
    readonly then: Stage | null;
    readonly own_host: boolean;
    /** Of a view: the measure by which its rows are ordered, highest first; by time where null. */
    readonly sort: string | null;
  };
}
export interface FirstSeenRule extends RuleHead {
  readonly kind: 'first_seen';
  readonly first_seen: {
    /** Empty: one baseline for all. */
    readonly by: readonly string[];
    readonly value: readonly string[];
    readonly learning: number;
    readonly retention: number;
    readonly cold_start: 'suppress' | 'fire_low' | 'relative';
    readonly relative_share: number;
    /** How long (ms) events with the new value are taken as evidence. */
    readonly follow: number;
    /** A new value fires where the event that brings it fulfils this; else it is learned. Null: always. */
    readonly only: Where | null;
  };
}
/** What an outlier measures in each slice. `sum`, `min`, `max` and `avg` are of a number. */
export const outlierMeasureKinds = ['count', 'count_distinct', 'sum', 'min', 'max', 'avg'] as const;
export interface OutlierMeasure {
  readonly kind: (typeof outlierMeasureKinds)[number];
  /** Null for `count`. */
  readonly field: string | null;
  /** Of the events of the slice, those that are measured; all where null. */
  readonly where: Where | null;
}
export const outlierBaselines = ['own', 'across', 'trailing', 'incremental'] as const;
export interface OutlierRule extends RuleHead {
  readonly kind: 'outlier';
  readonly outlier: {
    /** Empty: one series of all events. */
    readonly by: readonly string[];
    /** ms: a part of a day, or a day or a week of the zone of the case. */
    readonly slice: number;
    readonly measure: OutlierMeasure;
    /** What a slice is held against: what was before it within `retention`, what others did in it, the `points` before it, or all before it. */
    readonly baseline: (typeof outlierBaselines)[number];
    /** ms; 0 where the baseline has none. */
    readonly learning: number;
    readonly retention: number;
    readonly cold_start: 'suppress' | 'fire_low' | 'relative';
    readonly relative_share: number;
    /** Of a trailing baseline: how many points it has; else 0. */
    readonly points: number;
    readonly sigma: number;
    /** Least value that fires; of a fall, least mean that it falls from. */
    readonly floor: number;
    readonly min_points: number;
    readonly zero_fill: 'active' | 'all' | 'none';
    readonly include_current: boolean;
    readonly direction: 'up' | 'down' | 'both';
    /** So many points in a row. */
    readonly consecutive: number;
  };
}
export interface CompareRule extends RuleHead {
  readonly kind: 'compare';
  readonly compare: {
    /** Without the word `window`, which the file must name. */
    readonly by: readonly string[];
    readonly window: Window;
    readonly measures: Readonly<Record<string, Measure>>;
    /** How long before (ms) each window is compared with. Whole days are days of the zone of the case. */
    readonly shift: number;
    /** So many shifts, one behind the other. */
    readonly times: number;
    /** How several shifts are one number. */
    readonly combine: 'avg' | 'min' | 'max';
    /** What a group has that did nothing then, while the log was there. */
    readonly absent: 'zero' | 'blank';
    /** Asks measures, and `NAME.before`, `NAME.change` and `NAME.ratio` of them. */
    readonly when: When | null;
    readonly sort: string | null;
  };
}
export interface RarityRule extends RuleHead {
  readonly kind: 'rarity';
  readonly rarity: {
    readonly by: readonly string[];
    readonly signature: readonly string[];
    readonly session: string | null;
    readonly when: When | null;
  };
}

/** One way in which a right event belongs to a left one: both have the same text in these fields. */
export interface JoinWay {
  readonly left: string;
  readonly right: string;
  /** In ms; that of the join where null. */
  readonly within: number | null;
  /** Where both sides say something and not the same, no later way joins them. */
  readonly decides: boolean;
}
export const joinMeasureKinds = ['apart', 'new', 'left', 'right'] as const;
/** Of both sides: `apart`, values of the right side where the sides have none in common; `new`, values of the right side that the left one lacks. Of one side: its events, or values. */
export interface JoinMeasure {
  readonly kind: (typeof joinMeasureKinds)[number];
  /** Null: events. */
  readonly field: string | null;
  readonly where: Where | null;
}
export interface JoinRule extends RuleHead {
  readonly kind: 'join';
  readonly join: {
    /** Whom the finding is about, as the left event says. */
    readonly by: readonly string[];
    readonly left: { readonly name: string; readonly where: Where; /** Which left events are measured: the one that a right event is nearest to, or all of the id that are near. */ readonly take: 'nearest' | 'all' };
    readonly right: { readonly name: string; readonly where: Where; readonly use: 'all' | 'first' };
    readonly on: readonly JoinWay[];
    readonly within: number;
    /** `after`: a right event is not before its left one. */
    readonly order: 'after' | 'either';
    /** Those of one id that fire this near (ms) are one finding; 0: each alone. */
    readonly together: number;
    readonly measures: Readonly<Record<string, JoinMeasure>>;
    readonly when: When;
    /** The first that holds says how grave the finding is; else the rule does. */
    readonly tiers: readonly { readonly severity: Severity; readonly when: When }[];
  };
}

export interface PairRule extends RuleHead {
  readonly kind: 'pair';
  readonly pair: PairSection;
}

export interface SequenceStep {
  readonly name: string;
  readonly where: Where;
  /** What the fields of the entity are called in events of this step; as the sequence calls them where null. */
  readonly by: readonly string[] | null;
  /** Events of the step at least. */
  readonly runs: number;
  /** It must not come: between its neighbours, or for `within` before the first or after the last step. */
  readonly absent: boolean;
  /** In ms; where null, to the end of `maxspan`. */
  readonly within: number | null;
  /** Logs in which it would stand; those of the rule where null. */
  readonly datasets: readonly string[] | null;
  /** The value that its event has was not seen with this thing in so long (ms) before the step before. */
  readonly new: { readonly value: string; readonly of: string; readonly within: number } | null;
}
export interface SequenceRule extends RuleHead {
  readonly kind: 'sequence';
  readonly sequence: {
    readonly by: readonly string[];
    readonly steps: readonly SequenceStep[];
    readonly ordered: boolean;
    /** From the first event to the last one that is needed, ms. */
    readonly maxspan: number;
    /** An event of the entity that ends what is open. */
    readonly until: Where | null;
    /** How long (ms) events of the last step are taken as evidence. */
    readonly follow: number;
  };
}

export interface MetaRule extends RuleHead {
  readonly kind: 'meta';
  readonly meta: MetaSection;
}

/** A hunt, parsed, its parameters bound. Plain data: it can cross a thread. */
export type Rule = MatchRule | AggregateRule | FirstSeenRule | OutlierRule | CompareRule | RarityRule | JoinRule | PairRule | SequenceRule | MetaRule;

/** One rule has one id; what runs is a rule in a variant. */
export const ruleKey = (rule: Pick<Rule, 'id' | 'variant'>): string => `${rule.id}/${rule.variant}`;

/** The stage whose conditions make findings. */
export const lastStage = ({ aggregate }: AggregateRule): Pick<Stage, 'by' | 'window' | 'when' | 'tiers'> => aggregate.then ?? aggregate;

/** Measures of the events of a window; of other kinds of rule none. */
export function measuresOf(rule: Rule): Readonly<Record<string, Measure>> {
  return rule.kind === 'aggregate' ? rule.aggregate.measures : rule.kind === 'compare' ? rule.compare.measures : {};
}

export function measureOf(rule: Rule, name: string): Measure | undefined {
  const measures = measuresOf(rule);
  return Object.hasOwn(measures, name) ? measures[name] : undefined;
}

/** The field whose values a measure counts; null where it counts events, or only some of them: then its name says what it is. */
export function countedField(rule: Rule, measure: string): string | null {
  if (rule.kind === 'outlier') return measure === 'measured' && rule.outlier.measure.kind === 'count_distinct' ? rule.outlier.measure.field : null;
  const found = measureOf(rule, measure);
  return found === undefined || found.where !== null || found.kind === 'sum' || found.kind === 'avg' ? null : found.field;
}
