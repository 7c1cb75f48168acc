import { fieldEntry } from '@contract/fields.ts';
import type { AskOf, CasePeriod, FindingDetail, HuntException } from '@contract';
import { fieldTime, typedTime } from './time-range.ts';
import type { Times } from './times.ts';

type Condition = HuntException['when'][number];

/** A field that an exception can be about: its values among the events of a finding. `own`: the finding is grouped by it, so that it has one value. */
export interface ExpectField { readonly field: string; readonly label: string; readonly values: readonly string[]; readonly own: boolean }

/** Fields of a finding that an exception can name: what it is about first, then what its events differ in. Fields that the dictionary does not know are measures, and no event has them. */
export function expectFields({ actor, entity, values }: Pick<FindingDetail, 'actor' | 'entity' | 'values'>): readonly ExpectField[] {
  const own = Object.entries({ ...(actor === null || 'user.name' in entity ? {} : { 'user.name': actor }), ...entity }).map(([field, value]) => ({ field, values: [value], own: true }));
  const seen = Object.entries(values).filter(([field]) => !own.some((one) => one.field === field)).map(([field, list]) => ({ field, values: list.map(({ value }) => value), own: false }));
  return [...own, ...seen].flatMap((one) => {
    const entry = fieldEntry(one.field);
    const named = one.values.filter((value) => value !== '');
    return entry === undefined || entry.storage === 'time' || named.length === 0 ? [] : [{ ...one, label: entry.label, values: named }];
  });
}

/** What a field of the form asks: the values that are ticked, or the values of a named set. */
export interface ExpectChoice { readonly field: string; readonly on: boolean; readonly values: readonly string[]; readonly set: string | null }

/** The form as it is first shown: expected is the user, key or host that the finding is about, with all values; what the events differ in is there to be ticked. */
export function firstChoices(fields: readonly ExpectField[]): readonly ExpectChoice[] {
  return fields.map(({ field, values, own }) => ({ field, on: own, values, set: null }));
}

export const conditionsOf = (choices: readonly ExpectChoice[]): Condition[] =>
  choices.filter(({ on, values, set }) => on && (values.length > 0 || set !== null)).map(({ field, values, set }) => ({ field, values: set === null ? [...values] : [], set }));

export type Moment = { readonly ok: true; readonly iso: string | null } | { readonly ok: false };
/** A time as somebody types it, on the clock of the zone on screen; nothing typed is no bound. */
export function typedMoment(text: string, offset: Times['offset']): Moment {
  if (text.trim() === '') return { ok: true, iso: null };
  const ms = typedTime(text, offset);
  return ms === null ? { ok: false } : { ok: true, iso: new Date(ms).toISOString().replace('.000Z', 'Z') };
}
/** The moment as a field shows it, so that {@link typedMoment} reads it back. */
export const momentText = (iso: string | null, offset: Times['offset']): string => (iso === null ? '' : fieldTime(Date.parse(iso), offset));

/** One condition of an exception in pieces: the field, and its values or the set that has them. */
export function conditionLabel({ field }: Condition): string {
  return fieldEntry(field)?.label ?? field;
}

/** Whether a span can be kept as it is typed: both ends are there, in their order. */
export function periodOf(kind: CasePeriod['kind'], from: Moment, to: Moment): Omit<AskOf<'period.add'>, 'reason'> | null {
  if (!from.ok || !to.ok || from.iso === null || to.iso === null || Date.parse(to.iso) <= Date.parse(from.iso)) return null;
  return { kind, from: from.iso, to: to.iso };
}
