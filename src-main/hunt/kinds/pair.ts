import { idsOfRows, narrowArray, saidOfCodes, type Narrow, type RowSet } from '../../columns/index.ts';
import { measuredOf } from '../context/filter.ts';
import type { Found } from '../found.ts';
import { groupsOf, type EntityGroups } from '../groups.ts';
import { limitsOf, type PairRule, type When } from '../rule.ts';
import { idsInOrder } from '../id-column.ts';
import { blankIds, serialOf, unmarked, type Hit, type Run } from '../run.ts';
import { strongestWindows, weight } from '../strongest.ts';
import { pairHit, severityOf, type Pair } from './pair-hit.ts';
import { numbersOf, testOf, type PairNumber, type PairNumbers } from './pair-measures.ts';

/** Between two looks whether to stop. */
const GROUPS = 4096;

/**
 * Events of one entity that follow each other, in order of time, those of one moment in the order of the case: each with the one before it. What the filter leaves out is not in between; where the rule asks
 * for places, neither is what has none. Pairs of one entity that share an event or lie within `together` are one hit.
 */
export function* runPair(rule: PairRule, run: Run): Generator<Hit> {
  const { found, score } = look(rule, run);
  const { surprising } = run;
  const { fired, ...cut } = strongestWindows(new Uint8Array(found.count).fill(1), run.most, score, found.start, surprising && ((at) => surprising(() => found.rows(at), (name) => measuredOf(found.hit(at), name))));
  run.leaveOut(cut);
  for (let at = 0; at < found.count; at += 1) {
    if (at % GROUPS === 0) run.checkStop();
    if (fired[at] === 1) yield found.hit(at);
  }
}

/** The same, without making hits. */
export const foundPair = (rule: PairRule, run: Run): Found => look(rule, run).found;

function look(rule: PairRule, run: Run): { readonly found: Found; readonly score: (at: number) => number } {
  const numbers = numbersOf(rule, run);
  const candidates = candidatesOf(rule, run, numbers);
  for (const { reason, count } of candidates.dropped) run.drop(reason, count);
  const { firsts, seconds, groups, entities } = candidates;
  const { time } = run.columns;
  const test = testOf(rule.pair.when, numbers.of);
  const fired: number[] = [];
  for (let at = 0; at < firsts.length; at += 1) {
    const [first, second] = [firsts[at]!, seconds[at]!];
    if (time[second]! - time[first]! <= rule.pair.within && test(first, second)) fired.push(at);
  }
  const starts = merged(rule, run, candidates, fired);
  const pairs = (at: number): readonly Pair[] => fired.slice(starts[at]!, starts[at + 1] ?? fired.length).map((one) => ({ first: firsts[one]!, second: seconds[one]! }));
  const entity = (at: number): Readonly<Record<string, string>> => entities.entity(groups[fired[starts[at]!]!]!);
  const limits = limitsOf(rule.pair.when);
  const found: Found = {
    count: starts.length, grouping: entities.groups, group: (at) => groups[fired[starts[at]!]!]!, entity, start: (at) => time[firsts[fired[starts[at]!]!]!]!,
    end: (at) => time[seconds[fired[(starts[at + 1] ?? fired.length) - 1]!]!]! + 1, severity: (at) => severityOf(rule, numbers, pairs(at)), rows: (at) => rowsOf(pairs(at)), hit: (at) => pairHit(rule, run, numbers, entity(at), pairs(at)),
  };
  const strength = ({ first, second }: Pair): number => limits.reduce((sum, { measure, test: sign }) => sum + weight(sign) * (numbers.of.get(measure)!(first, second) || 0), 0);
  return { found, score: (at) => pairs(at).reduce((most, one) => Math.max(most, strength(one)), -Infinity) };
}

const rowsOf = (pairs: readonly Pair[]): RowSet => Uint32Array.from(new Set(pairs.flatMap(({ first, second }) => [first, second]))).sort();

/** Where in the pairs that fired each finding begins. */
function merged({ pair }: PairRule, run: Run, { firsts, seconds, groups }: Candidates, fired: readonly number[]): readonly number[] {
  const { time } = run.columns;
  const starts: number[] = [];
  fired.forEach((at, i) => {
    const open = starts.at(-1);
    const last = fired[i - 1];
    const goes = open !== undefined && last !== undefined && groups[last] === groups[at]
      && time[firsts[at]!]! - time[seconds[last]!]! <= pair.together && time[seconds[at]!]! - time[firsts[fired[open]!]!]! <= pair.cap;
    if (!goes) starts.push(i);
  });
  return starts;
}

/** Pairs that may fire, whatever the limits are: by group, in order of time. */
interface Candidates {
  readonly firsts: Uint32Array;
  readonly seconds: Uint32Array;
  readonly groups: Uint32Array;
  readonly entities: EntityGroups;
  readonly dropped: readonly { readonly reason: string; readonly count: number }[];
}

