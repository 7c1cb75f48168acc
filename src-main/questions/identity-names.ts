import type { Columns } from '../columns/index.ts';
import { isoOf, type FieldName, type UserName } from '../contract/index.ts';
import type { Steps } from '../kit/steps.ts';
import { pairCoder } from './users-coder.ts';

/** User names of a case as the logs have them, whoever is behind them. */
export interface NamesIn {
  /** By id of `user.name`. */
  readonly events: Uint32Array;
  /** Rows of the first and last event. */
  readonly first: Uint32Array;
  readonly last: Uint32Array;
  /** Sources of a name, most events first. */
  sources(id: number): readonly { readonly dataset: string; readonly events: number }[];
}

const STEP = 2 ** 20;
const known = new WeakMap<SharedArrayBuffer, NamesIn>();

/** Goes through the rows once. It says nothing of persons, so it is kept while the columns lie on the same memory. */
export function* namesIn(columns: Columns): Steps<NamesIn> {
  const had = known.get(columns.buffer);
  if (had !== undefined) return had;
  const made = yield* gather(columns);
  known.set(columns.buffer, made);
  return made;
}

function* gather(columns: Columns): Steps<NamesIn> {
  const [users, datasets] = [columns.ids('user.name'), columns.ids('event.dataset')];
  const size = columns.size('user.name');
  const [events, first, last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)];
  const coder = pairCoder();
  const counts: number[] = [];
  for (let row = 0; row < users.length; row += 1) {
    if (row % STEP === STEP - 1) yield;
    const user = users[row]!;
    if (user === 0) continue;
    if (events[user] === 0) first[user] = row;
    events[user]! += 1;
    last[user] = row;
    const code = coder.code(user, datasets[row]!);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const own = new Map<number, { dataset: string; events: number }[]>();
  for (const [code, count] of counts.entries()) {
    if (coder.b(code) === 0) continue;
    const list = own.get(coder.a(code)) ?? [];
    list.push({ dataset: columns.text('event.dataset', coder.b(code)), events: count });
    own.set(coder.a(code), list);
  }
  for (const list of own.values()) list.sort((a, b) => b.events - a.events || (a.dataset < b.dataset ? -1 : 1));
  return { events, first, last, sources: (id) => own.get(id) ?? [] };
}

/** A name as it is shown; null where no event has it. */
export function nameShown(columns: Columns, names: NamesIn, name: string): UserName | null {
  const id = columns.idOf('user.name', name);
  if (id === 0) return null;
  return { name, events: names.events[id]!, first: isoOf(columns.time[names.first[id]!]!), last: isoOf(columns.time[names.last[id]!]!), sources: [...names.sources(id)] };
}

/** Ids that stand beside more names than this are of a crowd: a proxy, a shared machine. */
const CROWD = 4;

/** Names that share an id of a field, with how many ids: one key, one session or one device under two names. */
export function* sharedIds(columns: Columns, field: FieldName): Steps<readonly { readonly a: number; readonly b: number; readonly count: number }[]> {
  const [users, ids] = [columns.ids('user.name'), columns.ids(field)];
  const owner = new Uint32Array(columns.size(field));
  const others = new Map<number, Set<number>>();
  for (let row = 0; row < ids.length; row += 1) {
    if (row % STEP === STEP - 1) yield;
    const [user, id] = [users[row]!, ids[row]!];
    if (id === 0 || user === 0 || owner[id] === user) continue;
    if (owner[id] === 0) owner[id] = user;
    else {
      const set = others.get(id) ?? new Set([owner[id]!]);
      set.add(user);
      others.set(id, set);
    }
  }
  const coder = pairCoder();
  const counts: number[] = [];
  for (const set of others.values()) {
    if (set.size > CROWD) continue;
    const list = [...set].sort((a, b) => a - b);
    for (const [at, a] of list.entries()) for (const b of list.slice(at + 1)) {
      const code = coder.code(a, b);
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
  return counts.map((count, code) => ({ a: coder.a(code), b: coder.b(code), count }));
}

/** Distinct values of a field beside each name, at most a few per name. */
export function* valuesBeside(columns: Columns, field: FieldName, most: number): Steps<ReadonlyMap<number, readonly string[]>> {
  const found = new Map<number, string[]>();
  if (columns.size(field) <= 1) return found;
  const [users, ids] = [columns.ids('user.name'), columns.ids(field)];
  const coder = pairCoder();
  for (let row = 0; row < ids.length; row += 1) {
    if (row % STEP === STEP - 1) yield;
    if (ids[row] === 0 || users[row] === 0) continue;
    const before = coder.size();
    const code = coder.code(users[row]!, ids[row]!);
    if (code < before) continue;
    const list = found.get(users[row]!) ?? [];
    if (list.length < most) list.push(columns.text(field, ids[row]!));
    found.set(users[row]!, list);
  }
  return found;
}
