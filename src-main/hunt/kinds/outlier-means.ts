import { baselineOf, isBad } from '../context/baseline.ts';
import type { OutlierRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { lastSlice } from '../slices.ts';
import { crowdOf, judgeAcross, judgeKnown, judgeOwn, swapVerdicts, type Baselines, verdictsFor, type Terms, type Verdicts } from './outlier-judge.ts';
import { pointsOf, type Points, type Series } from './outlier-series.ts';

const DAY = 86_400_000;

/** By window: `bad`, 1 where one of its events is; `usable`, 1 where none is and all of its slice may say what is usual (across entities any slice may). Null: nothing is bad, and every slice may. */
interface WindowStates { readonly bad: Uint8Array; readonly usable: Uint8Array }
function windowStates({ outlier: { baseline } }: OutlierRule, run: Run, { entities, windows, slots, clock }: Series): WindowStates | null {
  const { state, covers } = baselineOf(run);
  if (state === null) return null;
  const { rows } = entities.groups;
  const [bad, usable] = [new Uint8Array(windows.count), new Uint8Array(windows.count)];
  for (let w = 0; w < bad.length; w += 1) {
    for (let at = windows.lows[w]!; bad[w] === 0 && at < windows.ends[w]!; at += 1) if (isBad(state, rows[at]!)) bad[w] = 1;
    if (bad[w] === 0 && (baseline === 'across' || covers(clock.start(slots[w]!), clock.end(slots[w]!)))) usable[w] = 1;
  }
  return { bad, usable };
}

/** Points of an entity, and what was found of them. */
export interface Judged {
  readonly points: Points;
  readonly verdicts: Verdicts;
  readonly terms: Terms;
  /** What was found of the same points by the other mean: with all that is bad in it, or without where `held` is 1; null where nothing is bad that could matter. */
  readonly other: Verdicts | null;
  /** 1 where a point that has bad events was judged with them: without them nothing would be said of it. */
  readonly held: Uint8Array;
}

/**
 * What judges the points of one entity; its answer holds until it is asked for the next. A slice that has bad events is judged twice: without all that is bad, and, where that says nothing of it, with it, so that a
 * finding does not go because it, or another one, was confirmed. With `again` it is known that other limits will be asked for: where nothing is bad, what points are held against is then kept with the series.
 */
export function judging(rule: OutlierRule, run: Run, series: Series, again = false): (group: number) => Judged {
  const { outlier: section } = rule;
  const { clock } = series;
  const [learning, retention] = [clock.slicesIn(section.learning), clock.slicesIn(section.retention)];
  const share = (first: number): number => Math.max(Math.ceil(clock.slicesIn(DAY)), Math.round((clock.count - 1 - first) * section.relative_share));
  const baseline = baselineOf(run);
  const across = section.baseline === 'across';
  const states = windowStates(rule, run, series);
  const terms: Terms = {
    section, retention, silent: series.silent, last: lastSlice(rule, run.columns, clock), trusted: baseline.trusted !== null,
    usable: states === null ? null : ({ windows, slots }, i) => (windows[i]! >= 0 ? states.usable[windows[i]!] === 1 : across || baseline.covers(clock.start(slots[i]!), clock.end(slots[i]!))),
    need: (first) => (section.cold_start === 'relative' ? Math.min(learning, share(first)) : learning),
  };
  const termsBefore: Terms = { ...terms, usable: across || baseline.trusted === null ? null : ({ slots }, i) => baseline.trusts(clock.start(slots[i]!), clock.end(slots[i]!)) };
  const points = pointsOf(section, series);
  const baselines = again && !across && states === null ? baselinesOf(series, terms) : null;
  const crowd = across ? crowdOf(section, series, states?.usable ?? null) : null;
  const crowdBefore = across && states?.bad.includes(1) ? crowdOf(section, series, null) : crowd;
  const [now, then] = [verdictRoom(), verdictRoom()];
  const judgeAll = (own: Points, into: Verdicts, how: Terms, all: typeof crowd): Verdicts => {
    if (all === null) judgeOwn(own, into, how);
    else judgeAcross(own, into, how, all);
    return into;
  };
  return (group) => {
    const own = points(group);
    const none = { points: own, terms, other: null, held: nothing };
    if (own.count === 0) return { ...none, verdicts: now(0) };
    if (baselines !== null) {
      const verdicts = now(own.count);
      judgeKnown(own, verdicts, terms, baselines, baselines.starts[group]!);
      return { ...none, verdicts };
    }
    const verdicts = judgeAll(own, now(own.count), terms, crowd);
    const [from, to] = [series.starts[group]!, series.starts[group + 1]!];
    const touched = states !== null && (across ? crowdBefore !== crowd : states.bad.subarray(from, to).includes(1));
    if (!touched) return { ...none, verdicts };
    const other = judgeAll(own, then(own.count), termsBefore, crowdBefore);
    const held = new Uint8Array(own.count);
    for (let i = 0; i < own.count; i += 1) {
      if (verdicts.outside[i] !== 0 || other.outside[i] === 0 || own.windows[i]! < 0 || states.bad[own.windows[i]!] === 0) continue;
      swapVerdicts(verdicts, other, i);
      held[i] = 1;
    }
    return { points: own, verdicts, terms, other, held };
  };
}

const nothing = new Uint8Array(0);

/** Points whose baselines are kept at most: twenty bytes each. */
const MOST_POINTS = 5_000_000;
const known = new WeakMap<Series, { readonly key: string; readonly baselines: Baselines | null }>();

/** What every point is held against by its own past; the last answer for a series stays with it. Null where there are too many points. */
function baselinesOf(series: Series, terms: Terms): Baselines | null {
  const { baseline, points, include_current: current, zero_fill: fill } = terms.section;
  const key = JSON.stringify([baseline, points, current, fill, terms.retention]);
  const had = known.get(series);
  if (had?.key === key) return had.baselines;
  const made = measuredBaselines(series, terms);
  known.set(series, { key, baselines: made });
  return made;
}

function measuredBaselines(series: Series, terms: Terms): Baselines | null {
  const points = pointsOf(terms.section, series);
  const starts = new Uint32Array(series.starts.length);
  for (let group = 0; group + 1 < starts.length; group += 1) {
    starts[group + 1] = starts[group]! + points(group).count;
    if (starts[group + 1]! > MOST_POINTS) return null;
  }
  const count = starts.at(-1) ?? 0;
  const made: Baselines = { starts, size: new Int32Array(count), mean: new Float64Array(count), deviation: new Float64Array(count) };
  const room = verdictRoom();
  for (let group = 0; group + 1 < starts.length; group += 1) {
    const own = points(group);
    if (own.count === 0) continue;
    const verdicts = room(own.count);
    judgeOwn(own, verdicts, terms);
    for (const name of ['size', 'mean', 'deviation'] as const) made[name].set(verdicts[name].subarray(0, own.count), starts[group]);
  }
  return made;
}

/** Arrays that grow with the longest entity, and are used again. */
function verdictRoom(): (size: number) => Verdicts {
  let room = verdictsFor(64);
  return (size) => (size > room.mean.length ? (room = verdictsFor(size * 2)) : room);
}
