import { severities } from '../../contract/index.ts';
import { joinMeasureKinds, type JoinMeasure, type JoinRule, type Where } from '../rule.ts';
import { when, where } from './conditions.ts';
import { draftOf, duration, filledList, filledText, listOf, needed, oneOf, optional, recordOf, shapeOf, yes, type Keys, type Reader } from './read.ts';

const sideKeys = { name: needed(filledText), where: needed(where) } satisfies Keys;
const leftKeys = { ...sideKeys, take: optional<'nearest' | 'all'>(oneOf(['nearest', 'all'] as const), 'nearest') } satisfies Keys;
const rightKeys = { ...sideKeys, use: optional<'all' | 'first'>(oneOf(['all', 'first'] as const), 'all') } satisfies Keys;
const wayKeys = { left: needed(filledText), right: needed(filledText), within: optional<number | null>(duration, null), decides: optional(yes, false) } satisfies Keys;
const tierKeys = { severity: needed(oneOf(severities)), when: needed(when) } satisfies Keys;

const text = optional<string | null>(filledText, null);
const measureKeys = { apart: text, new: text, left: text, right: text, where: optional<Where | null>(where, null) } satisfies Keys;

/** `{ apart: source.geo.country_iso_code }`, `{ right: events }`; `where` beside it says which events are looked at. */
const measure: Reader<JoinMeasure> = (tree, reading) => {
  const draft = draftOf('a measure of a join', measureKeys, tree, reading);
  if (draft === undefined || tree.kind !== 'map') return undefined;
  const set = joinMeasureKinds.filter((kind) => tree.entries.has(kind));
  const kind = set[0];
  if (kind === undefined || set.length > 1) {
    reading.problems.add(tree.at, `A measure of a join is one of ${joinMeasureKinds.join(', ')}.`);
    return undefined;
  }
  const field = draft[kind];
  if (field === undefined || field === null) return undefined;
  if (field === 'events' && (kind === 'apart' || kind === 'new')) {
    reading.problems.add(tree.entries.get(kind)!.value.at, `"${kind}" compares the values of a field on both sides; events can be counted on one: left, right.`);
    return undefined;
  }
  return { kind, field: field === 'events' ? null : field, where: draft.where ?? null };
};

const noTiers: JoinRule['join']['tiers'] = [];
export const joinKeys = {
  by: needed(filledList(filledText)),
  left: needed(shapeOf('"left"', leftKeys)),
  right: needed(shapeOf('"right"', rightKeys)),
  on: needed(filledList(shapeOf('a way of joining', wayKeys))),
  within: needed(duration),
  order: optional<'after' | 'either'>(oneOf(['after', 'either'] as const), 'after'),
  together: optional(duration, 0),
  measures: needed(recordOf(measure, /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'a measure')),
  when: needed(when),
  tiers: optional(listOf(shapeOf('a tier', tierKeys)), noTiers),
} satisfies Keys;
/** Keys of the maps inside it, for the docs. */
export const joinInnerKeys: readonly string[] = [leftKeys, rightKeys, wayKeys, tierKeys, measureKeys].flatMap((keys) => Object.keys(keys));
