import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Readable, Writable } from 'node:stream';
import { Fault } from '../contract/index.ts';

/** Where a document goes: hashed and counted on its way, and never left half written under its name. */
export interface Sink {
  take(from: Readable): void;
  /** Waits until what was written has left memory. */
  ready(): Promise<void>;
  close(): Promise<{ readonly sha256: string; readonly bytes: number }>;
  drop(): Promise<void>;
}

export async function openSink(out: Writable | string): Promise<Sink> {
  const part = typeof out === 'string' ? `${out}.part` : null;
  const stream: Writable = typeof out === 'string' ? createWriteStream(`${out}.part`) : out;
  const hash = createHash('sha256');
  let bytes = 0;
  let failed: Error | undefined;
  let ended: Promise<void> = Promise.resolve();
  stream.on('error', (error: Error) => {
    failed = error;
  });
  const check = (): void => {
    if (failed !== undefined) throw faultOf(failed, typeof out === 'string' ? out : '');
  };
  return {
    take: (from) => {
      from.on('data', (chunk: Uint8Array) => {
        hash.update(chunk);
        bytes += chunk.length;
        if (failed === undefined) stream.write(chunk);
      });
      ended = new Promise((resolve) => from.once('end', resolve));
    },
    ready: async () => {
      check();
      // The document pushes without looking back; a turn of the loop moves its pages on.
      await new Promise((resolve) => setImmediate(resolve));
      while (failed === undefined && stream.writableNeedDrain) await new Promise((resolve) => setTimeout(resolve, 2));
      check();
    },
    close: async () => {
      await ended;
      check();
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw faultOf(error as Error, typeof out === 'string' ? out : '');
      });
      if (part !== null) await rename(part, out as string);
      return { sha256: hash.digest('hex'), bytes };
    },
    drop: async () => {
      stream.destroy();
      if (part !== null) await rm(part, { force: true });
    },
  };
}

function faultOf(error: Error, path: string): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('file/no-space', { path }, true);
  if (code !== undefined) return new Fault('file/not-writable', { path, reason: code }, true);
  return error;
}
