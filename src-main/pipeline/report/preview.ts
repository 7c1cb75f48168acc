import { findingRows, type ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { ReportPreview } from '../../contract/index.ts';
import { previewBlocks } from '../../report/index.ts';
import { checksOf } from './checks.ts';
import { choiceOf, draftOf } from './draft.ts';
import { reportModel } from './model.ts';
import type { ReportOrder } from './order.ts';

/** Users whose profile is worked out for the preview: as many as its first blocks show. */
const USERS_SHOWN = 2;

/** The report as it would be written now: its outline, the first blocks of each chapter, and what to look at before. */
export function previewReport(file: ReadCase, columns: Columns, order: ReportOrder): ReportPreview {
  const { draft } = draftOf(file);
  const choice = choiceOf(file, draft);
  const model = reportModel(file, columns, order, USERS_SHOWN);
  const told = new Set(choice.told.map((one) => one.id));
  const chosen = new Set(choice.users);
  const actors = [...new Set(findingRows(file).flatMap((one) => (one.state === 'gone' ? [] : one.actor ?? [])))].filter((user) => !chosen.has(user));
  return {
    draft,
    sections: previewBlocks(model).map((section) => (section.part === 'users' ? { ...section, count: choice.users.length } : section)),
    findings: [...choice.told, ...choice.others].map(({ id, number, title }) => ({ id, number, title, included: told.has(id) })),
    users: [...choice.users.map((user) => ({ user, included: true })), ...actors.map((user) => ({ user, included: false }))],
    checks: checksOf(model), citedRecords: model.recordCount,
  };
}
