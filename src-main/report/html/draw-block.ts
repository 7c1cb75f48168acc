import { severityTicks } from '../../charts/index.ts';
import type { Severity } from '../../contract/index.ts';
import { checkCommand } from '../check-command.ts';
import { moreBytes, otherRecords, placeLine, recordHead, recordPath, timeLine, wholeCharacters } from '../chapters/record-lines.ts';
import type { Block, Cell, Column, Mark, Rich, Row, Span, TableBlock, Tone } from '../blocks.ts';
import type { CitedRecord } from '../model.ts';
import type { Times } from '../times.ts';
import { counted, findingNumber, severityWords } from '../words.ts';
import { chartHtml } from './chart.ts';
import { shown, shownLines } from './escape.ts';

export interface Page {
  readonly times: Times;
  readonly rawLimit: number;
  /** Numbers the charts. */
  charts: number;
  readonly write: (html: string) => void;
}

/** Writes a block as HTML. Tables and lists are written row by row. */
export function putBlock(page: Page, block: Block): void {
  const { write } = page;
  switch (block.kind) {
    case 'heading': return write(`<h3${block.level === 1 ? ' class="user"' : ''}>${shown(block.text)}</h3>\n`);
    case 'paragraph': return write(`<p${classOf(block.tone)}>${block.label === undefined ? '' : `<b class="strong">${shown(block.label)}</b> `}${richHtml(block.text)}</p>\n`);
    case 'list': {
      const tag = block.start === null ? 'ul' : 'ol';
      write(`<${tag}${block.start === null || block.start === 1 ? '' : ` start="${block.start}"`}>\n`);
      for (const item of block.items) {
        write('<li>');
        for (const inner of item) putBlock(page, inner);
        write('</li>\n');
      }
      return write(`</${tag}>\n`);
    }
    case 'quote': {
      write('<blockquote>');
      for (const inner of block.blocks) putBlock(page, inner);
      return write('</blockquote>\n');
    }
    case 'code': return write(`<pre>${verbatim(block.text)}</pre>\n`);
    case 'figures': return write(`<div class="figures">${block.items.map(({ value, label }) => `<div><b>${shown(value)}</b><span>${shown(label)}</span></div>`).join('')}</div>\n`);
    case 'terms': return write(`<div class="terms">${block.items.map(({ text, mono }) => `<span>${shown(text)}${mono === undefined ? '' : ` <code>${shown(mono)}</code>`}</span>`).join('')}</div>\n`);
    case 'table': return putTable(page, block);
    case 'chart': {
      page.charts += 1;
      return write(chartHtml(block.chart, block.sentence, block.caption, page.times, page.charts));
    }
    case 'finding': return write(findingHead(block));
    case 'record': return write(recordHtml(page, block.record));
  }
}

function putTable({ write }: Page, { columns, rows, plain = false }: TableBlock): void {
  write(`<div class="scroll" tabindex="0"><table>${plain ? '' : `<thead><tr>${columns.map((c) => `<th scope="col"${c.right === true ? ' class="r"' : ''}>${shown(c.label)}</th>`).join('')}</tr></thead>`}\n<tbody>\n`);
  for (const row of rows) write(rowHtml(row, columns));
  write('</tbody></table></div>\n');
}

function rowHtml({ cells, strong = false }: Row, columns: readonly Column[]): string {
  return `<tr${strong ? ' class="strong"' : ''}>${columns.map((column, i) => cellHtml(cells[i] ?? '', column)).join('')}</tr>\n`;
}

function cellHtml(cell: Cell, { tone, right = false }: Column): string {
  const rich = typeof cell === 'string' ? { text: cell } : cell;
  const classes = [right ? 'r' : '', className(rich.tone ?? tone)].filter((name) => name !== '').join(' ');
  const below = (rich.below ?? []).map((part) => `<span class="below ${className(part.tone)}">${shownLines(part.text)}</span>`).join('');
  return `<td${classes === '' ? '' : ` class="${classes}"`}>${rich.mark === undefined ? '' : markHtml(rich.mark)}${shownLines(rich.text)}${below}</td>`;
}

function markHtml(mark: Mark): string {
  switch (mark.kind) {
    case 'gauge': return gaugeHtml(mark.severity);
    case 'swatch': return `<span class="swatch" style="background:var(--${slotName('n', mark.slot)})"></span>`;
    case 'key': return `<span class="key" style="background:var(--${slotName('n', mark.slot)});color:var(--${slotName('on', mark.slot)},#0B0E11)">${shown(mark.key)}</span>`;
  }
}

const slotName = (prefix: string, slot: number): string => `${prefix}${Number.isInteger(slot) && slot >= 1 && slot <= 8 ? slot : 0}`;

function gaugeHtml(severity: Severity): string {
  const ticks = [0, 1, 2, 3].map((i) => `<rect x="0" y="${i * 3.5}" width="10" height="2.5" rx=".6" fill="var(--${4 - i <= severityTicks[severity] ? `sev-${severity}` : 'sev-off'})"/>`);
  return `<svg class="gauge" viewBox="0 0 10 13" aria-hidden="true">${ticks.join('')}</svg>`;
}

function findingHead({ number, severity, title, rule }: Block & { kind: 'finding' }): string {
  const word = `<span class="sev" style="color:var(--sev-${severity})">${gaugeHtml(severity)}${severityWords[severity]}</span>`;
  return `<div class="finding" id="finding-${number}"><h3>${word}<span>${shown(title)}</span></h3><p class="caption">Finding ${findingNumber(number)}, rule ${shown(rule)}</p></div>\n`;
}

function recordHtml({ times, rawLimit }: Page, record: CitedRecord): string {
  const printed = wholeCharacters(record.raw, rawLimit);
  const more = moreBytes(record, printed);
  const others = otherRecords(record, rawLimit);
  const command = checkCommand(record);
  const lines = [
    recordPath(record), ...(record.time === null ? [] : [timeLine(record.time, times)]), ...(record.place === null ? [] : [placeLine(record.place)]), `sha256 ${record.sha256}`,
    command === null ? 'The name of the file has characters that cannot be typed: use bilocate verify.' : `$ ${command}`,
  ];
  return `<div class="record" id="record-${record.number}"><p><b class="strong">Record ${counted(record.number)}</b> <span class="caption">${shown(recordHead(record))}</span></p>`
    + `${lines.map((text) => `<p class="evidence muted">${shown(text)}</p>`).join('')}<pre>${verbatim(printed)}</pre>${more === null ? '' : `<p class="caption">${shown(more)}</p>`}${others === null ? '' : `<p class="caption">${shown(others.head)}</p><pre>${verbatim(others.text)}</pre>`}</div>\n`;
}

/** Lines stay lines; every other control is spelt out. */
const verbatim = (text: string): string => text.split('\n').map(shown).join('\n');

function richHtml(text: Rich): string {
  return typeof text === 'string' ? shownLines(text) : text.map(spanHtml).join('');
}

const tags = { strong: 'strong', emphasis: 'em', code: 'code' } as const;
function spanHtml({ text, face }: Span): string {
  if (face === 'plain') return shownLines(text);
  return face === 'muted' ? `<span class="muted">${shownLines(text)}</span>` : `<${tags[face]}>${shownLines(text)}</${tags[face]}>`;
}

const className = (tone: Tone | undefined): string => (tone === undefined ? '' : typeof tone === 'string' ? tone : `sev-${tone.severity}`);
const classOf = (tone: Tone | undefined): string => (tone === undefined || tone === 'body' ? '' : ` class="${className(tone)}"`);
