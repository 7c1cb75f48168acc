import { slidingCounts, type OrderedColumn, type RowSet } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import { baselineOf, isBad, learnedFrom } from '../context/baseline.ts';
import { extrasOf } from '../extras.ts';
import type { Found } from '../found.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import { distinctLimitsOf, holds, limitsOf, type CompareRule } from '../rule.ts';
import type { Hit, HitWindow, Run } from '../run.ts';
import { windowsByGroup } from '../slices.ts';
import { strongestWindows, weight } from '../strongest.ts';
import { valueCounts } from '../values.ts';
import { maskOf } from '../where.ts';
import { windowsOf, type Windows } from '../windows.ts';
import { countedColumn, eventsWhere } from './aggregate-counts.ts';
import { beforeOf, compared, type Before } from './compare-before.ts';

const stateWords = ['seen', 'no events', 'no data'] as const;

interface Compared {
  readonly entities: EntityGroups;
  readonly windows: Windows;
  /** By group, its first window. */
  readonly byGroup: Uint32Array;
  /** One per shift, the nearest first. */
  readonly befores: readonly Before[];
  readonly now: ReadonlyMap<string, Uint32Array>;
  /** By measure and shift; NaN: blank. */
  readonly each: ReadonlyMap<string, readonly Float64Array[]>;
  /** By measure, all shifts together; NaN: blank. */
  readonly before: ReadonlyMap<string, Float64Array>;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}
interface Made extends Compared { readonly rule: CompareRule; readonly run: Run }

/** Counts over windows of each group beside the same counts some time before. detection.md 4.4. */
export function* runCompare(rule: CompareRule, run: Run): Generator<Hit> {
  const { made, fired, spans } = firedSpans(rule, run);
  for (const span of kept(made, spans)) yield hitOf(made, span, fired);
}

/** What the rule finds, before hits are made of it: counting a threshold needs nothing else. */
export function foundCompare(rule: CompareRule, run: Run): Found {
  const { made, fired, spans } = firedSpans(rule, run);
  const { windows, entities: { groups, entity } } = made;
  const group = (at: number): number => groupAt(groups, windows.lows[spans[at]!.peak]!);
  const times = (at: number): readonly [number, number] => timesOf(made, spans[at]!);
  return {
    count: spans.length, grouping: groups, group, entity: (at) => entity(group(at)), start: (at) => times(at)[0], end: (at) => times(at)[1] + (rule.compare.window.type === 'sliding' ? 1 : 0), severity: () => rule.severity,
    rows: (at) => groups.rows.subarray(windows.lows[spans[at]!.first]!, windows.ends[spans[at]!.last]!), hit: (at) => hitOf(made, spans[at]!, fired),
  };
}

function firedSpans(rule: CompareRule, run: Run): { readonly made: Made; readonly fired: Uint8Array; readonly spans: readonly Span[] } {
  const made: Made = { rule, run, ...comparedWindows(rule, run) };
  for (const { reason, count } of made.dropped) run.drop(reason, count);
  run.checkStop();
  const fired = firedOf(made);
  if (rule.compare.window.type === 'sliding') return { made, fired, spans: mergedSpans(made, fired, rule.compare.window) };
  const spans: Span[] = [];
  for (let w = fired.indexOf(1); w >= 0; w = fired.indexOf(1, w + 1)) spans.push({ first: w, last: w, peak: w });
  return { made, fired, spans };
}

/** All that does not hang on a limit, kept as one thing. */
function comparedWindows(rule: CompareRule, run: Run): Compared {
  const { by, window, measures, shift, times, combine, absent } = rule.compare;
  const question = [rule.requires.datasets, rule.where, rule.except, rule.derive, rule.vendor, rule.nulls, by, { ...window, cap: 0 }, measures, shift, times, combine, absent, run.zone, ...(baselineOf(run).state === null ? [] : [run.context.periods, run.context.confirmed])];
  return run.columns.keep(`hunt compared ${JSON.stringify(question)}`, bytesOf, () => {
    const dropped: { reason: string; count: number }[] = [];
    const entities = groupsOf(rule, { ...run, rows: run.rows, drop: (reason, count) => void dropped.push({ reason, count }) }, by);
    run.checkStop();
    const windows = windowsOf(run.columns, entities.groups, window, run.zone);
    const byGroup = windowsByGroup(entities.groups, windows);
    const befores = Array.from({ length: times }, (_, at) => beforeOf(rule, run, windows, { starts: entities.groups.starts, byGroup }, at + 1));
    run.checkStop();
    const counted = countsOf(rule, run, entities, windows, befores);
    const before = new Map([...counted.each].map(([name, all]) => [name, all.length === 1 ? all[0]! : together(all, combine)]));
    return { entities, windows, byGroup, befores, ...counted, before, dropped };
  });
}

