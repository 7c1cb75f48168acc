import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distinctCounts, eachSliding, eachTumbling, groupRows, inOrder, orderIds, timesInOrder, type Cut, type FoundWindow, type InOrderOptions, type PlainEvent,
} from '../../src-main/columns/index.ts';
import type { FieldName } from '../../src-main/contract/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { inTime, randomEvents, textsOf } from './random-events.ts';

const counted: readonly FieldName[] = ['source.ip', 'target.name'];
const keyOf = (event: PlainEvent): string | undefined => textsOf(event, 'user.name')[0];
const limitsOf = fc.record({ rows: fc.integer({ min: 0, max: 4 }), distinct: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }) });
type Told = readonly [key: string, start: number, end: number, rows: readonly number[], distinct: readonly number[]];

function distinctOf(events: readonly PlainEvent[], field: FieldName, absent: boolean): number {
  const lists = events.map((event) => textsOf(event, field));
  return new Set(lists.flat()).size + (absent && lists.some((list) => list.length === 0) ? 1 : 0);
}

function tellers(events: readonly PlainEvent[], options: InOrderOptions) {
  const columns = columnsOf(events);
  const groups = groupRows(columns, ['user.name'], { nulls: 'drop' });
  const ordered = counted.map((field) => inOrder(columns, groups, field, options));
  const told: Told[] = [];
  const tell = ({ group, from, to, start, end, distinct }: FoundWindow): void => {
    told.push([columns.text('user.name', groups.key(group, 0)), start, end, [...groups.rows.subarray(from, to)], distinct]);
  };
  return { columns, groups, ordered, told, tell };
}
const sorted = (told: readonly Told[]): string[] => told.map((one) => JSON.stringify(one)).sort();

describe('against the plain reading, on random events', () => {
  const cut = fc.oneof(fc.record({ width: fc.integer({ min: 1, max: 90 }) }), fc.uniqueArray(fc.integer({ min: -60, max: 210 }), { maxLength: 5 }).map((bounds) => ({ boundaries: Float64Array.from(bounds).sort() }))) as fc.Arbitrary<Cut>;

  test('tumbling windows', () => {
    fc.assert(fc.property(randomEvents, cut, limitsOf, fc.constantFrom<'skip' | 'count'>('skip', 'count'), (events, how, limits, absent) => {
      const { columns, groups, ordered, told, tell } = tellers(events, { absent });
      eachTumbling(columns, groups, how, ordered, limits, tell);
      const bounds = 'width' in how ? Array.from({ length: 400 }, (_, at) => (at - 200) * how.width) : [-Infinity, ...how.boundaries, Infinity];
      const rows = inTime(events).map((event, row) => ({ event, row }));
      const expected: Told[] = [];
      for (const key of new Set(events.map(keyOf))) {
        for (const [at, start] of bounds.entries()) {
          const end = bounds[at + 1] ?? Infinity;
          const own = rows.filter(({ event }) => key !== undefined && keyOf(event) === key && event.time >= start && event.time < end);
          const distinct = counted.map((field) => distinctOf(own.map(({ event }) => event), field, absent === 'count'));
          if (own.length > 0 && own.length >= limits.rows && distinct.every((count, i) => count >= limits.distinct[i]!)) expected.push([key!, start, end, own.map(({ row }) => row), distinct]);
        }
      }
      expect(sorted(told)).toEqual(sorted(expected));
    }), { numRuns: 150 });
  });

  test('sliding windows', () => {
    fc.assert(fc.property(randomEvents, fc.integer({ min: 1, max: 120 }), limitsOf, fc.constantFrom<'skip' | 'count'>('skip', 'count'), (events, width, limits, absent) => {
      const { columns, groups, ordered, told, tell } = tellers(events, { absent });
      eachSliding(columns, groups, width, ordered, limits, tell);
      const rows = inTime(events).map((event, row) => ({ event, row }));
      const expected: Told[] = [];
      const moments = new Map(events.filter((event) => keyOf(event) !== undefined).map((event) => [`${event.time} ${keyOf(event)}`, event]));
      for (const { time, ...event } of moments.values()) {
        const key = keyOf({ time, ...event })!;
        const own = rows.filter((other) => keyOf(other.event) === key && other.event.time > time - width && other.event.time <= time);
        const distinct = counted.map((field) => distinctOf(own.map((other) => other.event), field, absent === 'count'));
        if (own.length >= limits.rows && distinct.every((count, i) => count >= limits.distinct[i]!)) expected.push([key, time - width, time, own.map(({ row }) => row), distinct]);
      }
      expect(sorted(told)).toEqual(sorted(expected));
    }), { numRuns: 150 });
  });
});

const minutes = (n: number, seconds = 0): number => n * 60_000 + seconds * 1000;

test('two addresses at 00:04:59 and 00:05:01: no tumbling window, one sliding', () => {
  const { columns, groups, ordered, told, tell } = tellers([
    { time: minutes(4, 59), 'user.name': 'ann', 'source.ip': '192.0.2.1' }, { time: minutes(5, 1), 'user.name': 'ann', 'source.ip': '198.51.100.1' },
  ], {});
  eachTumbling(columns, groups, { width: minutes(5) }, ordered, { distinct: [2] }, tell);
  expect(told).toEqual([]);
  eachSliding(columns, groups, minutes(5), ordered, { distinct: [2] }, tell);
  expect(told).toEqual([['ann', minutes(0, 1), minutes(5, 1), [0, 1], [2, 0]]]);
});

test('a sliding window holds its end and not its start', () => {
  const { columns, groups, ordered, told, tell } = tellers([0, 60].map((time) => ({ time, 'user.name': 'ann', 'source.ip': `192.0.2.${time}` })), {});
  eachSliding(columns, groups, 60, ordered, { rows: 2 }, tell);
  expect(told).toEqual([]);
  eachSliding(columns, groups, 61, ordered, { rows: 2 }, tell);
  expect(told).toHaveLength(1);
});

test('a calendar day of 23 hours is one window', () => {
  const days = Float64Array.from(['2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'], (text) => Date.parse(text));
  const times = ['2026-03-28T23:00Z', '2026-03-29T21:59Z', '2026-03-29T22:00Z', '2026-03-27T00:00Z'].map((text) => Date.parse(text));
  const { columns, groups, told, tell } = tellers(times.map((time) => ({ time, 'user.name': 'ann' })), {});
  eachTumbling(columns, groups, { boundaries: days }, [], {}, tell);
  expect(told.map(([, start, end, rows]) => [start, end, rows.length])).toEqual([[-Infinity, days[0], 1], [days[0], days[1], 2], [days[1], days[2], 1]]);
});

test('ignored ids count as absent; a column of the caller counts like any', () => {
  const columns = columnsOf(['', 'Chrome', undefined].map((agent, time) => ({ time, 'user.name': 'ann', 'user_agent.original': agent })));
  const groups = groupRows(columns, ['user.name'], { nulls: 'drop' });
  const blank = Uint8Array.of(0, 1, 0);
  const count = (options: InOrderOptions): number => distinctCounts(groups.starts, inOrder(columns, groups, 'user_agent.original', options))[0]!;
  expect([count({}), count({ absent: 'count' }), count({ ignore: blank }), count({ ignore: blank, absent: 'count' })]).toEqual([2, 3, 1, 2]);
  expect([...distinctCounts(groups.starts, orderIds(groups, { codes: Uint8Array.of(0, 1, 1), table: Uint32Array.of(0, 5) }, 6))]).toEqual([1]);
  expect([...timesInOrder(columns, groups)]).toEqual([0, 1, 2]);
});
