import { fieldEntry } from '@contract/fields.ts';
import type { EventChip, EventFilter, FieldName } from '@contract';

export type Operator = EventChip['operator'];
/** What a chip needs besides field and operator: values of the case, text that is typed, networks, a number, a time, the name of a set, or nothing. */
export type Need = 'values' | 'text' | 'networks' | 'number' | 'time' | 'set' | 'nothing';

/** The filter that every event passes. */
export const anyEvent: EventFilter = { from: null, to: null, chips: [], finding: null };

const needs: Readonly<Record<Operator, Need>> = {
  'is': 'values', 'is-not': 'values', 'contains': 'text', 'starts-with': 'text', 'in-network': 'networks', 'not-in-network': 'networks',
  'below': 'number', 'at-most': 'number', 'above': 'number', 'at-least': 'number', 'in-set': 'set', 'not-in-set': 'set', 'exists': 'nothing', 'missing': 'nothing',
};
const opposites: Partial<Record<Operator, Operator>> = {
  'is': 'is-not', 'is-not': 'is', 'in-network': 'not-in-network', 'not-in-network': 'in-network', 'in-set': 'not-in-set', 'not-in-set': 'in-set', 'exists': 'missing', 'missing': 'exists',
  'below': 'at-least', 'at-least': 'below', 'above': 'at-most', 'at-most': 'above', 'contains': 'starts-with', 'starts-with': 'contains',
};

export function needOf(field: FieldName, operator: Operator): Need {
  return needs[operator] === 'number' && fieldEntry(field)?.storage === 'time' ? 'time' : needs[operator];
}

/** What can be asked of a field, in the order of the menu. */
export function operatorsOf(field: FieldName): readonly Operator[] {
  const storage = fieldEntry(field)?.storage;
  if (storage === 'time') return ['at-least', 'below', 'exists', 'missing'];
  if (storage === 'int' || field === 'source.as.number') return ['is', 'is-not', 'at-least', 'at-most', 'above', 'below', 'exists', 'missing'];
  if (storage === 'flag') return ['is', 'is-not', 'exists', 'missing'];
  const sets = ['in-set', 'not-in-set'] as const;
  return ['is', 'is-not', ...(storage === 'ip' ? (['in-network', 'not-in-network'] as const) : []), 'contains', 'starts-with', 'exists', 'missing', ...sets];
}

/** The values of a chip as texts: what it compares with, or the name of its set. */
export function valuesOf(chip: EventChip): readonly string[] {
  if ('values' in chip) return chip.values;
  if ('value' in chip) return [String(chip.value)];
  return 'set' in chip ? [chip.set] : [];
}

/** The chip that says the opposite, or, of texts, the other way of looking for them. */
export function turned(chip: EventChip): EventChip {
  return { ...chip, operator: opposites[chip.operator] ?? chip.operator } as EventChip;
}

/** The filter with a chip put in the place of another, or at the end; the same chip twice says nothing more. */
export function withChip(filter: EventFilter, chip: EventChip, at: number | null = null): EventFilter {
  const chips = at === null ? [...filter.chips, chip] : filter.chips.map((one, index) => (index === at ? chip : one));
  const texts = chips.map((one) => JSON.stringify(one));
  return { ...filter, chips: chips.filter((_, index) => texts.indexOf(texts[index]!) === index) };
}

export function withoutChip(filter: EventFilter, at: number): EventFilter {
  return { ...filter, chips: filter.chips.filter((_, index) => index !== at) };
}

/** What the filter consists of, in the order of its bar; the last is what Backspace takes away. */
export type Part = { readonly kind: 'finding' } | { readonly kind: 'login' } | { readonly kind: 'time' } | { readonly kind: 'chip'; readonly at: number; readonly chip: EventChip };
export function partsOf(filter: EventFilter): readonly Part[] {
  return [
    ...(filter.finding === null ? [] : [{ kind: 'finding' as const }]), ...(filter.login === undefined ? [] : [{ kind: 'login' as const }]), ...(filter.from === null && filter.to === null ? [] : [{ kind: 'time' as const }]),
    ...filter.chips.map((chip, at) => ({ kind: 'chip' as const, at, chip })),
  ];
}
export function withoutPart(filter: EventFilter, part: Part): EventFilter {
  if (part.kind === 'chip') return withoutChip(filter, part.at);
  if (part.kind === 'login') return { ...filter, login: undefined };
  return part.kind === 'finding' ? { ...filter, finding: null } : { ...filter, from: null, to: null };
}

/** Only events with the value, or, with `out`, none of them; what the chips of that field said of single values before gives way. A value of null is a field that is absent. */
export function filteredBy(filter: EventFilter, field: FieldName, value: string | null, out: boolean): EventFilter {
  if (value === null) return withChip(filter, { field, operator: out ? 'exists' : 'missing' });
  const operator = out ? 'is-not' : 'is';
  const others = out ? filter.chips.flatMap((chip) => (chip.field === field && chip.operator === 'is-not' ? chip.values : [])) : [];
  const kept = filter.chips.filter((chip) => chip.field !== field || chip.operator !== operator);
  return { ...filter, chips: [...kept, { field, operator, values: [...new Set([...others, value])], ignoreCase: false }] };
}

/** The filter with one row for each login, or with all records. That is a way of looking, not a condition: clearing the conditions leaves it. */
export function collapsing(filter: EventFilter, on: boolean): EventFilter {
  return { ...filter, collapse: on ? 'login' : undefined };
}
/** No conditions, looked at in the same way. */
export const cleared = ({ collapse }: EventFilter): EventFilter => (collapse === undefined ? anyEvent : { ...anyEvent, collapse });

/** The events of both: a filter of its own, inside the time range that is looked at. */
export function inRange(filter: EventFilter, fromMs: number | null, toMs: number | null): EventFilter {
  const from = filter.from === null ? fromMs : fromMs === null ? filter.from : Math.max(filter.from, fromMs);
  const to = filter.to === null ? toMs : toMs === null ? filter.to : Math.min(filter.to, toMs);
  return { ...filter, from, to };
}
