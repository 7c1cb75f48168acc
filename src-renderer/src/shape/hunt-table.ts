import { fieldEntry } from '@contract/fields.ts';
import type { RuleRow, ViewRowCard } from '@contract';
import { visible } from './evidence-text.ts';
import { count } from './figures.ts';
import { pathOfRule } from './rules.ts';

export type Cell = ViewRowCard['cells'][number];
/** `index` is the place in `cells`, which the host sorts by; null for what stands beside the cells of a row. */
export interface TableColumn { readonly key: string; readonly name: string; readonly index: number | null; readonly kind: 'text' | 'number' | 'share' | 'time'; readonly widthPx: number; /** What its longest text would take. */ readonly wishPx: number }
export interface Sort { readonly column: number; readonly descending: boolean }

const times = new Set(['first', 'last', 'window_start', 'window_end']);
const beside = ['first', 'last', 'events'] as const;
const pxPerCharacter = 6.7;
/** A text column is at least so wide as its texts need, up to here. */
const MOST_TEXT_PX = 280;

/** The columns of a hunt table: those of the rule, and when and how many events each row has, where the rule does not say it. Widths follow the rows and the heads. */
export function columnsOf(names: readonly string[], rows: readonly ViewRowCard[], label: (name: string) => string, timeWidthPx: number): readonly TableColumn[] {
  const own = names.map((name, index): TableColumn => {
    const kind = kindOf(name, rows, index);
    const wish = kind === 'time' ? timeWidthPx : Math.max(headWidth(label(name)), kind === 'text' ? textWidth(rows, index) : 64);
    return { key: `${index}`, name, index, kind, widthPx: kind === 'text' ? Math.max(headWidth(label(name)), Math.min(MOST_TEXT_PX, wish)) : wish, wishPx: wish };
  });
  const missing = names.length === 0 ? [] : beside.filter((name) => !names.includes(name));
  return [...own, ...missing.map((name): TableColumn => ({ key: name, name, index: null, kind: name === 'events' ? 'number' : 'time', widthPx: name === 'events' ? 72 : timeWidthPx, wishPx: name === 'events' ? 72 : timeWidthPx }))];
}

function kindOf(name: string, rows: readonly ViewRowCard[], index: number): TableColumn['kind'] {
  if (times.has(name) || fieldEntry(name)?.storage === 'time') return 'time';
  const cells = rows.map((row) => row.cells[index] ?? null).filter((cell) => cell !== null);
  if (cells.length === 0 || !cells.every((cell) => typeof cell === 'number')) return 'text';
  return name.endsWith('_share') ? 'share' : 'number';
}

// The mark of the order stands beside the words.
const headWidth = (head: string) => Math.round(head.length * pxPerCharacter) + 34;
function textWidth(rows: readonly ViewRowCard[], index: number): number {
  const longest = rows.slice(0, 200).reduce((most, row) => Math.max(most, String(row.cells[index] ?? '').length), 0);
  return Math.round(Math.min(900, Math.max(72, longest * pxPerCharacter * 1.08 + 18)));
}

/** The tracks of a grid for these columns and one of `actPx` at the end, and how wide they are at least. Texts that are cut take what room is left, as far as they need it; the rest is at the end. */
export function tracksOf(columns: readonly TableColumn[], actPx: number): { readonly tracks: string; readonly widthPx: number } {
  const track = ({ widthPx, wishPx }: TableColumn) => (wishPx > widthPx ? `minmax(${widthPx}px, ${wishPx}px)` : `${widthPx}px`);
  return { tracks: [...columns.map(track), `minmax(${actPx}px, 1fr)`].join(' '), widthPx: columns.reduce((sum, column) => sum + column.widthPx, actPx) + 32 };
}

export function cellOf(row: ViewRowCard, column: TableColumn): Cell {
  if (column.index !== null) return row.cells[column.index] ?? null;
  return column.name === 'first' ? row.start : column.name === 'last' ? row.end : row.eventCount;
}

/** A number as it is read: 1,680; 0.0123; a share of 0 to 1 as "71.4 %". */
export function numberText(value: number, kind: TableColumn['kind']): string {
  if (kind === 'share') return `${Number((value * 100).toPrecision(3))} %`;
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(4)));
}

/** What a click on a head asks for: texts and times rise first, numbers fall first; then the other way; then the order of the hunt. */
export function nextSort(now: Sort | null, column: TableColumn): Sort | null {
  if (column.index === null) return now;
  const first = column.kind === 'number' || column.kind === 'share';
  if (now?.column !== column.index) return { column: column.index, descending: first };
  return now.descending === first ? { column: column.index, descending: !first } : null;
}

export const pathOfTable = (rule: Pick<RuleRow, 'id' | 'variant'>, row = ''): string => `${pathOfRule(rule)}/table${row === '' ? '' : `/${row}`}`;
/** A name that every system takes. */
export const fileOfTable = (rule: Pick<RuleRow, 'id' | 'variant'>): string => `${visible(rule.id).replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '').slice(0, 100) || 'table'}-${rule.variant}.csv`;
