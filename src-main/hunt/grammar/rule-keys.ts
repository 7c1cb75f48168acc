import { isTextType, parameterTypes, severities, typedText, variants } from '../../contract/index.ts';
import { hypotheses, kinds, vendors, type Parameter } from '../rule.ts';
import { durationOf } from './duration.ts';
import { textProblem } from './text-problem.ts';
import { where } from './conditions.ts';
import { example } from './examples.ts';
import {
  day, draftOf, filledList, filledText, listOf, matching, needed, oneOf, optional, recordOf, shapeOf, text, whole, yes, type Keys, type Reader, type Reading,
} from './read.ts';
import { derive, sections } from './sections.ts';
import type { Tree } from './yaml-tree.ts';

const texts = listOf(filledText);
const none: readonly string[] = [];
const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const one: Reader<1> = (tree, reading) => {
  if (tree.kind === 'scalar' && tree.value === 1) return 1;
  reading.problems.add(tree.at, 'Only format: 1 is known.');
  return undefined;
};
const score: Reader<number> = (tree, reading) => {
  const found = whole(tree, reading);
  // It is handed on all the same, so that the rest of the entity is looked at.
  if (found !== undefined && (found < 0 || found > 100)) reading.problems.add(tree.at, 'A score is 0 to 100.');
  return found;
};

const sourceKeys = {
  name: needed(filledText), id: optional(text, ''), version: optional(text, ''), url: optional(text, ''), licence: needed(filledText), attribution: needed(filledText),
} satisfies Keys;
const entityKeys = { field: needed(filledText), type: needed(filledText), score: needed(score) } satisfies Keys;
const threatKeys = { field: needed(filledText), type: needed(filledText) } satisfies Keys;
const dataSourceKeys = { dataset: needed(filledText), events: optional(texts, none) } satisfies Keys;
const requiresKeys = { datasets: needed(filledList(filledText)), fields: optional(texts, none) } satisfies Keys;
const nullsKeys = {
  group: optional<'drop' | 'keep' | null>(oneOf(['drop', 'keep'] as const), null),
  distinct: optional<'ignore' | 'count' | null>(oneOf(['ignore', 'count'] as const), null),
} satisfies Keys;
const exceptKeys = { reason: needed(filledText), where: needed(where) } satisfies Keys;
const drilldownKeys = { name: needed(filledText), query: needed(filledText) } satisfies Keys;
const parameterKeys = {
  type: needed(oneOf(parameterTypes)),
  label: needed(filledText),
  default: needed<string | number>(scalarOf),
  min: optional<string | number | null>(scalarOf, null),
  max: optional<string | number | null>(scalarOf, null),
  step: optional<string | number | null>(scalarOf, null),
  unit: optional(text, ''),
} satisfies Keys;

function scalarOf(tree: Tree, reading: Reading): string | number | undefined {
  if (tree.kind === 'scalar' && (typeof tree.value === 'string' || typeof tree.value === 'number')) return tree.value;
  reading.problems.add(tree.at, 'A text, a number or a duration is wanted here.');
  return undefined;
}

/** A parameter with its bounds as numbers (durations in ms). */
const parameter: Reader<Parameter> = (tree, reading) => {
  const draft = draftOf('a parameter', parameterKeys, tree, reading);
  if (draft?.type === undefined || draft.label === undefined || draft.default === undefined) return undefined;
  const { type } = draft;
  const amount = (key: 'default' | 'min' | 'max' | 'step'): number | null => {
    const raw = draft[key] ?? null;
    if (raw === null) return null;
    const found = type === 'duration' ? durationOf(String(raw)) : typeof raw === 'number' ? raw : null;
    if (found === null) reading.problems.add(at(tree, key), `"${key}" of a parameter of type ${type} is ${type === 'duration' ? 'a duration, such as 10m' : 'a number'}.`);
    return found;
  };
  const shared = { type, label: draft.label, unit: draft.unit ?? '' };
  if (isTextType(type)) {
    const typed = typedText(type, String(draft.default));
    if (!typed.ok) reading.problems.add(at(tree, 'default'), textProblem[typed.problem]);
    return { ...shared, default: typed.ok ? typed.value : '', min: null, max: null, step: null };
  }
  const made = { ...shared, default: amount('default'), min: amount('min'), max: amount('max'), step: amount('step') };
  if (made.default === null) return undefined;
  if (made.min === null || made.max === null) reading.problems.add(tree.at, 'A parameter needs min and max: they are the ends of its slider.');
  else if (made.min > made.default || made.default > made.max) reading.problems.add(at(tree, 'default'), 'The default is not between min and max.');
  return { ...made, default: made.default };
};
const at = (tree: Tree, key: string) => (tree.kind === 'map' ? tree.entries.get(key)?.value.at : undefined) ?? tree.at;

