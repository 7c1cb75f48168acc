import { silenceWithin } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import type { Found } from '../found.ts';
import { baselineOf, isBad, learnedFrom } from '../context/baseline.ts';
import { durationText } from '../grammar/duration.ts';
import type { OutlierRule } from '../rule.ts';
import type { Hit, HitLimit, HitWindow, Run } from '../run.ts';
import { lastSlice } from '../slices.ts';
import { crowdOf, judgeAcross, judgeOwn, verdictsFor, type Terms, type Verdicts } from './outlier-judge.ts';
import { pointsOf, seriesOf, type Points, type Series } from './outlier-series.ts';

const DAY = 86_400_000;
/** Points that are shown before and after those that fired. */
const BEFORE = 12;
const AFTER = 3;
export const silencedReason = 'slices that reach the floor, of which the baseline was too short to say anything';

/** What the measure of an outlier is called in conditions, windows and titles. */
const outlierName = ({ outlier: { measure } }: OutlierRule): string => (measure.kind === 'count' ? 'events' : 'measured');

/** Points in a row that are outside on one side: from … to are places among the points of the entity. */
interface Streak {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  /** The point that is farthest outside. */
  readonly peak: number;
  readonly side: number;
  readonly value: number;
  /** The slices of the first and of the last point. */
  readonly firstSlot: number;
  readonly lastSlot: number;
  /** A point of it is told although the entity is still being learned. */
  readonly cold: boolean;
}

/**
 * Slices in which an entity is farther from a mean than so many standard deviations: from its own past, from what all do in the same slice, from the points just before, or from all
 * before. Points in a row that are outside are one hit. detection.md 4.7 and 4.8.
 */
export function* runOutlier(rule: OutlierRule, run: Run): Generator<Hit> {
  const { series, judged, found } = judgedStreaks(rule, run);
  const kept = strongest(found, run);
  // Most entities have none: what was judged of them was not kept, so those that have are judged again.
  for (let at = 0; at < kept.length;) {
    const { group } = kept[at]!;
    run.checkStop();
    const made = { rule, run, series, ...judged(group) };
    for (; at < kept.length && kept[at]!.group === group; at += 1) yield hitOf(made, kept[at]!);
  }
}

/** What the rule finds, before hits are made of it: counting a threshold needs nothing else. */
export function foundOutlier(rule: OutlierRule, run: Run): Found {
  const { series, judged, found } = judgedStreaks(rule, run);
  const made = (at: number): Made => ({ rule, run, series, ...judged(found[at]!.group) });
  return {
    count: found.length, grouping: series.entities.groups, group: (at) => found[at]!.group, entity: (at) => series.entities.entity(found[at]!.group), start: (at) => series.clock.start(found[at]!.firstSlot), end: (at) => series.clock.end(found[at]!.lastSlot),
    severity: (at) => (found[at]!.cold ? 'info' : rule.severity), rows: (at) => rowsOf(made(at), found[at]!), hit: (at) => hitOf(made(at), found[at]!),
  };
}

function judgedStreaks(rule: OutlierRule, run: Run): { readonly series: Series; readonly judged: (group: number) => Judged; readonly found: Streak[] } {
  const series = seriesOf(rule, run);
  for (const { reason, count } of series.dropped) run.drop(reason, count);
  const judged = judging(rule, run, series);
  const { found, silenced } = streaksOf(rule, run, series, judged);
  if (silenced > 0) run.drop(silencedReason, silenced);
  return { series, judged, found };
}

/** What was measured of every entity, slice by slice, for who looks at it beyond what fired. */
export interface OutlierHistory {
  /** What the measure is called in conditions. */
  readonly measure: string;
  /** By entity, how many of its slices are in findings, and its highest value. */
  readonly fired: Uint32Array;
  readonly highest: Float64Array;
  entity(group: number): Readonly<Record<string, string>>;
  find(entity: Readonly<Record<string, string>>): number | undefined;
  points(group: number): readonly { readonly start: number; readonly end: number; readonly value: number; readonly mean: number | null; readonly lower: number | null; readonly upper: number | null; readonly fired: boolean }[];
}

