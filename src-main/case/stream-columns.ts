import { datasets, type FieldName } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { eventOrder } from './event-order.ts';
import { prepared, preparedRaw, type ReadCase } from './handle.ts';
import { actorFields, datasetColumns, datasetTable, eventColumns, valueFields, type FieldColumn } from './schema-fields.ts';

/** Rows of the case as columns, ordered by time, then identity, over all pages. Ids are those of the case, 0 = absent; arrays are filled again by the next page. */
export interface StreamedPage {
  readonly n: number;
  readonly time: Float64Array;
  readonly event: Int32Array;
  readonly actor: Int32Array;
  readonly ids: { readonly [N in FieldName]?: Int32Array };
  readonly numbers: { readonly [N in FieldName]?: Float64Array };
  readonly many: { readonly [N in FieldName]?: { readonly offsets: Int32Array; readonly values: Int32Array } };
  readonly texts: { readonly [N in FieldName]?: readonly (string | null)[] };
}
export interface StreamOptions {
  /** Text fields to read; others are left out, since they cost a text per row. */
  readonly texts?: readonly FieldName[];
  readonly pageRows?: number;
}

type Row = readonly (number | string | null)[];

/** Ids that lie so near to each other are read in one go, and what was not asked for is passed over. */
const gapReadThrough = 8;

/**
 * All events, a page at a time. Between pages nothing is open in the database. A page is put together from runs of neighbouring rows, so that files
 * that were imported one after the other and overlap in time are read nearly in the order in which they lie.
 */
export function* streamColumns(file: ReadCase, options: StreamOptions = {}): Generator<StreamedPage> {
  const pageRows = options.pageRows ?? 65_536;
  const order = eventOrder(file);
  const sources = sourcesOf(file, pageRows, options.texts ?? []);
  const time = new Float64Array(pageRows);
  const actor = new Int32Array(pageRows);
  for (let from = 0; from < order.length; from += pageRows) {
    const event = order.subarray(from, Math.min(from + pageRows, order.length));
    const runs = runsOf(event);
    for (const source of sources) source.read(runs, time, actor);
    yield {
      n: event.length, time, event, actor,
      ids: Object.fromEntries(sources.flatMap((one) => one.ids)),
      numbers: Object.fromEntries(sources.flatMap((one) => one.numbers)),
      texts: Object.fromEntries(sources.flatMap((one) => one.texts)),
      many: manyOf(file, runs, event.length),
    };
  }
}

/** Neighbouring ids `low … high`; `at[id - low]` is the row of the page plus 1, 0 for an id that is not in the page. */
interface Run { readonly low: number; readonly high: number; readonly at: Int32Array }

function runsOf(event: Int32Array): readonly Run[] {
  const rows = Float64Array.from(event, (id, row) => id * 2 ** 20 + row).sort();
  const runs: Run[] = [];
  const idOf = (at: number): number => Math.floor(rows[at]! / 2 ** 20);
  for (let from = 0; from < rows.length;) {
    let to = from + 1;
    while (to < rows.length && idOf(to) - idOf(to - 1) <= gapReadThrough) to += 1;
    const low = idOf(from);
    const high = idOf(to - 1);
    const at = new Int32Array(high - low + 1);
    for (let one = from; one < to; one += 1) at[idOf(one) - low] = (rows[one]! % 2 ** 20) + 1;
    runs.push({ low, high, at });
    from = to;
  }
  return runs;
}

interface TableSource {
  readonly ids: readonly (readonly [FieldName, Int32Array])[];
  readonly numbers: readonly (readonly [FieldName, Float64Array])[];
  readonly texts: readonly (readonly [FieldName, (string | null)[]])[];
  read(runs: readonly Run[], time: Float64Array, actor: Int32Array): void;
}

function sourcesOf(file: ReadCase, pageRows: number, texts: readonly FieldName[]): readonly TableSource[] {
  const wanted = ({ storage, field }: FieldColumn): boolean => storage !== 'text' || texts.includes(field);
  return [
    tableSource(file, 'event', 'id', eventColumns().filter(wanted), pageRows),
    ...datasets.map((dataset) => tableSource(file, datasetTable(dataset), 'event', datasetColumns(dataset).filter(wanted), pageRows)),
  ];
}

/** Reads the columns of one table into arrays that are used for every page. */
function tableSource(file: ReadCase, table: string, key: string, columns: readonly FieldColumn[], pageRows: number): TableSource {
  const isEvent = table === 'event';
  // A flag is 1 no, 2 yes, as in a batch, so that 0 can mean absent.
  const cell = ({ column, storage }: FieldColumn): string => (storage === 'flag' ? `${column} + 1` : column);
  const statement = preparedRaw<Row>(file, `SELECT ${[key, ...(isEvent ? ['time_ms', 'actor'] : []), ...columns.map(cell)].join(', ')} FROM ${table} WHERE ${key} BETWEEN ? AND ? ORDER BY ${key}`);
  const firstCell = isEvent ? 3 : 1;
  const ids = columns.flatMap(({ field, storage }, at) => (storage === 'text' || storage === 'int' || storage === 'time' ? [] : [{ field, at: at + firstCell, into: new Int32Array(pageRows) }]));
  const numbers = columns.flatMap(({ field, storage }, at) => (storage === 'int' || storage === 'time' ? [{ field, at: at + firstCell, into: new Float64Array(pageRows) }] : []));
  const long = columns.flatMap(({ field, storage }, at) => (storage === 'text' ? [{ field, at: at + firstCell, into: new Array<string | null>(pageRows).fill(null) }] : []));
  return {
    ids: ids.map(({ field, into }) => [field, into] as const),
    numbers: numbers.map(({ field, into }) => [field, into] as const),
    texts: long.map(({ field, into }) => [field, into] as const),
    read(runs, time, actor) {
      // An event of another dataset has no row here: what the last page left must not shine through.
      if (!isEvent) {
        for (const { into } of ids) into.fill(0);
        for (const { into } of numbers) into.fill(Number.NaN);
        for (const { into } of long) into.fill(null);
      }
      for (const { low, high, at } of runs) {
        for (const cells of statement.all(low, high)) {
          const row = at[(cells[0] as number) - low]! - 1;
          if (row < 0) continue;
          if (isEvent) {
            time[row] = cells[1] as number;
            actor[row] = (cells[2] as number | null) ?? 0;
          }
          for (const one of ids) one.into[row] = (cells[one.at] as number | null) ?? 0;
          for (const one of numbers) one.into[row] = (cells[one.at] as number | null) ?? Number.NaN;
          for (const one of long) one.into[row] = cells[one.at] as string | null;
        }
      }
    },
  };
}

