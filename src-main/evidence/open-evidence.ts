import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { Fault } from '../contract/index.ts';

/** Bytes that are read from a file at once. */
export const CHUNK_BYTES = 1024 * 1024;

/** An evidence file, open to read and nothing else. */
export interface OpenEvidence {
  readonly fd: number;
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/**
 * Opens a file read-only, without waiting for the other end of a pipe.
 * Throws `file/not-found`, `file/not-readable`, `file/link-loop`, and `file/not-a-file` for folders, pipes and devices.
 */
export function openEvidence(path: string): OpenEvidence {
  const fd = attempt(path, () => {
    // Looked at before it is opened: opening some devices does something.
    if (!statSync(path).isFile()) throw new Fault('file/not-a-file', { path });
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  });
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new Fault('file/not-a-file', { path });
  }
  return { fd, path, bytes: stat.size, mtimeMs: stat.mtimeMs };
}

/** Reads the file from start to end in chunks, each in memory of its own. Throws `file/not-readable` with what the system said. */
export function* chunksOf(file: OpenEvidence): Generator<Buffer> {
  let position = 0;
  // One byte beyond the known size is enough to see that the file grew.
  while (position <= file.bytes) {
    const room = Math.max(1, Math.min(CHUNK_BYTES, file.bytes - position));
    const chunk = Buffer.allocUnsafeSlow(room);
    const read = attempt(file.path, () => readSync(file.fd, chunk, 0, room, position));
    if (read === 0) return;
    position += read;
    yield read === room ? chunk : chunk.subarray(0, read);
  }
}

/** Throws `file/changed` where the file is not as it was when it was opened; `read` is the number of bytes that were found in it. */
export function assertUnchanged(file: OpenEvidence, read: number): void {
  const { size, mtimeMs } = fstatSync(file.fd);
  if (size !== file.bytes || read !== file.bytes || mtimeMs !== file.mtimeMs) {
    throw new Fault('file/changed', { path: file.path, bytesBefore: file.bytes, bytesAfter: size, bytesRead: read }, true);
  }
}

/** Runs a file system call; what the system refuses becomes a fault that names the path. */
export function attempt<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw fileFault(path, error);
  }
}

function fileFault(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null || error instanceof Fault) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Fault('file/not-found', { path });
  if (code === 'ELOOP') return new Fault('file/link-loop', { path });
  return new Fault('file/not-readable', { path, system: code }, true);
}
