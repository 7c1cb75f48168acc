import type { FindingRow } from '@contract';
import { severityOrder, variantOrder, verdictOrder } from './findings.ts';

/** What a chip of the findings can be about, in the order of the menu. */
export const filterFields = ['severity', 'verdict', 'rule', 'user', 'tag', 'variant', 'state'] as const;
export type FilterField = (typeof filterFields)[number];

/** One condition: the finding has (or, with `not`, has not) one of the values. */
export interface FilterChip { readonly field: FilterField; readonly not: boolean; readonly values: readonly string[] }
/** All chips must hold. `text` is looked for in title, rule, user and values, whatever the case. */
export interface FindingFilter { readonly chips: readonly FilterChip[]; readonly text: string }

export const noFilter: FindingFilter = { chips: [], text: '' };
/** Rules as published repeat, more loosely, what the corrected ones say: they are a click away, and counted. */
export const usualFilter: FindingFilter = { chips: [{ field: 'variant', not: false, values: ['corrected'] }], text: '' };

const valuesOf: { readonly [F in FilterField]: (row: FindingRow) => readonly string[] } = {
  severity: (row) => [row.severity],
  verdict: (row) => [row.verdict],
  rule: (row) => [row.rule],
  user: (row) => [row.actor ?? ''],
  tag: (row) => row.tags,
  variant: (row) => [row.variant],
  state: (row) => [row.state],
};

export function passes(row: FindingRow, { chips, text }: FindingFilter): boolean {
  for (const { field, not, values } of chips) {
    if (values.length > 0 && valuesOf[field](row).some((one) => values.includes(one)) === not) return false;
  }
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  return [row.title, row.ruleTitle, row.rule, row.actor ?? '', ...Object.values(row.entity), ...row.tags, ...row.networks.map((n) => n.label)].some((one) => one.toLowerCase().includes(wanted));
}

const orders: Partial<Record<FilterField, readonly string[]>> = { severity: severityOrder, verdict: verdictOrder, variant: variantOrder };

export interface FieldValue { readonly value: string; readonly count: number }
/** The values of a field among findings with their counts: in their own order, or most first. */
export function fieldValues(rows: readonly FindingRow[], field: FilterField): readonly FieldValue[] {
  const counts = new Map<string, number>((orders[field] ?? []).map((value) => [value, 0]));
  for (const row of rows) for (const value of valuesOf[field](row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const all = [...counts].map(([value, count]) => ({ value, count }));
  return orders[field] === undefined ? all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)) : all;
}

/** The filter with a value put in or taken out of the chip of its field. A chip without values goes. */
export function toggled(filter: FindingFilter, field: FilterField, value: string): FindingFilter {
  const chip = filter.chips.find((one) => one.field === field);
  if (chip === undefined) return { ...filter, chips: [...filter.chips, { field, not: false, values: [value] }] };
  const values = chip.values.includes(value) ? chip.values.filter((one) => one !== value) : [...chip.values, value];
  return { ...filter, chips: filter.chips.flatMap((one) => (one !== chip ? [one] : values.length === 0 ? [] : [{ ...chip, values }])) };
}

export function turned(filter: FindingFilter, field: FilterField): FindingFilter {
  return { ...filter, chips: filter.chips.map((one) => (one.field === field ? { ...one, not: !one.not } : one)) };
}

export function without(filter: FindingFilter, field: FilterField): FindingFilter {
  return { ...filter, chips: filter.chips.filter((one) => one.field !== field) };
}

/** The filter without what was put on last: the text, else the last chip. */
export function withoutLast(filter: FindingFilter): FindingFilter {
  return filter.text.trim() !== '' ? { ...filter, text: '' } : { ...filter, chips: filter.chips.slice(0, -1) };
}

export type FilterQuery = Record<string, string | string[]>;
/** As the URL carries it: `severity=high&verdict.not=benign&text=…`; what is usual is left out, and `variant=any` says that it is off. */
export function queryOf(filter: FindingFilter): FilterQuery {
  const query: FilterQuery = {};
  for (const { field, not, values } of filter.chips) {
    if (field === 'variant' && !not && values.join() === 'corrected') continue;
    query[not ? `${field}.not` : field] = values.length === 1 ? values[0]! : [...values];
  }
  if (!filter.chips.some(({ field }) => field === 'variant')) query['variant'] = 'any';
  if (filter.text.trim() !== '') query['text'] = filter.text;
  return query;
}

const closed: Partial<Record<FilterField, readonly string[]>> = { severity: severityOrder, verdict: verdictOrder, variant: variantOrder };
/** Reads what {@link queryOf} writes; words that are none of a field are left out. */
export function filterOf(query: Readonly<Record<string, unknown>>): FindingFilter {
  const listed = (name: string): string[] => (Array.isArray(query[name]) ? query[name] : [query[name]]).filter((one): one is string => typeof one === 'string');
  const chips = filterFields.flatMap((field): FilterChip[] => [false, true].flatMap((not) => {
    const known = closed[field];
    const values = listed(not ? `${field}.not` : field).flatMap((one) => (known === undefined ? [one] : one.split(','))).filter((one) => known === undefined || known.includes(one));
    return values.length === 0 ? [] : [{ field, not, values }];
  }));
  const usual = query['variant'] === undefined && query['variant.not'] === undefined ? usualFilter.chips : [];
  return { chips: [...usual, ...chips], text: listed('text')[0] ?? '' };
}
