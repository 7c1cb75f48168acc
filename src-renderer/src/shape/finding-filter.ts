import { findingFields, type FindingChip, type FindingChoice, type FindingField } from '@contract/finding-list.ts';
import { severityOrder, variantOrder, verdictOrder } from './findings.ts';

/** Which findings are shown, apart from the time range that is looked at. */
export type FindingFilter = Pick<FindingChoice, 'chips' | 'text'>;

export const noFilter: FindingFilter = { chips: [], text: '' };
/** Rules as published repeat, more loosely, what the corrected ones say: they are a click away, and counted. */
export const usualFilter: FindingFilter = { chips: [{ field: 'variant', not: false, values: ['corrected'] }], text: '' };

/** The filter with a value put in or taken out of the chip of its field. A chip without values goes. */
export function toggled(filter: FindingFilter, field: FindingField, value: string): FindingFilter {
  const chip = filter.chips.find((one) => one.field === field);
  if (chip === undefined) return { ...filter, chips: [...filter.chips, { field, not: false, values: [value] }] };
  const values = chip.values.includes(value) ? chip.values.filter((one) => one !== value) : [...chip.values, value];
  return { ...filter, chips: filter.chips.flatMap((one) => (one !== chip ? [one] : values.length === 0 ? [] : [{ ...chip, values }])) };
}

export function turned(filter: FindingFilter, field: FindingField): FindingFilter {
  return { ...filter, chips: filter.chips.map((one) => (one.field === field ? { ...one, not: !one.not } : one)) };
}

export function without(filter: FindingFilter, field: FindingField): FindingFilter {
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

const closed: Partial<Record<FindingField, readonly string[]>> = { severity: severityOrder, verdict: verdictOrder, variant: variantOrder, report: ['in', 'out'] };
/** Reads what {@link queryOf} writes; words that are none of a field are left out. */
export function filterOf(query: Readonly<Record<string, unknown>>): FindingFilter {
  const listed = (name: string): string[] => (Array.isArray(query[name]) ? query[name] : [query[name]]).filter((one): one is string => typeof one === 'string');
  const chips = findingFields.flatMap((field): FindingChip[] => [false, true].flatMap((not) => {
    const known = closed[field];
    const values = listed(not ? `${field}.not` : field).flatMap((one) => (known === undefined ? [one] : one.split(','))).filter((one) => known === undefined || known.includes(one));
    return values.length === 0 ? [] : [{ field, not, values }];
  }));
  const usual = query['variant'] === undefined && query['variant.not'] === undefined ? usualFilter.chips : [];
  return { chips: [...usual, ...chips], text: listed('text')[0] ?? '' };
}
