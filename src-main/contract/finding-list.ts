import type { FindingRow } from './shapes.ts';
import type { Page } from './calls/common.ts';

/** What findings can be chosen by. */
export const findingFields = ['severity', 'verdict', 'rule', 'user', 'tag', 'variant', 'state', 'filtered', 'report'] as const;
/** Values of `filtered`: `no`, `yes`, and the number of the exception. A choice that has no chip of it leaves expected findings out. */
export type FindingField = (typeof findingFields)[number];

/** One condition: the finding has (or, with `not`, has not) one of the values. A finding without a user has the user ''. */
export interface FindingChip { readonly field: FindingField; readonly not: boolean; readonly values: readonly string[] }

/**
 * Which findings: all chips must hold. `text` is looked for in title, rule, user and values, whatever the case. From `from` on and up to `to`, UTC ms:
 * what touches that span.
 */
export interface FindingChoice { readonly chips: readonly FindingChip[]; readonly text: string; readonly from: number | null; readonly to: number | null }

export const findingGroupings = ['user', 'rule', 'none'] as const;
export type FindingGrouping = (typeof findingGroupings)[number];

/** Who or what a group of findings is about. */
export interface FindingGroup {
  readonly key: string;
  readonly by: FindingGrouping;
  /** The user, null for no single one; of a group by rule the id of the rule. */
  readonly name: string | null;
  readonly count: number;
  readonly first: string;
  readonly last: string;
  /** Start of the gravest. */
  readonly gravest: string;
  /** Networks among its findings, most events first; one per label. */
  readonly networks: FindingRow['networks'];
}

/** A line of the list: the head of a group, or a finding in it. A folded group is its head alone. */
export type FindingLine = { readonly kind: 'group'; readonly group: FindingGroup; readonly folded: boolean } | { readonly kind: 'finding'; readonly row: FindingRow };

/** Of all findings, whatever the list is narrowed to; `findings` has all but the expected ones. */
export interface FindingTotals {
  readonly findings: number;
  /** Those that are expected; the list leaves them out where it is not asked for them. */
  readonly expected: number;
  /** Those that are summed up wherever the app counts findings, and those of them that nobody judged. */
  readonly counted: number;
  readonly open: number;
}

/** Which rule gave most of too many findings, and how many groups are shown and left out. */
export interface TooManyFindings { readonly groups: number; readonly left: number; readonly rule: string; readonly ruleCount: number }

/** Lines of the list; `total` counts lines, `shown` the findings that the choice leaves, folded and left out ones too. */
export interface FindingPage extends Page<FindingLine> {
  readonly totals: FindingTotals;
  readonly shown: number;
  /** How they stand in groups: of too many findings nobody reads a plain list to its end. */
  readonly by: FindingGrouping;
  readonly states: Readonly<Record<FindingRow['state'], number>>;
  readonly tooMany: TooManyFindings | null;
}

/** Where a finding stands in the list: its line, and its neighbours as they are on screen; nulls where it is not in sight. `open` is the next that nobody judged, after it and from the top again. */
export interface FindingPlace { readonly at: number | null; /** It is in a group that is folded, or left out as one of too many. */ readonly folded: boolean; readonly previous: string | null; readonly next: string | null; readonly open: string | null }

export interface FindingValue { readonly field: FindingField; readonly value: string; readonly count: number }

/** Beyond this many findings nobody reads one after the other: they are grouped, and the gravest groups are shown. */
export const MANY_FINDINGS = 5000;
export const MOST_FINDING_GROUPS = 200;
