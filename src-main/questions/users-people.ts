import { Fault } from '../contract/index.ts';
import { finish, resumable, type Steps } from '../kit/steps.ts';
import { groupRows, type Columns, type Groups } from '../columns/index.ts';
import { lookUp } from '../identity/index.ts';
import { lengthOf, longestOf, spansInTwoPlaces, staysThatMay, type Span, type Stays } from './overlaps.ts';
import { whereabouts, type Whereabouts } from './users-networks.ts';
import { learningOf, throughAgent, trackOf, trackSource, waysOut, type Strands, type Track, type TrackSource } from './users-track.ts';

/** One user in short: what lists and the overview need, made once for all users of a case. A person with several names is one user, who goes by the main name. */
export interface Person {
  readonly user: string;
  /** All of its names, the main one first. */
  readonly names: readonly string[];
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

/** What does not depend on who is one person, and the users as they were told last, by what is behind the columns: when an analyst joins two of a million names, the others stay as they are. */
interface Before { readonly where: Whereabouts; readonly source: TrackSource; readonly clientOf: Uint32Array; persons: ReadonlyMap<string, Person>; heavy: ReadonlyMap<string, Followed> }
const before = new WeakMap<SharedArrayBuffer, Before>();

function* sourceOf(columns: Columns): Steps<Before> {
  const known = before.get(columns.buffer);
  if (known !== undefined) return known;
  const where = yield* whereabouts(columns);
  const source = trackSource(columns, where);
  yield;
  const made: Before = { where, source, clientOf: throughAgent(columns, 'user_agent.name'), persons: new Map(), heavy: new Map() };
  before.set(columns.buffer, made);
  yield;
  return made;
}

function* prepare(columns: Columns): Steps<People> {
  const last = yield* sourceOf(columns);
  const { where, source, clientOf } = last;
  const { namesOf } = lookUp(columns.persons);
  const groups = groupRows(columns, ['actor.name'], { nulls: 'drop' });
  yield;
  const heavy = new Map<string, Followed>();
  const persons: Person[] = [];
  let since = 0;
  for (let group = 0; group < groups.count; group += 1) {
    const user = columns.text('actor.name', groups.key(group, 0));
    const names = namesOf(user);
    const known = last.persons.get(user);
    if (known !== undefined && known.names.join('\n') === names.join('\n')) {
      persons.push(known);
      if (last.heavy.has(user)) heavy.set(user, last.heavy.get(user)!);
      continue;
    }
    const one = yield* followed(source, names, rowsOf(groups, group));
    if (one.person.events >= HEAVY) heavy.set(user, one);
    persons.push(one.person);
    since += one.person.events;
    if (since < STEP_EVENTS) continue;
    since = 0;
    yield;
  }
  last.persons = new Map(persons.map((person) => [person.user, person]));
  last.heavy = heavy;
  return { columns, where, source, clientOf, groups, persons, heavy, lately: new Map() };
}

function* followed(source: TrackSource, names: readonly string[], rows: Uint32Array): Steps<Followed> {
  const { columns } = source;
  const { track, stays } = yield* trackOf(source, rows, names.length > 1);
  const spans = spansOf(source, track, stays);
  const [first, last] = [rows[0]!, rows.at(-1)!];
  const [type] = columns.idsAt('user.type', rows.subarray(-1));
  const person: Person = {
    user: names[0]!, names, type: type === 0 ? null : columns.text('user.type', type!), events: rows.length, first, last, strands: track.strands, overlapMs: lengthOf(spans), longest: longestOf(spans),
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
 * The track of one user, by any of its names.
 * @throws Fault case/no-such-user
 */
export function follow({ columns, groups, source, heavy, lately }: People, name: string): Followed {
  const user = lookUp(columns.persons).personOf(name);
  const known = heavy.get(user) ?? lately.get(user);
  const found = known ?? finish(followed(source, lookUp(columns.persons).namesOf(user), rowsOf(groups, groupNamed(columns, groups, user))));
  if (heavy.has(user)) return found;
  lately.delete(user);
  lately.set(user, found);
  if (lately.size > MOST_FOLLOWED) lately.delete(lately.keys().next().value!);
  return found;
}

/** Rows of a user, by any of its names, in time. */
export function rowsOfPerson({ columns, groups }: People, name: string): Uint32Array {
  return rowsOf(groups, groupNamed(columns, groups, name));
}

/** Groups ascend with the ids of the names. */
function groupNamed(columns: Columns, groups: Groups, user: string): number {
  const id = columns.idOf('actor.name', user);
  let [low, high] = [0, groups.count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (groups.key(middle, 0) < id) low = middle + 1;
    else high = middle;
  }
  if (id === 0 || low === groups.count || groups.key(low, 0) !== id) throw new Fault('case/no-such-user', { user });
  return low;
}
