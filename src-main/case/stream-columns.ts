import { datasets, type FieldName } from '../contract/index.ts';
import { unpackText } from './compact.ts';
import { eventOrder } from './event-order.ts';
import { prepared, type ReadCase } from './handle.ts';
import { datasetColumns, datasetTable, eventColumns, type FieldColumn } from './schema-fields.ts';
import { takeRows } from './take-rows.ts';

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
    sources.clear();
    for (const table of sources.tables) table.read(runs, time, actor);
    yield {
      n: event.length, time, event, actor,
      ids: Object.fromEntries(sources.ids),
      numbers: Object.fromEntries(sources.numbers),
      texts: Object.fromEntries(sources.texts),
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

type Wide = Map<FieldName, Int32Array | Float64Array | (string | null)[]>;

/** One table, read into arrays that are used for every page. */
interface TableSource {
  read(runs: readonly Run[], time: Float64Array, actor: Int32Array): void;
}

/** What a page is filled from. Narrow tables share the fields that they have in common: each event has a row in one of them. */
function sourcesOf(file: ReadCase, pageRows: number, texts: readonly FieldName[]) {
  const wanted = ({ storage, field }: FieldColumn): boolean => storage !== 'text' || texts.includes(field);
  const found = datasets.filter((dataset) => prepared(file, `SELECT 1 FROM ${datasetTable(dataset)} LIMIT 1`).get() !== undefined);
  const tables = [
    { name: 'event', key: 'id', columns: eventColumns().filter(wanted) },
    ...found.map((dataset) => ({ name: datasetTable(dataset), key: 'event', columns: datasetColumns(dataset).filter(wanted) })),
  ];
  const into: Wide = new Map();
  for (const one of [...tables.flatMap(({ columns }) => columns), ...datasets.flatMap((dataset) => datasetColumns(dataset).filter(wanted))]) if (!into.has(one.field)) into.set(one.field, roomFor(one, pageRows));
  const entries = [...into];
  return {
    ids: entries.filter((one): one is [FieldName, Int32Array] => one[1] instanceof Int32Array),
    numbers: entries.filter((one): one is [FieldName, Float64Array] => one[1] instanceof Float64Array),
    texts: entries.filter((one): one is [FieldName, (string | null)[]] => Array.isArray(one[1])),
    tables: tables.map(({ name, key, columns }) => tableSource(file, name, key, columns, into)),
    /** An event of another dataset has no row in a narrow table: what the last page left must not shine through. */
    clear(): void {
      for (const [, room] of entries) (room as Int32Array).fill((room instanceof Int32Array ? 0 : room instanceof Float64Array ? Number.NaN : null) as number);
    },
  };
}

function roomFor({ storage }: FieldColumn, rows: number): Int32Array | Float64Array | (string | null)[] {
  if (storage === 'text') return new Array<string | null>(rows).fill(null);
  return storage === 'int' || storage === 'time' ? new Float64Array(rows) : new Int32Array(rows);
}

function tableSource(file: ReadCase, table: string, key: string, columns: readonly FieldColumn[], room: Wide): TableSource {
  const isEvent = table === 'event';
  // A flag is 1 no, 2 yes, as in a batch, so that 0 can mean absent.
  const cells = [key, ...(isEvent ? ['time_ms', 'actor'] : []), ...columns.map(({ column, storage }) => (storage === 'flag' ? `${column} + 1` : column))];
  const into = columns.map(({ field }) => room.get(field)!);
  return {
    read(runs, time, actor) {
      for (const { low, high, at } of runs) {
        takeRows(file, cells, `${table} WHERE ${key}`, low, high, (found) => {
          const row = at[(found[0] as number) - low]! - 1;
          if (row < 0) return;
          let cell = 1;
          if (isEvent) {
            time[row] = found[cell++] as number;
            actor[row] = (found[cell++] as number | null) ?? 0;
          }
          for (const one of into) put(one, row, found[cell++]);
        });
      }
    },
  };
}

function put(into: Int32Array | Float64Array | (string | null)[], row: number, cell: unknown): void {
  if (cell === null) return;
  if (Array.isArray(into)) into[row] = unpackText(cell as string | Buffer);
  else into[row] = cell as number;
}

/** Fields with several values: read in the order in which they lie, then gathered by row. */
function manyOf(file: ReadCase, runs: readonly Run[], n: number): StreamedPage['many'] {
  const found = new Map<number, { readonly rows: number[]; readonly values: number[] }>();
  for (const { low, high, at } of runs) {
    takeRows(file, ['event', 'field', 'value'], 'event_value WHERE event', low, high, ([event, field, value]) => {
      const row = at[(event as number) - low]! - 1;
      if (row < 0) return;
      let list = found.get(field as number);
      if (list === undefined) found.set(field as number, (list = { rows: [], values: [] }));
      list.rows.push(row);
      list.values.push(value as number);
    });
  }
  const names = prepared<{ id: number; name: FieldName }>(file, 'SELECT id, name FROM field').all();
  return Object.fromEntries(names.flatMap(({ id, name }) => {
    const list = found.get(id);
    return list === undefined ? [] : [[name, byRow(list.rows, list.values, n)]];
  }));
}

/** Values in the order of their rows; those of one row stay in their order. */
function byRow(rows: readonly number[], from: readonly number[], n: number): { readonly offsets: Int32Array; readonly values: Int32Array } {
  const offsets = new Int32Array(n + 1);
  for (const row of rows) offsets[row + 1]! += 1;
  for (let row = 0; row < n; row += 1) offsets[row + 1]! += offsets[row]!;
  const next = offsets.slice();
  const values = new Int32Array(from.length);
  rows.forEach((row, at) => (values[next[row]!++] = from[at]!));
  return { offsets, values };
}