function bytesOf({ entities: { groups }, windows, befores, now, each }: Compared): number {
  return groups.rows.byteLength + windows.times.byteLength + windows.lows.byteLength + befores.reduce((sum, one) => sum + one.lows.byteLength * 2 + one.state.byteLength, 0)
    + [...now.values()].reduce((sum, one) => sum + one.byteLength, 0) + [...each.values()].flat().reduce((sum, one) => sum + one.byteLength, 0);
}

function countsOf(rule: CompareRule, run: Run, entities: EntityGroups, windows: Windows, befores: readonly Before[]): Pick<Compared, 'now' | 'each'> {
  const { measures, absent } = rule.compare;
  const now = new Map<string, Uint32Array>();
  const each = new Map<string, readonly Float64Array[]>();
  const { groups } = entities;
  const { state } = baselineOf(run);
  const good = state === null ? null : state.map((_, row) => (isBad(state, row) ? 0 : 1));
  for (const [name, measure] of Object.entries(measures)) {
    if (measure.kind !== 'count' && measure.kind !== 'count_distinct') continue;
    const mask = measure.kind === 'count' && measure.where !== null ? maskOf(measure.where, run.lens) : null;
    const column = measure.kind === 'count_distinct' ? countedColumn(rule, run, groups, measure) : null;
    const count = (cut: Pick<Windows, 'lows' | 'ends'>, counted: OrderedColumn | null, only: Uint8Array | null): Uint32Array => {
      if (counted !== null) return slidingCounts(counted, cut.lows, cut.ends);
      return only === null ? cut.ends.map((end, w) => end - cut.lows[w]!) : eventsWhere(only, groups.rows, { ...windows, lows: cut.lows, ends: cut.ends });
    };
    now.set(name, column === null ? count(windows, null, mask) : windows.distinct(column));
    // What is bad counts now, and not among what was before.
    const [usual, usualMask] = good === null ? [column, mask] : [column === null ? null : among(column, groups.rows, good), mask === null ? good : mask.map((one, row) => one & good[row]!)];
    each.set(name, befores.map((one) => blanked(Float64Array.from(count(one, usual, usualMask)), one.state, absent)));
  }
  return { now, each };
}

/** The values of those rows whose mask is 1; the others have none. */
function among({ name, size, ids, offsets }: OrderedColumn, rows: RowSet, mask: Uint8Array): OrderedColumn {
  const left = ids.slice();
  for (let place = 0; place < rows.length; place += 1) if (mask[rows[place]!] === 0) left.fill(0, offsets === null ? place : offsets[place]!, offsets === null ? place + 1 : offsets[place + 1]!);
  return { name: `${name} of what is usual`, size, ids: left, offsets };
}

/** A group that did nothing while the log was there did it zero times, or is blank; of what the log does not know nothing is said. */
function blanked(values: Float64Array, state: Uint8Array, absent: 'zero' | 'blank'): Float64Array {
  for (let w = 0; w < values.length; w += 1) if (state[w] === compared.noData || (state[w] === compared.silentGroup && absent === 'blank')) values[w] = NaN;
  return values;
}

/** Several shifts as one number, of those that are not blank. */
function together(all: readonly Float64Array[], combine: CompareRule['compare']['combine']): Float64Array {
  return all[0]!.map((_, w) => {
    const there = all.map((one) => one[w]!).filter((one) => !Number.isNaN(one));
    if (there.length === 0) return NaN;
    if (combine === 'avg') return there.reduce((sum, one) => sum + one, 0) / there.length;
    return combine === 'min' ? Math.min(...there) : Math.max(...there);
  });
}

