import type { ReportBlock, ReportCell, ReportMark } from '../contract/index.ts';
import { type Block, type Cell, type Mark, plainOf, type Rich, type TableBlock, type Tone } from './blocks.ts';
import { coverFacts } from './chapters/cover.ts';
import { chaptersOf } from './chapters/index.ts';
import { recordHead } from './chapters/record-lines.ts';
import { chartSvg } from './chart-svg.ts';
import { exhibitsBlock } from './html/write-html.ts';
import type { ReportModel } from './model.ts';
import { type Times, timesIn } from './times.ts';
import { visibleText } from './visible.ts';
import { counted, cut, findingNumber, ledgerLine } from './words.ts';

export interface PreviewSection { readonly part: string; readonly title: string; readonly count: number; readonly told: number; readonly more: boolean; readonly blocks: ReportBlock[] }

/** What is shown of each chapter: its first blocks, rows and characters. Charts cost most, so few are drawn. */
const shown = { blocks: 24, rows: 12, charts: 3, characters: 4000 } as const;
/** CSS pixels of a chart: a page of A4 without its margins. */
const width = 672;

/** The report as it would be written now: cover and chapters, each with its first blocks. */
export function previewBlocks(model: ReportModel): PreviewSection[] {
  const times = timesIn(model.zone);
  const subtitle = [model.analyst.organisation, model.case.number].filter((part) => part !== '').join(', ');
  const facts = coverFacts(model);
  const cover: ReportBlock[] = [
    blank({ kind: 'title', text: cut(model.title, 160), label: subtitle, tone: model.tlp ?? '' }),
    blank({ kind: 'facts', level: 2, rows: facts.map(([name, value, verbatim]) => [cellOf(name), cellOf({ text: value, ...(verbatim === true ? { tone: 'evidence' as const } : {}) })]), total: facts.length }),
    blank({ kind: 'heading', level: 2, text: 'Evidence' }), exhibitsOf(model), blank({ kind: 'paragraph', tone: 'caption', rows: [[cellOf(`${ledgerLine(model.ledger)}.`)]] }),
  ];
  return [{ part: 'cover', title: 'Cover', count: model.evidence.totals.exhibits, told: 0, more: false, blocks: cover }, ...chaptersOf(model).map(({ id, title, count, blocks }) => ({ part: id, title, count, ...firstOf(blocks(), times) }))];
}

/** The exhibits in the widths of the printed cover, with the end of their names; the chapter on evidence has them whole. */
function exhibitsOf(model: ReportModel): ReportBlock {
  const exhibits = exhibitsBlock(model);
  const block = exhibits.kind === 'table' ? tableOf(exhibits) : blank({ kind: 'table' });
  const widths = [40, null, 54, 46, 252];
  const rows = block.rows.map((cells) => cells.map((cell, i) => (i === 1 ? { ...cell, text: cell.text.replace(/^.*\/(?=.)/, '…/') } : cell)));
  return { ...block, columns: block.columns.map((column, i) => ({ ...column, width: widths[i] ?? null, tone: i === 1 ? 'smallHash' : column.tone })), rows };
}

function firstOf(blocks: Iterable<Block>, times: Times): Pick<PreviewSection, 'blocks' | 'told' | 'more'> {
  const first: ReportBlock[] = [];
  let [charts, told] = [0, 0];
  for (const block of blocks) {
    if (first.length >= shown.blocks) return { blocks: first, told, more: true };
    if (block.kind === 'chart') charts += 1;
    if (block.kind === 'finding' || block.kind === 'record') told += 1;
    if (block.kind !== 'chart' || charts <= shown.charts) first.push(...drawn(block, times));
  }
  return { blocks: first, told, more: false };
}

const blank = (block: Partial<ReportBlock> & Pick<ReportBlock, 'kind'>): ReportBlock => ({ text: '', level: 0, label: '', tone: '', severity: null, columns: [], rows: [], total: 0, svg: '', ...block });
const short = (text: string): string => (text.length <= shown.characters ? text : `${text.slice(0, shown.characters)} …`);

