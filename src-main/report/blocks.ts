import type { Severity, UserLanes, WhyChart } from '../contract/index.ts';
import type { CitedRecord } from './model.ts';

/**
 * A report in pieces that every format can draw: chapters yield them once, in words; PDF, HTML and the preview only say how they look. Text is plain text:
 * whoever draws makes it inert.
 */
export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 | 3 }
  | { readonly kind: 'paragraph'; readonly text: Rich; readonly tone?: Tone; /** Set in front in semibold. */ readonly label?: string }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly (readonly Block[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'code'; readonly text: string }
  /** Key figures side by side. */
  | { readonly kind: 'figures'; readonly items: readonly { readonly value: string; readonly label: string }[] }
  /** A small line of names and verbatim values. */
  | { readonly kind: 'terms'; readonly items: readonly { readonly text: string; readonly mono?: string }[] }
  | TableBlock
  | { readonly kind: 'chart'; readonly chart: Chart; readonly sentence: string; readonly caption: string }
  /** The head of a finding. */
  | { readonly kind: 'finding'; readonly id: string; readonly number: number; readonly severity: Severity; readonly title: string; readonly rule: string }
  | { readonly kind: 'record'; readonly record: CitedRecord };

export type Chart =
  | { readonly kind: 'why'; readonly data: WhyChart }
  | { readonly kind: 'lanes'; readonly data: UserLanes };

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly Column[];
  readonly rows: Iterable<Row>;
  /** Names and values: no head. */
  readonly plain?: boolean;
}
export interface Column {
  readonly label: string;
  /** Points of the 504 that a page has; the one column without takes what is left. */
  readonly width?: number;
  readonly right?: boolean;
  readonly tone?: Tone;
}
export interface Row { readonly cells: readonly Cell[]; readonly strong?: boolean }
export type Cell = string | RichCell;
export interface RichCell {
  readonly text: string;
  readonly tone?: Tone;
  readonly mark?: Mark;
  readonly below?: readonly { readonly text: string; readonly tone: Tone }[];
}
export type Mark =
  | { readonly kind: 'gauge'; readonly severity: Severity }
  | { readonly kind: 'swatch'; readonly slot: number }
  | { readonly kind: 'key'; readonly key: string; readonly slot: number };

/** A stretch of a paragraph; `code` and `evidence` are verbatim. */
export interface Span { readonly text: string; readonly face: 'plain' | 'strong' | 'emphasis' | 'code' | 'muted' }
export type Rich = string | readonly Span[];

/** How text looks; each format has a style for each. */
export type Tone = 'lead' | 'body' | 'muted' | 'caption' | 'strong' | 'cell' | 'cellMuted' | 'cellStrong' | 'number' | 'evidence' | 'small' | 'hash' | 'smallHash' | { readonly severity: Severity };

/** A chapter of the report. Blocks are made while they are drawn. */
export interface Chapter {
  readonly id: string;
  readonly title: string;
  /** Things in it: findings, users, records … */
  readonly count: number;
  readonly newPage: boolean;
  readonly blocks: () => Iterable<Block>;
}

export function plainOf(text: Rich): string {
  return typeof text === 'string' ? text : text.map((span) => span.text).join('');
}

export const row = (...cells: readonly Cell[]): Row => ({ cells });
export const strongRow = (...cells: readonly Cell[]): Row => ({ cells, strong: true });
export const heading = (text: string, level: 1 | 2 | 3 = 2): Block => ({ kind: 'heading', text, level });
export const paragraph = (text: Rich, tone: Tone = 'body'): Block => ({ kind: 'paragraph', text, tone });
export const labelled = (label: string, text: string): Block => ({ kind: 'paragraph', text, label });
