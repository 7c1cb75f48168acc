import { isoOf, severities, type GapSpan, type Overview, type Severity } from '../contract/index.ts';
import type { FindingHead } from '../case/index.ts';
import type { Columns } from '../columns/index.ts';
import { resumable, type Steps } from '../kit/steps.ts';
import { gravest } from './users-findings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths of slices, ms. */
const widths = [1, 10, 100, 1000, 5000, 15_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
const MOST_SLICES = 200;
/** A gap lasts at least so long and so many slices, and a source at its median rate would have written so many events in it. */
const GAP = { leastMs: 6 * HOUR, leastSlices: 3, expected: 20 };

type Coverage = Overview['coverage'];
/** Events of each source over the time of the case. */
export type Sources = Omit<Coverage, 'findings'>;

/** The narrowest width that cuts a span into at most 200 slices. */
export function sliceWidth(spanMs: number): number {
  return widths.find((width) => spanMs / width <= MOST_SLICES - 1) ?? Math.ceil(spanMs / (MOST_SLICES - 1) / DAY) * DAY;
}

/** Rows that are counted in one step. */
const STEP_ROWS = 500_000;
const sources = resumable(count);
/** Gets ready for `sourcesOf`, in steps. */
export const prepareSources = (columns: Columns): Steps<void> => sources.steps(columns);
export function sourcesOf(columns: Columns): Sources {
  return sources.get(columns);
}

function* count(columns: Columns): Steps<Sources> {
  const { time } = columns;
  if (columns.count === 0) return { fromMs: 0, toMs: 0, sliceMs: DAY, sources: [], gaps: [] };
  const [first, last] = [time[0]!, time[columns.count - 1]!];
  const sliceMs = sliceWidth(last - first);
  const fromMs = Math.floor(first / sliceMs) * sliceMs;
  const slices = Math.floor((last - fromMs) / sliceMs) + 1;
  const ids = columns.ids('event.dataset');
  const size = columns.size('event.dataset');
  const counts = new Uint32Array(size * slices);
  const [firsts, lasts] = [new Float64Array(size).fill(NaN), new Float64Array(size).fill(NaN)];
  for (let row = 0; row < columns.count; row += 1) {
    const id = ids[row]!;
    counts[id * slices + Math.floor((time[row]! - fromMs) / sliceMs)]! += 1;
    if (Number.isNaN(firsts[id]!)) firsts[id] = time[row]!;
    lasts[id] = time[row]!;
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  const found = Array.from({ length: size - 1 }, (_, at) => at + 1).filter((id) => !Number.isNaN(firsts[id]!)).map((id) => {
    const own = [...counts.subarray(id * slices, (id + 1) * slices)];
    return { dataset: columns.text('event.dataset', id), events: own.reduce((sum, one) => sum + one, 0), counts: own, firstMs: firsts[id]!, lastMs: lasts[id]! };
  }).sort((a, b) => b.events - a.events);
  const toMs = fromMs + slices * sliceMs;
  const gaps = found.flatMap(({ dataset, counts: own, firstMs, lastMs }) => gapsOf(own, { fromMs, sliceMs, firstMs, lastMs, caseMs: [first, last] }).map((gap) => ({ dataset, ...gap })));
  return { fromMs, toMs, sliceMs, gaps, sources: found.map(({ firstMs, lastMs, ...one }) => ({ ...one, first: isoOf(firstMs), last: isoOf(lastMs) })) };
}

interface Span { readonly fromMs: number; readonly sliceMs: number; readonly firstMs: number; readonly lastMs: number; readonly caseMs: readonly [number, number] }

/**
 * Spans in which a source is silent inside the time of the case: at least 3 slices and 6 hours without an event, in which 20 events or more were to be expected. Before its first
 * and after its last event the same holds. That it is silent is a fact; that nothing was collected is a guess.
 */
function gapsOf(counts: readonly number[], { fromMs, sliceMs, firstMs, lastMs, caseMs }: Span): Omit<GapSpan, 'dataset'>[] {
  const expected = expectedOf(counts, sliceMs);
  const gaps: Omit<GapSpan, 'dataset'>[] = [];
  for (let from = 0; from < counts.length; from += 1) {
    if (counts[from] !== 0) continue;
    let to = from;
    let missing = 0;
    for (; to < counts.length && counts[to] === 0; to += 1) missing += expected(to);
    const startMs = from === 0 ? caseMs[0] : to === counts.length ? lastMs : fromMs + from * sliceMs;
    const endMs = to === counts.length ? caseMs[1] : from === 0 ? firstMs : fromMs + to * sliceMs;
    if (to - from >= GAP.leastSlices && endMs - startMs >= GAP.leastMs && missing >= GAP.expected) gaps.push({ startMs, endMs });
    from = to;
  }
  return gaps;
}

/** Events to be expected in a slice: the median of the same time in other weeks, so that a quiet weekend is none; else, in a short case, the median of slices that are not empty. */
function expectedOf(counts: readonly number[], sliceMs: number): (slice: number) => number {
  const usual = medianOf(counts.filter((one) => one > 0));
  const week = (7 * DAY) / sliceMs;
  const weekly = Number.isInteger(week) && counts.length > 2 * week;
  return (slice) => {
    if (!weekly) return usual;
    const others: number[] = [];
    for (let other = slice % week; other < counts.length; other += week) if (other !== slice) others.push(counts[other]!);
    return medianOf(others);
  };
}

/** The lower one of two in the middle; 0 of none. */
function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

/** Findings by the slice in which they begin, with the gravest. */
export function findingsPerSlice({ fromMs, toMs, sliceMs }: Sources, heads: readonly FindingHead[]): Coverage['findings'] {
  const slices = new Map<number, Severity[]>();
  const count = Math.max(1, Math.round((toMs - fromMs) / sliceMs));
  for (const { startMs, severity } of heads) {
    const slice = Math.min(count - 1, Math.max(0, Math.floor((startMs - fromMs) / sliceMs)));
    slices.set(slice, [...(slices.get(slice) ?? []), severity]);
  }
  return [...slices].sort((a, b) => a[0] - b[0]).map(([slice, own]) => ({ slice, count: own.length, severity: gravest(own) ?? severities[0] }));
}
