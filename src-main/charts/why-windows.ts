import type { WhyChart } from '../contract/index.ts';
import { momentText, type Offset } from './time-axis.ts';

type Window = WhyChart['windows'][number];
type Limit = WhyChart['limits'][number];

/** One cell of a row: what was measured in a window, and whether it is drawn filled. */
export interface WindowCell { readonly window: Window; readonly text: string; readonly filled: boolean }

/**
 * The cells of one limit. Windows of a sliding rule overlap: the chosen one is kept, then those that fired, then the rest, each only where it does not
 * cover one that is kept already.
 */
export function cellsOf(chart: WhyChart, limit: Limit, chosenMs: number | null): WindowCell[] {
  const rank = (w: Window): number => (w.startMs === chosenMs ? 0 : w.fired ? 1 : 2);
  const kept: Window[] = [];
  for (const window of chart.windows.toSorted((a, b) => rank(a) - rank(b) || a.startMs - b.startMs)) {
    if (!touches(kept, window)) kept.splice(placeOf(kept, window.startMs), 0, window);
  }
  return kept.flatMap((window) => {
    const measured = window.measured[limit.name];
    return measured === undefined ? [] : [{ window, text: numberText(measured), filled: window.fired && exceeds(measured, limit) }];
  });
}

/** Whether a measure is one of those that made its window fire: where conditions are alternatives, not every one does. */
function exceeds(measured: number, { operator, limit }: Limit): boolean {
  if (operator === '>') return measured > limit;
  if (operator === '>=') return measured >= limit;
  return operator === '<' ? measured < limit : measured <= limit;
}

/** `kept` is in order and free of overlaps, so only the neighbours of the place can touch. */
function touches(kept: readonly Window[], window: Window): boolean {
  const at = placeOf(kept, window.startMs);
  const [before, after] = [kept[at - 1], kept[at]];
  return (before !== undefined && before.endMs > window.startMs) || (after !== undefined && after.startMs < window.endMs);
}

function placeOf(kept: readonly Window[], startMs: number): number {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle]!.startMs < startMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function rowLabel(limit: Limit): string {
  return limit.operator === '>' ? `${limit.label}, limit ${numberText(limit.limit)}` : `${limit.label}, ${limit.operator} ${numberText(limit.limit)}`;
}

export function windowText(window: Window, limits: readonly Limit[], offset?: Offset): string {
  const lines = limits.flatMap((limit) => {
    const measured = window.measured[limit.name];
    return measured === undefined ? [] : [`${rowLabel(limit)}: ${numberText(measured)}`];
  });
  return [`${momentText(window.startMs, offset)} to ${momentText(window.endMs, offset)}`, ...lines, window.fired ? 'fired' : 'did not fire'].join('\n');
}

/** At most two decimals, no locale. */
export function numberText(value: number): string {
  return String(Math.round(value * 100) / 100);
}
