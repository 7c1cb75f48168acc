import { isoOf } from '../../contract/index.ts';
import { extrasOf } from '../extras.ts';
import type { Found } from '../found.ts';
import { ownCloudHosts } from '../own-host.ts';
import { amount, measuredNoun } from '../nouns.ts';
import { distinctLimitsOf, holds, limitsOf, type AggregateRule, type NumberTest, type Rule, type When, type Window } from '../rule.ts';
import type { Hit, HitLimit, HitWindow, Run } from '../run.ts';
import { strongestWindows, weight } from '../strongest.ts';
import { firedWindows, windowsOf } from '../windows.ts';
import { groupsThatCould } from './aggregate-could.ts';
import { countsOf } from './aggregate-counts.ts';
import type { Measured } from './aggregate-numbers.ts';
import { lastStageOf, secondStage, type Counted } from './aggregate-stages.ts';

/** How many windows that did not fire are shown on each side of those that did. */
const NEIGHBOURS = 3;
/** Windows that a finding carries; the number that fired is always told. */
const MOST_WINDOWS = 500;

/** Counts over windows of each group: every window that fulfils the condition, or merged ones where windows slide. */
export function* runAggregate(rule: AggregateRule, run: Run): Generator<Hit> {
  const made = firedStages(rule, run, rule.aggregate.when);
  const spans = spansOf(made, made.window.type === 'sliding' ? made.fired : hitsToKeep(made));
  for (let at = 0; at < spans.count; at += 1) yield hitAt(made, spans, at);
}

/**
 * What the rule finds, before hits are made of it: counting a threshold needs nothing else. `loosest` is the same rule with the loosest limits that anybody asks for: groups that cannot reach these are
 * not cut into windows, and limits above them need no other windows.
 */
export function foundAggregate(rule: AggregateRule, run: Run, loosest: AggregateRule | null = null): Found {
  const made = firedStages(rule, run, loosest?.aggregate.when ?? null);
  const spans = spansOf(made, made.fired);
  const { windows, entities } = made;
  const [first, last] = [(at: number) => spans.firsts[at]!, (at: number) => spans.lasts[at]!];
  return {
    count: spans.count, grouping: entities.groups, group: (at) => spans.groups[at]!, entity: (at) => entities.entity(spans.groups[at]!),
    start: (at) => startOf(made, first(at)), end: (at) => endOf(made, last(at)) + (made.window.type === 'sliding' ? 1 : 0),
    severity: (at) => (made.rule.aggregate.tiers.length === 0 ? rule.severity : tierOf(made, first(at), last(at))?.severity ?? rule.severity),
    rows: (at) => made.rows(windows.lows[first(at)]!, windows.ends[last(at)]!),
    measured: (at, name) => measuredAt(made, first(at), last(at), name),
    hit: (at) => hitAt(made, spans, at),
  };
}

/** The number that the hit of these windows would have of a measure. */
function measuredAt(made: Made, first: number, last: number, name: string): number {
  const { rule, windows, counts, fired, rows } = made;
  const values = counts.get(name);
  for (const { measure, test } of values === undefined || rule.aggregate.when === null ? [] : limitsOf(rule.aggregate.when)) {
    const peak = measure === name ? peakOf(values!, fired, first, last, isLow(test)) : NaN;
    if (!Number.isNaN(peak)) return peak;
  }
  const peak = values === undefined ? NaN : peakOf(values, fired, first, last, false);
  return Number.isNaN(peak) && name === 'events' ? rows(windows.lows[first]!, windows.ends[last]!).length : peak;
}

/** The windows of the last stage, and which of them fired. `least` is what windows that matter fulfil; null where all do. */
function firedStages(rule: AggregateRule, run: Run, least: When | null): Made {
  const { then } = rule.aggregate;
  const first = firstStage(rule, run, least);
  if (then === null) return first;
  const second = secondStage(then, run, first, first.fired);
  return { rule: lastStageOf(rule, then), run, window: then.window, ...second, fired: firedIn(second, then.when) };
}

/** The windows of the events themselves. */
export function firstStage(rule: AggregateRule, run: Run, least: When | null): Made {
  const { window, when } = rule.aggregate;
  const first = countedWindows(rule, run, least);
  for (const { reason, count } of first.dropped) run.drop(reason, count);
  run.checkStop();
  return { rule, run, window, ...first, fired: firedIn(first, when) };
}

const firedIn = ({ windows, counts }: Counted, when: When | null): Uint8Array => firedWindows(when, windows.count, (name) => counts.get(name)!);

interface CountedFirst extends Counted {
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}
export interface Made extends Counted {
  readonly rule: AggregateRule;
  readonly run: Run;
  readonly window: Window;
  readonly fired: Uint8Array;
}

