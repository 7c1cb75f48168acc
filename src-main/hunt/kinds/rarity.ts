import { isoOf } from '../../contract/index.ts';
import type { RowSet } from '../../columns/index.ts';
import { boundaries, slotOf } from '../calendar.ts';
import type { Found } from '../found.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import { tenantFields } from '../known-fields.ts';
import { lensOf, type IdColumn } from '../lens.ts';
import { rarityMeasures, type RarityMeasure } from '../rarity-measures.ts';
import { holds, limitsOf, type RarityRule } from '../rule.ts';
import { type Hit, type Run } from '../run.ts';

/** Counts of one signature: in a group, or of all groups of a tenant. */
interface Tally {
  events: number;
  sessions: number;
  days: number;
  groups: number;
  /** Of a signature in a group: its signature in the tenant. Of one in the tenant: the group that had it last. */
  wide: number;
  readonly seenSessions: Set<number>;
  lastSession: number;
  lastDay: number;
  readonly seenDays: Set<number>;
  /** Rows. */
  first: number;
  last: number;
}

/**
 * Signatures (tuples of fields, exact: variable parts are masked in the fields themselves) by how often each occurs in its group, its tenant, in
 * events, sessions and days of the case's zone. Fields that are blank are a blank part of the signature.
 */
export function* runRarity(rule: RarityRule, run: Run): Generator<Hit> {
  const all = signaturesOf(rule, run);
  const { groups } = all.entities;
  const rare = rareOf(rule, all);
  for (let at = 0; at < rare.length;) {
    const group = all.groups[rare[at]!]!;
    run.checkStop();
    const mine = new Map<number, { readonly rows: Uint32Array; filled: number; readonly pair: number }>();
    for (; at < rare.length && all.groups[rare[at]!] === group; at += 1) mine.set(all.ids[rare[at]!]!, { rows: new Uint32Array(all.values[rare[at]! * WIDE + placeOf.get('events')!]!), filled: 0, pair: rare[at]! });
    for (const row of groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!)) {
      const one = mine.get(all.own.ids[row]!);
      if (one !== undefined) one.rows[one.filled++] = row;
    }
    for (const { pair, rows } of mine.values()) yield hitOf(rule, run, all, pair, rows);
  }
}

/** What the rule finds, before hits are made of it: counting a threshold needs nothing else. */
export function foundRarity(rule: RarityRule, run: Run): Found {
  const all = signaturesOf(rule, run);
  const rare = rareOf(rule, all);
  const { groups } = all.entities;
  const { time } = run.columns;
  const rows = (at: number): RowSet => {
    const [group, id] = [all.groups[rare[at]!]!, all.ids[rare[at]!]!];
    return groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!).filter((row) => all.own.ids[row] === id);
  };
  return {
    count: rare.length, grouping: all, group: (at) => rare[at]!, entity: (at) => groupOf(rule, run, all, rare[at]!).group, start: (at) => time[all.firsts[rare[at]!]!]!, end: (at) => time[all.lasts[rare[at]!]!]! + 1,
    severity: () => rule.severity, rows, hit: (at) => hitOf(rule, run, all, rare[at]!, rows(at)),
  };
}

/** Every signature of every group, and what was measured of it: a limit chooses among them. */
interface Signatures {
  readonly entities: EntityGroups;
  readonly own: IdColumn;
  /** By pair of group and signature: the group, the id of the signature, its first and its last row. */
  readonly groups: Uint32Array;
  readonly ids: Uint32Array;
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
  /** By pair, a number for each of `rarityMeasures`. */
  readonly values: Float64Array;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}
const WIDE = rarityMeasures.length;
const placeOf = new Map<string, number>(rarityMeasures.map((name, at) => [name, at]));

/** All that does not hang on a limit, kept as one thing. */
function signaturesOf(rule: RarityRule, run: Run): Signatures {
  const { by, signature, session } = rule.rarity;
  const question = [rule.requires.datasets, rule.where, rule.except, rule.derive, rule.vendor, rule.nulls, rule.tenant, by, signature, session, run.zone];
  const made = run.columns.keep(`hunt signatures ${JSON.stringify(question)}`, bytesOf, () => countedSignatures(rule, run));
  for (const { reason, count } of made.dropped) run.drop(reason, count);
  return made;
}

