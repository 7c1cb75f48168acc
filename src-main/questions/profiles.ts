import { isoOf, type UserProfile } from '../contract/index.ts';
import { networkLabel } from '../case/index.ts';
import type { Span } from './overlaps.ts';
import { pairCoder } from './users-coder.ts';
import type { Followed, People } from './users-people.ts';
import type { Slots } from './users-sums.ts';
import { DAY, learningOf } from './users-track.ts';

/** Profiles of a user that are listed at most; where there are more, the rarest of them. */
const LISTED = 200;
const RAREST = 50;
const AGENTS_SHOWN = 20;
const DAYS_SHOWN = 366;
/** Rare: under 1 % of the user's events, in no more than 3 sessions. */
const RARE = { share: 0.01, sessions: 3 };

/** A session profile of one user: ASN, country and agent template. Rows are those of the columns. */
export interface ProfileSum {
  /** A … Z, AA …: by events, most first, then by first seen, so that A is the usual one. */
  readonly key: string;
  readonly strands: readonly number[];
  readonly events: number;
  readonly sessions: number;
  readonly first: number;
  readonly last: number;
}
export interface ProfileSums {
  /** In the order of the keys. */
  readonly profiles: readonly ProfileSum[];
  /** Profile of each strand, as a place in `profiles`. */
  readonly ofStrand: Uint32Array;
}

const summed = new WeakMap<Followed, ProfileSums>();
export function profileSums({ where }: Pick<People, 'where'>, followed: Followed): ProfileSums {
  let sums = summed.get(followed);
  if (sums === undefined) summed.set(followed, (sums = sumUp(where, followed)));
  return sums;
}

function sumUp(where: People['where'], { track: { strands } }: Followed): ProfileSums {
  const found = new Map<string, number[]>();
  for (let strand = 0; strand < strands.count; strand += 1) {
    const entry = strands.where[strand]!;
    const key = `${where.asn[entry]} ${where.country[entry]} ${strands.template[strand]}`;
    const own = found.get(key);
    if (own) own.push(strand);
    else found.set(key, [strand]);
  }
  const sum = (own: readonly number[], of: Uint32Array): number => own.reduce((all, strand) => all + of[strand]!, 0);
  const profiles = [...found.values()].map((own) => ({
    strands: own, events: sum(own, strands.events), sessions: sum(own, strands.sessions),
    first: own.reduce((first, strand) => Math.min(first, strands.first[strand]!), Infinity), last: own.reduce((last, strand) => Math.max(last, strands.last[strand]!), 0),
  })).sort((a, b) => b.events - a.events || a.first - b.first).map((profile, at) => ({ key: letters(at), ...profile }));
  const ofStrand = new Uint32Array(strands.count);
  for (const [at, profile] of profiles.entries()) for (const strand of profile.strands) ofStrand[strand] = at;
  return { profiles, ofStrand };
}

