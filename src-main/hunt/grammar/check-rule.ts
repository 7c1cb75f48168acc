import { datasets } from '../../contract/index.ts';
import { isCidr } from '../cidr.ts';
import { entryOf, isNumberField, tenantFields, usableFields } from '../known-fields.ts';
import { metaMeasures } from '../meta-measures.ts';
import { pairNumbers } from '../pair-parts.ts';
import type { Where } from '../rule.ts';
import { checkSection } from './check-section.ts';
import type { Draft, Section } from './draft.ts';
import type { Place } from './problem.ts';
import type { Reading } from './read.ts';
import { didYouMean } from './suggest.ts';
import { placeAt, type Tree } from './yaml-tree.ts';

type Path = readonly (string | number)[];

/** What the checks of one rule share. */
export interface Checking {
  readonly draft: Draft;
  readonly section: Section | undefined;
  say(path: Path, message: string): void;
  /** Says so where there is no such field. */
  field(path: Path, name: string): void;
}

/** Says everything in a rule that has the right shape and the wrong meaning. Parts that could not be read are passed over. */
export function checkRule(draft: Draft, section: Section | undefined, tree: Tree, reading: Reading): void {
  const usable = new Set(usableFields(Object.keys(draft.derive ?? {})));
  const at = (path: Path): Place => placeAt(tree, path);
  const say = (path: Path, message: string): void => reading.problems.add(at(path), message);
  const checking: Checking = {
    draft, section, say,
    field(path, name) {
      if (!usable.has(name)) say(path, `There is no field "${name}".${didYouMean(name, usable)}`);
    },
  };
  checkFields(checking);
  for (const one of conditionsOf(draft, section)) checkWhere(usable, one, reading, draft.derive);
  checkTenant(checking);
  checkTitle(checking, usable);
  checkExamples(checking);
  checkParameters(checking, reading);
  checkSection(checking, reading);
  if (usesRegex(conditionsOf(draft, section)) && draft.slow === false) say(['where'], 'A regex is slower than every other condition: say so with slow: true.');
}

function checkFields({ draft, say, field }: Checking): void {
  if (draft.entity) field(['entity', 'field'], draft.entity.field);
  if (draft.tenant) field(['tenant'], draft.tenant);
  draft.context?.forEach((name, i) => field(['context', i], name));
  draft.threat_objects?.forEach((one, i) => field(['threat_objects', i, 'field'], one.field));
  draft.requires?.fields.forEach((name, i) => field(['requires', 'fields', i], name));
  for (const [name, ours] of Object.entries(draft.vendor_fields ?? {})) field(['vendor_fields', name], ours);
  for (const [name, derived] of Object.entries(draft.derive ?? {})) {
    derived.of.forEach((part, i) => {
      field(['derive', name, derived.kind, i], part);
      if (Object.hasOwn(draft.derive ?? {}, part)) say(['derive', name, derived.kind, i], 'A derived field is made of fields, not of derived fields.');
      // Of several values coalesce takes the first.
      if (entryOf(part)?.many && derived.kind !== 'coalesce') say(['derive', name, derived.kind, i], `"${part}" may have several values; a derived field has one.`);
    });
  }
  draft.requires?.datasets.forEach((name, i) => {
    if (!(datasets as readonly string[]).includes(name)) say(['requires', 'datasets', i], `There is no dataset "${name}".${didYouMean(name, datasets)}`);
  });
  draft.data_source?.forEach((one, i) => {
    if (draft.requires && !draft.requires.datasets.includes(one.dataset)) say(['data_source', i, 'dataset'], `"${one.dataset}" is not among the required datasets.`);
  });
}

/** Fields that hold addresses, and what is the first that is there of such. */
function isAddress(field: string, derive: Draft['derive']): boolean {
  const derived = derive !== undefined && Object.hasOwn(derive, field) ? derive[field] : undefined;
  return derived === undefined ? field === 'source.ip' || field === 'k8s.audit.claimed_ips' : derived.kind === 'coalesce' && derived.of.every((part) => isAddress(part, undefined));
}

/** Says what is wrong in a condition on events of a rule with these fields and derived fields. */
export function checkWhere(usable: ReadonlySet<string>, where: Where, reading: Reading, derive: Draft['derive']): void {
  if (where.kind === 'all' || where.kind === 'any') return where.of.forEach((one) => checkWhere(usable, one, reading, derive));
  if (where.kind === 'not') return checkWhere(usable, where.of, reading, derive);
  const say = (message: string): void => reading.problems.add(reading.places.get(where) ?? { line: 1, column: 1 }, message);
  const { field } = where;
  if (!usable.has(field)) return say(`There is no field "${field}".${didYouMean(field, usable)}`);
  if (where.kind === 'number' && !isNumberField(field)) say(`"${field}" is a text; ${where.test} wants a number.`);
  if (where.kind !== 'text') return undefined;
  // A vendor's language may read one sort of quotes as a field: here a value never is one.
  for (const value of where.values) if (value.includes('.') && entryOf(value)) say(`"${value}" is the name of a field; a condition compares a field with a text. Two fields cannot be compared here.`);
  if (where.test !== 'cidr') return undefined;
  if (!isAddress(field, derive)) say(`cidr asks for an address; "${field}" is none.`);
  for (const value of where.values) if (!isCidr(value)) say(`"${value}" is not a network such as 10.0.0.0/8 or 2001:db8::/32.`);
  return undefined;
}

