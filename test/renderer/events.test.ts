import { describe, expect, test } from 'vitest';
import type { EventFilter, EventLine } from '../../src-main/contract/index.ts';
import { emptyRuns, eventHistogramPicture, roundSlices } from '../../src-main/charts/event-histogram.ts';
import { anyEvent, filteredBy, inRange, needOf, operatorsOf, partsOf, turned, withChip, withoutPart } from '../../src-renderer/src/shape/event-chips.ts';
import { askedFields, cellOf, columnOf, columnsByGroup, keptColumns, moved, nextSort, resized, sortFromQuery, sortText, toggled, tracksOf, usualColumns } from '../../src-renderer/src/shape/event-columns.ts';
import { conditionText, fieldJson, rowJson } from '../../src-renderer/src/shape/event-copy.ts';
import { pageHeight, placeFor, restedAt, rowsInView, scrolledTo, tallestPx } from '../../src-renderer/src/shape/long-scroll.ts';
import { fieldNames } from '../../src-main/contract/index.ts';

const line: EventLine = {
  event: 7, id: 'ab', time: '2026-05-19T14:37:09Z', ip: '203.0.113.7', outcome: 'failure', region: 'eu-west-1', record: 12, network: 'Clouvider "Ltd"', country: 'NL', asn: 62240, egress: 'hosting', slot: 2,
  action: 'GetObject', service: 's3.amazonaws.com', user: 'j.doe', agent: 'aws-cli/2', agentTemplate: null, error: null, cells: [['key-1'], ['a', 'b'], []],
};
const is = (field: 'user.name' | 'source.ip', ...values: string[]) => ({ field, operator: 'is' as const, values, ignoreCase: false });

describe('a filter is put together from chips', () => {
  test('only a value, then another: the newer says it; without two values: one chip', () => {
    const first = filteredBy(anyEvent, 'user.name', 'a', false);
    expect(first.chips).toEqual([is('user.name', 'a')]);
    expect(filteredBy(first, 'user.name', 'b', false).chips).toEqual([is('user.name', 'b')]);
    const out = filteredBy(filteredBy(first, 'source.ip', '1.2.3.4', true), 'source.ip', '5.6.7.8', true);
    expect(out.chips).toEqual([is('user.name', 'a'), { field: 'source.ip', operator: 'is-not', values: ['1.2.3.4', '5.6.7.8'], ignoreCase: false }]);
  });
  test('a cell without a value asks whether the field is there', () => {
    expect(filteredBy(anyEvent, 'error.code', null, false).chips).toEqual([{ field: 'error.code', operator: 'missing' }]);
    expect(filteredBy(anyEvent, 'error.code', null, true).chips).toEqual([{ field: 'error.code', operator: 'exists' }]);
  });
  test('a chip is changed where it stands, and the same chip twice is one', () => {
    const two = withChip(withChip(anyEvent, is('user.name', 'a')), is('source.ip', 'x'));
    expect(withChip(two, is('user.name', 'b'), 0).chips).toEqual([is('user.name', 'b'), is('source.ip', 'x')]);
    expect(withChip(two, is('source.ip', 'x')).chips).toHaveLength(2);
    expect(withChip(two, is('source.ip', 'x'), 0).chips).toEqual([is('source.ip', 'x')]);
  });
  test('its parts are taken away one by one, the last chip first; finding and times are parts too', () => {
    let filter: EventFilter = { from: 1, to: null, finding: 'f', chips: [is('user.name', 'a')] };
    const kinds: string[] = [];
    for (let last = partsOf(filter).at(-1); last !== undefined; last = partsOf(filter).at(-1)) {
      kinds.push(last.kind);
      filter = withoutPart(filter, last);
    }
    expect(kinds).toEqual(['chip', 'time', 'finding']);
    expect(filter).toEqual(anyEvent);
  });
  test('the range that is looked at narrows the times of the filter, and never widens them', () => {
    expect(inRange({ ...anyEvent, from: 10, to: 20 }, 5, 15)).toMatchObject({ from: 10, to: 15 });
    expect(inRange(anyEvent, 5, null)).toMatchObject({ from: 5, to: null });
    expect(inRange({ ...anyEvent, to: 20 }, null, null)).toMatchObject({ from: null, to: 20 });
  });
  test('every field has operators, each of which can be turned to the opposite and back', () => {
    for (const field of fieldNames) {
      for (const operator of operatorsOf(field)) expect(turned(turned({ field, operator } as never)).operator, `${field} ${operator}`).toBe(operator);
    }
    expect(operatorsOf('source.ip')).toContain('in-network');
    expect(operatorsOf('user.name')).not.toContain('in-network');
    expect(operatorsOf('source.port')).toContain('at-least');
    expect(needOf('session.issued_at', 'below')).toBe('time');
    expect(needOf('source.port', 'below')).toBe('number');
  });
});

