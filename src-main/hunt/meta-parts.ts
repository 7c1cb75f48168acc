import type { Severity, Variant } from '../contract/index.ts';
import type { When, Where, Window } from './rule-parts.ts';
import type { Tactic } from './tactics.ts';

export const chosenVariants = ['corrected', 'published', 'any'] as const;

/** Which findings a rule of kind meta reads: what fulfils all of it. An empty list leaves that open. */
export interface FindingsOf {
  /** Ids. */
  readonly rules: readonly string[];
  /** Ids of rules that are not read. */
  readonly not: readonly string[];
  /** ATT&CK techniques; one without a dot stands for its sub-techniques too. */
  readonly attack: readonly string[];
  readonly tactics: readonly Tactic[];
  /** At least this grave. */
  readonly severity: Severity;
  readonly variant: (typeof chosenVariants)[number];
}

/** What must come after the findings: an event (`where`), or a finding of a rule that is not among theirs (`of`). */
export interface MetaStep {
  readonly name: string;
  readonly where: Where | null;
  readonly of: FindingsOf | null;
  /** ms after the end of what came before. */
  readonly within: number;
}

export interface MetaSection {
  readonly by: readonly string[];
  readonly of: FindingsOf;
  /** Sliding or whole; a finding lies in it with its start. Null: each finding alone. */
  readonly window: Window | null;
  readonly when: When | null;
  readonly then: readonly MetaStep[];
}

/** A finding that an example tells, on one of its events: what the rule says that found it. */
export interface ExampleFinding {
  readonly rule: string;
  readonly variant: Variant;
  readonly severity: Severity;
  readonly score: number;
  readonly attack: readonly string[];
  readonly hypotheses: readonly string[];
}
