import { entryOf } from '../known-fields.ts';
import { outlierBaselines, outlierMeasureKinds, type OutlierMeasure, type OutlierRule, type Where } from '../rule.ts';
import { isSlice } from '../slices.ts';
import type { Checking } from './check-rule.ts';
import { where } from './conditions.ts';
import { draftOf, duration, filledText, listOf, needed, number, oneOf, optional, whole, yes, type Keys, type Reader } from './read.ts';

const measureKeys = {
  ...Object.fromEntries(outlierMeasureKinds.map((kind) => [kind, optional<string | null>(filledText, null)])) as Record<OutlierMeasure['kind'], ReturnType<typeof optional<string | null>>>,
  where: optional<Where | null>(where, null),
} satisfies Keys;

/** `{ count: events }` or `{ count_distinct: network.identity }`; `where` beside it says which events are measured. */
const measure: Reader<OutlierMeasure> = (tree, reading) => {
  const draft = draftOf('a measure', measureKeys, tree, reading);
  if (draft === undefined || tree.kind !== 'map') return undefined;
  const [kind, other] = outlierMeasureKinds.filter((name) => tree.entries.has(name));
  if (kind === undefined || other !== undefined) {
    reading.problems.add(tree.at, `An outlier measures one thing: one of ${outlierMeasureKinds.join(', ')}.`);
    return undefined;
  }
  const field = draft[kind];
  if (field === undefined || field === null) return undefined;
  if (kind !== 'count') return { kind, field, where: draft.where ?? null };
  if (field === 'events') return { kind, field: null, where: draft.where ?? null };
  reading.problems.add(tree.at, 'Write count: events. To count values, use count_distinct.');
  return undefined;
};

/** The keys of the section, in the order of the docs. */
export const outlierKeys = {
  by: needed(listOf(filledText)),
  slice: needed(duration),
  measure: needed(measure),
  baseline: needed(oneOf(outlierBaselines)),
  learning: optional(duration, 0),
  retention: optional(duration, 0),
  cold_start: optional<'suppress' | 'fire_low' | 'relative'>(oneOf(['suppress', 'fire_low', 'relative'] as const), 'suppress'),
  relative_share: optional(number, 0.5),
  points: optional(whole, 0),
  sigma: needed(number),
  floor: optional(number, 1),
  min_points: optional(whole, 2),
  zero_fill: optional<'active' | 'all' | 'none'>(oneOf(['active', 'all', 'none'] as const), 'active'),
  include_current: optional(yes, false),
  direction: optional<'up' | 'down' | 'both'>(oneOf(['up', 'down', 'both'] as const), 'up'),
  consecutive: optional(whole, 1),
} satisfies Keys;

export const outlierMeasureKeys: readonly string[] = Object.keys(measureKeys);

/** Which spans of time and counts each baseline takes. */
const parts: { readonly [B in OutlierRule['outlier']['baseline']]: readonly ('learning' | 'retention' | 'points')[] } = {
  own: ['learning', 'retention'], across: [], trailing: ['points'], incremental: ['learning'],
};

export function checkOutlier({ say, field }: Checking, section: OutlierRule['outlier']): void {
  const at = (key: string) => ['outlier', key];
  const { measure: measured, baseline, slice, zero_fill: fill } = section;
  if (!isSlice(slice)) say(at('slice'), 'A slice is 1d, 1w, or a part of a day that fits into it, such as 15m, 1h or 6h; a minute at least.');
  if (measured.field !== null) {
    field(['outlier', 'measure', measured.kind], measured.field);
    const entry = entryOf(measured.field);
    if (measured.kind !== 'count_distinct' && entry !== undefined && entry.storage !== 'int') say(['outlier', 'measure', measured.kind], `"${measured.field}" is no number; ${measured.kind} wants one.`);
    if (measured.where !== null && entry?.many) say(['outlier', 'measure', measured.kind], `"${measured.field}" may have several values; a measure of some events takes a field that has one.`);
  }
  if (['min', 'max', 'avg'].includes(measured.kind) && fill === 'all') say(at('zero_fill'), `The ${measured.kind} of no events is no number: zero_fill is active or none.`);
  for (const key of ['learning', 'retention', 'points'] as const) {
    if (!parts[baseline].includes(key) && section[key] !== 0) say(at(key), `The baseline "${baseline}" has no ${key}.`);
  }
  if (baseline === 'own' && section.retention < slice) say(at('retention'), 'The baseline "own" needs a retention, of one slice or more: how far back it goes.');
  if (baseline === 'own' && section.learning >= section.retention && section.retention > 0) say(at('learning'), 'Learning must be shorter than retention: what is learned would be forgotten before it counts.');
  if (baseline === 'trailing' && section.points < 2) say(at('points'), 'The baseline "trailing" needs points, 2 or more: how many before the point make its mean.');
  if (section.cold_start !== 'suppress' && section.learning === 0) say(at('cold_start'), 'Without learning there is no cold start.');
  if (section.relative_share <= 0 || section.relative_share >= 1) say(at('relative_share'), 'A share is more than 0 and less than 1.');
  if (section.sigma < 0) say(at('sigma'), 'Sigma says how many standard deviations: 0 or more.');
  if (section.floor < 0) say(at('floor'), 'The floor is 0 or more.');
  if (section.min_points < 2) say(at('min_points'), 'One point has no deviation: min_points is 2 or more.');
  if (section.consecutive < 1) say(at('consecutive'), 'At least 1 point in a row fires.');
}
