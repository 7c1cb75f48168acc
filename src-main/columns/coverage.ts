import { datasets, isoOf, sourceParts, type Dataset, type FieldName, type SourceCoverage } from '../contract/index.ts';
import { saidOfCodes } from './coded.ts';
import type { Columns } from './columns.ts';
import { countBy } from './count-by.ts';
import { isMany } from './reach.ts';
import { rowsWith } from './rows-with.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths of slices, ms. */
const widths = [1, 10, 100, 1000, 5000, 15_000, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];
const MOST_SLICES = 200;
/** A gap lasts at least so long and so many slices, and a source at its median rate would have written so many events in it. */
const GAP = { leastMs: 6 * HOUR, leastSlices: 3, expected: 20 };
/** Of a case that is longer gaps are looked for by its slices. */
const MOST_HOURS = 3 * 366 * 24;

type Gap = SourceCoverage['gaps'][number];

/** The narrowest width that cuts a span into at most 200 slices. */
export function sliceWidth(spanMs: number): number {
  return widths.find((width) => spanMs / width <= MOST_SLICES - 1) ?? Math.ceil(spanMs / (MOST_SLICES - 1) / DAY) * DAY;
}

/** Rows that are counted in one step. */
const STEP_ROWS = 500_000;
const known = new WeakMap<Columns, SourceCoverage>();
/** Gets ready for `coverageOf`, in steps: between two of them other things may be done. */
export function* prepareCoverage(columns: Columns): Generator<void, void> {
  if (!known.has(columns)) known.set(columns, yield* cover(columns));
}
/** What each source covers: first and last event, how many an hour, where it is silent, and which of its parts are there. Made once per columns, 0.2 s for 10 M events. */
export function coverageOf(columns: Columns): SourceCoverage {
  if (!known.has(columns)) for (const _ of prepareCoverage(columns));
  return known.get(columns)!;
}

/** How long the sources named were all silent within a span, in ms. UTC ms, to exclusive. */
export function silenceWithin(columns: Columns, of: readonly string[], fromMs: number, toMs: number): number {
  return silentSpans(columns, of, fromMs, toMs).reduce((sum, [from, to]) => sum + to - from, 0);
}

/** When the sources named were all silent within a span: parts of it, ascending. UTC ms, to exclusive. */
export function silentSpans(columns: Columns, of: readonly string[], fromMs: number, toMs: number): readonly (readonly [number, number])[] {
  const { gaps, sources } = coverageOf(columns);
  const present = of.filter((dataset) => sources.some((one) => one.dataset === dataset));
  const spans = present.map((dataset) => gaps.filter((gap) => gap.dataset === dataset).map(({ startMs, endMs }): readonly [number, number] => [Math.max(fromMs, startMs), Math.min(toMs, endMs)]).filter(([from, to]) => to > from));
  const [first, ...others] = spans;
  return others.reduce<readonly (readonly [number, number])[]>((both, own) => both.flatMap(([a, b]) => own.map(([c, d]) => [Math.max(a, c), Math.min(b, d)] as const).filter(([from, to]) => to > from)), first ?? []);
}

