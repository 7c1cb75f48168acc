import { eventPlaces, type ReadCase } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { Fault, type EventFilter, type EventLine, type EventSort, type FieldName } from '../contract/index.ts';
import { csvLine } from '../kit/csv.ts';
import { linesOf, listedRows } from '../questions/index.ts';
import { openSink } from '../report/sink.ts';

export interface ExportOrder {
  readonly out: string;
  readonly format: 'csv' | 'jsonl';
  readonly filter: EventFilter;
  readonly sort: EventSort | null;
  readonly fields: readonly FieldName[];
}
export interface Exported { readonly rows: number; readonly bytes: number; readonly sha256: string }

/** Fields of an export where none were chosen. */
const USUAL: readonly FieldName[] = [
  '@timestamp', 'source.ip', 'event.outcome', 'cloud.region', 'source.as.organization.name', 'source.as.number', 'source.geo.country_iso_code', 'event.dataset', 'event.action', 'service.name', 'user.name', 'user.id',
  'credential.id', 'session.id', 'user_agent.original', 'error.code',
];
const PLACE = ['exhibit', 'file', 'member', 'record', 'offset', 'length'] as const;
const ROWS = 1000;

/**
 * Writes the events of a list to a file, a thousand at a time: CSV (RFC 4180, UTF-8, formulas made inert) or JSON Lines. Each row has the identity of the event and
 * the place of its record in the evidence. Several values of a field are parted by line feeds in CSV, a list in JSON. A field's name is its head; `@timestamp` is `timestamp` there, since a cell that begins with @ runs as a formula. The file takes its name when it is whole.
 * @throws Fault file/not-writable, file/no-space, job/stopped, columns/not-held
 */
export async function exportEvents(file: ReadCase, columns: Columns, { out, format, fields: asked, ...list }: ExportOrder, run: { readonly stop: () => boolean; readonly progress: (done: number, total: number) => void }): Promise<Exported> {
  const fields = asked.length === 0 ? USUAL.filter((field) => columns.holds(field)) : asked;
  const rows = listedRows(file, columns, list);
  const sink = openSink(out);
  try {
    if (format === 'csv') sink.write(csvLine([...fields.map((field) => field.replace(/^@/, '')), 'id', ...PLACE]));
    for (let at = 0; at < rows.length; at += ROWS) {
      if (run.stop()) throw new Fault('job/stopped', {});
      const lines = linesOf(file, columns, rows.subarray(at, at + ROWS), fields);
      const places = eventPlaces(file, lines.map((line) => line.event));
      lines.forEach((line, i) => sink.write(format === 'csv' ? csvRow(line, places[i]) : jsonRow(line, places[i], fields)));
      run.progress(Math.min(rows.length, at + ROWS), rows.length);
      await sink.ready();
    }
    return { rows: rows.length, ...(await sink.close()) };
  } catch (error) {
    await sink.drop();
    throw error;
  }
}

type Place = ReturnType<typeof eventPlaces>[number] | undefined;

function csvRow(line: EventLine, place: Place): string {
  return csvLine([...line.cells.map((values) => values.join('\n')), line.id, ...PLACE.map((name) => place?.[name] ?? null)]);
}

function jsonRow(line: EventLine, place: Place, fields: readonly FieldName[]): string {
  const values = Object.fromEntries(fields.flatMap((field, i) => {
    const cell = line.cells[i]!;
    return cell.length === 0 ? [] : [[field, cell.length === 1 ? cell[0] : cell]];
  }));
  return `${JSON.stringify({ ...values, id: line.id, place: place ?? null })}\n`;
}
