import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askEvents, askHistogram, askValues, find, listedRows, locateEvent } from '../../src-main/questions/index.ts';
import type { EventChip, EventFilter, EventSort } from '../../src-main/contract/index.ts';
import { exportEvents } from '../../src-main/pipeline/export-events.ts';
import type { Columns } from '../../src-main/columns/index.ts';
import { findingRows, findingStored, saveSet, type ReadCase, type WriteCase } from '../../src-main/case/index.ts';
import { byBytes, inTime, randomEvents, textsOf } from '../columns/random-events.ts';
import { columnsOf } from '../help/columns-of.ts';
import { csvCells } from '../help/csv.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { sampleCase, type Made } from './sample-case.ts';

const all: EventFilter = { from: null, to: null, chips: [], finding: null };
const none = null as unknown as ReadCase;

describe('the list of events, filtered and sorted', () => {
  const sorts = fc.constantFrom<EventSort | null>(null, { field: '@timestamp', descending: true }, { field: 'user.name', descending: false }, { field: 'user.name', descending: true }, { field: 'event.action', descending: false });
  test('is what filtering and sorting plain events gives', () => {
    fc.assert(fc.property(randomEvents, sorts, fc.boolean(), (events, sort, filtered) => {
      const columns = columnsOf(events);
      const chips: EventChip[] = filtered ? [{ field: 'user.name', operator: 'is', values: ['ann', 'bob'], ignoreCase: false }] : [];
      const kept = inTime(events).map((event, row) => ({ event, row })).filter(({ event }) => !filtered || ['ann', 'bob'].includes(textsOf(event, 'user.name')[0] ?? 'none'));
      const field = sort?.field ?? '@timestamp';
      const valueOf = (row: { readonly event: (typeof kept)[number]['event'] }) => textsOf(row.event, field)[0];
      const expected = field === '@timestamp' ? (sort?.descending ? kept.toReversed() : kept) : kept.toSorted((a, b) => {
        const [x, y] = [valueOf(a), valueOf(b)];
        if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
        return sort!.descending ? byBytes(y, x) : byBytes(x, y);
      });
      expect([...listedRows(none, columns, { filter: { ...all, chips }, sort })].map((row) => columns.time[row])).toEqual(expected.map(({ event }) => event.time));
    }), { numRuns: 200 });
  });
});

describe('a range of time', () => {
  const chips = fc.constantFrom<EventChip[]>([], [{ field: 'user.name', operator: 'is', values: ['ann'], ignoreCase: false }], [{ field: 'source.ip', operator: 'in-network', values: ['198.51.100.0/30'] }], [{ field: 'target.name', operator: 'contains', values: ['B'], ignoreCase: true }, { field: 'event.action', operator: 'exists' }]);
  const end = fc.option(fc.integer({ min: -60, max: 220 }));
  test('is cut out of the list as filtering by time would', () => {
    fc.assert(fc.property(randomEvents, chips, end, end, (events, chosen, from, to) => {
      const columns = columnsOf(events);
      const whole = [...listedRows(none, columns, { filter: { ...all, chips: chosen }, sort: null })];
      const rows = [...listedRows(none, columns, { filter: { ...all, chips: chosen, from, to }, sort: null })];
      expect(rows).toEqual(whole.filter((row) => columns.time[row]! >= (from ?? -Infinity) && columns.time[row]! < (to ?? Infinity)));
      rows.forEach((row, at) => {
        const event = columns.event[row]!;
        expect(locateEvent(none, columns, { filter: { ...all, chips: chosen, from, to }, sort: null, event })).toBe(at);
        expect(locateEvent(none, columns, { filter: { ...all, chips: chosen, from, to }, sort: { field: '@timestamp', descending: true }, event })).toBe(rows.length - 1 - at);
      });
    }), { numRuns: 200 });
  });
});

describe('values among which somebody types', () => {
  test('are counted alone, however many other values stand beside them on the events', () => {
    const others = Array.from({ length: 40 }, (_, at) => `other-${at}`);
    const columns = columnsOf([
      ...others.map((_, at) => ({ time: at, 'target.name': [...others, ...(at < 3 ? ['Key-1'] : []), ...(at === 2 ? ['key-2'] : [])] })),
      { time: 99 }, { time: 100, 'target.name': ['other-1'] },
    ]);
    expect(askValues(none, columns, { filter: all, field: 'target.name', text: 'KEY', limit: 1 })).toMatchObject({ top: [{ value: 'Key-1', count: 3 }], distinct: 2, rows: 3, absent: 0 });
    expect(askValues(none, columns, { filter: { ...all, from: 2 }, field: 'target.name', text: 'key', limit: 10 })).toMatchObject({ top: [{ value: 'Key-1', count: 1 }, { value: 'key-2', count: 1 }], distinct: 2, rows: 1, absent: 0 });
    expect(askValues(none, columns, { filter: all, field: 'target.name', text: '', limit: 1 })).toMatchObject({ distinct: 42, rows: 42, absent: 1 });
  });
});

