import { findingRows, savedDraft, type ReadCase } from '../../case/index.ts';
import { findingsTold, reportDraft, usersProposed, type FindingRow, type ReportDraft } from '../../contract/index.ts';

/** The draft that holds, and who saved it when; a draft of defaults where nobody did. */
export function draftOf(file: ReadCase): { readonly draft: ReportDraft; readonly saved: { readonly at: string; readonly analyst: string } | null } {
  const found = savedDraft(file);
  if (found === undefined) return { draft: reportDraft.parse({}), saved: null };
  return { draft: reportDraft.parse(JSON.parse(found.value)), saved: { at: found.at, analyst: found.analyst } };
}

/** The draft that holds and what it chooses. */
export interface Chosen extends ReturnType<typeof draftOf> { readonly choice: Choice }

/** `instead`: a draft that is looked at before it is saved. */
export function chosenIn(file: ReadCase, instead?: ReportDraft): Chosen {
  const drafted = draftOf(file);
  const draft = instead ?? drafted.draft;
  return { saved: drafted.saved, draft, choice: choiceOf(file, draft) };
}

/** What is told one by one, in its order, and what only listed. */
export interface Choice {
  readonly told: readonly FindingRow[];
  readonly others: readonly FindingRow[];
  /** Findings that are expected and were not chosen all the same. */
  readonly expected: readonly FindingRow[];
  /** Chosen findings that the last hunt did not find again: they are not told. */
  readonly gone: number;
  readonly users: readonly string[];
}

/** Findings and users of a draft. Null in the draft: those that `proposedForReport` and the analysts' own choices name, and their users. */
function choiceOf(file: ReadCase, draft: ReportDraft): Choice {
  const rows = findingRows(file).filter((one) => one.state !== 'gone');
  const told = findingsTold(rows, draft.findings);
  const ids = new Set(told.map((one) => one.id));
  const users = draft.users ?? usersProposed(told);
  return { told, others: rows.filter((one) => !ids.has(one.id) && one.filteredBy === null), expected: rows.filter((one) => !ids.has(one.id) && one.filteredBy !== null), gone: draft.findings === null ? 0 : new Set(draft.findings).size - told.length, users: [...new Set(users)] };
}
