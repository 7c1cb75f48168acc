import { coverageOf, silenceWithin } from '../../columns/index.ts';
import { isoOf } from '../../contract/index.ts';
import { baselineOf, learnedFrom } from '../context/baseline.ts';
import type { Hit, Run } from '../run.ts';
import type { SequenceRule, SequenceStep } from '../rule.ts';
import { listed } from '../values.ts';
import { maskOf } from '../where.ts';
import { newnessOf, type Habit, type Newness } from './sequence-new.ts';
import { stepMasks, tracksOf, type Track } from './sequence-rows.ts';

/** Steps done so far by one entity: places in its track, by step. */
interface Open {
  readonly places: readonly (readonly number[])[];
  readonly habit: Habit | null;
}
interface Found extends Open {
  /** What must not come had to be waited for until then, UTC ms. */
  readonly deadline: number | null;
}
interface Made {
  readonly rule: SequenceRule;
  readonly run: Run;
  /** Numbers of the steps that must come, in order. */
  readonly present: readonly number[];
  readonly newness: ReadonlyMap<number, Newness>;
}

/**
 * Steps of one entity, in order or not, all within `maxspan`; of each at least `runs` events. Of all chains that end at an event the one that begins last is taken, so that one within `maxspan` is never missed.
 * A step that must not come is looked for between its neighbours, or before the first or after the last step; where the log does not cover that time the rule says that it cannot say.
 */
export function* runSequence(rule: SequenceRule, run: Run): Generator<Hit> {
  const { steps, until } = rule.sequence;
  const masks = stepMasks(rule, run);
  const tracks = tracksOf(rule, run, masks, until === null ? null : maskOf(until, run.lens));
  const newness = new Map(steps.flatMap((step, s) => (step.new === null ? [] : [[s, newnessOf(rule, run, step, masks[s]!)] as const])));
  const made: Made = { rule, run, newness, present: steps.flatMap((step, s) => (step.absent ? [] : [s])) };
  for (const [at, track] of tracks.entries()) {
    if (at % 1024 === 0) run.checkStop();
    for (const found of rule.sequence.ordered ? ordered(made, track) : unordered(made, track)) yield hitOf(made, track, found);
  }
}

/** Chains in order. `open[k]` is the chain that has done the first k + 1 of all events wanted (a step of three runs is three of them) and began last. */
function* ordered({ rule, run, present, newness }: Made, track: Track): Generator<Found> {
  const { steps, maxspan } = rule.sequence;
  const { time } = run.columns;
  const wanted = present.flatMap((s) => Array.from({ length: steps[s]!.runs }, () => s));
  const stop = 1 << steps.length;
  const when = (place: number): number => time[track.rows[place]!]!;
  /** What must not come while a chain that has done the first k + 1 waits for the next. */
  const ends = wanted.map((s, k) => (wanted[k + 1] === undefined || wanted[k + 1] === s ? 0 : maskFrom(s + 1, wanted[k + 1]!)));
  let open: (Open | null)[] = wanted.map(() => null);
  let floor = 0;
  for (const [place, bits] of track.steps.entries()) {
    const before = open.slice();
    let done: Open | null = null;
    for (let k = wanted.length - 1; k >= 0; k -= 1) {
      const s = wanted[k]!;
      if ((bits & (1 << s)) === 0) continue;
      const chain = k === 0 ? { places: present.map(() => []), habit: null } : before[k - 1];
      if (chain === null || chain === undefined) continue;
      if (k > 0 && when(place) - when(chain.places[0]![0]!) > maxspan) continue;
      if (k === 0 && precededBy(rule, run, track, place)) continue;
      const fresh = newness.get(s);
      const habit = fresh === undefined ? null : fresh(track.rows[place]!, when(chain.places.findLast((list) => list.length > 0)!.at(-1)!));
      if (fresh !== undefined && habit === null) continue;
      const next: Open = { places: chain.places.map((list, i) => (present[i] === s ? [...list, place] : list)), habit: habit ?? chain.habit };
      if (k === wanted.length - 1) done = next;
      else open[k] = next;
    }
    for (let k = 0; k < wanted.length; k += 1) if ((bits & ends[k]!) !== 0 && open[k] === before[k]) open[k] = null;
    if ((bits & stop) !== 0 || done !== null) open = wanted.map(() => null);
    const since = floor;
    if ((bits & stop) !== 0 || done !== null) floor = place + 1;
    if (done === null) continue;
    const after = followed(rule, run, track, done);
    if (after !== 'came' && after !== 'cannot say') yield { ...withAll({ rule, run, present, newness }, track, done, since), deadline: after };
  }
}

