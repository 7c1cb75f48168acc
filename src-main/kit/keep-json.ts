import { randomBytes } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a value as JSON for this account alone: aside first and then renamed, so that a crash leaves the old file or the new one. The file aside has a name
 * of its own, so that two processes that write at once leave what one of them wrote, never a mixture. Makes the folder.
 */
export function keepJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    writeFileSync(aside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
