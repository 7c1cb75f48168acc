import { coverageOf, silentSpans, type Columns, type Groups } from '../columns/index.ts';
import { boundaries, slotOf } from './calendar.ts';
import type { Rule, Window } from './rule.ts';
import type { Windows } from './windows.ts';

const DAY = 86_400_000;

/** The slices of a case, numbered from 0: parts of a day from the epoch, or the days or weeks of a zone, which have 23 or 25 hours where its clock changes. */
export interface SliceClock {
  readonly count: number;
  /** UTC ms; end exclusive. */
  start(slot: number): number;
  end(slot: number): number;
  slotAt(ms: number): number;
  /** How many slices a duration (ms) has; whole days are days of the zone. */
  slicesIn(duration: number): number;
}

/** The window that a slice of this length (ms) is. */
export function windowOfSlice(slice: number): Window {
  if (slice === DAY || slice === 7 * DAY) return { type: 'calendar', unit: slice === DAY ? 'day' : 'week', zone: null };
  return { type: 'tumbling', size: slice };
}

export const isSlice = (ms: number): boolean => ms === DAY || ms === 7 * DAY || (ms >= 60_000 && ms < DAY && DAY % ms === 0);

export function sliceClock(columns: Columns, slice: number, zone: string): SliceClock {
  const [first, last] = [columns.time[0] ?? 0, columns.time.at(-1) ?? 0];
  const slicesIn = (duration: number): number => Math.floor(duration / slice);
  const window = windowOfSlice(slice);
  if (window.type === 'calendar') {
    const lines = boundaries(zone, window.unit, first, last);
    return { count: lines.length - 1, start: (slot) => lines[slot]!, end: (slot) => lines[slot + 1]!, slotAt: (ms) => slotOf(lines, ms), slicesIn };
  }
  const base = Math.floor(first / slice);
  return { count: Math.floor(last / slice) - base + 1, start: (slot) => (base + slot) * slice, end: (slot) => (base + slot + 1) * slice, slotAt: (ms) => Math.floor(ms / slice) - base, slicesIn };
}

/** 1 for each slice in which the logs of a rule were silent, be it for a part of it: that nothing is there says nothing. */
export function silentSlices(rule: Pick<Rule, 'requires'>, columns: Columns, clock: SliceClock): Uint8Array {
  const silent = new Uint8Array(clock.count);
  if (columns.count === 0) return silent;
  for (const [from, to] of silentSpans(columns, rule.requires.datasets, clock.start(0), clock.end(clock.count - 1))) {
    silent.fill(1, clock.slotAt(from), Math.min(clock.count, clock.slotAt(to - 1) + 1));
  }
  return silent;
}

/** The first window of each group, and one more entry with the number of windows. No window spans two groups. */
export function windowsByGroup(groups: Groups, { count, lows }: Windows): Uint32Array {
  const starts = new Uint32Array(groups.count + 1);
  let group = 0;
  for (let w = 0; w < count; w += 1) {
    while (groups.starts[group + 1]! <= lows[w]!) starts[(group += 1)] = w;
  }
  starts.fill(count, group + 1);
  return starts;
}

/** The slice in which the logs of a rule end: it may be cut short. */
export function lastSlice(rule: Pick<Rule, 'requires'>, columns: Columns, clock: SliceClock): number {
  const ends = coverageOf(columns).sources.filter(({ dataset }) => rule.requires.datasets.includes(dataset)).map(({ last }) => Date.parse(last));
  return ends.length === 0 ? clock.count - 1 : clock.slotAt(Math.max(...ends));
}
