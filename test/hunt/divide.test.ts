import { describe, expect, it } from 'vitest';
import { divided } from '../../src-main/hunt/divide.ts';
import { distinctOfOwners, valuesOfCells, valuesOfOne } from '../../src-main/hunt/kinds/rarity-values.ts';

describe('groups divided further', () => {
  it('parts follow the first appearance of their ids, rows keep their order', () => {
    const groups = { rows: Uint32Array.of(0, 2, 4, 5, 1, 3), starts: Uint32Array.of(0, 4, 6), count: 2 };
    const parts = divided(groups, { codes: Uint8Array.of(7, 3, 2, 7, 7, 2), table: null, size: 8 });
    expect(parts).toEqual({ count: 4, rows: Uint32Array.of(0, 4, 2, 5, 1, 3), starts: Uint32Array.of(0, 2, 4, 5, 6), groups: Uint32Array.of(0, 0, 1, 1) });
  });

  it('no rows have no parts', () => {
    expect(divided({ rows: new Uint32Array(0), starts: Uint32Array.of(0), count: 0 }, { codes: new Uint8Array(0), table: null, size: 1 })).toMatchObject({ count: 0, starts: Uint32Array.of(0) });
  });
});

describe('values of cells', () => {
  const begins = Uint32Array.of(0, 3, 5, 8, 9);
  const values = valuesOfCells(begins, Uint8Array.of(1, 1, 2, 2, 0, 3, 1, 3, 1), 4);

  it('each once per cell; nothing is no value', () => {
    expect(values).toEqual({ starts: Uint32Array.of(0, 2, 3, 5, 6), values: Uint32Array.of(1, 2, 2, 3, 1, 1), size: 4 });
  });

  it('what cells of one owner have together counts once', () => {
    expect([...distinctOfOwners(values, Uint32Array.of(0, 0, 1, 1), 2)]).toEqual([2, 2]);
    expect([...distinctOfOwners(values, Uint32Array.of(1, 0, 1, 0), 2, Uint32Array.of(1, 3, 0, 2))]).toEqual([2, 3]);
  });

  it('what only one part of a group has counts for that part', () => {
    expect([...valuesOfOne(values, Uint32Array.of(0, 1, 2, 3), Uint32Array.of(0, 0, 1, 1))]).toEqual([1, 0, 1, 0]);
    expect([...valuesOfOne(values, Uint32Array.of(0, 0, 1, 2), Uint32Array.of(0, 0, 1))]).toEqual([1, 1, 1]);
  });
});
