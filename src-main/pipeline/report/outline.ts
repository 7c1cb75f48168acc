import { caseSummary, type ReadCase } from '../../case/index.ts';
import { usersProposed, type ReportDraft, type ReportPreview } from '../../contract/index.ts';
import { chosenIn, type Chosen } from './draft.ts';

/** Findings that are left out and listed; there may be tens of thousands of them. */
const OTHERS_LISTED = 500;

/** Findings and users of a report, those that it tells in their order and then the others, findings by number. */
export function listedIn({ choice }: Chosen): Pick<ReportPreview, 'findings' | 'moreFindings' | 'users'> {
  const told = new Set(choice.told.map((one) => one.id));
  const users = new Set(choice.users);
  const actors = [...new Set([...choice.told, ...choice.others].flatMap((one) => one.actor ?? []))].filter((user) => !users.has(user));
  const proposed = new Set(usersProposed(choice.told));
  const others = choice.others.toSorted((a, b) => a.number - b.number).slice(0, OTHERS_LISTED);
  return {
    moreFindings: choice.others.length - others.length,
    findings: [...choice.told, ...others].map(({ id, number, title, severity, verdict, inReport }) => ({ id, number, title, severity, verdict, included: told.has(id), proposed: inReport })),
    users: [...choice.users.map((user) => ({ user, included: true, proposed: proposed.has(user) })), ...actors.map((user) => ({ user, included: false, proposed: proposed.has(user) }))],
  };
}

/** What can be said of a report before anything of it was gathered: no event is looked at. */
export function outlineOfReport(file: ReadCase, instead?: ReportDraft): ReportPreview {
  const chosen = chosenIn(file, instead);
  const { draft, choice } = chosen;
  return {
    draft, name: draft.title === '' ? caseSummary(file).title : draft.title, status: choice.told.every(({ verdict }) => verdict !== 'open') ? 'final' : 'draft',
    sections: draft.parts.map((part) => ({ part, title: '', count: 0, told: 0, more: false, blocks: [] })), ...listedIn(chosen), checks: [], citedRecords: 0, gathered: false,
  };
}
