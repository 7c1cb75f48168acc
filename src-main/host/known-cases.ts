import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the cases that this installation knows: opened before, or lying in its case folder; last opened first. */
export function knownCases(recent: readonly { readonly path: string }[], folder: string): readonly string[] {
  const opened = recent.map((one) => one.path).filter((path) => existsSync(path));
  const lying = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.bilocate')).sort().map((name) => join(folder, name)) : [];
  return [...new Set([...opened, ...lying])];
}
