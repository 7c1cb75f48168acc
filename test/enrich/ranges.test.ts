import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RangeBuilder } from '../../scripts/geo/range-builder.ts';
import { containerPieces, readContainer, type Numbers } from '../../src-main/enrich/pack/container.ts';
import { findRecord, rangesFit, rangesOf, rangeSections, type Ranges } from '../../src-main/enrich/pack/ranges.ts';

/** Lengths of alternating gaps and ranges; a gap may be 0 long. */
const runs = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 5 }), length: fc.integer({ min: 1, max: 9 }), record: fc.integer({ min: 1, max: 3 }) }), { maxLength: 12 });
type Runs = readonly { readonly gap: number; readonly length: number; readonly record: number }[];

/** The record of each of the first 256 addresses, and the ranges. */
function naive(list: Runs): { at: number[]; ranges: [start: number, end: number, record: number][] } {
  const at = new Array<number>(256).fill(0);
  const ranges: [number, number, number][] = [];
  let start = 0;
  for (const { gap, length, record } of list) {
    start += gap;
    ranges.push([start, start + length, record]);
    at.fill(record, start, start + length);
    start += length;
  }
  return { at, ranges };
}

/** Written to a container and read back, as the pack is. */
function stored(ranges: Ranges): Ranges<Numbers> {
  const back = rangesOf(readContainer('test', Buffer.concat(containerPieces('test', rangeSections(ranges)))));
  expect(rangesFit(back)).toBe(true);
  return back;
}

/** Every address has the record of the naive table, and its block is the longest around it in which all have that record. */
function agrees(at: readonly number[], bits: number, hitOf: (address: number) => { record: number; prefix: number } | null): void {
  at.forEach((record, address) => {
    const hit = hitOf(address);
    expect(hit?.record ?? 0).toBe(record);
    if (hit === null) return;
    const block = (prefix: number) => {
      const size = 2 ** (bits - prefix);
      const first = Math.floor(address / size) * size;
      return at.slice(first, first + size);
    };
    expect(block(hit.prefix).every((one) => one === record)).toBe(true);
    expect(block(hit.prefix - 1).every((one) => one === record)).toBe(false);
  });
}

describe('sorted ranges', () => {
  test('IPv4: every address answers as the ranges say', () => {
    fc.assert(fc.property(runs, (list) => {
      const { at, ranges } = naive(list);
      const builder = new RangeBuilder();
      for (const [start, end, record] of ranges) builder.v4(start, end, record);
      const table = stored(builder.ranges());
      agrees(at, 32, (address) => findRecord(table, { version: 4, words: [address] }));
    }), { numRuns: 100 });
  });

  test('IPv6: whole /64s, and one that is divided further', () => {
    fc.assert(fc.property(runs, runs, (coarse, fine) => {
      const outer = naive(coarse);
      const inner = naive(fine);
      const builder = new RangeBuilder();
      for (const [start, end, record] of outer.ranges) builder.v6([0, start], [0, end], record);
      for (const [start, end, record] of inner.ranges) builder.v6Fine([1, 0], [0, start], [0, end], record);
      builder.v6([1, 1], [1, 2], 9);
      const table = stored(builder.ranges());
      agrees(outer.at, 64, (address) => findRecord(table, { version: 6, words: [0, address, 5, 5] }));
      agrees(inner.at, 128, (address) => findRecord(table, { version: 6, words: [1, 0, 0, address] }));
      expect(findRecord(table, { version: 6, words: [1, 1, 7, 7] })).toEqual({ record: 9, prefix: 64 });
      expect(findRecord(table, { version: 6, words: [1, 0, 1, 0] })).toBeNull();
      expect(findRecord(table, { version: 6, words: [2, 0, 0, 0] })).toBeNull();
    }), { numRuns: 100 });
  });

  test('the whole space and its last address', () => {
    const builder = new RangeBuilder();
    builder.v4(0, 2 ** 32, 1);
    builder.v6([2 ** 32 - 1, 0], [2 ** 32, 0], 2);
    const table = stored(builder.ranges());
    expect(findRecord(table, { version: 4, words: [0] })).toEqual({ record: 1, prefix: 0 });
    expect(findRecord(table, { version: 4, words: [2 ** 32 - 1] })).toEqual({ record: 1, prefix: 0 });
    expect(findRecord(table, { version: 6, words: [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1] })).toEqual({ record: 2, prefix: 32 });
    expect(findRecord(table, { version: 6, words: [2 ** 32 - 2, 2 ** 32 - 1, 0, 0] })).toBeNull();
  });

  test('ranges out of order are a bug of the build', () => {
    const builder = new RangeBuilder();
    builder.v4(10, 20, 1);
    expect(() => builder.v4(19, 30, 2)).toThrow('out of order');
  });

  test('a container whose sections point outside is damaged', () => {
    const bytes = Buffer.concat(containerPieces('test', { a: Uint32Array.of(1, 2, 3) }));
    expect([...readContainer('f', bytes).u32('a')]).toEqual([1, 2, 3]);
    expect(() => readContainer('f', bytes).u32('b')).toThrow('geo/damaged');
    expect(() => readContainer('f', bytes.subarray(0, bytes.length - 8)).u32('a')).toThrow('geo/damaged');
    expect(() => readContainer('f', bytes.subarray(0, 20))).toThrow('geo/damaged');
    expect(() => readContainer('f', Buffer.from('not a table at all'))).toThrow('geo/damaged');
  });
});
