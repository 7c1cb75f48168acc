import { isoOf, type Severity } from '../../contract/index.ts';
import { countryCodeOf } from '../../kit/countries.ts';
import { greatCircleKm, nearestCircles } from '../../kit/geodesy.ts';
import { distinctLimitsOf, type PairRule, type Tier } from '../rule.ts';
import type { Hit, HitLimit, Run } from '../run.ts';
import { testOf, type PairNumbers } from './pair-measures.ts';
import type { KnownPlace, Places } from './pair-places.ts';

/** Rows. */
export interface Pair {
  readonly first: number;
  readonly second: number;
}

/** Pairs that a finding carries as windows; how many there are is always told. */
const MOST_WINDOWS = 500;

/** The first tier that holds for one of the pairs. */
function tierOf({ pair }: PairRule, { of }: PairNumbers, pairs: readonly Pair[]): Tier | undefined {
  return pair.tiers.find(({ when }) => {
    const test = testOf(when, of);
    return pairs.some(({ first, second }) => test(first, second));
  });
}
export const severityOf = (rule: PairRule, numbers: PairNumbers, pairs: readonly Pair[]): Severity => tierOf(rule, numbers, pairs)?.severity ?? rule.severity;

/** Pairs of one entity as one hit, told by the strongest of them: of those with the gravest tier the fastest, or nearest in time where no place is asked. */
export function pairHit(rule: PairRule, run: Run, numbers: PairNumbers, group: Readonly<Record<string, string>>, pairs: readonly Pair[]): Hit {
  const { time } = run.columns;
  const tier = tierOf(rule, numbers, pairs);
  const holdsFor = tier === undefined ? null : testOf(tier.when, numbers.of);
  const graded = holdsFor === null ? pairs : pairs.filter(({ first, second }) => holdsFor(first, second));
  const speed = numbers.of.get('speed');
  const score = ({ first, second }: Pair): number => (speed === undefined ? time[first]! - time[second]! : speed(first, second));
  const strongest = graded.reduce((best, one) => (score(one) > score(best) ? one : best));
  const rows = Uint32Array.from(new Set(pairs.flatMap(({ first, second }) => [first, second]))).sort();
  return {
    rows, group, start: time[rows[0]!]!, end: time[rows.at(-1)!]!,
    windows: pairs.slice(0, MOST_WINDOWS).map((one) => ({ start: time[one.first]!, end: time[one.second]! + 1, measured: measuredOf(numbers, one), fired: true })),
    limits: limitsAt(rule, numbers, strongest), severity: tier?.severity ?? rule.severity,
    baseline: { pairs: pairs.length, ...told(rule, run, numbers, strongest) },
    cells: { ...group, pairs: pairs.length, ...measuredOf(numbers, strongest) }, words: {},
  };
}

/** One decimal; of a likeness two. Rounded down, since distances and speeds are the least there can be. */
const short = (name: string, number: number): number => (name === 'speed' || name === 'distance' ? Math.floor(number * 10) / 10 : Math.round(number * 1000) / 1000);

function measuredOf({ of }: PairNumbers, { first, second }: Pair): Readonly<Record<string, number>> {
  return Object.fromEntries([...of].map(([name, number]) => [name, short(name, number(first, second))] as const).filter(([, number]) => !Number.isNaN(number)));
}

function limitsAt(rule: PairRule, { of }: PairNumbers, { first, second }: Pair): readonly HitLimit[] {
  return distinctLimitsOf(rule.pair.when).map(({ measure, test, value }) => ({ name: measure, measured: short(measure, of.get(measure)!(first, second)), test, limit: value })).filter(({ measured }) => !Number.isNaN(measured));
}

/** What the strongest pair is, as data. */
function told(rule: PairRule, run: Run, { places, of }: PairNumbers, pair: Pair): Hit['baseline'] {
  const { first, second } = pair;
  const { time } = run.columns;
  const compared = [...new Set([...rule.pair.change, ...Object.values(rule.pair.measures).flatMap(({ field }) => (field === null ? [] : [field]))])];
  return {
    first_at: isoOf(time[first]!), second_at: isoOf(time[second]!), between_ms: time[second]! - time[first]!, within_ms: rule.pair.within,
    ...Object.fromEntries(compared.flatMap((name) => [[`first.${name}`, textAt(run, name, first)], [`second.${name}`, textAt(run, name, second)]])),
    ...(places === null ? {} : { ...placesTold(rule, run, places, pair), distance_km: short('distance', of.get('distance')!(first, second)), speed_kmh: short('speed', of.get('speed')!(first, second)) }),
  };
}

function placesTold(rule: PairRule, run: Run, places: Places, { first, second }: Pair): Hit['baseline'] {
  const [a, b] = [places.known[places.at(first)]!, places.known[places.at(second)]!];
  const { from, to } = nearestCircles(a.circles, b.circles);
  return {
    first_place: placeText(rule, run, a, first), second_place: placeText(rule, run, b, second), first_radius_km: from.km, second_radius_km: to.km, first_said_by: a.by, second_said_by: b.by,
    centres_km: Math.round(greatCircleKm(from, to)), ...otherView(rule, run, first, second),
  };
}

/** Countries of the log where the tables say otherwise, and of the tables where the rule believes the log. */
function otherView(rule: PairRule, run: Run, first: number, second: number): Hit['baseline'] {
  const [own, other] = rule.pair.place === 'ours' ? (['source.geo.country_iso_code', 'vendor.geo.country_iso_code'] as const) : (['vendor.geo.country_iso_code', 'source.geo.country_iso_code'] as const);
  const differs = [first, second].some((row) => {
    const [a, b] = [countryCodeOf(textAt(run, own, row)), countryCodeOf(textAt(run, other, row))];
    return a !== null && b !== null && a !== b;
  });
  return differs ? { first_other_country: textAt(run, other, first), second_other_country: textAt(run, other, second) } : {};
}

function placeText(rule: PairRule, run: Run, { by }: KnownPlace, row: number): string {
  const [city, country] = rule.pair.place === 'ours' ? ['source.geo.city_name', 'source.geo.country_iso_code'] : ['vendor.geo.city_name', 'vendor.geo.country_iso_code'];
  const names = by === 'country' ? [textAt(run, country!, row)] : [textAt(run, city!, row), textAt(run, country!, row)];
  return names.filter((name) => name !== '').join(', ') || textAt(run, 'source.geo.location', row);
}

function textAt(run: Run, name: string, row: number): string {
  const { idAt, text } = run.lens.column(name);
  return idAt(row) === 0 ? '' : text(idAt(row));
}
