import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTime } from '../../src-main/sources/index.ts';

const at = (iso: string) => Date.parse(iso);

describe('times that are read', () => {
  test.each([
    ['2026-05-04T08:15:30Z', '2026-05-04T08:15:30Z', 0, 'second', false],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59Z', 0, 'second', false],
    ['2022-02-08 09:23:37+11:00', '2022-02-07T22:23:37Z', 0, 'second', false],
    ['2021-11-18T09:41:02-08:00', '2021-11-18T17:41:02Z', 0, 'second', false],
    ['2026-05-04T08:15:30.123Z', '2026-05-04T08:15:30.123Z', 0, 'millisecond', false],
    ['2026-05-04T08:15:30.1Z', '2026-05-04T08:15:30.100Z', 0, 'millisecond', false],
    ['2026-05-04T08:15:30.1234567Z', '2026-05-04T08:15:30.123Z', 456700, 'finer', false],
    ['2026-05-04T08:15:30.123456789+00:00', '2026-05-04T08:15:30.123Z', 456789, 'finer', false],
    ['2026-05-04 08:15:30.000000000', '2026-05-04T08:15:30Z', 0, 'finer', true],
    ['2026-05-04 08:15:30', '2026-05-04T08:15:30Z', 0, 'second', true],
    ['2026-05-04T08:15Z', '2026-05-04T08:15:00Z', 0, 'second', false],
    ['20260504T081530Z', '2026-05-04T08:15:30Z', 0, 'second', false],
    [' 2026-05-04T08:15:30Z ', '2026-05-04T08:15:30Z', 0, 'second', false],
    [1526951139, '2018-05-22T01:05:39Z', 0, 'second', false],
    [1526951139360, '2018-05-22T01:05:39.360Z', 0, 'millisecond', false],
    ['1526951139360', '2018-05-22T01:05:39.360Z', 0, 'millisecond', false],
    ['1602982574.283', '2020-10-18T00:56:14.283Z', 0, 'millisecond', false],
  ])('%s', (written, iso, restNs, precision, zoneAssumed) => {
    expect(parseTime(written)).toEqual({ ms: at(iso), restNs, precision, zoneAssumed });
  });
});

describe('times that are refused with a reason', () => {
  test.each([
    '', 'foo', 'redacted', '2026-02-30T00:00:00Z', '2025-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-05-04T24:00:00Z', '2026-05-04T08:60:00Z', '2026-05-04T08:15:61Z',
    '1989-12-31T23:59:59Z', '2101-01-01T00:00:00Z', '0000-00-00T00:00:00Z', '2026-05-04', '11/14/2025 1:48:53 AM', '2026-05-04T08:15:30+99:00', '2026-05-04T08:15:3xZ', '12',
    0, -1, NaN, Infinity, 4.2e12, null, true, {}, [],
  ])('%j', (written) => {
    expect(parseTime(written)).toBeTypeOf('string');
  });

  test('the reason quotes hostile text as text, and not at length', () => {
    expect(parseTime(`\u001b[31m${'x'.repeat(10_000)}`)).toMatch(/^"\\u001b\[31mx{55}…" is not a time/);
  });
});

test('every whole second between 1990 and 2100 is read as Date writes it', () => {
  fc.assert(fc.property(fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2101, 0, 1) / 1000 - 1 }), (second) => {
    const iso = new Date(second * 1000).toISOString().replace('.000Z', 'Z');
    expect(parseTime(iso)).toEqual({ ms: second * 1000, restNs: 0, precision: 'second', zoneAssumed: false });
  }), { numRuns: 300 });
});
