import { isoOf } from '../../contract/index.ts';
import type { RowSet } from '../../columns/index.ts';
import { blankIds, emptyReason, type Hit, type HitLimit, type Run } from '../run.ts';
import { distinctLimitsOf, holds, type JoinMeasure, type JoinRule } from '../rule.ts';
import { listed } from '../values.ts';
import { maskOf } from '../where.ts';
import { waysOf, type Way } from './join-ways.ts';

/** A left event with the right events that are nearest to it. */
interface Meeting {
  readonly way: number;
  /** The left event that the right ones were joined with. */
  readonly anchor: number;
  /** Ascending. */
  readonly lefts: readonly number[];
  readonly rights: number[];
}
type Measured = Readonly<Record<string, number>>;

/**
 * Events of one sort that belong to events of another: an id that the left one issued or showed is on the right one. Each right event goes to the nearest left event (of one that
 * comes before, the latest) by the first way that finds one; what is measured are both sides of one left event. Meetings of one id that fire within `together` are one hit.
 */
export function* runJoin(rule: JoinRule, run: Run): Generator<Hit> {
  const side = (mask: Uint8Array): Uint32Array => run.rows.filter((row) => mask[row] === 1);
  const lefts = side(maskOf(rule.join.left.where, run.lens));
  const rights = side(maskOf(rule.join.right.where, run.lens));
  const ways = waysOf(rule, run, lefts);
  const meetings = meetingsOf(rule, run, ways, rights);
  const measure = measurer(rule, run);
  const open = new Map<string, { readonly meetings: Meeting[]; readonly measured: Measured[]; end: number }>();
  const { time } = run.columns;
  for (const meeting of meetings) {
    const measured = measure(meeting);
    if (!holds(rule.join.when, (name) => measured[name]!)) continue;
    const key = `${meeting.way} ${ways[meeting.way]!.text(meeting.anchor)}`;
    const last = open.get(key);
    const end = Math.max(time[meeting.lefts.at(-1)!]!, time[meeting.rights.at(-1)!]!);
    if (last !== undefined && rule.join.together > 0 && time[meeting.anchor]! - last.end <= rule.join.together) {
      last.meetings.push(meeting);
      last.measured.push(measured);
      last.end = Math.max(last.end, end);
      continue;
    }
    if (last !== undefined) yield* hitOf(rule, run, ways, last.meetings, last.measured);
    open.set(key, { meetings: [meeting], measured: [measured], end });
  }
  for (const { meetings: all, measured } of open.values()) yield* hitOf(rule, run, ways, all, measured);
}

/** In the order of their left events. Right events that say nothing to be joined by are counted. */
function meetingsOf(rule: JoinRule, run: Run, ways: readonly Way[], rights: Uint32Array): readonly Meeting[] {
  const made = new Map<number, Meeting>();
  let silent = 0;
  for (const [at, right] of rights.entries()) {
    if (at % 65_536 === 0) run.checkStop();
    if (!ways.some((way) => way.says(right))) silent += 1;
    for (const [w, way] of ways.entries()) {
      const list = way.lefts.get(way.wanted(right));
      const left = list === undefined ? null : nearest(rule, run, ways.slice(0, w), list, right, way.way.within ?? rule.join.within);
      if (left === null) continue;
      const key = left * ways.length + w;
      const known = made.get(key);
      if (known === undefined) made.set(key, { way: w, anchor: left, lefts: [left], rights: [right] });
      else if (rule.join.right.use === 'all') known.rights.push(right);
      break;
    }
  }
  if (silent > 0) run.drop(`${rule.join.right.name} without anything to be joined by`, silent);
  const meetings = [...made.values()].sort((a, b) => a.anchor - b.anchor || a.way - b.way);
  return rule.join.left.take === 'nearest' ? meetings : meetings.map((meeting) => withAllLefts(rule, run, ways[meeting.way]!, meeting));
}

/** The left event that a right one belongs to; none where it is further off than `within`, or where an earlier way, which decides, says that they do not belong together. */
function nearest(rule: JoinRule, run: Run, earlier: readonly Way[], list: Uint32Array, right: number, within: number): number | null {
  const { time } = run.columns;
  const at = time[right]!;
  const fits = (left: number): boolean => left !== right && !earlier.some((way) => way.way.decides && way.contradicts(left, right));
  const after = firstAfter(list, time, at);
  let before: number | null = null;
  for (let i = after - 1; i >= 0 && at - time[list[i]!]! <= within; i -= 1) {
    if (!fits(list[i]!)) continue;
    before = list[i]!;
    break;
  }
  if (rule.join.order === 'after') return before;
  for (let i = after; i < list.length && time[list[i]!]! - at <= within; i += 1) {
    if (!fits(list[i]!)) continue;
    return before !== null && at - time[before]! <= time[list[i]!]! - at ? before : list[i]!;
  }
  return before;
}

