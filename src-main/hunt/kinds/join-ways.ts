import { translate } from '../../columns/index.ts';
import type { FieldName } from '../../contract/index.ts';
import { entryOf } from '../known-fields.ts';
import type { IdColumn } from '../id-column.ts';
import type { Lens } from '../lens.ts';
import { blankIds, type Run } from '../run.ts';
import type { JoinRule, JoinWay } from '../rule.ts';

/** One way of joining, ready: rows of the left side by their id, each list in order of time, and the left id of every right id (0: no left event has it). */
export interface Way {
  readonly way: JoinWay;
  readonly lefts: ReadonlyMap<number, Uint32Array>;
  /** Id of the left field that a right row asks for; 0 where it says none, or none that a left event has. */
  wanted(row: number): number;
  /** Whether the right row says anything at all. */
  says(row: number): boolean;
  /** Whether both rows say something, and not the same. */
  contradicts(left: number, right: number): boolean;
  text(left: number): string;
}

export function waysOf(rule: JoinRule, run: Run, lefts: Uint32Array): readonly Way[] {
  return rule.join.on.map((way) => {
    const [left, right] = [run.lens.column(way.left), run.lens.column(way.right)];
    const [noLeft, noRight] = [blankIds(rule, run.columns, left), blankIds(rule, run.columns, right)];
    const toLeft = translated(run.lens, right, left);
    const wanted = (row: number): number => (noRight[right.idAt(row)] === 1 ? 0 : toLeft[right.idAt(row)]!);
    return {
      way, wanted, lefts: byId(lefts, left, noLeft),
      says: (row) => noRight[right.idAt(row)] === 0,
      contradicts: (l, r) => noLeft[left.idAt(l)] === 0 && noRight[right.idAt(r)] === 0 && toLeft[right.idAt(r)] !== left.idAt(l),
      text: (l) => left.text(left.idAt(l)),
    };
  });
}

function byId(rows: Uint32Array, column: IdColumn, blanks: Uint8Array): ReadonlyMap<number, Uint32Array> {
  const counts = new Uint32Array(column.size);
  for (const row of rows) counts[column.idAt(row)]! += 1;
  const lists = new Map<number, Uint32Array>();
  const filled = new Uint32Array(column.size);
  for (const row of rows) {
    const id = column.idAt(row);
    if (blanks[id] === 1) continue;
    let list = lists.get(id);
    if (list === undefined) lists.set(id, (list = new Uint32Array(counts[id]!)));
    list[filled[id]!] = row;
    filled[id]! += 1;
  }
  return lists;
}

/** For each id of one column the id of the same text in the other, or 0. Fields of the case file share one space of ids, so that this is a look-up; derived ones are compared by text. */
function translated({ columns }: Lens, from: IdColumn, to: IdColumn): Uint32Array {
  if (from.key === to.key) return Uint32Array.from({ length: from.size }, (_, id) => id);
  if (entryOf(from.name) && entryOf(to.name)) return translate(columns, from.name as FieldName, to.name as FieldName);
  const ids = new Map<string, number>();
  for (let id = 1; id < to.size; id += 1) ids.set(to.text(id), id);
  return Uint32Array.from({ length: from.size }, (_, id) => (id === 0 ? 0 : ids.get(from.text(id)) ?? 0));
}