function checkTenant({ draft, section, say }: Checking): void {
  if (!section?.value || draft.tenant === undefined) return;
  const keys: readonly string[] = [...section.value.by, ...(draft.tenant === null ? [] : [draft.tenant])];
  if (!keys.some((name) => tenantFields.includes(name))) say([section.kind, 'by'], `An entity belongs to an account, tenant or organisation: group by one of ${tenantFields.join(', ')}, or name one as tenant.`);
}

function checkTitle({ draft, section, say }: Checking, usable: ReadonlySet<string>): void {
  const measures = section?.kind === 'aggregate' || section?.kind === 'join' || section?.kind === 'compare' || section?.kind === 'pair' ? Object.keys(section.value?.measures ?? {}) : section?.kind === 'outlier' ? ['measured', 'events'] : section?.kind === 'meta' ? metaMeasures : [];
  const pairs: readonly string[] = section?.kind === 'pair' ? pairNumbers : [];
  const later = section?.kind === 'aggregate' ? Object.keys(section.value?.then?.measures ?? {}) : [];
  const known = new Set([...usable, ...Object.keys(draft.vendor_fields ?? {}), ...measures, ...pairs, ...later]);
  for (const [, name] of (draft.title ?? '').matchAll(/\$([^$\s]+)\$/g)) {
    if (!known.has(name!)) say(['title'], `The title names "${name}", which is no field, vendor field or measure.${didYouMean(name!, known)}`);
  }
}

function checkExamples({ draft, say }: Checking): void {
  const { examples } = draft;
  if (examples === undefined) return;
  if (!examples.some((one) => one.finds > 0)) say(['examples'], 'There is no example that fires.');
  if (!examples.some((one) => one.finds === 0)) say(['examples'], 'There is no near miss: an example that must not fire (finds: 0).');
  examples.forEach((one, i) => {
    const names = new Set(one.events.flatMap((event) => Object.keys(event.fields)));
    for (const name of names) if (!entryOf(name) || name === '@timestamp') say(['examples', i, 'events'], `An event has no field "${name}".${didYouMean(name, usableFields([]))}`);
    for (const name of Object.keys(one.parameters)) {
      if (draft.parameters && !Object.hasOwn(draft.parameters, name)) say(['examples', i, 'parameters', name], `There is no parameter "${name}".${didYouMean(name, Object.keys(draft.parameters))}`);
    }
  });
}

function checkParameters({ draft, say }: Checking, reading: Reading): void {
  for (const name of Object.keys(draft.parameters ?? {})) {
    if (!reading.used.has(name)) say(['parameters', name], `The parameter "${name}" is never used. Write $${name} where its value belongs.`);
  }
}

/** Every condition on events: of the filter, of the exceptions, of measures. */
function conditionsOf(draft: Draft, section: Section | undefined): readonly Where[] {
  const measures = section?.kind === 'aggregate' || section?.kind === 'compare' ? Object.values(section.value?.measures ?? {}) : section?.kind === 'outlier' && section.value !== undefined ? [section.value.measure] : [];
  return [draft.where, ...(draft.except ?? []).map((one) => one.where), ...measures.map((one) => one.where), ...sectionConditions(section)].filter((one) => one !== undefined && one !== null);
}

/** Conditions that a section has besides those of measures of an aggregate. */
function sectionConditions(section: Section | undefined): readonly (Where | null)[] {
  if (section?.kind === 'join' && section.value) return [section.value.left.where, section.value.right.where, ...Object.values(section.value.measures).map((one) => one.where)];
  if (section?.kind === 'first_seen' && section.value) return [section.value.only];
  if (section?.kind === 'meta' && section.value) return section.value.then.map((step) => step.where);
  if (section?.kind === 'pair' && section.value) return Object.values(section.value.measures).map((one) => one.where);
  if (section?.kind === 'sequence' && section.value) return [...section.value.steps.map((step) => step.where), section.value.until];
  return [];
}

function usesRegex(conditions: readonly Where[]): boolean {
  const inside = (where: Where): boolean => {
    if (where.kind === 'all' || where.kind === 'any') return where.of.some(inside);
    if (where.kind === 'not') return inside(where.of);
    return where.kind === 'text' && where.test === 'regex';
  };
  return conditions.some(inside);
}

