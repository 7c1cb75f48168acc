import { Fault } from '../contract/index.ts';
import { finish, resumable, type Steps } from '../kit/steps.ts';
import { groupRows, type Columns, type Groups } from '../columns/index.ts';
import { lengthOf, longestOf, spansInTwoPlaces, staysThatMay, type Span, type Stays } from './overlaps.ts';
import { whereabouts, type Whereabouts } from './users-networks.ts';
import { learningOf, throughAgent, trackOf, trackSource, waysOut, type Strands, type Track, type TrackSource } from './users-track.ts';

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
}
export interface People {
  readonly columns: Columns;
  readonly where: Whereabouts;
  readonly source: TrackSource;
  /** Client (`user_agent.name`) of each agent. */
  readonly clientOf: Uint32Array;
  readonly groups: Groups;
  /** In the order of the groups. */
  readonly persons: readonly Person[];
  readonly heavy: ReadonlyMap<string, Followed>;
  /** The others that were asked for last. */
  readonly lately: Map<string, Followed>;
}

/** Users with so many events are followed once, and stay so: there are few of them, and each takes a while. */
const HEAVY = 100_000;

/** Events of small users between two steps. */
const STEP_EVENTS = 20_000;

const people = resumable(prepare);
/** All users of a case, gone through once per columns: a few seconds for 10 M events. Events without a user name are nobody's. */
export const peopleOf = (columns: Columns): People => people.get(columns);
/** Makes the same a step at a time. */
export const preparePeople = (columns: Columns): Steps<void> => people.steps(columns);

function* prepare(columns: Columns): Steps<People> {
  const where = yield* whereabouts(columns);
  const source = trackSource(columns, where);
  yield;
  const clientOf = throughAgent(columns, 'user_agent.name');
  yield;
  const groups = groupRows(columns, ['user.name'], { nulls: 'drop' });
  yield;
  const heavy = new Map<string, Followed>();
  const persons: Person[] = [];
  let since = 0;
  for (let group = 0; group < groups.count; group += 1) {
    const one = yield* followed(source, columns.text('user.name', groups.key(group, 0)), rowsOf(groups, group));
    if (one.person.events >= HEAVY) heavy.set(one.person.user, one);
    persons.push(one.person);
    since += one.person.events;
    if (since < STEP_EVENTS) continue;
    since = 0;
    yield;
  }
  return { columns, where, source, clientOf, groups, persons, heavy, lately: new Map() };
}

function* followed(source: TrackSource, user: string, rows: Uint32Array): Steps<Followed> {
  const { columns } = source;
  const { track, stays } = yield* trackOf(source, rows);
  const spans = spansOf(source, track, stays);
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const [type] = columns.idsAt('user.type', rows.subarray(-1));
  const person: Person = {
    user, type: type === 0 ? null : columns.text('user.type', type!), events: rows.length, first, last, strands: track.strands, overlapMs: lengthOf(spans), longest: longestOf(spans),
  };
  return { person, track, spans };
}

const rowsOf = ({ starts, rows }: Groups, group: number): Uint32Array => rows.subarray(starts[group]!, starts[group + 1]!);

/** The spans in which the user of a track was in two places. */
function spansOf({ columns, where }: TrackSource, { strands, rows }: Track, stays: Stays): readonly Span[] {
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
  const known = (net: number): boolean => out.has(net) && !fresh(net);
  return spansInTwoPlaces(staysThatMay(stays, known, fresh), known, fresh);
}

/** A user with everything that was gone through. */
export interface Followed {
  readonly person: Person;
  readonly track: Track;
  readonly spans: readonly Span[];
}
const MOST_FOLLOWED = 8;

/**
 * The track of one user.
 * @throws Fault case/no-such-user
 */
export function follow({ columns, groups, source, heavy, lately }: People, user: string): Followed {
  const known = heavy.get(user) ?? lately.get(user);
  const found = known ?? finish(followed(source, user, rowsOf(groups, groupNamed(columns, groups, user))));
  if (heavy.has(user)) return found;
  lately.delete(user);
  lately.set(user, found);
  if (lately.size > MOST_FOLLOWED) lately.delete(lately.keys().next().value!);
  return found;
}

/** Groups ascend with the ids of the names. */
function groupNamed(columns: Columns, groups: Groups, user: string): number {
  const id = columns.idOf('user.name', user);
  let [low, high] = [0, groups.count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (groups.key(middle, 0) < id) low = middle + 1;
    else high = middle;
  }
  if (id === 0 || low === groups.count || groups.key(low, 0) !== id) throw new Fault('case/no-such-user', { user });
  return low;
}
