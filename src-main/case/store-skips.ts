import type { SkipEntry } from './event-batch.ts';
import { prepared, type WriteCase } from './handle.ts';
import { importTransaction } from './transaction.ts';

/** Stores records that did not become events. One that is there already (a resumed import) stays. */
export function storeSkips(file: WriteCase, member: number, skips: readonly SkipEntry[]): void {
  if (skips.length === 0) return;
  importTransaction(file, () => {
    const insert = prepared(file, `INSERT INTO skip (member, ordinal, path, offset, length, reason, detail) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (member, ordinal, path, offset, reason) DO NOTHING`);
    for (const { ordinal, path, offset, length, reason, detail } of skips) insert.run(member, ordinal, path ?? '', offset, length, reason, detail);
  });
}
