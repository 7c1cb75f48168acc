import { isoOf, type FieldName, type FirstSeen } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';
import type { Followed, People, Person } from './users-people.ts';
import { learningOf } from './users-track.ts';

/** Of one user and of the overview, newest first. */
const SHOWN = { user: 200, overview: 50 };
/** What a user asks for is only told as new where there is a usual: more events than this. */
const ENOUGH_EVENTS = 50;

/** A value that was new. `row` is the first event with it. */
interface Fresh { readonly kind: FirstSeen['kind']; readonly value: string; readonly row: number; readonly user: string }

const asked = [['service', 'service.name'], ['region', 'cloud.region'], ['action', 'event.action']] as const satisfies readonly (readonly [FirstSeen['kind'], FieldName])[];

/**
 * What a user had for the first time after its learning time: networks, countries, agent templates; and services, regions and actions of users with more than 50 events.
 * What is met in the learning time is not new.
 */
export function* firstSeenOfUser(people: People, { person, track }: Followed): Steps<FirstSeen[]> {
  const found = whereNew(people, person);
  for (const one of asked) {
    yield;
    found.push(...askedNew(people, person, track.rows, [one]));
  }
  return newest(people, found, SHOWN.user);
}

/** Events of users between two steps. */
const STEP_EVENTS = 200_000;

/** The same over all users, without actions: a month of any company holds thousands of actions that somebody did for the first time. */
export function* firstSeenOfAll(people: People): Steps<{ readonly firstSeen: FirstSeen[]; readonly total: number }> {
  const { starts, rows } = people.groups;
  const found: Fresh[] = [];
  let since = 0;
  for (const [group, person] of people.persons.entries()) {
    found.push(...whereNew(people, person), ...askedNew(people, person, rows.subarray(starts[group]!, starts[group + 1]!), asked.slice(0, 2)));
    since += person.events + 500;
    if (since < STEP_EVENTS) continue;
    since = 0;
    yield;
  }
  return { firstSeen: newest(people, found, SHOWN.overview), total: found.length };
}

function newest({ columns }: People, found: readonly Fresh[], most: number): FirstSeen[] {
  return found.toSorted((a, b) => b.row - a.row).slice(0, most).map(({ kind, value, row, user }) => ({ at: isoOf(columns.time[row]!), kind, value, user, event: columns.event[row]! }));
}

/** The first row that is past the learning time of a user is later than this, in UTC ms. */
const learnedAt = ({ columns }: People, { first, last }: Person): number => columns.time[first]! + learningOf(columns.time[first]!, columns.time[last]!);

/** What sources write where a client named no agent: that is nothing new. */
const nothing: ReadonlySet<string> = new Set(['unknown', '-']);

function whereNew(people: People, person: Person): Fresh[] {
  const { columns, where } = people;
  const { strands, user } = person;
  const learned = learnedAt(people, person);
  const first = { network: new Map<number, number>(), country: new Map<number, number>(), agent: new Map<number, number>() };
  const note = (of: Map<number, number>, id: number, row: number): void => void (id !== 0 && of.set(id, Math.min(row, of.get(id) ?? Infinity)));
  for (let strand = 0; strand < strands.count; strand += 1) {
    const [entry, row] = [strands.where[strand]!, strands.first[strand]!];
    note(first.network, where.net[entry]!, row);
    note(first.country, where.country[entry]!, row);
    note(first.agent, strands.template[strand]!, row);
  }
  const fresh = (kind: keyof typeof first, text: (id: number) => string): Fresh[] =>
    [...first[kind]].filter(([, row]) => columns.time[row]! > learned).map(([id, row]) => ({ kind, value: text(id), row, user }));
  return [
    ...fresh('network', (net) => where.nets[net]!.label), ...fresh('country', (id) => columns.text('source.geo.country_iso_code', id)),
    ...fresh('agent', (id) => columns.text('user_agent.template', id)).filter(({ value }) => !nothing.has(value)),
  ];
}

function askedNew(people: People, person: Person, rows: Uint32Array, fields: readonly (typeof asked)[number][]): Fresh[] {
  const { columns } = people;
  if (rows.length <= ENOUGH_EVENTS) return [];
  const learned = learnedAt(people, person);
  return fields.flatMap(([kind, field]) => {
    const ids = columns.idsAt(field, rows);
    const seen = new Uint8Array(columns.size(field));
    const found: Fresh[] = [];
    for (let place = 0; place < rows.length; place += 1) {
      const id = ids[place]!;
      if (seen[id] === 1) continue;
      seen[id] = 1;
      const row = rows[place]!;
      if (id !== 0 && columns.time[row]! > learned) found.push({ kind, value: columns.text(field, id), row, user: person.user });
    }
    return found;
  });
}
