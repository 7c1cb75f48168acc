import type { ReportDraft, ReportPart, ReportPreview } from '@contract';
import { reportParts } from '@contract/report-parts.ts';
import { findingsOf, insertedPart, usersOf, type FindingOf, type UserOf } from './report-draft.ts';

/** A line of the outline. `count` is 0 for a part that has nothing to say and is not printed, null where there is nothing to count. `place` and `of` say where it stands among those that are told; null for what is left out. */
export type OutlineLine =
  | { readonly kind: 'part'; readonly key: string; readonly part: ReportPart; readonly on: boolean; readonly count: number | null; readonly place: number | null; readonly of: number }
  | { readonly kind: 'finding'; readonly key: string; readonly finding: FindingOf; readonly on: boolean; readonly place: number | null; readonly of: number }
  | { readonly kind: 'user'; readonly key: string; readonly user: UserOf; readonly on: boolean; readonly place: number | null; readonly of: number }
  /** Folds what is left out. `hidden` more than the list bears are only counted. */
  | { readonly kind: 'others'; readonly key: string; readonly what: Listed; readonly count: number; readonly open: boolean; readonly hidden: number };
export type Listed = 'findings' | 'users';

/** Lines that are left out and still listed; there may be thousands of findings. */
const othersListed = 200;

/** The outline of a draft: the parts in their order, findings and users below theirs, and what is left out at the end of each. */
export function outlineOf(draft: ReportDraft, preview: Pick<ReportPreview, 'sections' | 'findings' | 'moreFindings' | 'users'>, open: ReadonlySet<Listed>): readonly OutlineLine[] {
  const counts = new Map(preview.sections.map((section) => [section.part, section.count]));
  // A part that is left out stays where it would come back to.
  const parts = reportParts.reduceRight<readonly ReportPart[]>((all, part) => (all.includes(part) ? all : insertedPart(all, part)), draft.parts);
  return parts.flatMap((part): readonly OutlineLine[] => {
    const at = draft.parts.indexOf(part);
    const head: OutlineLine = { kind: 'part', key: `part ${part}`, part, on: at !== -1, count: at === -1 ? null : counted(counts.get(part)), place: at === -1 ? null : at, of: draft.parts.length };
    if (at === -1 || (part !== 'findings' && part !== 'users')) return [head];
    return [head, ...(part === 'findings' ? findingLines(draft, preview, open.has(part)) : userLines(draft, preview.users, open.has(part)))];
  });
}

/** A part that is printed may have nothing that is counted. */
const counted = (things: number | undefined): number | null => (things === undefined ? 0 : things === 0 ? null : things);

function findingLines(draft: ReportDraft, { findings: all, moreFindings }: Pick<ReportPreview, 'findings' | 'moreFindings'>, open: boolean): readonly OutlineLine[] {
  const byId = new Map(all.map((one) => [one.id, one]));
  const told = findingsOf(draft, all).flatMap((id) => byId.get(id) ?? []);
  const ids = new Set(told.map((one) => one.id));
  const others = all.filter((one) => !ids.has(one.id)).sort((a, b) => a.number - b.number);
  const line = (finding: FindingOf, place: number | null): OutlineLine => ({ kind: 'finding', key: `finding ${finding.id}`, finding, on: place !== null, place, of: told.length });
  return [...told.map(line), ...folded('findings', others.map((one) => line(one, null)), open, moreFindings)];
}

function userLines(draft: ReportDraft, all: readonly UserOf[], open: boolean): readonly OutlineLine[] {
  const byName = new Map(all.map((one) => [one.user, one]));
  const told = usersOf(draft, all).map((user) => byName.get(user) ?? { user, included: true, proposed: false });
  const names = new Set(told.map((one) => one.user));
  const line = (user: UserOf, place: number | null): OutlineLine => ({ kind: 'user', key: `user ${user.user}`, user, on: place !== null, place, of: told.length });
  return [...told.map(line), ...folded('users', all.filter((one) => !names.has(one.user)).map((one) => line(one, null)), open)];
}

function folded(what: Listed, others: readonly OutlineLine[], open: boolean, more = 0): readonly OutlineLine[] {
  if (others.length === 0) return [];
  return [{ kind: 'others', key: `others ${what}`, what, count: others.length + more, open, hidden: Math.max(0, others.length - othersListed) + more }, ...(open ? others.slice(0, othersListed) : [])];
}
