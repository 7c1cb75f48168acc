import { silenceWithin } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import { baselineOf, isBad, learnedFrom } from '../context/baseline.ts';
import { durationText } from '../grammar/duration.ts';
import { numberText } from '../nouns.ts';
import type { OutlierRule } from '../rule.ts';
import type { Hit, HitLimit, HitWindow, Run } from '../run.ts';
import type { Verdicts } from './outlier-judge.ts';
import type { Judged } from './outlier-means.ts';
import type { Series } from './outlier-series.ts';

const DAY = 86_400_000;
/** Points that are shown before and after those that fired. */
const BEFORE = 12;
const AFTER = 3;

/** What the measure of an outlier is called in conditions, windows and titles. */
export const outlierName = ({ outlier: { measure } }: OutlierRule): string => (measure.kind === 'count' ? 'events' : 'measured');

/** Points in a row that are outside on one side: from … to are places among the points of the entity. */
export interface Streak {
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

export interface Made extends Judged { readonly rule: OutlierRule; readonly run: Run; readonly series: Series }

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** The band that a point was held against: null where it was not judged, and on a side that the rule does not look at. */
export function bandAt({ outlier: { sigma, direction } }: OutlierRule, { mean, deviation, size }: Verdicts, i: number): { readonly mean: number | null; readonly lower: number | null; readonly upper: number | null } {
  if (size[i] === 0) return { mean: null, lower: null, upper: null };
  return { mean: rounded(mean[i]!), upper: direction === 'down' ? null : rounded(mean[i]! + sigma * deviation[i]!), lower: direction === 'up' ? null : rounded(mean[i]! - sigma * deviation[i]!) };
}

/** A finding of points in a row, told by the one that is farthest outside. */
export function hitOf(made: Made, streak: Streak): Hit {
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

function limitOf({ rule, verdicts }: Made, i: number, side: number): number {
  return rounded(verdicts.mean[i]! + side * rule.outlier.sigma * verdicts.deviation[i]!);
}

/** The events of the slices that fired; of a fall to nothing, those of the slice that it fell from. */
export function rowsOf({ series, points }: Made, { from, to }: Streak): Uint32Array {
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
  const other = otherLimit(made, peak, side);
  return {
    baseline: section.baseline, slice_ms: section.slice, peak_start: isoOf(clock.start(here)), mean: rounded(verdicts.mean[peak]!), deviation: rounded(verdicts.deviation[peak]!), sigma: section.sigma, limit: limitOf(made, peak, side),
    floor: section.floor, points: verdicts.size[peak]!, zero_fill: section.zero_fill, baseline_start: isoOf(fromMs), baseline_end: isoOf(toMs),
    ...(section.learning === 0 ? {} : { mode: section.cold_start, learning_days: rounded((need * section.slice) / DAY), insufficient_history: need < clock.slicesIn(section.learning) ? 'yes' : 'no' }),
    ...(section.baseline === 'own' ? { retention_days: section.retention / DAY } : {}),
    ...(silent === 0 ? {} : { silent_ms: silent, covered_share: Math.round((1 - silent / Math.max(1, toMs - fromMs)) * 1000) / 1000 }),
    ...(other === null ? {} : { [made.held[peak] === 1 ? 'limit_without_bad' : 'limit_with_bad']: other.limit }),
  };
}

/** The limit by the other mean (`Judged`), where it is another one; null where that one knows too little to have any. */
function otherLimit({ rule, verdicts, other }: Made, i: number, side: number): { readonly limit: number | null } | null {
  if (other === null || (other.mean[i] === verdicts.mean[i] && other.deviation[i] === verdicts.deviation[i] && other.size[i] === verdicts.size[i])) return null;
  const { baseline, points, min_points: least, sigma } = rule.outlier;
  return { limit: other.size[i]! < (baseline === 'trailing' ? points : least) ? null : rounded(other.mean[i]! + side * sigma * other.deviation[i]!) };
}

/** Whether somebody else could lie in what a point was held against, and bad events of the slices that were left out of it: of the entity before, or across entities of all in the same slice. */
function learnedOf(made: Made, { peak, side, group }: Streak): ReturnType<typeof learnedFrom> {
  const { rule, run, series: { windows, slots, starts, entities: { groups } }, points, held } = made;
  const baseline = baselineOf(run);
  const across = rule.outlier.baseline === 'across';
  const [from, to] = across ? [0, windows.count] : [starts[group]!, starts[group + 1]!];
  const [first, here] = [baselineStart(made, peak), points.slots[peak]!];
  let bad = 0;
  for (let w = from; baseline.state !== null && w < to; w += 1) {
    if (across ? slots[w] !== here : slots[w]! < first || slots[w]! >= here) continue;
    for (let at = windows.lows[w]!; at < windows.ends[w]!; at += 1) if (isBad(baseline.state, groups.rows[at]!)) bad += 1;
  }
  const other = otherLimit(made, peak, side);
  if (held[peak] === 1) return { facts: {}, says: heldSays(bad, other) };
  const more = bad === 0 || other === null ? '' : other.limit === null ? ' With them too little would be known to have a limit.' : ` With them the limit would be ${numberText(other.limit)}.`;
  if (!across) {
    const { facts, says } = learnedFrom(baseline, bad);
    return { facts, says: says + more };
  }
  const { facts, says } = learnedFrom({ trusted: null }, bad, 'what others did');
  return { facts, says: bad > 0 ? says + more : 'Somebody else could also be among those that it was compared with.' };
}

/** Why a slice is told that would not be outside without what is bad. */
function heldSays(bad: number, other: ReturnType<typeof otherLimit>): string {
  const what = bad === 0 ? 'Bad events lie' : `${bad === 1 ? '1 event' : `${numberText(bad)} events`} of confirmed findings or of known-bad periods ${bad === 1 ? 'lies' : 'lie'}`;
  const without = other?.limit === null || other === null ? 'without them too little would be known to say anything' : `without them the limit would be ${numberText(other.limit)}`;
  return `${what} in what it was held against: ${without}. It has such events itself, so it stays a finding.`;
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
