import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
// Not through the index: a start of the app loads nothing else of the case room.
import { underLock } from '../case/file-lock.ts';
import { analystShape, Fault, workspace, type Analyst, type FaultShape } from '../contract/index.ts';
import { keepJson } from '../kit/keep-json.ts';

interface Opened { readonly path: string; readonly openedMs: number }
interface Stored {
  readonly analyst: Analyst | null;
  /** Paths of cases, last opened first, with the time of the last opening (UTC ms). */
  readonly recent: readonly Opened[];
  /** The analyst's own table, in the app's folder, that goes before the embedded one. */
  readonly geo: readonly string[];
  /** How somebody works here, whatever the case: texts by key. */
  readonly workspace: Readonly<Record<string, string>>;
}

/** What this installation remembers between starts. Nothing of it belongs to a case. */
export interface Settings {
  get(): Stored;
  update(change: Partial<Stored>): void;
  /** Says that the file could not be read and where it was put; null where it was sound. */
  damage(): FaultShape | null;
}

const MOST_RECENT = 50;
const empty: Stored = { analyst: null, recent: [], geo: [], workspace: {} };

/**
 * Opens the settings in this folder. Two hosts may run with one folder: under a lock, what the other one wrote is read again and only what changed is put
 * over it. Who works here and with which tables stays what it is in each of them as long as it runs. A file that cannot be read is put aside and nothing
 * of it is lost; `damaged` is told at once.
 */
export function openSettings(folder: string, damaged: (fault: FaultShape) => void = () => undefined): Settings {
  const path = join(folder, 'settings.json');
  const alone = <T>(work: () => T): T => underLock(`${path}.lock`, work);
  let damage: FaultShape | null = null;
  const readOrSetAside = (): Stored => {
    const read = readStored(path);
    if (read.stored !== null) return read.stored;
    damaged((damage = new Fault('settings/damaged', { path, kept: setAside(path), problem: read.problem }).toShape()));
    return empty;
  };
  // Only what cannot be read needs the lock: the other host may have put it aside in the meantime, and written anew.
  let here = readStored(path).stored ?? alone(readOrSetAside);
  return {
    get: () => here,
    update(change) {
      here = alone(() => {
        const there = readOrSetAside();
        const shared = {
          recent: change.recent === undefined ? there.recent : lastOpened([...change.recent, ...there.recent]),
          workspace: change.workspace === undefined ? there.workspace : withChanges(there.workspace, here.workspace, change.workspace),
        };
        keepJson(path, { ...there, ...change, ...shared });
        return { ...here, ...change, ...shared };
      });
    },
    damage: () => damage,
  };
}

/** Each case once, with its last opening, last opened first. */
function lastOpened(all: Stored['recent']): Stored['recent'] {
  const seen = new Set<string>();
  return all.toSorted((a, b) => b.openedMs - a.openedMs).filter(({ path }) => !seen.has(path) && seen.add(path)).slice(0, MOST_RECENT);
}

/** What is there, with what differs between before and after. */
function withChanges(there: Stored['workspace'], before: Stored['workspace'], after: Stored['workspace']): Stored['workspace'] {
  const gone = new Set(Object.keys(before).filter((key) => after[key] === undefined));
  const changed = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return { ...Object.fromEntries(Object.entries(there).filter(([key]) => !gone.has(key))), ...Object.fromEntries(changed) };
}

/** What is kept there, nothing where there is no file; null, and why, where it cannot be read. */
function readStored(path: string): { readonly stored: Stored } | { readonly stored: null; readonly problem: string } {
  try {
    return { stored: parsed(JSON.parse(readFileSync(path, 'utf8'))) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { stored: empty };
    return { stored: null, problem: error instanceof Error ? error.message.slice(0, 300) : '' };
  }
}

/** What another version keeps beside this stays as it is. Throws where it is of another shape. */
function parsed(value: unknown): Stored {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  const { analyst, recent, geo, workspace: kept } = { ...empty, ...value };
  if (!Array.isArray(recent) || !recent.every(isOpened)) throw new Error('recent: not a list of cases');
  if (!Array.isArray(geo) || !geo.every((one) => typeof one === 'string')) throw new Error('geo: not a list of paths');
  return { ...value, analyst: analystShape.nullable().parse(analyst), recent, geo, workspace: workspace.shape.app.parse(kept) };
}

const isOpened = (one: unknown): one is Opened => typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string' && 'openedMs' in one && typeof one.openedMs === 'number';

/** The file under a name that is not taken; where it is now. In a folder that cannot be written to it stays, since nothing can be written over it either. */
function setAside(path: string): string {
  const name = (n: number): string => (n === 1 ? `${path}.damaged` : `${path}.damaged-${n}`);
  let n = 1;
  while (existsSync(name(n))) n += 1;
  try {
    renameSync(path, name(n));
    return name(n);
  } catch {
    return path;
  }
}