/** Bits of the steps from one to another, which is not among them. */
const maskFrom = (from: number, to: number): number => (1 << to) - (1 << from);

/** Whether the step that must not come first came; where the log does not cover the time before, it is counted and taken as come. */
function precededBy(rule: SequenceRule, run: Run, track: Track, place: number): boolean {
  const [first] = rule.sequence.steps;
  if (first?.absent !== true) return false;
  const { time } = run.columns;
  const at = time[track.rows[place]!]!;
  const from = at - (first.within ?? rule.sequence.maxspan);
  for (let p = place; p >= 0 && time[track.rows[p]!]! >= from; p -= 1) if (p !== place && (track.steps[p]! & 1) !== 0) return true;
  return uncovered(rule, run, first, from, at);
}

/** Until when the step that must not come last did not come; null where there is none such. */
function followed(rule: SequenceRule, run: Run, track: Track, done: Open): number | null | 'came' | 'cannot say' {
  const { steps, maxspan } = rule.sequence;
  const last = steps.at(-1)!;
  if (!last.absent) return null;
  const { time } = run.columns;
  const places = done.places.flat();
  const [begun, end] = [time[track.rows[places[0]!]!]!, time[track.rows[places.at(-1)!]!]!];
  const deadline = last.within === null ? begun + maxspan : end + last.within;
  const bit = 1 << (steps.length - 1);
  for (let p = places.at(-1)! + 1; p < track.rows.length && time[track.rows[p]!]! <= deadline; p += 1) if ((track.steps[p]! & bit) !== 0) return 'came';
  return uncovered(rule, run, last, end, deadline) ? 'cannot say' : deadline;
}

/** Whether the log in which a step would stand does not cover a time, to the end; counted (practice B15). */
function uncovered(rule: SequenceRule, run: Run, step: SequenceStep, from: number, to: number): boolean {
  const logs = step.datasets ?? rule.requires.datasets;
  const sources = coverageOf(run.columns).sources.filter(({ dataset }) => logs.includes(dataset));
  const begins = sources.reduce((least, one) => Math.min(least, Date.parse(one.first)), Infinity);
  const ends = sources.reduce((most, one) => Math.max(most, Date.parse(one.last)), -Infinity);
  const blind = from < begins || to > ends || silenceWithin(run.columns, logs, from, to) > 0;
  if (blind) run.drop(`cannot say that there was no ${step.name}, since the log does not cover the time`, 1);
  return blind;
}

/**
 * All events of each step from its first in the chain to the first of the next step; of the first step also those before, as far as `maxspan` reaches and nothing ended what was open; of the
 * last those that follow. `since` is the first place that belongs to nothing before.
 */
function withAll({ rule, run, present }: Made, track: Track, done: Open, since: number): Open {
  const { maxspan, follow, steps } = rule.sequence;
  const { time } = run.columns;
  const when = (place: number): number => time[track.rows[place]!]!;
  const end = done.places.flat().at(-1)!;
  const ends = steps.reduce((bits, step, s) => (step.absent ? bits | (1 << s) : bits), 0);
  let first = done.places[0]![0]!;
  for (let p = first - 1; p >= since && when(end) - when(p) <= maxspan && (track.steps[p]! & ends) === 0; p -= 1) if ((track.steps[p]! & (1 << present[0]!)) !== 0) first = p;
  let last = end;
  while (last + 1 < track.rows.length && when(last + 1) - when(end) <= follow) last += 1;
  const places = done.places.map((list, i) => {
    const [from, to] = [i === 0 ? first : list[0]!, i === done.places.length - 1 ? last : done.places[i + 1]![0]! - 1];
    const all: number[] = [];
    for (let p = from; p <= to; p += 1) if (list.includes(p) || ((track.steps[p]! & (1 << present[i]!)) !== 0 && alike(rule, run, track, present[i]!, p, list[0]!))) all.push(p);
    return all;
  });
  return { places, habit: done.habit };
}

