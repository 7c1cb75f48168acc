import { describe, expect, test } from 'vitest';
import { bytes, count, crossesYear, day, left, minute, moment, range, shortHash, span, timeOfDay } from '../../src-renderer/src/shape/figures.ts';

describe('numbers', () => {
  test('thousands have commas, on every machine', () => {
    expect([0, 12, 999, 1000, 5_051_745].map(count)).toEqual(['0', '12', '999', '1,000', '5,051,745']);
  });
  test('bytes have a unit', () => {
    expect([0, 812, 1000, 999_499, 4_100_000, 2_100_000_000, 512e9].map(bytes)).toEqual(['0 B', '812 B', '1.0 kB', '999 kB', '4.1 MB', '2.1 GB', '512 GB']);
  });
  test('spans are said in the unit that fits', () => {
    expect([250, 22_000, 90_000, 600_000, 3_840_000, 3_600_000, 86_400_000, 30 * 86_400_000].map(span)).toEqual(['250 ms', '22 s', '90 s', '10 min', '64 min', '1 h', '1 d', '30 d']);
  });
  test('time left is never zero', () => {
    expect([0.2, 12, 89, 170, 8000].map(left)).toEqual(['1 s', '12 s', '89 s', '3 min', '2 h 14 min']);
  });
});

describe('times', () => {
  test('are UTC as written, with the year where asked', () => {
    expect(moment('2026-05-19T14:37:09Z')).toBe('19 May 14:37:09');
    expect(moment('2026-05-19T14:37:09.120Z', true)).toBe('19 May 2026 14:37:09');
    expect(minute('2026-05-19T14:37:09Z')).toBe('19 May 14:37');
    expect(timeOfDay('2026-05-19T14:37:09.120Z')).toBe('14:37:09.12');
    expect(timeOfDay('2026-05-19T14:37:09.000Z')).toBe('14:37:09');
    expect(day('2026-05-01')).toBe('01 May 2026');
  });
  test('what is not a time comes back as it is', () => {
    expect([moment('yesterday'), minute(''), range('x', 'y')]).toEqual(['yesterday', '', 'x – y']);
  });
  test('a range does not say its day twice', () => {
    expect(range('2026-05-19T14:50:00Z', '2026-05-19T15:40:00Z')).toBe('19 May 14:50–15:40');
    expect(range('2026-05-19T14:37:09Z', '2026-05-19T14:37:31Z')).toBe('19 May 14:37:09–14:37:31');
    expect(range('2026-04-20T00:00:00Z', '2026-05-20T00:00:00Z')).toBe('20 Apr 00:00 – 20 May 00:00');
    expect(range('2025-12-31T23:00:00Z', '2026-01-01T01:00:00Z')).toBe('31 Dec 2025 23:00 – 01 Jan 2026 01:00');
  });
  test('a case that crosses a year says so', () => {
    expect([crossesYear('2025-12-31T00:00:00Z', '2026-01-01T00:00:00Z'), crossesYear('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'), crossesYear(null, null)]).toEqual([true, false, false]);
  });
});

test('a hash is cut to what tells two apart', () => {
  expect([shortHash('a'.repeat(64)), shortHash('abc')]).toEqual([`${'a'.repeat(12)}…`, 'abc']);
});
