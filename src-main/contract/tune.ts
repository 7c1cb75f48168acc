import type { Severity } from './severity.ts';

/** What a rule gives with some values of its parameters. Of a rule that makes a table, rows. */
export interface TunedCounts {
  readonly findings: number;
  /** Names of users that they are about. */
  readonly users: number;
  /** Findings by severity; those without any are left out. */
  readonly severities: Readonly<Partial<Record<Severity, number>>>;
  /** What exceptions caught: found, and no alarm. Not among the findings. */
  readonly expected: number;
  /** What the filter of the rule let go. Not among the findings. */
  readonly letGo: number;
}

/** A finding that a rule has with some values and not with others. It is not stored, so it has no id. */
export interface TunedFinding {
  readonly title: string;
  readonly user: string | null;
  readonly severity: Severity;
  /** ISO 8601 UTC. */
  readonly start: string;
  readonly end: string;
  readonly events: number;
  /** Whom it is about, field by field. */
  readonly entity: Readonly<Record<string, string>>;
}

/** All of them are counted, at most fifty are listed: the gravest first, of equal ones the earliest. */
export interface TunedList {
  readonly count: number;
  readonly shown: readonly TunedFinding[];
}

/** What a rule finds with draft values, and with another filter where one is tried, beside what it finds with what the case has for it. Nothing of it is stored. */
export interface Tuned {
  /** `id/variant` */
  readonly rule: string;
  readonly output: 'finding' | 'view';
  /** Why the rule cannot run on this case; then nothing was counted. */
  readonly cannotRun: string | null;
  /** Every parameter, durations in ms. */
  readonly saved: Readonly<Record<string, string | number>>;
  readonly draft: Readonly<Record<string, string | number>>;
  /** The text of the filter that is tried in place of the saved one; null where none is. */
  readonly filter: string | null;
  readonly before: TunedCounts;
  readonly now: TunedCounts;
  /** With the draft values and not with the saved ones: no finding of the same entity overlaps it. */
  readonly added: TunedList;
  readonly lost: TunedList;
  /** Findings that one hunt stores at most; of more it takes the strongest. */
  readonly most: number;
}

export interface CurvePoint {
  /** Durations in ms. */
  readonly value: number;
  readonly findings: number;
}
/** How many findings a rule gives by the value of one of its parameters, all others and the filter as in the draft. */
export interface TuneCurve {
  readonly rule: string;
  readonly parameter: string;
  /** Ascending by value. */
  readonly points: readonly CurvePoint[];
  /** Values that were not counted yet since the time was up; asking again goes on where it ended. */
  readonly left: number;
}

export interface SeriesPoint {
  /** ISO 8601 UTC; end exclusive. */
  readonly start: string;
  readonly end: string;
  readonly value: number;
  /** What it was held against; null where it was not judged, or the rule does not look at that side. */
  readonly mean: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly fired: boolean;
}
/** What an outlier rule measured of one entity, slice by slice. */
export interface TuneSeries {
  readonly rule: string;
  /** What is measured, in words: `Networks`. */
  readonly measure: string;
  readonly entity: Readonly<Record<string, string>>;
  readonly points: readonly SeriesPoint[];
  /** Entities that fired first, then those with the highest values; at most a hundred. */
  readonly entities: readonly { readonly entity: Readonly<Record<string, string>>; readonly fired: number; readonly highest: number }[];
  /** How many entities there are. */
  readonly total: number;
}