/** A, B … Z, AA, AB … as spreadsheets count columns; from 0. */
export function letters(n: number): string {
  return (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
}

/** UTC days of the user's events, the last year of them at most. */
export function daysOf(firstMs: number, lastMs: number): { readonly firstDay: number; readonly count: number } {
  const [from, to] = [Math.floor(firstMs / DAY), Math.floor(lastMs / DAY)];
  const count = Math.min(DAYS_SHOWN, to - from + 1);
  return { firstDay: to - count + 1, count };
}

/** The session profiles of a user, rarest first, then earliest; over 200 the 50 rarest, and what the others come to. */
export function profilesShown(people: People, followed: Followed, slots: Slots): { readonly profiles: UserProfile[]; readonly more: { profiles: number; events: number } } {
  const { columns, where } = people;
  const { track, person, spans } = followed;
  const sums = profileSums(people, followed);
  const order = [...sums.profiles.keys()].sort((a, b) => sums.profiles[a]!.events - sums.profiles[b]!.events || sums.profiles[a]!.first - sums.profiles[b]!.first);
  const listed = order.length > LISTED ? order.slice(0, RAREST) : order;
  const counted = countRows(people, followed, sums);
  const twice = inSpans(people, followed, sums);
  const learned = columns.time[person.first]! + learningOf(columns.time[person.first]!, columns.time[person.last]!);
  const profiles = listed.map((at): UserProfile => {
    const sum = sums.profiles[at]!;
    const top = sum.strands.reduce((best, strand) => (track.strands.events[strand]! > track.strands.events[best]! ? strand : best));
    const entry = track.strands.where[top]!;
    const agents = counted.agents(at);
    const text = (field: 'source.geo.country_iso_code' | 'source.egress' | 'user_agent.template', id: number): string | null => (id === 0 ? null : columns.text(field, id));
    const client = people.clientOf[agents[0]?.agent ?? 0]!;
    const flags: UserProfile['flags'] = [];
    if (columns.time[sum.first]! > learned) flags.push('first-seen');
    if (spans.length > 0 && twice.has(at)) flags.push('in-two-places');
    if (sum.events < RARE.share * person.events && sum.sessions <= RARE.sessions) flags.push('rare');
    return {
      key: sum.key, network: labelOf(people, entry), asn: where.asn[entry] === 0 ? null : columns.number('source.as.number', where.asn[entry]!),
      country: text('source.geo.country_iso_code', where.country[entry]!), egress: text('source.egress', where.egress[entry]!), slot: slots.get(where.nets[where.net[entry]!]!.label) ?? 0,
      template: text('user_agent.template', track.strands.template[top]!), client: client === 0 ? null : columns.text('user_agent.name', client),
      count: sum.events, share: sum.events / person.events, sessions: sum.sessions, first: isoOf(columns.time[sum.first]!), last: isoOf(columns.time[sum.last]!),
      perDay: counted.perDay(at), flags, variants: agents.length,
      agents: agents.slice(0, AGENTS_SHOWN).map(({ agent, count }) => ({ text: columns.text('user_agent.original', agent), count })),
    };
  });
  const left = order.slice(listed.length);
  return { profiles, more: { profiles: left.length, events: left.reduce((sum, at) => sum + sums.profiles[at]!.events, 0) } };
}

/** As findings name it: the organisation, else the ASN, else what kind of address it is; empty where there is none. */
function labelOf({ columns, where }: People, entry: number): string {
  if (where.net[entry] === 0) return '';
  const { label, endpoint } = where.nets[where.net[entry]!]!;
  if (endpoint) return label;
  const [asn, organization] = [where.asn[entry]!, where.organization[entry]!];
  return networkLabel({
    organization: organization === 0 ? null : columns.text('source.as.organization.name', organization), asn: asn === 0 ? null : columns.number('source.as.number', asn),
    type: where.type[entry]!, text: label,
  });
}

/** Agents and days of each profile, counted in one pass. */
function countRows({ columns }: People, { track, person }: Followed, { ofStrand, profiles }: ProfileSums) {
  const agent = columns.idsAt('user_agent.original', track.rows);
  const days = daysOf(columns.time[person.first]!, columns.time[person.last]!);
  const perDay = profiles.map(() => null as number[] | null);
  const coder = pairCoder();
  const counts: number[] = [];
  for (let place = 0; place < track.rows.length; place += 1) {
    const row = track.rows[place]!;
    const profile = ofStrand[track.strandOf[place]!]!;
    const code = coder.code(profile, agent[place]!);
    counts[code] = (counts[code] ?? 0) + 1;
    const day = Math.floor(columns.time[row]! / DAY) - days.firstDay;
    if (day >= 0) (perDay[profile] ??= new Array<number>(days.count).fill(0))[day]! += 1;
  }
  const agents = new Map<number, { agent: number; count: number }[]>();
  for (const [code, count] of counts.entries()) {
    if (coder.b(code) === 0) continue;
    const own = agents.get(coder.a(code)) ?? [];
    own.push({ agent: coder.b(code), count });
    agents.set(coder.a(code), own);
  }
  return {
    perDay: (profile: number): number[] => perDay[profile] ?? new Array<number>(days.count).fill(0),
    agents: (profile: number) => (agents.get(profile) ?? []).sort((a, b) => b.count - a.count || a.agent - b.agent),
  };
}

/** Profiles with a session in a span in two places, on one of its networks. */
function inSpans({ columns, where }: People, { track, spans }: Followed, { ofStrand }: ProfileSums): ReadonlySet<number> {
  const found = new Set<number>();
  const { strand, first, last } = track.sessions;
  for (let session = 0; session < strand.length; session += 1) {
    const [start, end] = [columns.time[track.rows[first[session]!]!]!, columns.time[track.rows[last[session]!]!]!];
    const net = where.net[track.strands.where[strand[session]!]!]!;
    for (let at = firstEnding(spans, start); at < spans.length && spans[at]!.start <= end; at += 1) if (spans[at]!.nets.includes(net)) found.add(ofStrand[strand[session]!]!);
  }
  return found;
}

/** The first span that does not end before a time. */
function firstEnding(spans: readonly Span[], time: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.end < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
