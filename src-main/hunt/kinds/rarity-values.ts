import type { Narrow } from '../../columns/index.ts';

/** The distinct values of cells: those of cell c are `values[starts[c]] … values[starts[c + 1] - 1]`, each below `size`. */
export interface CellValues {
  readonly starts: Uint32Array;
  readonly values: Uint32Array;
  readonly size: number;
}

/**
 * @param begins where the places of each cell begin; one more entry with the number of places
 * @param ids by place, below `size`; 0 is no value
 */
export function valuesOfCells(begins: Uint32Array, ids: Narrow, size: number): CellValues {
  const starts = new Uint32Array(begins.length);
  /** By value, the cell that had it last, counted from 1. */
  const last = new Uint32Array(size);
  let values = new Uint32Array(1024);
  let count = 0;
  for (let cell = 0; cell + 1 < begins.length; cell += 1) {
    const end = begins[cell + 1]!;
    for (let at = begins[cell]!; at < end; at += 1) {
      const id = ids[at]!;
      if (id === 0 || last[id] === cell + 1) continue;
      last[id] = cell + 1;
      if (count === values.length) {
        const narrower = values;
        values = new Uint32Array(count * 2);
        values.set(narrower);
      }
      values[count++] = id;
    }
    starts[cell + 1] = count;
  }
  return { starts, values: values.slice(0, count), size };
}

/**
 * How many distinct values the cells of each owner have together.
 * @param owners by cell, below `count`
 * @param order cells so that those of one owner are neighbours; null where they are
 */
export function distinctOfOwners({ starts, values, size }: CellValues, owners: Uint32Array, count: number, order: Uint32Array | null = null): Uint32Array {
  const counts = new Uint32Array(count);
  /** By value, the owner that had it last, counted from 1. */
  const last = new Uint32Array(size);
  for (let at = 0; at < owners.length; at += 1) {
    const cell = order === null ? at : order[at]!;
    const owner = owners[cell]!;
    for (let place = starts[cell]!; place < starts[cell + 1]!; place += 1) {
      const value = values[place]!;
      if (last[value] === owner + 1) continue;
      last[value] = owner + 1;
      counts[owner]! += 1;
    }
  }
  return counts;
}

/**
 * How many values each part has that no other part of its group has.
 * @param parts by cell, its part, ascending
 * @param groups by part, its group, ascending
 */
export function valuesOfOne({ starts, values, size }: CellValues, parts: Uint32Array, groups: Uint32Array): Uint32Array {
  const sole = new Uint32Array(groups.length);
  /** By value, the part that had it last, counted from 1, and whether it was the only one of its group so far. */
  const [last, alone] = [new Uint32Array(size), new Uint8Array(size)];
  for (let cell = 0, first = 0; cell < parts.length; cell += 1) {
    const part = parts[cell]!;
    if (groups[part] !== groups[first]) first = part;
    for (let place = starts[cell]!; place < starts[cell + 1]!; place += 1) {
      const value = values[place]!;
      const holder = last[value]!;
      if (holder === part + 1) continue;
      last[value] = part + 1;
      if (holder <= first) {
        sole[part]! += 1;
        alone[value] = 1;
      } else if (alone[value] === 1) {
        sole[holder - 1]! -= 1;
        alone[value] = 0;
      }
    }
  }
  return sole;
}
