import type { ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { ReportDraft, ReportPreview } from '../../contract/index.ts';
import { previewBlocks, reportName } from '../../report/index.ts';
import { checksOf } from './checks.ts';
import { chosenIn } from './draft.ts';
import { reportModel } from './model.ts';
import { listedIn } from './outline.ts';
import type { ReportOrder } from './order.ts';

/** Users whose profile is worked out for the preview: as many as its first blocks show. */
const USERS_SHOWN = 2;

/** The report as it would be written now: its outline, the first blocks of each chapter, and what to look at before. `instead` of the draft that holds, where one is given. */
export function previewReport(file: ReadCase, columns: Columns, order: ReportOrder, instead?: ReportDraft): ReportPreview {
  const chosen = chosenIn(file, instead);
  const { draft, choice } = chosen;
  const model = reportModel(file, columns, order, { chosen, users: USERS_SHOWN });
  return {
    draft, name: reportName(model), status: model.status,
    sections: previewBlocks(model).map((section) => (section.part === 'users' ? { ...section, count: choice.users.length, more: section.more || choice.users.length > USERS_SHOWN } : section)),
    ...listedIn(chosen),
    checks: checksOf(model), citedRecords: model.recordCount, gathered: true,
  };
}
