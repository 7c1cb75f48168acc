import type { RowSet } from '../../columns/index.ts';
import { groupsOf } from '../groups.ts';
import type { PairRule } from '../rule.ts';
import { blankIds, serialOf, type Hit, type Run } from '../run.ts';
import { pairHit, type Pair } from './pair-hit.ts';
import { changed, numbersOf, testOf, type PairNumbers } from './pair-measures.ts';

/** Between two looks whether to stop. */
const GROUPS = 4096;

/**
 * Events of one entity that follow each other, in order of time, those of one moment in the order of the case: each with the one before it. What the filter leaves out is not in between; where the rule asks
 * for places, neither is what has none. Pairs of one entity that share an event or lie within `together` are one hit.
 */
export function* runPair(rule: PairRule, run: Run): Generator<Hit> {
  const { pair } = rule;
  const numbers = numbersOf(rule, run);
  const { groups, entity } = groupsOf(rule, { ...run, rows: placedRows(rule, run, numbers) }, pair.by);
  const fires = firing(rule, run, numbers);
  const { time } = run.columns;
  for (let group = 0; group < groups.count; group += 1) {
    if (group % GROUPS === 0) run.checkStop();
    let open: Pair[] = [];
    let before = groups.rows[groups.starts[group]!]!;
    for (let at = groups.starts[group]! + 1; at < groups.starts[group + 1]!; at += 1) {
      const first = before;
      const second = (before = groups.rows[at]!);
      if (!fires(first, second)) continue;
      if (open.length > 0 && (time[first]! - time[open.at(-1)!.second]! > pair.together || time[second]! - time[open[0]!.first]! > pair.cap)) {
        yield pairHit(rule, run, numbers, entity(group), open);
        open = [];
      }
      open.push({ first, second });
    }
    if (open.length > 0) yield pairHit(rule, run, numbers, entity(group), open);
  }
}

function firing({ pair, ...rule }: PairRule, run: Run, { of }: PairNumbers): (first: number, second: number) => boolean {
  const { time } = run.columns;
  const test = testOf(pair.when, of);
  const changes = pair.change.map((name) => {
    const column = run.lens.column(name);
    return changed(column, blankIds(rule, run.columns, column));
  });
  return (first, second) => {
    if (time[second]! - time[first]! > pair.within) return false;
    for (const change of changes) if (change(first, second) === 0) return false;
    return test(first, second);
  };
}

/** The rows whose place is known, where the rule asks for places; the others are counted. */
function placedRows(rule: PairRule, run: Run, { places }: PairNumbers): RowSet {
  const { rows } = run;
  if (places === null) return rows;
  const { ids } = places;
  const placed = run.columns.keep(`hunt placed ${rule.pair.place} ${rule.pair.radius} of ${serialOf(rows)}`, (made) => (made === rows ? 0 : made.byteLength), () => {
    const made = rows.filter((row) => ids[row] !== 0);
    return made.length === rows.length ? rows : made;
  });
  if (placed.length < rows.length) run.drop('place not known', rows.length - placed.length);
  return placed;
}
