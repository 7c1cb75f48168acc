import type { Found } from '../found.ts';
import type { OutlierRule } from '../rule.ts';
import type { Hit, Run } from '../run.ts';
import { measuredOf } from '../context/filter.ts';
import { strongestWindows } from '../strongest.ts';
import { bandAt, hitOf, outlierName, rowsOf, type Made, type Streak } from './outlier-hit.ts';
import { judging, type Judged } from './outlier-means.ts';
import { seriesOf, type Series } from './outlier-series.ts';

export const silencedReason = 'slices that reach the floor, of which the baseline was too short to say anything';

/**
 * Slices in which an entity is farther from a mean than so many standard deviations: from its own past, from what all do in the same slice, from the points just before, or from all
 * before. Points in a row that are outside are one hit. detection.md 4.7 and 4.8.
 */
export function* runOutlier(rule: OutlierRule, run: Run): Generator<Hit> {
  const { series, judged, found } = judgedStreaks(rule, run);
  const kept = strongest({ rule, run, series }, judged, found);
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
  const { series, judged, found } = judgedStreaks(rule, run, true);
  const made = (at: number): Made => ({ rule, run, series, ...judged(found[at]!.group) });
  return {
    count: found.length, grouping: series.entities.groups, group: (at) => found[at]!.group, entity: (at) => series.entities.entity(found[at]!.group), start: (at) => series.clock.start(found[at]!.firstSlot), end: (at) => series.clock.end(found[at]!.lastSlot),
    severity: (at) => (found[at]!.cold ? 'info' : rule.severity), rows: (at) => rowsOf(made(at), found[at]!), hit: (at) => hitOf(made(at), found[at]!),
  };
}

function judgedStreaks(rule: OutlierRule, run: Run, again = false): { readonly series: Series; readonly judged: (group: number) => Judged; readonly found: Streak[] } {
  const series = seriesOf(rule, run);
  for (const { reason, count } of series.dropped) run.drop(reason, count);
  const judged = judging(rule, run, series, again);
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
function strongest(head: Pick<Made, 'rule' | 'run' | 'series'>, judged: (group: number) => Judged, found: readonly Streak[]): readonly Streak[] {
  const { surprising, most } = head.run;
  if (found.length <= most) return found;
  const made = (at: number): Made => ({ ...head, ...judged(found[at]!.group) });
  const { fired, ...cut } = strongestWindows(new Uint8Array(found.length).fill(1), most, (at) => found[at]!.value * found[at]!.side, (at) => at,
    surprising && ((at) => surprising(() => rowsOf(made(at), found[at]!), (name) => measuredOf(hitOf(made(at), found[at]!), name))));
  head.run.leaveOut(cut);
  return found.filter((_, at) => fired[at] === 1);
}
