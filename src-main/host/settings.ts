import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyst } from '../contract/index.ts';
import { keepJson } from '../kit/keep-json.ts';

interface Stored {
  readonly analyst: Analyst | null;
  /** Paths of cases, last opened first, with the time of the last opening (UTC ms). */
  readonly recent: readonly { readonly path: string; readonly openedMs: number }[];
  /** The analyst's own table, in the app's folder, that goes before the embedded one. */
  readonly geo: readonly string[];
  /** How somebody works here, whatever the case: texts by key. */
  readonly workspace: Readonly<Record<string, string>>;
}

/** What this installation remembers between starts. Nothing of it belongs to a case. */
export interface Settings {
  get(): Stored;
  update(change: Partial<Stored>): void;
}

const MOST_RECENT = 50;
const empty: Stored = { analyst: null, recent: [], geo: [], workspace: {} };

export function openSettings(folder: string): Settings {
  const path = join(folder, 'settings.json');
  let stored = read(path);
  return {
    get: () => stored,
    update(change) {
      stored = { ...stored, ...change };
      stored = { ...stored, recent: stored.recent.slice(0, MOST_RECENT) };
      keepJson(path, stored);
    },
  };
}

function read(path: string): Stored {
  try {
    return { ...empty, ...(JSON.parse(readFileSync(path, 'utf8')) as Partial<Stored>) };
  } catch {
    return empty;
  }
}
