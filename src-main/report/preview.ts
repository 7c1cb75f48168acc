import type { ReportBlock } from '../contract/index.ts';
import { type Block, type Cell, plainOf } from './blocks.ts';
import { coverFacts } from './chapters/cover.ts';
import { chaptersOf } from './chapters/index.ts';
import { chartSvg } from './chart-svg.ts';
import type { ReportModel } from './model.ts';
import { type Times, timesIn } from './times.ts';
import { visibleText } from './visible.ts';
import { findingNumber, severityWords } from './words.ts';

export interface PreviewSection { readonly part: string; readonly title: string; readonly count: number; readonly blocks: ReportBlock[] }

/** What is shown of each chapter: its first blocks, rows and characters. Charts cost most, so few are drawn. */
const shown = { blocks: 24, rows: 12, charts: 3, characters: 4000 } as const;
const width = 760;

/** The report as it would be written now: cover and chapters, each with its first blocks. */
export function previewBlocks(model: ReportModel): PreviewSection[] {
  const times = timesIn(model.zone);
  const cover: ReportBlock[] = [
    blank({ kind: 'title', text: model.title }),
    blank({ kind: 'facts', rows: coverFacts(model).map(([name, value]) => [name, value]) }),
  ];
  return [{ part: 'cover', title: 'Cover', count: model.evidence.length, blocks: cover }, ...chaptersOf(model).map(({ id, title, count, blocks }) => ({ part: id, title, count, blocks: firstOf(blocks(), times) }))];
}

function firstOf(blocks: Iterable<Block>, times: Times): ReportBlock[] {
  const first: ReportBlock[] = [];
  let charts = 0;
  for (const block of blocks) {
    if (block.kind === 'chart') charts += 1;
    if (block.kind !== 'chart' || charts <= shown.charts) first.push(...drawn(block, times));
    if (first.length >= shown.blocks) break;
  }
  return first;
}

const blank = (block: Partial<ReportBlock> & Pick<ReportBlock, 'kind'>): ReportBlock => ({ text: '', level: 0, rows: [], svg: '', ...block });
const short = (text: string): string => (text.length <= shown.characters ? text : `${text.slice(0, shown.characters)} …`);

function drawn(block: Block, times: Times): ReportBlock[] {
  switch (block.kind) {
    case 'heading': return [blank({ kind: 'heading', text: short(block.text), level: block.level })];
    case 'paragraph': return [blank({ kind: 'paragraph', text: short(`${block.label === undefined ? '' : `${block.label} `}${plainOf(block.text)}`) })];
    case 'list': return [blank({ kind: 'list', level: block.start ?? 0, rows: block.items.map((item) => [short(item.flatMap((inner) => drawn(inner, times)).map((inner) => inner.text).join(' '))]) })];
    case 'quote': return [blank({ kind: 'quote', text: short(block.blocks.flatMap((inner) => drawn(inner, times)).map((inner) => inner.text).join('\n')) })];
    case 'code': return [blank({ kind: 'code', text: short(block.text) })];
    case 'figures': return [blank({ kind: 'facts', level: 1, rows: block.items.map(({ value, label }) => [label, value]) })];
    case 'terms': return [blank({ kind: 'paragraph', text: short(block.items.map(({ text, mono }) => `${text}${mono === undefined ? '' : ` ${mono}`}`).join(' · ')) })];
    case 'table': return [tableOf(block)];
    case 'chart': return [blank({ kind: 'chart', text: block.sentence, svg: chartSvg(block.chart, width, times, visibleText).svg })];
    case 'finding': return [blank({ kind: 'heading', level: 2, text: short(`${findingNumber(block.number)} ${severityWords[block.severity]}: ${block.title}`) })];
    case 'record': return [blank({ kind: 'heading', level: 3, text: `Record ${block.record.number}, exhibit ${block.record.exhibit}` }), blank({ kind: 'code', text: short(block.record.raw) })];
  }
}

function tableOf({ columns, rows, plain = false }: Block & { kind: 'table' }): ReportBlock {
  const lines: string[][] = plain ? [] : [columns.map((column) => column.label)];
  for (const { cells } of rows) {
    if (lines.length > shown.rows) break;
    lines.push(cells.map(textOf));
  }
  return blank({ kind: plain ? 'facts' : 'table', rows: lines });
}

const textOf = (cell: Cell): string => (typeof cell === 'string' ? short(cell) : short([cell.mark?.kind === 'key' ? cell.mark.key : '', cell.text].filter((part) => part !== '').join(' ')));
