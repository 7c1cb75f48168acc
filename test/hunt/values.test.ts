import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRows } from '../../src-main/columns/index.ts';
import { lensOf } from '../../src-main/hunt/lens.ts';
import { linesOf, valueTexts } from '../../src-main/hunt/values.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from '../columns/random-events.ts';

test('the cell of some rows lists what these rows have, whatever was listed before', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60));
  fc.assert(fc.property(randomEvents, fc.array(span, { maxLength: 30 }), (events, spans) => {
    const columns = columnsOf(events);
    const lens = lensOf(columns, {});
    const rows = allRows(columns);
    for (const field of ['event.action', 'user.name', 'source.port', 'target.name']) {
      const lines = linesOf(lens, field, rows);
      for (const [from, length] of spans) {
        const to = Math.min(rows.length, from + length);
        expect(lines(from, to)).toBe(valueTexts(lens, field, rows.subarray(from, to)).join('\n'));
      }
    }
  }));
});

test('a cell may list more values than are remembered as a set, and there may be more sets than are remembered', () => {
  const names = Array.from({ length: 150 }, (_, i) => `call-${i.toString(36)}`);
  const columns = columnsOf(names.map((name, i) => ({ time: i, 'event.action': name })));
  const lens = lensOf(columns, {});
  const rows = allRows(columns);
  const lines = linesOf(lens, 'event.action', rows);
  const listed = (from: number, to: number): string => names.slice(from, to).sort().join('\n');
  for (let from = 0; from < names.length; from += 1) for (let to = from; to <= names.length; to += 1) expect(lines(from, to)).toBe(listed(from, to));
});