/** Kept, since a slider that moves a limit asks for it again and again. */
function candidatesOf(rule: PairRule, run: Run, numbers: PairNumbers): Candidates {
  const { by, change, place, radius, measures, when } = rule.pair;
  const positive = [...mustBePositive(when)].sort();
  const name = JSON.stringify([serialOf(run.rows), rule.derive, rule.vendor, rule.nulls, by, change, place, radius, numbers.places !== null, positive.map((one) => [one, measures[one] ?? null])]);
  return run.columns.keep(`hunt pairs ${name}`, ({ firsts, entities }) => firsts.byteLength * 3 + entities.groups.rows.byteLength, () => {
    const dropped: { reason: string; count: number }[] = [];
    const own: Run = { ...run, drop: (reason, count) => void dropped.push({ reason, count }) };
    const entities = groupsOf(rule, { ...own, rows: placedRows(rule, own, numbers) }, by);
    return { ...paired(entities, run, differing(rule, run, entities, numbers, positive), alsoPositive(numbers, positive)), entities, dropped };
  });
}

/** Ids in the order of groups, of which those of a pair must differ; where `blanks` are told, neither may be one. */
interface Differing {
  readonly ids: Narrow;
  readonly blanks: Uint8Array | null;
}

function differ({ ids, blanks }: Differing, place: number): boolean {
  const [before, id] = [ids[place - 1]!, ids[place]!];
  return before !== id && (blanks === null || (blanks[before] === 0 && blanks[id] === 0));
}

function paired({ groups }: EntityGroups, run: Run, differing: readonly Differing[], numbers: readonly PairNumber[]): Pick<Candidates, 'firsts' | 'seconds' | 'groups'> {
  const [firsts, seconds, of]: [number[], number[], number[]] = [[], [], []];
  const { rows, starts } = groups;
  const [quick] = differing;
  const ids = quick?.ids ?? null;
  for (let group = 0; group < groups.count; group += 1) {
    if (group % GROUPS === 0) run.checkStop();
    const end = starts[group + 1]!;
    for (let at = starts[group]! + 1; at < end; at += 1) {
      // Most events do what the one before them did.
      if (ids !== null && ids[at] === ids[at - 1]) continue;
      const [first, second] = [rows[at - 1]!, rows[at]!];
      if (!differing.every((one) => differ(one, at)) || !numbers.every((number) => number(first, second) > 0)) continue;
      firsts.push(first);
      seconds.push(second);
      of.push(group);
    }
  }
  return { firsts: Uint32Array.from(firsts), seconds: Uint32Array.from(seconds), groups: Uint32Array.from(of) };
}

/** What must differ whatever the limits are: the places, of which the same one is no distance and no speed, and the fields that change. */
function differing({ pair, ...rule }: PairRule, run: Run, { groups }: EntityGroups, { places }: PairNumbers, positive: readonly string[]): readonly Differing[] {
  const fields = pair.change.map((name): Differing => {
    const column = run.lens.column(name);
    return { ids: idsInOrder(column, groups.rows), blanks: blankIds(rule, run.columns, column) };
  });
  if (places === null || !(positive.includes('distance') || positive.includes('speed'))) return fields;
  return [{ ids: idsOfRows(places.coded, groups.rows, narrowArray(places.known.length, groups.rows.length)), blanks: null }, ...fields];
}

/** What else must be more than nothing. A speed is only that of a distance, and all take some time. */
const alsoPositive = ({ of }: PairNumbers, positive: readonly string[]): readonly PairNumber[] => positive.filter((name) => name !== 'speed' && name !== 'minutes').map((name) => of.get(name)!);

/** Numbers without which no pair fires: those that a limit wants above zero, in all of several conditions or in each of some. */
function mustBePositive(when: When): ReadonlySet<string> {
  if (when.kind === 'limit') return new Set((when.test === 'greater' && when.value >= 0) || (when.test === 'at_least' && when.value > 0) ? [when.measure] : []);
  const each = when.of.map(mustBePositive);
  const some = new Set(each.flatMap((one) => [...one]));
  return when.kind === 'all' ? some : new Set([...some].filter((name) => each.every((one) => one.has(name))));
}

/** The rows whose place is known, where the rule asks for places; the others are counted. */
function placedRows(rule: PairRule, run: Run, { places }: PairNumbers): RowSet {
  const { rows } = run;
  if (places === null) return rows;
  const placed = run.columns.keep(`hunt placed ${rule.pair.place} ${rule.pair.radius} of ${serialOf(rows)}`, (made) => (made === rows ? 0 : made.byteLength), () => {
    const nowhere = Uint8Array.from(places.known, (place) => (place === null ? 1 : 0));
    return unmarked(places.coded.codes, saidOfCodes(places.coded, nowhere), rows);
  });
  if (placed.length < rows.length) run.drop('place not known', rows.length - placed.length);
  return placed;
}
