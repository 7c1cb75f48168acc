import type { OutlierRule } from '../rule.ts';
import type { Points, Series } from './outlier-series.ts';

/** What was found of the points of one entity, in arrays that are used again for the next. */
export interface Verdicts {
  mean: Float64Array;
  /** Standard deviation of the sample: the sum of squares over n - 1. */
  deviation: Float64Array;
  /** Points of the baseline. */
  size: Int32Array;
  /** 1 above the band, -1 below it, 0 within it or not judged. */
  outside: Int8Array;
  /** 1 where the baseline has too few points, or the entity is still being learned, so that nothing is said of a point that would be outside else. */
  silenced: Uint8Array;
  /** 1 where the point is told although the entity is still being learned. */
  cold: Uint8Array;
}
export const verdictsFor = (size: number): Verdicts => ({
  mean: new Float64Array(size), deviation: new Float64Array(size), size: new Int32Array(size), outside: new Int8Array(size), silenced: new Uint8Array(size), cold: new Uint8Array(size),
});

/** What was found of a point by one baseline, in the place of what was found by another, and the reverse. */
export function swapVerdicts(a: Verdicts, b: Verdicts, i: number): void {
  for (const name of ['mean', 'deviation', 'size', 'outside', 'silenced', 'cold'] as const) [a[name][i], b[name][i]] = [b[name][i]!, a[name][i]!];
}

/** What judging needs to know beside the points. */
export interface Terms {
  readonly section: OutlierRule['outlier'];
  /** Slices of history that an entity must have, by its first slice. */
  need(first: number): number;
  readonly retention: number;
  /** The slice in which the log ends; it may be cut short. */
  readonly last: number;
  readonly silent: Uint8Array;
  /** Whether a point may say what is usual; null: every one may. */
  readonly usable: ((points: Points, i: number) => boolean) | null;
  /** A trusted period is named: who has points in it has learned. */
  readonly trusted: boolean;
}

/** Rounding of sums of fractions must not make a point an outlier. */
const REL = 1e-9;

/** Judges one point whose baseline is known. */
function judge(i: number, points: Points, verdicts: Verdicts, terms: Terms, n: number, mean: number, deviation: number): void {
  const { section } = terms;
  const { sigma, floor, direction } = section;
  const [value, slot] = [points.values[i]!, points.slots[i]!];
  verdicts.mean[i] = mean;
  verdicts.deviation[i] = deviation;
  verdicts.size[i] = n;
  verdicts.outside[i] = verdicts.silenced[i] = verdicts.cold[i] = 0;
  const least = section.baseline === 'trailing' ? section.points : section.min_points;
  if (section.baseline === 'trailing' && slot === terms.last) return;
  const history = slot - points.slots[0]!;
  const learned = section.baseline === 'across' || section.baseline === 'trailing' || terms.trusted || history >= terms.need(points.slots[0]!);
  const enough = n >= least;
  const slack = REL * Math.max(1, Math.abs(mean), Math.abs(value));
  const known = n > 0;
  let side = 0;
  if (direction !== 'down' && value >= floor && (!known || value > mean + sigma * deviation + slack)) side = 1;
  // A slice that is cut short, or in which the log was silent, is low for no reason of its own.
  else if (direction !== 'up' && known && mean >= floor && value < mean - sigma * deviation - slack && slot !== terms.last && terms.silent[slot] === 0) side = -1;
  if (side === 0) return;
  if (enough && learned) verdicts.outside[i] = side;
  else if (enough && section.cold_start === 'fire_low') {
    verdicts.outside[i] = side;
    verdicts.cold[i] = 1;
  } else verdicts.silenced[i] = 1;
}

/**
 * Holds every point of one entity against points of its own: those of `retention` before it, the last `points` before it, or all before it. Sums move along
 * with the points and are of differences to the first one, so that they stay exact for counts and keep their digits for large numbers.
 */
export function judgeOwn(points: Points, verdicts: Verdicts, terms: Terms): void {
  const { baseline, points: trailing, include_current: current } = terms.section;
  const { slots, values } = points;
  const shift = values[0]!;
  const counts = (at: number): boolean => terms.usable === null || terms.usable(points, at);
  let [low, high, n, sum, squares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < points.count; i += 1) {
    for (const end = current ? i + 1 : i; high < end; high += 1) {
      if (!counts(high)) continue;
      const off = values[high]! - shift;
      n += 1;
      sum += off;
      squares += off * off;
    }
    for (; low < high && (baseline === 'own' ? slots[low]! < slots[i]! - terms.retention : baseline === 'trailing' && n > trailing); low += 1) {
      if (!counts(low)) continue;
      const off = values[low]! - shift;
      n -= 1;
      sum -= off;
      squares -= off * off;
    }
    judge(i, points, verdicts, terms, n, n === 0 ? 0 : shift + sum / n, deviationOf(n, sum, squares));
  }
}

