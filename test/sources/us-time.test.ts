import { expect, test } from 'vitest';
import { parseUsTime } from '../../src-main/sources/us-time.ts';

test.each([
  ['4/28/2021, 2:08:45.221 PM', '2021-04-28T14:08:45.221Z', 'millisecond'],
  ['5/18/2021 9:13:33 PM', '2021-05-18T21:13:33Z', 'second'],
  ['11/14/2025 1:48:53 AM', '2025-11-14T01:48:53Z', 'second'],
  ['11/14/2025 12:00:00 AM', '2025-11-14T00:00:00Z', 'second'],
  ['11/14/2025 12:00:00 PM', '2025-11-14T12:00:00Z', 'second'],
  ['11/14/2025 1:48:53\u202fAM', '2025-11-14T01:48:53Z', 'second'],
  ['1/2/2025 13:05', '2025-01-02T13:05:00Z', 'second'],
])('%s is read month first', (text, iso, precision) => {
  expect(parseUsTime(text)).toEqual({ ms: Date.parse(iso), restNs: 0, precision, zoneAssumed: true });
});

test.each(['31/12/2025 1:48:53 AM', '2/30/2025 1:00:00 PM', '1/2/2025 13:05:00 PM', '1/2/2025 0:05:00 AM', '1/2/2025', '1/2/25 1:00:00 PM', '1/2/2025 24:00:00'])('%s is no time', (text) => {
  expect(parseUsTime(text)).toBeTypeOf('string');
});

test('what parseTime reads is read all the same', () => {
  expect(parseUsTime('2025-11-14T01:48:53Z')).toMatchObject({ zoneAssumed: false });
});
