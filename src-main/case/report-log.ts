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

/** Events that were written to a file: which, in what order, how many, and the hash of the file. */
export interface ExportNote {
  readonly path: string;
  readonly format: string;
  readonly sha256: string;
  readonly rows: number;
  /** What was asked for, as JSON. */
  readonly question: string;
}

/** Notes that events left the case, so that a file that turns up later can be told from another. */
export function noteExport(file: WriteCase, { path, format, sha256, rows, question }: ExportNote): void {
  transaction(file, () => {
    writeAudit(file, { action: 'events.export', kind: 'export', id: sha256, payload: { path, format, rows, question } });
  });
}