function manyOf(file: ReadCase, runs: readonly Run[], n: number): StreamedPage['many'] {
  const fieldIds = new Map(prepared<{ id: number; name: FieldName }>(file, 'SELECT id, name FROM field').all().map(({ id, name }) => [name, id]));
  const statement = preparedRaw<[number, number]>(file, 'SELECT event, value FROM event_value WHERE event BETWEEN ? AND ? AND field = ? ORDER BY event, position');
  const present = presentFields(file, runs);
  return Object.fromEntries(valueFields().filter((field) => present.has(fieldIds.get(field)!)).map((field) => {
    const found = runs.flatMap(({ low, high, at }) => statement.all(low, high, fieldIds.get(field)).map(([event, value]) => [at[event - low]! - 1, value] as const).filter(([row]) => row >= 0));
    const offsets = new Int32Array(n + 1);
    for (const [row] of found) offsets[row + 1]! += 1;
    for (let row = 0; row < n; row += 1) offsets[row + 1]! += offsets[row]!;
    const next = offsets.slice();
    const values = new Int32Array(found.length);
    for (const [row, value] of found) values[next[row]!++] = value;
    return [field, { offsets, values }];
  }));
}

function presentFields(file: ReadCase, runs: readonly Run[]): ReadonlySet<number> {
  const statement = preparedRaw<[number]>(file, 'SELECT DISTINCT field FROM event_value WHERE event BETWEEN ? AND ?');
  return new Set(runs.flatMap(({ low, high }) => statement.all(low, high).map(([field]) => field)));
}

/** A text of a dictionary, and the fields that are reached through an actor, an address or an agent. */
type TextEntry = readonly [id: number, text: string];
interface ActorEntry { readonly id: number; readonly fields: { readonly [N in FieldName]?: string | number | null } }
interface DimensionEntry extends ActorEntry { readonly text: string }
export interface StreamedDictionaries {
  readonly values: Iterable<TextEntry>;
  readonly identifiers: Iterable<TextEntry>;
  readonly actors: Iterable<ActorEntry>;
  readonly ips: Iterable<DimensionEntry>;
  readonly agents: Iterable<DimensionEntry>;
}

/** What the ids of the pages mean. Asked for after the last page. */
export function columnDictionaries(file: ReadCase): StreamedDictionaries {
  const run = currentEnrichment(file);
  const value = (column: string): string => `(SELECT text FROM value WHERE id = a.${column})`;
  return {
    values: texts(file, 'value'),
    identifiers: texts(file, 'identifier'),
    actors: entries(file, `SELECT a.id, NULL, ${actorFields.map(({ column }) => value(column)).join(', ')} FROM actor a WHERE a.id > @after ORDER BY a.id LIMIT @limit`, run, actorFields.map(({ field }) => field)),
    ips: entries(file, `SELECT i.id, i.text, i.type, e.as_number, e.as_organization, e.country, e.city, e.egress
      FROM ip i LEFT JOIN ip_enrichment e ON e.run = @run AND e.ip = i.id WHERE i.id > @after ORDER BY i.id LIMIT @limit`, run,
    ['source.ip_type', 'source.as.number', 'source.as.organization.name', 'source.geo.country_iso_code', 'source.geo.city_name', 'source.egress']),
    agents: entries(file, `SELECT u.id, u.text, e.name, e.version, e.os, e.device_class, e.template
      FROM user_agent u LEFT JOIN agent_enrichment e ON e.run = @run AND e.user_agent = u.id WHERE u.id > @after ORDER BY u.id LIMIT @limit`, run,
    ['user_agent.name', 'user_agent.version', 'user_agent.os.name', 'user_agent.device.class', 'user_agent.template']),
  };
}

const entriesPerRead = 10_000;

function* texts(file: ReadCase, table: 'value' | 'identifier'): Generator<TextEntry> {
  const statement = preparedRaw<TextEntry>(file, `SELECT id, text FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`);
  for (let after = 0; ;) {
    const rows = statement.all(after, entriesPerRead);
    yield* rows;
    if (rows.length < entriesPerRead) return;
    after = rows.at(-1)![0];
  }
}

function* entries(file: ReadCase, sql: string, run: number, fields: readonly FieldName[]): Generator<DimensionEntry> {
  const statement = preparedRaw<readonly [number, string | null, ...(string | number | null)[]]>(file, sql);
  for (let after = 0; ;) {
    const rows = statement.all({ run, after, limit: entriesPerRead });
    for (const [id, text, ...cells] of rows) yield { id, text: text ?? '', fields: Object.fromEntries(fields.map((field, at) => [field, cells[at] ?? null])) };
    if (rows.length < entriesPerRead) return;
    after = rows.at(-1)![0];
  }
}
