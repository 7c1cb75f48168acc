import { isoOf, type LineageNode } from '../contract/index.ts';
import type { People } from './users-people.ts';
import { countriesOf, networksOf, type Slots } from './users-sums.ts';

/** How events named a credential or session: in which fields. */
const fields = ['credential.id', 'session.id', 'session.root_id', 'host.id'] as const;
/** Addresses that are told apart for one node; beyond, it is simply many. */
const MOST_IPS = 1000;
const [USERS, AGENTS, NETWORKS] = [5, 3, 5];

/** What one log says of a credential or session; counts by dense ids, rows of columns. */
interface LogFacts { uses: number; readonly first: number; last: number; readonly nets: Map<number, number>; readonly templates: Map<number, number> }

/** What the events say that name a credential or session. Rows of columns; counts by entry of the whereabouts, and by dense ids. */
export interface NodeFacts {
  uses: number;
  /** Events by the field that names it, in the order of `fields`; an event may count in several. */
  readonly by: number[];
  first: number;
  last: number;
  readonly entries: Map<number, number>;
  /** Events by network, of those that say where the actor was: no service, no address of the inside, no instance in its own cloud. */
  readonly nets: Map<number, number>;
  readonly ips: Set<number>;
  readonly templates: Map<number, number>;
  readonly users: Map<number, number>;
  /** The same by log, by dense id of the dataset. */
  readonly logs: Map<number, LogFacts>;
  /** First row that says where the actor was; -1 where none does. */
  placed: number;
}

/**
 * Goes through all events once for the nodes that are asked for. An event counts once for a node, whichever of its fields names it. `own` gives the facts of a node by its text; a node that no event
 * uses (a key that was issued and never seen again) has none.
 */
export function factsOf({ columns, where, source }: People, ids: Iterable<string>): { readonly of: (id: string) => NodeFacts | undefined; readonly isCredential: (id: string) => boolean; readonly isHost: (id: string) => boolean } {
  const made: NodeFacts[] = [];
  const byText = new Map<string, number>();
  const wanted = fields.map((field) => new Int32Array(columns.size(field)).fill(-1));
  for (const text of ids) {
    const dense = fields.map((field) => columns.idOf(field, text));
    if (dense.every((id) => id === 0)) continue;
    const at = made.push({ uses: 0, by: [0, 0, 0, 0], first: -1, last: -1, entries: new Map(), nets: new Map(), ips: new Set(), templates: new Map(), users: new Map(), logs: new Map(), placed: -1 }) - 1;
    byText.set(text, at);
    for (const [field, id] of dense.entries()) if (id !== 0) wanted[field]![id] = at;
  }
  const named = fields.map((field) => columns.ids(field));
  const [ip, agent, user, userId, dataset] = [columns.ids('source.ip'), columns.ids('user_agent.original'), columns.ids('actor.name'), columns.ids('user.id'), columns.ids('event.dataset')];
  const says = (row: number, entry: number): boolean => where.inside[entry] === 0 && !(source.instance[userId[row]!] === 1 && (source.cloud[entry] === 1 || where.nets[where.net[entry]!]!.endpoint));
  const note = (at: number, row: number): void => {
    const one = made[at]!;
    if (one.uses === 0) one.first = row;
    one.uses += 1;
    const entry = where.of[row]!;
    bump(one.entries, entry);
    let log = one.logs.get(dataset[row]!);
    if (log === undefined) one.logs.set(dataset[row]!, (log = { uses: 0, first: row, last: row, nets: new Map(), templates: new Map() }));
    log.uses += 1;
    log.last = row;
    bump(log.templates, source.templateOf[agent[row]!]!);
    if (says(row, entry)) {
      bump(log.nets, where.net[entry]!);
      if (one.placed < 0) one.placed = row;
      bump(one.nets, where.net[entry]!);
    }
    if (ip[row] !== 0 && where.inside[entry] === 0 && one.ips.size < MOST_IPS) one.ips.add(ip[row]!);
    bump(one.templates, source.templateOf[agent[row]!]!);
    bump(one.users, user[row]!);
    one.last = row;
  };
  for (let row = 0; row < columns.count; row += 1) {
    const [a, b, c, d] = [wanted[0]![named[0]![row]!]!, wanted[1]![named[1]![row]!]!, wanted[2]![named[2]![row]!]!, wanted[3]![named[3]![row]!]!];
    if (a >= 0) made[a]!.by[0]! += 1;
    if (b >= 0) made[b]!.by[1]! += 1;
    if (c >= 0) made[c]!.by[2]! += 1;
    if (d >= 0) made[d]!.by[3]! += 1;
    if (a >= 0) note(a, row);
    if (b >= 0 && b !== a) note(b, row);
    if (c >= 0 && c !== a && c !== b) note(c, row);
    if (d >= 0 && d !== a && d !== b && d !== c) note(d, row);
  }
  return {
    of: (id) => { const at = byText.get(id); return at === undefined ? undefined : made[at]; },
    isHost: (id) => columns.idOf('host.id', id) !== 0 && columns.idOf('session.id', id) === 0,
    isCredential: (id) => columns.idOf('credential.id', id) !== 0 || columns.idOf('credential.issued_id', id) !== 0,
  };
}