const bytesOf = ({ entities: { groups }, ids, values }: Signatures): number => groups.rows.byteLength + ids.byteLength * 4 + values.byteLength;

function countedSignatures(rule: RarityRule, run: Run): Signatures {
  const { by, signature, session } = rule.rarity;
  const tenants = by.filter((name) => tenantFields.includes(name));
  const scope = [...(tenants.length > 0 ? tenants : rule.tenant === null ? [] : [rule.tenant]), ...signature.filter((name) => !by.includes(name))];
  const lens = lensOf(run.columns, {
    ...rule.derive,
    ' signature': { kind: 'tuple', of: signature, separator: ', ' },
    ' tenant signature': { kind: 'tuple', of: scope, separator: ', ' },
  }, run.context);
  const own = lens.column(' signature');
  const shared = lens.column(' tenant signature');
  const sessions = session === null ? null : lens.column(session);
  const dropped: { reason: string; count: number }[] = [];
  const entities = groupsOf(rule, { ...run, rows: run.rows, drop: (reason, count) => void dropped.push({ reason, count }) }, by);
  const { groups } = entities;
  const dayOf = daysOf(run);
  const inTenant = new Map<number, Tally>();
  const inGroups: Map<number, Tally>[] = [];
  let count = 0;
  for (let group = 0; group < groups.count; group += 1) {
    if (group % 1024 === 0) run.checkStop();
    const rows = groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!);
    inGroups.push(tallied(rows, own, shared, sessions, dayOf, inTenant, group));
    count += inGroups[group]!.size;
  }
  const [pairs, ids, firsts, lasts, values] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count), new Uint32Array(count), new Float64Array(count * WIDE)];
  let at = 0;
  for (const [group, tallies] of inGroups.entries()) {
    if (group % 1024 === 0) run.checkStop();
    const whole = wholeOf(tallies);
    for (const [id, one] of tallies) {
      [pairs[at], ids[at], firsts[at], lasts[at]] = [group, id, one.first, one.last];
      const measured = measuredOf(one, whole, inTenant.get(one.wide)!);
      for (let m = 0; m < WIDE; m += 1) values[at * WIDE + m] = measured[rarityMeasures[m]!];
      at += 1;
    }
  }
  return { entities, own, groups: pairs, ids, firsts, lasts, values, dropped };
}

/** The pairs that fulfil the condition, ascending: those of one group are neighbours. */
function rareOf({ rarity: { when } }: RarityRule, { ids, values }: Signatures): Uint32Array {
  const all = Uint32Array.from(ids.keys());
  return when === null ? all : all.filter((pair) => holds(when, (name) => values[pair * WIDE + placeOf.get(name)!]!));
}

type Measured = { readonly [M in RarityMeasure]: number };

const tally = (): Tally => ({ events: 0, sessions: 0, days: 0, groups: 0, wide: -1, seenSessions: new Set(), lastSession: 0, lastDay: -1, seenDays: new Set(), first: -1, last: -1 });

function tallied(rows: RowSet, own: IdColumn, shared: IdColumn, sessions: IdColumn | null, dayOf: (row: number) => number, inTenant: Map<number, Tally>, group: number): Map<number, Tally> {
  const found = new Map<number, Tally>();
  for (const row of rows) {
    const id = own.ids[row]!;
    const wide = shared.ids[row]!;
    let mine = found.get(id);
    if (mine === undefined) {
      found.set(id, (mine = tally()));
      mine.wide = wide;
    }
    let all = inTenant.get(wide);
    if (all === undefined) inTenant.set(wide, (all = tally()));
    const session = sessions === null ? 0 : sessions.ids[row]!;
    const day = dayOf(row);
    add(mine, session, day);
    if (mine.first < 0) mine.first = row;
    mine.last = row;
    add(all, session, day);
    if (all.wide !== group) {
      all.groups += 1;
      all.wide = group;
    }
  }
  return found;
}

