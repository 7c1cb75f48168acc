import { createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../contract/index.ts';

/**
 * Where files that the browser sends wait for their import: a folder of our own, readable by this account only, made when the first one comes.
 * It is emptied after each import, goes when the host ends, and one that a crash left behind goes at the next start: copies of evidence must not pile up.
 * A browser gives bytes, not paths; the desktop shell gives paths and needs no inbox.
 */
export interface Inbox {
  /** Streams a request body to a file of the upload. Throws call/bad-input for a name that is not a plain relative path. */
  receive(upload: string, name: string, body: IncomingMessage): Promise<number>;
  folderOf(upload: string): string;
  /** Names of what was sent, at the top of its tree. */
  list(upload: string): readonly string[];
  drop(upload: string): void;
  close(): void;
}

/** Removes inboxes of processes that are gone. Each is named by its process. */
export function removeLeftInboxes(parent: string, runs: (pid: number) => boolean): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) if (!runs(Number(name))) rmSync(join(parent, name), { recursive: true, force: true });
}

export function openInbox(folder: string): Inbox {
  rmSync(folder, { recursive: true, force: true });
  const folderOf = (upload: string) => {
    if (!/^[A-Za-z0-9-]{8,64}$/.test(upload)) throw new Fault('call/bad-input', { name: 'upload', at: 'upload', problem: 'not an upload id' });
    return join(folder, upload);
  };
  return {
    folderOf,
    async receive(upload, name, body) {
      const parts = name.split('/');
      const bad = name.length > 4096 || name.includes('\0') || name.includes('\\') || parts.some((part) => part === '' || part === '.' || part === '..' || part.length > 255);
      if (bad) throw new Fault('call/bad-input', { name: 'upload', at: 'path', problem: 'not a plain relative path' });
      const path = join(folderOf(upload), ...parts);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
      try {
        await pipeline(body, file);
      } catch (error) {
        // Cut off: a part of a file is not evidence. What lies there from before stays. A file that is still being opened would be made after it was removed.
        if (!file.closed) await new Promise<void>((resolve) => file.once('close', () => resolve()));
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
        throw error;
      }
      return file.bytesWritten;
    },
    list: (upload) => (existsSync(folderOf(upload)) ? readdirSync(folderOf(upload)).sort() : []),
    drop(upload) {
      rmSync(folderOf(upload), { recursive: true, force: true });
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
