import { writeAudit } from './audit.ts';
import type { WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** Notes that a report was written, with the hash of its bytes, so that a print can be told from another later. */
export function noteReport(file: WriteCase, report: { readonly path: string; readonly sha256: string; readonly pages: number }): void {
  transaction(file, () => {
    writeAudit(file, { action: 'report.write', kind: 'report', id: report.sha256, payload: { path: report.path, pages: report.pages } });
  });
}
