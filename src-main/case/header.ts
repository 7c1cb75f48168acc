import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { Fault } from '../contract/index.ts';
import { APPLICATION_ID } from './pragmas.ts';

/** What the first 100 bytes of a case say. */
export interface Header {
  /** `user_version`: major * 10000 + minor * 100 + patch. */
  readonly version: number;
  /** Whether it was left in WAL mode: open somewhere, or not closed. */
  readonly wal: boolean;
}

/**
 * Reads the header of a case and nothing else. Not for a file that this process has open as a database: see handle.ts.
 * @throws Fault case/not-found, case/not-a-case
 */
export function readHeader(path: string): Header {
  const bytes = firstBytes(path);
  if (bytes.length < 100 || bytes.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new Fault('case/not-a-case', { path, looksLike: looksLike(bytes) });
  if (bytes.readUInt32BE(68) !== APPLICATION_ID) throw new Fault('case/not-a-case', { path, looksLike: 'another SQLite database' });
  return { version: bytes.readUInt32BE(60), wal: bytes[18] === 2 || bytes[19] === 2 };
}

/** The files that SQLite keeps beside a database, those that are there. */
export function sidecarsOf(path: string): readonly string[] {
  return [`${path}-wal`, `${path}-shm`, `${path}-journal`].filter((one) => existsSync(one));
}

/** `10203` as `1.2.3`. */
export function versionText(version: number): string {
  return `${Math.floor(version / 10_000)}.${Math.floor(version / 100) % 100}.${version % 100}`;
}

function firstBytes(path: string): Buffer {
  const bytes = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    try {
      return bytes.subarray(0, readSync(file, bytes, 0, 100, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Fault('case/not-found', { path });
    if (code === 'EISDIR') throw new Fault('case/not-a-case', { path, looksLike: 'a folder' });
    throw new Fault('file/not-readable', { path, reason: code ?? 'unknown' }, true);
  }
}

const kinds: readonly (readonly [hex: string, name: string])[] = [
  ['504b0304', 'a zip archive'], ['1f8b', 'a gzip file'], ['25504446', 'a PDF'], ['53514c69746520666f726d6174203300', 'another SQLite database'], ['7b', 'JSON'], ['5b', 'JSON'],
];

function looksLike(bytes: Buffer): string {
  if (bytes.length === 0) return 'an empty file';
  return kinds.find(([hex]) => bytes.toString('hex').startsWith(hex))?.[1] ?? 'something else';
}
