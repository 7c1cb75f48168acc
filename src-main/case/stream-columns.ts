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
  const isNumber = ({ storage }: FieldColumn): boolean => storage === 'int' || storage === 'time';
  const isText = ({ storage }: FieldColumn): boolean => storage === 'text';
  const ids = columns.filter((one) => !isNumber(one) && !isText(one)).map(({ field, column, storage }) => ({ field, column, storage, into: new Int32Array(pageRows) }));
  const numbers = columns.filter(isNumber).map(({ field, column }) => ({ field, column, into: new Float64Array(pageRows) }));
  const long = columns.filter(isText).map(({ field, column }) => ({ field, column, into: new Array<string | null>(pageRows).fill(null) }));
  // A flag is 1 no, 2 yes, as in a batch, so that 0 can mean absent.
  const cells = [key, ...(isEvent ? ['time_ms', 'actor'] : []), ...ids.map(({ column, storage }) => (storage === 'flag' ? `${column} + 1` : column)), ...[...numbers, ...long].map(({ column }) => column)];
  return {
    ids: ids.map(({ field, into }) => [field, into] as const),
    numbers: numbers.map(({ field, into }) => [field, into] as const),
    texts: long.map(({ field, into }) => [field, into] as const),
    read(runs, time, actor) {
      // An event of another dataset has no row here: what the last page left must not shine through.
      if (!isEvent) for (const list of [ids, numbers, long] as const) for (const { into } of list) into.fill((list === ids ? 0 : list === numbers ? Number.NaN : null) as never);
      for (const { low, high, at } of runs) {
        takeRows(file, cells, `${table} WHERE ${key}`, low, high, (found) => {
          const row = at[(found[0] as number) - low]! - 1;
          if (row < 0) return;
          let cell = 1;
          if (isEvent) {
            time[row] = found[cell++] as number;
            actor[row] = (found[cell++] as number | null) ?? 0;
          }
          for (const one of ids) one.into[row] = (found[cell++] as number | null) ?? 0;
          for (const one of numbers) one.into[row] = (found[cell++] as number | null) ?? Number.NaN;
          for (const one of long) {
            const text = found[cell++] as string | Buffer | null;
            one.into[row] = text === null ? null : unpackText(text);
          }
        });
      }
    },
  };
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
