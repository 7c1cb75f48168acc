import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FindingHead } from '../../src-main/case/index.ts';
import type { PlainEvent } from '../../src-main/columns/index.ts';
import { findingsPerSlice, sliceWidth, sourcesOf } from '../../src-main/questions/coverage.ts';
import { columnsOf } from '../help/columns-of.ts';
import { randomEvents } from '../columns/random-events.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** A Monday. */
const START = Date.UTC(2026, 3, 20);
/** An event of a source every `every` ms. */
function source(dataset: string, from: number, to: number, every: number, at: (ms: number) => boolean = () => true): PlainEvent[] {
  const events: PlainEvent[] = [];
  for (let ms = from; ms < to; ms += every) if (at(ms)) events.push({ time: START + ms, 'event.dataset': dataset });
  return events;
}
const gaps = (events: readonly PlainEvent[]) => sourcesOf(columnsOf(events)).gaps.map(({ dataset, startMs, endMs }) => [dataset, (startMs - START) / HOUR, (endMs - START) / HOUR]);

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
      const { sources, fromMs, toMs, sliceMs } = sourcesOf(columnsOf(sourced));
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
    expect(sourcesOf(columnsOf([]))).toMatchObject({ sources: [], gaps: [] });
    expect(sourcesOf(columnsOf([{ time: START, 'event.dataset': 'aws.cloudtrail' }]))).toMatchObject({ sources: [{ events: 1, counts: [1] }], gaps: [] });
  });
});

test('findings stand in the slice where they begin, with the gravest of them; those outside at the edge', () => {
  const sources = sourcesOf(columnsOf(source('aws.cloudtrail', 0, 30 * DAY, HOUR)));
  const head = (at: number, severity: FindingHead['severity']): FindingHead => ({ id: '', number: 1, rule: 'r', variant: 'corrected', title: '', severity, actor: null, startMs: START + at, endMs: START + at, eventCount: 1, verdict: 'open', networks: [] });
  expect(findingsPerSlice(sources, [head(0, 'low'), head(HOUR, 'high'), head(6 * HOUR, 'info'), head(-DAY, 'low'), head(90 * DAY, 'medium')])).toEqual([
    { slice: 0, count: 3, severity: 'high' }, { slice: 1, count: 1, severity: 'info' }, { slice: 119, count: 1, severity: 'medium' },
  ]);
});
