import { prepared, type ReadCase } from './handle.ts';

/** A member that has records which no source takes, and the first of them. */
export interface UnknownSkips {
  readonly member: number;
  readonly path: string;
  readonly shape: string | null;
  readonly unknown: number;
  readonly first: readonly { readonly ordinal: number; readonly offset: number; readonly length: number }[];
}

/** Members of an exhibit with records that no source takes, in their order; the first spans of each. */
export function unknownSkips(file: ReadCase, evidence: number, most: { readonly members: number; readonly records: number }): readonly UnknownSkips[] {
  const members = prepared<{ member: number; path: string; shape: string | null; unknown: number }>(file, `SELECT m.id AS member, m.path, m.shape, count(*) AS unknown
    FROM member m JOIN skip s ON s.member = m.id WHERE m.evidence = ? AND m.skips > 0 AND s.reason = 'source/unknown' GROUP BY m.id ORDER BY m.position LIMIT ?`).all(evidence, most.members);
  // Several records may lie in one span: it is shown once.
  const first = prepared<UnknownSkips['first'][number]>(file, `SELECT ordinal, offset, length FROM skip WHERE member = ? AND reason = 'source/unknown' GROUP BY ordinal ORDER BY ordinal LIMIT ?`);
  return members.map((row) => ({ ...row, first: first.all(row.member, most.records) }));
}
