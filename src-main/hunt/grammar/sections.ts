import { measureKinds, type Derive, type Kind, type Measure, type Stage, type When, type Where, type Window } from '../rule.ts';
import { masks, type Mask } from '../mask.ts';
import { when, where } from './conditions.ts';
import { joinInnerKeys, joinKeys } from './join-section.ts';
import { metaInnerKeys, metaKeys } from './meta-section.ts';
import { pairInnerKeys, pairKeys } from './pair-section.ts';
import { sequenceInnerKeys, sequenceKeys } from './sequence-section.ts';
import { stageKeys, tierKeys, tiers } from './stage-section.ts';
import { outlierKeys, outlierMeasureKeys } from './outlier-section.ts';
import {
  draftOf, duration, filledList, filledText, listOf, needed, number, oneOf, optional, recordOf, shapeOf, text, whole, yes, type Keys, type Reader,
} from './read.ts';

const fieldList = listOf(filledText);
const noFields: readonly string[] = [];
const name = /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/;

const windowKeys = {
  type: needed(oneOf(['tumbling', 'calendar', 'sliding', 'whole'] as const)),
  size: optional<number | null>(duration, null),
  unit: optional<'day' | 'week' | null>(oneOf(['day', 'week'] as const), null),
  zone: optional<string | null>(filledText, null),
  cap: optional<number | null>(duration, null),
} satisfies Keys;

/** Which keys a window type takes besides `type`; the first of each is needed. */
const windowParts = { tumbling: ['size'], calendar: ['unit', 'zone'], sliding: ['size', 'cap'], whole: [] } as const;

const window: Reader<Window> = (tree, reading) => {
  const draft = draftOf('a window', windowKeys, tree, reading);
  if (draft?.type === undefined || tree.kind !== 'map') return undefined;
  const parts: readonly string[] = windowParts[draft.type];
  for (const [key, entry] of tree.entries) {
    if (key !== 'type' && Object.hasOwn(windowKeys, key) && !parts.includes(key)) reading.problems.add(entry.key, `A ${draft.type} window has no "${key}".`);
  }
  const first = parts[0];
  if (first !== undefined && !tree.entries.has(first)) reading.problems.add(tree.at, `A ${draft.type} window needs "${first}".`);
  const { type, size, unit, zone, cap } = draft;
  if (type === 'whole') return { type };
  if (type === 'calendar') return unit === undefined || unit === null || zone === undefined ? undefined : { type, unit, zone };
  if (size === undefined || size === null || cap === undefined) return undefined;
  return type === 'tumbling' ? { type, size } : { type, size, cap: cap ?? Number.MAX_SAFE_INTEGER };
};

const conditionKeys = { where: optional<Where | null>(where, null) } satisfies Keys;

/** `{ count_distinct: source.ip }` or `{ count: events }`; `where` beside it says which events are counted. */
const measure: Reader<Measure> = (tree, reading) => {
  const ofField = measureKinds.filter((kind) => kind !== 'ratio');
  const keys = { ...Object.fromEntries(ofField.map((kind) => [kind, optional<string | null>(filledText, null)])) as Record<(typeof ofField)[number], ReturnType<typeof optional<string | null>>>, ratio: optional(fieldList, noFields), ...conditionKeys };
  const draft = draftOf('a measure', keys, tree, reading);
  if (draft === undefined || tree.kind !== 'map') return undefined;
  const only = draft.where ?? null;
  const set = measureKinds.filter((kind) => tree.entries.has(kind));
  const kind = set[0];
  if (kind === undefined || set.length > 1) {
    reading.problems.add(tree.at, `A measure is one of ${measureKinds.join(', ')}.`);
    return undefined;
  }
  if (only !== null && !['count', 'count_distinct', 'sum', 'avg'].includes(kind)) reading.problems.add(tree.entries.get('where')!.key, `Only count, count_distinct, sum and avg can be asked of some events; "${kind}" has no where.`);
  if (kind === 'ratio') return draft.ratio === undefined ? undefined : { kind, field: null, where: null, of: draft.ratio };
  const field = draft[kind];
  if (field === undefined || field === null) return undefined;
  if (kind !== 'count') return { kind, field, where: only };
  if (field === 'events') return { kind, field: null, where: only };
  reading.problems.add(tree.at, 'Write count: events. To count values, use count_distinct.');
  return undefined;
};

