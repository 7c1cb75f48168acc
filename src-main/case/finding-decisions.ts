import { Fault, reviewText, type DecisionRow } from '../contract/index.ts';
import { decide, decisionsOfFinding, holdingVerdict, inReportIn, tagsIn } from './decisions.ts';
import { findingStored } from './findings.ts';
import { prepared, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** Gives the finding a tag, or takes it away; nothing is noted where it is so already. */
export function tagFinding(file: WriteCase, finding: string, tag: string, on: boolean): void {
  transaction(file, () => {
    if (tagsIn(decisionsOf(file, finding)).includes(tag) === on) return;
    decide(file, { targetKind: 'finding', target: finding, kind: on ? 'tag' : 'untag', value: tag });
  });
}

/**
 * Notes that a second person looked at the verdict that holds, and whether he agrees.
 * @throws Fault case/same-reviewer, case/reason-needed where he does not agree and does not say why, call/bad-input where there is no verdict yet
 */
export function reviewFinding(file: WriteCase, finding: string, { reviewer, agrees, reason }: { readonly reviewer: string; readonly agrees: boolean; readonly reason: string }): void {
  transaction(file, () => {
    const verdict = holdingVerdict(decisionsOf(file, finding));
    if (verdict === undefined || verdict.value === 'open') throw new Fault('call/bad-input', { name: 'finding.review', at: 'finding', problem: 'It has no verdict yet that could be reviewed.' });
    if (sameName(verdict.analyst, reviewer)) throw new Fault('case/same-reviewer', { reviewer, analyst: verdict.analyst });
    if (!agrees && reason.trim() === '') throw new Fault('case/reason-needed', { review: reviewer });
    decide(file, { targetKind: 'finding', target: finding, kind: 'review', value: reviewText(reviewer, agrees), reason });
  });
}

/** Puts the finding into the report or leaves it out; nothing is noted where an analyst said so already. */
export function reportFinding(file: WriteCase, finding: string, included: boolean): void {
  transaction(file, () => {
    const stored = findingStored(file, finding);
    const said = stored.decisions.some((one) => one.kind === 'report' && !one.undone);
    if (said && inReportIn(stored.decisions, stored) === included) return;
    decide(file, { targetKind: 'finding', target: finding, kind: 'report', value: included ? 'in' : 'out' });
  });
}

function decisionsOf(file: WriteCase, finding: string): readonly DecisionRow[] {
  const row = prepared<{ id: number }>(file, 'SELECT id FROM finding WHERE identity = ?').get(Buffer.from(finding, 'hex'));
  if (row === undefined) throw new Fault('case/no-such-finding', { finding });
  return decisionsOfFinding(file, row.id);
}

/** One person, however the name is cased, spaced or composed. */
function sameName(a: string, b: string): boolean {
  const bare = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
  return bare(a) === bare(b);
}
