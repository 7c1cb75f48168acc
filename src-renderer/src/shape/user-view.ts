import { isoOf } from '@contract/time.ts';
import type { LaneKind, OverlapSpan } from '@contract';
import { shifted, type TimeRange } from './time-range.ts';

/** What is looked at on the page of a user. `range` null: what the page proposes. `profile`: the key of the one that stays lit. */
export interface UserView { readonly range: TimeRange | null; readonly by: LaneKind; readonly profile: string | null }

/** The kinds of lanes, in the order of their buttons. */
export const kinds = ['network', 'credential', 'session', 'device'] as const satisfies readonly LaneKind[];

const HOUR = 3_600_000;
export const lengths = { day: 24 * HOUR, hours: 6 * HOUR } as const;
/** No overlap is shown closer than this. */
const CLOSEST = 10 * 60_000;

/** Reads the query of the URL; what does not read is left out. */
export function viewOf(query: Readonly<Record<string, unknown>>): UserView {
  const time = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
  const [fromMs, toMs] = [time(query['from']), time(query['to'])];
  const profile = query['profile'];
  return {
    range: fromMs < toMs ? { fromMs, toMs } : null,
    by: kinds.find((one) => one === query['by']) ?? 'network',
    profile: typeof profile === 'string' && /^[A-Z]{1,4}$/.test(profile) ? profile : null,
  };
}

/** The query that {@link viewOf} reads; what is usual is left out. */
export function queryOfView({ range, by, profile }: UserView): Record<string, string> {
  return {
    ...(range === null ? {} : { from: isoOf(range.fromMs), to: isoOf(range.toMs) }),
    ...(by === 'network' ? {} : { by }),
    ...(profile === null ? {} : { profile }),
  };
}

/** What the page proposes: six hours around the longest time in two places, else everything. */
export function proposed(whole: TimeRange, overlaps: readonly OverlapSpan[]): TimeRange {
  const longest = longestOf(overlaps);
  return longest === null ? whole : around((longest.startMs + longest.endMs) / 2, lengths.hours, whole);
}

export function longestOf(overlaps: readonly OverlapSpan[]): OverlapSpan | null {
  return overlaps.reduce<OverlapSpan | null>((best, one) => (best === null || one.endMs - one.startMs > best.endMs - best.startMs ? one : best), null);
}

/** So long a time with this moment in its middle, inside of the whole. */
export function around(ms: number, length: number, whole: TimeRange): TimeRange {
  return shifted({ fromMs: ms - length / 2, toMs: ms + length / 2 }, whole, 0);
}

/** The overlap with a little air on both sides. */
export function fitOf({ startMs, endMs }: OverlapSpan, whole: TimeRange): TimeRange {
  return around((startMs + endMs) / 2, Math.max(CLOSEST, (endMs - startMs) * 1.5), whole);
}

/** The overlap that comes after the one that the view fits, from the first again after the last; where the view fits none, the first in it or after it. */
export function nextOverlap(overlaps: readonly OverlapSpan[], view: TimeRange, whole: TimeRange): OverlapSpan | null {
  const order = overlaps.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
  const fitted = order.findIndex((one) => { const fit = fitOf(one, whole); return Math.abs(fit.fromMs - view.fromMs) < 1000 && Math.abs(fit.toMs - view.toMs) < 1000; });
  if (fitted >= 0) return order[(fitted + 1) % order.length] ?? null;
  return order.find((one) => one.endMs >= view.fromMs) ?? order[0] ?? null;
}

/** True where two views show the same to a second: a button of a length is then pressed. */
export const sameRange = (a: TimeRange, b: TimeRange): boolean => Math.abs(a.fromMs - b.fromMs) < 1000 && Math.abs(a.toMs - b.toMs) < 1000;
export const isLong = (range: TimeRange, length: number): boolean => Math.abs(range.toMs - range.fromMs - length) < 1000;
