import { exposedCredentials, lineageAround, lineageState, slotsOf, type LineageLink, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { isoOf, type LineageEdge, type UserLineage } from '../contract/index.ts';
import { rowOfEvent } from './event-rows.ts';
import { changesOf } from './lineage-changes.ts';
import { factsOf, nodeOf } from './lineage-facts.ts';
import { fold, type Step } from './lineage-fold.ts';
import { collapsed, loginsOf } from './logins.ts';
import { follow, peopleOf, type Followed, type People } from './users-people.ts';
import { learningOf } from './users-track.ts';

/** Ids of a user that are followed: the latest. Steps that are read, and nodes that are drawn at most. */
const [MOST_STARTS, MOST_STEPS, MOST_NODES, MOST_ALONE] = [3000, 6000, 48, 8];
const idFields = ['credential.id', 'credential.issued_id', 'session.id', 'session.root_id'] as const;
/** The name that a role session was given, which says whose it was: sessions of two people are not alike. */
const sessionName = /^A[A-Z0-9]{12,}:(.+)@\d{4}-\d\d-\d\dT/;
/** Which of several parents a node hangs from: what issued it, then what it descends from. */
const rankOf: Readonly<Record<LineageLink['kind'], number>> = { issued: 0, root: 1, sso: 2, session: 3, exposed: 4 };
/** An event that issued it and names no credential: any parent is better. */
const FROM_NOTHING = 5;

/**
 * Credentials and sessions of a user, what they came from (whoever had it), and what came of them. What looks alike is one node; a credential of unknown origin is one where it was on several networks.
 * Kept for the users that were asked for last. Times ISO 8601 UTC.
 * @throws Fault case/no-such-user
 */
export function askLineage(file: ReadCase, columns: Columns, user: string): UserLineage {
  const state = JSON.stringify([lineageState(file), ...slotsOf(file, 'network')]);
  const lately = answers.get(columns) ?? new Map<string, { readonly state: string; readonly answer: UserLineage }>();
  answers.set(columns, lately);
  const known = lately.get(user);
  if (known?.state === state) return known.answer;
  const answer = trace(file, columns, user);
  lately.delete(user);
  lately.set(user, { state, answer });
  if (lately.size > MOST_KEPT) lately.delete(lately.keys().next().value!);
  return answer;
}

const answers = new WeakMap<Columns, Map<string, { readonly state: string; readonly answer: UserLineage }>>();
const MOST_KEPT = 16;

function trace(file: ReadCase, columns: Columns, user: string): UserLineage {
  const people = peopleOf(columns);
  const { track } = follow(people, user);
  const { starts, left, lacks } = startsOf(columns, track.rows);
  const { links, cut } = lineageAround(file, starts, MOST_STEPS, exposedBy(file, columns, track.rows));
  const joined = new Set(links.flatMap(({ parent, child }) => (parent === null ? [child] : [parent, child])));
  const alone = distinctIn(columns, 'credential.id', track.rows).filter((id) => !joined.has(id));
  // All events are gone through once, for those that stand alone too.
  const facts = factsOf(people, links.length === 0 ? [] : [...joined, ...alone.slice(0, MOST_STARTS)]);
  const apart = alone.filter((id) => (facts.of(id)?.nets.size ?? 0) > 1).slice(0, MOST_ALONE);
  const { nodes, edges, more } = drawn(people, facts, [...joined, ...apart], links, { user, fresh: freshNetworks(people, track), slots: slotsOf(file, 'network') });
  return { user, nodes, edges, more: more + left, cut, traced: lineageState(file) !== null, alone: alone.length - apart.length, lacks, logins: loginsIn(file, columns, track.rows) };
}

/** Credentials that programs of the user may have read: a process names none. */
function exposedBy(file: ReadCase, columns: Columns, rows: Uint32Array): readonly number[] {
  const exposed = exposedCredentials(file);
  if (exposed.length === 0) return [];
  const own = new Set(Array.from(rows, (row) => columns.event[row]!));
  return exposed.flatMap(({ event, child }) => (own.has(event) ? [child] : []));
}

/** Sign-ins of Entra by the user counted once each, and the records that they lie in; null where there are none. */
function loginsIn(file: ReadCase, columns: Columns, rows: Uint32Array): UserLineage['logins'] {
  const logins = loginsOf(file, columns);
  const dataset = columns.idOf('event.dataset', 'entra.signin');
  const ids = columns.idsAt('event.dataset', rows);
  const records = rows.filter((_, at) => dataset !== 0 && ids[at] === dataset);
  return records.length === 0 ? null : { logins: collapsed(logins, records).length, records: records.length };
}

/** Whose lineage it is: the networks that were new to the user after the learning time, and the colours of networks. */
interface Whose { readonly user: string; readonly fresh: ReadonlySet<string>; readonly slots: ReadonlyMap<string, number> }

function freshNetworks({ columns: { time }, where }: People, { strands, rows }: Followed['track']): ReadonlySet<string> {
  const learned = time[rows[0]!]! + learningOf(time[rows[0]!]!, time[rows.at(-1)!]!);
  const since = new Map<number, number>();
  for (let strand = 0; strand < strands.count; strand += 1) {
    const net = where.net[strands.where[strand]!]!;
    since.set(net, Math.min(since.get(net) ?? Infinity, time[strands.first[strand]!]!));
  }
  return new Set([...since].flatMap(([net, at]) => (net !== 0 && at > learned ? [where.nets[net]!.label] : [])));
}

type Drawn = Pick<UserLineage, 'nodes' | 'edges' | 'more'>;

function drawn(people: People, facts: ReturnType<typeof factsOf>, ids: readonly string[], links: readonly LineageLink[], { user, fresh, slots }: Whose): Drawn {
  const rowOf = rowOfEvent(people.columns);
  const changes = changesOf(people, facts, rowOf);
  const place = new Map(ids.map((id, at) => [id, at]));
  const described = links.map((link) => ({ link, ...changes(link), ...witness(people, rowOf[link.event] ?? -1) }));
  const isFresh = ({ network }: LineageEdge['changes']): boolean => network !== null && network.to.some((label) => fresh.has(label));
  const changed = new Map(described.flatMap(({ link, changes: all }) => (all.network === null ? [] : [[place.get(link.child)!, isFresh(all) ? 2e12 : 1e12] as const])));
  const steps = described.map(({ link, changes: { network, agent }, action }): Step => ({
    from: link.parent === null ? -1 : place.get(link.parent)!, to: place.get(link.child)!, rank: link.parent === null ? FROM_NOTHING : rankOf[link.kind],
    look: JSON.stringify([link.kind, link.why === null, link.kind === 'issued' ? action : '', network?.to ?? null, agent === null, facts.of(link.child) === undefined]),
  }));
  const weight = (node: number): number => (changed.get(node) ?? 0) + (facts.of(ids[node]!)?.uses ?? 0);
  const look = (node: number): string => {
    const known = facts.of(ids[node]!);
    const nets = known === undefined ? [] : [...known.nets].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([net]) => net);
    return JSON.stringify([facts.isCredential(ids[node]!), nets[0] ?? 0, nets.length > 1, sessionName.exec(ids[node]!)?.[1] ?? '']);
  };
  const { groups, left } = fold(ids.length, steps, { look, weight }, MOST_NODES);
  const groupOf = new Map(groups.flatMap((members, at) => members.map((node) => [node, at] as const)));
  const nodes = groups.map((members) => nodeOf(people, facts, members.map((node) => ids[node]!), user, slots));
  return { nodes, edges: joined(described, (id) => groupOf.get(place.get(id)!)).map((edge) => ({ ...edge, fresh: isFresh(edge.changes) })), more: left };
}

