import { expect, test } from 'vitest';
import { boundaries, slotOf } from '../../src-main/hunt/calendar.ts';

const iso = (starts: Float64Array) => [...starts].map((ms) => new Date(ms).toISOString());
const hours = (starts: Float64Array) => [...starts].slice(1).map((ms, i) => (ms - starts[i]!) / 3_600_000);

test('days of UTC', () => {
  expect(iso(boundaries('UTC', 'day', Date.parse('2026-01-05T13:00:00Z'), Date.parse('2026-01-06T01:00:00Z')))).toEqual(['2026-01-05T00:00:00.000Z', '2026-01-06T00:00:00.000Z', '2026-01-07T00:00:00.000Z']);
});

test('days of 23 and 25 hours where the clock changes', () => {
  expect(hours(boundaries('Europe/Berlin', 'day', Date.parse('2026-03-28T12:00:00Z'), Date.parse('2026-03-30T12:00:00Z')))).toEqual([24, 23, 24]);
  expect(hours(boundaries('Europe/Berlin', 'day', Date.parse('2026-10-24T12:00:00Z'), Date.parse('2026-10-26T12:00:00Z')))).toEqual([24, 25, 24]);
});

test('a zone of a quarter of an hour, and a midnight that the clock skips', () => {
  expect(iso(boundaries('Asia/Kathmandu', 'day', Date.parse('2026-01-05T00:00:00Z'), Date.parse('2026-01-05T01:00:00Z')))[0]).toBe('2026-01-04T18:15:00.000Z');
  // On 2024-04-26 clocks in Cairo went from 00:00 to 01:00.
  expect(iso(boundaries('Africa/Cairo', 'day', Date.parse('2024-04-26T10:00:00Z'), Date.parse('2024-04-26T11:00:00Z')))[0]).toBe('2024-04-25T22:00:00.000Z');
  expect(hours(boundaries('Africa/Cairo', 'day', Date.parse('2024-04-25T10:00:00Z'), Date.parse('2024-04-26T11:00:00Z')))).toEqual([24, 23]);
});

test('weeks begin on Monday', () => {
  expect(iso(boundaries('America/New_York', 'week', Date.parse('2026-01-08T12:00:00Z'), Date.parse('2026-01-08T13:00:00Z')))).toEqual(['2026-01-05T05:00:00.000Z', '2026-01-12T05:00:00.000Z']);
});

test('UTC is counted, not asked, and says the same as a zone that is always with it', () => {
  for (const unit of ['day', 'week'] as const) {
    for (const [from, to] of [['2026-01-05T00:00:00Z', '2026-01-05T00:00:00Z'], ['2026-01-04T23:59:59.999Z', '2026-01-12T00:00:00Z'], ['1969-12-30T05:00:00Z', '1970-02-01T00:00:00Z'], ['2024-02-27T12:00:00Z', '2024-03-20T12:00:00Z']] as const) {
      expect(iso(boundaries('UTC', unit, Date.parse(from), Date.parse(to)))).toEqual(iso(boundaries('Etc/GMT', unit, Date.parse(from), Date.parse(to))));
    }
  }
});

test('a record of 1970 beside one of today costs no seconds', () => {
  const begun = performance.now();
  expect(boundaries('UTC', 'day', 0, Date.parse('2026-01-05T00:00:00Z'))).toHaveLength(20_460);
  expect(boundaries('Europe/Oslo', 'day', Date.parse('2016-01-01T00:00:00Z'), Date.parse('2026-01-05T00:00:00Z')).length).toBeGreaterThan(3650);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test('a time belongs to the slot that began last', () => {
  const starts = Float64Array.of(0, 10, 20);
  expect([0, 9, 10, 19, 20, 99].map((time) => slotOf(starts, time))).toEqual([0, 0, 1, 1, 2, 2]);
});
