import type { WhyChart } from '../contract/index.ts';
import { momentText, type Offset } from './time-axis.ts';

type Window = WhyChart['windows'][number];
type Limit = WhyChart['limits'][number];

/** One cell of a row: what was measured in a window, and whether it is drawn filled. */
export interface WindowCell { readonly window: Window; readonly text: string; readonly filled: boolean }

/** The cells of one limit; windows that overlap are drawn as what they cover together, with the number that is farthest beyond the limit. */
export function cellsOf(chart: WhyChart, limit: Limit): WindowCell[] {
  return drawnWindows(chart).flatMap((window) => {
    const measured = window.measured[limit.name];
    return measured === undefined ? [] : [{ window, text: numberText(measured), filled: window.fired && exceeds(measured, limit) }];
  });
}

/**
 * The windows as they are drawn, by start, none over another. Those of a sliding rule overlap: the ones that fired are one span as long as each overlaps
 * the one before, and so are those that did not, of which only the time that no firing one covers is left.
 */
export function drawnWindows(chart: WhyChart): Window[] {
  const low = new Set(chart.limits.filter(({ operator }) => operator.startsWith('<')).map(({ name }) => name));
  const fired = unions(chart.windows.filter((one) => one.fired), low);
  const others = unions(chart.windows.filter((one) => !one.fired), low).flatMap((one) => outside(one, fired));
  return [...fired, ...others].sort((a, b) => a.startMs - b.startMs);
}

function unions(windows: readonly Window[], low: ReadonlySet<string>): Window[] {
  const made: Window[] = [];
  for (const window of windows.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = made.at(-1);
    if (last === undefined || window.startMs >= last.endMs) made.push(window);
    else made[made.length - 1] = { ...last, endMs: Math.max(last.endMs, window.endMs), measured: farthest(last.measured, window.measured, low) };
  }
  return made;
}

function farthest(a: Window['measured'], b: Window['measured'], low: ReadonlySet<string>): Window['measured'] {
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => {
    const values = [a[name], b[name]].filter((one) => one !== undefined);
    return [name, low.has(name) ? Math.min(...values) : Math.max(...values)];
  }));
}

/** What is left of a window where others are cut out of it. */
function outside(window: Window, others: readonly Window[]): Window[] {
  let rest = [window];
  for (const other of others) {
    rest = rest.flatMap((one) => {
      if (other.endMs <= one.startMs || other.startMs >= one.endMs) return [one];
      return [{ ...one, endMs: other.startMs }, { ...one, startMs: other.endMs }].filter((part) => part.endMs > part.startMs);
    });
  }
  return rest;
}

/** Whether a measure is one of those that made its window fire: where conditions are alternatives, not every one does. */
function exceeds(measured: number, { operator, limit }: Limit): boolean {
  if (operator === '>') return measured > limit;
  if (operator === '>=') return measured >= limit;
  return operator === '<' ? measured < limit : measured <= limit;
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
