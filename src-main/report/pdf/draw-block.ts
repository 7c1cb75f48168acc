import { lightTheme, slotColour } from '../../charts/index.ts';
import type { Block, Cell, Mark, TableBlock } from '../blocks.ts';
import type { Times } from '../times.ts';
import { findingNumber, severityWords } from '../words.ts';
import { drawChart } from './chart.ts';
import { fitted } from './column-widths.ts';
import { type Flow, line } from './flow.ts';
import { gauge, keyMark, swatch } from './marks.ts';
import { ascent, lineHeight } from './pen.ts';
import { drawRecord } from './record.ts';
import { drawRich, type TextBox } from './rich.ts';
import { colours, contentWidth, sheet, styles } from './sheet.ts';
import { figures, table, type Cell as DrawnCell } from './table.ts';
import { styleOf } from './tones.ts';

export interface Drawing { readonly times: Times; readonly rawLimit: number }
interface Room { readonly x: number; readonly width: number }

const whole: Room = { x: sheet.left, width: contentWidth };

/** Draws a block where the page is. `room` is narrower inside of lists and quotes. */
export function drawBlock(flow: Flow, block: Block, drawing: Drawing, room: Room = whole): void {
  switch (block.kind) {
    case 'heading': return drawHeading(flow, block);
    case 'paragraph': return drawParagraph(flow, block, room);
    case 'list': return drawList(flow, block, drawing, room);
    case 'quote': return drawQuote(flow, block, drawing, room);
    case 'code': return drawCode(flow, block.text, room);
    case 'figures': return figures(flow, block.items);
    case 'terms': return drawTerms(flow, block.items);
    case 'table': return drawTable(flow, block, room);
    case 'chart': {
      drawChart(flow, block.chart, drawing.times);
      if (block.caption !== '') flow.paragraph(block.caption, styles.caption);
      return;
    }
    case 'finding': return drawFindingHead(flow, block);
    case 'record': return drawRecord(flow, block.record, drawing);
  }
}

function drawHeading(flow: Flow, { text, level }: Block & { kind: 'heading' }): void {
  if (level === 1) {
    flow.need(120);
    flow.skip(10);
    flow.rule({ colour: colours.ink, width: 1.1 });
    flow.skip(8);
    flow.paragraph(text, styles.finding, { after: 2 });
  } else flow.heading(text);
}

function drawParagraph(flow: Flow, { text, tone = 'body', label }: Block & { kind: 'paragraph' }, room: Room): void {
  const box: TextBox = { ...room, after: label === undefined ? 5 : 3 };
  if (label === undefined) drawRich(flow, text, styleOf(tone), box);
  else drawRich(flow, [{ text: `${label} `, face: 'strong' }, ...(typeof text === 'string' ? [{ text, face: 'plain' as const }] : text)], styleOf(tone), box);
}

function drawList(flow: Flow, { start, items }: Block & { kind: 'list' }, drawing: Drawing, { x, width }: Room): void {
  const indent = start === null ? 11 : 8 + flow.pen.width(`${start + items.length}.`, styles.body);
  items.forEach((item, i) => {
    flow.need(lineHeight(styles.body));
    const mark = start === null ? '•' : `${start + i}.`;
    if (start === null) flow.pen.draw(mark, x + 2, flow.y + ascent(styles.body), styles.body);
    else flow.pen.draw(mark, x + indent - 5, flow.y + ascent(styles.body), { ...styles.body, tabular: true }, 'right');
    if (item.length === 0) flow.skip(lineHeight(styles.body));
    for (const block of item) {
      drawBlock(flow, block, drawing, { x: x + indent, width: width - indent });
      if (block.kind === 'paragraph') flow.skip(-3);
    }
  });
  flow.skip(5);
}

function drawQuote(flow: Flow, { blocks }: Block & { kind: 'quote' }, drawing: Drawing, { x, width }: Room): void {
  for (const block of blocks) {
    const [page, from] = [flow.pages, flow.y];
    drawBlock(flow, block, drawing, { x: x + 12, width: width - 12 });
    const top = page === flow.pages ? from : sheet.top;
    line(flow.pen, x + 2, top, x + 2, flow.y - 2, colours.line2, 1.5);
  }
}