describe('in the sample case', () => {
  let sample: Made;
  const folder = scratch('events');
  let file: WriteCase;
  let columns: Columns;
  beforeAll(async () => {
    sample = await sampleCase(8000);
    ({ file, columns } = sample);
  }, 120_000);
  afterAll(() => {
    sample.close();
    discard(folder);
  });
  const page = (filter: Partial<EventFilter>, sort: EventSort | null = null, after = 0, limit = 50) =>
    askEvents(file, columns, { filter: { ...all, ...filter }, sort, fields: ['user.name', 'target.name', '@timestamp'], after, limit });

  test('pages follow each other without a gap, in both directions of time, and say where the ends are', () => {
    const first = page({}, null, 0, 3);
    const second = page({}, null, 3, 3);
    expect(first.total).toBe(columns.count);
    expect(first.next).toBe(3);
    expect([...first.rows, ...second.rows].map((row) => row.time)).toEqual([...first.rows, ...second.rows].map((row) => row.time).toSorted());
    const last = page({}, { field: '@timestamp', descending: true }, 0, 1);
    expect(Date.parse(last.rows[0]!.time)).toBe(first.atMs!.last);
    const end = page({}, null, first.total - 2, 50);
    expect(end.rows).toHaveLength(2);
    expect(end.next).toBeNull();
  });

  test('cells are the values of the fields; several values stand side by side', () => {
    const { rows } = page({ chips: [{ field: 'target.name', operator: 'exists' }] });
    expect(rows[0]!.cells[1]!.length).toBeGreaterThan(0);
    expect(rows[0]!.cells[0]).toEqual([rows[0]!.user]);
  });

  test('a network holds the addresses in it; what lies outside is the rest', () => {
    const ip = page({}).rows.find((row) => /^[\d.]+$/.test(row.ip ?? ''))!.ip!;
    const block = `${ip.split('.').slice(0, 2).join('.')}.0.0/16`;
    const inside = page({ chips: [{ field: 'source.ip', operator: 'in-network', values: [block] }] });
    const outside = page({ chips: [{ field: 'source.ip', operator: 'not-in-network', values: [block] }] });
    expect(inside.total).toBeGreaterThan(0);
    expect(inside.total + outside.total).toBe(columns.count);
    expect(inside.rows.every((row) => row.ip!.startsWith(ip.split('.').slice(0, 2).join('.')))).toBe(true);
    expect(() => page({ chips: [{ field: 'user.name', operator: 'in-network', values: [block] }] })).toThrow(/call\/bad-input/);
    expect(() => page({ chips: [{ field: 'source.ip', operator: 'in-network', values: ['10.0.0.0/99'] }] })).toThrow(/10\.0\.0\.0\/99/);
  });

  test('a named set is taken as it stands: networks by ASN or name, inside of its days', () => {
    const network = askValues(file, columns, { filter: all, field: 'source.as.organization.name', text: '', limit: 1 }).top[0]!;
    saveSet(file, { name: 'Office', kind: 'network', entries: [{ value: network.value, note: '' }], validFrom: null, validTo: null, reason: '' });
    const chip = { field: 'source.as.organization.name', operator: 'in-set', set: 'Office' } as const;
    expect(page({ chips: [chip] }).total).toBe(network.count);
    expect(page({ chips: [{ ...chip, operator: 'not-in-set' }] }).total).toBe(columns.count - network.count);
    saveSet(file, { name: 'Office', kind: 'network', entries: [{ value: network.value, note: '' }], validFrom: '2001-01-01', validTo: '2001-01-02', reason: 'moved' });
    expect(page({ chips: [chip] }).total).toBe(0);
    expect(() => page({ chips: [{ ...chip, set: 'Nowhere' }] })).toThrow(/case\/no-such-set/);
  });

  test('a set that was edited sorts anew, though as many events pass and the last is the same one', () => {
    const few = columnsOf(['ann', 'bob', 'ann', 'bob', 'cat'].map((user, at) => ({ time: at, 'user.name': user })));
    const chips: EventChip[] = [{ field: 'user.name', operator: 'in-set', set: 'Some' }];
    const users = (...names: string[]) => {
      saveSet(file, { name: 'Some', kind: 'user', entries: names.map((value) => ({ value, note: '' })), validFrom: null, validTo: null, reason: '' });
      return [...listedRows(file, few, { filter: { ...all, chips }, sort: { field: 'user.name', descending: true } })];
    };
    expect(users('ann', 'cat')).toEqual([4, 0, 2]);
    expect(users('bob', 'cat')).toEqual([4, 1, 3]);
    expect([...listedRows(file, few, { filter: { ...all, chips: [{ field: 'user.name', operator: 'not-in-set', set: 'Some' }] }, sort: null })]).toEqual([0, 2]);
  });

  test('the events of a finding are those that were frozen with it', () => {
    const finding = findingRows(file).find((row) => row.variant === 'corrected')!;
    const { rows, total } = page({ finding: finding.id }, null, 0, 1000);
    expect(total).toBe(finding.eventCount);
    expect(rows.map((row) => row.event).toSorted((a, b) => a - b)).toEqual([...findingStored(file, finding.id).rows].toSorted((a, b) => a - b));
    expect(() => page({ finding: 'ab' })).toThrow(/case\/no-such-finding/);
  });

  test('an event is found again in its list, whatever the order', () => {
    for (const sort of [null, { field: '@timestamp', descending: true }, { field: 'user.name', descending: true }] as const) {
      const { rows } = page({}, sort, 100, 5);
      expect(locateEvent(file, columns, { filter: all, sort, event: rows[2]!.event })).toBe(102);
    }
    const gone = page({}).rows[0]!;
    expect(locateEvent(file, columns, { filter: { ...all, chips: [{ field: 'user.name', operator: 'is-not', values: [gone.user!], ignoreCase: false }] }, sort: null, event: gone.event })).toBeNull();
    expect(locateEvent(file, columns, { filter: all, sort: null, event: 99_999_999 })).toBeNull();
  });

  test('the histogram counts every event that passes once, beside all of them', () => {
    const filter: EventFilter = { ...all, chips: [{ field: 'event.outcome', operator: 'is', values: ['failure'], ignoreCase: false }] };
    const bars = askHistogram(file, columns, { filter, from: null, to: null, slices: 37 });
    expect(bars.counts.reduce((sum, n) => sum + n, 0)).toBe(page(filter).total);
    expect(bars.all.reduce((sum, n) => sum + n, 0)).toBe(columns.count);
    expect(bars.counts.every((n, i) => n <= bars.all[i]!)).toBe(true);
  });

  test('values are counted, and typing narrows them', () => {
    const values = askValues(file, columns, { filter: all, field: 'user.name', text: '', limit: 1000 });
    expect(values.top.reduce((sum, one) => sum + one.count, 0) + values.absent).toBe(columns.count);
    const doe = askValues(file, columns, { filter: all, field: 'user.name', text: 'J.D', limit: 10 });
    expect(doe.top.map((one) => one.value)).toContain('j.doe');
    expect(doe.top.every((one) => one.value.toLowerCase().includes('j.d'))).toBe(true);
  });

  test('the palette finds users, addresses, findings and rules', () => {
    const hits = find(columns, findingRows(file), [{ id: 'aws-key-in-two-places', variant: 'corrected', name: null, title: 'One key in two places' }], 'j.doe', 5);
    expect(hits[0]).toMatchObject({ kind: 'user', id: 'j.doe' });
    expect(hits.some((hit) => hit.kind === 'finding')).toBe(true);
    expect(find(columns, [], [{ id: 'aws-key-in-two-places', variant: 'corrected', name: null, title: '$networks$ networks on one key' }], 'two places', 5)).toEqual([{ kind: 'rule', id: 'aws-key-in-two-places/corrected', label: 'AWS key in two places', detail: 'corrected', count: null }]);
    expect(find(columns, [], [], ' ', 5)).toEqual([]);
  });

  test('an export has every event of the list with the place of its record, as CSV and as JSON Lines', async () => {
    const filter: EventFilter = { ...all, chips: [{ field: 'user.name', operator: 'is', values: ['j.doe'], ignoreCase: false }] };
    const run = { stop: () => false, progress: () => undefined };
    const csv = join(folder, 'events.csv');
    const lines = join(folder, 'events.jsonl');
    const written = await exportEvents(file, columns, { out: csv, format: 'csv', filter, sort: null, fields: ['@timestamp', 'user.name', 'target.name'] }, run);
    expect(written.rows).toBe(page(filter).total);
    const [head, ...rows] = csvCells(readFileSync(csv, 'utf8'));
    expect(head).toEqual(['timestamp', 'user.name', 'target.name', 'id', 'exhibit', 'file', 'member', 'record', 'offset', 'length']);
    expect(rows).toHaveLength(written.rows);
    await exportEvents(file, columns, { out: lines, format: 'jsonl', filter, sort: null, fields: [] }, run);
    const first = JSON.parse(readFileSync(lines, 'utf8').split('\n')[0]!) as { 'user.name': string; id: string; place: { record: number } };
    expect(first).toMatchObject({ 'user.name': 'j.doe', id: rows[0]![3], place: { record: Number(rows[0]![7]) } });
    await expect(exportEvents(file, columns, { out: csv, format: 'csv', filter, sort: null, fields: [] }, { ...run, stop: () => true })).rejects.toThrow(/job\/stopped/);
    await expect(exportEvents(file, columns, { out: join(folder, 'no', 'x.csv'), format: 'csv', filter, sort: null, fields: [] }, run)).rejects.toThrow(/file\/not-writable/);
  });
});