export function outlierHistory(rule: OutlierRule, run: Run): OutlierHistory {
  const { series, judged, found } = judgedStreaks(rule, run);
  const { starts, values, entities, clock } = series;
  const count = starts.length - 1;
  const fired = new Uint32Array(count);
  for (const { group, from, to } of found) fired[group]! += to - from + 1;
  const highest = new Float64Array(count);
  for (let group = 0; group < count; group += 1) for (let w = starts[group]!; w < starts[group + 1]!; w += 1) if (values[w]! > highest[group]!) highest[group] = values[w]!;
  const find = (entity: Readonly<Record<string, string>>): number | undefined => {
    for (let group = 0; group < count; group += 1) {
      const own = entities.entity(group);
      if (Object.keys(own).every((name) => own[name] === entity[name])) return group;
    }
    return undefined;
  };
  return {
    measure: outlierName(rule), fired, highest, find, entity: (group) => entities.entity(group),
    points(group) {
      const own = found.filter((one) => one.group === group);
      const { points, verdicts } = judged(group);
      return Array.from({ length: points.count }, (_, i) => ({
        start: clock.start(points.slots[i]!), end: clock.end(points.slots[i]!), value: points.values[i]!, ...bandAt(rule, verdicts, i), fired: own.some(({ from, to }) => i >= from && i <= to),
      }));
    },
  };
}

/** The band that a point was held against: null where it was not judged, and on a side that the rule does not look at. */
function bandAt({ outlier: { sigma, direction } }: OutlierRule, { mean, deviation, size }: Verdicts, i: number): { readonly mean: number | null; readonly lower: number | null; readonly upper: number | null } {
  if (size[i] === 0) return { mean: null, lower: null, upper: null };
  return { mean: rounded(mean[i]!), upper: direction === 'down' ? null : rounded(mean[i]! + sigma * deviation[i]!), lower: direction === 'up' ? null : rounded(mean[i]! - sigma * deviation[i]!) };
}

/** By window, 1 where all its events and all of its slice may say what is usual, or, across entities, where none of its events is bad; null: all do. */
function usableWindows({ outlier: { baseline } }: OutlierRule, run: Run, { entities, windows, slots, clock }: Series): Uint8Array | null {
  const { state, covers } = baselineOf(run);
  if (state === null) return null;
  const { rows } = entities.groups;
  const made = new Uint8Array(windows.count);
  for (let w = 0; w < made.length; w += 1) {
    let all = baseline === 'across' || covers(clock.start(slots[w]!), clock.end(slots[w]!));
    for (let at = windows.lows[w]!; all && at < windows.ends[w]!; at += 1) all = !isBad(state, rows[at]!);
    made[w] = all ? 1 : 0;
  }
  return made;
}

interface Judged { readonly points: Points; readonly verdicts: Verdicts; readonly terms: Terms }
interface Made extends Judged { readonly rule: OutlierRule; readonly run: Run; readonly series: Series }

/** What judges the points of one entity; its answer holds until it is asked for the next. */
function judging(rule: OutlierRule, run: Run, series: Series): (group: number) => Judged {
  const { outlier: section } = rule;
  const { clock } = series;
  const [learning, retention] = [clock.slicesIn(section.learning), clock.slicesIn(section.retention)];
  const share = (first: number): number => Math.max(Math.ceil(clock.slicesIn(DAY)), Math.round((clock.count - 1 - first) * section.relative_share));
  const baseline = baselineOf(run);
  const windowUsable = usableWindows(rule, run, series);
  const terms: Terms = {
    section, retention, silent: series.silent, last: lastSlice(rule, run.columns, clock), trusted: baseline.trusted !== null,
    usable: windowUsable === null ? null : ({ windows, slots }, i) => (windows[i]! >= 0 ? windowUsable[windows[i]!] === 1 : section.baseline === 'across' || baseline.covers(clock.start(slots[i]!), clock.end(slots[i]!))),
    need: (first) => (section.cold_start === 'relative' ? Math.min(learning, share(first)) : learning),
  };
  const points = pointsOf(section, series);
  const crowd = section.baseline === 'across' ? crowdOf(section, series, windowUsable) : null;
  let verdicts = verdictsFor(64);
  return (group) => {
    const own = points(group);
    if (own.count > verdicts.mean.length) verdicts = verdictsFor(own.slots.length);
    if (own.count > 0) {
      if (crowd === null) judgeOwn(own, verdicts, terms);
      else judgeAcross(own, verdicts, terms, crowd);
    }
    return { points: own, verdicts, terms };
  };
}