function* cover(columns: Columns): Generator<void, SourceCoverage> {
  const { time } = columns;
  if (columns.count === 0) return { fromMs: 0, toMs: 0, sliceMs: DAY, sources: [], gaps: [] };
  const [first, last] = [time[0]!, time[columns.count - 1]!];
  const sliceMs = sliceWidth(last - first);
  const fromMs = Math.floor(first / sliceMs) * sliceMs;
  const slices = Math.floor((last - fromMs) / sliceMs) + 1;
  const { codes, table } = columns.coded('event.dataset');
  const size = columns.size('event.dataset');
  const counts = new Uint32Array(size * slices);
  const [firsts, lasts] = [new Float64Array(size).fill(NaN), new Float64Array(size).fill(NaN)];
  const hours = hoursOf(size);
  // A silence of a night is no slice of a chart of a month: in a case of weeks it is looked for by the hour.
  const finer = sliceMs > HOUR && last - first > 2 * 7 * DAY && last - first < MOST_HOURS * HOUR ? { fromMs: Math.floor(first / HOUR) * HOUR, sliceMs: HOUR } : null;
  const own = finer === null ? 0 : Math.floor((last - finer.fromMs) / HOUR) + 1;
  const byHour = new Uint32Array(size * own);
  // Rows come in order of time: they are counted until slice or hour end, and only then it is asked which those are.
  const running = new Uint32Array(size);
  let [begin, end] = [first, -Infinity];
  const close = (): void => {
    const slice = Math.floor((begin - fromMs) / sliceMs);
    for (let id = 0; id < size; id += 1) {
      if (running[id] === 0) continue;
      counts[id * slices + slice]! += running[id]!;
      if (finer !== null) byHour[id * own + Math.floor((begin - finer.fromMs) / HOUR)]! += running[id]!;
      hours.note(id, begin, running[id]!);
    }
    running.fill(0);
  };
  for (let row = 0; row < columns.count; row += 1) {
    const at = time[row]!;
    if (at >= end) {
      close();
      begin = at;
      end = Math.min((Math.floor(at / HOUR) + 1) * HOUR, fromMs + (Math.floor((at - fromMs) / sliceMs) + 1) * sliceMs);
    }
    const id = table === null ? codes[row]! : table[codes[row]!]!;
    if (running[id] === 0 && Number.isNaN(firsts[id]!)) firsts[id] = at;
    running[id]! += 1;
    lasts[id] = at;
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  close();
  const found = Array.from({ length: size - 1 }, (_, at) => at + 1).filter((id) => !Number.isNaN(firsts[id]!)).map((id) => {
    const bySlice = [...counts.subarray(id * slices, (id + 1) * slices)];
    const dataset = columns.text('event.dataset', id);
    return { id, dataset, events: bySlice.reduce((sum, one) => sum + one, 0), counts: bySlice, firstMs: firsts[id]!, lastMs: lasts[id]!, ...hours.of(id) };
  }).sort((a, b) => b.events - a.events);
  const toMs = fromMs + slices * sliceMs;
  const gaps = found.flatMap(({ id, dataset, counts: bySlice, firstMs, lastMs }) => gapsOf(
    finer === null ? bySlice : [...byHour.subarray(id * own, (id + 1) * own)], { ...(finer ?? { fromMs, sliceMs }), firstMs, lastMs, caseMs: [first, last] },
  ).map((gap) => ({ dataset, ...gap })));
  yield;
  return { fromMs, toMs, sliceMs, gaps, sources: found.map(({ id, firstMs, lastMs, ...one }) => ({ ...one, first: isoOf(firstMs), last: isoOf(lastMs), parts: partsOf(columns, id, one.dataset) })) };
}

/** Hours of the clock (UTC) in which a source wrote something, and how many events it wrote in them. Rows come in order of time. */
function hoursOf(size: number) {
  const [hour, current] = [new Float64Array(size).fill(NaN), new Uint32Array(size)];
  const done = Array.from({ length: size }, (): number[] => []);
  return {
    /** Events of one hour, by the time of one of them. */
    note(id: number, ms: number, events: number): void {
      const at = Math.floor(ms / HOUR);
      if (hour[id] === at) {
        current[id]! += events;
        return;
      }
      if (current[id]! > 0) done[id]!.push(current[id]!);
      hour[id] = at;
      current[id] = events;
    },
    /** `hours`: with events; `perHour`: the median of them; `busiest`: the most events of one hour. */
    of(id: number): Pick<SourceCoverage['sources'][number], 'hours' | 'perHour' | 'busiest'> {
      const all = [...done[id]!, current[id]!];
      return { hours: all.length, perHour: medianOf(all), busiest: all.reduce((most, one) => Math.max(most, one), 0) };
    },
  };
}

/** The parts of a source and how many events each has; null where the source has none, or no event says which part it is of. */
function partsOf(columns: Columns, id: number, dataset: string): SourceCoverage['sources'][number]['parts'] {
  const known = (datasets as readonly string[]).includes(dataset) ? sourceParts[dataset as Dataset] : undefined;
  if (known === undefined) return null;
  const { field, parts } = known;
  const counts = countsOf(columns, id, field);
  if (!counts.some((count) => count > 0)) return null;
  const events = (value: string): number => counts[columns.idOf(field, value)]!;
  return { field, seen: parts.filter(({ value }) => events(value) > 0).map((part) => ({ ...part, events: events(part.value) })), missing: parts.filter(({ value }) => events(value) === 0) };
}

/** By id of a field, how many events of a source have it; 0 for id 0, which is none. */
function countsOf(columns: Columns, source: number, field: FieldName): Uint32Array {
  const counts = new Uint32Array(Math.max(1, columns.size(field)));
  if (isMany(field)) {
    const rows = rowsWith(columns.ids('event.dataset'), source);
    for (const { id, count } of countBy(columns, field, { rows, limit: counts.length }).top) counts[id] = count;
    return counts;
  }
  const [sources, values] = [columns.coded('event.dataset'), columns.coded(field)];
  const byCode = new Uint32Array(values.table?.length ?? counts.length);
  const mine = saidOfCodes(sources, Uint8Array.from({ length: columns.size('event.dataset') }, (_, id) => Number(id === source)));
  for (let row = 0; row < columns.count; row += 1) byCode[values.codes[row]!]! += mine[sources.codes[row]!]!;
  byCode.forEach((count, code) => void (counts[values.table === null ? code : values.table[code]!]! += count));
  counts[0] = 0;
  return counts;
}

interface Span { readonly fromMs: number; readonly sliceMs: number; readonly firstMs: number; readonly lastMs: number; readonly caseMs: readonly [number, number] }

/**
 * Spans in which a source is silent inside the time of the case: at least 3 slices and 6 hours without an event, in which 20 events or more were to be expected. Before its first
 * and after its last event the same holds. That it is silent is a fact; that nothing was collected is a guess.
 */
function gapsOf(counts: readonly number[], { fromMs, sliceMs, firstMs, lastMs, caseMs }: Span): Omit<Gap, 'dataset'>[] {
  const expected = expectedOf(counts, sliceMs);
  const gaps: Omit<Gap, 'dataset'>[] = [];
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