/** The keys of the section that each kind has; a new kind does not compile until it has one. */
export const sections = {
  match: {
    by: optional(fieldList, noFields),
    together: optional(duration, 0),
  },
  aggregate: {
    by: needed(fieldList),
    window: needed(window),
    measures: needed(recordOf(measure, name, 'a measure')),
    when: optional<When | null>(when, null),
    tiers,
    then: optional<Stage | null>(shapeOf('"then"', stageKeys(window)), null),
    own_host: optional(yes, false),
    sort: optional<string | null>(filledText, null),
  },
  first_seen: {
    by: needed(fieldList),
    value: needed(filledList(filledText)),
    learning: needed(duration),
    retention: needed(duration),
    cold_start: needed(oneOf(['suppress', 'fire_low', 'relative'] as const)),
    relative_share: optional(number, 0.5),
    follow: optional(duration, 86_400_000),
    only: optional<Where | null>(where, null),
  },
  outlier: outlierKeys,
  compare: {
    by: needed(fieldList),
    window: needed(window),
    measures: needed(recordOf(measure, name, 'a measure')),
    shift: needed(duration),
    times: optional(whole, 1),
    combine: optional<'avg' | 'min' | 'max'>(oneOf(['avg', 'min', 'max'] as const), 'avg'),
    absent: optional<'zero' | 'blank'>(oneOf(['zero', 'blank'] as const), 'zero'),
    when: optional<When | null>(when, null),
    sort: optional<string | null>(filledText, null),
  },
  rarity: {
    by: needed(fieldList),
    signature: needed(filledList(filledText)),
    session: optional<string | null>(filledText, null),
    when: optional<When | null>(when, null),
  },
  join: joinKeys,
  pair: pairKeys,
  sequence: sequenceKeys,
  meta: metaKeys(window),
} satisfies { readonly [K in Kind]: Keys };

const deriveKeys = {
  coalesce: optional<readonly string[] | null>(filledList(filledText), null),
  tuple: optional<readonly string[] | null>(filledList(filledText), null),
  separator: optional(text as Reader<string>, ' · '),
  mask: optional<string | null>(filledText, null),
  masks: optional<readonly Mask[]>(filledList(oneOf(masks)), masks),
} satisfies Keys;

const derived: Reader<Derive> = (tree, reading) => {
  const draft = draftOf('a derived field', deriveKeys, tree, reading);
  if (draft === undefined) return undefined;
  if (tree.kind === 'map' && ['coalesce', 'tuple', 'mask'].filter((kind) => tree.entries.has(kind)).length === 1) {
    if (draft.coalesce) return { kind: 'coalesce', of: draft.coalesce };
    if (draft.tuple) return { kind: 'tuple', of: draft.tuple, separator: draft.separator ?? ' · ' };
    if (draft.mask) return { kind: 'mask', of: [draft.mask], masks: draft.masks ?? masks };
    return undefined;
  }
  reading.problems.add(tree.at, 'A derived field is one of coalesce, tuple, mask.');
  return undefined;
};
export const derive = recordOf(derived, /^[a-z][a-z0-9_]{0,63}$/, 'a derived field');

/** Keys by section, for the docs. */
export const sectionKeys: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(sections).map(([kind, keys]) => [kind, Object.keys(keys)])),
  window: Object.keys(windowKeys),
  derive: Object.keys(deriveKeys),
  join_inner: joinInnerKeys,
  pair_inner: pairInnerKeys,
  sequence_inner: sequenceInnerKeys,
  meta_inner: metaInnerKeys,
  measures: [...measureKinds, ...Object.keys(conditionKeys)],
  tiers: Object.keys(tierKeys),
  then: Object.keys(stageKeys(window)),
  outlierMeasure: outlierMeasureKeys,
};
export const shapeOfSection = <K extends keyof typeof sections>(kind: K) => shapeOf(`"${kind}"`, sections[kind] as (typeof sections)[K]);
