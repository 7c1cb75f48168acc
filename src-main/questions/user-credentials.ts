import { isoOf, type UserCredential } from '../contract/index.ts';
import { translate, type Columns } from '../columns/index.ts';
import { pairCoder, type PairCoder } from './users-coder.ts';
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
  nets: number;
  templates: number;
  sessions: number;
}

/** Keys and tokens of a user: those on several networks first, then the latest. A key that was issued to the user and never used has 0 events, at the time of issue. */
export function credentialsOf(people: People, { track, person }: Followed, slots: Slots): { readonly credentials: UserCredential[]; readonly more: number } {
  const { columns } = people;
  const issued = issuedIn(columns);
  const used = usesOf(people, track.rows);
  const uses = used.uses.map((use) => ({ nets: use.nets, last: columns.time[use.last]!, card: () => cardOf(people, use, used.entries(use.id), issued.byCredential.get(use.id), slots) }));
  const unused = (issued.unused.get(person.user) ?? []).map((row) => ({ nets: 0, last: columns.time[row]!, card: () => unusedCard(columns, row) }));
  // A role may have many thousands of keys: only those that are listed are worked out.
  const all = [...uses, ...unused].sort((a, b) => b.nets - a.nets || b.last - a.last);
  return { credentials: all.slice(0, LISTED).map(({ card }) => card()), more: Math.max(0, all.length - LISTED) };
}

function unusedCard(columns: Columns, row: number): UserCredential {
  const at = isoOf(columns.time[row]!);
  const id = columns.text('credential.issued_id', columns.idsAt('credential.issued_id', Uint32Array.of(row))[0]!);
  return { id, tokenType: null, count: 0, first: at, last: at, networks: [], agents: 0, issued: issueOf(columns, row), sessions: 0, failures: 0 };
}

/** Every credential that was used; `entries` gives events by entry of the whereabouts. */
function usesOf({ columns, where, source }: People, rows: Uint32Array): { readonly uses: readonly Use[]; entries(id: number): ReadonlyMap<number, number> } {
  const [credential, agent, session] = [columns.idsAt('credential.id', rows), columns.idsAt('user_agent.original', rows), columns.idsAt('session.id', rows)];
  const [outcome, token] = [columns.idsAt('event.outcome', rows), columns.idsAt('auth.token_type', rows)];
  const failure = columns.idOf('event.outcome', 'failure');
  // Pairs are coded on the way and handed out at the end: no set is touched once per event.
  const [entries, templates, sessions] = [pairCoder(), pairCoder(), pairCoder()];
  const events: number[] = [];
  const uses = new Map<number, Use>();
  let use: Use | undefined;
  // Most events have the client and session of the one before.
  let [lastTemplate, lastSession] = [0, 0];
  for (let place = 0; place < rows.length; place += 1) {
    const id = credential[place]!;
    if (id === 0) continue;
    const row = rows[place]!;
    if (use?.id !== id) {
      use = uses.get(id);
      [lastTemplate, lastSession] = [0, 0];
    }
    if (use === undefined) uses.set(id, (use = { id, count: 0, first: row, last: row, failures: 0, tokenType: 0, nets: 0, templates: 0, sessions: 0 }));
    use.count += 1;
    use.last = row;
    use.tokenType ||= token[place]!;
    if (failure !== 0 && outcome[place] === failure) use.failures += 1;
    const entry = entries.code(id, where.of[row]!);
    events[entry] = (events[entry] ?? 0) + 1;
    const template = source.templateOf[agent[place]!]!;
    if (template !== lastTemplate) templates.code(id, (lastTemplate = template));
    if (session[place] !== lastSession) sessions.code(id, (lastSession = session[place]!));
  }
  const nets = pairCoder();
  const codesOf = new Map<number, number[]>();
  for (let code = 0; code < events.length; code += 1) {
    const [credentialId, net] = [entries.a(code), where.net[entries.b(code)]!];
    const own = codesOf.get(credentialId);
    if (own) own.push(code);
    else codesOf.set(credentialId, [code]);
    nets.code(credentialId, net);
  }
  const each = (coder: PairCoder, count: (use: Use) => void): void => {
    for (let code = 0; code < coder.size(); code += 1) if (coder.b(code) !== 0) count(uses.get(coder.a(code))!);
  };
  each(nets, (one) => (one.nets += 1));
  each(templates, (one) => (one.templates += 1));
  each(sessions, (one) => (one.sessions += 1));
  return { uses: [...uses.values()], entries: (id) => new Map(codesOf.get(id)!.map((code) => [entries.b(code), events[code]!])) };
}

function cardOf(people: People, use: Use, entries: ReadonlyMap<number, number>, issuedAt: number | undefined, slots: Slots): UserCredential {
  const { columns } = people;
  return {
    id: columns.text('credential.id', use.id), tokenType: use.tokenType === 0 ? null : columns.text('auth.token_type', use.tokenType), count: use.count,
    first: isoOf(columns.time[use.first]!), last: isoOf(columns.time[use.last]!), networks: networksOf(people, entries, slots), agents: use.templates,
    issued: issuedAt === undefined ? null : issueOf(columns, issuedAt), sessions: use.sessions, failures: use.failures,
  };
}

function issueOf(columns: Columns, row: number): NonNullable<UserCredential['issued']> {
  const at = Uint32Array.of(row);
  const [by, ip] = [columns.idsAt('user.name', at)[0]!, columns.idsAt('source.ip', at)[0]!];
  return { event: columns.event[row]!, at: isoOf(columns.time[row]!), by: by === 0 ? null : columns.text('user.name', by), ip: ip === 0 ? null : columns.text('source.ip', ip) };
}
