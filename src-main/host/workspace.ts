import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, workspace } from '../contract/index.ts';
import { keepJson } from '../kit/keep-json.ts';

/** Texts by key. */
type Kept = Readonly<Record<string, string>>;

/**
 * How somebody works with one case: columns, filters, what was open. It lies with the app's settings and not in the case file, because it is no evidence:
 * it must not change the file, nor its log, nor travel to whoever gets the case next.
 */
export interface Workspaces {
  of(caseId: string): Kept;
  set(caseId: string, key: string, value: string | null): Kept;
}

const MOST_KEYS = 1000;
const MOST_BYTES = 1024 * 1024;

export function openWorkspaces(folder: string): Workspaces {
  // An id is what a file from elsewhere says it is: it names no path.
  const pathOf = (caseId: string) => join(folder, `${createHash('sha256').update(caseId).digest('hex').slice(0, 32)}.json`);
  return {
    of: (caseId) => read(pathOf(caseId)),
    set(caseId, key, value) {
      const path = pathOf(caseId);
      const next = withKey(read(path), key, value);
      keepJson(path, next);
      return next;
    },
  };
}

/** With the key set, or without it where the value is null. Throws Fault call/bad-input where it would be more than 1,000 keys or 1 MiB. */
export function withKey(kept: Kept, key: string, value: string | null): Kept {
  const { [key]: _old, ...rest } = kept;
  if (value === null) return rest;
  const next = { ...rest, [key]: value };
  const bytes = Buffer.byteLength(JSON.stringify(next));
  if (Object.keys(next).length > MOST_KEYS || bytes > MOST_BYTES) throw new Fault('call/bad-input', { name: 'workspace.set', at: key, problem: 'More is kept already than a workspace holds.' });
  return next;
}

/** What is damaged or of another shape is as if it were not there: it is only how somebody worked. */
function read(path: string): Kept {
  try {
    return workspace.shape.case.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
