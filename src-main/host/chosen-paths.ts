import { randomUUID } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { Fault, type CallName } from '../contract/index.ts';

/** What the system's dialogs choose. */
export type Choice = 'evidence' | 'folder' | 'case' | 'table' | 'new-case' | 'report' | 'export';

/** Where a call of the contract takes a path, and what must have been chosen for it. A test holds this to the contract. */
export const TAKES: Partial<Record<CallName, { readonly key: 'path' | 'paths' | 'out'; readonly chosen: readonly Choice[] }>> = {
  'import.start': { key: 'paths', chosen: ['evidence', 'folder'] },
  'import.forecast': { key: 'paths', chosen: ['evidence', 'folder'] },
  'mapping.draft': { key: 'paths', chosen: ['evidence', 'folder'] },
  'mapping.preview': { key: 'paths', chosen: ['evidence', 'folder'] },
  'case.open': { key: 'path', chosen: ['case'] },
  'case.create': { key: 'path', chosen: ['new-case'] },
  'geo.use': { key: 'path', chosen: ['table'] },
  'report.start': { key: 'out', chosen: ['report'] },
  'event.export': { key: 'out', chosen: ['export'] },
};

/** As much as the loopback host takes in one body. */
const MOST_CHARACTERS = 1024 * 1024;
const MOST_DROPPED = 10_000;

/**
 * Opaque names for what the analyst chose in a dialog or dropped on the window, where the host can see the files itself: the page never
 * says a path, it says what it was given here. A handle is good for what it was chosen for and for nothing else.
 */
export interface ChosenPaths {
  handleOf(path: string, as: Choice): string;
  /** Handles of dropped files. Throws call/refused for anything but absolute paths. */
  dropped(paths: unknown): readonly string[];
  /** The input as JSON would carry it, with paths in place of handles. Throws call/refused for a path that nobody chose, and for what is too large or no JSON. */
  resolve(name: string, input: unknown): unknown;
  /** Remembers the cases that the host itself told of: these are opened by their path. */
  told(name: string, value: unknown): void;
}

export function chosenPaths(): ChosenPaths {
  const chosen = new Map<string, { readonly path: string; readonly as: Choice }>();
  const cases = new Set<string>();
  const desk: ChosenPaths = {
    handleOf(path, as) {
      const handle = `chosen:${randomUUID()}`;
      chosen.set(handle, { path, as });
      return handle;
    },
    dropped(paths) {
      if (!Array.isArray(paths) || paths.length > MOST_DROPPED) throw new Fault('call/refused');
      // Array.from: a hole in the array is an element that is no path, and not skipped.
      return Array.from(paths as unknown[], (path) => {
        if (typeof path !== 'string' || path.length > 4096 || !isAbsolute(path) || path.includes('\0')) throw new Fault('call/refused');
        return desk.handleOf(path, 'evidence');
      });
    },
    resolve(name, given) {
      const input = plain(given);
      const rule = Object.hasOwn(TAKES, name) ? TAKES[name as CallName] : undefined;
      if (!rule || typeof input !== 'object' || input === null || !Object.hasOwn(input, rule.key)) return input;
      const pathOf = (value: unknown): string => {
        const known = typeof value === 'string' ? chosen.get(value) : undefined;
        if (known && rule.chosen.includes(known.as)) return known.path;
        if (name === 'case.open' && typeof value === 'string' && cases.has(value)) return value;
        throw new Fault('call/refused', { name, at: rule.key });
      };
      const value = (input as Record<string, unknown>)[rule.key];
      return { ...input, [rule.key]: rule.key === 'paths' && Array.isArray(value) ? value.map(pathOf) : pathOf(value) };
    },
    told(name, value) {
      const cards = name === 'case.list' ? value : ['case.create', 'case.open', 'case.summary'].includes(name) ? [value] : [];
      for (const card of cards as readonly ({ readonly path: string } | null)[]) if (card) cases.add(card.path);
    },
  };
  return desk;
}

/** No other kinds of object come in than over HTTP, and nothing larger. */
function plain(input: unknown): unknown {
  let text: string | undefined;
  try {
    text = JSON.stringify(input ?? {});
  } catch {
    throw new Fault('call/refused');
  }
  if (text === undefined || text.length > MOST_CHARACTERS) throw new Fault('call/refused');
  return JSON.parse(text);
}
