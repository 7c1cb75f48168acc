import { blockOf, comparable } from '../ip-block.ts';
import type { IdColumn } from '../id-column.ts';
import { likeness } from '../likeness.ts';
import type { PairMeasure } from '../pair-parts.ts';
import { limitsOf, type PairRule, type When } from '../rule.ts';
import { blankIds, type Run } from '../run.ts';
import { rowTest } from '../where.ts';
import { placesOf, type Places } from './pair-places.ts';

/** A number of the pair of two rows, the earlier first; NaN where nothing can be said. */
export type PairNumber = (first: number, second: number) => number;
export interface PairNumbers {
  /** Null where the rule asks nothing of places. */
  readonly places: Places | null;
  /** Those that conditions ask, and those of measures. */
  readonly of: ReadonlyMap<string, PairNumber>;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
/** Logs tell times to the second: nothing takes less. */
const SHORTEST = 1000;

/** Whether conditions of the rule ask how far the places lie apart. */
export function asksPlaces({ pair }: PairRule): boolean {
  return [pair.when, ...pair.tiers.map((tier) => tier.when)].flatMap(limitsOf).some(({ measure }) => measure === 'distance' || measure === 'speed');
}

export function numbersOf(rule: PairRule, run: Run): PairNumbers {
  const { time } = run.columns;
  const places = asksPlaces(rule) ? placesOf(rule.pair, run.columns) : null;
  const of = new Map<string, PairNumber>([['minutes', (first, second) => (time[second]! - time[first]!) / MINUTE]]);
  if (places !== null) {
    const { idAt } = run.lens.column('source.ip');
    // What a log says of one address may differ from day to day; the address did not travel.
    const distance = remembered((first, second) => (idAt(first) !== 0 && idAt(first) === idAt(second) ? 0 : places.least(places.at(first), places.at(second))));
    of.set('distance', distance).set('speed', (first, second) => (distance(first, second) * HOUR) / Math.max(SHORTEST, time[second]! - time[first]!));
  }
  for (const [name, measure] of Object.entries(rule.pair.measures)) of.set(name, measured(rule, run, measure));
  return { places, of };
}

/** Distance and speed of one pair are asked one after the other. */
function remembered(number: PairNumber): PairNumber {
  let [a, b, known] = [-1, -1, 0];
  return (first, second) => {
    if (first !== a || second !== b) [a, b, known] = [first, second, number(first, second)];
    return known;
  };
}

function measured(rule: PairRule, run: Run, { kind, field, of, where }: PairMeasure): PairNumber {
  if (kind === 'events') {
    const said = rowTest(where!, run.lens);
    if (of === 'either') return (first, second) => said(first) + said(second);
    return of === 'first' ? (first) => said(first) : (_, second) => said(second);
  }
  const column = run.lens.column(field!);
  const blanks = blankIds(rule, run.columns, column);
  if (kind === 'changed') return changed(column, blanks);
  return kind === 'other_block' ? otherBlock(column) : alike(column, blanks);
}

/** 1 where both rows say something, and not the same. */
function changed({ idAt }: IdColumn, blanks: Uint8Array): PairNumber {
  return (first, second) => {
    const [a, b] = [idAt(first), idAt(second)];
    return a !== b && blanks[a] === 0 && blanks[b] === 0 ? 1 : 0;
  };
}

function otherBlock({ idAt, size, text }: IdColumn): PairNumber {
  const blocks = new Array<string | null | undefined>(size);
  const of = (id: number): string | null => {
    if (id === 0) return null;
    return (blocks[id] ??= blockOf(text(id)));
  };
  return (first, second) => {
    if (idAt(first) === idAt(second)) return 0;
    const [a, b] = [of(idAt(first)), of(idAt(second))];
    return a !== null && b !== null && comparable(a, b) && a !== b ? 1 : 0;
  };
}

function alike({ idAt, size, text }: IdColumn, blanks: Uint8Array): PairNumber {
  const kept = new Map<number, number>();
  return (first, second) => {
    const [a, b] = [idAt(first), idAt(second)];
    if (blanks[a] === 1 || blanks[b] === 1) return NaN;
    if (a === b) return 1;
    const key = a < b ? a * size + b : b * size + a;
    let share = kept.get(key);
    if (share === undefined) kept.set(key, (share = likeness(text(a), text(b))));
    return share;
  };
}

/** The condition as a test of two rows. A number that is none fulfils nothing. */
export function testOf(when: When, numbers: PairNumbers['of']): (first: number, second: number) => boolean {
  if (when.kind === 'limit') {
    const number = numbers.get(when.measure)!;
    const { value, test } = when;
    if (test === 'greater') return (first, second) => number(first, second) > value;
    if (test === 'at_least') return (first, second) => number(first, second) >= value;
    return test === 'less' ? (first, second) => number(first, second) < value : (first, second) => number(first, second) <= value;
  }
  const of = when.of.map((one) => testOf(one, numbers));
  return when.kind === 'all' ? (first, second) => of.every((one) => one(first, second)) : (first, second) => of.some((one) => one(first, second));
}
