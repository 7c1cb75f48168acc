import type { Cell, Column, Row, TableBlock, Tone } from '../blocks.ts';
import type { Pen } from './pen.ts';
import { styles } from './sheet.ts';
import { pad } from './table.ts';
import { styleOf } from './tones.ts';

/** Rows that are looked at before the first is drawn. */
const LOOKED_AT = 400;
/** Longer words are no word of an enumeration, and no count: they may break. */
const LONGEST_WORD = 16;
/** What the one column that takes what is left keeps at least, in points. */
const LEAST_OPEN = 96;
/** Of its width, what a column may give whose texts break anywhere. */
const GIVEN_SHARE = 0.2;
/** Texts of the log and hashes break where the line is full. */
const verbatim = new Set<Tone | undefined>(['evidence', 'hash', 'smallHash']);

/**
 * The columns of a table, widened where a word of theirs would be broken: outcomes, severities, counts, names of columns. What they gain the column without a width gives, then those whose texts break anywhere. The rows come back whole:
 * those that were looked at, and the others as they come.
 */
export function fitted(pen: Pick<Pen, 'width'>, { columns, rows }: Pick<TableBlock, 'columns' | 'rows'>, width: number): { readonly columns: readonly Column[]; readonly rows: Iterable<Row> } {
  const source = rows[Symbol.iterator]();
  const seen: Row[] = [];
  while (seen.length < LOOKED_AT) {
    const next = source.next();
    if (next.done === true) break;
    seen.push(next.value);
  }
  const wanted = columns.map((column, at) => (column.width === undefined ? 0 : Math.max(0, neededBy(pen, column, at, columns.length, seen) - column.width)));
  const open = Math.max(0, width - columns.reduce((sum, column) => sum + (column.width ?? 0), 0) - LEAST_OPEN);
  const gives = columns.map(({ width: own, tone }, at) => (own !== undefined && wanted[at] === 0 && verbatim.has(tone) ? own * GIVEN_SHARE : 0));
  const given = gives.reduce((sum, one) => sum + one, 0);
  const gained = granted(wanted, open + given);
  // What the open column cannot give, those give whose texts break anywhere.
  const share = given === 0 ? 0 : Math.max(0, gained.reduce((sum, one) => sum + one, 0) - open) / given;
  const widened = (column: Column, at: number): Column => (column.width === undefined ? column : { ...column, width: column.width + gained[at]! - gives[at]! * share });
  return { columns: columns.map(widened), rows: rest(seen, source) };
}

/** What is granted of what is wanted: the smallest first, each in full or not at all, since half of it still breaks the word. */
function granted(wanted: readonly number[], room: number): readonly number[] {
  const gained = wanted.map(() => 0);
  let left = room;
  for (const at of wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!)) {
    if (wanted[at]! > left) break;
    gained[at] = wanted[at]!;
    left -= wanted[at]!;
  }
  return gained;
}

function* rest(seen: readonly Row[], source: Iterator<Row>): Generator<Row> {
  yield* seen;
  for (let next = source.next(); next.done !== true; next = source.next()) yield next.value;
}

/** Points that the widest word of a column takes, with the room beside it. */
function neededBy(pen: Pick<Pen, 'width'>, column: Column, at: number, count: number, rows: readonly Row[]): number {
  const room = (at === 0 ? 0 : pad) + (at === count - 1 ? 0 : pad) + 0.1;
  const words = rows.flatMap(({ cells, strong }) => partsOf(cells[at] ?? '', column.tone ?? 'cell').map(({ text, tone, indent }) => indent + widest(pen, text, tone, strong === true)));
  return room + Math.max(pen.width(column.label, styles.head), ...words);
}

interface Part { readonly text: string; readonly tone: Tone; readonly indent: number }
function partsOf(cell: Cell, usual: Tone): readonly Part[] {
  if (typeof cell === 'string') return [{ text: cell, tone: usual, indent: 0 }];
  const indent = cell.mark === undefined ? 0 : cell.mark.kind === 'swatch' ? 10 : 12;
  return [{ text: cell.text, tone: cell.tone ?? usual, indent }, ...(cell.below ?? []).map(({ text, tone }) => ({ text, tone, indent }))];
}

function widest(pen: Pick<Pen, 'width'>, text: string, tone: Tone, strong: boolean): number {
  if (verbatim.has(tone)) return 0;
  const style = strong ? { ...styleOf(tone), face: 'semibold' as const } : styleOf(tone);
  return Math.max(0, ...text.split(/[ \n]/).filter((word) => word.length <= LONGEST_WORD).map((word) => pen.width(word, style)));
}
