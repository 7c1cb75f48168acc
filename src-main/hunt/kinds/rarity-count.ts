import { idsOfRows, narrowArray } from '../../columns/index.ts';
import { boundaries } from '../calendar.ts';
import { baselineOf, isBad, usable } from '../context/baseline.ts';
import { divided, type Parts } from '../divide.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import { idsInOrder, type IdColumn, type Sized } from '../id-column.ts';
import { tenantFields } from '../known-fields.ts';
import { lensOf } from '../lens.ts';
import type { RarityMeasure } from '../rarity-measures.ts';
import type { RarityRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { distinctOfOwners, valuesOfCells, valuesOfOne } from './rarity-values.ts';

/** Every signature of every group (a pair), and what was counted of it: a limit chooses among them. */
export interface Signatures {
  readonly entities: EntityGroups;
  readonly own: IdColumn;
  readonly pairs: Parts;
  /** By pair, its signature in its tenant. */
  readonly wide: Uint32Array;
  /** What was counted of all events, and of those that may say what is usual; the same object where all may. */
  readonly all: Counts;
  readonly usual: Counts;
  /** By pair, how many of its events are bad; null: none of any. */
  readonly bad: Uint32Array | null;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

export interface Counts {
  readonly events: Counted;
  readonly sessions: Counted;
  readonly days: Counted;
  /** By pair, how many of its sessions and days no other signature of the group has. */
  readonly soleSessions: Uint32Array;
  readonly soleDays: Uint32Array;
  /** By signature in the tenant, the groups that have it. */
  readonly tenantGroups: Uint32Array;
}

/** How many there are by pair, by group, and by signature in the tenant. */
interface Counted {
  readonly pair: Uint32Array;
  readonly group: Uint32Array;
  readonly tenant: Uint32Array;
}

type Measure = (counts: Counts, pair: number, group: number, wide: number) => number;
const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);

const measures: { readonly [M in RarityMeasure]: Measure } = {
  events: ({ events }, pair) => events.pair[pair]!,
  sessions: ({ sessions }, pair) => sessions.pair[pair]!,
  days: ({ days }, pair) => days.pair[pair]!,
  event_share: ({ events }, pair, group) => share(events.pair[pair]!, events.group[group]!),
  session_share: ({ sessions }, pair, group) => share(sessions.pair[pair]!, sessions.group[group]!),
  day_share: ({ days }, pair, group) => share(days.pair[pair]!, days.group[group]!),
  group_events: ({ events }, _, group) => events.group[group]!,
  group_sessions: ({ sessions }, _, group) => sessions.group[group]!,
  group_days: ({ days }, _, group) => days.group[group]!,
  other_sessions: ({ sessions, soleSessions }, pair, group) => sessions.group[group]! - soleSessions[pair]!,
  other_days: ({ days, soleDays }, pair, group) => days.group[group]! - soleDays[pair]!,
  tenant_groups: ({ tenantGroups }, _, __, wide) => tenantGroups[wide]!,
  tenant_events: ({ events }, _, __, wide) => events.tenant[wide]!,
  tenant_sessions: ({ sessions }, _, __, wide) => sessions.tenant[wide]!,
  tenant_days: ({ days }, _, __, wide) => days.tenant[wide]!,
};

/** A measure of a pair, by the counts given. */
export const measureOf = (name: RarityMeasure, { pairs, wide }: Signatures, counts: Counts, pair: number): number => measures[name](counts, pair, pairs.groups[pair]!, wide[pair]!);

/** All that does not hang on a limit, kept as one thing. */
export function signaturesOf(rule: RarityRule, run: Run): Signatures {
  const { by, signature, session } = rule.rarity;
  const { periods, confirmed } = run.context;
  const question = [rule.requires.datasets, rule.where, rule.except, rule.derive, rule.vendor, rule.nulls, rule.tenant, by, signature, session, run.zone, ...(baselineOf(run).state === null ? [] : [periods, confirmed])];
  const made = run.columns.keep(`hunt signatures ${JSON.stringify(question)}`, bytesOf, () => countedSignatures(rule, run));
  for (const { reason, count } of made.dropped) run.drop(reason, count);
  return made;
}

function bytesOf({ entities: { groups }, pairs, wide, all, usual, bad }: Signatures): number {
  const of = ({ events, sessions, days, soleDays, tenantGroups }: Counts): number =>
    [events, sessions, days].reduce((sum, { pair, group, tenant }) => sum + pair.byteLength + group.byteLength + tenant.byteLength, soleDays.byteLength * 2 + tenantGroups.byteLength);
  return groups.rows.byteLength + pairs.rows.byteLength + pairs.starts.byteLength + wide.byteLength * 2 + of(all) + (usual === all ? 0 : of(usual) + bad!.byteLength);
}

function countedSignatures(rule: RarityRule, run: Run): Signatures {
  const { own, shared, sessions } = columnsOf(rule, run);
  const dropped: { reason: string; count: number }[] = [];
  const entities = groupsOf(rule, { ...run, rows: run.rows, drop: (reason, count) => void dropped.push({ reason, count }) }, rule.rarity.by);
  run.checkStop();
  const pairs = divided(entities.groups, own);
  run.checkStop();
  const cells = cellsOf(pairs, shared);
  const places: Places = { cells, pairs, groups: entities.groups.count, tenants: shared.size, order: inTenantOrder(cells, shared.size) };
  const days = daysOf(run);
  const { state } = baselineOf(run);
  const all = countsOf(places, sessions, days, null, run);
  const wide = new Uint32Array(pairs.count);
  // A pair is in the tenant where its first cell is.
  for (let cell = cells.count - 1; cell >= 0; cell -= 1) wide[cells.groups[cell]!] = cells.wide[cell]!;
  return { entities, own, pairs, wide, all, usual: state === null ? all : countsOf(places, sessions, days, state, run), bad: state === null ? null : badOf(pairs, state), dropped };
}

/** The signature, the same in its tenant without what the group says, and the session. */
function columnsOf(rule: RarityRule, run: Run): { readonly own: IdColumn; readonly shared: IdColumn; readonly sessions: IdColumn | null } {
  const { by, signature, session } = rule.rarity;
  const tenants = by.filter((name) => tenantFields.includes(name));
  const others = signature.filter((name) => !by.includes(name));
  const lens = lensOf(run.columns, {
    ...rule.derive,
    ' signature': { kind: 'tuple', of: signature, separator: ', ' },
    ' tenant signature': { kind: 'tuple', of: [...(tenants.length > 0 ? tenants : rule.tenant === null ? [] : [rule.tenant]), ...(others.length === signature.length ? [' signature'] : others)], separator: ', ' },
  }, run.context);
  return { own: lens.column(' signature'), shared: lens.column(' tenant signature'), sessions: session === null ? null : lens.column(session) };
}

/** Pairs divided by what they are in the tenant: mostly each is one cell. `groups` is the pair of each, `wide` its signature in the tenant. */
interface Cells extends Parts {
  readonly wide: Uint32Array;
}

function cellsOf(pairs: Parts, shared: IdColumn): Cells {
  const cells = isWhole(pairs, shared) ? { ...pairs, groups: Uint32Array.from({ length: pairs.count }, (_, pair) => pair) } : divided(pairs, shared);
  const heads = cells.starts.subarray(0, cells.count).map((at) => cells.rows[at]!);
  return { ...cells, wide: idsOfRows(shared, heads, heads) };
}

/** Whether all rows of each part have the same id. */
function isWhole({ rows, starts, count }: Parts, column: IdColumn): boolean {
  const ids = idsInOrder(column, rows);
  for (let part = 0; part < count; part += 1) {
    const [from, to] = [starts[part]!, starts[part + 1]!];
    const id = ids[from]!;
    for (let at = from + 1; at < to; at += 1) if (ids[at] !== id) return false;
  }
  return true;
}

/** Cells so that those of one signature in the tenant are neighbours. */
function inTenantOrder({ count, wide }: Cells, size: number): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, cell) => cell);
  return divided({ rows, starts: Uint32Array.of(0, count), count: 1 }, { codes: wide, table: null, size }).rows;
}