function bump(counts: Map<number, number>, id: number): void {
  counts.set(id, (counts.get(id) ?? 0) + 1);
}

/** One node out of the facts of all that stand in it. */
export function nodeOf(people: People, facts: ReturnType<typeof factsOf>, ids: readonly string[], user: string, slots: Slots): LineageNode {
  const { columns } = people;
  const all = ids.flatMap((id) => facts.of(id) ?? []).filter((one) => one.uses > 0);
  const sum = (of: (one: NodeFacts) => ReadonlyMap<number, number>): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const one of all) for (const [id, n] of of(one)) counts.set(id, (counts.get(id) ?? 0) + n);
    return counts;
  };
  const most = (counts: ReadonlyMap<number, number>): number[] => [...counts].filter(([id]) => id !== 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
  const entries = sum((one) => one.entries);
  const placed = new Map([...entries].filter(([entry]) => people.where.inside[entry] === 0));
  const ips = new Set(all.flatMap((one) => [...one.ips]));
  const users = most(sum((one) => one.users));
  const [first, last] = [Math.min(...all.map((one) => one.first)), Math.max(...all.map((one) => one.last))];
  const token = all.length === 0 ? 0 : columns.idsAt('auth.token_type', Uint32Array.of(first))[0]!;
  const dataset = all.length === 0 ? 0 : columns.idsAt('event.dataset', Uint32Array.of(first))[0]!;
  const session = all.length !== 1 || !facts.isCredential(ids[0]!) ? 0 : columns.idsAt('session.id', Uint32Array.of(first))[0]!;
  const sessionText = session === 0 ? null : columns.text('session.id', session);
  const isCredential = facts.isCredential(ids[0]!);
  const host = all.length === 0 || isCredential || !facts.isHost(ids[0]!) ? 0 : columns.idsAt('host.name', Uint32Array.of(last))[0]!;
  const named = fields.map((field, at) => ({ field, uses: all.reduce((n, one) => n + one.by[at]!, 0) })).reduce((a, b) => (b.uses > a.uses ? b : a));
  return {
    id: ids[0]!, kind: isCredential ? 'credential' : facts.isHost(ids[0]!) ? 'host' : 'session', name: host === 0 ? null : columns.text('host.name', host), tokenType: token === 0 || !isCredential ? null : columns.text('auth.token_type', token),
    dataset: dataset === 0 ? null : columns.text('event.dataset', dataset), ids: ids.slice(0, 200), members: ids.length,
    users: users.slice(0, USERS).map((id) => columns.text('actor.name', id)), own: users.includes(columns.idOf('actor.name', user)),
    ...named, first: all.length === 0 ? null : isoOf(columns.time[first]!), last: all.length === 0 ? null : isoOf(columns.time[last]!),
    networks: networksOf(people, placed.size > 0 ? placed : entries, slots).map(({ label, country, slot, count }) => ({ label, country, slot, count })), ips: ips.size,
    agents: most(sum((one) => one.templates)).slice(0, AGENTS).map((id) => columns.text('user_agent.template', id)), countries: countriesOf(people, placed), logs: logsOf(people, all),
    session: sessionText === ids[0] ? null : sessionText,
  };
}

/** The logs in which some credentials were used, earliest first, and which networks and agents each brings that none before it had. */
function logsOf({ columns, where }: People, all: readonly NodeFacts[]): LineageNode['logs'] {
  const logs = new Map<number, LogFacts>();
  for (const [id, log] of all.flatMap((one) => [...one.logs])) {
    const known = logs.get(id);
    if (known === undefined) logs.set(id, log);
    else logs.set(id, { uses: known.uses + log.uses, first: Math.min(known.first, log.first), last: Math.max(known.last, log.last), nets: added(known.nets, log.nets), templates: added(known.templates, log.templates) });
  }
  const most = (counts: ReadonlyMap<number, number>): number[] => [...counts].filter(([id]) => id !== 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([id]) => id);
  const [nets, templates] = [new Set<number>(), new Set<number>()];
  return [...logs].sort(([, a], [, b]) => a.first - b.first).map(([id, log], at) => {
    const [ofNets, ofTemplates] = [most(log.nets), most(log.templates)];
    const [newNets, newTemplates] = at === 0 ? [[], []] : [ofNets.filter((one) => !nets.has(one)), ofTemplates.filter((one) => !templates.has(one))];
    for (const one of ofNets) nets.add(one);
    for (const one of ofTemplates) templates.add(one);
    const [label, template] = [(one: number) => where.nets[one]!.label, (one: number) => columns.text('user_agent.template', one)];
    return {
      dataset: columns.text('event.dataset', id), events: log.uses, first: isoOf(columns.time[log.first]!), last: isoOf(columns.time[log.last]!),
      networks: ofNets.slice(0, NETWORKS).map(label), agents: ofTemplates.slice(0, AGENTS).map(template), newNetworks: newNets.slice(0, NETWORKS).map(label), newAgents: newTemplates.slice(0, AGENTS).map(template),
    };
  });
}

function added(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const sum = new Map(a);
  for (const [id, n] of b) sum.set(id, (sum.get(id) ?? 0) + n);
  return sum;
}
