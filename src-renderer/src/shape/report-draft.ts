import type { ReportDraft, ReportPart, ReportPreview } from '@contract';
import { reportParts } from '@contract/report-parts.ts';

export type FindingOf = ReportPreview['findings'][number];
export type UserOf = ReportPreview['users'][number];

/** Takes the item out, or puts it in at the end. */
export function toggledIn<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

/** The list with the item so many places further (negative: nearer to the start), as far as it goes. */
export function movedIn<T>(list: readonly T[], item: T, by: number): T[] {
  const from = list.indexOf(item);
  if (from === -1) return [...list];
  const rest = list.filter((one) => one !== item);
  const to = Math.max(0, Math.min(rest.length, from + by));
  return [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** The findings of a draft in their order; those that are proposed where nobody chose. */
export function findingsOf(draft: ReportDraft, all: readonly FindingOf[]): readonly string[] {
  return draft.findings ?? all.flatMap((one) => (one.proposed ? [one.id] : []));
}

/** The users of a draft in their order; those that the preview tells where nobody chose. */
export function usersOf(draft: ReportDraft, all: readonly UserOf[]): readonly string[] {
  return draft.users ?? all.flatMap((one) => (one.included ? [one.user] : []));
}

/** Switches a part on, at its usual place among the others, or off. */
export function withPart(draft: ReportDraft, part: ReportPart): ReportDraft {
  return { ...draft, parts: draft.parts.includes(part) ? draft.parts.filter((one) => one !== part) : [...insertedPart(draft.parts, part)] };
}
/** The parts with one more, before the first that usually comes after it. */
export function insertedPart(parts: readonly ReportPart[], part: ReportPart): readonly ReportPart[] {
  const after = reportParts.slice(reportParts.indexOf(part) + 1);
  const at = parts.findIndex((one) => after.includes(one));
  return at === -1 ? [...parts, part] : [...parts.slice(0, at), part, ...parts.slice(at)];
}

/** The draft with own words beside a finding; without text they are gone. */
export function withRemark(draft: ReportDraft, finding: string, text: string): ReportDraft {
  const { [finding]: _before, ...rest } = draft.remarks;
  return { ...draft, remarks: text === '' ? rest : { ...rest, [finding]: text } };
}

/** What is proposed in place of what was chosen; own words, title and mark stay. */
export function proposedAgain(draft: ReportDraft): ReportDraft {
  return { ...draft, findings: null, users: null, parts: [...reportParts] };
}
export function isProposed({ findings, users, parts }: ReportDraft): boolean {
  return findings === null && users === null && parts.length === reportParts.length && parts.every((part, i) => part === reportParts[i]);
}

/** True where both say the same. Remarks have no order. */
export function sameDraft(a: ReportDraft, b: ReportDraft): boolean {
  const plain = ({ title, tlp, zone, findings, users, parts, text, remarks }: ReportDraft) => JSON.stringify([title, tlp, zone, findings, users, parts, text.mandate, text.summary, text.conclusion, text.limits, Object.entries(remarks).sort(([x], [y]) => (x < y ? -1 : 1))]);
  return plain(a) === plain(b);
}