interface Described { readonly link: LineageLink; readonly changes: LineageEdge['changes']; readonly before: LineageEdge['before']; readonly action: string; readonly ip: string | null; readonly network: string | null }

/** Edges between the groups: those of one kind between the same two are one, told by the first. */
function joined(described: readonly Described[], groupOf: (id: string) => number | undefined): Omit<LineageEdge, 'fresh'>[] {
  const found = new Map<string, Omit<LineageEdge, 'fresh'>>();
  for (const { link, changes, before, action, ip, network } of described) {
    const [from, to] = [link.parent === null ? null : groupOf(link.parent), groupOf(link.child)];
    if (from === undefined || to === undefined) continue;
    const key = `${from} ${to} ${link.kind}`;
    const known = found.get(key);
    const one: Omit<LineageEdge, 'fresh'> = known ?? {
      from, to, kind: link.kind, sure: link.why === null ? 'stated' : 'inferred', action, event: link.event, at: isoOf(link.atMs), last: isoOf(link.atMs), ip, network, edges: 0, shown: 0, before, changes, why: link.why,
    };
    found.set(key, {
      ...one, edges: one.edges + 1, shown: one.shown + link.shown, last: isoOf(Math.max(Date.parse(one.last), link.atMs)),
      changes: { network: either(one.changes.network, changes.network), ip: either(one.changes.ip, changes.ip), agent: either(one.changes.agent, changes.agent) },
    });
  }
  return [...found.values()];
}

type Change = LineageEdge['changes']['network'];
function either(a: Change, b: Change): Change {
  if (a === null || b === null || a === b) return a ?? b;
  return { from: [...new Set([...a.from, ...b.from])].slice(0, 5), to: [...new Set([...a.to, ...b.to])].slice(0, 5) };
}

/** What the event that shows an edge did, and where it came from. */
function witness({ columns, where }: People, row: number): Pick<Described, 'action' | 'ip' | 'network'> {
  if (row < 0) return { action: '', ip: null, network: null };
  const at = Uint32Array.of(row);
  const [action, ip] = [columns.idsAt('event.action', at)[0]!, columns.idsAt('source.ip', at)[0]!];
  const net = where.net[where.of[row]!]!;
  return { action: action === 0 ? '' : columns.text('event.action', action), ip: ip === 0 ? null : columns.text('source.ip', ip), network: net === 0 ? null : where.nets[net]!.label };
}

/** One event for each id that the user's events name, the latest ids first; how many were left out, and which kinds of ids these events never have. */
function startsOf(columns: Columns, rows: Uint32Array): { readonly starts: readonly number[]; readonly left: number; readonly lacks: UserLineage['lacks'] } {
  const found = new Set<number>();
  const lacks: UserLineage['lacks'] = [];
  let left = 0;
  for (const field of idFields) {
    const ids = columns.idsAt(field, rows);
    const seen = new Uint8Array(columns.size(field));
    let any = false;
    for (let at = rows.length - 1; at >= 0; at -= 1) {
      const id = ids[at]!;
      if (id === 0 || seen[id] === 1) continue;
      seen[id] = 1;
      any = true;
      if (found.size < MOST_STARTS) found.add(columns.event[rows[at]!]!);
      else left += 1;
    }
    if (!any && field !== 'session.root_id') lacks.push(field === 'credential.id' ? 'credential' : field === 'session.id' ? 'session' : 'issued');
  }
  return { starts: [...found], left, lacks };
}

function distinctIn(columns: Columns, field: 'credential.id', rows: Uint32Array): string[] {
  return [...new Set(columns.idsAt(field, rows))].filter((id) => id !== 0).map((id) => columns.text(field, id));
}