function streaksOf(rule: OutlierRule, run: Run, series: Series, judged: (group: number) => Judged): { readonly found: Streak[]; readonly silenced: number } {
  const { consecutive } = rule.outlier;
  const found: Streak[] = [];
  let silenced = 0;
  for (let group = 0; group + 1 < series.starts.length; group += 1) {
    if (group % 1024 === 0) run.checkStop();
    const { points, verdicts } = judged(group);
    for (let i = 0; i < points.count; i += 1) {
      silenced += verdicts.silenced[i]!;
      const side = verdicts.outside[i]!;
      if (side === 0) continue;
      const from = i;
      let peak = i;
      for (; i + 1 < points.count && verdicts.outside[i + 1] === side; i += 1) if ((points.values[i + 1]! - points.values[peak]!) * side > 0) peak = i + 1;
      if (i - from + 1 < consecutive) continue;
      found.push({ group, from, to: i, peak, side, value: points.values[peak]!, firstSlot: points.slots[from]!, lastSlot: points.slots[i]!, cold: verdicts.cold.subarray(from, i + 1).includes(1) });
    }
  }
  return { found, silenced };
}

/** A hit costs a thousand times its point: of more than may be kept, only the highest rises and the lowest falls are made. */
function strongest(found: Streak[], run: Run): readonly Streak[] {
  if (found.length <= run.most) return found;
  run.leaveOut(found.length - run.most);
  const order = [...found.keys()].sort((a, b) => found[b]!.value * found[b]!.side - found[a]!.value * found[a]!.side || a - b).slice(0, run.most);
  return order.sort((a, b) => a - b).map((i) => found[i]!);
}