interface Places {
  readonly cells: Cells;
  readonly pairs: Parts;
  readonly groups: number;
  readonly tenants: number;
  /** See `inTenantOrder`. */
  readonly order: Uint32Array;
}

/** @param state says which rows count (`usable`); null: all do */
function countsOf(places: Places, sessions: Sized | null, days: Sized, state: Uint8Array | null, run: Run): Counts {
  run.checkStop();
  const ofSessions = spread(places, sessions, state);
  run.checkStop();
  const ofDays = spread(places, days, state);
  const sizes = sizesOf(places.cells, state);
  return { events: eventsOf(places, sizes), tenantGroups: groupsOfTenants(places, sizes), sessions: ofSessions.counted, soleSessions: ofSessions.sole, days: ofDays.counted, soleDays: ofDays.sole };
}

/** In how many sessions, or on how many days; without a session in none. */
function spread({ cells, pairs, groups, tenants, order }: Places, column: Sized | null, state: Uint8Array | null): { readonly counted: Counted; readonly sole: Uint32Array } {
  if (column === null) return { counted: { pair: new Uint32Array(pairs.count), group: new Uint32Array(groups), tenant: new Uint32Array(tenants) }, sole: new Uint32Array(pairs.count) };
  const ids = idsInOrder(column, cells.rows);
  if (state !== null) for (let at = 0; at < ids.length; at += 1) if (state[cells.rows[at]!] !== usable.yes) ids[at] = 0;
  const values = valuesOfCells(cells.starts, ids, column.size);
  const counted = {
    pair: distinctOfOwners(values, cells.groups, pairs.count),
    group: distinctOfOwners(values, cells.groups.map((pair) => pairs.groups[pair]!), groups),
    tenant: distinctOfOwners(values, cells.wide, tenants, order),
  };
  return { counted, sole: valuesOfOne(values, cells.groups, pairs.groups) };
}