/** Of a step that wants something new, only events with the same thing and value belong to it. */
function alike(rule: SequenceRule, run: Run, track: Track, s: number, place: number, model: number): boolean {
  const wants = rule.sequence.steps[s]!.new;
  if (wants === null) return true;
  return [wants.of, wants.value].every((field) => {
    const { idAt } = run.lens.column(field);
    return idAt(track.rows[place]!) === idAt(track.rows[model]!);
  });
}

/** All steps in any order: at each event what lies within `maxspan` before it. After a hit it begins anew. */
function* unordered({ rule, run, present }: Made, track: Track): Generator<Found> {
  const { steps, maxspan } = rule.sequence;
  const { time } = run.columns;
  const counts = new Map(present.map((s) => [s, 0]));
  const count = (place: number, by: number): void => {
    for (const s of present) if ((track.steps[place]! & (1 << s)) !== 0) counts.set(s, counts.get(s)! + by);
  };
  let low = 0;
  const begin = (place: number): void => {
    low = place;
    for (const s of present) counts.set(s, 0);
  };
  for (let place = 0; place < track.rows.length; place += 1) {
    if ((track.steps[place]! & (1 << steps.length)) !== 0) {
      begin(place + 1);
      continue;
    }
    count(place, 1);
    for (; time[track.rows[place]!]! - time[track.rows[low]!]! > maxspan; low += 1) count(low, -1);
    if (!present.every((s) => counts.get(s)! >= steps[s]!.runs)) continue;
    const places = present.map((s) => track.steps.slice(low, place + 1).flatMap((bits, i) => ((bits & (1 << s)) === 0 ? [] : [low + i])));
    yield { places, habit: null, deadline: null };
    begin(place + 1);
  }
}

function hitOf({ rule, run, present }: Made, track: Track, found: Found): Hit {
  const learned = found.habit === null ? null : learnedFrom(baselineOf(run), found.habit.leftOut);
  const { steps, by } = rule.sequence;
  const { time } = run.columns;
  const rowAt = (place: number): number => track.rows[place]!;
  const rows = Uint32Array.from(new Set(found.places.flat().map(rowAt))).sort();
  const first = rowAt(found.places[0]![0]!);
  const named = steps[present[0]!]!.by ?? by;
  const group = Object.fromEntries(by.map((name, i) => {
    const column = run.lens.column(named[i]!);
    return [name, column.text(column.idAt(first))];
  }));
  const told = present.map((s, i) => ({ step: steps[s]!, times: found.places[i]!.map((place) => time[rowAt(place)]!) }));
  const chainEnd = told.at(-1)!.times[0]!;
  return {
    rows, group, start: time[rows[0]!]!, end: time[rows.at(-1)!]!, windows: [], severity: rule.severity,
    limits: told.map(({ step, times }) => ({ name: step.name, measured: times.length, test: 'at_least', limit: step.runs })),
    baseline: {
      ...Object.fromEntries(told.flatMap(({ step, times }, i) => [[`step_${i + 1}`, step.name], [`step_${i + 1}_events`, times.length], [`step_${i + 1}_first`, isoOf(times[0]!)], [`step_${i + 1}_last`, isoOf(times.at(-1)!)]])),
      span_ms: Math.max(...told.map(({ times }) => times[0]!)) - time[rows[0]!]!, maxspan_ms: rule.sequence.maxspan, last_step: isoOf(chainEnd),
      ...(found.deadline === null ? {} : { absent: steps.at(-1)!.name, absent_until: isoOf(found.deadline) }),
      ...(found.habit === null ? {} : { new_value: found.habit.value, new_to: found.habit.thing, known_before: listed(found.habit.known), known_values: found.habit.known.length }), ...learned?.facts,
    },
    cells: { ...group, events: rows.length }, words: learned === null ? {} : { learned: learned.says },
  };
}
