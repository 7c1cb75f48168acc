import { severities, type Overview } from '../contract/index.ts';
import type { FindingHead } from '../case/index.ts';
import { coverageOf, prepareCoverage } from '../columns/index.ts';
import { resumable, type Steps } from '../kit/steps.ts';
import { findingsPerSlice } from './coverage.ts';
import { firstSeenOfAll } from './first-seen.ts';
import { bySeverity, hypothesesOf, type RuleSays } from './overview-hypotheses.ts';
import { byActor } from './users-findings.ts';
import { follow, type People, type Person } from './users-people.ts';
import { entriesOf, networksOf } from './users-sums.ts';
import { DAY, learningOf } from './users-track.ts';
import { userRowOf, type CaseSays } from './users.ts';

/** Users in two places that are shown. */
const USERS_SHOWN = 8;

const seen = resumable(firstSeenOfAll);
/** Gets ready for the overview, in steps. */
export function* prepareOverview(people: People): Steps<void> {
  yield* seen.steps(people);
  yield* prepareCoverage(people.columns);
}

/** Where to look first. `rules`: all rules that there are, with the hypotheses that they serve and whether they ran on this case to their end. */
export function overviewOf(people: People, says: CaseSays, rules: readonly RuleSays[]): Overview {
  const { columns, persons } = people;
  const findings = byActor(says.heads);
  const twice = persons.filter((person) => person.longest !== null).sort((a, b) => b.overlapMs - a.overlapMs || (findings.get(b.user)?.length ?? 0) - (findings.get(a.user)?.length ?? 0) || b.events - a.events);
  const fresh = seen.get(people);
  const sources = coverageOf(columns);
  const spanMs = columns.count === 0 ? 0 : learningOf(columns.time[0]!, columns.time[columns.count - 1]!);
  return {
    lead: leadOf(people, says, twice, findings), usersInTwoPlaces: twice.length, users: persons.length, events: columns.count, findings: countsOf(says.heads),
    twoPlaces: twice.slice(0, USERS_SHOWN).map((person) => twoPlaces(people, says, person, findings.get(person.user) ?? [])),
    hypotheses: hypothesesOf(rules, says.heads), coverage: { ...sources, findings: findingsPerSlice(sources, says.heads) },
    firstSeen: fresh.firstSeen, firstSeenTotal: fresh.total, learningDays: Math.round((spanMs / DAY) * 10) / 10,
  };
}

function countsOf(heads: readonly FindingHead[]): Overview['findings'] {
  return { total: heads.length, open: heads.filter(({ verdict }) => verdict === 'open').length, bySeverity: bySeverity(heads) };
}

/** Cleared by an analyst: no longer where to look first. */
const cleared: readonly string[] = ['benign', 'authorised-test', 'rule-wrong'];

/** The user longest in two places among those of whom a finding is not cleared; where there is none, the longest of all. */
function leadOf(people: People, { slots }: CaseSays, twice: readonly Person[], findings: ReadonlyMap<string, readonly FindingHead[]>): Overview['lead'] {
  const standing = (person: Person): readonly FindingHead[] => (findings.get(person.user) ?? []).filter(({ verdict }) => !cleared.includes(verdict));
  const lead = twice.find((person) => standing(person).length > 0) ?? twice[0];
  if (lead === undefined) return null;
  const { start, nets } = lead.longest!;
  const networks = networksOf(people, new Map([...entriesOf(lead.strands)].filter(([entry]) => nets.includes(people.where.net[entry]!))), slots);
  const [gravest] = standing(lead).toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.startMs - b.startMs);
  return { user: lead.user, networks, overlapMs: lead.overlapMs, atMs: start, finding: gravest?.id ?? null };
}

/** A user with the UTC day of its longest span: sessions of the networks that it was on at once that day, those of the span first. */
function twoPlaces(people: People, says: CaseSays, person: Person, heads: readonly FindingHead[]): Overview['twoPlaces'][number] {
  const { slots } = says;
  const { where, columns } = people;
  const { track } = follow(people, person.user);
  const { start, nets } = person.longest!;
  const dayMs = Math.floor(start / DAY) * DAY;
  const bars = new Map<number, [number, number][]>();
  const { strand, first, last } = track.sessions;
  for (let session = 0; session < strand.length; session += 1) {
    const [from, to] = [columns.time[track.rows[first[session]!]!]!, columns.time[track.rows[last[session]!]!]!];
    if (from >= dayMs + DAY) break;
    const net = where.net[track.strands.where[strand[session]!]!]!;
    if (to < dayMs || !nets.includes(net)) continue;
    const own = bars.get(net) ?? [];
    const before = own.at(-1);
    if (before !== undefined && from <= before[1]) before[1] = Math.max(before[1], Math.min(to, dayMs + DAY));
    else own.push([Math.max(from, dayMs), Math.min(to, dayMs + DAY)]);
    bars.set(net, own);
  }
  return {
    ...userRowOf(people, person, heads, says), dayMs,
    lanes: nets.map((net) => ({ label: where.nets[net]!.label, slot: slots.get(where.nets[net]!.label) ?? 0, bars: bars.get(net) ?? [] })),
  };
}
