import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lensOf } from '../../src-main/hunt/lens.ts';
import type { Where } from '../../src-main/hunt/rule.ts';
import { maskOf, rowsOf } from '../../src-main/hunt/where.ts';
import { columnsOf } from '../help/columns-of.ts';

const columns = columnsOf([
  { time: 0, 'source.ip': 'AWS Internal', 'event.action': 'ListUsers', 'source.port': 443, 'target.id': ['a', 'b'] },
  { time: 1, 'source.ip': '198.51.100.7', 'event.action': 'listusers', 'source.port': 80, 'target.id': ['b'] },
  { time: 2, 'event.action': '' },
  { time: 3, 'source.ip': '::ffff:198.51.100.9', 'event.action': ' ' },
  { time: 4, 'source.ip': '2001:db8::1' },
]);
const passed = (where: Where) => [...rowsOf(maskOf(where, lensOf(columns, {})))];
const text = (field: string, test: Extract<Where, { kind: 'text' }>['test'], values: string[], fold = false): Where => ({ kind: 'text', field, test, values, fold });

/** What a condition says, of its own tests alone. */
function plainly(where: Where): readonly number[] {
  const all = [0, 1, 2, 3, 4];
  if (where.kind === 'not') return all.filter((row) => !plainly(where.of).includes(row));
  if (where.kind !== 'all' && where.kind !== 'any') return passed(where);
  const parts = where.of.map(plainly);
  return all.filter((row) => (where.kind === 'all' ? parts.every((part) => part.includes(row)) : parts.some((part) => part.includes(row))));
}

test('conditions in each other say what their parts say', () => {
  const plain = fc.constantFrom<Where[]>(
    text('source.ip', 'not_is', ['AWS Internal']), text('target.id', 'is', ['b']), text('event.action', 'contains', ['ist']),
    { kind: 'state', field: 'event.action', test: 'blank', value: false }, { kind: 'number', field: 'source.port', test: 'greater', value: 100 },
  );
  const { where } = fc.letrec<{ where: Where }>((tie) => ({
    where: fc.oneof({ maxDepth: 3 }, plain, fc.record({ kind: fc.constantFrom('all' as const, 'any' as const), of: fc.array(tie('where'), { maxLength: 3 }) }), fc.record({ kind: fc.constant('not' as const), of: tie('where') })),
  }));
  fc.assert(fc.property(where, (one) => void expect(passed(one)).toEqual(plainly(one))));
});

describe('a condition', () => {
  test('is_not wants the field to be there, not_is does not (Splunk: != against NOT)', () => {
    expect(passed(text('source.ip', 'is_not', ['AWS Internal']))).toEqual([1, 3, 4]);
    expect(passed(text('source.ip', 'not_is', ['AWS Internal']))).toEqual([1, 2, 3, 4]);
    expect(passed({ kind: 'not', of: text('source.ip', 'is', ['AWS Internal']) })).toEqual([1, 2, 3, 4]);
  });

  test('tells cases apart, or does not', () => {
    expect(passed(text('event.action', 'is', ['ListUsers']))).toEqual([0]);
    expect(passed(text('event.action', 'is', ['LISTUSERS'], true))).toEqual([0, 1]);
    expect(passed(text('event.action', 'starts_with', ['List']))).toEqual([0]);
    expect(passed(text('event.action', 'ends_with', ['USERS'], true))).toEqual([0, 1]);
    expect(passed(text('event.action', 'contains', ['ist']))).toEqual([0, 1]);
    expect(passed(text('event.action', 'regex', ['^[Ll]ist']))).toEqual([0, 1]);
  });

  test('exists is not the same as not blank', () => {
    expect(passed({ kind: 'state', field: 'event.action', test: 'exists', value: true })).toEqual([0, 1, 2, 3]);
    expect(passed({ kind: 'state', field: 'event.action', test: 'blank', value: false })).toEqual([0, 1]);
    expect(passed({ kind: 'state', field: 'event.action', test: 'blank', value: true })).toEqual([2, 3, 4]);
  });

  test('cidr knows both versions, and IPv4 in IPv6', () => {
    expect(passed(text('source.ip', 'cidr', ['198.51.100.0/24']))).toEqual([1, 3]);
    expect(passed(text('source.ip', 'cidr', ['2001:db8::/32', '198.51.100.7']))).toEqual([1, 4]);
  });

  test('numbers; an absent one passes nothing', () => {
    expect(passed({ kind: 'number', field: 'source.port', test: 'at_least', value: 80 })).toEqual([0, 1]);
    expect(passed({ kind: 'number', field: 'source.port', test: 'less', value: 443 })).toEqual([1]);
    expect(passed({ kind: 'number', field: '@timestamp', test: 'greater', value: 3 })).toEqual([4]);
  });

  test('of several values one that says something is enough to be not blank', () => {
    const several = columnsOf([{ time: 0, 'target.id': ['', 'a'] }, { time: 1, 'target.id': ['', ' '] }, { time: 2, 'target.id': ['a', 'b'] }, { time: 3 }]);
    const blank = (value: boolean) => [...rowsOf(maskOf({ kind: 'state', field: 'target.id', test: 'blank', value }, lensOf(several, {})))];
    expect(blank(false)).toEqual([0, 2]);
    expect(blank(true)).toEqual([1, 3]);
  });

  test('of several values one is enough; not_is says that none is it', () => {
    expect(passed(text('target.id', 'is', ['a']))).toEqual([0]);
    expect(passed(text('target.id', 'is_not', ['b']))).toEqual([0]);
    expect(passed(text('target.id', 'not_is', ['a']))).toEqual([1, 2, 3, 4]);
  });

  test('all of nothing lets everything through, any of nothing nothing', () => {
    expect(passed({ kind: 'all', of: [] })).toEqual([0, 1, 2, 3, 4]);
    expect(passed({ kind: 'any', of: [] })).toEqual([]);
  });
});
