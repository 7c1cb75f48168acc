import { severities } from '../../contract/index.ts';
import { entryOf } from '../known-fields.ts';
import { askedKinds, limitsOf, stageKinds, type AggregateRule, type Stage, type StageMeasure, type Tier, type When, type Window } from '../rule.ts';
import type { Checking } from './check-rule.ts';
import { when } from './conditions.ts';
import { draftOf, filledText, listOf, needed, oneOf, optional, recordOf, shapeOf, someOf, type Keys, type Reader, type Reading } from './read.ts';
import { didYouMean } from './suggest.ts';

const none: readonly string[] = [];
const names = optional(someOf(filledText), none);
const stageMeasureKeys = Object.fromEntries(stageKinds.map((kind) => [kind, names])) as Record<StageMeasure['kind'], typeof names>;
export const tierKeys = { severity: needed(oneOf(severities)), when: needed(when) } satisfies Keys;
const noTiers: readonly Tier[] = [];
export const tiers = optional(listOf(shapeOf('a tier', tierKeys)), noTiers);

/** `{ count: windows }`, `{ max: pushes }`, `{ ratio: [good, all] }`. */
const measure: Reader<StageMeasure> = (tree, reading) => {
  const draft = draftOf('a measure of windows', stageMeasureKeys, tree, reading);
  if (draft === undefined || tree.kind !== 'map') return undefined;
  const set = stageKinds.filter((kind) => tree.entries.has(kind));
  const [kind] = set;
  if (kind === undefined || set.length > 1) {
    reading.problems.add(tree.at, `A measure of windows is one of ${stageKinds.join(', ')}.`);
    return undefined;
  }
  const of = draft[kind];
  if (of === undefined) return undefined;
  if (kind !== 'count') return { kind, of };
  if (of.length === 1 && of[0] === 'windows') return { kind, of: none };
  reading.problems.add(tree.at, 'Write count: windows. What lies in the windows is counted in the first stage, and summed here.');
  return undefined;
};

export const stageKeys = (window: Reader<Window>) => ({
  by: needed(listOf(filledText)),
  window: needed(window),
  measures: needed(recordOf(measure, /^[a-zA-Z][a-zA-Z0-9_]{0,63}$/, 'a measure')),
  when: optional<When | null>(when, null),
  tiers,
}) satisfies Keys;

/** Says what is wrong in the second stage of an aggregate. */
export function checkStage({ draft, say }: Checking, aggregate: AggregateRule['aggregate'], stage: Stage, reading: Reading): void {
  const path = ['aggregate', 'then'] as const;
  const grouped = stage.by.includes('window');
  if ((stage.window.type === 'whole') === grouped) say([...path, 'by'], grouped ? 'A whole window is no group: take "window" away.' : 'The window is computed but not grouped: add "window" to by, or use type: whole.');
  if ('size' in stage.window && stage.window.size <= 0) say([...path, 'window', 'size'], 'A window is longer than nothing.');
  if (stage.window.type === 'sliding' && stage.window.cap < stage.window.size) say([...path, 'window', 'cap'], 'The cap of a merged finding is not shorter than the window.');
  if (aggregate.window.type === 'sliding') say(['aggregate', 'window', 'type'], 'Windows that slide overlap, and one event would count many times: the first of two stages takes another type.');
  stage.by.forEach((name, i) => {
    if (name !== 'window' && (!aggregate.by.includes(name) || entryOf(name)?.many)) say([...path, 'by', i], `The second stage groups by fields of the first: ${aggregate.by.filter((one) => one !== 'window').join(', ')}.`);
  });
  for (const [name, { kind, of }] of Object.entries(stage.measures)) {
    const at = [...path, 'measures', name, kind];
    if (Object.hasOwn(aggregate.measures, name)) say([...path, 'measures', name], `The first stage has a measure "${name}" already.`);
    if (kind === 'ratio' ? of.length !== 2 : kind !== 'count' && of.length !== 1) say(at, kind === 'ratio' ? 'A ratio is of two measures: [what is divided, what it is divided by].' : `"${kind}" is of one measure of the first stage.`);
    for (const one of of) {
      const known = kind === 'ratio' ? Object.keys(stage.measures).filter((other) => stage.measures[other]!.kind !== 'ratio') : Object.keys(aggregate.measures).filter((other) => askedKinds.includes(aggregate.measures[other]!.kind));
      if (!known.includes(one)) say(at, `There is no measure "${one}" to take here.${didYouMean(one, known)}`);
    }
  }
  if (stage.when === null && draft.output === 'finding') say([...path], 'A rule that makes findings needs a condition: "when" is missing.');
  for (const limit of [...(stage.when === null ? [] : [stage.when]), ...stage.tiers.map((tier) => tier.when)].flatMap(limitsOf)) {
    if (!Object.hasOwn(stage.measures, limit.measure)) reading.problems.add(reading.places.get(limit)!, `There is no measure "${limit.measure}".${didYouMean(limit.measure, Object.keys(stage.measures))}`);
  }
  if (aggregate.tiers.length > 0) say(['aggregate', 'tiers'], 'The second stage makes the findings: tiers belong to it.');
  if (aggregate.own_host) say(['aggregate', 'own_host'], 'A rule of two stages does not look for own hosts.');
}
