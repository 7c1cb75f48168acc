import { fieldEntry, type Dataset, type FieldName } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { prepared, preparedRaw, type ReadCase } from './handle.ts';
import { datasetColumns, datasetTable, eventColumns } from './schema-fields.ts';
import { takeRows } from './take-rows.ts';

/** Rows that are read at a time; between two reads no statement is open. */
const idsPerRead = 50_000;

/** Highest event id; events are never taken away. */
const lastEvent = (file: ReadCase): number => prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event').get()!.n;

/** The ids of every event, in the order of import: event, time in UTC ms, credential, issued credential, session, root session; 0 where it has none. */
export function eachCredentialEvent(file: ReadCase, take: (event: number, timeMs: number, credential: number, issued: number, session: number, root: number) => void): void {
  const last = lastEvent(file);
  const cells = ['id', 'time_ms', ...(['credential.id', 'credential.issued_id', 'session.id', 'session.root_id'] as const).map((field) => `coalesce(${columnOf('event', field)}, 0)`)];
  // Rows are handed on when the read is over: who takes them may ask the case something, and cannot while it steps.
  const read = new Float64Array(idsPerRead * cells.length);
  for (let from = 1; from <= last; from += idsPerRead) {
    let at = 0;
    takeRows(file, cells, 'event WHERE id', from, from + idsPerRead - 1, (row) => { for (let cell = 0; cell < 6; cell += 1) read[at++] = row[cell] as number; });
    for (let row = 0; row < at; row += 6) take(read[row]!, read[row + 1]!, read[row + 2]!, read[row + 3]!, read[row + 4]!, read[row + 5]!);
  }
}

/** Whether of two events of one time the first comes first: by identity, which does not depend on the order of import. */
export function earlierIn(file: ReadCase): (a: number, b: number) => boolean {
  const identity = preparedRaw<[Buffer]>(file, 'SELECT identity FROM event WHERE id = ?');
  return (a, b) => a !== b && identity.get(a)![0].compare(identity.get(b)![0]) < 0;
}

/** Cells of each event of a dataset, in the order asked for: null where it has none. `user.name` comes as text id, `event.*` and the like as the ids of the case. */
export function eachOf(file: ReadCase, dataset: Dataset, fields: readonly FieldName[], take: (event: number, timeMs: number, cells: readonly (number | null)[]) => void): void {
  const table = datasetTable(dataset);
  if (!hasEventsOf(file, dataset)) return;
  const last = lastEvent(file);
  const cells = ['d.event', 'e.time_ms', ...fields.map((field) => cellOf(dataset, field))];
  const from = `${table} d JOIN event e ON e.id = d.event LEFT JOIN actor a ON a.id = e.actor WHERE d.event`;
  for (let low = 1; low <= last; low += idsPerRead) {
    const read: (readonly (number | null)[])[] = [];
    takeRows(file, cells, from, low, low + idsPerRead - 1, (row) => read.push(row.slice() as (number | null)[]));
    for (const [event, time, ...rest] of read) take(event!, time!, rest);
  }
}

/** Whether the case has any event of a dataset. */
export const hasEventsOf = (file: ReadCase, dataset: Dataset): boolean => prepared(file, `SELECT 1 FROM ${datasetTable(dataset)} LIMIT 1`).get() !== undefined;

/** Texts of the case in which one of some parts occurs, A to Z in either case; `parts` are ours, without `%`; a `_` in them stands for any character. */
export function textsWith(file: ReadCase, parts: readonly string[]): readonly { readonly id: number; readonly text: string }[] {
  return prepared<{ id: number; text: string }>(file, `SELECT id, text FROM value WHERE ${parts.map(() => 'text LIKE ?').join(' OR ')} ORDER BY id`).all(...parts.map((part) => `%${part}%`));
}

/** Texts by id, for the ids that rows point at; null for 0. */
export function textsOf(file: ReadCase, table: 'value' | 'identifier'): (id: number | null) => string | null {
  const known = new Map<number, string | null>();
  const text = preparedRaw<[string]>(file, `SELECT text FROM ${table} WHERE id = ?`);
  return (id) => {
    if (id === null || id === 0) return null;
    let found = known.get(id);
    if (found === undefined) known.set(id, (found = text.get(id)?.[0] ?? null));
    return found;
  };
}

