import type { EventChip, FieldName, Lane, LaneKind, NamedId, Severity, UserDetail, UserPlace, UserProfile, Verdict } from '@contract';
import { eventsUrl } from './event-url.ts';
import { severityOrder, verdictOrder } from './findings.ts';

const is = (field: FieldName, value: string): EventChip => ({ field, operator: 'is', values: [value], ignoreCase: false });
const isOrMissing = (field: FieldName, value: string | number | null): EventChip => (value === null ? { field, operator: 'missing' } : is(field, String(value)));

/** The conditions that make a profile of a user: ASN, country and agent template. */
export function chipsOfProfile(user: string, { asn, country, template }: Pick<UserProfile, 'asn' | 'country' | 'template'>): EventChip[] {
  return [is('actor.name', user), isOrMissing('source.as.number', asn), isOrMissing('source.geo.country_iso_code', country), isOrMissing('user_agent.template', template)];
}
/** A place is a city of a country, as the tables say. */
export function chipsOfPlace(user: string, { city, country }: Pick<UserPlace, 'city' | 'country'>): EventChip[] {
  return [is('actor.name', user), isOrMissing('source.geo.city_name', city), isOrMissing('source.geo.country_iso_code', country)];
}
/** A lane of ids of the log; null where a network is not one condition on a field. */
export function chipsOfLane(user: string, by: LaneKind, lane: Pick<Lane, 'key'>): EventChip[] | null {
  const field = ({ network: null, credential: 'credential.id', session: 'session.id', device: 'device.id' } as const)[by];
  return field === null ? null : [is('actor.name', user), isOrMissing(field, lane.key === '' ? null : lane.key)];
}
export const eventsOfUser = (user: string): string => eventsUrl({ chips: [is('actor.name', user)] });
/** Events of a user in an organisation or account. */
export const eventsOfIdOf = (user: string, { kind, id }: Pick<NamedId, 'kind' | 'id'>): string => eventsUrl({ chips: [is('actor.name', user), is(kind === 'account' ? 'cloud.account.id' : 'organization.id', id)] });
export const eventsOfCredential = (user: string, id: string): string => eventsUrl({ chips: [is('actor.name', user), is('credential.id', id)] });

export type ProfileOrder = 'rarest' | 'most';
/** Rarest first, or most first; equal ones by key. */
export function orderedProfiles(profiles: readonly UserProfile[], order: ProfileOrder): readonly UserProfile[] {
  const sign = order === 'rarest' ? 1 : -1;
  return profiles.toSorted((a, b) => sign * (a.count - b.count) || (a.key.length - b.key.length || (a.key < b.key ? -1 : 1)) * -sign);
}

/** The days in at most so many cells: events of each, and how many days had any. */
export function dayCells(perDay: readonly number[], most = 30): { readonly cells: readonly number[]; readonly active: number } {
  const active = perDay.filter((events) => events > 0).length;
  if (perDay.length <= most) return { cells: perDay, active };
  const cells = Array.from({ length: most }, () => 0);
  perDay.forEach((events, day) => { cells[Math.floor((day / perDay.length) * most)]! += events; });
  return { cells, active };
}

const legal = /[,\s]+(?:inc|llc|ltd|limited|gmbh|corp|corporation|co|s\.?a\.?|b\.?v\.?|ab|as|asa|oy|plc|ag|srl|pty)\.?$/i;
/** A network without its form of company: "Clouvider Limited" is "Clouvider" where there is little room. */
export function shortNetwork(label: string): string {
  const cut = label.replace(legal, '').replace(legal, '');
  return cut.length < 2 ? label : cut;
}

/** A client in a few letters: its name, and the version where all agents of the profile have one. */
export function shortClient(profile: Pick<UserProfile, 'client' | 'template' | 'agents' | 'variants'> | undefined, label: string): string {
  const name = profile?.client ?? '';
  if (profile === undefined || name === '') return label.split(' ')[0] ?? label;
  const at = profile.agents[0]?.text ?? '';
  const from = at.indexOf(`${name}/`);
  const version = from < 0 ? '' : (/^[\w.+-]+/.exec(at.slice(from + name.length + 1))?.[0] ?? '');
  if (version === '') return name;
  return profile.variants === 1 ? `${name}/${version}` : `${name}/*`;
}

/** The networks that the user had before: those that are not among the first seen. */
export function usualNetworks({ networks, firstSeen }: Pick<UserDetail, 'networks' | 'firstSeen'>): UserDetail['networks'] {
  const fresh = new Set(firstSeen.filter(({ kind }) => kind === 'network').map(({ value }) => value));
  return networks.filter(({ label, egress }) => !fresh.has(label) && egress !== 'internal');
}

/** How many findings have which verdict, in the order of the picker. */
export function verdictsOf(findings: readonly { readonly verdict: Verdict }[]): readonly { readonly verdict: Verdict; readonly count: number }[] {
  return verdictOrder.map((verdict) => ({ verdict, count: findings.filter((one) => one.verdict === verdict).length })).filter(({ count }) => count > 0);
}
export function gravest(findings: readonly { readonly severity: Severity }[]): Severity | null {
  return severityOrder.find((severity) => findings.some((one) => one.severity === severity)) ?? null;
}

/** Hours of the day of the zone for hours of UTC: "14–18". The zone may be half an hour off. */
export function hoursText({ from, to }: { readonly from: number; readonly to: number }, offsetMs = 0): string {
  const at = (hour: number): string => {
    const minutes = ((((hour * 60 + offsetMs / 60_000) % 1440) + 1440) % 1440);
    const rest = minutes % 60;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
  };
  return `${at(from)}–${at(to)}`;
}

/** An agent template in pieces: what is fixed, and what varies. */
export function templatePieces(template: string): readonly { readonly text: string; readonly varies: boolean }[] {
  return template.split(/(\*)/).filter((text) => text !== '').map((text) => ({ text, varies: text === '*' }));
}
