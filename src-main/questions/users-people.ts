import { Fault } from '../contract/index.ts';
import { groupRows, type Columns, type Groups } from '../columns/index.ts';
import { lengthOf, longestOf, spansInTwoPlaces, type Span } from './overlaps.ts';
import { whereabouts, type Whereabouts } from './users-networks.ts';
import { learningOf, throughAgent, trackColumns, trackOf, trackTables, waysOut, type Strands, type Track, type TrackColumns, type TrackTables } from './users-track.ts';

/** One user in short: what lists and the overview need, made once for all users of a case. */
export interface Person {
  readonly user: string;
  /** The user type of the last event. */
  readonly type: string | null;
  readonly events: number;
  /** Rows of the first and last event. */
  readonly first: number;
  readonly last: number;
  readonly strands: Strands;
  readonly overlapMs: number;
  readonly longest: Span | null;
  /** Networks of all spans in two places. */
  readonly spanNets: readonly number[];
}
export interface People {
  readonly columns: Columns;
  readonly where: Whereabouts;
  readonly tables: TrackTables;
  /** Client (`user_agent.name`) of each agent. */
  readonly clientOf: Uint32Array;
  readonly groups: Groups;
  /** In the order of the groups. */
  readonly persons: readonly Person[];
}

const made = new WeakMap<Columns, People>();
/** All users of a case, gone through once per columns: a few seconds for 10 M events. Events without a user name are nobody's. */
export function peopleOf(columns: Columns): People {
  let people = made.get(columns);
  if (people === undefined) made.set(columns, (people = prepare(columns)));
  return people;
}

function prepare(columns: Columns): People {
  const where = whereabouts(columns);
  const tables = trackTables(columns, where);
  const clientOf = throughAgent(columns, 'user_agent.name');
  const groups = groupRows(columns, ['user.name'], { nulls: 'drop' });
  const [from, types] = [trackColumns(columns, where, tables), columns.ids('user.type')];
  return { columns, where, tables, clientOf, groups, persons: Array.from({ length: groups.count }, (_, group) => personOf({ columns, where, groups }, from, types, group)) };
}

function personOf({ columns, where, groups }: Pick<People, 'columns' | 'where' | 'groups'>, from: TrackColumns, types: Uint32Array, group: number): Person {
  const rows = rowsOf(groups, group);
  const track = trackOf(from, rows);
  const spans = spansOf({ columns, where }, track);
  const [first, last] = [rows[0]!, rows.at(-1)!];
  return {
    user: columns.text('user.name', groups.key(group, 0)), type: types[last] === 0 ? null : columns.text('user.type', types[last]!), events: rows.length, first, last, strands: track.strands,
    overlapMs: lengthOf(spans), longest: longestOf(spans), spanNets: [...new Set(spans.flatMap(({ nets }) => nets))],
  };
}

const rowsOf = ({ starts, rows }: Groups, group: number): Uint32Array => rows.subarray(starts[group]!, starts[group + 1]!);

/** The spans in which the user of a track was in two places. */
export function spansOf({ columns, where }: Pick<People, 'columns' | 'where'>, { strands, stays, rows }: Track): readonly Span[] {
  if (new Set(stays.net).size < 2) return [];
  const time = columns.time;
  const learned = time[rows[0]!]! + learningOf(time[rows[0]!]!, time[rows.at(-1)!]!);
  const since = new Map<number, number>();
  const out = new Set<number>();
  for (let strand = 0; strand < strands.count; strand += 1) {
    const entry = strands.where[strand]!;
    const net = where.net[entry]!;
    since.set(net, Math.min(since.get(net) ?? Infinity, time[strands.first[strand]!]!));
    if (where.nets[net]!.endpoint || (where.egress[entry] !== 0 && waysOut.has(columns.text('source.egress', where.egress[entry]!)))) out.add(net);
  }
  const fresh = (net: number): boolean => since.get(net)! > learned;
  return spansInTwoPlaces(stays, (net) => out.has(net) && !fresh(net), fresh);
}

/** A user with everything that was gone through. */
export interface Followed {
  readonly person: Person;
  readonly track: Track;
  readonly spans: readonly Span[];
}
const followed = new WeakMap<People, Map<string, Followed>>();
const MOST_FOLLOWED = 8;

/**
 * The track of one user; the last few are kept.
 * @throws Fault case/no-such-user
 */
export function follow(people: People, user: string): Followed {
  let kept = followed.get(people);
  if (kept === undefined) followed.set(people, (kept = new Map()));
  const known = kept.get(user);
  kept.delete(user);
  const found = known ?? followNow(people, user);
  kept.set(user, found);
  if (kept.size > MOST_FOLLOWED) kept.delete(kept.keys().next().value!);
  return found;
}

function followNow(people: People, user: string): Followed {
  const id = people.columns.idOf('user.name', user);
  const group = id === 0 ? -1 : people.persons.findIndex((person) => person.user === user);
  if (group < 0) throw new Fault('case/no-such-user', { user });
  const track = trackOf(trackColumns(people.columns, people.where, people.tables), rowsOf(people.groups, group));
  return { person: people.persons[group]!, track, spans: spansOf(people, track) };
}
