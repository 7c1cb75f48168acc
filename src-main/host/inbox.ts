import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../contract/index.ts';

/**
 * Where files that the browser sends wait for their import: a folder of our own, readable by this account only, emptied after the import and
 * at every start. A browser gives bytes, not paths; the desktop shell gives paths and needs no inbox.
 */
export interface Inbox {
  /** Streams a request body to a file of the upload. Throws call/bad-input for a name that is not a plain relative path. */
  receive(upload: string, name: string, body: IncomingMessage): Promise<number>;
  folderOf(upload: string): string;
  drop(upload: string): void;
}

export function openInbox(folder: string): Inbox {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
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
      await pipeline(body, file);
      return file.bytesWritten;
    },
    drop(upload) {
      rmSync(folderOf(upload), { recursive: true, force: true });
    },
  };
}
