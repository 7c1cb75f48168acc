import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf, silenceWithin, sliceWidth, type PlainEvent } from '../../src-main/columns/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from './random-events.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** A Monday. */
const START = Date.UTC(2026, 3, 20);
/** An event of a source every `every` ms. */
function source(dataset: string, from: number, to: number, every: number, at: (ms: number) => boolean = () => true): PlainEvent[] {
  const events: PlainEvent[] = [];
  for (let ms = from; ms < to; ms += every) if (at(ms)) events.push({ time: START + ms, 'event.dataset': dataset });
  return events;
}
const gaps = (events: readonly PlainEvent[]) => coverageOf(columnsOf(events)).gaps.map(({ dataset, startMs, endMs }) => [dataset, (startMs - START) / HOUR, (endMs - START) / HOUR]);

describe('slices', () => {
  test('are of a round length, at most 200 of them', () => {
    expect([30 * DAY, 5 * DAY, DAY, HOUR, 400 * DAY].map((span) => sliceWidth(span) / HOUR)).toEqual([6, 1, 0.25, 1 / 60, 48 + 120]);
    fc.assert(fc.property(fc.integer({ min: 0, max: 5000 * DAY }), (span) => {
      expect(Math.floor(span / sliceWidth(span)) + 1).toBeLessThanOrEqual(200);
    }));
  });

  test('hold every event of every source', () => {
    fc.assert(fc.property(randomEvents, (events) => {
      const sourced = events.map((event, at) => ({ ...event, time: event.time * HOUR, 'event.dataset': `source ${at % 3}` }));
      const { sources, fromMs, toMs, sliceMs } = coverageOf(columnsOf(sourced));
      expect(sources.reduce((sum, { events: count }) => sum + count, 0)).toBe(events.length);
      for (const { counts, events: count } of sources) {
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(count);
        expect(counts).toHaveLength((toMs - fromMs) / sliceMs);
      }
    }));
  });
});

describe('gaps', () => {
  test('a source that falls silent for a day and a half', () => {
    const events = source('aws.cloudtrail', 0, 30 * DAY, 20 * 60_000, (ms) => ms < 10 * DAY || ms >= 11.5 * DAY);
    expect(gaps(events)).toEqual([['aws.cloudtrail', 240, 276]]);
  });

  test('nine hours of a month, though no slice of its chart is so short; quiet nights are none', () => {
    const day = (ms: number): boolean => ms % DAY >= 7 * HOUR && ms % DAY < 19 * HOUR;
    const events = [...source('k8s.audit', 0, 30 * DAY, 10 * 60_000, (ms) => ms < 19 * DAY || ms >= 19 * DAY + 9 * HOUR), ...source('okta.system', 0, 30 * DAY, 10 * 60_000, day)];
    expect(gaps(events)).toEqual([['k8s.audit', 19 * 24, 19 * 24 + 9]]);
  });

  test('one that begins late and one that ends early, against the time of the case', () => {
    const events = [...source('aws.cloudtrail', 0, 30 * DAY, 30 * 60_000), ...source('okta.system', 9 * DAY, 30 * DAY, 30 * 60_000), ...source('k8s.audit', 0, 28 * DAY, 30 * 60_000)];
    expect(gaps(events)).toEqual([['k8s.audit', 28 * 24 - 0.5, 30 * 24 - 0.5], ['okta.system', 0, 216]]);
  });

  test('quiet weekends are none where other weeks have them too, and a weekday without events is one', () => {
    const weekday = (ms: number): boolean => Math.floor(ms / DAY) % 7 < 5;
    expect(gaps(source('aws.cloudtrail', 0, 33 * DAY, 30 * 60_000, weekday))).toEqual([]);
    const [gap] = gaps(source('aws.cloudtrail', 0, 33 * DAY, 30 * 60_000, (ms) => weekday(ms) && Math.floor(ms / DAY) !== 16));
    expect(gap).toEqual(['aws.cloudtrail', 16 * 24, 17 * 24]);
  });

  test('a source with few events has none: silence is what it is like', () => {
    expect(gaps([...source('aws.cloudtrail', 0, 30 * DAY, 30 * 60_000), ...source('okta.system', 0, 30 * DAY, 3 * DAY)])).toEqual([]);
  });

  test('no event, one event', () => {
    expect(coverageOf(columnsOf([]))).toMatchObject({ sources: [], gaps: [] });
    expect(coverageOf(columnsOf([{ time: START, 'event.dataset': 'aws.cloudtrail' }]))).toMatchObject({ sources: [{ events: 1, counts: [1] }], gaps: [] });
  });
});

