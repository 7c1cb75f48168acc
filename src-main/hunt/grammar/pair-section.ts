import { pairMeasureKinds, type PairMeasure } from '../pair-parts.ts';
import type { Where } from '../rule-parts.ts';
import { when, where } from './conditions.ts';
import { draftOf, duration, filledList, filledText, listOf, needed, number, oneOf, optional, recordOf, type Keys, type Reader } from './read.ts';
import { tiers } from './stage-section.ts';

const text = optional<string | null>(filledText, null);
const measureKeys = {
  changed: text, other_block: text, similarity: text, events: optional<'first' | 'second' | 'either' | null>(oneOf(['first', 'second', 'either'] as const), null), where: optional<Where | null>(where, null),
} satisfies Keys;

/** `{ changed: user_agent.os.name }`, `{ events: second, where: … }`. */
const measure: Reader<PairMeasure> = (tree, reading) => {
  const draft = draftOf('a measure of a pair', measureKeys, tree, reading);
  if (draft === undefined || tree.kind !== 'map') return undefined;
  const set = pairMeasureKinds.filter((kind) => tree.entries.has(kind));
  const kind = set[0];
  if (kind === undefined || set.length > 1) {
    reading.problems.add(tree.at, `A measure of a pair is one of ${pairMeasureKinds.join(', ')}.`);
    return undefined;
  }
  const condition = draft.where ?? null;
  if (kind === 'events') {
    if (condition === null) reading.problems.add(tree.at, '"events" counts those of the two that fulfil a condition: "where" is missing.');
    return draft.events === undefined || draft.events === null ? undefined : { kind, field: null, of: draft.events, where: condition };
  }
  if (condition !== null) reading.problems.add(tree.entries.get('where')!.key, `Only events have a where; "${kind}" compares both events.`);
  const field = draft[kind];
  return field === undefined || field === null ? undefined : { kind, field, of: null, where: null };
};

const noFields: readonly string[] = [];
export const pairKeys = {
  by: needed(filledList(filledText)),
  within: needed(duration),
  change: optional(listOf(filledText), noFields),
  place: optional<'ours' | 'vendor'>(oneOf(['ours', 'vendor'] as const), 'ours'),
  radius: optional(number, 100),
  measures: optional<Readonly<Record<string, PairMeasure>>>(recordOf(measure, /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'a measure'), {}),
  when: needed(when),
  tiers,
  together: optional(duration, 0),
  cap: optional(duration, Number.MAX_SAFE_INTEGER),
} satisfies Keys;
/** Keys of the maps inside it, for the docs. */
export const pairInnerKeys: readonly string[] = Object.keys(measureKeys);
