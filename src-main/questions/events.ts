import { eventRows, type ReadCase } from '../case/index.ts';
import { countBy, histogram, passingIds, sortRows, type Columns, type RowSet } from '../columns/index.ts';
import { Fault, fieldEntry, isoOf, type EventFilter, type EventHistogram, type EventLine, type EventPage, type EventSort, type EventValues, type FieldName } from '../contract/index.ts';
import { rowOfEvent } from './event-rows.ts';
import { passingRows, placeOf, type Passing } from './events-filter.ts';
import { loginsOf } from './logins.ts';

export interface EventsQuestion {
  readonly filter: EventFilter;
  readonly sort: EventSort | null;
  readonly fields: readonly FieldName[];
  readonly after: number;
  readonly limit: number;
}

/**
 * A page of the filtered, sorted events. Rows are cut out of a list of row numbers that is kept, so a page deep in ten million events costs what the first one does.
 * @throws Fault columns/not-held, case/no-such-set, case/no-such-finding
 */
export function askEvents(file: ReadCase, columns: Columns, { filter, sort, fields, after, limit }: EventsQuestion): EventPage {
  const passing = passingRows(file, columns, filter);
  const { rows } = passing;
  const end = Math.min(rows.length, after + limit);
  const here = sorted(columns, passing, sort, after, end);
  return {
    rows: linesOf(file, columns, here, fields), next: end < rows.length ? end : null, total: rows.length,
    atMs: rows.length === 0 ? null : { first: columns.time[rows[0]!]!, last: columns.time[rows.at(-1)!]! },
    logins: loginsOf(file, columns).count,
  };
}

/** How many events of the list come before this one; null where the filter leaves it out, or the case has it not. */
export function locateEvent(file: ReadCase, columns: Columns, { filter, sort, event }: Pick<EventsQuestion, 'filter' | 'sort'> & { readonly event: number }): number | null {
  const row = rowOfEvent(columns)[event] ?? -1;
  if (row < 0) return null;
  const passing = passingRows(file, columns, filter);
  const { rows } = passing;
  const byTime = placeOf(rows, row);
  if (rows[byTime] !== row) return null;
  if (!isByTime(sort)) return inOrder(columns, passing, sort).indexOf(row);
  return sort?.descending === true ? rows.length - 1 - byTime : byTime;
}

/** Rows of the event table with the cells that were asked for. */
export function linesOf(file: ReadCase, columns: Columns, rows: RowSet, fields: readonly FieldName[]): EventLine[] {
  for (const field of fields) held(columns, field);
  const known = new Map(eventRows(file, Array.from(rows, (row) => columns.event[row]!)).map((line) => [line.event, line]));
  const values = fields.map((field) => valuesOf(columns, field, rows));
  const logins = loginsOf(file, columns);
  return Array.from(rows).flatMap((row, at) => {
    const line = known.get(columns.event[row]!);
    return line === undefined ? [] : [{ ...line, cells: values.map((of) => of(at)), ...((logins.of[row] ?? 0) === 0 ? {} : { records: logins.records[logins.of[row]!]! }) }];
  });
}

/** Events per slice: those that pass, and all. `from` and `to` (UTC ms) default to the ends of the filter, then of the case. */
export function askHistogram(file: ReadCase, columns: Columns, { filter, from, to, slices }: { readonly filter: EventFilter; readonly from: number | null; readonly to: number | null; readonly slices: number }): EventHistogram {
  const first = columns.count === 0 ? 0 : columns.time[0]!;
  const last = columns.count === 0 ? 1 : columns.time[columns.count - 1]! + 1;
  const fromMs = from ?? filter.from ?? first;
  const toMs = Math.max(fromMs + 1, to ?? filter.to ?? last);
  const { rows } = passingRows(file, columns, filter);
  return { fromMs, toMs, counts: [...histogram(columns, fromMs, toMs, slices, rows)], all: [...histogram(columns, fromMs, toMs, slices)] };
}

/**
 * The values of a field among the events that pass, most frequent first; with `text`, those that contain it, whatever the case. Then all figures are of these values alone:
 * `distinct` is how many there are, `rows` how many events have one, and none lacks one.
 */
export function askValues(file: ReadCase, columns: Columns, { filter, field, text, limit }: { readonly filter: EventFilter; readonly field: FieldName; readonly text: string; readonly limit: number }): EventValues {
  held(columns, field);
  const { rows } = passingRows(file, columns, filter);
  const only = text === '' ? undefined : passingIds(columns, { field, operator: 'contains', values: [text], ignoreCase: true });
  const counts = countBy(columns, field, { rows: rows.length === columns.count ? undefined : rows, limit, only });
  return { top: counts.top.map((value) => ({ value: value.text, count: value.count, first: isoOf(value.first), last: isoOf(value.last) })), distinct: counts.distinct, rows: counts.rows, absent: counts.absent };
}

/** Row numbers of the whole list in its order, for who goes through all of it. */
export function listedRows(file: ReadCase, columns: Columns, { filter, sort }: Pick<EventsQuestion, 'filter' | 'sort'>): RowSet {
  const passing = passingRows(file, columns, filter);
  return sorted(columns, passing, sort, 0, passing.rows.length);
}

const isByTime = (sort: EventSort | null): boolean => sort === null || sort.field === '@timestamp';

/** Rows `after` to `end` of the list in its order. By time backwards needs no list of its own. */
function sorted(columns: Columns, passing: Passing, sort: EventSort | null, after: number, end: number): RowSet {
  const { rows } = passing;
  if (isByTime(sort) && sort?.descending === true) return rows.slice(rows.length - end, Math.max(0, rows.length - after)).reverse();
  return inOrder(columns, passing, sort).slice(after, end);
}

function inOrder(columns: Columns, { rows, name }: Passing, sort: EventSort | null): RowSet {
  if (sort === null || sort.field === '@timestamp') return rows;
  held(columns, sort.field);
  const direction = sort.descending ? 'descending' : 'ascending';
  return columns.keep(`sorted ${name} ${sort.field} ${direction}`, (made) => made.byteLength, () => sortRows(columns, sort.field, direction, rows));
}

/** The values of a field by place in the rows. Only what these rows have is fetched: no column is widened for a page. */
function valuesOf(columns: Columns, field: FieldName, rows: RowSet): (at: number) => string[] {
  if (field === '@timestamp') return (at) => [isoOf(columns.time[rows[at]!]!)];
  if (fieldEntry(field)?.many) {
    const { offsets, values } = columns.many(field);
    return (at) => Array.from(values.subarray(offsets[rows[at]!]!, offsets[rows[at]! + 1]!), (id) => columns.text(field, id));
  }
  const ids = columns.idsAt(field, rows);
  return (at) => (ids[at] === 0 ? [] : [columns.text(field, ids[at]!)]);
}

function held(columns: Columns, field: FieldName): void {
  if (!columns.holds(field)) throw new Fault('columns/not-held', { field });
}
