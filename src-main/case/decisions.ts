import { closingVerdicts, Fault, proposedForReport, reviewOf, undoableDecisions, verdicts, type DecisionRow, type FindingRow, type Verdict } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { keptByState } from './by-state.ts';
import { keptPerFindings } from './finding-version.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** What an analyst says, and of what. `target`: identity in hex of a finding, view row or event; of a pair of users JSON of their names, by bytes; else its text. */
export type Decision =
  & { readonly targetKind: 'finding' | 'view-row' | 'event' | 'entity' | 'rule' | 'case' | 'pair' | 'user' | 'organization' | 'account'; readonly target: string; readonly reason?: string }
  & (
    | { readonly kind: 'verdict'; readonly value: Verdict }
    | { readonly kind: 'tag' | 'untag' | 'note' | 'promotion' | 'allow' | 'review' | 'report' | 'draft' | 'parameter' | 'filter' | 'period' | 'alias' | 'trait' | 'label'; readonly value: string }
    /** `about` is the number of the decision that is taken back or restored. */
    | { readonly kind: 'undo' | 'redo'; readonly about: number }
  );

/**
 * Notes a decision and gives its number. Nothing is ever taken away: undo and redo are rows of their own that name the one they are about.
 * @throws Fault case/reason-needed, case/no-such-finding, case/no-such-decision
 */
