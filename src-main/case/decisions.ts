import { Fault, verdicts, type DecisionRow, type Verdict } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/** What an analyst says, and of what. `target`: identity in hex of a finding, view row or event; else its text. */
export type Decision =
  & { readonly targetKind: 'finding' | 'view-row' | 'event' | 'entity' | 'rule' | 'case'; readonly target: string; readonly reason?: string }
  & (
    | { readonly kind: 'verdict'; readonly value: Verdict }
    | { readonly kind: 'tag' | 'untag' | 'note' | 'promotion' | 'allow' | 'review'; readonly value: string }
    | { readonly kind: 'undo'; readonly undoes: number }
  );

/** Verdicts that end the work on a finding; they need a reason. */
const closing: readonly Verdict[] = ['confirmed', 'benign', 'authorised-test', 'rule-wrong'];

/**
 * Notes a decision and gives its number. Nothing is ever taken away: an undo is a row of its own that names the one it takes back.
 * @throws Fault case/reason-needed, case/no-such-finding, case/no-such-decision
 */
export function decide(file: WriteCase, decision: Decision): number {
  const { session } = writerOf(file);
  const reason = decision.reason?.trim() ?? '';
  if (decision.kind === 'verdict' && closing.includes(decision.value) && reason === '') throw new Fault('case/reason-needed', { verdict: decision.value });
  return transaction(file, () => {
    if (decision.targetKind === 'finding' && prepared(file, 'SELECT 1 FROM finding WHERE identity = ?').get(Buffer.from(decision.target, 'hex')) === undefined) {
      throw new Fault('case/no-such-finding', { finding: decision.target });
    }
    const undoes = decision.kind === 'undo' ? decision.undoes : null;
    if (undoes !== null && prepared(file, `SELECT 1 FROM decision WHERE seq = ? AND kind <> 'undo'`).get(undoes) === undefined) throw new Fault('case/no-such-decision', { seq: undoes });
    const value = decision.kind === 'undo' ? String(decision.undoes) : decision.value;
    const seq = Number(prepared(file, `INSERT INTO decision (at, analyst, session, target_kind, target, kind, value, reason, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(new Date(session.now()).toISOString(), session.analyst.id, session.id, decision.targetKind, decision.target, decision.kind, value, reason, undoes).lastInsertRowid);
    writeAudit(file, { action: `decision.${decision.kind}`, kind: decision.targetKind, id: decision.target, payload: { seq, value, reason } });
    return seq;
  });
}

const columns = `d.seq, d.at, n.name AS analyst, d.kind, d.value, d.reason,
  EXISTS (SELECT 1 FROM decision u WHERE u.undoes = d.seq) AS undone FROM decision d JOIN analyst n ON n.id = d.analyst`;
type Row = Omit<DecisionRow, 'undone'> & { readonly undone: number };

/**
 * What was decided of a finding, oldest first: of it, and of the earlier findings that it continues (same rule, variant and entity, and a frozen
 * event in common), so that a verdict survives a window that starts elsewhere.
 */
export function decisionsOfFinding(file: ReadCase, finding: number): readonly DecisionRow[] {
  return prepared<Row>(file, `WITH RECURSIVE line (id) AS (SELECT ? UNION SELECT l.earlier FROM finding_link l JOIN line ON l.finding = line.id)
    SELECT ${columns} WHERE d.target_kind = 'finding' AND d.target IN (SELECT lower(hex(identity)) FROM finding WHERE id IN (SELECT id FROM line)) ORDER BY d.seq`)
    .all(finding).map(withFlag);
}

/** The verdict that holds: the last one that was not taken back. */
export function verdictIn(decisions: readonly DecisionRow[]): Verdict {
  const last = decisions.findLast((one) => one.kind === 'verdict' && !one.undone);
  return verdicts.find((one) => one === last?.value) ?? 'open';
}

const withFlag = (row: Row): DecisionRow => ({ ...row, undone: row.undone === 1 });
