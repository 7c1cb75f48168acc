import { describe, expect, test } from 'vitest';
import { caps, groups, isSingleSign, meaning, shortcuts, type Pressed } from '../../src-renderer/src/shape/shortcuts.ts';
import { i18n } from '../../src-renderer/src/words/index.ts';

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });
const global = shortcuts.filter(({ group }) => group === 'go' || group === 'frame');

describe('the one table of keys', () => {
  test('means one thing by each key', () => {
    expect(meaning(press('e'), true)).toBe('go.events');
    expect(meaning(press('e'), false)).toBe('events');
    expect(meaning(press('E', { shiftKey: true }), false)).toBeUndefined();
    expect(meaning(press('z'), false, global)).toBe('zone');
    expect(meaning(press('z', { ctrlKey: true }), false, global)).toBe('undo');
    expect(meaning(press('z', { metaKey: true }), false, global)).toBe('undo');
    expect(meaning(press('Z', { ctrlKey: true, shiftKey: true }), false, global)).toBe('redo');
    expect(meaning(press('2', { ctrlKey: true }), false)).toBe('density.default');
    expect(meaning(press('2'), false)).toBe('verdict');
    expect(meaning(press('?', { shiftKey: true }), false, global)).toBe('sheet');
    expect(meaning(press('k', { ctrlKey: true, altKey: true }), false)).toBeUndefined();
  });

  test('says no key twice', () => {
    const pressed = shortcuts.flatMap((one) => one.keys.map((key) => caps({ ...one, keys: [key], shown: key }).join(' ').toLowerCase()));
    expect(pressed.filter((one, index) => pressed.indexOf(one) !== index)).toEqual([]);
  });

  test('has words for each, and every group has keys', () => {
    for (const { id } of shortcuts) expect(i18n.global.te(`keys.${(id as string).replace('.', '-')}`), id).toBe(true);
    for (const group of groups) expect([i18n.global.te(`keys.groups.${group}`), shortcuts.some((one) => one.group === group)], group).toEqual([true, true]);
  });

  test('knows which of them are single signs, which can be turned off', () => {
    const names = shortcuts.filter(isSingleSign).map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining(['zone', 'sheet', 'go.overview', 'verdict', 'next']));
    for (const name of ['palette', 'undo', 'open', 'close', 'table', 'density.default'] as const) expect(names).not.toContain(name);
  });

  test('shows caps in the order of pressing', () => {
    const of = (id: string) => caps(shortcuts.find((one) => one.id === id)!);
    expect([of('go.users'), of('redo'), of('next'), of('table')]).toEqual([['G', 'U'], ['Ctrl', 'Shift', 'Z'], ['J', '↓'], ['Alt', 'T']]);
  });
});