/** Neighbouring events mostly share session and day, so the sets are asked only where one changes. */
function add(into: Tally, session: number, day: number): void {
  into.events += 1;
  if (session !== 0 && session !== into.lastSession) {
    into.seenSessions.add(session);
    into.lastSession = session;
    into.sessions = into.seenSessions.size;
  }
  if (day !== into.lastDay) {
    into.seenDays.add(day);
    into.lastDay = day;
    into.days = into.seenDays.size;
  }
}

/** A group as a whole: by session and by day, how many of its signatures were there. */
interface Whole {
  readonly events: number;
  readonly sessions: ReadonlyMap<number, number>;
  readonly days: ReadonlyMap<number, number>;
}

function wholeOf(tallies: ReadonlyMap<number, Tally>): Whole {
  const sessions = new Map<number, number>();
  const days = new Map<number, number>();
  let events = 0;
  for (const one of tallies.values()) {
    events += one.events;
    for (const session of one.seenSessions) sessions.set(session, (sessions.get(session) ?? 0) + 1);
    for (const day of one.seenDays) days.set(day, (days.get(day) ?? 0) + 1);
  }
  return { events, sessions, days };
}

function measuredOf(one: Tally, whole: Whole, tenant: Tally): Measured {
  const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);
  return {
    events: one.events, sessions: one.sessions, days: one.days,
    event_share: share(one.events, whole.events), session_share: share(one.sessions, whole.sessions.size), day_share: share(one.days, whole.days.size),
    group_events: whole.events, group_sessions: whole.sessions.size, group_days: whole.days.size,
    other_sessions: whole.sessions.size - onlyHere(one.seenSessions, whole.sessions), other_days: whole.days.size - onlyHere(one.seenDays, whole.days),
    tenant_groups: tenant.groups, tenant_events: tenant.events, tenant_sessions: tenant.sessions, tenant_days: tenant.days,
  };
}

function onlyHere(seen: ReadonlySet<number>, all: ReadonlyMap<number, number>): number {
  let count = 0;
  for (const one of seen) if (all.get(one) === 1) count += 1;
  return count;
}

/** Whom a pair is about, and the parts of its signature that the group does not have. */
function groupOf(rule: RarityRule, run: Run, { entities, groups, firsts }: Signatures, pair: number): { readonly own: Readonly<Record<string, string>>; readonly parts: Readonly<Record<string, string | null>>; readonly group: Readonly<Record<string, string>> } {
  const own = entities.entity(groups[pair]!);
  const parts = Object.fromEntries(rule.rarity.signature.filter((name) => !Object.hasOwn(own, name)).map((name) => [name, cellOf(run.lens.column(name), firsts[pair]!)]));
  return { own, parts, group: { ...own, ...partTexts(parts) } };
}

function hitOf(rule: RarityRule, run: Run, all: Signatures, pair: number, rows: RowSet): Hit {
  const { when } = rule.rarity;
  const { time } = run.columns;
  const measured = Object.fromEntries(rarityMeasures.map((name, at) => [name, all.values[pair * WIDE + at]!])) as Measured;
  const { own, parts, group } = groupOf(rule, run, all, pair);
  const [start, end] = [time[rows[0]!]!, time[rows.at(-1)!]!];
  return {
    rows, group, start, end, windows: [],
    limits: (when === null ? [] : limitsOf(when)).map(({ measure, test, value }) => ({ name: measure, measured: measured[measure as RarityMeasure], test, limit: value })),
    baseline: measured, severity: rule.severity,
    cells: { ...own, ...parts, first: isoOf(start), last: isoOf(end), ...measured }, words: { signature: all.own.text(all.ids[pair]!) },
  };
}

const cellOf = (column: IdColumn, row: number): string | null => (column.ids[row] === 0 ? null : column.text(column.ids[row]!));
const partTexts = (parts: Readonly<Record<string, string | null>>): Record<string, string> => Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, text ?? '']));

/** The number of the case-zone day of a row. Rows mostly follow each other within a day, so the last answer is tried first. */
function daysOf(run: Run): (row: number) => number {
  const { time } = run.columns;
  const starts = boundaries(run.zone, 'day', time[0] ?? 0, time.at(-1) ?? 0);
  let day = 0;
  return (row) => {
    const at = time[row]!;
    if (at < starts[day]! || at >= (starts[day + 1] ?? Infinity)) day = slotOf(starts, at);
    return day;
  };
}
