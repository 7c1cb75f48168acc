import type { AuditRow } from '../contract/index.ts';
import { auditHead, auditPage, writeAudit } from './audit.ts';
import type { WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** Puts a remark of the analyst into the log. `view` is the address of the screen that was looked at, or empty. */
export function remark(file: WriteCase, text: string, view: string): AuditRow {
  return transaction(file, () => {
    writeAudit(file, { action: 'case.remark', kind: 'case', id: '', payload: { text, view } });
    return auditPage(file, { after: auditHead(file).seq - 1, limit: 1 }).rows[0]!;
  });
}
