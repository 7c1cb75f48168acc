import type { Groups } from '../columns/index.ts';
import { idsInOrder, type Sized } from './id-column.ts';

/** Groups divided further: the rows of part p are `rows[starts[p]] … rows[starts[p + 1] - 1]`, in the order they had; the parts of one group are neighbours. */
export interface Parts {
  readonly count: number;
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
  /** By part, its group. */
  readonly groups: Uint32Array;
}

/** Divides the rows of each group by their ids of a column; within a group, parts follow the first appearance of their ids. */
export function divided({ rows: all, starts: begins, count: groups }: Pick<Groups, 'rows' | 'starts' | 'count'>, column: Sized): Parts {
  const ids = idsInOrder(column, all);
  const rows = new Uint32Array(all.length);
  /** By id, the part that had it last, counted from 1. */
  const last = new Uint32Array(column.size);
  let [starts, from] = [new Uint32Array(1024), new Uint32Array(1024)];
  let count = 0;
  for (let group = 0; group < groups; group += 1) {
    const [low, high, before] = [begins[group]!, begins[group + 1]!, count];
    for (let at = low; at < high; at += 1) {
      let part = last[ids[at]!]!;
      if (part <= before) {
        if (count + 1 === starts.length) [starts, from] = [doubled(starts), doubled(from)];
        from[count] = group;
        part = last[ids[at]!] = count += 1;
      }
      starts[part]! += 1;
    }
    for (let part = before + 1, next = low; part <= count; part += 1) {
      const size = starts[part]!;
      starts[part] = next;
      next += size;
    }
    // Each part's next place is at last where it ends, and so where the one after it begins.
    for (let at = low; at < high; at += 1) rows[starts[last[ids[at]!]!]!++] = all[at]!;
  }
  return { count, rows, starts: starts.slice(0, count + 1), groups: from.slice(0, count) };
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(array.length * 2);
  wider.set(array);
  return wider;
}