/** All that does not hang on a limit, kept as one thing: a slider that moves a threshold asks for it again and again. */
function countedWindows(rule: AggregateRule, run: Run, least: When | null): CountedFirst {
  const { by, window, measures } = rule.aggregate;
  const question = [rule.requires.datasets, rule.where, rule.except, rule.derive, rule.vendor, rule.nulls, by, measures, run.zone, least];
  return run.columns.keep(`hunt windows ${JSON.stringify([question, { ...window, cap: 0 }])}`, bytesOf, () => {
    const { entities, dropped } = run.columns.keep(`hunt groups that could ${JSON.stringify(question)}`, (made) => (least === null ? 0 : made.entities.groups.rows.byteLength), () => groupsThatCould(rule, run, least));
    run.checkStop();
    const windows = windowsOf(run.columns, entities.groups, window, run.zone);
    run.checkStop();
    return { entities, windows, counts: countsOf(rule, run, entities, windows), dropped, rows: (from, to) => entities.groups.rows.subarray(from, to) };
  });
}

function bytesOf({ entities: { groups }, windows, counts }: CountedFirst): number {
  const edges = windows.lows.buffer === windows.ends.buffer ? windows.lows.byteLength : windows.lows.byteLength + windows.ends.byteLength;
  return groups.rows.byteLength + windows.times.byteLength + edges + [...counts.values()].reduce((sum, one) => sum + one.byteLength, 0);
}

/** Those of the windows that fired whose hits are made: a hit costs a thousand times its window. */
export function hitsToKeep(made: Made): Uint8Array {
  const { rule, run, windows, counts, fired } = made;
  const { surprising } = run;
  const limits = rule.aggregate.when === null ? [] : distinctLimitsOf(rule.aggregate.when).map(({ measure, test }) => ({ values: counts.get(measure)!, weight: weight(test) }));
  const kept = strongestWindows(fired, run.most, (w) => limits.reduce((sum, one) => sum + one.weight * (one.values[w]! || 0), 0), windows.start, surprising && ((w) => surprising(() => made.rows(windows.lows[w]!, windows.ends[w]!), (name) => measuredAt(made, w, w, name))));
  run.leaveOut(kept);
  return kept.fired;
}

/** Windows of one group that are one hit, by hit: its group, and its first and last window. */
export interface Spans {
  readonly count: number;
  readonly groups: Uint32Array;
  readonly firsts: Uint32Array;
  readonly lasts: Uint32Array;
}

/** Windows that do not overlap are a hit each; those that slide are one with those of their group that they overlap, until it would be longer than the cap. */
export function spansOf(made: Made, fired: Uint8Array): Spans {
  const { window, windows, entities: { groups } } = made;
  const { times, lows, ends } = windows;
  const last = (w: number): number => times[ends[w]! - 1]!;
  const spans = { count: 0, groups: new Uint32Array(1024), firsts: new Uint32Array(1024), lasts: new Uint32Array(1024) };
  let group = 0;
  for (let w = fired.indexOf(1); w >= 0; w = fired.indexOf(1, w + 1)) {
    while (groups.starts[group + 1]! <= lows[w]!) group += 1;
    let end = w;
    if (window.type === 'sliding') {
      const start = times[lows[w]!]!;
      for (let next = w + 1; next < windows.count && ends[next]! <= groups.starts[group + 1]!; next += 1) {
        if (last(next) - last(end) >= window.size || last(next) - start > window.cap) break;
        if (fired[next] === 1) end = next;
      }
    }
    if (spans.count === spans.groups.length) for (const name of ['groups', 'firsts', 'lasts'] as const) spans[name] = twice(spans[name]);
    spans.groups[spans.count] = group;
    spans.firsts[spans.count] = w;
    spans.lasts[spans.count] = end;
    spans.count += 1;
    w = end;
  }
  return spans;
}

function twice(full: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(full.length * 2);
  wider.set(full);
  return wider;
}

const startOf = ({ window, windows }: Made, first: number): number => (window.type === 'sliding' ? windows.times[windows.lows[first]!]! : windows.start(first));
const endOf = ({ window, windows }: Made, last: number): number => (window.type === 'sliding' ? windows.times[windows.ends[last]! - 1]! : windows.end(last));

function hitAt(made: Made, { groups, firsts, lasts }: Spans, at: number): Hit {
  return hitOf(made, groups[at]!, firsts[at]!, lasts[at]!, startOf(made, firsts[at]!), endOf(made, lasts[at]!));
}

function hitOf(made: Made, group: number, first: number, last: number, start: number, end: number): Hit {
  const { rule, run, entities, windows, fired } = made;
  const { groups } = entities;
  const [from, to] = [windows.lows[first]!, windows.ends[last]!];
  const rows = made.rows(from, to);
  const entity = entities.entity(group);
  // A window of a first stage counts at its last event: what it holds may begin earlier.
  const begin = Math.min(start, run.columns.time[rows[0]!]!);
  // A row of a table shows no windows.
  const all = rule.output === 'view' ? [] : shownWindows(made, group, first, last);
  const extras = extrasOf(rule, run.lens, rows, windows.start(first));
  const hosts = rule.aggregate.own_host ? ownCloudHosts(run.lens, groups.rows.subarray(groups.starts[group]!, from), rows) : [];
  const tier = tierOf(made, first, last);
  let firing = 0;
  for (let w = first; w <= last; w += 1) firing += fired[w]!;
  return {
    rows, group: entity, start: begin, end, windows: all, limits: limitsAt(made, first, last), severity: tier?.severity ?? rule.severity,
    baseline: { windows_fired: firing, ...extras.facts, ...(hosts.length > 0 ? { own_cloud_host: hosts.map((host) => host.network).join(', ') } : {}) },
    cells: { ...entity, ...(rule.aggregate.window.type === 'whole' ? {} : { window_start: isoOf(windows.start(first)), window_end: isoOf(windows.end(last)) }), ...countCells(made, first, last), ...extras.cells },
    words: { ...(hosts.length > 0 ? { own_host: hosts.map((host) => host.says).join(' ') } : {}), ...(tier === null ? {} : { tier: tier.says }) },
  };
}

