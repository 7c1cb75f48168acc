import { type Flow, line } from './flow.ts';
import { ascent, lineHeight } from './pen.ts';
import { colours, contentWidth, sheet, styles, type TextStyle } from './sheet.ts';

export interface Column {
  readonly label: string;
  /** In points; the one column without takes what is left. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
  readonly style?: TextStyle;
}
/** Text, or text in a style of its own, with a mark before it or lines of another style below it. */
export type Cell = string | RichCell;
export interface RichCell {
  readonly text: string;
  readonly style?: TextStyle;
  /** Draws at the baseline of the first line and returns how far the text moves in. */
  readonly mark?: (x: number, y: number) => number;
  readonly indent?: number;
  readonly below?: readonly { readonly text: string; readonly style: TextStyle }[];
}
export interface TableBox { readonly x?: number; readonly width?: number; readonly head?: boolean; readonly strong?: boolean }

/** Points between the text of a cell and its neighbour. */
export const pad = 4.5;
const padY = 2.7;

/** A table of hairlines. Rows are not broken over pages while they fit on one; the head is drawn again on each page. Returns the drawer of rows. */
export function table(flow: Flow, columns: readonly Column[], box: TableBox = {}): (cells: readonly Cell[], strong?: boolean) => void {
  const { x: left = sheet.left, width = contentWidth, head = true } = box;
  const widths = widthsOf(columns, width);
  const xs = widths.map((_, i) => left + widths.slice(0, i).reduce((a, b) => a + b, 0));

  const drawHead = (): void => {
    if (!head) return;
    columns.forEach((column, i) => {
      const { x, to } = inner(xs[i]!, widths[i]!, i, columns.length);
      flow.pen.draw(column.label, column.align === 'right' ? to : x, flow.y + 3 + ascent(styles.head), styles.head, column.align ?? 'left');
    });
    flow.y += lineHeight(styles.head) + 6;
    line(flow.pen, left, flow.y, left + width, flow.y, colours.line2, 0.75);
  };

  flow.need(lineHeight(styles.head) + 40);
  drawHead();
  return (cells, strong = false) => {
    const laid = columns.map((column, i) => layCell(flow, column, cells[i] ?? '', inner(xs[i]!, widths[i]!, i, columns.length), strong));
    const height = Math.max(...laid.map((cell) => cell.lines.reduce((sum, l) => sum + lineHeight(l.style), 0)), 0) + 2 * padY;
    if (flow.y + height > sheet.bottom && height < sheet.bottom - sheet.top - 30) {
      flow.newPage();
      drawHead();
    }
    drawRow(flow, laid, drawHead);
    line(flow.pen, left, flow.y, left + width, flow.y, colours.line, 0.75);
  };
}

interface LaidCell {
  readonly lines: readonly { readonly text: string; readonly style: TextStyle }[];
  readonly x: number;
  readonly to: number;
  readonly align: 'left' | 'right';
  readonly mark: ((y: number) => number) | undefined;
}

function layCell(flow: Flow, column: Column, cell: Cell, { x, to }: { x: number; to: number }, strong: boolean): LaidCell {
  const given: RichCell = typeof cell === 'string' ? { text: cell } : cell;
  const usual = column.style ?? styles.cell;
  const style = given.style ?? (strong && usual.face !== 'mono' ? { ...usual, face: 'semibold' as const } : usual);
  const indent = given.mark === undefined ? 0 : (given.indent ?? 12);
  const wrapped = (text: string, as: TextStyle): LaidCell['lines'] => text.split('\n').flatMap((part) => flow.pen.lines(part, as, to - x - indent)).map((part) => ({ text: part, style: as }));
  const below = (given.below ?? []).flatMap((part) => wrapped(part.text, part.style));
  const { mark } = given;
  return { lines: [...wrapped(given.text, style), ...below], x: x + indent, to, align: column.align ?? 'left', mark: mark === undefined ? undefined : (y) => mark(x, y) };
}

/** Draws line by line, so that a row that is longer than a page runs on over the next. */
function drawRow(flow: Flow, cells: readonly LaidCell[], drawHead: () => void): void {
  const rows = Math.max(...cells.map((cell) => cell.lines.length));
  const firstBase = Math.max(...cells.flatMap((cell) => cell.lines.slice(0, 1).map((l) => ascent(l.style))), 0);
  let ys = cells.map(() => flow.y + padY);
  for (let row = 0; row < rows; row++) {
    const styled = cells.map((cell) => cell.lines[row]);
    if (styled.some((l, i) => l !== undefined && ys[i]! + lineHeight(l.style) > sheet.bottom)) {
      flow.newPage();
      drawHead();
      ys = cells.map(() => flow.y + padY);
    }
    for (const [i, cell] of cells.entries()) {
      const l = styled[i];
      if (l === undefined) continue;
      // Cells of one row share the baseline of the first line.
      const base = ys[i]! + (row === 0 ? firstBase : ascent(l.style));
      if (row === 0) cell.mark?.(base);
      flow.pen.draw(l.text, cell.align === 'right' ? cell.to : cell.x, base, l.style, cell.align);
      ys[i] = ys[i]! + lineHeight(l.style);
    }
  }
  flow.y = Math.max(...ys) + padY;
}

function inner(x: number, width: number, index: number, count: number): { x: number; to: number } {
  return { x: index === 0 ? x : x + pad, to: index === count - 1 ? x + width : x + width - pad };
}

function widthsOf(columns: readonly Column[], width: number): number[] {
  const fixed = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
  const open = columns.filter((column) => column.width === undefined).length;
  return columns.map((column) => column.width ?? (width - fixed) / open);
}

/** Names and values in two columns without rules, as on the cover. Returns where it ends. */
export function facts(flow: Flow, rows: readonly (readonly [string, string, TextStyle?])[], box: { readonly x: number; readonly y: number; readonly width: number; readonly label?: number }): number {
  const { label = 80 } = box;
  const name = { ...styles.muted, size: 9 };
  let y = box.y;
  for (const [key, text, value = { ...styles.body, size: 9 }] of rows) {
    flow.pen.draw(key, box.x, y + ascent(name), name);
    for (const part of flow.pen.lines(text, value, box.width - label)) {
      flow.pen.draw(part, box.x + label, y + ascent(name), value);
      y += lineHeight(name);
    }
    y += 3.5;
  }
  return y;
}

/** Key figures side by side between two hairlines. */
export function figures(flow: Flow, items: readonly { readonly value: string; readonly label: string }[]): void {
  flow.skip(6);
  flow.need(56);
  flow.rule();
  const sizes = items.map((item) => Math.max(flow.pen.width(item.value, styles.figure), flow.pen.width(item.label, styles.caption)));
  const gap = (contentWidth - sizes.reduce((a, b) => a + b, 0)) / Math.max(1, items.length - 1);
  let x: number = sheet.left;
  items.forEach((item, i) => {
    flow.pen.draw(item.value, x, flow.y + 8 + ascent(styles.figure), styles.figure);
    flow.pen.draw(item.label, x, flow.y + 8 + lineHeight(styles.figure) + ascent(styles.caption), styles.caption);
    x += sizes[i]! + Math.min(gap, 90);
  });
  flow.skip(8 + lineHeight(styles.figure) + lineHeight(styles.caption) + 8);
  flow.rule();
  flow.skip(10);
}
