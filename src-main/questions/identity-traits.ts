import { traitSaid, type IdentitySaid } from '../case/index.ts';
import type { UserTrait } from '../contract/index.ts';
import { isNobody, suggestTrait, type Behaviour } from '../identity/index.ts';
import { rowsOfPerson, type People, type Person } from './users-people.ts';

/** Events of a user that are looked at for its habits: evenly over its time. */
const SAMPLE = 2000;
const HOUR = 3_600_000;

/** Who stands behind a user: what an analyst said last of any of its names, else what its names and habits suggest; null where neither says. */
export function traitOf(people: People, person: Person, said: IdentitySaid | undefined): UserTrait | null {
  const own = said === undefined ? undefined : traitSaid(said, person.names);
  if (own !== undefined) {
    const { value, seq, analyst, at, reason } = own;
    return value === null ? null : { value, said: { seq, analyst, at, reason }, why: [] };
  }
  const suggested = suggestTrait(person.names, behaviourOf(people, person));
  return suggested === null ? null : { value: suggested.value, said: null, why: [...suggested.why] };
}

const known = new WeakMap<Person, Behaviour>();
function behaviourOf(people: People, person: Person): Behaviour {
  let behaviour = known.get(person);
  if (behaviour === undefined) known.set(person, (behaviour = observe(people, person)));
  return behaviour;
}

function observe(people: People, person: Person): Behaviour {
  const { columns } = people;
  const all = rowsOfPerson(people, person.user);
  const every = Math.max(1, Math.floor(all.length / SAMPLE));
  const rows = every === 1 ? all : all.filter((_, at) => at % every === 0);
  const hours = new Array<number>(24).fill(0);
  for (const row of rows) hours[(((Math.floor(columns.time[row]! / HOUR) % 24) + 24) % 24)]! += 1;
  const clients: Record<string, number> = {};
  for (const id of columns.idsAt('user_agent.device.class', rows)) if (id !== 0) clients[columns.text('user_agent.device.class', id)] = (clients[columns.text('user_agent.device.class', id)] ?? 0) + 1;
  const types = [...new Set(columns.idsAt('user.type', rows))].flatMap((id) => (id === 0 ? [] : [columns.text('user.type', id)]));
  const minds = new Set([...new Set(columns.idsAt('user.id', rows))].flatMap((id) => (id === 0 ? [] : peopleIn(columns.text('user.id', id)))));
  return { types, people: minds.size, clients, hours };
}

const roleSession = /^arn:aws[a-z-]*:sts::\d*:assumed-role\/[^/]+\/(.+)$/;
/** Session names that tools make up. */
const madeUp = /^(botocore-session-|aws-sdk-|session|awscli|i-[0-9a-f]{8,17}$|\d|[0-9a-f]{16,})/i;

/** The person whose session of a role it is. */
function peopleIn(userId: string): readonly string[] {
  const session = roleSession.exec(userId)?.[1];
  return session === undefined || madeUp.test(session) || isNobody(session, []) ? [] : [session.toLowerCase()];
}
