import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countBy, filter, histogram, rowsPage, sortRows, type Chip } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { byBytes, inTime, randomEvents, textsOf } from './random-events.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';

const textField = fc.constantFrom('user.name', 'event.action', 'target.name', 'source.as.organization.name', 'user_agent.template', 'device.trust', 'source.port', 'aws.cloudtrail.session_context.mfa');
const chip: fc.Arbitrary<Chip> = fc.oneof(
  fc.record({ field: textField, operator: fc.constantFrom('is', 'is-not', 'contains', 'starts-with'), values: fc.array(fc.constantFrom('Get', 'get', 'ann', '', 'a', 'B', 'Net 1', '443', 'true'), { maxLength: 3 }), ignoreCase: fc.boolean() }),
  fc.record({ field: textField, operator: fc.constantFrom('exists', 'missing') }),
  fc.record({ field: fc.constantFrom('source.port', 'source.as.number', '@timestamp'), operator: fc.constantFrom('below', 'at-most', 'above', 'at-least'), value: fc.constantFrom(-1, 0, 22, 100, 64_501) }),
) as fc.Arbitrary<Chip>;

/** What a chip means, word for word. */
function passes(event: PlainEvent, chip: Chip): boolean {
  const texts = textsOf(event, chip.field);
  const numbers = chip.field === '@timestamp' ? [event.time] : texts.map(Number);
  switch (chip.operator) {
    case 'exists': return texts.length > 0;
    case 'missing': return texts.length === 0;
    case 'below': return numbers.some((number) => number < chip.value);
    case 'at-most': return numbers.some((number) => number <= chip.value);
    case 'above': return numbers.some((number) => number > chip.value);
    case 'at-least': return numbers.some((number) => number >= chip.value);
    default: {
      const cased = (text: string): string => (chip.ignoreCase === true ? text.toLowerCase() : text);
      const any = (test: (text: string, value: string) => boolean): boolean => texts.some((text) => chip.values.some((value) => test(cased(text), cased(value))));
      if (chip.operator === 'contains') return any((text, value) => text.includes(value));
      if (chip.operator === 'starts-with') return any((text, value) => text.startsWith(value));
      return any((text, value) => text === value) === (chip.operator === 'is');
    }
  }
}

describe('against the plain reading, on random events', () => {
  test('filter', () => {
    fc.assert(fc.property(randomEvents, fc.array(chip, { maxLength: 3 }), fc.integer({ min: -60, max: 220 }), fc.integer({ min: -60, max: 220 }), (events, chips, from, to) => {
      const expected = inTime(events).flatMap((event, row) => (event.time >= from && event.time < to && chips.every((one) => passes(event, one)) ? [row] : []));
      expect([...filter(columnsOf(events), { from, to, chips })]).toEqual(expected);
    }), { numRuns: 300 });
  });

  test('countBy', () => {
    fc.assert(fc.property(randomEvents, textField, fc.integer({ min: 0, max: 4 }), (events, field, limit) => {
      const columns = columnsOf(events);
      const rows = filter(columns, { from: 0, chips: [] });
      const chosen = inTime(events).filter(({ time }) => time >= 0);
      const by = new Map<string, number[]>();
      for (const event of chosen) for (const text of new Set(textsOf(event, field))) by.set(text, [...(by.get(text) ?? []), event.time]);
      const numeric = field === 'source.port';
      const expected = [...by].sort(([a, x], [b, y]) => y.length - x.length || (numeric ? Number(a) - Number(b) : byBytes(a, b)))
        .map(([text, times]) => ({ id: columns.idOf(field as 'user.name', text), text, count: times.length, first: Math.min(...times), last: Math.max(...times) }));
      const absent = chosen.filter((event) => textsOf(event, field).length === 0).length;
      expect(countBy(columns, field as 'user.name', { rows, limit })).toEqual({ top: expected.slice(0, limit), distinct: expected.length, rows: chosen.length, absent });
    }), { numRuns: 100 });
  });

  test('histogram', () => {
    fc.assert(fc.property(randomEvents, fc.integer({ min: -60, max: 60 }), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 9 }), (events, from, length, slices) => {
      const columns = columnsOf(events);
      const rows = filter(columns, { chips: [{ field: 'user.name', operator: 'exists' }] });
      const bound = (slice: number): number => (slice === slices ? from + length : from + (slice * length) / slices);
      const counted = (chosen: readonly PlainEvent[]): number[] =>
        Array.from({ length: slices }, (_, slice) => chosen.filter(({ time }) => time >= bound(slice) && time < bound(slice + 1)).length);
      expect([...histogram(columns, from, from + length, slices)]).toEqual(counted(events));
      expect([...histogram(columns, from, from + length, slices, rows)]).toEqual(counted(events.filter((event) => textsOf(event, 'user.name').length > 0)));
    }), { numRuns: 60 });
  });

  test('sortRows is stable, in both directions, with the absent last', () => {
    fc.assert(fc.property(randomEvents, textField, fc.constantFrom('ascending', 'descending'), (events, field, direction) => {
      const rows = inTime(events).map((event, row) => ({ row, text: textsOf(event, field)[0] }));
      const sign = direction === 'ascending' ? 1 : -1;
      const order = (a: string, b: string): number => sign * (field === 'source.port' ? Number(a) - Number(b) : byBytes(a, b));
      const there = rows.filter(({ text }) => text !== undefined).sort((a, b) => order(a.text!, b.text!));
      const expected = [...there, ...rows.filter(({ text }) => text === undefined)].map(({ row }) => row);
      expect([...sortRows(columnsOf(events), field as 'user.name', direction)]).toEqual(expected);
    }), { numRuns: 100 });
  });
});

test('is-not keeps rows that lack the field; exists beside it leaves them out', () => {
  const columns = columnsOf([{ time: 1, 'source.ip': 'AWS Internal' }, { time: 2 }, { time: 3, 'source.ip': '192.0.2.1' }]);
  const other: Chip = { field: 'source.ip', operator: 'is-not', values: ['AWS Internal'] };
  expect([...filter(columns, { chips: [other] })]).toEqual([1, 2]);
  expect([...filter(columns, { chips: [other, { field: 'source.ip', operator: 'exists' }] })]).toEqual([2]);
});

test('a chip that compares a text with a number is a bug', () => {
  expect(() => filter(columnsOf([]), { chips: [{ field: 'user.name', operator: 'above', value: 1 }] })).toThrow('user.name is no number');
});

test('pages follow each other to the end', () => {
  const rows = Uint32Array.of(4, 3, 2, 1, 0);
  const first = rowsPage(rows, 0, 2);
  expect(first).toEqual({ rows: Uint32Array.of(4, 3), next: 2, total: 5 });
  expect(rowsPage(rows, 4, 2)).toEqual({ rows: Uint32Array.of(0), next: null, total: 5 });
  expect(rowsPage(rows, 9, 2)).toEqual({ rows: new Uint32Array(0), next: null, total: 5 });
});
