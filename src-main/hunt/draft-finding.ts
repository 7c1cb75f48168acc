import type { RowSet } from '../columns/index.ts';
import type { Explanation, FindingDraft, ValueCount, ViewDraft, ViewRow } from '../contract/index.ts';
import { explain } from './explain.ts';
import type { Lens } from './lens.ts';
import type { Rule } from './rule.ts';
import type { Hit } from './run.ts';
import { firstText, listed, valueCounts } from './values.ts';

/** What was left out over the whole run of a rule, by reason, as explanations carry it. */
export type Dropped = Explanation['dropped'];

/** A hit as a finding: entity, title, values and the reasons, all of it data. */
export function draftFinding(rule: Rule, lens: Lens, hit: Hit, dropped: Dropped): FindingDraft {
  const values = valuesOf(rule, lens, hit);
  const entity = entityOf(rule, lens, hit);
  return {
    rule: rule.id, variant: rule.variant, ruleVersion: rule.version, ruleHash: rule.hash,
    title: titleOf(rule, hit, entity, values), severity: hit.severity, score: rule.entity.score, filteredBy: null,
    actor: entity['user.name'] || firstText(lens, 'user.name', hit.rows), entity, start: hit.start, end: hit.end,
    events: eventsOf(lens, hit.rows), values,
    explanation: explain(rule, hit, entity, values, dropped),
  };
}

/** The rows of a view; its columns are those of its hits. */
export function draftView(rule: Rule, lens: Lens, hits: readonly Hit[]): ViewDraft {
  const all = new Set<string>();
  for (const { cells } of hits) for (const name of Object.keys(cells)) all.add(name);
  const names = [...all];
  const rows: ViewRow[] = hits.map((hit) => ({
    cells: names.map((name) => hit.cells[name] ?? null), entity: entityOf(rule, lens, hit), start: hit.start, end: hit.end,
    events: eventsOf(lens, hit.rows),
  }));
  return { rule: rule.id, variant: rule.variant, ruleVersion: rule.version, ruleHash: rule.hash, columns: names, rows };
}

/** The numbers of the events of rows. */
function eventsOf({ columns: { event } }: Lens, rows: RowSet): Int32Array {
  const events = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) events[at] = event[rows[at]!]!;
  return events;
}

/** The group, and the account, tenant or organisation that it belongs to. */
function entityOf(rule: Rule, lens: Lens, hit: Hit): Readonly<Record<string, string>> {
  if (rule.tenant === null || Object.hasOwn(hit.group, rule.tenant)) return hit.group;
  const tenant = firstText(lens, rule.tenant, hit.rows);
  return tenant === null ? hit.group : { ...hit.group, [rule.tenant]: tenant };
}

function valuesOf(rule: Rule, lens: Lens, hit: Hit): Readonly<Record<string, readonly ValueCount[]>> {
  const values: Record<string, readonly ValueCount[]> = {};
  for (const [name, counted] of listedFields(rule)) values[name] = valueCounts(lens, name, hit.rows, counted);
  return values;
}

const listedOf = new WeakMap<Rule, ReadonlyMap<string, boolean>>();
/** The fields whose values findings of a rule list, and whether it counts the absent one. The same for each of its findings. */
function listedFields(rule: Rule): ReadonlyMap<string, boolean> {
  const known = listedOf.get(rule);
  if (known !== undefined) return known;
  const counted = new Set<string>();
  const names = new Set<string>();
  if (rule.kind === 'aggregate' || rule.kind === 'compare') {
    for (const { kind, field } of Object.values(rule.kind === 'aggregate' ? rule.aggregate.measures : rule.compare.measures)) {
      if (field === null || field === 'window.start' || field === '@timestamp') continue;
      names.add(field);
      if (kind === 'count_distinct' && rule.nulls.distinct === 'count') counted.add(field);
    }
  }
  if (rule.kind === 'outlier' && rule.outlier.measure.field !== null) {
    names.add(rule.outlier.measure.field);
    if (rule.outlier.measure.kind === 'count_distinct' && rule.nulls.distinct === 'count') counted.add(rule.outlier.measure.field);
  }
  if (rule.kind === 'first_seen') rule.first_seen.value.forEach((name) => names.add(name));
  if (rule.kind === 'join') for (const { field } of Object.values(rule.join.measures)) if (field !== null) names.add(field);
  if (rule.kind === 'pair') for (const name of [...rule.pair.change, ...Object.values(rule.pair.measures).flatMap(({ field }) => (field === null ? [] : [field]))]) names.add(name);
  if (rule.kind === 'sequence') for (const { new: wants } of rule.sequence.steps) if (wants !== null) [wants.value, wants.of].forEach((name) => names.add(name));
  if (rule.kind === 'rarity') rule.rarity.signature.forEach((name) => names.add(name));
  for (const name of [...rule.context, ...rule.threat_objects.map(({ field }) => field)]) names.add(name);
  const made = new Map([...names].map((name) => [name, counted.has(name)]));
  listedOf.set(rule, made);
  return made;
}

/** `$user$` in a title is a field, the vendor's name of a field, or a measure; several values are joined. */
function titleOf(rule: Rule, hit: Hit, entity: Readonly<Record<string, string>>, values: Readonly<Record<string, readonly ValueCount[]>>): string {
  return rule.title.replaceAll(/\$([^$\s]+)\$/g, (whole, name: string) => {
    const limit = hit.limits.find((one) => one.name === name);
    // A title has no use for a tenth of a kilometre; what was measured stands in the explanation.
    if (limit !== undefined) return String(limit.measured >= 100 ? Math.floor(limit.measured) : limit.measured);
    const field = Object.hasOwn(rule.vendor_fields, name) ? rule.vendor_fields[name]! : name;
    if (Object.hasOwn(entity, field)) return entity[field]!;
    const found = Object.hasOwn(values, field) ? values[field]!.map((one) => one.value).filter((one) => one !== '') : null;
    return found === null ? whole : listed(found);
  });
}