/** The first tier that holds in one of the windows that fired, and what was measured there; null where none does. */
function tierOf({ rule, counts, fired }: Made, first: number, last: number): { readonly severity: Rule['severity']; readonly says: string } | null {
  for (const { severity, when } of rule.aggregate.tiers) {
    for (let w = first; w <= last; w += 1) {
      if (fired[w] === 0 || !holds(when, (name) => counts.get(name)![w]!)) continue;
      const seen = distinctLimitsOf(when).filter((limit) => holds(limit, (name) => counts.get(name)![w]!)).map(({ measure }) => amount(counts.get(measure)![w]!, measuredNoun(rule, measure)));
      return { severity, says: `It is ${severity}, for ${[...new Set(seen)].join(' and ')} in one window.` };
    }
  }
  return null;
}

const isLow = (test: NumberTest): boolean => test === 'less' || test === 'at_most';

/** The highest number of the windows that fired, or the lowest; NaN where none has one. */
const peakOf = (values: Measured, fired: Uint8Array, first: number, last: number, low: boolean): number => {
  let peak = NaN;
  for (let w = first; w <= last; w += 1) if (fired[w] === 1 && !(low ? values[w]! >= peak : values[w]! <= peak) && !Number.isNaN(values[w]!)) peak = values[w]!;
  return peak;
};

function limitsAt({ rule, counts, fired }: Made, first: number, last: number): readonly HitLimit[] {
  const { when } = rule.aggregate;
  return (when === null ? [] : distinctLimitsOf(when)).map(({ measure, test, value }) => ({
    name: measure, measured: peakOf(counts.get(measure)!, fired, first, last, isLow(test)), test, limit: value,
  })).filter(({ measured }) => !Number.isNaN(measured));
}

function countCells({ counts, fired }: Made, first: number, last: number): Readonly<Record<string, number | null>> {
  return Object.fromEntries([...counts].map(([name, values]) => [name, peakOf(values, fired, first, last, false)]).map(([name, peak]) => [name, Number.isNaN(peak) ? null : peak]));
}

/** The windows of a hit and a few around it. Neighbours that overlap and measure the same are one: a run. */
function shownWindows({ rule, windows, counts, fired, entities: { groups } }: Made, group: number, first: number, last: number): readonly HitWindow[] {
  const inGroup = (w: number): boolean => w >= 0 && w < windows.count && windows.lows[w]! >= groups.starts[group]! && windows.ends[w]! <= groups.starts[group + 1]!;
  const sliding = rule.aggregate.window.type === 'sliding';
  const measured = (w: number): Record<string, number> => {
    const made: Record<string, number> = {};
    for (const [name, values] of counts) if (!Number.isNaN(values[w]!)) made[name] = values[w]!;
    return made;
  };
  const shown: { start: number; end: number; measured: Record<string, number>; fired: boolean }[] = [];
  const add = (w: number, into: typeof shown, front: boolean): void => {
    const window = { start: windows.start(w), end: windows.end(w), measured: measured(w), fired: fired[w] === 1 };
    const near = front ? into[0] : into.at(-1);
    const overlaps = near !== undefined && sliding && near.fired === window.fired && window.start < near.end && near.start < window.end;
    if (overlaps && Object.keys(near.measured).length === Object.keys(window.measured).length && Object.entries(near.measured).every(([name, value]) => window.measured[name] === value)) {
      near.start = Math.min(near.start, window.start);
      near.end = Math.max(near.end, window.end);
    } else if (front) into.unshift(window);
    else into.push(window);
  };
  for (let w = first; w <= last; w += 1) add(w, shown, false);
  const cut = shown.length > MOST_WINDOWS ? [...shown.slice(0, MOST_WINDOWS / 2), ...shown.slice(-MOST_WINDOWS / 2)] : shown;
  const before: typeof shown = [];
  for (let w = first - 1; inGroup(w) && fired[w] === 0 && before.length < NEIGHBOURS; w -= 1) add(w, before, true);
  const after: typeof shown = [];
  for (let w = last + 1; inGroup(w) && fired[w] === 0 && after.length < NEIGHBOURS; w += 1) add(w, after, false);
  return [...before, ...cut, ...after];
}
