import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * While a case is open for writing, a note in the app's own folder says so: real path, device and inode. A case with SQLite's sidecars, or left in
 * WAL mode, is opened only where such a note tells that we ourselves left it so. Whoever sends a case can plant files beside it, but no note here.
 */
export function noteOpen(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(nameOf(folder, path), JSON.stringify({ path, ...fileIdentity(path) }));
}

export function forgetOpen(folder: string, path: string): void {
  rmSync(nameOf(folder, path), { force: true });
}

/** Whether the case that lies there now was opened by us and not closed. */
export function wasLeftOpen(folder: string, path: string): boolean {
  try {
    const noted = JSON.parse(readFileSync(nameOf(folder, path), 'utf8')) as { path: string; device: string; inode: string };
    const { device, inode } = fileIdentity(path);
    return noted.path === path && noted.device === device && noted.inode === inode;
  } catch {
    return false;
  }
}

const nameOf = (folder: string, path: string): string => join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 32)}.open.json`);

function fileIdentity(path: string): { readonly device: string; readonly inode: string } {
  const { dev, ino } = statSync(path, { bigint: true });
  return { device: String(dev), inode: String(ino) };
}
