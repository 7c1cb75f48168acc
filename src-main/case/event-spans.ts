import type { Statement } from 'better-sqlite3';
import { Fault, datasets, type FieldName } from '../contract/index.ts';
import { dbOf, prepared, preparedRaw, type ReadCase } from './handle.ts';
import { datasetColumns, datasetTable, eventColumns, type FieldColumn } from './schema-fields.ts';
import { takeRows } from './take-rows.ts';

/** Events `low … high` by `event.id`. */
export interface EventSpan { readonly low: number; readonly high: number }

/** The events of a span as they lie, ascending by `event.id`: shapes of columns/page.ts. Ids are those of the case, 0 = absent; arrays are filled again by the next span. */
export interface EventPage {
  readonly n: number;
  readonly time: Float64Array;
  readonly event: Int32Array;
  readonly identity: Uint8Array;
  readonly actor: Int32Array;
  readonly ids: { readonly [N in FieldName]?: Int32Array };
  readonly numbers: { readonly [N in FieldName]?: Float64Array };
  readonly many: { readonly [N in FieldName]?: { readonly offsets: Int32Array; readonly values: Int32Array } };
}

/** Spans that cover all events there are now, of at most so many each. */
export function eventSpans(file: ReadCase, size: number): readonly EventSpan[] {
  const last = preparedRaw<[number]>(file, 'SELECT coalesce(max(id), 0) FROM event').get()![0];
  return Array.from({ length: Math.ceil(last / size) }, (_, at) => ({ low: at * size + 1, high: Math.min(last, (at + 1) * size) }));
}

/**
 * Reads spans of at most `size` events, all fields but texts. Most of the time goes into what SQLite does to take rows apart; so that little comes on top, cells go into arrays as it steps
 * through them, and identities come in one piece. Between two spans nothing is open in the database, so that the writer can checkpoint.
 */
