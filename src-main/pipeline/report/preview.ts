import type { ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { ReportPreview } from '../../contract/index.ts';
import { previewBlocks } from '../../report/index.ts';
import { checksOf } from './checks.ts';
import { chosenIn } from './draft.ts';
import { reportModel } from './model.ts';
import type { ReportOrder } from './order.ts';

/** Users whose profile is worked out for the preview: as many as its first blocks show. */
const USERS_SHOWN = 2;

/** The report as it would be written now: its outline, the first blocks of each chapter, and what to look at before. */
export function previewReport(file: ReadCase, columns: Columns, order: ReportOrder): ReportPreview {
  const chosen = chosenIn(file);
  const { draft, choice } = chosen;
  const model = reportModel(file, columns, order, { chosen, users: USERS_SHOWN });
  const told = new Set(choice.told.map((one) => one.id));
  const users = new Set(choice.users);
  const actors = [...new Set([...choice.told, ...choice.others].flatMap((one) => one.actor ?? []))].filter((user) => !users.has(user));
  return {
    draft,
    sections: previewBlocks(model).map((section) => (section.part === 'users' ? { ...section, count: choice.users.length } : section)),
    findings: [...choice.told, ...choice.others].map(({ id, number, title }) => ({ id, number, title, included: told.has(id) })),
    users: [...choice.users.map((user) => ({ user, included: true })), ...actors.map((user) => ({ user, included: false }))],
    checks: checksOf(model), citedRecords: model.recordCount,
  };
}
