import { writeAudit } from './audit.ts';
import type { WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** What was written: `sha256` is of the first file, a report may have more. */
export interface ReportNote {
  readonly path: string;
  readonly format: string;
  readonly sha256: string;
  readonly pages: number;
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

/** Notes that a report was written, with the hash of its bytes, so that a print can be told from another later. */
export function noteReport(file: WriteCase, { path, format, sha256, pages, files }: ReportNote): void {
  transaction(file, () => {
    writeAudit(file, { action: 'report.write', kind: 'report', id: sha256, payload: { path, format, pages, files: files.map((one) => ({ path: one.path, sha256: one.sha256 })) } });
  });
}
