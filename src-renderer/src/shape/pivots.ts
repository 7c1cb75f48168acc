import { fieldEntry } from '@contract/fields.ts';
import type { EventChip, FieldName, FindingDetail } from '@contract';
import { eventsUrl } from './event-url.ts';

/** Somewhere to look next: events with a value, or a user. */
export type Pivot = { readonly kind: 'user'; readonly user: string } | { readonly kind: 'events'; readonly field: string; readonly label: string; readonly value: string; readonly count: number | null; readonly chip: EventChip };

const asked = ['credential.id', 'session.id', 'session.root_id', 'source.ip', 'user_agent.original', 'source.as.organization.name'] as const;
/** Values of one field that get a link of their own; where there are more they are common, and lead nowhere in particular. */
const mostValues = 4;

/** Where a finding leads: its user, and all events of the case with its key, session, address, client or network; not only its own. */
export function pivotsOf(finding: Pick<FindingDetail, 'actor' | 'entity' | 'values'>): readonly Pivot[] {
  const pivots: Pivot[] = [];
  if (finding.actor !== null && finding.actor !== '') pivots.push({ kind: 'user', user: finding.actor }, eventsWith('user.name', finding.actor, null));
  for (const field of asked) {
    const own = finding.entity[field];
    const seen = (finding.values[field] ?? []).filter((one) => one.value !== '');
    if (own) pivots.push(eventsWith(field, own, null));
    else if (seen.length <= mostValues) pivots.push(...seen.map((one) => eventsWith(field, one.value, one.count)));
  }
  return pivots;
}

function eventsWith(field: FieldName, value: string, count: number | null): Pivot {
  return { kind: 'events', field, label: fieldEntry(field)?.label ?? field, value, count, chip: { field, operator: 'is', values: [value], ignoreCase: false } };
}

/** Where the Events screen shows the events of a finding. */
export const eventsOfFinding = (finding: string): string => eventsUrl({ finding });
/** Where the Events screen shows all events that fulfil a condition. */
export const eventsOfChip = (chip: EventChip): string => eventsUrl({ chips: [chip] });
/** The same for a value of a field; null where the dictionary does not know the field. */
export function eventsOfValue(field: string, value: string): string | null {
  return fieldEntry(field) === undefined ? null : eventsOfChip({ field: field as FieldName, operator: 'is', values: [value], ignoreCase: false });
}
