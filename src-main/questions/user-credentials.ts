import { isoOf, type UserCredential } from '../contract/index.ts';
import { translate, type Columns } from '../columns/index.ts';
import type { Followed, People } from './users-people.ts';
import { networksOf, type Slots } from './users-sums.ts';

const LISTED = 500;

/** Where keys and tokens were issued: rows by credential id, and by the name of the user that they were issued to. */
interface Issued {
  readonly byCredential: ReadonlyMap<number, number>;
  /** Rows whose credential nobody used. */
  readonly unused: ReadonlyMap<string, readonly number[]>;
}
const known = new WeakMap<Columns, Issued>();

function issuedIn(columns: Columns): Issued {
  let found = known.get(columns);
  if (found === undefined) known.set(columns, (found = gather(columns)));
  return found;
}

function gather(columns: Columns): Issued {
  const issued = columns.ids('credential.issued_id');
  const used = translate(columns, 'credential.issued_id', 'credential.id');
  const byCredential = new Map<number, number>();
  const unused = new Map<string, number[]>();
  for (let row = 0; row < issued.length; row += 1) {
    const id = issued[row]!;
    if (id === 0) continue;
    if (used[id] !== 0) {
      if (!byCredential.has(used[id]!)) byCredential.set(used[id]!, row);
      continue;
    }
    const { offsets, values } = columns.many('user.target.name');
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) {
      const name = columns.text('user.target.name', values[at]!);
      unused.set(name, [...(unused.get(name) ?? []), row]);
    }
  }
  return { byCredential, unused };
}

interface Use {
  readonly id: number;
  count: number;
  readonly first: number;
  last: number;
  failures: number;
  tokenType: number;
  readonly entries: Map<number, number>;
  readonly templates: Set<number>;
  readonly sessions: Set<number>;
}

/** Keys and tokens of a user: those on several networks first, then the latest. A key that was issued to the user and never used has 0 events, at the time of issue. */
export function credentialsOf(people: People, { track, person }: Followed, slots: Slots): { readonly credentials: UserCredential[]; readonly more: number } {
  const { columns } = people;
  const issued = issuedIn(columns);
  const shown = usesOf(people, track.rows).map((use) => ({ last: columns.time[use.last]!, card: cardOf(people, use, issued.byCredential.get(use.id), slots) }));
  for (const row of issued.unused.get(person.user) ?? []) {
    const at = isoOf(columns.time[row]!);
    shown.push({ last: columns.time[row]!, card: {
      id: columns.text('credential.issued_id', columns.ids('credential.issued_id')[row]!), tokenType: null, count: 0, first: at, last: at, networks: [], agents: 0,
      issued: issueOf(columns, row), sessions: 0, failures: 0,
    } });
  }
  shown.sort((a, b) => b.card.networks.length - a.card.networks.length || b.last - a.last || (a.card.id < b.card.id ? -1 : 1));
  return { credentials: shown.slice(0, LISTED).map(({ card }) => card), more: Math.max(0, shown.length - LISTED) };
}

function usesOf({ columns, where, tables }: People, rows: Uint32Array): readonly Use[] {
  const [credential, agent, session, outcome, token] = [columns.ids('credential.id'), columns.ids('user_agent.original'), columns.ids('session.id'), columns.ids('event.outcome'), columns.ids('auth.token_type')];
  const failure = columns.idOf('event.outcome', 'failure');
  const uses = new Map<number, Use>();
  for (const row of rows) {
    const id = credential[row]!;
    if (id === 0) continue;
    let use = uses.get(id);
    if (use === undefined) uses.set(id, (use = { id, count: 0, first: row, last: row, failures: 0, tokenType: 0, entries: new Map(), templates: new Set(), sessions: new Set() }));
    use.count += 1;
    use.last = row;
    use.tokenType ||= token[row]!;
    if (failure !== 0 && outcome[row] === failure) use.failures += 1;
    if (session[row] !== 0) use.sessions.add(session[row]!);
    const template = tables.templateOf[agent[row]!]!;
    if (template !== 0) use.templates.add(template);
    use.entries.set(where.of[row]!, (use.entries.get(where.of[row]!) ?? 0) + 1);
  }
  return [...uses.values()];
}

function cardOf(people: People, use: Use, issuedAt: number | undefined, slots: Slots): UserCredential {
  const { columns } = people;
  return {
    id: columns.text('credential.id', use.id), tokenType: use.tokenType === 0 ? null : columns.text('auth.token_type', use.tokenType), count: use.count,
    first: isoOf(columns.time[use.first]!), last: isoOf(columns.time[use.last]!), networks: networksOf(people, use.entries, slots), agents: use.templates.size,
    issued: issuedAt === undefined ? null : issueOf(columns, issuedAt), sessions: use.sessions.size, failures: use.failures,
  };
}

function issueOf(columns: Columns, row: number): NonNullable<UserCredential['issued']> {
  const [by, ip] = [columns.ids('user.name')[row]!, columns.ids('source.ip')[row]!];
  return { event: columns.event[row]!, at: isoOf(columns.time[row]!), by: by === 0 ? null : columns.text('user.name', by), ip: ip === 0 ? null : columns.text('source.ip', ip) };
}
