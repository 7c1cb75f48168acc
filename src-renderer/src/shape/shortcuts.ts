/** The one list of keys: the handlers ask it what a key means, and the sheet shows it. */

export const groups = ['go', 'frame', 'list', 'judge', 'chart'] as const;
export type Group = (typeof groups)[number];

export interface Shortcut {
  readonly id: string;
  readonly group: Group;
  /** As `KeyboardEvent.key`, without modifiers; letters small. Several mean the same. */
  readonly keys: readonly string[];
  readonly ctrl?: boolean;
  readonly shift?: boolean;
  readonly alt?: boolean;
  /** Comes after G. */
  readonly afterG?: boolean;
  /** Shown instead of the keys themselves. */
  readonly shown?: string;
}

const go = (id: string, key: string): Shortcut => ({ id: `go.${id}`, group: 'go', keys: [key], afterG: true });
export const shortcuts = [
  go('overview', 'o'), go('findings', 'f'), go('users', 'u'), go('events', 'e'), go('hunts', 'h'), go('evidence', 'i'), go('log', 'l'), go('report', 'r'), go('cases', 'c'), go('settings', 's'),
  { id: 'palette', group: 'frame', keys: ['k'], ctrl: true },
  { id: 'zone', group: 'frame', keys: ['z'] },
  { id: 'rail', group: 'frame', keys: ['['] },
  { id: 'drawer', group: 'frame', keys: [']'] },
  { id: 'undo', group: 'frame', keys: ['z'], ctrl: true },
  { id: 'redo', group: 'frame', keys: ['z'], ctrl: true, shift: true },
  { id: 'density.compact', group: 'frame', keys: ['1'], ctrl: true },
  { id: 'density.default', group: 'frame', keys: ['2'], ctrl: true },
  { id: 'density.relaxed', group: 'frame', keys: ['3'], ctrl: true },
  { id: 'sheet', group: 'frame', keys: ['?'] },
  { id: 'next', group: 'list', keys: ['j', 'ArrowDown'], shown: 'J ↓' },
  { id: 'previous', group: 'list', keys: ['k', 'ArrowUp'], shown: 'K ↑' },
  { id: 'open', group: 'list', keys: ['Enter'] },
  { id: 'close', group: 'list', keys: ['Escape'], shown: 'Esc' },
  { id: 'filter', group: 'list', keys: ['/'] },
  { id: 'include', group: 'list', keys: [' '], shown: 'Space' },
  { id: 'order', group: 'list', keys: ['ArrowUp', 'ArrowDown'], alt: true, shown: '↑ ↓' },
  { id: 'save', group: 'list', keys: ['s'], ctrl: true },
  { id: 'triage', group: 'judge', keys: ['t'] },
  { id: 'verdict', group: 'judge', keys: ['1', '2', '3', '4'], shown: '1 2 3 4' },
  { id: 'note', group: 'judge', keys: ['n'] },
  { id: 'events', group: 'judge', keys: ['e'] },
  { id: 'report', group: 'judge', keys: ['r'] },
  { id: 'mark', group: 'judge', keys: ['x'] },
  { id: 'write', group: 'judge', keys: ['w'] },
  { id: 'table', group: 'chart', keys: ['t'], alt: true },
  { id: 'fit', group: 'chart', keys: ['o'] },
  { id: 'zoom', group: 'chart', keys: ['+', '-'], shown: '+ −' },
  { id: 'move', group: 'chart', keys: ['ArrowLeft', 'ArrowRight'], shown: '← →' },
] as const satisfies readonly Shortcut[];
export type ShortcutId = (typeof shortcuts)[number]['id'];

/** What a key event has of what matters here; `meta` counts as Ctrl, as on a Mac. */
export interface Pressed { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean; readonly altKey: boolean }

/** What the key means among these shortcuts; undefined for nothing. `afterG`: a G was pressed just before. */
export function meaning(pressed: Pressed, afterG: boolean, among: readonly Shortcut[] = shortcuts): ShortcutId | undefined {
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  const held = pressed.ctrlKey || pressed.metaKey;
  const fits = (one: Shortcut): boolean =>
    one.keys.includes(key) && held === (one.ctrl ?? false) && pressed.altKey === (one.alt ?? false) && (one.afterG ?? false) === afterG
    // Shift is part of a sign such as ?, and says something of a letter only.
    && (!/^[a-z]$/.test(key) || pressed.shiftKey === (one.shift ?? false));
  return among.find(fits)?.id as ShortcutId | undefined;
}

/** True for a shortcut that a person can press by speaking or by chance: one sign without a modifier (WCAG 2.1.4). */
export function isSingleSign(one: Shortcut): boolean {
  return one.ctrl !== true && one.alt !== true && one.keys.some((key) => key.length === 1 && key !== ' ');
}

/** The keys in the order they are pressed, as key caps: `Ctrl`, `Shift`, `Z`. */
export function caps(one: Shortcut): readonly string[] {
  const own = one.shown?.split(' ') ?? one.keys.map((key) => (key.length === 1 ? key.toUpperCase() : key));
  return [...(one.afterG === true ? ['G'] : []), ...(one.ctrl === true ? ['Ctrl'] : []), ...(one.shift === true ? ['Shift'] : []), ...(one.alt === true ? ['Alt'] : []), ...own];
}