/** What all points of a rule were held against, entity after entity: the same for every limit. */
export interface Baselines {
  /** By entity, the place of its first point. */
  readonly starts: Uint32Array;
  readonly size: Int32Array;
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

/** Holds every point of one entity, of which the first stands at `from`, against what is known already. */
export function judgeKnown(points: Points, verdicts: Verdicts, terms: Terms, { size, mean, deviation }: Baselines, from: number): void {
  for (let i = 0; i < points.count; i += 1) judge(i, points, verdicts, terms, size[from + i]!, mean[from + i]!, deviation[from + i]!);
}

/** σ of a sample from its sums; 0 of one point, of which there is none. */
function deviationOf(n: number, sum: number, squares: number): number {
  return n < 2 ? 0 : Math.sqrt(Math.max(0, (n * squares - sum * sum) / (n * (n - 1))));
}

/** By slice, what all entities did in it: how many points, their mean, and the sums of differences to it. */
interface Crowd {
  readonly n: Uint32Array;
  readonly mean: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** With `zero_fill: all` every entity that was seen by then counts in a slice in which the log was not silent. `usable`: by window, 0 where it does not say what is usual; null: all do. */
export function crowdOf(section: OutlierRule['outlier'], { windows, slots, values, starts, clock, silent }: Series, usable: Uint8Array | null): Crowd {
  const [n, mean, sums, squares] = [new Uint32Array(clock.count), new Float64Array(clock.count), new Float64Array(clock.count), new Float64Array(clock.count)];
  const counts = (w: number): boolean => (usable === null || usable[w] === 1) && !Number.isNaN(values[w]!) && (section.zero_fill !== 'none' || values[w] !== 0);
  for (let w = 0; w < windows.count; w += 1) {
    if (!counts(w)) continue;
    n[slots[w]!]! += 1;
    mean[slots[w]!]! += values[w]!;
  }
  const active = n.slice();
  if (section.zero_fill === 'all') {
    const begun = new Uint32Array(clock.count);
    for (let group = 0; group + 1 < starts.length; group += 1) begun[slots[starts[group]!]!]! += 1;
    for (let slot = 0, all = 0; slot < clock.count; slot += 1) {
      all += begun[slot]!;
      if (silent[slot] === 0) n[slot] = all;
    }
    for (let w = 0; usable !== null && w < windows.count; w += 1) if (usable[w] === 0 && silent[slots[w]!] === 0) n[slots[w]!]! -= 1;
  }
  for (let slot = 0; slot < clock.count; slot += 1) if (n[slot]! > 0) mean[slot]! /= n[slot]!;
  for (let w = 0; w < windows.count; w += 1) {
    if (!counts(w)) continue;
    const off = values[w]! - mean[slots[w]!]!;
    sums[slots[w]!]! += off;
    squares[slots[w]!]! += off * off;
  }
  for (let slot = 0; slot < clock.count; slot += 1) {
    const zeros = n[slot]! - active[slot]!;
    sums[slot]! -= zeros * mean[slot]!;
    squares[slot]! += zeros * mean[slot]! * mean[slot]!;
  }
  return { n, mean, sums, squares };
}

/** Holds every point of one entity against all entities in the same slice, itself left out unless `include_current`. */
export function judgeAcross(points: Points, verdicts: Verdicts, terms: Terms, crowd: Crowd): void {
  const { include_current: current } = terms.section;
  for (let i = 0; i < points.count; i += 1) {
    const slot = points.slots[i]!;
    const off = points.values[i]! - crowd.mean[slot]!;
    const [n, sum, squares] = current || terms.usable?.(points, i) === false ? [crowd.n[slot]!, crowd.sums[slot]!, crowd.squares[slot]!] : [crowd.n[slot]! - 1, crowd.sums[slot]! - off, crowd.squares[slot]! - off * off];
    judge(i, points, verdicts, terms, n, n === 0 ? 0 : crowd.mean[slot]! + sum / n, deviationOf(n, sum, squares));
  }
}