export function decide(file: WriteCase, decision: Decision): number {
  const { session } = writerOf(file);
  const reason = decision.reason?.trim() ?? '';
  if (decision.kind === 'verdict' && closingVerdicts.includes(decision.value) && reason === '') throw new Fault('case/reason-needed', { verdict: decision.value });
  return transaction(file, () => {
    if (decision.targetKind === 'finding' && prepared(file, 'SELECT 1 FROM finding WHERE identity = ?').get(Buffer.from(decision.target, 'hex')) === undefined) {
      throw new Fault('case/no-such-finding', { finding: decision.target });
    }
    const about = 'about' in decision ? decision.about : null;
    if (about !== null && !undoableDecisions.includes(decisionRow(file, about)?.kind ?? '')) throw new Fault('case/no-such-decision', { seq: about });
    const value = 'about' in decision ? String(decision.about) : decision.value;
    const seq = Number(prepared(file, `INSERT INTO decision (at, analyst, session, target_kind, target, kind, value, reason, about) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(new Date(session.now()).toISOString(), session.analyst.id, session.id, decision.targetKind, decision.target, decision.kind, value, reason, about).lastInsertRowid);
    writeAudit(file, { action: `decision.${decision.kind}`, kind: decision.targetKind, id: decision.target, payload: { seq, value, reason } });
    return seq;
  });
}

/** SQL: whether decision `d` is taken back, which the last undo or redo about it says. */
export const undoneSql = `coalesce((SELECT u.kind = 'undo' FROM decision u WHERE u.about = d.seq ORDER BY u.seq DESC LIMIT 1), 0)`;
const columns = `d.seq, d.at, n.name AS analyst, d.target_kind AS targetKind, d.target, d.kind, d.value, d.reason, ${undoneSql} AS undone FROM decision d JOIN analyst n ON n.id = d.analyst`;
type Row = Omit<DecisionRow, 'undone'> & { readonly undone: number };
/** What is said of findings, and why a row of a hunt table became one: the row and the finding have one identity. */
const ofFindings = `(d.target_kind = 'finding' OR (d.target_kind = 'view-row' AND d.kind = 'promotion'))`;
const withFlag = (row: Row): DecisionRow => ({ ...row, undone: row.undone === 1 });

/** One decision; undefined where there is none of this number. */
export function decisionRow(file: ReadCase, seq: number): DecisionRow | undefined {
  const row = prepared<Row>(file, `SELECT ${columns} WHERE d.seq = ?`).get(seq);
  return row === undefined ? undefined : withFlag(row);
}

/**
 * What was decided of a finding, oldest first: of it, and of the earlier findings that it continues (same rule, variant and entity, and a frozen
 * event in common), so that a verdict survives a window that starts elsewhere.
 */
export function decisionsOfFinding(file: ReadCase, finding: number): readonly DecisionRow[] {
  return prepared<Row>(file, `WITH RECURSIVE line (id) AS (SELECT ? UNION SELECT l.earlier FROM finding_link l JOIN line ON l.finding = line.id)
    SELECT ${columns} WHERE ${ofFindings} AND d.target IN (SELECT lower(hex(identity)) FROM finding WHERE id IN (SELECT id FROM line)) ORDER BY d.seq`)
    .all(finding).map(withFlag);
}

/** The same for all findings at once, by the number of the finding: few decisions stand against many findings, so all are read in one go. Kept until the case changes. */
export const decisionsOfFindings = keptByState(readAll);

function readAll(file: ReadCase): (finding: number) => readonly DecisionRow[] {
  const own = new Map<number, DecisionRow[]>();
  for (const { finding, ...row } of prepared<Row & { finding: number }>(file, `SELECT f.id AS finding, ${columns} JOIN finding f ON f.identity = unhex(d.target) WHERE ${ofFindings} ORDER BY d.seq`).iterate()) {
    const rows = own.get(finding);
    if (rows === undefined) own.set(finding, [withFlag(row)]);
    else rows.push(withFlag(row));
  }
  const earlier = earlierFindings(file);
  return (finding) => {
    if (!earlier.has(finding)) return own.get(finding) ?? none;
    const line = new Set([finding]);
    for (const one of line) for (const before of earlier.get(one) ?? []) line.add(before);
    return [...line].flatMap((one) => own.get(one) ?? []).sort((a, b) => a.seq - b.seq);
  };
}

const none: readonly DecisionRow[] = [];
/** Findings that a finding continues, by its number. */
const earlierFindings = keptPerFindings((file): ReadonlyMap<number, readonly number[]> => {
  const earlier = new Map<number, number[]>();
  for (const link of prepared<{ finding: number; earlier: number }>(file, 'SELECT finding, earlier FROM finding_link').iterate()) {
    const own = earlier.get(link.finding);
    if (own === undefined) earlier.set(link.finding, [link.earlier]);
    else own.push(link.earlier);
  }
  return earlier;
});

/** The verdict that holds: the last one that was not taken back. */
export function verdictIn(decisions: readonly DecisionRow[]): Verdict {
  return verdicts.find((one) => one === holdingVerdict(decisions)?.value) ?? 'open';
}

/** The decision that gave the verdict that holds; undefined while nobody has said anything. */
export function holdingVerdict(decisions: readonly DecisionRow[]): DecisionRow | undefined {
  return decisions.findLast((one) => one.kind === 'verdict' && !one.undone);
}

/** Tags that stand, in the order in which they were given. */
export function tagsIn(decisions: readonly DecisionRow[]): string[] {
  const tags = new Set<string>();
  for (const { kind, value, undone } of decisions) {
    if (undone) continue;
    if (kind === 'tag') tags.add(value);
    else if (kind === 'untag') tags.delete(value);
  }
  return [...tags];
}

/** Whether a second person agreed with the verdict that holds, after it was given. */
export function reviewedIn(decisions: readonly DecisionRow[]): boolean {
  const verdict = holdingVerdict(decisions);
  const review = decisions.findLast((one) => one.kind === 'review' && !one.undone);
  return verdict !== undefined && review !== undefined && review.seq > verdict.seq && reviewOf(review.value).agrees;
}

/** Whether the finding goes into the report: as an analyst said last, else as `proposedForReport` has it. */
export function inReportIn(decisions: readonly DecisionRow[], finding: Pick<FindingRow, 'severity' | 'variant' | 'verdict' | 'state' | 'filteredBy'>): boolean {
  const said = decisions.findLast((one) => one.kind === 'report' && !one.undone);
  return said === undefined ? proposedForReport(finding) : said.value === 'in';
}
