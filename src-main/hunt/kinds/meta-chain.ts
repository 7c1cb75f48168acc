import { rowsBefore } from '../../columns/index.ts';
import type { MetaStep } from '../meta-parts.ts';
import type { MetaRule } from '../rule.ts';
import type { Run } from '../run.ts';
import { maskOf } from '../where.ts';
import { reads, type EntityFindings, type Placed } from './meta-inputs.ts';

/** What fulfils a step: an event or a finding. Times UTC ms. */
export interface Point {
  readonly from: number;
  readonly to: number;
  readonly row: number | null;
  readonly finding: Placed | null;
  /** The same for the same event or finding. */
  readonly key: string;
  /** What came before it. */
  readonly before: Point | null;
}

/**
 * What comes after some findings, step for step: the chain that is complete first, or null. A step is not earlier than what it follows began, and at most
 * `within` after that ended. What made the findings is none of their steps, and a finding that follows is of another rule.
 */
export function chainAfter(rule: MetaRule, run: Run, own: EntityFindings, anchors: readonly Placed[]): readonly Point[] | null {
  const from = Math.max(...anchors.map(({ start }) => start));
  const to = Math.max(...anchors.map(({ end }) => end));
  let reached: readonly Point[] = [{ from, to, row: null, finding: null, key: '', before: null }];
  for (const [at, step] of rule.meta.then.entries()) {
    const ends = reached.reduce((most, point) => Math.max(most, point.to), -Infinity) + step.within;
    const candidates = step.of === null ? eventsOf(run, rule, own, at, anchors, from, ends) : findingsOf(step, own, anchors, from, ends);
    reached = following(reached, candidates, step.within);
    if (reached.length === 0) return null;
  }
  const last = reached.reduce((first, point) => (point.from < first.from ? point : first));
  const chain: Point[] = [];
  for (let point: Point | null = last; point !== null && point.before !== null; point = point.before) chain.unshift(point);
  return chain;
}

/** Those that follow one that was reached in time; each after the one that ended last before it. Both come by their begin. */
function following(reached: readonly Point[], candidates: readonly Point[], within: number): readonly Point[] {
  const found: Point[] = [];
  let next = 0;
  let best: Point | null = null;
  let second: Point | null = null;
  for (const point of candidates) {
    while (next < reached.length && isBefore(reached[next]!, point)) {
      const one = reached[next]!;
      if (best === null || one.to >= best.to) [best, second] = [one, best];
      else if (second === null || one.to >= second.to) second = one;
      next += 1;
    }
    const before: Point | null = best?.key === point.key ? second : best;
    if (before !== null && point.from <= before.to + within) found.push({ ...point, before });
  }
  return found;
}

const isBefore = (a: Point, b: Point): boolean => a.from < b.from || (a.from === b.from && (a.row === null || b.row === null || a.row < b.row));

function findingsOf(step: MetaStep, own: EntityFindings, anchors: readonly Placed[], from: number, until: number): readonly Point[] {
  const rules = new Set(anchors.map(({ rule }) => rule.id));
  return own.others.filter((one) => one.start >= from && one.start <= until && reads(step.of!, one) && !rules.has(one.rule.id))
    .map((finding) => ({ from: finding.start, to: finding.end, row: null, finding, key: `${finding.rule.id}/${finding.rule.variant} ${finding.start}`, before: null }));
}

function eventsOf(run: Run, rule: MetaRule, own: EntityFindings, at: number, anchors: readonly Placed[], from: number, until: number): readonly Point[] {
  const { time } = run.columns;
  const mine = new Set(anchors.flatMap(({ rows }) => [...rows]));
  const columns = rule.meta.by.map(run.lens.column);
  const rows = rowsOfStep(run, rule, at);
  const found: Point[] = [];
  for (let place = rowsBefore(time, from, rows); place < rows.length; place += 1) {
    const row = rows[place]!;
    const ms = time[row]!;
    if (ms > until) break;
    if (mine.has(row) || columns.some((column, i) => column.idAt(row) !== own.ids[i])) continue;
    found.push({ from: ms, to: ms, row, finding: null, key: `event ${row}`, before: null });
  }
  return found;
}

const kept = new WeakMap<Run, Map<number, Uint32Array>>();
/** The rows that fulfil a step, of those that the rule looks at. */
function rowsOfStep(run: Run, rule: MetaRule, at: number): Uint32Array {
  const steps = kept.get(run) ?? new Map<number, Uint32Array>();
  kept.set(run, steps);
  let rows = steps.get(at);
  if (rows === undefined) {
    const mask = maskOf(rule.meta.then[at]!.where!, run.lens);
    steps.set(at, (rows = run.rows.filter((row) => mask[row] === 1)));
  }
  return rows;
}
