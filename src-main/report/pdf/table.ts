import { fillRect, type Flow, line } from './flow.ts';
import { ascent, lineHeight } from './pen.ts';
import { colours, contentWidth, sheet, styles, type TextStyle } from './sheet.ts';

export interface Column {
  readonly label: string;
  /** In points; the one column without takes what is left. */
  readonly width?: number;
  readonly align?: 'left' | 'right';
  readonly style?: TextStyle;
}
/** Text, or text in a style of its own, or something drawn in the cell that takes one line. */
export type Cell = string | { readonly text: string; readonly style?: TextStyle; readonly mark?: (x: number, y: number) => number };
export interface TableBox { readonly x?: number; readonly width?: number; readonly head?: boolean; readonly strong?: boolean }

const pad = 4.5;
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
    const height = Math.max(...laid.map((cell) => cell.lines.length * lineHeight(cell.style)), 0) + 2 * padY;
    if (flow.y + height > sheet.bottom && height < sheet.bottom - sheet.top - 30) {
      flow.newPage();
      drawHead();
    }
    drawRow(flow, laid, drawHead);
    flow.y += padY;
    line(flow.pen, left, flow.y, left + width, flow.y, colours.line, 0.75);
  };
}

interface LaidCell { readonly lines: readonly string[]; readonly style: TextStyle; readonly x: number; readonly to: number; readonly align: 'left' | 'right'; readonly mark: ((x: number, y: number) => number) | undefined }

function layCell(flow: Flow, column: Column, cell: Cell, { x, to }: { x: number; to: number }, strong: boolean): LaidCell {
  const given = typeof cell === 'string' ? { text: cell } : cell;
  const style = given.style ?? (strong && column.style?.face !== 'mono' ? { ...(column.style ?? styles.cell), face: 'semibold' as const } : (column.style ?? styles.cell));
  const indent = given.mark === undefined ? 0 : 13;
  return { lines: flow.pen.lines(given.text, style, to - x - indent), style, x: x + indent, to, align: column.align ?? 'left', mark: given.mark };
}

/** Draws line by line, so that a row that is longer than a page runs on over the next. */
function drawRow(flow: Flow, cells: readonly LaidCell[], drawHead: () => void): void {
  flow.y += padY;
  const step = Math.max(...cells.map((cell) => lineHeight(cell.style)));
  const rows = Math.max(...cells.map((cell) => cell.lines.length));
  for (let row = 0; row < rows; row++) {
    if (flow.y + step > sheet.bottom + padY) {
      flow.newPage();
      drawHead();
      flow.y += padY;
    }
    // Cells of one row share the baseline of the first line.
    const base = flow.y + Math.max(...cells.map((cell) => ascent(cell.style)));
    for (const cell of cells) {
      const text = cell.lines[row];
      if (row === 0) cell.mark?.(cell.x - 13, base);
      if (text !== undefined) flow.pen.draw(text, cell.align === 'right' ? cell.to : cell.x, base, cell.style, cell.align);
    }
    flow.y += Math.max(...cells.filter((cell) => row < cell.lines.length).map((cell) => lineHeight(cell.style)));
  }
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
export function facts(flow: Flow, rows: readonly (readonly [string, string])[], box: { readonly x: number; readonly y: number; readonly width: number; readonly label?: number }): number {
  const { label = 80 } = box;
  const [name, value] = [{ ...styles.muted, size: 9 }, { ...styles.body, size: 9 }];
  let y = box.y;
  for (const [key, text] of rows) {
    flow.pen.draw(key, box.x, y + ascent(name), name);
    for (const part of flow.pen.lines(text, value, box.width - label)) {
      flow.pen.draw(part, box.x + label, y + ascent(value), value);
      y += lineHeight(value);
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

/** A ground behind a block of text. */
export function ground(flow: Flow, height: number): void {
  fillRect(flow.pen, sheet.left, flow.y, contentWidth, height, colours.sunken);
}
