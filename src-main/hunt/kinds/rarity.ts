import { isoOf } from '../../contract/index.ts';
import type { RowSet } from '../../columns/index.ts';
import { boundaries, slotOf } from '../calendar.ts';
import { groupsOf } from '../groups.ts';
import { tenantFields } from '../known-fields.ts';
import { lensOf, type IdColumn } from '../lens.ts';
import type { RarityMeasure } from '../rarity-measures.ts';
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
}

/**
 * Signatures (tuples of fields, exact: variable parts are masked in the fields themselves) by how often each occurs in its group, its tenant, in
 * events, sessions and days of the case's zone. Fields that are blank are a blank part of the signature.
 */
export function* runRarity(rule: RarityRule, run: Run): Generator<Hit> {
  const { by, signature, session } = rule.rarity;
  const tenants = by.filter((name) => tenantFields.includes(name));
  const scope = [...(tenants.length > 0 ? tenants : rule.tenant === null ? [] : [rule.tenant]), ...signature.filter((name) => !by.includes(name))];
  const lens = lensOf(run.columns, {
    ...rule.derive,
    ' signature': { kind: 'tuple', of: signature, separator: ', ' },
    ' tenant signature': { kind: 'tuple', of: scope, separator: ', ' },
  });
  const own = lens.column(' signature');
  const shared = lens.column(' tenant signature');
  const sessions = session === null ? null : lens.column(session);
  const { groups, entity } = groupsOf(rule, run, by);
  const dayOf = daysOf(run);
  const inTenant = new Map<number, Tally>();
  const inGroups: Map<number, Tally>[] = [];
  for (let group = 0; group < groups.count; group += 1) {
    if (group % 1024 === 0) run.checkStop();
    const rows = groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!);
    inGroups.push(tallied(rows, own, shared, sessions, dayOf, inTenant, group));
  }
    for (const [group, tallies] of inGroups.entries()) {
    run.checkStop();
    yield* groupHits(rule, run, { own, inTenant }, tallies, groups.rows.subarray(groups.starts[group]!, groups.starts[group + 1]!), () => entity(group));
  }
}

interface Sources {
  readonly own: IdColumn;
  readonly inTenant: ReadonlyMap<number, Tally>;
}
type Measured = { readonly [M in RarityMeasure]: number };

const tally = (): Tally => ({ events: 0, sessions: 0, days: 0, groups: 0, wide: -1, seenSessions: new Set(), lastSession: 0, lastDay: -1, seenDays: new Set() });

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

function* groupHits(rule: RarityRule, run: Run, { own, inTenant }: Sources, tallies: ReadonlyMap<number, Tally>, rows: RowSet, entity: () => Readonly<Record<string, string>>): Generator<Hit> {
  const { when } = rule.rarity;
  const whole = wholeOf(tallies);
  const rare = new Map<number, { readonly measured: Measured; readonly rows: Uint32Array; filled: number }>();
  for (const [id, one] of tallies) {
    const measured = measuredOf(one, whole, inTenant.get(one.wide)!);
    if (when === null || holds(when, (name) => measured[name as RarityMeasure])) rare.set(id, { measured, rows: new Uint32Array(one.events), filled: 0 });
  }
  if (rare.size === 0) return;
  for (const row of rows) {
    const one = rare.get(own.ids[row]!);
    if (one !== undefined) one.rows[one.filled++] = row;
  }
  for (const [id, one] of rare) yield hitOf(rule, run, own.text(id), one.measured, one.rows, entity());
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

function hitOf(rule: RarityRule, run: Run, signature: string, measured: Measured, rows: RowSet, group: Readonly<Record<string, string>>): Hit {
  const { when, signature: names } = rule.rarity;
  const { time } = run.columns;
  const parts = Object.fromEntries(names.filter((name) => !Object.hasOwn(group, name)).map((name) => [name, cellOf(run.lens.column(name), rows[0]!)]));
  const [start, end] = [time[rows[0]!]!, time[rows.at(-1)!]!];
  return {
    rows, group: { ...group, ...partTexts(parts) }, start, end, windows: [],
    limits: (when === null ? [] : limitsOf(when)).map(({ measure, test, value }) => ({ name: measure, measured: measured[measure as RarityMeasure], test, limit: value })),
    baseline: measured, severity: rule.severity,
    cells: { ...group, ...parts, first: isoOf(start), last: isoOf(end), ...measured }, words: { signature },
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
