import { NEWLINE, QUOTE } from './bytes.ts';
import { readCells, type Cells } from './csv-cells.ts';

/** What parts the cells of a CSV member. */
export interface CsvLayout {
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Cells of the header, where it has fewer than there are columns. */
  readonly named?: number;
}

const delimiters = [[0x2c, 'commas'], [0x09, 'tabs'], [0x3b, 'semicolons'], [0x7c, 'bars']] as const;
/** Names of single columns that hold a whole record each. */
const loneColumns = /^"?(_raw|raw|message|@message|event|AuditData|CloudTrailEvent)"?$/i;
/** Rows that are looked at. */
const ROWS = 20;

/** The layout of text that is CSV, how sure that is, and why; null where it is none. `whole`: the head is all there is. */
export function csvLayout(head: Buffer, whole: boolean): { readonly layout: CsvLayout; readonly confidence: number; readonly reason: string } | null {
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const start = isPreamble(head.subarray(mark)) ? Math.max(mark, head.indexOf(NEWLINE) + 1) : mark;
  let best: { readonly layout: CsvLayout; readonly confidence: number; readonly reason: string } | null = null;
  for (const [delimiter, name] of delimiters) {
    const rows = firstRows(head.subarray(start), delimiter, whole);
    const names = rows[0] === undefined ? null : namesOf(rows[0].map((cell) => cell.trim()));
    if (names === null) continue;
    const rest = rows.slice(1);
    const columns = withMessage(names, rest);
    const alike = rest.filter((row) => row.length === columns.length).length;
    if (rest.length > 0 ? alike < rest.length * 0.7 : !whole || columns.length < 3) continue;
    const confidence = Math.round((rest.length === 0 ? 0.6 : 0.5 + 0.45 * (alike / rest.length)) * 100) / 100;
    const sure = confidence + (columns.length > 2 ? 0.02 : 0);
    if (best === null || sure > best.confidence) best = { layout: columns === names ? { delimiter, columns } : { delimiter, columns, named: names.length }, confidence: sure, reason: `a table of ${columns.length} column${columns.length === 1 ? '' : 's'} parted by ${name}` };
  }
  return best;
}

/** The Event Viewer saves the message of an event in a last column to which its header gives no name. */
function withMessage(names: readonly string[], rest: readonly Cells[]): readonly string[] {
  const isViewer = names.includes('Event ID') && names.includes('Date and Time') && !names.includes('Message');
  return isViewer && rest.some((row) => row.length === names.length + 1) ? [...names, 'Message'] : names;
}

/** A line that tools write above the header: the type of the objects (PowerShell 5), or the delimiter (spreadsheets). It is no row. */
export function isPreamble(line: Buffer): boolean {
  return /^(?:#TYPE |sep=.\r?(?:\n|$))/.test(line.toString('latin1', 0, 8));
}

/** The names of a header; null where the cells are no names. */
function namesOf(cells: Cells): readonly string[] | null {
  if (cells.length === 1 && !loneColumns.test(cells[0]!)) return null;
  const named = cells.filter((cell) => cell !== '');
  if (named.length < cells.length * 0.8 && cells.length - named.length > 1) return null;
  // Splunk writes `target{}.id` for what lies in a list.
  if (named.some((cell) => cell.length > 200 || /[\u0000-\u001f{}<>]/.test(cell.replaceAll('{}', '')) || /^[\d.:/-]+$/.test(cell))) return null;
  return columnNames(cells);
}

/** Names of columns: an empty one gets its number, a repeated one a count, so that no cell is lost. */
export function columnNames(cells: Cells): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, at) => {
    const name = cell.trim() === '' ? `column_${at + 1}` : cell.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

function firstRows(head: Buffer, delimiter: number, whole: boolean): Cells[] {
  const rows: Cells[] = [];
  let at = 0;
  while (at < head.length && rows.length <= ROWS) {
    const end = rowEnd(head, at, delimiter);
    if (end === null || (end === head.length && !whole)) break;
    const text = head.toString('utf8', at, end).replace(/\r$/, '');
    if (text !== '') rows.push(readCells(text, delimiter));
    at = end + 1;
  }
  return rows;
}

/** Where the row ends: its line feed, or the end of the bytes; null where a quote is not closed. */
function rowEnd(b: Buffer, start: number, delimiter: number): number | null {
  let fresh = true;
  for (let i = start; i < b.length; i += 1) {
    const c = b[i]!;
    if (c === QUOTE && fresh) {
      do {
        i = b.indexOf(QUOTE, i + 1) + 1;
        if (i === 0) return null;
      } while (b[i] === QUOTE);
      i -= 1;
      fresh = false;
    } else if (c === NEWLINE) return i;
    else fresh = c === delimiter;
  }
  return b.length;
}
