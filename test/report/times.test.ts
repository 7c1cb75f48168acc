import { expect, test } from 'vitest';
import { timesIn } from '../../src-main/report/times.ts';

test('UTC says so once, and puts nothing beside it', () => {
  const times = timesIn('UTC');
  expect(times.exact('2026-05-19T14:37:09Z')).toBe('19 May 2026, 14:37:09 UTC');
  expect(times.period('2026-05-19T14:37:09Z', '2026-05-19T15:41:05Z')).toBe('19 May 2026, 14:37:09 to 15:41:05 UTC');
  expect(times.beside('2026-05-19T14:37:09Z')).toBe('');
});

test('another zone says its offset at that time, with UTC beside it', () => {
  const times = timesIn('Europe/Oslo');
  expect(times.exact('2026-05-19T22:37:09.250Z')).toBe('20 May 2026, 00:37:09.250 +02:00');
  expect(times.beside('2026-05-19T22:37:09Z')).toBe('2026-05-19T22:37:09Z');
  // The clock goes back at 01:00 UTC: one day, two offsets.
  expect(times.period('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z')).toBe('25 Oct 2026, 02:30:00 +02:00 to 25 Oct 2026, 02:30:00 +01:00');
});

test('text that is no time comes back as it is', () => {
  expect(timesIn('UTC').exact('=now()')).toBe('=now()');
  expect(timesIn('UTC').period(null, null)).toBe('no events');
});
