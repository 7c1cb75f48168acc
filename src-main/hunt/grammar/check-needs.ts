import type { Dataset } from '../../contract/index.ts';
import { entryOf, isComputed } from '../known-fields.ts';
import { limitsOf, type Rule, type When } from '../rule.ts';
import { conditionTrees, togetherIn, type Remarking } from './remarks.ts';

type Path = readonly (string | number)[];
interface Used { readonly field: string; readonly at: Path }

/** Warns of fields that no required log has, of fields that must be there for a zero to mean anything, and of what a rule says of itself that does not fit together. */
export function checkNeeds(remarking: Remarking): void {
  const { rule, warn } = remarking;
  const { datasets, fields } = rule.requires;
  for (const { field, at } of usedBy(rule)) {
    for (const one of partsOf(rule, field)) if (!carried(one, datasets)) warn(at, `No event of ${listed(datasets)} has ${one}: ${whose(one)}. Take it away, or require a log that has it.`);
  }
  for (const tree of conditionTrees(remarking.tree)) {
    for (const group of togetherIn(tree)) for (const { field, at, test } of group) if (test !== 'not_is' && partsOf(rule, field).every((one) => !carried(one, datasets))) warn(at, `No event of ${listed(datasets)} has ${field}: this is decided before anything is read.`);
  }
  for (const { field, at } of askedBy(rule)) {
    const parts = partsOf(rule, field);
    if (parts.length === 1 && enriched(parts[0]!) && !fields.includes(parts[0]!)) warn(at, `${parts[0]} comes from enrichment. Name it in requires.fields: of a case that is not enriched the rule would say that it found nothing, and had not looked.`);
  }
  const told = new Set(rule.data_source.map(({ dataset }) => dataset));
  datasets.forEach((dataset, i) => {
    if (!told.has(dataset)) warn(['requires', 'datasets', i], `"${dataset}" is required, and data_source does not say which of its events. Add it there.`);
  });
  if (rule.hypotheses.length === 0) warn(['hypotheses'], 'The rule serves no hypothesis: no count on the overview has it. Name one of H1 to H6.');
  if (rule.output === 'view' && rule.entity.score > 0) warn(['entity', 'score'], 'The rows of a view add no risk: score is 0.');
  if (rule.output === 'finding' && rule.entity.score === 0) warn(['entity', 'score'], 'A finding with a score of 0 adds no risk to its user. Give it one, or make it a view.');
}

/** Fields that decide: what is grouped, counted, or held against a memory. */
function usedBy(rule: Rule): readonly Used[] {
  const section = (rule as unknown as Record<string, Readonly<Record<string, unknown>> | undefined>)[rule.kind] ?? {};
  const list = (key: string): readonly Used[] => (Array.isArray(section[key]) ? (section[key] as readonly unknown[]).flatMap((field, i) => (typeof field === 'string' ? [{ field, at: [rule.kind, key, i] }] : [])) : []);
  const measures = Object.entries((section['measures'] ?? {}) as Readonly<Record<string, { readonly field?: string | null }>>).flatMap(([name, { field }]): readonly Used[] => (typeof field === 'string' && field !== 'window.start' ? [{ field, at: [rule.kind, 'measures', name] }] : []));
  return [...list('by'), ...list('value'), ...list('signature'), ...measures, ...(rule.kind === 'outlier' && rule.outlier.measure.field !== null ? [{ field: rule.outlier.measure.field, at: ['outlier', 'measure'] }] : [])];
}

/** Fields without whose values nothing is ever found. */
function askedBy(rule: Rule): readonly Used[] {
  if (rule.kind === 'first_seen') return rule.first_seen.value.map((field, i) => ({ field, at: ['first_seen', 'value', i] }));
  if (rule.kind === 'outlier') return rule.outlier.measure.field === null ? [] : [{ field: rule.outlier.measure.field, at: ['outlier', 'measure'] }];
  if (rule.kind !== 'aggregate' && rule.kind !== 'compare') return [];
  const { measures, when } = rule.kind === 'aggregate' ? rule.aggregate : rule.compare;
  const needed = when === null ? [] : mustHold(when);
  return Object.entries(measures).flatMap(([name, { kind, field }]) => (kind === 'count_distinct' && field !== null && needed.includes(name) ? [{ field, at: [rule.kind, 'measures', name] }] : []));
}

/** Measures that every way to fulfil a condition asks to be more than something. */
function mustHold(when: When): readonly string[] {
  if (when.kind === 'any') return when.of.length === 1 ? mustHold(when.of[0]!) : [];
  return (when.kind === 'all' ? when.of.filter((one) => one.kind !== 'any').flatMap(limitsOf) : limitsOf(when)).filter(({ test }) => test === 'greater' || test === 'at_least').map(({ measure }) => measure);
}

const partsOf = (rule: Rule, field: string): readonly string[] => (Object.hasOwn(rule.derive, field) ? rule.derive[field]!.of : [field]);

function carried(field: string, required: readonly string[]): boolean {
  const found = entryOf(field);
  if (isComputed(field) || found === undefined) return true;
  if (found.dataset === 'core') return found.only === undefined || required.some((dataset) => found.only!.includes(dataset as Dataset));
  return required.includes(found.dataset);
}
function whose(field: string): string {
  const found = entryOf(field)!;
  return found.dataset === 'core' ? `it is of ${listed(found.only ?? [])}` : `it is of ${found.dataset}`;
}
const enriched = (field: string): boolean => {
  const found = entryOf(field);
  return found?.storage === 'derived' && found.home !== 'actor';
};
const listed = (names: readonly string[]): string => (names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', '));
