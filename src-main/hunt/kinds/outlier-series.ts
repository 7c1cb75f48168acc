import { positionOf, type RowSet } from '../../columns/index.ts';
import type { FieldName } from '../../contract/index.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import type { OutlierRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { sliceClock, silentSlices, windowOfSlice, windowsByGroup, type SliceClock } from '../slices.ts';
import { maskOf } from '../where.ts';
import { windowsOf, type Windows } from '../windows.ts';
import { countedColumn, eventsWhere } from './aggregate-counts.ts';

/** What is measured of every entity in every slice that has events of it. */
export interface Series {
  readonly entities: EntityGroups;
  readonly windows: Windows;
  /** By entity, its first window. */
  readonly starts: Uint32Array;
  /** By window. */
  readonly slots: Int32Array;
  /** By window; NaN where no event has the number. */
  readonly values: Float64Array;
  readonly clock: SliceClock;
  /** Slices in which nothing was silent, ascending. */
  readonly known: Int32Array;
  /** By slice, 1 where the log was silent in it. */
  readonly silent: Uint8Array;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

/** All that does not hang on a limit, kept as one thing: a slider that moves sigma or floor asks for it again and again. */
export function seriesOf(rule: OutlierRule, run: Run): Series {
  const { by, slice, measure } = rule.outlier;
  const question = [rule.requires.datasets, rule.where, rule.except, rule.derive, rule.vendor, rule.nulls, by, slice, measure, run.zone];
  return run.columns.keep(`hunt series ${JSON.stringify(question)}`, bytesOf, () => {
    const dropped: { reason: string; count: number }[] = [];
    const entities = groupsOf(rule, { ...run, rows: run.rows, drop: (reason, count) => void dropped.push({ reason, count }) }, by);
    run.checkStop();
    const windows = windowsOf(run.columns, entities.groups, windowOfSlice(slice), run.zone);
    const clock = sliceClock(run.columns, slice, run.zone);
    const silent = silentSlices(rule, run.columns, clock);
    run.checkStop();
    return {
      entities, windows, clock, silent, dropped, starts: windowsByGroup(entities.groups, windows),
      slots: Int32Array.from({ length: windows.count }, (_, w) => clock.slotAt(windows.times[windows.lows[w]!]!)),
      values: valuesOf(rule, run, entities, windows), known: Int32Array.from(silent.keys()).filter((slot) => silent[slot] === 0),
    };
  });
}

const bytesOf = ({ entities, windows, starts, slots, values, known, silent }: Series): number =>
  entities.groups.rows.byteLength + windows.times.byteLength + windows.lows.buffer.byteLength + [starts, slots, values, known, silent].reduce((sum, one) => sum + one.byteLength, 0);

function valuesOf(rule: OutlierRule, run: Run, { groups }: EntityGroups, windows: Windows): Float64Array {
  const { measure } = rule.outlier;
  if (measure.kind === 'count') return Float64Array.from(measure.where === null ? windows.events() : eventsWhere(maskOf(measure.where, run.lens), groups.rows, windows));
  if (measure.kind === 'count_distinct') return Float64Array.from(windows.distinct(countedColumn(rule, run, groups, measure)));
  const mask = measure.where === null ? null : maskOf(measure.where, run.lens);
  return numbersOf(measure.kind, run.columns.numbers(measure.field as FieldName), mask, groups.rows, windows);
}

function numbersOf(kind: 'sum' | 'min' | 'max' | 'avg', numbers: Float64Array, mask: Uint8Array | null, rows: RowSet, { count, lows, ends }: Windows): Float64Array {
  const values = new Float64Array(count);
  for (let w = 0; w < count; w += 1) {
    let [sum, low, high, n] = [0, Infinity, -Infinity, 0];
    for (let at = lows[w]!; at < ends[w]!; at += 1) {
      const row = rows[at]!;
      const number = numbers[row]!;
      if (Number.isNaN(number) || (mask !== null && mask[row] === 0)) continue;
      sum += number;
      if (number < low) low = number;
      if (number > high) high = number;
      n += 1;
    }
    if (kind === 'sum') values[w] = sum;
    else if (n === 0) values[w] = NaN;
    else values[w] = kind === 'avg' ? sum / n : kind === 'min' ? low : high;
  }
  return values;
}

/** The points of one entity, ascending, in arrays that are used again for the next. `window` is -1 where a slice without events counts as zero. */
export interface Points {
  count: number;
  slots: Int32Array;
  values: Float64Array;
  windows: Int32Array;
}

/** What fills points, entity by entity: those with events, and with `zero_fill: all` every slice since the first in which the log was not silent. */
export function pointsOf({ zero_fill: fill }: OutlierRule['outlier'], series: Series): (group: number) => Points {
  const { starts, slots, values, known } = series;
  const points: Points = { count: 0, slots: new Int32Array(64), values: new Float64Array(64), windows: new Int32Array(64) };
  const add = (slot: number, value: number, window: number): void => {
    if (Number.isNaN(value) || (fill === 'none' && value === 0)) return;
    if (points.count === points.slots.length) grow(points);
    points.slots[points.count] = slot;
    points.values[points.count] = value;
    points.windows[points.count] = window;
    points.count += 1;
  };
  return (group) => {
    points.count = 0;
    let at = fill === 'all' ? positionOf(known, slots[starts[group]!]!) : known.length;
    for (let w = starts[group]!; w < starts[group + 1]!; w += 1) {
      for (; at < known.length && known[at]! <= slots[w]!; at += 1) if (known[at]! < slots[w]!) add(known[at]!, 0, -1);
      add(slots[w]!, values[w]!, w);
    }
    for (; at < known.length; at += 1) add(known[at]!, 0, -1);
    return points;
  };
}

function grow(points: Points): void {
  const size = points.slots.length * 2;
  const wider = <A extends Int32Array | Float64Array>(from: A, to: A): A => (to.set(from), to);
  points.slots = wider(points.slots, new Int32Array(size));
  points.windows = wider(points.windows, new Int32Array(size));
  points.values = wider(points.values, new Float64Array(size));
}
