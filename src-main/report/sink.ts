import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { Readable, Writable } from 'node:stream';
import { Fault } from '../contract/index.ts';

/** Where a document goes: hashed and counted on its way, and never left half written under its name. */
export interface Sink {
  /** Takes all that a document gives until it ends. */
  take(from: Readable): void;
  write(text: string): void;
  /** Waits until what was written has left memory. */
  ready(): Promise<void>;
  close(): Promise<{ readonly sha256: string; readonly bytes: number }>;
  drop(): Promise<void>;
}

/** Short texts are gathered before they are written. */
const gathered = 64 * 1024;

/** `out`: a stream, which is ended; or a path, which is written beside its name first and takes it when whole. */
export function openSink(out: Writable | string): Sink {
  const path = typeof out === 'string' ? out : '';
  const stream: Writable = typeof out === 'string' ? createWriteStream(`${out}.part`) : out;
  const hash = createHash('sha256');
  let bytes = 0;
  let failed: Error | undefined;
  let ended: Promise<void> = Promise.resolve();
  let pending: string[] = [];
  let length = 0;
  stream.on('error', (error: Error) => {
    failed = error;
  });
  const check = (): void => {
    if (failed !== undefined) throw faultOf(failed, path);
  };
  const put = (chunk: Uint8Array): void => {
    hash.update(chunk);
    bytes += chunk.length;
    if (failed === undefined) stream.write(chunk);
  };
  const flush = (): void => {
    if (length === 0) return;
    put(Buffer.from(pending.join('')));
    pending = [];
    length = 0;
  };
  return {
    take: (from) => {
      from.on('data', put);
      ended = new Promise((resolve) => from.once('end', resolve));
    },
    write: (text) => {
      pending.push(text);
      length += text.length;
      if (length >= gathered) flush();
    },
    ready: async () => {
      check();
      // The document pushes without looking back; a turn of the loop moves its pages on.
      await new Promise((resolve) => setImmediate(resolve));
      while (failed === undefined && stream.writableNeedDrain) await new Promise((resolve) => setTimeout(resolve, 2));
      check();
    },
    close: async () => {
      flush();
      await ended;
      check();
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw faultOf(error as Error, path);
      });
      if (path !== '') await rename(`${path}.part`, path);
      return { sha256: hash.digest('hex'), bytes };
    },
    drop: async () => {
      stream.destroy();
      if (path === '') return;
      // A file that is still being opened would be made after it was removed.
      if (!stream.closed) await new Promise((resolve) => stream.once('close', resolve));
      await rm(`${path}.part`, { force: true });
    },
  };
}

function faultOf(error: Error, path: string): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Fault('file/no-space', { path }, true);
  if (code !== undefined) return new Fault('file/not-writable', { path, reason: code }, true);
  return error;
}
