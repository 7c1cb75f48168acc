import type { ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import { usersProposed, type ReportDraft, type ReportPreview } from '../../contract/index.ts';
import { previewBlocks, reportName } from '../../report/index.ts';
import { checksOf } from './checks.ts';
import { chosenIn } from './draft.ts';
import { reportModel } from './model.ts';
import type { ReportOrder } from './order.ts';

/** Users whose profile is worked out for the preview: as many as its first blocks show. */
const USERS_SHOWN = 2;

/** The report as it would be written now: its outline, the first blocks of each chapter, and what to look at before. `instead` of the draft that holds, where one is given. */
export function previewReport(file: ReadCase, columns: Columns, order: ReportOrder, instead?: ReportDraft): ReportPreview {
  const chosen = chosenIn(file, instead);
  const { draft, choice } = chosen;
  const model = reportModel(file, columns, order, { chosen, users: USERS_SHOWN });
  const told = new Set(choice.told.map((one) => one.id));
  const users = new Set(choice.users);
  const actors = [...new Set([...choice.told, ...choice.others].flatMap((one) => one.actor ?? []))].filter((user) => !users.has(user));
  const proposed = new Set(usersProposed(choice.told));
  return {
    draft, name: reportName(model), status: model.status,
    sections: previewBlocks(model).map((section) => (section.part === 'users' ? { ...section, count: choice.users.length, more: section.more || choice.users.length > USERS_SHOWN } : section)),
    findings: [...choice.told, ...choice.others].map(({ id, number, title, severity, verdict, inReport }) => ({ id, number, title, severity, verdict, included: told.has(id), proposed: inReport })),
    users: [...choice.users.map((user) => ({ user, included: true, proposed: proposed.has(user) })), ...actors.map((user) => ({ user, included: false, proposed: proposed.has(user) }))],
    checks: checksOf(model), citedRecords: model.recordCount,
  };
}
