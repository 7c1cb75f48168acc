import type { SkipReason } from '../contract/index.ts';
import { readPlace } from './blocks.ts';
import { prepared, type ReadCase } from './handle.ts';

/** A member that was read to its end. */
export interface HashedMember {
  readonly id: number;
  readonly exhibit: string;
  /** Name of the file; with the path inside of it where it is an archive. */
  readonly file: string;
  readonly bytes: number;
  /** Of the unpacked bytes, hex. */
  readonly sha256: string;
  readonly dataset: string | null;
}

/** Of all exhibits, or of one. */
export function hashedMembers(file: ReadCase, evidence: number | null = null): readonly HashedMember[] {
  return prepared<HashedMember>(file, `SELECT m.id, e.exhibit, CASE m.path WHEN '' THEN e.name ELSE e.name || ' » ' || m.path END AS file, m.bytes, lower(hex(m.sha256)) AS sha256, m.dataset
    FROM member m JOIN evidence e ON e.id = m.evidence WHERE m.sha256 IS NOT NULL${evidence === null ? '' : ' AND m.evidence = ?'} ORDER BY m.id`).all(...(evidence === null ? [] : [evidence]));
}

/** Whether any record was set aside for a reason. */
export function wasSkipped(file: ReadCase, reason: SkipReason): boolean {
  return prepared(file, 'SELECT 1 FROM skip WHERE reason = ? LIMIT 1').get(reason) !== undefined;
}

/** Records that were set aside for one reason, with their bytes. `whole`: nothing else lies in the member. */
export function* skippedRecords(file: ReadCase, reason: SkipReason): Generator<{ readonly member: number; readonly bytes: Buffer; readonly whole: boolean }> {
  const rows = prepared<{ member: number; offset: number; length: number; records: number }>(file, `SELECT s.member, s.offset, s.length, m.records FROM skip s JOIN member m ON m.id = s.member
    WHERE s.reason = ? ORDER BY s.member, s.ordinal`).all(reason);
  for (const { member, offset, length, records } of rows) yield { member, bytes: readPlace(file, member, offset, length), whole: records === 1 };
}
