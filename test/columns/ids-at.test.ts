import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames } from '../../src-main/contract/index.ts';
import { filter, isMany } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from './random-events.ts';

describe('ids of some rows', () => {
  test('are those of the whole column, of every field with one value, into any array that is long enough', () => {
    fc.assert(fc.property(randomEvents, fc.constantFrom(...fieldNames.filter((field) => !isMany(field))), (events, field) => {
      const columns = columnsOf(events);
      const rows = filter(columns, { from: 10, chips: [] });
      const expected = [...rows].map((row) => columns.ids(field)[row]!);
      expect([...columns.idsAt(field, rows)]).toEqual(expected);
      expect([...columns.idsAt(field, rows, new Uint32Array(rows.length + 3).fill(9)).subarray(0, rows.length)]).toEqual(expected);
    }), { numRuns: 200 });
  });
});