/** The texts of a field with several values. */
export function manyTexts(file: ReadCase, field: FieldName): (event: number) => readonly string[] {
  const found = preparedRaw<[string]>(file, 'SELECT v.text FROM event_value x JOIN value v ON v.id = x.value WHERE x.event = ? AND x.field = (SELECT id FROM field WHERE name = ?) ORDER BY x.position');
  return (event) => found.all(event, field).map(([text]) => text);
}

function cellOf(dataset: Dataset, field: FieldName): string {
  const home = fieldEntry(field)?.home;
  if (field === 'user.name') return 'a.name';
  return home === 'event' ? `e.${columnOf('event', field)}` : `d.${columnOf(dataset, field)}`;
}

function columnOf(table: 'event' | Dataset, field: FieldName): string {
  const found = (table === 'event' ? eventColumns() : datasetColumns(table)).find((one) => one.field === field);
  if (found === undefined) throw new Error(`${field} has no column for ${table}`);
  return found.column;
}

/** One use of a credential or session: ids of the case, 0 where the event names none. */
export interface CredentialUse {
  event: number; timeMs: number; dataset: number; actor: number; ip: number; agent: number; credential: number; session: number; root: number;
}

/** Every event that names a credential or a session, in the order of import. The object is filled again for the next one. */
export function eachUse(file: ReadCase, take: (use: CredentialUse) => void): void {
  const last = lastEvent(file);
  const cells = ['id', 'time_ms', 'coalesce(actor, 0)', ...(['event.dataset', 'source.ip', 'user_agent.original', 'credential.id', 'session.id', 'session.root_id'] as const).map((field) => `coalesce(${columnOf('event', field)}, 0)`)];
  const width = cells.length;
  const read = new Float64Array(idsPerRead * width);
  const use: CredentialUse = { event: 0, timeMs: 0, dataset: 0, actor: 0, ip: 0, agent: 0, credential: 0, session: 0, root: 0 };
  for (let from = 1; from <= last; from += idsPerRead) {
    let end = 0;
    takeRows(file, cells, 'event WHERE id', from, from + idsPerRead - 1, (row) => {
      if (row[6] === 0 && row[7] === 0 && row[8] === 0) return;
      for (let cell = 0; cell < width; cell += 1) read[end++] = row[cell] as number;
    });
    for (let row = 0; row < end; row += width) {
      [use.event, use.timeMs, use.actor, use.dataset, use.ip] = [read[row]!, read[row + 1]!, read[row + 2]!, read[row + 3]!, read[row + 4]!];
      [use.agent, use.credential, use.session, use.root] = [read[row + 5]!, read[row + 6]!, read[row + 7]!, read[row + 8]!];
      take(use);
    }
  }
}

/** Every actor with a name or an id, by its id in the case. */
export function actorsById(file: ReadCase): readonly { readonly id: number; readonly name: string | null; readonly userId: string | null }[] {
  return prepared<{ id: number; name: string | null; userId: string | null }>(file, 'SELECT a.id, n.text AS name, u.text AS userId FROM actor a LEFT JOIN value n ON n.id = a.name LEFT JOIN value u ON u.id = a.user_id').all();
}

/** Ids of public addresses by their text, of those among some texts that events have. */
export function publicAddresses(file: ReadCase, texts: Iterable<string>): ReadonlyMap<string, number> {
  const found = prepared<{ id: number }>(file, `SELECT id FROM ip WHERE text = ? AND type = 'public'`);
  return new Map([...texts].flatMap((text) => {
    const row = found.get(text);
    return row === undefined ? [] : [[text, row.id] as const];
  }));
}

/** The template of a client by its id, versions masked; null where the enrichment in use has none. */
export function templatesOf(file: ReadCase): (agent: number) => string | null {
  const run = currentEnrichment(file);
  const found = preparedRaw<[string | null]>(file, 'SELECT template FROM agent_enrichment WHERE run = ? AND user_agent = ?');
  const known = new Map<number, string | null>([[0, null]]);
  return (agent) => {
    let text = known.get(agent);
    if (text === undefined) known.set(agent, (text = run === null ? null : found.get(run, agent)?.[0] ?? null));
    return text;
  };
}
