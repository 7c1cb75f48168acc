import { decisionsOfFindings, eventRows, findingStored, ruleOfFinding, type ReadCase } from '../../case/index.ts';
import type { Columns } from '../../columns/index.ts';
import type { FindingRow, ReportDraft, Severity } from '../../contract/index.ts';
import { reviewOf } from '../../contract/index.ts';
import type { Examination, OtherFinding, ReportFinding } from '../../report/index.ts';
import { findingDetail } from '../finding-detail.ts';
import type { Citations } from './cited.ts';

/** Events of a finding that are cited, by its severity; how many there are in all is said beside them, and the case file holds every one. */
const CITED_EVENTS: Readonly<Record<Severity, number>> = { critical: 50, high: 50, medium: 12, low: 3, info: 3 };

/** The findings that are told; each is read again when it is written. */
export function toldFindings(file: ReadCase, columns: Columns, rows: readonly FindingRow[], { draft, cited, onTold }: { readonly draft: ReportDraft; readonly cited: Citations; readonly onTold?: (done: number) => void }): readonly ReportFinding[] {
  const decisions = decisionsOfFindings(file);
  return rows.map((row, at): ReportFinding => {
    onTold?.(at);
    const { version, hash } = ruleOfFinding(file, row.id);
    const events = findingStored(file, row.id).rows.slice(0, CITED_EVENTS[row.severity]);
    for (const event of events) cited.cite(event, row.number);
    return {
      row, decisions: decisions(row.number), ruleVersion: version, ruleHash: hash, remark: draft.remarks[row.id] ?? '',
      tell: () => ({ detail: findingDetail(file, row.id, columns), events: eventRows(file, events).map((event) => ({ row: event, record: cited.numberOf(event.event) })) }),
    };
  });
}

/** The findings that are only listed, with the decision that says why. */
export function otherFindings(file: ReadCase, rows: readonly FindingRow[]): readonly OtherFinding[] {
  const decisions = decisionsOfFindings(file);
  return rows.map(({ id, number, rule, variant, title, severity, actor, start, eventCount, verdict }) => {
    const holding = decisions(number).findLast((one) => one.kind === 'verdict' && !one.undone);
    return { id, number, rule, variant, title, severity, actor, start, eventCount, verdict, decision: holding === undefined ? null : { at: holding.at, analyst: holding.analyst, reason: holding.reason } };
  });
}

export function examinationOf(findings: readonly ReportFinding[]): Examination {
  const judged = findings.filter(({ row }) => row.verdict !== 'open');
  const verdicts = judged.flatMap(({ decisions }) => decisions.findLast((one) => one.kind === 'verdict' && !one.undone) ?? []);
  const reviewed = judged.filter(({ row }) => row.reviewed);
  const reviews = reviewed.flatMap(({ decisions }) => decisions.filter((one) => one.kind === 'review' && !one.undone));
  return { examiners: unique(verdicts.map((one) => one.analyst)), judged: judged.length, reviewed: reviewed.length, reviewers: unique(reviews.map((one) => reviewOf(one.value).reviewer)) };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