describe('how much a source writes', () => {
  test('the median of the hours in which it wrote, not of all hours', () => {
    const events = [...source('aws.cloudtrail', 0, 3 * HOUR, 10 * 60_000), ...source('aws.cloudtrail', 30 * HOUR, 31 * HOUR, 60_000)];
    expect(coverageOf(columnsOf(events)).sources).toMatchObject([{ events: 78, hours: 4, perHour: 6, busiest: 60 }]);
  });
  test('hours are those of the clock, whatever the first event', () => {
    expect(coverageOf(columnsOf([{ time: START + HOUR - 1, 'event.dataset': 'okta.system' }, { time: START + HOUR, 'event.dataset': 'okta.system' }])).sources).toMatchObject([{ hours: 2, perHour: 1, busiest: 1 }]);
  });
});

describe('the parts of a source', () => {
  const signIn = (kind?: string): PlainEvent => ({ time: START, 'event.dataset': 'entra.signin', ...(kind === undefined ? {} : { 'entra.signin.kind': kind }) });
  test('those that are there with their events, those that are missing with what cannot be seen without them', () => {
    const { parts } = coverageOf(columnsOf([signIn('interactive'), signIn('interactive'), signIn('service-principal')])).sources[0]!;
    expect(parts?.seen.map(({ value, events }) => [value, events])).toEqual([['interactive', 2], ['service-principal', 1]]);
    expect(parts?.missing.map(({ value }) => value)).toEqual(['non-interactive', 'managed-identity']);
    expect(parts?.missing.every(({ without }) => without.length > 10)).toBe(true);
  });
  test('an export that does not say is not called incomplete', () => {
    expect(coverageOf(columnsOf([signIn(), signIn()])).sources[0]!.parts).toBeNull();
    expect(coverageOf(columnsOf([{ time: START, 'event.dataset': 'azure.activity' }])).sources[0]!.parts).toBeNull();
  });
  test('events of another source do not stand in for a part', () => {
    const { sources } = coverageOf(columnsOf([{ time: START, 'event.dataset': 'okta.system', 'event.category': 'mfa' }, { time: START, 'event.dataset': 'aws.cloudtrail', 'event.category': 'session' }]));
    expect(sources.find(({ dataset }) => dataset === 'okta.system')?.parts?.missing.map(({ value }) => value)).toEqual(['session', 'authentication', 'configuration']);
  });
});

describe('silence within a span', () => {
  const columns = columnsOf([
    ...source('aws.cloudtrail', 0, 30 * DAY, 20 * 60_000, (ms) => ms < 10 * DAY || ms >= 11.5 * DAY),
    ...source('entra.signin', 0, 30 * DAY, 20 * 60_000, (ms) => ms < 11 * DAY || ms >= 13 * DAY),
  ]);
  const silent = (of: readonly string[], from: number, to: number) => silenceWithin(columns, of, START + from, START + to) / HOUR;
  test('of one source, cut to the span', () => {
    expect(silent(['aws.cloudtrail'], 0, 30 * DAY)).toBe(36);
    expect(silent(['aws.cloudtrail'], 10.5 * DAY, 11 * DAY)).toBe(12);
    expect(silent(['aws.cloudtrail'], 20 * DAY, 30 * DAY)).toBe(0);
  });
  test('of several that may stand in for each other: where all of them are silent', () => {
    expect(silent(['aws.cloudtrail', 'entra.signin'], 0, 30 * DAY)).toBe(12);
    expect(silent(['aws.cloudtrail', 'okta.system'], 0, 30 * DAY)).toBe(36);
    expect(silent(['okta.system'], 0, 30 * DAY)).toBe(0);
  });
});