export function eventReader(file: ReadCase, size: number): (span: EventSpan) => EventPage {
  const [time, event, actor] = [new Float64Array(size), new Int32Array(size), new Int32Array(size)];
  const rooms = new Map<FieldName, Room>();
  const ofEvents = { key: 'event.id', first: ['event.id', 'event.time_ms', 'event.actor'] };
  const inEvent = eventColumns().map((one) => placed(one, 'event'));
  const events = rowsOf(file, { ...ofEvents, from: 'event' }, inEvent, rooms, size);
  const narrow = datasets.map((dataset) => ({ dataset, table: datasetTable(dataset) })).filter(({ table }) => prepared(file, `SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined).map(({ dataset, table }) => {
    const inNarrow = datasetColumns(dataset).map((one) => placed(one, table));
    const some = preparedRaw<[number]>(file, `SELECT EXISTS (SELECT 1 FROM ${table} WHERE event BETWEEN ? AND ?)`);
    return {
      isIn: ({ low, high }: EventSpan): boolean => some.get(low, high)![0] === 1,
      alone: rowsOf(file, { key: `${table}.event`, first: [`${table}.event`], from: table }, inNarrow, rooms, size),
      withEvents: rowsOf(file, { ...ofEvents, from: `event LEFT JOIN ${table} ON ${table}.event = event.id` }, [...inEvent, ...inNarrow], rooms, size),
    };
  });
  const rowOf = new Int32Array(size);
  const pick = <A extends Int32Array | Float64Array>(Kind: new (n: number) => A): { [N in FieldName]?: A } => Object.fromEntries([...rooms].filter(([, room]) => room.values instanceof Kind && room.used).map(([field, { values }]) => [field, values]));
  return (span) => {
    const { low, high } = span;
    for (const room of rooms.values()) clear(room);
    // Of an event that is not there (ids may have gaps), nothing is taken.
    rowOf.fill(-1);
    let n = 0;
    const there = narrow.filter(({ isIn }) => isIn(span));
    // Most spans are of one source: then a row of both tables is one call instead of two.
    const identity = (there.length === 1 ? there[0]!.withEvents : events)(span, (cells) => {
      event[n] = cells[0] as number;
      time[n] = cells[1] as number;
      actor[n] = (cells[2] as number | null) ?? 0;
      rowOf[event[n]! - low] = n;
      return n++;
    }, identities) as Buffer | null ?? new Uint8Array(0);
    if (there.length > 1) for (const { alone } of there) alone(span, (cells) => rowOf[(cells[0] as number) - low]!);
    if (identity.length !== n * 16) throw new Fault('case/damaged', { path: file.path, reason: 'identity' });
    return { n, time, event, actor, identity, ids: pick(Int32Array), numbers: pick(Float64Array), many: manyOf(file, low, high, n, rowOf) };
  };
}

/** The bytes of all identities, one after the other. As texts, because only these can be joined; no byte of them is looked at on the way. */
const identities = `CAST(group_concat(CAST(event.identity AS TEXT), '') AS BLOB)`;

/** A field of a page. Narrow tables share the fields that they have in common: each event has a row in one of them. */
interface Room {
  readonly values: Int32Array | Float64Array;
  used: boolean;
}

/** What another dataset left must not shine through. */
function clear(room: Room): void {
  if (!room.used) return;
  room.values.fill(room.values instanceof Int32Array ? 0 : Number.NaN);
  room.used = false;
}

type Cells = readonly (number | string | Buffer | null)[];

/** A field, and the cell that it is read from. */
interface Cell { readonly field: FieldName; readonly storage: FieldColumn['storage']; readonly sql: string }

// A flag is 1 no, 2 yes, as in a batch, so that 0 can mean absent.
const placed = ({ field, storage, column }: FieldColumn, table: string): Cell => ({ field, storage, sql: storage === 'flag' ? `${table}.${column} + 1` : `${table}.${column}` });

/** What reads the rows of a span: `rowOf` gets the first cells and says which row of the page it is, below 0 for none; gives what another aggregate says of all rows. */
function rowsOf(file: ReadCase, { from, key, first }: { readonly from: string; readonly key: string; readonly first: readonly string[] }, columns: readonly Cell[], rooms: Map<FieldName, Room>, size: number) {
  const wanted = columns.filter(({ storage }) => storage !== 'text');
  const isNumber = ({ storage }: Cell): boolean => storage === 'int' || storage === 'time';
  // Ids before numbers, so that each loop fills one kind of array.
  const [ids, numbers] = [wanted.filter((one) => !isNumber(one)), wanted.filter(isNumber)];
  for (const one of wanted) if (!rooms.has(one.field)) rooms.set(one.field, { values: isNumber(one) ? new Float64Array(size).fill(Number.NaN) : new Int32Array(size), used: false });
  const cells = [...first, ...[...ids, ...numbers].map(({ sql }) => sql)];
  const arraysOf = <A>(fields: readonly Cell[]): A[] => fields.map(({ field }) => rooms.get(field)!.values as A);
  const [idArrays, numberArrays] = [arraysOf<Int32Array>(ids), arraysOf<Float64Array>(numbers)];
  return ({ low, high }: EventSpan, rowOf: (cells: Cells) => number, another?: string): unknown => {
    let some = false;
    const told = takeRows(file, cells, `${from} WHERE ${key}`, low, high, (found) => {
      const row = rowOf(found);
      if (row < 0) return;
      some = true;
      let cell = first.length;
      for (let at = 0; at < idArrays.length; at += 1, cell += 1) if (found[cell] !== null) idArrays[at]![row] = found[cell] as number;
      for (let at = 0; at < numberArrays.length; at += 1, cell += 1) if (found[cell] !== null) numberArrays[at]![row] = found[cell] as number;
    }, another);
    if (some) for (const { field } of wanted) rooms.get(field)!.used = true;
    return told;
  };
}

/** What one number can hold beyond doubt when it is divided again. */
const ROOM = 2 ** 50;
const MOST_EVENTS = 8192;

/** Fields with several values. They lie by event, so that those of a field come row by row. Event, field and value come as one number: a call per row would cost twice as much. */
function manyOf(file: ReadCase, low: number, high: number, n: number, rowOf: Int32Array): EventPage['many'] {
  const [fieldRoom, valueRoom] = preparedRaw<[number, number]>(file, 'SELECT (SELECT coalesce(max(id), 0) + 1 FROM field), (SELECT coalesce(max(id), 0) + 1 FROM value)').get()!;
  const step = Math.max(1, Math.min(MOST_EVENTS, Math.floor(ROOM / (fieldRoom * valueRoom))));
  const rows = dbOf(file).prepare('SELECT ((event - @from) * @fieldRoom + field) * @valueRoom + value FROM event_value WHERE event BETWEEN @from AND @to').pluck() as Statement<[object], number>;
  const found: { offsets: Int32Array; values: number[] }[] = [];
  for (let from = low; from <= high; from += step) {
    for (const packed of rows.all({ from, to: Math.min(high, from + step - 1), fieldRoom, valueRoom })) {
      const place = Math.floor(packed / valueRoom);
      const event = Math.floor(place / fieldRoom);
      const row = rowOf[from + event - low]!;
      if (row < 0) continue;
      const list = (found[place - event * fieldRoom] ??= { offsets: new Int32Array(n + 1), values: [] });
      list.offsets[row + 1]! += 1;
      list.values.push(packed - place * valueRoom);
    }
  }
  const names = prepared<{ id: number; name: FieldName }>(file, 'SELECT id, name FROM field').all();
  return Object.fromEntries(names.flatMap(({ id, name }) => {
    const list = found[id];
    if (list === undefined) return [];
    for (let row = 0; row < n; row += 1) list.offsets[row + 1]! += list.offsets[row]!;
    return [[name, { offsets: list.offsets, values: Int32Array.from(list.values) }]];
  }));
}
