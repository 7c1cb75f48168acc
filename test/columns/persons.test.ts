import { describe, expect, test } from 'vitest';
import { countBy, filter, fromShared, groupRows, profile, share, translate } from '../../src-main/columns/index.ts';
import { snapshotReader } from '../../src-main/pipeline/columns-file.ts';
import { columnsOf } from '../help/columns-of.ts';

const names = ['jdoe', 'mallory', 'j.doe@corp.example', undefined, 'CORP\\jdoe', 'jdoe', 'bob'];
const plain = columnsOf(names.map((name, time) => ({ time, 'user.name': name, 'event.action': 'Look' })));
const persons = [['j.doe@corp.example', 'CORP\\jdoe', 'jdoe']];
const joined = plain.withPersons(persons);
const who = (columns: typeof plain): (string | null)[] => [...columns.ids('actor.name')].map((id) => (id === 0 ? null : columns.text('actor.name', id)));
const person = 'j.doe@corp.example';

describe('user, all names', () => {
  test('is the user where nobody said anything, and costs nothing', () => {
    expect(who(plain)).toEqual(names.map((name) => name ?? null));
    expect(plain.ids('actor.name')).toBe(plain.ids('user.name'));
  });

  test('is the person where somebody did; user, events and counts stay what the logs said', () => {
    expect(who(joined)).toEqual([person, 'mallory', person, null, person, person, 'bob']);
    expect([...joined.ids('user.name')]).toEqual([...plain.ids('user.name')]);
    expect([...joined.idsAt('actor.name', Uint32Array.of(4, 1), new Uint32Array(9))].slice(0, 2).map((id) => joined.text('actor.name', id))).toEqual([person, 'mallory']);
    const { offsets, values } = joined.many('actor.name');
    expect([[...offsets], [...values].map((id) => joined.text('actor.name', id))]).toEqual([[0, 1, 2, 3, 3, 4, 5, 6], [person, 'mallory', person, person, person, 'bob']]);
  });

  test('is grouped, counted, filtered and profiled by; each name of the person asks for the person', () => {
    const groups = groupRows(joined, ['actor.name'], { nulls: 'drop' });
    expect([...Array(groups.count).keys()].map((group) => [joined.text('actor.name', groups.key(group, 0)), groups.starts[group + 1]! - groups.starts[group]!])).toEqual([['bob', 1], [person, 4], ['mallory', 1]]);
    expect(groups.dropped).toEqual([{ field: 'actor.name', count: 1 }]);
    expect(countBy(joined, 'actor.name').top.map(({ text, count }) => [text, count])).toEqual([[person, 4], ['bob', 1], ['mallory', 1]]);
    for (const name of persons[0]!) {
      expect([...filter(joined, { chips: [{ field: 'actor.name', operator: 'is', values: [name], ignoreCase: false }] })]).toEqual([0, 2, 4, 5]);
      expect(profile(joined, name)).toMatchObject({ user: person, profiles: [{ count: 4 }] });
    }
    expect([...filter(joined, { chips: [{ field: 'user.name', operator: 'is', values: ['jdoe'], ignoreCase: false }] })]).toEqual([0, 5]);
  });

  test('what was made for other persons is not taken for these, and what does not ask for them is kept', () => {
    const before = groupRows(plain, ['actor.name'], { nulls: 'drop' }).count;
    const actions = groupRows(plain, ['event.action'], { nulls: 'drop' });
    expect([before, groupRows(joined, ['actor.name'], { nulls: 'drop' }).count, groupRows(joined.withPersons([]), ['actor.name'], { nulls: 'drop' }).count]).toEqual([5, 3, 5]);
    expect(groupRows(joined, ['event.action'], { nulls: 'drop' })).toBe(actions);
  });

  test('goes with the columns into another thread, and compares with other fields by text', () => {
    expect(who(fromShared(share(joined), snapshotReader))).toEqual(who(joined));
    expect([...translate(joined, 'actor.name', 'user.name')]).toEqual([...Array(joined.size('user.name')).keys()]);
  });

  test('names that no event has are left alone', () => {
    expect(who(plain.withPersons([['nobody@corp.example', 'jdoe'], ['x', 'y']]))).toEqual(who(plain));
  });
});