function drawCode(flow: Flow, text: string, { x, width }: Room): void {
  for (const part of flow.pen.verbatim(text, styles.evidence, width - 8)) {
    flow.need(lineHeight(styles.evidence));
    flow.pen.draw(part, x + 8, flow.y + ascent(styles.evidence), styles.evidence);
    flow.skip(lineHeight(styles.evidence));
  }
  flow.skip(5);
}

/** Names and values side by side, values of the log in mono; as many lines as they need. */
function drawTerms(flow: Flow, items: (Block & { kind: 'terms' })['items']): void {
  let x: number = sheet.left;
  flow.need(14);
  const nextLine = (): void => {
    x = sheet.left;
    flow.skip(lineHeight(styles.caption));
    flow.need(14);
  };
  for (const { text, mono } of items) {
    const width = flow.pen.width(text, styles.caption) + (mono === undefined ? 0 : 4 + flow.pen.width(mono, styles.captionMono));
    if (x > sheet.left && x + width > sheet.right) nextLine();
    if (width > contentWidth) {
      drawRich(flow, [{ text: `${text} `, face: 'plain' }, { text: mono ?? '', face: 'code' }], styles.caption, { after: -lineHeight(styles.caption) });
      x = sheet.right;
      continue;
    }
    const drawn = flow.pen.draw(text, x, flow.y + ascent(styles.caption), styles.caption);
    if (mono !== undefined) flow.pen.draw(mono, x + drawn + 4, flow.y + ascent(styles.caption), styles.captionMono);
    x += width + 16;
  }
  flow.skip(lineHeight(styles.caption) + 5);
}

function drawTable(flow: Flow, block: TableBlock, { x, width }: Room): void {
  const { plain = false } = block;
  const { columns, rows } = fitted(flow.pen, block, width);
  const put = table(flow, columns.map((c) => ({ label: c.label, ...(c.width === undefined ? {} : { width: c.width }), align: c.right === true ? 'right' as const : 'left' as const, ...(c.tone === undefined ? {} : { style: styleOf(c.tone) }) })), { x, width, head: !plain });
  for (const { cells, strong = false } of rows) put(cells.map((cell) => cellOf(flow, cell)), strong);
  flow.skip(6);
}

function cellOf(flow: Flow, cell: Cell): DrawnCell {
  if (typeof cell === 'string') return cell;
  const { text, tone, mark, below } = cell;
  return {
    text, ...(tone === undefined ? {} : { style: styleOf(tone) }), ...(mark === undefined ? {} : { mark: (x: number, y: number) => drawMark(flow, mark, x, y), indent: mark.kind === 'swatch' ? 10 : 12 }),
    ...(below === undefined ? {} : { below: below.map((part) => ({ text: part.text, style: styleOf(part.tone) })) }),
  };
}

function drawMark(flow: Flow, mark: Mark, x: number, y: number): number {
  switch (mark.kind) {
    case 'gauge': return gauge(flow.pen, mark.severity, x, y, 0.68);
    case 'swatch': return swatch(flow.pen, slotColour(lightTheme, mark.slot), x, y);
    case 'key': return keyMark(flow.pen, mark.key, mark.slot, x, y);
  }
}

function drawFindingHead(flow: Flow, block: Block & { kind: 'finding' }): void {
  const { pen } = flow;
  flow.need(190);
  flow.skip(12);
  flow.rule({ colour: colours.ink, width: 1.1 });
  flow.skip(7);
  const base = flow.y + ascent(styles.finding);
  gauge(pen, block.severity, sheet.left, base);
  pen.draw(severityWords[block.severity], sheet.left + 12, base, { ...styles.body, face: 'medium', colour: lightTheme.severity[block.severity] });
  const rule = `Finding ${findingNumber(block.number)}, rule ${block.rule}`;
  const titleX = sheet.left + 66;
  for (const part of pen.lines(block.title, styles.finding, sheet.right - titleX)) {
    flow.need(lineHeight(styles.finding));
    pen.draw(part, titleX, flow.y + ascent(styles.finding), styles.finding);
    flow.skip(lineHeight(styles.finding));
  }
  pen.draw(rule, titleX, flow.y + ascent(styles.caption), styles.caption);
  flow.skip(lineHeight(styles.caption) + 4);
}
