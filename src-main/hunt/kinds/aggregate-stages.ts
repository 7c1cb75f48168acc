import { slidingBounds, type RowSet } from '../../columns/index.ts';
import { boundaries, slotOf } from '../calendar.ts';
import type { EntityGroups } from '../groups.ts';
import type { Run } from '../run.ts';
import type { AggregateRule, Stage, StageMeasure, Window } from '../rule.ts';
import type { Windows } from '../windows.ts';
import { ratioOf, sumsOf, type Measured } from './aggregate-numbers.ts';

/** A stage that was counted: its groups, its windows, and what was measured in each. */
export interface Counted {
  readonly entities: EntityGroups;
  readonly windows: Windows;
  readonly counts: ReadonlyMap<string, Measured>;
  /** The rows of events behind the places [from, to) of the groups, ascending. */
  rows(from: number, to: number): RowSet;
}

/** The windows of the first stage that were taken, as what the second one groups: a window counts at its last event. */
export function secondStage(stage: Stage, run: Run, first: Counted, taken: Uint8Array): Counted {
  const { entities: { groups, entity }, windows: inner, counts } = first;
  const numbers = new Map<string, number>();
  const texts: Readonly<Record<string, string>>[] = [];
  const items: { readonly w: number; readonly group: number; readonly time: number }[] = [];
  let at = 0;
  let number = -1;
  for (let w = 0; w < inner.count; w += 1) {
    if (taken[w] === 0) continue;
    while (groups.starts[at + 1]! <= inner.lows[w]!) [at, number] = [at + 1, -1];
    if (number === -1) {
      const all = entity(at);
      const own = Object.fromEntries(stage.by.map((name) => [name, all[name]!]));
      const key = JSON.stringify(stage.by.map((name) => own[name]));
      number = numbers.get(key) ?? texts.push(own) - 1;
      numbers.set(key, number);
    }
    items.push({ w, group: number, time: inner.times[inner.ends[w]! - 1]! });
  }
  items.sort((a, b) => a.group - b.group || a.time - b.time || a.w - b.w);
  const starts = new Uint32Array(texts.length + 1).fill(items.length);
  for (let i = items.length - 1; i >= 0; i -= 1) starts[items[i]!.group] = i;
  const places = Uint32Array.from(items.keys());
  const windows = cut(stage.window, run, starts, Float64Array.from(items, ({ time }) => time));
  return {
    windows, counts: measured(stage, items.map(({ w }) => w), places, windows, counts),
    entities: { groups: { name: 'hunt second stage', fields: [], count: texts.length, starts, rows: places, key: () => 0, dropped: [] }, entity: (group) => texts[group]! },
    rows: (from, to) => Uint32Array.from(new Set(items.slice(from, to).flatMap(({ w }) => [...first.rows(inner.lows[w]!, inner.ends[w]!)]))).sort(),
  };
}

function measured(stage: Stage, taken: readonly number[], places: RowSet, windows: Windows, counts: ReadonlyMap<string, Measured>): ReadonlyMap<string, Measured> {
  const made = new Map<string, Measured>();
  const all = Object.entries(stage.measures);
  for (const [name, { kind, of }] of all) {
    if (kind === 'count') made.set(name, windows.events());
    else if (kind !== 'ratio') made.set(name, numbersOf(kind, Float64Array.from(taken, (w) => counts.get(of[0]!)![w]!), places, windows));
  }
  for (const [name, { kind, of }] of all) if (kind === 'ratio') made.set(name, ratioOf(made.get(of[0]!)!, made.get(of[1]!)!));
  return made;
}

function numbersOf(kind: Exclude<StageMeasure['kind'], 'count' | 'ratio'>, numbers: Float64Array, places: RowSet, windows: Windows): Float64Array {
  if (kind === 'sum' || kind === 'avg') return sumsOf(kind, numbers, null, places, windows);
  const sign = kind === 'min' ? -1 : 1;
  return Float64Array.from({ length: windows.count }, (_, w) => {
    const there = numbers.subarray(windows.lows[w]!, windows.ends[w]!).filter((one) => !Number.isNaN(one));
    return there.length === 0 ? NaN : there.reduce((best, one) => (sign * one > sign * best ? one : best));
  });
}

/** Cuts what lies at these times, group by group, as events are cut. */
function cut(window: Window, { columns, zone }: Run, starts: Uint32Array, times: Float64Array): Windows {
  const made = (lows: Uint32Array, ends: Uint32Array, start: (w: number) => number, end: (w: number) => number): Windows => ({
    count: ends.length, lows, ends, times, start, end, events: () => Uint32Array.from(ends, (to, w) => to - lows[w]!),
    distinct: () => {
      throw new Error('Windows of a second stage have no values to count.');
    },
  });
  if (window.type === 'sliding') {
    const { lows, ends } = slidingBounds(times, starts, window.size);
    const last = (w: number): number => times[ends[w]! - 1]!;
    return made(lows, ends, (w) => last(w) - window.size + 1, (w) => last(w) + 1);
  }
  const lines = window.type === 'calendar' ? boundaries(window.zone ?? zone, window.unit, columns.time[0] ?? 0, columns.time.at(-1) ?? 0) : null;
  const slot = (time: number): number => (window.type === 'tumbling' ? Math.floor(time / window.size) : lines === null ? 0 : slotOf(lines, time));
  const lows: number[] = [];
  for (let group = 0; group + 1 < starts.length; group += 1) {
    for (let at = starts[group]!; at < starts[group + 1]!; at += 1) if (at === starts[group] || slot(times[at]!) !== slot(times[at - 1]!)) lows.push(at);
  }
  const ends = Uint32Array.from(lows.keys(), (w) => lows[w + 1] ?? times.length);
  const first = (w: number): number => times[lows[w]!]!;
  if (window.type === 'tumbling') return made(Uint32Array.from(lows), ends, (w) => slot(first(w)) * window.size, (w) => (slot(first(w)) + 1) * window.size);
  if (lines !== null) return made(Uint32Array.from(lows), ends, (w) => lines[slot(first(w))]!, (w) => lines[slot(first(w)) + 1]!);
  return made(Uint32Array.from(lows), ends, first, (w) => times[ends[w]! - 1]! + 1);
}

/** The rule as its last stage asks it. */
export function lastStageOf(rule: AggregateRule, { by, window, when, tiers }: Stage): AggregateRule {
  return { ...rule, aggregate: { ...rule.aggregate, by, window, when, tiers, then: null } };
}