function hitOf(made: Made, streak: Streak): Hit {
  const { rule, series, points } = made;
  const { from, to, peak, side } = streak;
  const { clock } = series;
  const name = outlierName(rule);
  const group = series.entities.entity(streak.group);
  const rows = rowsOf(made, streak);
  const [start, end] = [clock.start(points.slots[from]!), clock.end(points.slots[to]!)];
  const limit = limitOf(made, peak, side);
  const limits: readonly HitLimit[] = [
    { name, measured: streak.value, test: side > 0 ? 'greater' : 'less', limit },
    ...(side > 0 && rule.outlier.floor > 0 ? [{ name, measured: streak.value, test: 'at_least' as const, limit: rule.outlier.floor }] : []),
  ];
  const told = factsOf(made, streak);
  const learned = learnedOf(made, streak);
  const { cold } = streak;
  return {
    rows, group, start, end, limits, windows: windowsAround(made, from, to), severity: cold ? 'info' : rule.severity,
    baseline: { ...told, ...learned.facts, windows_fired: to - from + 1, ...(cold ? { insufficient_history: 'yes' } : {}) },
    cells: { ...group, window_start: isoOf(start), window_end: isoOf(end), [name]: streak.value, mean: told['mean']!, deviation: told['deviation']!, limit: told['limit']!, events: rows.length },
    words: { ...wordsOf(made, streak, cold), learned: learned.says },
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

function limitOf({ rule, verdicts }: Made, i: number, side: number): number {
  return rounded(verdicts.mean[i]! + side * rule.outlier.sigma * verdicts.deviation[i]!);
}

/** The events of the slices that fired; of a fall to nothing, those of the slice that it fell from. */
function rowsOf({ series, points }: Made, { from, to }: Streak): Uint32Array {
  const { windows, entities } = series;
  const own: number[] = [];
  for (let i = from; i <= to; i += 1) if (points.windows[i]! >= 0) own.push(points.windows[i]!);
  for (let i = from - 1; own.length === 0 && i >= 0; i -= 1) if (points.windows[i]! >= 0) own.push(points.windows[i]!);
  const [first, last] = [own[0]!, own.at(-1)!];
  return entities.groups.rows.subarray(windows.lows[first]!, windows.ends[last]!);
}

/** The first slice of the baseline of a point; its last one is the slice before the point, or the same where the point counts too. */
function baselineStart({ rule, points, terms }: Made, i: number): number {
  const { baseline, points: trailing, include_current: current } = rule.outlier;
  if (baseline === 'across') return points.slots[i]!;
  if (baseline === 'trailing') {
    let [at, n] = [current ? i + 1 : i, 0];
    while (at > 0 && n < trailing) {
      at -= 1;
      if (terms.usable?.(points, at) !== false) n += 1;
    }
    return points.slots[at]!;
  }
  return Math.max(points.slots[0]!, baseline === 'own' ? points.slots[i]! - terms.retention : 0);
}

function factsOf(made: Made, { peak, side }: Streak): Readonly<Record<string, string | number | null>> {
  const { rule, run, series, points, verdicts, terms } = made;
  const { outlier: section } = rule;
  const { clock } = series;
  const [first, here] = [baselineStart(made, peak), points.slots[peak]!];
  const [fromMs, toMs] = [clock.start(first), section.baseline === 'across' ? clock.end(here) : clock.start(here)];
  const silent = silenceWithin(run.columns, rule.requires.datasets, fromMs, toMs);
  const need = terms.need(points.slots[0]!);
  return {
    baseline: section.baseline, slice_ms: section.slice, peak_start: isoOf(clock.start(here)), mean: rounded(verdicts.mean[peak]!), deviation: rounded(verdicts.deviation[peak]!), sigma: section.sigma, limit: limitOf(made, peak, side),
    floor: section.floor, points: verdicts.size[peak]!, zero_fill: section.zero_fill, baseline_start: isoOf(fromMs), baseline_end: isoOf(toMs),
    ...(section.learning === 0 ? {} : { mode: section.cold_start, learning_days: rounded((need * section.slice) / DAY), insufficient_history: need < clock.slicesIn(section.learning) ? 'yes' : 'no' }),
    ...(section.baseline === 'own' ? { retention_days: section.retention / DAY } : {}),
    ...(silent === 0 ? {} : { silent_ms: silent, covered_share: Math.round((1 - silent / Math.max(1, toMs - fromMs)) * 1000) / 1000 }),
  };
}

/** Whether somebody else could lie in what a point was held against, and bad events of the slices that were left out of it: of the entity before, or across entities of all in the same slice. */
function learnedOf(made: Made, { peak, group }: Streak): ReturnType<typeof learnedFrom> {
  const { rule, run, series: { windows, slots, starts, entities: { groups } }, points } = made;
  const baseline = baselineOf(run);
  const across = rule.outlier.baseline === 'across';
  const [from, to] = across ? [0, windows.count] : [starts[group]!, starts[group + 1]!];
  const [first, here] = [baselineStart(made, peak), points.slots[peak]!];
  let bad = 0;
  for (let w = from; baseline.state !== null && w < to; w += 1) {
    if (across ? slots[w] !== here : slots[w]! < first || slots[w]! >= here) continue;
    for (let at = windows.lows[w]!; at < windows.ends[w]!; at += 1) if (isBad(baseline.state, groups.rows[at]!)) bad += 1;
  }
  if (!across) return learnedFrom(baseline, bad);
  const { facts, says } = learnedFrom({ trusted: null }, bad, 'what others did');
  return { facts, says: bad > 0 ? says : 'Somebody else could also be among those that it was compared with.' };
}

function wordsOf(made: Made, { peak }: Streak, cold: boolean): Readonly<Record<string, string>> {
  const { rule: { outlier: section, requires }, run, series: { clock }, points, terms } = made;
  const first = clock.start(baselineStart(made, peak));
  const silent = silenceWithin(run.columns, requires.datasets, first, clock.start(points.slots[peak]!));
  const need = terms.need(points.slots[0]!);
  const short = need < clock.slicesIn(section.learning);
  const history = cold ? `History is short: ${durationText(section.learning)} of learning are wanted, the first event is of ${isoOf(clock.start(points.slots[0]!))}. Taken as information only.`
    : short ? `The case is shorter than ${durationText(section.learning)}: the first ${((need * section.slice) / DAY).toFixed(1)} d of what is known were taken as learning.` : '';
  return {
    ...(history === '' ? {} : { cold: history }),
    ...(silent === 0 ? {} : { silent: `The log was silent for ${(silent / 3_600_000).toFixed(1)} h of that time: slices in it are not known, and do not count as zero.` }),
  };
}

/** The points that fired and some around them, each with the band that it was held against where it was judged. */
function windowsAround({ rule, series: { clock }, points, verdicts }: Made, from: number, to: number): readonly HitWindow[] {
  const name = outlierName(rule);
  const [first, last] = [Math.max(0, from - BEFORE), Math.min(points.count - 1, to + AFTER)];
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const i = first + at;
    const band = Object.fromEntries(Object.entries(bandAt(rule, verdicts, i)).flatMap(([side, value]) => (value === null ? [] : [[side, value] as const])));
    return { start: clock.start(points.slots[i]!), end: clock.end(points.slots[i]!), measured: { [name]: points.values[i]!, ...band }, fired: i >= from && i <= to };
  });
}