/** The first place of a list whose event is later than a time. */
function firstAfter(list: Uint32Array, time: Float64Array, at: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[list[middle]!]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** All left events of the id that lie within reach of the last right one. */
function withAllLefts(rule: JoinRule, run: Run, way: Way, meeting: Meeting): Meeting {
  const { time } = run.columns;
  const list = way.lefts.get(way.wanted(meeting.rights[0]!))!;
  const last = time[meeting.rights.at(-1)!]!;
  const within = way.way.within ?? rule.join.within;
  const until = rule.join.order === 'after' ? last : last + within;
  const rights = new Set(meeting.rights);
  const lefts = [...list.subarray(firstAfter(list, time, last - within - 1), firstAfter(list, time, until))].filter((left) => left !== meeting.anchor && !rights.has(left));
  return { ...meeting, lefts: [...lefts, meeting.anchor].sort((a, b) => a - b) };
}

function measurer(rule: JoinRule, run: Run): (meeting: Meeting) => Measured {
  const measures = Object.entries(rule.join.measures).map(([name, measure]) => [name, counter(rule, run, measure)] as const);
  return (meeting) => Object.fromEntries(measures.map(([name, count]) => [name, count(meeting)]));
}

function counter(rule: JoinRule, run: Run, { kind, field, where }: JoinMeasure): (meeting: Meeting) => number {
  const mask = where === null ? null : maskOf(where, run.lens);
  const taken = (rows: readonly number[]): readonly number[] => (mask === null ? rows : rows.filter((row) => mask[row] === 1));
  if (field === null) return (meeting) => taken(kind === 'left' ? meeting.lefts : meeting.rights).length;
  const column = run.lens.column(field);
  const blanks = blankIds(rule, run.columns, column);
  const values = (rows: readonly number[]): Set<number> => new Set(taken(rows).map((row) => column.idAt(row)).filter((id) => blanks[id] === 0));
  if (kind === 'left' || kind === 'right') return (meeting) => values(kind === 'left' ? meeting.lefts : meeting.rights).size;
  return ({ lefts, rights }) => {
    const [before, then] = [values(lefts), values(rights)];
    // Where one side says nothing, nothing can be said of a difference.
    if (before.size === 0 || then.size === 0) return 0;
    const others = [...then].filter((id) => !before.has(id)).length;
    return kind === 'new' || others === then.size ? others : 0;
  };
}

function* hitOf(rule: JoinRule, run: Run, ways: readonly Way[], meetings: readonly Meeting[], measured: readonly Measured[]): Generator<Hit> {
  const { join } = rule;
  const { time } = run.columns;
  const [lefts, rights] = [unique(meetings.flatMap((one) => one.lefts)), unique(meetings.flatMap((one) => one.rights))];
  const rows: RowSet = unique([...lefts, ...rights]);
  const group = groupOf(rule, run, lefts[0]!);
  if (group === null) return;
  const first = meetings[0]!;
  const way = ways[first.way]!;
  const gap = meetings.flatMap((one) => one.rights.map((right) => Math.abs(time[right]! - time[one.anchor]!))).reduce((least, one) => Math.min(least, one), Infinity);
  const strongest = join.tiers.find(({ when }) => measured.some((one) => holds(when, (name) => one[name]!)));
  const peaks = Object.fromEntries(Object.keys(join.measures).map((name) => [name, measured.reduce((most, one) => Math.max(most, one[name]!), 0)]));
  yield {
    rows, group, start: time[rows[0]!]!, end: time[rows.at(-1)!]!, windows: [], limits: limitsAt(rule, measured), severity: strongest?.severity ?? rule.severity,
    baseline: {
      joined_by: way.way.left === way.way.right ? way.way.left : `${way.way.left} = ${way.way.right}`, joined_id: way.text(first.anchor), way: first.way + 1, ways: ways.length, nearest_ms: gap,
      within_ms: way.way.within ?? join.within, left_events: lefts.length, right_events: rights.length, left_first: isoOf(time[lefts[0]!]!), right_first: isoOf(time[rights[0]!]!),
      ...sidesOf(rule, run, lefts, rights),
    },
    cells: { ...group, joined_by: way.way.left, joined_id: way.text(first.anchor), ...peaks },
    words: {},
  };
}

const unique = (rows: readonly number[]): Uint32Array => Uint32Array.from(new Set(rows)).sort();

/** The values of each compared field on either side, as `left.<field>` and `right.<field>`. */
function sidesOf(rule: JoinRule, run: Run, lefts: Uint32Array, rights: Uint32Array): Readonly<Record<string, string>> {
  const fields = [...new Set(Object.values(rule.join.measures).filter(({ kind }) => kind === 'apart' || kind === 'new').map(({ field }) => field!))];
  return Object.fromEntries(fields.flatMap((field) => {
    const column = run.lens.column(field);
    const texts = (rows: Uint32Array): string => listed([...new Set([...rows].map((row) => column.idAt(row)))].filter((id) => id !== 0).map(column.text));
    return [[`left.${field}`, texts(lefts)], [`right.${field}`, texts(rights)]];
  }));
}

/** Whom the finding is about, as the left event says; null (and counted) where it does not say and the rule drops such. */
function groupOf(rule: JoinRule, run: Run, left: number): Readonly<Record<string, string>> | null {
  const group: Record<string, string> = {};
  for (const name of rule.join.by) {
    const column = run.lens.column(name);
    const id = column.idAt(left);
    const blank = blankIds(rule, run.columns, column)[id] === 1;
    if (blank && rule.nulls.group === 'drop') {
      run.drop(emptyReason(name), 1);
      return null;
    }
    group[name] = blank ? '' : column.text(id);
  }
  return group;
}

/** The strongest of what was measured, over the meetings that fired. */
function limitsAt(rule: JoinRule, measured: readonly Measured[]): readonly HitLimit[] {
  return distinctLimitsOf(rule.join.when).map(({ measure, test, value }) => {
    const all = measured.map((one) => one[measure]!);
    return { name: measure, measured: all.reduce((one, other) => (test === 'less' || test === 'at_most' ? Math.min(one, other) : Math.max(one, other))), test, limit: value };
  });
}
