import type { Tier, When, Where } from './rule-parts.ts';

/** Numbers of every pair that conditions can ask: time between, km between the places at least, and km/h at least. */
export const pairNumbers = ['minutes', 'distance', 'speed'] as const;
export const pairMeasureKinds = ['changed', 'other_block', 'similarity', 'events'] as const;
/**
 * Of a field: `changed`, 1 where the two events have other values; `other_block`, 1 where their addresses lie in other blocks; `similarity`, how alike two texts are, 0 to 1.
 * `events`: how many of the two fulfil the condition.
 */
export interface PairMeasure {
  readonly kind: (typeof pairMeasureKinds)[number];
  /** Null for `events`. */
  readonly field: string | null;
  /** Of `events`: which are looked at. */
  readonly of: 'first' | 'second' | 'either' | null;
  readonly where: Where | null;
}
/** Two events of an entity that follow each other. */
export interface PairSection {
  readonly by: readonly string[];
  /** Events further apart than this (ms) are no pair. */
  readonly within: number;
  /** Both events have each of these fields, with other values; no condition where empty. */
  readonly change: readonly string[];
  /** Who says where an address is: tables of the case, or the log itself. */
  readonly place: 'ours' | 'vendor';
  /** Radius in km of a place whose table tells none. */
  readonly radius: number;
  readonly measures: Readonly<Record<string, PairMeasure>>;
  readonly when: When;
  readonly tiers: readonly Tier[];
  /** Pairs of one entity no further apart than this (ms) are one finding, at most `cap` long. */
  readonly together: number;
  readonly cap: number;
}