/** How many events of each cell count. */
function sizesOf({ rows, starts, count }: Cells, state: Uint8Array | null): Uint32Array {
  const sizes = new Uint32Array(count);
  for (let cell = 0; cell < count; cell += 1) {
    if (state === null) sizes[cell] = starts[cell + 1]! - starts[cell]!;
    else for (let at = starts[cell]!; at < starts[cell + 1]!; at += 1) if (state[rows[at]!] === usable.yes) sizes[cell]! += 1;
  }
  return sizes;
}

function eventsOf({ cells, pairs, groups, tenants }: Places, sizes: Uint32Array): Counted {
  const counted = { pair: new Uint32Array(pairs.count), group: new Uint32Array(groups), tenant: new Uint32Array(tenants) };
  for (let cell = 0; cell < cells.count; cell += 1) {
    const pair = cells.groups[cell]!;
    counted.pair[pair]! += sizes[cell]!;
    counted.group[pairs.groups[pair]!]! += sizes[cell]!;
    counted.tenant[cells.wide[cell]!]! += sizes[cell]!;
  }
  return counted;
}

/** Cells of one group are neighbours. */
function groupsOfTenants({ cells, pairs, tenants }: Places, sizes: Uint32Array): Uint32Array {
  const counts = new Uint32Array(tenants);
  /** By signature in the tenant, the group that had it last, counted from 1. */
  const last = new Uint32Array(tenants);
  for (let cell = 0; cell < cells.count; cell += 1) {
    const [wide, group] = [cells.wide[cell]!, pairs.groups[cells.groups[cell]!]! + 1];
    if (sizes[cell] === 0 || last[wide] === group) continue;
    counts[wide]! += 1;
    last[wide] = group;
  }
  return counts;
}

/** How many events of each pair are bad. */
function badOf({ rows, starts, count }: Parts, state: Uint8Array): Uint32Array {
  const bad = new Uint32Array(count);
  for (let pair = 0; pair < count; pair += 1) for (let at = starts[pair]!; at < starts[pair + 1]!; at += 1) if (isBad(state, rows[at]!)) bad[pair]! += 1;
  return bad;
}

/** Days of the case's zone, numbered from 1. */
function daysOf({ columns: { time }, zone }: Run): Sized {
  const starts = boundaries(zone, 'day', time[0] ?? 0, time.at(-1) ?? 0);
  const codes = narrowArray(starts.length + 1, time.length);
  for (let row = 0, day = 0; row < codes.length; row += 1) {
    while (day + 1 < starts.length && starts[day + 1]! <= time[row]!) day += 1;
    codes[row] = day + 1;
  }
  return { codes, table: null, size: starts.length + 1 };
}
