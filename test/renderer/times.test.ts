import { describe, expect, test } from 'vitest';
import { isZone, timesIn } from '../../src-renderer/src/shape/times.ts';
import { fieldTime, parseRange, rangeText, shifted, typedTime } from '../../src-renderer/src/shape/time-range.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = Date.UTC(2026, 4, 19, 14, 37, 9);

describe('a time in a zone', () => {
  const denver = timesIn('America/Denver', { first: '2026-04-20T00:00:00Z', last: '2026-05-20T00:00:00Z' });

  test('is the clock of the zone, its day and its range', () => {
    expect(denver.moment('2026-05-19T03:37:09Z')).toBe('18 May 21:37:09');
    expect(denver.timeOfDay('2026-05-19T14:37:09.120Z')).toBe('08:37:09.12');
    expect(denver.day('2026-05-19T03:00:00Z')).toBe('18 May 2026');
    expect(denver.range('2026-05-19T14:50:00Z', '2026-05-19T15:40:00Z')).toBe('19 May 08:50–09:40');
    expect(timesIn('Asia/Kathmandu').minute('2026-05-19T14:37:09Z')).toBe('19 May 20:22');
  });

  test('has the offset as its name, and of a case over a change of clocks the name of the zone', () => {
    expect(denver.name()).toBe('−06:00');
    expect(denver.name('2026-01-10T00:00:00Z')).toBe('−07:00');
    expect(timesIn('America/Denver', { first: '2026-01-20T00:00:00Z', last: '2026-05-20T00:00:00Z' }).name()).toBe('America/Denver');
    expect([timesIn('UTC').name(), timesIn('Europe/London').name('2026-01-10T00:00:00Z')]).toEqual(['UTC', '+00:00']);
  });

  test('a day without a time stays that day, and what is no time comes back as it is', () => {
    expect([denver.day('2026-05-19'), denver.moment('yesterday')]).toEqual(['19 May 2026', 'yesterday']);
  });

  test('only zones that this computer knows are zones', () => {
    expect(['UTC', 'America/Denver', 'Mars/Olympus', ''].map(isZone)).toEqual([true, true, false, false]);
  });
});

describe('a range', () => {
  test('goes into the URL and comes back', () => {
    const range = { fromMs: at, toMs: at + hour };
    expect(rangeText(range)).toBe('2026-05-19T14:37:09Z..2026-05-19T15:37:09Z');
    expect(parseRange(rangeText(range))).toEqual(range);
  });

  test.each([undefined, null, '', '..', '2026-05-19T00:00:00Z', '2026-05-19T00:00:00Z..', 'b..a', '2026-05-19T00:00:00Z..2026-05-19T00:00:00Z', '2026-05-20T00:00:00Z..2026-05-19T00:00:00Z', '1..2..3', ['a..b']])('%j is none', (text) => {
    expect(parseRange(text)).toBeNull();
  });

  test('moves inside of the case and keeps its length', () => {
    const whole = { fromMs: 0, toMs: 100 * hour };
    expect(shifted({ fromMs: 10 * hour, toMs: 20 * hour }, whole, 0.5)).toEqual({ fromMs: 15 * hour, toMs: 25 * hour });
    expect(shifted({ fromMs: 85 * hour, toMs: 95 * hour }, whole, 3)).toEqual({ fromMs: 90 * hour, toMs: 100 * hour });
    expect(shifted({ fromMs: 40 * hour, toMs: 60 * hour }, whole, 0, 100)).toEqual(whole);
  });
});

describe('a typed time', () => {
  const denver = timesIn('America/Denver').offset;

  test.each([
    ['2026-05-19 14:37', Date.UTC(2026, 4, 19, 20, 37)], ['2026-05-19T14:37:09', Date.UTC(2026, 4, 19, 20, 37, 9)], [' 2026-5-9 ', Date.UTC(2026, 4, 9, 6)], ['2026-01-19 00:00', Date.UTC(2026, 0, 19, 7)],
  ])('%s is of the zone', (text, ms) => {
    expect(typedTime(text, denver)).toBe(ms);
  });

  test.each(['', 'now', '2026-13-01', '2026-02-30', '2026-05-19 25:00', '2026-05-19 10:61', '19.05.2026'])('%j is none', (text) => {
    expect(typedTime(text, denver)).toBeNull();
  });

  test('what a field shows is read back, also where clocks change', () => {
    for (const ms of [at, at - (at % minute), Date.UTC(2026, 2, 8, 8, 59), Date.UTC(2026, 2, 8, 9, 1), Date.UTC(2026, 10, 1, 9)]) expect(typedTime(fieldTime(ms, denver), denver)).toBe(ms);
  });
});
