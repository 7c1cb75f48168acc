import type { RowSet } from '../../columns/index.ts';
import type { RuleFilter } from '../../contract/index.ts';
import { comparable } from '../grammar/check-compare.ts';
import { checkWhere } from '../grammar/check-rule.ts';
import { when, where } from '../grammar/conditions.ts';
import { problemsOf, sortedProblems, type Problem } from '../grammar/problem.ts';
import { draftOf, optional, type Keys, type Reading } from '../grammar/read.ts';
import { didYouMean } from '../grammar/suggest.ts';
import { yamlTree } from '../grammar/yaml-tree.ts';
import { usableFields } from '../known-fields.ts';
import { asksPlaces } from '../kinds/pair-measures.ts';
import type { Lens } from '../lens.ts';
import { metaMeasures } from '../meta-measures.ts';
import { pairNumbers } from '../pair-parts.ts';
import { rarityMeasures } from '../rarity-measures.ts';
import { askedKinds, holds, limitsOf, type Rule, type When, type Where } from '../rule.ts';
import type { Hit } from '../run.ts';
import { vendorModes } from '../vendor.ts';
import { maskOf } from '../where.ts';

/** What a rule's filter keeps: hits with an event that fulfils `where`, and whose measures fulfil `when`. A part that is not there asks nothing. */
export interface FilterParts {
  readonly where: Where | null;
  readonly when: When | null;
}

const filterKeys = { where: optional<Where | null>(where, null), when: optional<When | null>(when, null) } satisfies Keys;

/** What is wrong with the text of a filter of this rule, each with line and column; nothing of an empty one, which is none. */
export function checkFilter(text: string, rule: Rule): readonly Problem[] {
  return parseFilter(text, rule).problems;
}

/** The filter of a text, checked against what the rule knows and measures; null where there is any problem. */
export function parseFilter(text: string, rule: Rule): { readonly filter: FilterParts | null; readonly problems: readonly Problem[] } {
  if (text.trim() === '') return { filter: { where: null, when: null }, problems: [] };
  const problems = problemsOf('filter');
  const tree = yamlTree(text, problems);
  const reading: Reading = { problems, parameters: new Map(), used: new Set(), places: new WeakMap(), fold: vendorModes[rule.vendor].fold };
  const draft = tree === null ? undefined : draftOf('a filter', filterKeys, tree, reading);
  if (draft?.where) checkWhere(new Set(usableFields(Object.keys(rule.derive))), draft.where, reading, rule.derive);
  const known = filterMeasures(rule);
  for (const limit of draft?.when ? limitsOf(draft.when) : []) {
    if (!known.includes(limit.measure)) problems.add(reading.places.get(limit) ?? tree!.at, `There is no measure "${limit.measure}" in what this rule finds. There are ${known.join(', ')}.${didYouMean(limit.measure, known)}`);
  }
  if (draft !== undefined && draft.where === null && draft.when === null && problems.found.length === 0) problems.add(tree!.at, 'A filter has where, when, or both.');
  if (draft?.where === undefined || draft.when === undefined || problems.found.length > 0) return { filter: null, problems: sortedProblems(problems.found) };
  return { filter: { where: draft.where, when: draft.when }, problems: [] };
}

/** What the `when` of a filter can ask of what a rule found: what the rule measures, and `events`, how many a hit rests on. */
export function filterMeasures(rule: Rule): readonly string[] {
  return [...new Set([...measuresOf(rule), 'events'])];
}

function measuresOf(rule: Rule): readonly string[] {
  switch (rule.kind) {
    case 'aggregate': return rule.aggregate.then === null ? Object.entries(rule.aggregate.measures).filter(([, { kind }]) => askedKinds.includes(kind)).map(([name]) => name) : Object.keys(rule.aggregate.then.measures);
    case 'compare': return comparable(rule.compare);
    case 'rarity': return rarityMeasures;
    case 'outlier': return ['measured', 'mean', 'deviation', 'limit'];
    case 'first_seen': return ['known_values'];
    case 'join': return Object.keys(rule.join.measures);
    case 'sequence': return rule.sequence.steps.filter(({ absent }) => !absent).map(({ name }) => name);
    // Places are looked up only for rules that ask for them.
    case 'pair': return [...(asksPlaces(rule) ? pairNumbers : ['minutes']), ...Object.keys(rule.pair.measures)];
    case 'meta': return metaMeasures;
    case 'match': return [];
  }
}

/** The number that a hit has of a measure, at its peak; NaN where it has none, which no limit lets through. */
export function measuredOf(hit: Hit, name: string): number {
  const limit = hit.limits.find((one) => one.name === name);
  if (limit !== undefined) return limit.measured;
  const value = hit.cells[name] ?? hit.baseline[name];
  if (typeof value === 'number') return value;
  return name === 'events' ? hit.rows.length : NaN;
}

/** Says of something that was found, by its rows and its measures, whether a filter keeps it. Both are asked for only where the filter wants them; which events fulfil `where` is kept with the columns. */
export function keptBy({ where, when }: FilterParts, { derive }: Rule, lens: Lens): (rows: () => RowSet, measured: (name: string) => number) => boolean {
  const mask = where === null ? null : lens.columns.keep(`hunt filter of findings ${JSON.stringify([where, derive])}`, (made) => made.byteLength, () => maskOf(where, lens));
  return (rows, measured) => (when === null || holds(when, measured)) && (mask === null || rows().some((row) => mask[row] === 1));
}

/** The hits that the filter of a rule keeps. What it lets go, and that it could not be read since the rule changed, is told. */
export function filtered(hits: readonly Hit[], filter: RuleFilter | undefined, rule: Rule, lens: Lens, drop: (reason: string, count: number) => void): readonly Hit[] {
  if (filter === undefined) return hits;
  const { filter: parts, problems } = parseFilter(filter.text, rule);
  if (parts === null) drop(`the filter of the rule could not be read and was not applied (${problems[0]!.message})`, 0);
  if (parts === null || hits.length === 0) return hits;
  const keeps = keptBy(parts, rule, lens);
  const kept = hits.filter((hit) => keeps(() => hit.rows, (name) => measuredOf(hit, name)));
  if (kept.length < hits.length) drop(`filter of the rule: ${filter.reason} (${filter.analyst})`, hits.length - kept.length);
  return kept;
}
