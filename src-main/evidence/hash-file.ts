import { createHash } from 'node:crypto';
import { closeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { assertUnchanged, chunksOf, openEvidence } from './open-evidence.ts';

/** Chunks between two breaths, in which the thread may answer others. */
const BREATH = 16;

/**
 * SHA-256 (hex) and size of a file as it lies on disk, in bounded memory.
 * Throws the faults of `openEvidence`, and `file/changed` where it changed while it was read.
 */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number }> {
  const file = openEvidence(path);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let n = 0;
    for (const chunk of chunksOf(file)) {
      hash.update(chunk);
      bytes += chunk.length;
      if (++n % BREATH === 0) await setImmediate();
    }
    assertUnchanged(file, bytes);
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    closeSync(file.fd);
  }
}
