import { severities, variants, type Severity, type Variant } from '../../contract/index.ts';
import { hypotheses, type When, type Where, type Window } from '../rule.ts';
import { chosenVariants, type ExampleFinding, type FindingsOf, type MetaStep } from '../meta-parts.ts';
import { tactics, type Tactic } from '../tactics.ts';
import { when, where } from './conditions.ts';
import { duration, filledList, filledText, listOf, matching, needed, oneOf, optional, shapeOf, whole, type Keys, type Reader } from './read.ts';

const none: readonly string[] = [];
const technique = matching(/^T\d{4}(\.\d{3})?$/, 'An ATT&CK technique such as T1078.004');

const ofKeys = {
  rules: optional(listOf(filledText), none),
  not: optional(listOf(filledText), none),
  attack: optional(listOf(technique), none),
  tactics: optional<readonly Tactic[]>(listOf(oneOf(tactics)), []),
  severity: optional<Severity>(oneOf(severities), 'info'),
  variant: optional<FindingsOf['variant']>(oneOf(chosenVariants), 'corrected'),
} satisfies Keys;
const findingsOf: Reader<FindingsOf> = shapeOf('"of"', ofKeys);

const stepKeys = {
  name: needed(filledText),
  where: optional<Where | null>(where, null),
  of: optional<FindingsOf | null>(findingsOf, null),
  within: needed(duration),
} satisfies Keys;
const noSteps: readonly MetaStep[] = [];

export const metaKeys = (window: Reader<Window>) => ({
  by: needed(filledList(filledText)),
  of: needed(findingsOf),
  window: optional<Window | null>(window, null),
  when: optional<When | null>(when, null),
  then: optional<readonly MetaStep[]>(listOf(shapeOf('a step', stepKeys)), noSteps),
}) satisfies Keys;
/** Keys of the maps inside it, for the docs. */
export const metaInnerKeys: readonly string[] = [...Object.keys(ofKeys), ...Object.keys(stepKeys)];

/** What an example tells of a finding on one of its events. */
export const toldFindingKeys = {
  rule: needed(filledText),
  variant: optional<Variant>(oneOf(variants), 'corrected'),
  severity: optional<Severity>(oneOf(severities), 'medium'),
  score: optional(whole, 50),
  attack: optional(listOf(technique), none),
  hypotheses: optional<readonly string[]>(listOf(oneOf(hypotheses)), none),
} satisfies Keys;
export const toldFinding: Reader<ExampleFinding> = shapeOf('"found"', toldFindingKeys);