function drawn(block: Block, times: Times): ReportBlock[] {
  switch (block.kind) {
    case 'heading': return [blank({ kind: 'heading', text: short(block.text), level: block.level })];
    case 'paragraph': return [blank({ kind: 'paragraph', label: block.label ?? '', tone: toneName(block.tone), rows: [stretches(block.text)] })];
    case 'list': return [blank({ kind: 'list', level: block.start ?? 0, rows: block.items.slice(0, shown.rows).map((item) => item.flatMap((inner) => drawn(inner, times)).flatMap(textOf)), total: block.items.length })];
    case 'quote': return [blank({ kind: 'quote', rows: [block.blocks.flatMap((inner) => drawn(inner, times)).flatMap(textOf)] })];
    case 'code': return [blank({ kind: 'code', text: short(block.text) })];
    case 'figures': return [blank({ kind: 'figures', rows: block.items.map(({ value, label }) => [cellOf(label), cellOf(value)]), total: block.items.length })];
    case 'terms': return [blank({ kind: 'terms', rows: block.items.map(({ text, mono }) => [cellOf(text), ...(mono === undefined ? [] : [cellOf({ text: mono, tone: 'evidence' })])]), total: block.items.length })];
    case 'table': return [tableOf(block)];
    case 'chart': return [blank({ kind: 'chart', text: block.sentence, label: block.caption, svg: chartSvg(block.chart, width, times, visibleText).svg })];
    case 'finding': return [blank({ kind: 'finding', text: short(block.title), severity: block.severity, label: `Finding ${findingNumber(block.number)}, rule ${block.rule}`, tone: block.id })];
    case 'record': return [blank({ kind: 'record', text: `Record ${counted(block.record.number)}`, label: recordHead(block.record) }), blank({ kind: 'code', text: short(block.record.raw) })];
  }
}

function tableOf({ columns, rows, plain = false }: TableBlock): ReportBlock {
  const first: ReportCell[][] = [];
  let total = 0;
  for (const { cells, strong = false } of rows) {
    total += 1;
    if (total <= shown.rows) first.push(columns.map((_, i) => cellOf(cells[i] ?? '', strong)));
  }
  return blank({ kind: 'table', level: plain ? 1 : 0, columns: columns.map(({ label, width: points, right = false, tone }) => ({ label, width: points ?? null, right, tone: toneName(tone) })), rows: first, total });
}

const toneName = (tone: Tone | undefined): string => (tone === undefined ? '' : typeof tone === 'string' ? tone : `sev-${tone.severity}`);
const markOf = (mark: Mark | undefined): ReportMark | null => (mark === undefined ? null : { kind: mark.kind, severity: mark.kind === 'gauge' ? mark.severity : null, slot: mark.kind === 'gauge' ? 0 : mark.slot, key: mark.kind === 'key' ? mark.key : '' });

function cellOf(cell: Cell, strong = false): ReportCell {
  const { text, tone, mark, below = [] } = typeof cell === 'string' ? { text: cell } : cell;
  return { text: short(text), tone: toneName(tone) || (strong ? 'strong' : ''), mark: markOf(mark), below: below.map((line) => short(line.text)) };
}

/** The stretches of a paragraph, by face. */
function stretches(text: Rich): ReportCell[] {
  return typeof text === 'string' || plainOf(text).length > shown.characters ? [cellOf(plainOf(text))] : text.map((span) => ({ ...cellOf(span.text), tone: span.face }));
}

/** What a list item or a quote keeps of the blocks in it. */
function textOf({ kind, text, rows }: ReportBlock): ReportCell[] {
  const own = text === '' ? [] : [cellOf(text)];
  return [...own, ...(kind === 'paragraph' || kind === 'list' ? rows.flat() : [])];
}