/** `agents`, `agents.before`, `agents.change` or `agents.ratio` of a window; NaN where it is blank. */
function measuredAt({ now, before }: Compared, name: string, w: number): number {
  const [base, what] = name.split('.') as [string, string | undefined];
  const here = now.get(base)![w]!;
  if (what === undefined) return here;
  const there = before.get(base)![w]!;
  if (what === 'before') return there;
  if (what === 'change') return here - there;
  return there === 0 ? NaN : here / there;
}

function firedOf(made: Made): Uint8Array {
  const { when } = made.rule.compare;
  const fired = new Uint8Array(made.windows.count);
  if (when === null) return fired.fill(1);
  for (let w = 0; w < fired.length; w += 1) if (holds(when, (name) => measuredAt(made, name, w))) fired[w] = 1;
  return fired;
}

/** Windows of one group that are one hit, and the one of them that is told. */
interface Span { readonly first: number; readonly last: number; readonly peak: number }

/** What a hit is ordered by: its sorting measure, else the first one that the condition asks, else the first. */
function leadOf({ rule: { compare: { sort, when, measures } } }: Made): string {
  return sort ?? (when === null ? Object.keys(measures)[0]! : limitsOf(when)[0]!.measure);
}

/** Hits of a group whose windows overlap are one, until it would be longer than the cap; told is the one that leads. */
function mergedSpans(made: Made, fired: Uint8Array, { size, cap }: { readonly size: number; readonly cap: number }): readonly Span[] {
  const { windows: { times, lows, ends }, byGroup } = made;
  const lead = leadOf(made);
  const last = (w: number): number => times[ends[w]! - 1]!;
  const spans: Span[] = [];
  for (let group = 0; group + 1 < byGroup.length; group += 1) {
    for (let w = byGroup[group]!; w < byGroup[group + 1]!; w += 1) {
      if (fired[w] === 0) continue;
      let [end, peak] = [w, w];
      const start = times[lows[w]!]!;
      for (let next = w + 1; next < byGroup[group + 1]! && last(next) - last(end) < size && last(next) - start <= cap; next += 1) {
        if (fired[next] === 0) continue;
        end = next;
        if (measuredAt(made, lead, next) > measuredAt(made, lead, peak) || Number.isNaN(measuredAt(made, lead, peak))) peak = next;
      }
      spans.push({ first: w, last: end, peak });
      w = end;
    }
  }
  return spans;
}