describe('columns', () => {
  test('fields that rows bring along are not asked for; the cells of the others stand in the order they were asked', () => {
    const columns = [...usualColumns, columnOf('credential.id'), columnOf('target.id'), columnOf('session.id')];
    const asked = askedFields(columns);
    expect(asked).toEqual(['credential.id', 'target.id', 'session.id']);
    expect(cellOf(line, 'target.id', asked)).toEqual(['a', 'b']);
    expect(cellOf(line, 'source.as.number', asked)).toEqual(['62240']);
    expect(cellOf(line, 'error.code', asked)).toEqual([]);
    expect(cellOf(line, 'device.id', asked)).toEqual([]);
  });
  test('what was kept comes back; what is no column, or is there twice, is left out; nothing means the usual ones', () => {
    const kept = [{ id: 'user.name', widthPx: 300 }, { id: 'gone', widthPx: 1 }, null, { id: 'user.name', widthPx: 5 }, { id: 'record', widthPx: -1 }, { id: 'constructor' }];
    expect(keptColumns(JSON.parse(JSON.stringify(kept)))).toEqual([{ id: 'user.name', widthPx: 300 }, { id: 'record', widthPx: 48 }]);
    for (const nothing of [undefined, null, 'x', [], [{}]]) expect(keptColumns(nothing)).toBe(usualColumns);
  });
  test('they move, grow, go and come; the last one stays', () => {
    const two = [columnOf('user.name'), columnOf('record')];
    expect(moved(two, 'record', -1).map(({ id }) => id)).toEqual(['record', 'user.name']);
    expect(moved(two, 'record', 5)).toEqual(two);
    expect(resized(two, 'record', 1e9)[1]).toEqual({ id: 'record', widthPx: 1200 });
    expect(toggled(toggled(two, 'record'), 'user.name')).toEqual([columnOf('user.name')]);
    expect(tracksOf(two).tracks).toBe(`${two[0]!.widthPx}px minmax(${two[1]!.widthPx}px, 1fr)`);
  });
  test('a head sorts up, down, and then by time again', () => {
    const up = nextSort(null, 'user.name');
    expect([up, nextSort(up, 'user.name'), nextSort(nextSort(up, 'user.name'), 'user.name')]).toEqual([{ field: 'user.name', descending: false }, { field: 'user.name', descending: true }, null]);
    expect(nextSort(null, '@timestamp')).toEqual({ field: '@timestamp', descending: true });
    expect(nextSort({ field: '@timestamp', descending: true }, '@timestamp')).toBeNull();
    expect(nextSort(up, '@timestamp')).toBeNull();
    for (const sort of [null, { field: 'user.name' as const, descending: true }]) expect(sortFromQuery({ sort: sortText(sort) })).toEqual(sort);
    for (const bad of ['', '-', 'gone', ['user.name'], '__proto__']) expect(sortFromQuery({ sort: bad })).toBeNull();
  });
  test('every field of the dictionary, and the record, is in one group', () => {
    const ids = columnsByGroup().flatMap((group) => group.ids);
    expect([...ids].sort()).toEqual([...fieldNames, 'record'].sort());
  });
});

test.each([
  [['203.0.113.7'], 'source.ip: "203.0.113.7"', '{"source.ip":"203.0.113.7"}'], [['a"b\\', 'c\nd'], 'source.ip: ("a\\"b\\\\" or "c\\nd")', '{"source.ip":["a\\"b\\\\","c\\nd"]}'], [[], 'not source.ip: *', '{"source.ip":null}'],
])('%j is copied as a condition and as JSON', (values, condition, json) => {
  expect(conditionText('source.ip', values)).toBe(condition);
  expect(fieldJson('source.ip', values)).toBe(json);
});

test('a row is copied as one line of JSON with the columns on screen', () => {
  const copied = rowJson(line, [columnOf('record'), columnOf('source.as.organization.name'), columnOf('target.id'), columnOf('error.code')], ['credential.id', 'target.id']);
  expect(copied).not.toContain('\n');
  expect(JSON.parse(copied)).toEqual({ 'bilocate.id': 'ab', 'bilocate.record': 12, 'source.as.organization.name': 'Clouvider "Ltd"', 'target.id': ['a', 'b'] });
});

