import type { SkipEntry } from './event-batch.ts';
import { prepared, type WriteCase } from './handle.ts';
import { storeReference } from './reference.ts';
import { importTransaction } from './transaction.ts';

/** Stores records that did not become events, and the reference data among them. One that is there already (a resumed import) stays. */
export function storeSkips(file: WriteCase, member: number, skips: readonly SkipEntry[]): void {
  if (skips.length === 0) return;
  importTransaction(file, () => {
    const insert = prepared(file, `INSERT INTO skip (member, ordinal, path, offset, length, reason, detail) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (member, ordinal, path, offset, reason) DO NOTHING`);
    for (const skip of skips) {
      const { ordinal, path, offset, length, reason, detail } = skip;
      insert.run(member, ordinal, path ?? '', offset, length, reason, detail);
      storeReference(file, member, skip);
    }
  });
}