export const parameters = recordOf(parameter, /^[a-z][a-z0-9_]{0,63}$/, 'a parameter');

/** The keys of a rule, in the order of the docs. The section of its kind stands beside them. */
export const ruleKeys = {
  format: needed(one),
  id: needed(matching(idPattern, 'An id in small letters, digits and hyphens')),
  variant: needed(oneOf(variants)),
  version: needed(whole),
  name: optional<string | null>(matching(/^[^\s$][^\n$]{0,79}$/, 'A name of at most 80 characters, without fields,'), null),
  title: needed(filledText),
  kind: needed(oneOf(kinds)),
  output: needed(oneOf(['finding', 'view'] as const)),
  severity: needed(oneOf(severities)),
  status: optional<'production' | 'experimental' | 'deprecated'>(oneOf(['production', 'experimental', 'deprecated'] as const), 'production'),
  seed: optional<string | null>(matching(/^S\d{1,2}$/, 'A seed, S1 to S18,'), null),
  hypotheses: needed(listOf(oneOf(hypotheses))),
  vendor: needed(oneOf(vendors)),
  nulls: optional<{ readonly group: 'drop' | 'keep' | null; readonly distinct: 'ignore' | 'count' | null }>(shapeOf('"nulls"', nullsKeys), { group: null, distinct: null }),
  case: optional<'sensitive' | 'insensitive' | null>(oneOf(['sensitive', 'insensitive'] as const), null),
  slow: optional(yes, false),
  why: needed(filledText),
  false_positives: needed(filledList(filledText)),
  next_steps: needed(filledList(filledText)),
  fidelity: optional(texts, none),
  how_to_implement: needed(filledText),
  references: needed(texts),
  stories: needed(texts),
  attack: needed(filledList(matching(/^T\d{4}(\.\d{3})?$/, 'An ATT&CK technique such as T1078.004'))),
  asset_type: needed(filledText),
  author: needed(filledText),
  created: needed(day),
  modified: needed(day),
  source: needed(shapeOf('"source"', sourceKeys)),
  data_source: needed(filledList(shapeOf('a data source', dataSourceKeys))),
  requires: needed(shapeOf('"requires"', requiresKeys)),
  entity: needed(shapeOf('"entity"', entityKeys)),
  tenant: optional<string | null>(filledText, null),
  threat_objects: optional(listOf(shapeOf('a threat object', threatKeys)), []),
  drilldowns: optional(listOf(shapeOf('a drilldown', drilldownKeys)), []),
  vendor_fields: optional<Readonly<Record<string, string>>>(recordOf(filledText, /^[@a-zA-Z_][\w.@]*$/, 'a vendor field'), {}),
  parameters: optional<Readonly<Record<string, Parameter>>>(parameters, {}),
  derive: optional(derive, {}),
  where: needed(where),
  except: optional(listOf(shapeOf('an exception', exceptKeys)), []),
  context: optional(texts, none),
  examples: needed(listOf(example)),
  ...Object.fromEntries(Object.keys(sections).map((kind) => [kind, optional<Tree | null>((tree) => tree, null)])) as { readonly [K in keyof typeof sections]: { read: Reader<Tree | null>; otherwise: Tree | null } },
} satisfies Keys;

/** Keys of the maps inside a rule, for the docs. */
export const innerKeys: Readonly<Record<string, readonly string[]>> = {
  source: Object.keys(sourceKeys), entity: Object.keys(entityKeys), threat_objects: Object.keys(threatKeys), data_source: Object.keys(dataSourceKeys),
  requires: Object.keys(requiresKeys), nulls: Object.keys(nullsKeys), except: Object.keys(exceptKeys), drilldowns: Object.keys(drilldownKeys), parameters: Object.keys(parameterKeys),
};