describe('scrolling through ten million rows', () => {
  const geometry = { rows: 10_000_000, rowPx: 28, viewPx: 600 };
  const top = geometry.rows * geometry.rowPx - geometry.viewPx;
  test('the page stays below what browsers can show, and both ends can be reached', () => {
    expect(pageHeight(geometry)).toBe(tallestPx);
    const end = scrolledTo({ barPx: 0, topPx: 0 }, tallestPx - geometry.viewPx, geometry);
    expect(rowsInView(end.topPx, geometry, 0).last).toBe(geometry.rows - 1);
    expect(scrolledTo(end, 0, geometry).topPx).toBe(0);
    expect(restedAt(top, geometry).barPx).toBe(tallestPx - geometry.viewPx);
  });
  test('turns of the wheel pass no row by, wherever the list is and however often the bar is put right', () => {
    let place = restedAt(5_000_000 * geometry.rowPx, geometry);
    for (let turn = 0; turn < 500; turn += 1) {
      const before = place.topPx;
      place = scrolledTo(place, place.barPx + 100, geometry);
      expect(place.topPx - before).toBe(100);
      if (turn % 3 === 0) place = restedAt(place.topPx, geometry);
    }
    expect(place.topPx).toBe(5_000_000 * geometry.rowPx + 50_000);
  });
  test('one row away from an end there is still room to turn the wheel', () => {
    expect(restedAt(28, geometry).barPx).toBe(1);
    expect(restedAt(top - 28, geometry).barPx).toBe(tallestPx - geometry.viewPx - 1);
  });
  test('a pull at the bar goes to its share of the list', () => {
    const half = scrolledTo({ barPx: 0, topPx: 0 }, (tallestPx - geometry.viewPx) / 2, geometry);
    expect(Math.round(half.topPx / geometry.rowPx / 1000)).toBe(5000);
  });
  test('a short list is scrolled as it is', () => {
    const short = { rows: 100, rowPx: 28, viewPx: 600 };
    expect(scrolledTo({ barPx: 0, topPx: 0 }, 1234, short)).toEqual({ barPx: 1234, topPx: 1234 });
    expect(restedAt(9e9, short)).toEqual({ barPx: 2200, topPx: 2200 });
  });
  test('a row is brought into view by as little as can be', () => {
    expect(placeFor(10, 280, geometry)).toBe(280);
    expect(placeFor(9, 280, geometry)).toBe(252);
    expect(placeFor(100, 0, geometry)).toBe(100 * 28 - 600 + 28);
  });
});

describe('the histogram', () => {
  const utc = () => 0;
  test('slices are round times of the clock on screen and cover the range', () => {
    const [from, to] = [Date.UTC(2026, 3, 20, 0, 13), Date.UTC(2026, 4, 19, 23, 58)];
    const slices = roundSlices(from, to, 180, utc);
    expect(slices).toMatchObject({ stepMs: 6 * 3_600_000, fromMs: Date.UTC(2026, 3, 20) });
    expect(slices.toMs).toBeGreaterThanOrEqual(to);
    expect(slices.slices).toBeLessThanOrEqual(180);
    expect(roundSlices(from, to, 180, () => 5.5 * 3_600_000).fromMs).toBe(Date.UTC(2026, 3, 19, 18, 30));
    expect(roundSlices(0, 1, 180, utc)).toEqual({ fromMs: 0, toMs: 1000, stepMs: 1000, slices: 1 });
    expect(roundSlices(0, 30 * 365 * 86_400_000, 180, utc).slices).toBeLessThanOrEqual(180);
  });
  test('a gap of the log is hatched, a gap of the filter is not; a single event can be seen', () => {
    const counts = { fromMs: 0, toMs: 4000, counts: [1, 0, 100_000, 0], all: [5, 3, 100_000, 0] };
    expect(emptyRuns([0, 0, 1, 0])).toEqual([[0, 2], [3, 4]]);
    const { shapes } = eventHistogramPicture(counts, 800, utc, String);
    expect(shapes.filter((shape) => shape.kind === 'path')).toHaveLength(1);
    const bars = shapes.filter((shape) => shape.kind === 'rect' && shape.fill === 'ink-3');
    expect(bars).toHaveLength(2);
    expect(bars[0]).toMatchObject({ height: 1 });
  });
});
