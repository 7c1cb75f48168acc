import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filter, groupRows, type Columns, type Groups, type PlainEvent } from '../../src-main/columns/index.ts';
import type { FieldName } from '../../src-main/contract/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { inTime, randomEvents, textsOf } from './random-events.ts';

const fieldLists = fc.uniqueArray(fc.constantFrom<FieldName>('user.name', 'event.action', 'target.name', 'source.as.number', 'user_agent.template', 'source.port'), { maxLength: 3 });

/** Groups as texts: [key texts, rows]. */
function told(columns: Columns, groups: Groups): [key: (string | null)[], rows: number[]][] {
  return Array.from({ length: groups.count }, (_, group) => [
    groups.fields.map((field, i) => (groups.key(group, i) === 0 ? null : columns.text(field, groups.key(group, i)))), [...groups.rows.subarray(groups.starts[group], groups.starts[group + 1])],
  ]);
}

function naive(events: readonly PlainEvent[], fields: readonly FieldName[], nulls: 'drop' | 'keep'): Map<string, number[]> {
  const by = new Map<string, number[]>();
  for (const [row, event] of inTime(events).entries()) {
    let keys: (string | null)[][] = [[]];
    for (const field of fields) {
      const texts: (string | null)[] = [...new Set(textsOf(event, field))];
      if (texts.length === 0 && nulls === 'keep') texts.push(null);
      keys = keys.flatMap((key) => texts.map((text) => [...key, text]));
    }
    for (const key of keys.map((one) => JSON.stringify(one))) by.set(key, [...(by.get(key) ?? []), row]);
  }
  return by;
}

describe('groups', () => {
  test('hold the rows of each combination of values, in order of time', () => {
    fc.assert(fc.property(randomEvents, fieldLists, fc.constantFrom('drop', 'keep'), (events, fields, nulls) => {
      const columns = columnsOf(events);
      const groups = groupRows(columns, fields, { nulls });
      expect(new Map(told(columns, groups).map(([key, rows]) => [JSON.stringify(key), rows]))).toEqual(naive(events, fields, nulls));
      expect(groups.count).toBe(naive(events, fields, nulls).size);
      const dropped = groups.dropped.reduce((sum, { count }) => sum + count, 0);
      expect(dropped + new Set(groups.rows).size).toBe(events.length);
    }), { numRuns: 200 });
  });

  test('of some rows hold only those', () => {
    fc.assert(fc.property(randomEvents, fieldLists, (events, fields) => {
      const columns = columnsOf(events);
      const rows = filter(columns, { from: 50, chips: [] });
      const shifted = events.filter(({ time }) => time >= 50);
      const before = events.length - shifted.length;
      const expected = [...naive(shifted, fields, 'keep').values()].map((group) => group.map((row) => row + before));
      expect(told(columns, groupRows(columns, fields, { rows, nulls: 'keep' })).map(([, group]) => group).sort()).toEqual(expected.sort());
    }), { numRuns: 60 });
  });

  test('come in the order of their keys, the first field first', () => {
    const columns = columnsOf([['b', 'Put'], ['a', 'Put'], ['b', 'Get'], ['é', 'Get']].map(([user, action], time) => ({ time, 'user.name': user, 'event.action': action })));
    expect(told(columns, groupRows(columns, ['user.name', 'event.action'], { nulls: 'drop' })).map(([key]) => key)).toEqual([['a', 'Put'], ['b', 'Get'], ['b', 'Put'], ['é', 'Get']]);
  });

  test('say what was dropped, once, by the first field that was absent', () => {
    const columns = columnsOf([{ time: 1, 'user.name': 'a', 'cloud.region': 'r' }, { time: 2, 'user.name': 'a' }, { time: 3, 'cloud.region': 'r' }, { time: 4 }]);
    expect(groupRows(columns, ['user.name', 'cloud.region'], { nulls: 'drop' }).dropped).toEqual([{ field: 'user.name', count: 2 }, { field: 'cloud.region', count: 1 }]);
    expect(groupRows(columns, ['user.name', 'cloud.region'], { nulls: 'keep' }).dropped).toEqual([]);
  });

  test('on many ids sort in several passes to the same end', () => {
    const events = Array.from({ length: 5000 }, (_, at) => ({ time: at, 'credential.id': `K${(at * 7919) % 2500}`, 'session.id': `S${(at * 104_729) % 2501}`, 'user.name': `u${at % 3}` }));
    const columns = columnsOf(events);
    const fields: FieldName[] = ['credential.id', 'session.id', 'user.name'];
    expect(new Map(told(columns, groupRows(columns, fields, { nulls: 'drop' })).map(([key, rows]) => [JSON.stringify(key), rows]))).toEqual(naive(events, fields, 'drop'));
  });

  test('asked again are the same, until there is no more room', () => {
    const columns = columnsOf([{ time: 1, 'user.name': 'a' }]);
    const rows = Uint32Array.of(0);
    expect(groupRows(columns, ['user.name'], { rows, nulls: 'drop' })).toBe(groupRows(columns, ['user.name'], { rows, nulls: 'drop' }));
    expect(groupRows(columns, ['user.name'], { rows, nulls: 'drop' })).not.toBe(groupRows(columns, ['user.name'], { rows, nulls: 'keep' }));
  });

  test('that multiply beyond bound are refused, not tried', () => {
    const list = (prefix: string): string[] => Array.from({ length: 12_000 }, (_, at) => `${prefix}${at}`);
    const columns = columnsOf([{ time: 1, 'target.id': list('i'), 'target.name': list('n') }]);
    expect(() => groupRows(columns, ['target.id', 'target.name'], { nulls: 'drop' })).toThrow(expect.objectContaining({ code: 'columns/too-many-groups' }));
  });
});
