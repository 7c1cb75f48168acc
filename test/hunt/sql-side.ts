import Database from 'better-sqlite3';
import { columnsFromEvents, silentSpans, type Columns, type PlainEvent } from '../../src-main/columns/index.ts';
import { fieldEntry, fieldNames, isoOf, type FieldName } from '../../src-main/contract/index.ts';
import { huntRules, type Rule } from '../../src-main/hunt/index.ts';
import { ruleSql, type SqlOptions } from '../../src-main/hunt/sql/rule-sql.ts';

type Cell = string | number | null;
/** What a rule finds: a row each, in order, and what was left out by reason. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly leftOut: Readonly<Record<string, number>>;
}

/** What the engine says: every rule as a view, whose cells say all that was measured. Null where it cannot run. */
export const engineAnswer = (rule: Rule, events: readonly PlainEvent[], zone: string): Answer | null => answerOf(rule, columnsFromEvents(events), zone);

export function answerOf(rule: Rule, columns: Columns, zone: string): Answer | null {
  const [outcome] = huntRules([{ ...rule, output: 'view' }], columns, { zone });
  if (outcome!.status === 'failed') throw new Error(outcome!.why!);
  if (outcome!.status === 'cannot-run') return null;
  const [view] = outcome!.views;
  const rows = (view?.rows ?? []).map((row) => ({
    ...Object.fromEntries(view!.columns.map((name, i) => [name, row.cells[i]!])),
    ' start': isoOf(row.start), ' events': row.events.length, ...(rule.kind === 'aggregate' || rule.kind === 'outlier' ? {} : { ' end': isoOf(row.end) }),
  }));
  return { rows, leftOut: Object.fromEntries(outcome!.dropped.map(({ reason, count }) => [reason, count])) };
}

/** The same rows, made of what the SQL of the rule gives. */
export function worded(rule: Rule, rows: readonly Readonly<Record<string, Cell>>[], leftOut: readonly { readonly reason: string; readonly events: number }[]): Answer {
  const time = (cell: Cell | undefined): Cell => (cell === null || cell === undefined ? null : isoOf(Number(cell)));
  const counted = new Map<string, number>();
  for (const { reason, events } of leftOut) counted.set(reason, (counted.get(reason) ?? 0) + events);
  return { rows: rows.map((row) => wordedRow(rule, row, time)), leftOut: Object.fromEntries(counted) };
}

function wordedRow(rule: Rule, row: Readonly<Record<string, Cell>>, time: (cell: Cell | undefined) => Cell): Record<string, Cell> {
  if (rule.kind === 'aggregate') {
    const { measures, window, by } = rule.aggregate;
    const cells = Object.entries(measures).map(([name, { field, kind }]) => [name, (field === 'window.start' || field === '@timestamp') && kind !== 'count_distinct' ? time(row[name]) : row[name]!] as const);
    const bounds = window.type === 'whole' ? {} : { window_start: time(row['window_start']), window_end: time(row['window_end']) };
    return { ...Object.fromEntries(by.map((name) => [name, row[name]!])), ...bounds, ...Object.fromEntries(cells), ' start': time(row['window_start']), ' events': row['events']! };
  }
  if (rule.kind === 'outlier') {
    const { window_start: start, window_end: end, measured, cold: _, events, mean, deviation, limit, ...group } = row;
    const numbers = Object.fromEntries(Object.entries({ ...(rule.outlier.measure.kind === 'count' ? {} : { measured }), mean, deviation, limit }).map(([name, cell]) => [name, name === 'measured' ? Number(cell) : Math.round(Number(cell) * 10_000) / 10_000]));
    return { ...group, window_start: time(start), window_end: time(end), ...numbers, events: events!, ' start': time(start), ' events': events! };
  }
  const { first_ms: first, last_ms: last, cold: _, ...cells } = row;
  return { ...cells, ...(rule.kind === 'first_seen' ? { first: time(first) } : {}), ' start': time(first), ' end': time(last), ' events': row['events']! };
}

/** The rows of the two tables. Events of one time keep their order. */
export function tableRows(events: readonly PlainEvent[]): { readonly events: readonly Readonly<Record<string, Cell>>[]; readonly values: readonly (readonly [event: number, field: string, position: number, value: string])[] } {
  const columns = columnsFromEvents(events);
  const ordered = events.map((event, at): PlainEvent & { readonly event: number } => ({ ...event, event: event.event ?? at + 1 })).sort((a, b) => a.time - b.time);
  const made = ordered.map((event, seq) => {
    const cells = fieldNames.filter((name) => !fieldEntry(name)!.many && name !== '@timestamp').map((name): readonly [string, Cell] => [name, cellOf(name, event[name])]);
    // An event with fields of an address that it lacks gets one made of them (columnsFromEvents).
    const made = (['source.ip', 'user_agent.original'] as const).map((name) => [name, columns.ids(name)[seq] === 0 ? null : columns.text(name, columns.ids(name)[seq]!)] as const);
    const alias = { 'actor.name': event['user.name'] ?? null } as Record<string, Cell>;
    return { event: event.event, seq, time_ms: event.time, ...Object.fromEntries(cells), ...alias, ...Object.fromEntries(made) };
  });
  const values = ordered.flatMap((event) => fieldNames.filter((name) => fieldEntry(name)!.many).flatMap((name) => {
    const given = event[name];
    const list: readonly string[] = given === null || given === undefined ? [] : Array.isArray(given) ? (given as readonly string[]) : [String(given)];
    return list.map((value, position) => [event.event, name, position, value] as const);
  }));
  return { events: made, values };
}

function cellOf(name: FieldName, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  const { storage } = fieldEntry(name)!;
  if (storage === 'int' || storage === 'time' || name === 'source.as.number') return Number(value);
  return storage === 'flag' ? String(value === true || value === 'true') : String(value as string);
}

/** When the logs of a rule were silent: the case knows, and tells the SQL. */
export const silenceOf = (rule: Rule, events: readonly PlainEvent[]): NonNullable<SqlOptions['silent']> => silentSpans(columnsFromEvents(events), rule.requires.datasets, -Infinity, Infinity);

/** What SQLite says, over tables that it fills with the events. */
export function sqliteAnswer(rule: Rule, events: readonly PlainEvent[], options: SqlOptions = {}): Answer {
  const { tables, query, leftOut } = ruleSql(rule, { silent: silenceOf(rule, events), ...options, dialect: 'sqlite' });
  const db = new Database(':memory:');
  try {
    db.exec(tables);
    const filled = tableRows(events);
    const names = db.prepare<[], { name: string }>('SELECT name FROM pragma_table_info(\'events\')').all().map(({ name }) => name);
    const insert = db.prepare(`INSERT INTO events VALUES (${names.map(() => '?').join(', ')})`);
    for (const event of filled.events) insert.run(...names.map((name) => event[name]));
    const insertValue = db.prepare('INSERT INTO event_values VALUES (?, ?, ?, ?)');
    for (const value of filled.values) insertValue.run(...value);
    return worded(rule, db.prepare<[], Record<string, Cell>>(query).all(), db.prepare<[], { reason: string; events: number }>(leftOut).all());
  } finally {
    db.close();
  }
}
