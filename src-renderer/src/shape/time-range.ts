import { isoOf } from '@contract/time.ts';

/** UTC ms, from <= time < to. */
export interface TimeRange { readonly fromMs: number; readonly toMs: number }

/** As a URL carries it: `2026-05-19T12:00:00Z..2026-05-19T18:00:00Z`. */
export function rangeText({ fromMs, toMs }: TimeRange): string {
  return `${isoOf(fromMs)}..${isoOf(toMs)}`;
}

/** Reads what {@link rangeText} writes; null for anything else, and for a range without length. */
export function parseRange(text: unknown): TimeRange | null {
  if (typeof text !== 'string') return null;
  const [from, to, ...rest] = text.split('..');
  if (from === undefined || to === undefined || rest.length > 0) return null;
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  return fromMs < toMs ? { fromMs, toMs } : null;
}

/** A time as somebody types it: `2026-05-19 14:37`, with or without seconds or a T, of the zone's clock; `offset` is the zone's. UTC ms, null for what is no time. */
export function typedTime(text: string, offset: (ms: number) => number): number | null {
  const hit = /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::(\d\d))?)?$/.exec(text.trim());
  if (hit === null) return null;
  const [year, month, day, hour, minute, second] = hit.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const clock = Date.UTC(year, month - 1, day, hour, minute, second);
  if (new Date(clock).getUTCDate() !== day || month < 1 || month > 12 || hour > 24 || minute > 59 || second > 59) return null;
  // The offset at the moment is what it is a step away from the first guess; where clocks jump the second guess is the one that holds.
  const guess = clock - offset(clock);
  return clock - offset(guess);
}

/** The time as a field shows it, so that {@link typedTime} reads it back to the second: `2026-05-19 14:37:09`. */
export function fieldTime(ms: number, offset: (ms: number) => number): string {
  const text = new Date(ms + offset(ms)).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}`;
}

/** Moves or widens a range inside of first to last: `pan` and `zoom` are shares of its length. Keeps at least a second. */
export function shifted(range: TimeRange, whole: TimeRange, pan: number, zoom = 1): TimeRange {
  const length = Math.max(1000, Math.min(whole.toMs - whole.fromMs, (range.toMs - range.fromMs) * zoom));
  const middle = (range.fromMs + range.toMs) / 2 + (range.toMs - range.fromMs) * pan;
  const from = Math.max(whole.fromMs, Math.min(whole.toMs - length, middle - length / 2));
  return { fromMs: Math.round(from), toMs: Math.round(from + length) };
}
