import { isoOf, type UserCredential } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';
import { translate, type Columns } from '../columns/index.ts';
import type { Followed, People } from './users-people.ts';
import { networksOf, type Slots } from './users-sums.ts';

const LISTED = 500;
/** Events between two steps. */
const STEP = 2 ** 16;

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
      const rows = unused.get(name);
      if (rows === undefined) unused.set(name, [row]);
      else rows.push(row);
    }
  }
  return { byCredential, unused };
}

/** A key or token that may be listed: on how many networks it was, its last time, and the first row, by which equal ones stand. `card` is worked out for those that are listed. */
interface Candidate {
  readonly nets: number;
  readonly last: number;
  readonly first: number;
  readonly card: () => UserCredential;
}

/** Keys and tokens of a user: those on several networks first, then the latest. A key that was issued to the user and never used has 0 events, at the time of issue. */
export function* credentialsOf(people: People, { track, person }: Followed, slots: Slots): Steps<{ readonly credentials: UserCredential[]; readonly more: number }> {
  const { columns, where } = people;
  const issued = issuedIn(columns);
  yield;
  const { starts, places } = byCredential(columns, track.rows);
  yield;
  const listed = listOf();
  let since = 0;
  // The credential that was last met on a network.
  const on = new Uint32Array(where.nets.length);
  for (let id = 1; id + 1 < starts.length; id += 1) {
    const [from, end] = [starts[id]!, starts[id + 1]!];
    if (from === end) continue;
    since += end - from;
    if (since >= STEP) {
      since = 0;
      yield;
    }
    let nets = 0;
    for (let at = from; at < end; at += 1) {
      const net = where.net[where.of[track.rows[places[at]!]!]!]!;
      if (net !== 0 && on[net] !== id) {
        on[net] = id;
        nets += 1;
      }
    }
    const first = track.rows[places[from]!]!;
    const last = columns.time[track.rows[places[end - 1]!]!]!;
    listed.offer(nets, last, first, () => cardOf(people, id, Uint32Array.from(places.subarray(from, end), (place) => track.rows[place]!), issued.byCredential.get(id), slots));
  }
  for (const row of person.names.flatMap((name) => issued.unused.get(name) ?? [])) listed.offer(0, columns.time[row]!, Infinity, () => unusedCard(columns, row));
  return listed.result();
}

/** Places of a user's rows by credential id, each in time: those of id are `places[starts[id]] … places[starts[id + 1] - 1]`. */
function byCredential(columns: Columns, rows: Uint32Array): { readonly starts: Uint32Array; readonly places: Uint32Array } {
  const ids = columns.idsAt('credential.id', rows);
  const starts = new Uint32Array(columns.size('credential.id') + 1);
  for (const id of ids) starts[id + 1]! += 1;
  for (let id = 1; id < starts.length; id += 1) starts[id]! += starts[id - 1]!;
  const next = starts.slice();
  const places = new Uint32Array(rows.length);
  for (let place = 0; place < ids.length; place += 1) places[next[ids[place]!]!++] = place;
  return { starts, places };
}

/** Keeps the first of many without sorting all of them: a role may have a million keys. */
function listOf() {
  const best: Candidate[] = [];
  let total = 0;
  return {
    offer(nets: number, last: number, first: number, card: () => UserCredential): void {
      total += 1;
      const before = (one: Candidate): boolean => one.nets !== nets ? one.nets > nets : one.last !== last ? one.last > last : one.first <= first;
      if (best.length === LISTED && before(best[LISTED - 1]!)) return;
      let [low, high] = [0, best.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (before(best[middle]!)) low = middle + 1;
        else high = middle;
      }
      best.splice(low, 0, { nets, last, first, card });
      if (best.length > LISTED) best.pop();
    },
    result: () => ({ credentials: best.map(({ card }) => card()), more: total - best.length }),
  };
}

function unusedCard(columns: Columns, row: number): UserCredential {
  const at = isoOf(columns.time[row]!);
  const id = columns.text('credential.issued_id', columns.idsAt('credential.issued_id', Uint32Array.of(row))[0]!);
  return { id, tokenType: null, count: 0, first: at, last: at, networks: [], agents: 0, issued: issueOf(columns, row), sessions: 0, failures: 0 };
}

/** A credential that was used, by its rows. */
function cardOf({ columns, where, source }: People, id: number, rows: Uint32Array, issuedAt: number | undefined, slots: Slots): UserCredential {
  const [agent, session] = [columns.idsAt('user_agent.original', rows), columns.idsAt('session.id', rows)];
  const [outcome, token] = [columns.idsAt('event.outcome', rows), columns.idsAt('auth.token_type', rows)];
  const failure = columns.idOf('event.outcome', 'failure');
  const [templates, sessions, entries] = [new Set<number>(), new Set<number>(), new Map<number, number>()];
  let [failures, tokenType] = [0, 0];
  for (const [at, row] of rows.entries()) {
    const entry = where.of[row]!;
    entries.set(entry, (entries.get(entry) ?? 0) + 1);
    if (session[at] !== 0) sessions.add(session[at]!);
    const template = source.templateOf[agent[at]!]!;
    if (template !== 0) templates.add(template);
    if (failure !== 0 && outcome[at] === failure) failures += 1;
    tokenType ||= token[at]!;
  }
  return {
    id: columns.text('credential.id', id), tokenType: tokenType === 0 ? null : columns.text('auth.token_type', tokenType), count: rows.length,
    first: isoOf(columns.time[rows[0]!]!), last: isoOf(columns.time[rows.at(-1)!]!), networks: networksOf({ columns, where }, entries, slots), agents: templates.size,
    issued: issuedAt === undefined ? null : issueOf(columns, issuedAt), sessions: sessions.size, failures,
  };
}

function issueOf(columns: Columns, row: number): NonNullable<UserCredential['issued']> {
  const at = Uint32Array.of(row);
  const [by, ip] = [columns.idsAt('user.name', at)[0]!, columns.idsAt('source.ip', at)[0]!];
  return { event: columns.event[row]!, at: isoOf(columns.time[row]!), by: by === 0 ? null : columns.text('user.name', by), ip: ip === 0 ? null : columns.text('source.ip', ip) };
}
