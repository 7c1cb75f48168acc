import type { FindingHead, IdentitySaid } from '../case/index.ts';
import { isoOf, severities, type Page, type UserRow, type UserSort } from '../contract/index.ts';
import { finish, type Steps } from '../kit/steps.ts';
import { namesIn } from './identity-names.ts';
import { traitOf } from './identity-traits.ts';
import type { Span } from './overlaps.ts';
import { riskOfHeads } from './risk.ts';
import { byActor, standingOf } from './users-findings.ts';
import type { People, Person } from './users-people.ts';
import { countriesOf, entriesOf, networksOf, profileCount, type Slots } from './users-sums.ts';

/** Networks of a row at most; `moreNetworks` says how many others there are. */
const NETWORKS_SHOWN = 12;

export interface UsersQuestion {
  /** Part of a name, of a network or country that the user was on; case does not matter. */
  readonly text: string;
  readonly sort: UserSort;
  readonly descending: boolean;
  readonly onlyInTwoPlaces: boolean;
  readonly after: number;
  readonly limit: number;
}

/** What the case file says beside the columns: findings that count, and colour slots of networks. */
export interface CaseSays {
  readonly heads: readonly FindingHead[];
  readonly slots: Slots;
  /** What analysts said of names; nothing where it is left out. */
  readonly identity?: IdentitySaid;
}

/** Users of a case. Equal ones by name. A user with a single event in the midst of a stay elsewhere was in two places for 0 ms and counts (`longest`). */
export function userPage(people: People, says: CaseSays, { text, sort, descending, onlyInTwoPlaces, after, limit }: UsersQuestion): Page<UserRow> {
  const findings = byActor(says.heads);
  const wanted = text.trim().toLowerCase();
  const facts = people.persons.filter((person) => !onlyInTwoPlaces || person.longest !== null).map((person) => ({ person, ...briefOf(people, person), heads: findings.get(person.user) ?? [] }));
  const matching = wanted === '' ? facts : facts.filter((one) => one.names.some((name) => name.toLowerCase().includes(wanted)));
  const by = (one: Fact): readonly number[] => measureOf(sort, one, people.columns.time);
  const ranked = matching.map((one) => ({ one, by: by(one) })).sort((a, b) => {
    for (const [at, value] of a.by.entries()) if (value !== b.by[at]) return descending ? b.by[at]! - value : value - b.by[at]!;
    return 0;
  });
  // Persons come in the order of their names, and the sort is stable.
  if (sort === 'user' && descending) ranked.reverse();
  const end = Math.min(ranked.length, after + limit);
  return { rows: ranked.slice(after, end).map(({ one }) => userRowOf(people, one.person, one.heads, says)), next: end < ranked.length ? end : null, total: ranked.length };
}

/** A user that was in two places: how long in all, and its longest span. */
export interface InTwoPlaces extends Pick<UserRow, 'user' | 'overlapMs'> { readonly longest: NonNullable<UserRow['longest']> }

/** Users in two places, in the order of the list by overlap, and how many there are. Asks for nothing that takes a walk through what each of them did. */
export function usersInTwoPlaces(people: People, { heads }: CaseSays, limit: number): { readonly rows: readonly InTwoPlaces[]; readonly total: number } {
  const findings = byActor(heads);
  const twice = people.persons.filter(({ longest }) => longest !== null);
  const ranked = twice.map((person) => ({ person, by: [person.overlapMs, ...gravity(findings.get(person.user) ?? []), person.events] })).sort((a, b) => {
    const at = a.by.findIndex((value, index) => value !== b.by[index]);
    return at < 0 ? 0 : b.by[at]! - a.by[at]!;
  });
  return { rows: ranked.slice(0, limit).map(({ person }) => ({ user: person.user, overlapMs: person.overlapMs, longest: spanShown(people, person.longest!) })), total: twice.length };
}

interface Brief { readonly networks: number; readonly profiles: number; readonly names: readonly string[] }
interface Fact extends Brief { readonly person: Person; readonly heads: readonly FindingHead[] }

const briefs = new WeakMap<Person, Brief>();
function briefOf(people: People, person: Person): Brief {
  let brief = briefs.get(person);
  if (brief === undefined) {
    const entries = entriesOf(person.strands);
    const nets = new Set([...entries.keys()].map((entry) => people.where.net[entry]!).filter((net) => net !== 0));
    brief = { networks: nets.size, profiles: profileCount(people, person.strands), names: [...person.names, ...[...nets].map((net) => people.where.nets[net]!.label), ...countriesOf(people, entries)] };
    briefs.set(person, brief);
  }
  return brief;
}

const STEP_USERS = 500;

/** Gets ready for the list of users, in steps. */
export function* prepareUsers(people: People): Steps<void> {
  yield* namesIn(people.columns);
  for (const [at, person] of people.persons.entries()) {
    briefOf(people, person);
    if (at % STEP_USERS === STEP_USERS - 1) yield;
  }
}

/** What a sort compares, one after the other. */
function measureOf(sort: UserSort, { person, networks, profiles, heads }: Fact, time: Float64Array): readonly number[] {
  switch (sort) {
    case 'overlap': return [person.overlapMs, Number(person.longest !== null), ...gravity(heads), person.events];
    case 'findings': return [...gravity(heads), person.overlapMs];
    case 'risk': return [riskOfHeads(heads), ...gravity(heads), person.overlapMs];
    case 'events': return [person.events];
    case 'profiles': return [profiles];
    case 'networks': return [networks];
    case 'first': return [time[person.first]!];
    case 'last': return [time[person.last]!];
    case 'user': return [];
  }
}

const gravity = (heads: readonly FindingHead[]): readonly number[] => [heads.reduce((most, { severity }) => Math.max(most, severities.indexOf(severity)), -1), heads.length];

export function userRowOf(people: People, person: Person, heads: readonly FindingHead[], { slots, identity }: Pick<CaseSays, 'slots' | 'identity'>): UserRow {
  const { columns } = people;
  const { findings, openFindings, severity, verdict } = standingOf(heads);
  const entries = entriesOf(person.strands);
  const networks = networksOf(people, entries, slots);
  return {
    user: person.user, names: person.names.slice(1), sources: sourcesOf(columns, person.names), trait: traitOf(people, person, identity), type: person.type, events: person.events, first: isoOf(columns.time[person.first]!), last: isoOf(columns.time[person.last]!),
    networks: networks.slice(0, NETWORKS_SHOWN), moreNetworks: Math.max(0, networks.length - NETWORKS_SHOWN), countries: countriesOf(people, entries), profiles: briefOf(people, person).profiles,
    overlapMs: person.overlapMs, longest: person.longest === null ? null : spanShown(people, person.longest), findings, openFindings, severity, verdict, risk: riskOfHeads(heads),
  };
}

/** Datasets of some names, most events first. */
function sourcesOf(columns: People['columns'], names: readonly string[]): string[] {
  const known = finish(namesIn(columns));
  const sums = new Map<string, number>();
  for (const { dataset, events } of names.flatMap((name) => known.sources(columns.idOf('user.name', name)))) sums.set(dataset, (sums.get(dataset) ?? 0) + events);
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([dataset]) => dataset);
}

export const spanShown = ({ where }: Pick<People, 'where'>, { start, end, nets }: Span): { startMs: number; endMs: number; networks: string[] } =>
  ({ startMs: start, endMs: end, networks: nets.map((net) => where.nets[net]!.label) });
