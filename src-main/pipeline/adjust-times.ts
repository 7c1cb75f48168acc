import { fieldNames, fields, localToUtc, zoneOffset, type Dataset, type EventDraft, type EventFields, type FieldName, type Instant, type Intake } from '../contract/index.ts';

/** A time as it is stored: in the zone of its file, by the clock of its source put right. */
export interface AdjustedTime extends Instant {
  /** Its local time came twice or never, when clocks were changed. */
  readonly unsure: boolean;
  readonly shifted: boolean;
}
export interface Adjusted {
  readonly time: AdjustedTime;
  readonly fields: EventFields;
}

/** Fields that hold a time beside that of the event. */
const timeFields: readonly FieldName[] = fieldNames.filter((name) => fields[name].storage === 'time' && name !== '@timestamp');

/** Puts the times of a draft right, as docs/time.md says; null where all are taken as they stand. Identities are made of the draft as it was. */
export function timeAdjuster({ zone, offsets }: Pick<Intake, 'zone' | 'offsets'>): ((draft: EventDraft) => Adjusted) | null {
  const inZone = zone === null || zone === 'UTC' ? null : localToUtc(zone);
  const shifts = new Map<Dataset, number>(offsets.filter(({ seconds }) => seconds !== 0).map(({ dataset, seconds }) => [dataset, seconds * 1000]));
  if (inZone === null && shifts.size === 0) return null;
  return (draft) => {
    const found = inZone !== null && draft.time.zoneAssumed ? inZone(draft.time.ms) : { ms: draft.time.ms, unsure: false };
    const shift = shifts.get(draft.dataset) ?? 0;
    const time = { ...draft.time, ms: found.ms + shift, unsure: found.unsure, shifted: shift !== 0 };
    return { time, fields: shift === 0 ? draft.fields : shiftedFields(draft.fields, shift) };
  };
}

/** What one clock wrote is wrong by the same: a session would start after its events otherwise. */
function shiftedFields(given: EventFields, shift: number): EventFields {
  const told = timeFields.filter((name) => given[name] !== undefined);
  return told.length === 0 ? given : { ...given, ...Object.fromEntries(told.map((name) => [name, (given[name] as number) + shift])) };
}

/** True where this Node knows the zone. */
export function isZone(zone: string): boolean {
  try {
    zoneOffset(zone)(0);
    return true;
  } catch {
    return false;
  }
}