function kept(made: Made, spans: readonly Span[]): readonly Span[] {
  const limits = made.rule.compare.when === null ? [] : distinctLimitsOf(made.rule.compare.when);
  const score = (at: number): number => limits.reduce((sum, { measure, test }) => sum + weight(test) * (measuredAt(made, measure, spans[at]!.peak) || 0), 0);
  const { run: { surprising, most }, windows, entities: { groups } } = made;
  const rows = (at: number) => groups.rows.subarray(windows.lows[spans[at]!.first]!, windows.ends[spans[at]!.last]!);
  const { fired, ...cut } = strongestWindows(new Uint8Array(spans.length).fill(1), most, score, (at) => windows.start(spans[at]!.peak), surprising && ((at) => surprising(() => rows(at), (name) => (name === 'events' && !made.now.has(name) ? rows(at).length : measuredAt(made, name, spans[at]!.peak)))));
  made.run.leaveOut(cut);
  return spans.filter((_, at) => fired[at] === 1);
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
const blankOr = (value: number): number | null => (Number.isNaN(value) ? null : rounded(value));

/** The group that has this place among the rows of groups. */
function groupAt(groups: EntityGroups['groups'], place: number): number {
  let [low, high] = [0, groups.count - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (groups.starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function timesOf({ rule, windows }: Made, { first, last }: Span): readonly [number, number] {
  return rule.compare.window.type === 'sliding' ? [windows.times[windows.lows[first]!]!, windows.times[windows.ends[last]! - 1]!] : [windows.start(first), windows.end(last)];
}

function hitOf(made: Made, span: Span, fired: Uint8Array): Hit {
  const { rule, run, windows, entities: { groups, entity }, befores, now } = made;
  const { when } = rule.compare;
  const { first, last, peak } = span;
  const rows = groups.rows.subarray(windows.lows[first]!, windows.ends[last]!);
  const named = entity(groupAt(groups, windows.lows[peak]!));
  const [start, end] = timesOf(made, span);
  const state = Math.min(...befores.map((one) => one.state[peak]!));
  const extras = extrasOf({ output: rule.output, aggregate: rule.compare }, run.lens, rows, windows.start(peak));
  const learned = learnedOf(made, peak);
  let firing = 0;
  for (let w = first; w <= last; w += 1) firing += fired[w]!;
  const limits = (when === null ? [] : distinctLimitsOf(when)).map(({ measure, test, value }) => ({ name: measure, measured: rounded(measuredAt(made, measure, peak)), test, limit: value }));
  return {
    rows, group: named, start, end, windows: windowsAround(made, peak), severity: rule.severity, limits: limits.filter(({ measured }) => !Number.isNaN(measured)),
    baseline: {
      windows_fired: firing, comparison: stateWords[state]!, shift_ms: rule.compare.shift, before_start: isoOf(befores.at(-1)!.start(peak)), before_end: isoOf(befores[0]!.end(peak)),
      ...(befores.length > 1 ? { times: befores.length, combine: rule.compare.combine } : {}), ...figures(made, peak), ...extras.facts, ...learned.facts,
    },
    cells: {
      ...named, window_start: isoOf(windows.start(first)), window_end: isoOf(windows.end(last)), comparison: stateWords[state]!,
      ...Object.fromEntries([...now.keys()].flatMap((name) => [[name, now.get(name)![peak]!], ...Object.entries(figuresOf(made, name, peak))])), ...extras.cells, ...valuesBefore(made, peak),
    },
    words: { learned: learned.says },
  };
}

/** Whether somebody else could lie in what a window is compared with, and the bad events that were left out of it. */
function learnedOf({ run, befores, entities: { groups } }: Made, peak: number): ReturnType<typeof learnedFrom> {
  const baseline = baselineOf(run);
  let bad = 0;
  for (const { lows, ends } of baseline.state === null ? [] : befores) for (let at = lows[peak]!; at < ends[peak]!; at += 1) if (isBad(baseline.state, groups.rows[at]!)) bad += 1;
  return learnedFrom(baseline, bad, 'what was before');
}

/** `agents.before`, each shift where there are several, `agents.change` and `agents.ratio`; null: blank. */
function figuresOf(made: Compared, name: string, w: number): Readonly<Record<string, number | null>> {
  const all = made.each.get(name)!;
  const shifts = all.length === 1 ? [] : all.map((one, at) => [`${name}.before_${at + 1}`, blankOr(one[w]!)] as const);
  return Object.fromEntries([...['before', 'change', 'ratio'].map((what) => [`${name}.${what}`, blankOr(measuredAt(made, `${name}.${what}`, w))] as const), ...shifts]);
}
const figures = (made: Compared, w: number) => Object.assign({}, ...[...made.now.keys()].map((name) => ({ [name]: made.now.get(name)![w]!, ...figuresOf(made, name, w) }))) as Readonly<Record<string, number | null>>;

/** What the measures that list values list of the time before, one a line. */
function valuesBefore({ rule, run, befores, entities: { groups } }: Made, peak: number): Readonly<Record<string, string>> {
  const { lows, ends } = befores[0]!;
  const rows = groups.rows.subarray(lows[peak]!, ends[peak]!);
  const listing = Object.entries(rule.compare.measures).filter(([, { kind }]) => kind === 'values');
  return Object.fromEntries(listing.map(([name, { field }]) => [`${name}.before`, valueCounts(run.lens, field!, rows, false).map(({ value }) => value).join('\n')]));
}

/** The windows that it is compared with, where anything is known of them, and the one that is told. */
function windowsAround({ windows, befores, now, each }: Made, peak: number): readonly HitWindow[] {
  const earlier = befores.flatMap((one, at): HitWindow[] => {
    const measured = Object.fromEntries([...each].map(([name, all]) => [name, all[at]![peak]!] as const).filter(([, value]) => !Number.isNaN(value)));
    return Object.keys(measured).length === 0 ? [] : [{ start: one.start(peak), end: one.end(peak), measured, fired: false }];
  });
  return [...earlier.reverse(), { start: windows.start(peak), end: windows.end(peak), measured: Object.fromEntries([...now].map(([name, values]) => [name, values[peak]!])), fired: true }];
}
