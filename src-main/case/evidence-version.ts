import { prepared, type ReadCase, type WriteCase } from './handle.ts';

/** Raised with every change of evidence or members, and with nothing else: a verdict leaves sums over 100,000 files as they are. */
export function evidenceVersion(file: ReadCase): number {
  return Number(prepared<{ value: string }>(file, `SELECT value FROM meta WHERE key = 'evidence_state'`).get()?.value ?? 0);
}

/** Belongs into the transaction of the change. */
export function raiseEvidenceVersion(file: WriteCase): void {
  prepared(file, `INSERT INTO meta VALUES ('evidence_state', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)`).run();
}
