import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedByKeys, type KeyColumn } from '../../src-main/columns/sort-by-keys.ts';

/** Sizes that no counts could be kept for together, so that the first key is sorted by alone. */
const LARGE = 2 ** 21;

const shapes = fc.constantFrom('codes', 'through a table', 'through one column', 'one column and another');
const keysOf = (columns: readonly (readonly number[])[], size: number, shape: string): readonly KeyColumn[] => {
  const codes = Uint8Array.from(columns[0] ?? [], (_, row) => row);
  return columns.map((ids, at) => keyOf(ids, size, at === 2 && shape === 'one column and another' ? 'codes' : shape, codes));
};

function keyOf(ids: readonly number[], size: number, shape: string, codes: Uint8Array): KeyColumn {
  if (shape.includes('one column')) return { codes, table: Uint32Array.from(ids), size };
  if (shape === 'codes') return { codes: Uint32Array.from(ids), table: null, size };
  const known = [...new Set(ids)];
  return { codes: Uint8Array.from(ids, (id) => known.indexOf(id)), table: Uint32Array.from(known), size };
}

function told(keys: readonly KeyColumn[], entries: Uint32Array | null, n: number): number[][] {
  const { order, starts } = sortedByKeys(keys, entries, n);
  return Array.from({ length: starts.length - 1 }, (_, group) => [...order.subarray(starts[group], starts[group + 1])]);
}

function compared(columns: readonly (readonly number[])[], entries: readonly number[]): number[][] {
  const sorted = entries.toSorted((a, b) => columns.map((ids) => ids[a]! - ids[b]!).find((one) => one !== 0) ?? 0);
  const groups: number[][] = [];
  sorted.forEach((row, at) => {
    if (at > 0 && columns.every((ids) => ids[row] === ids[sorted[at - 1]!])) groups.at(-1)!.push(row);
    else groups.push([row]);
  });
  return groups;
}

const id = fc.integer({ min: 0, max: 5 });
const rowsOfIds = fc.array(fc.tuple(id, id, id), { maxLength: 60 });
/** A key has one user nearly always, and a user one account. */
const mostlyOne = fc.array(fc.tuple(id, fc.integer({ min: 0, max: 9 })), { maxLength: 80 }).map((rows) => rows.map(([key, odd]): [number, number, number] => [key, odd === 0 ? key + 1 : key, key]));

test.each([['few combinations', 7], ['more combinations than can be counted at once', LARGE]])('rows are in the order of their keys, groups of equal keys told, with %s', (_, size) => {
  fc.assert(fc.property(fc.oneof(rowsOfIds, mostlyOne), shapes, fc.boolean(), (rows, shape, some) => {
    const columns = [0, 1, 2].map((at) => rows.map((row) => row[at]!));
    const entries = rows.map((_, row) => row).filter((row) => !some || row % 3 !== 0);
    expect(told(keysOf(columns, size, shape), some ? Uint32Array.from(entries) : null, rows.length)).toEqual(compared(columns, entries));
  }), { numRuns: size === LARGE ? 60 : 300 });
});

test('without keys there is one group, and none of nothing', () => {
  expect([told([], null, 3), told([], Uint32Array.of(1, 2), 3), told([], null, 0), told([], new Uint32Array(0), 3)]).toEqual([[[0, 1, 2]], [[1, 2]], [], []]);
});
