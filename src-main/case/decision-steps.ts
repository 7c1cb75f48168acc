import { Fault, undoableDecisions, type DecisionRow, type DecisionStep, type DecisionSteps } from '../contract/index.ts';
import { decide, decisionRow, type Decision } from './decisions.ts';
import { raiseFindingVersion } from './finding-version.ts';
import { prepared, writerOf, type WriteCase } from './handle.ts';
import { transaction } from './transaction.ts';

/**
 * What can be taken back and what restored, of the session that is open: the last decision that stands, and the last one that was taken back since.
 * A new decision ends what could be restored, as in any editor.
 */
export function decisionSteps(file: WriteCase): DecisionSteps {
  const { undo, redo } = stacks(file);
  return { undo: rowOrNull(file, undo.at(-1)), redo: rowOrNull(file, redo.at(-1)) };
}

/**
 * Takes back the last decision of this session that stands, or the one of that number, whoever made it.
 * @throws Fault case/nothing-to-undo, case/no-such-decision
 */
export function undoDecision(file: WriteCase, seq?: number): DecisionStep {
  return transaction(file, () => {
    const about = seq ?? stacks(file).undo.at(-1);
    if (about === undefined) throw new Fault('case/nothing-to-undo');
    return step(file, 'undo', about);
  });
}

/**
 * Restores what was taken back last in this session.
 * @throws Fault case/nothing-to-redo
 */
export function redoDecision(file: WriteCase): DecisionStep {
  return transaction(file, () => {
    const about = stacks(file).redo.at(-1);
    if (about === undefined) throw new Fault('case/nothing-to-redo');
    return step(file, 'redo', about);
  });
}

function step(file: WriteCase, kind: 'undo' | 'redo', about: number): DecisionStep {
  const row = decisionRow(file, about);
  if (row === undefined || !undoableDecisions.includes(row.kind)) throw new Fault('case/no-such-decision', { seq: about });
  if (row.undone === (kind === 'undo')) throw new Fault(kind === 'undo' ? 'case/nothing-to-undo' : 'case/nothing-to-redo', { seq: about });
  decide(file, { targetKind: row.targetKind as Decision['targetKind'], target: row.target, kind, about });
  if (row.kind === 'promotion') showPromoted(file, row.target, kind === 'redo');
  const done = { ...row, undone: kind === 'undo' };
  return { ...decisionSteps(file), done, finding: row.targetKind === 'finding' || row.kind === 'promotion' ? row.target : null };
}

/** Without its promotion a finding that was made of a row of a hunt table is gone; with it, it is there again. What was decided of it stays. */
function showPromoted(file: WriteCase, identity: string, there: boolean): void {
  const found = prepared<{ id: number; version: number }>(file, 'SELECT id, version FROM finding WHERE identity = ?').get(Buffer.from(identity, 'hex'));
  if (found === undefined) return;
  const state = there ? 'new' : 'gone';
  prepared(file, 'UPDATE finding SET state = ? WHERE id = ?').run(state, found.id);
  raiseFindingVersion(file);
  prepared(file, 'UPDATE finding_history SET state = ? WHERE finding = ? AND run = (SELECT max(run) FROM finding_history WHERE finding = ?)').run(state, found.id, found.id);
}

/** Numbers of decisions of this session that stand, and of those taken back since the last new one, last at the end. */
function stacks(file: WriteCase): { readonly undo: readonly number[]; readonly redo: readonly number[] } {
  const rows = prepared<{ seq: number; kind: string; about: number | null }>(file, 'SELECT seq, kind, about FROM decision WHERE session = ? ORDER BY seq').all(writerOf(file).session.id);
  let undo: number[] = [];
  let redo: number[] = [];
  for (const { seq, kind, about } of rows) {
    if (kind === 'undo') {
      undo = undo.filter((one) => one !== about);
      redo.push(about!);
    } else if (kind === 'redo') {
      redo = redo.filter((one) => one !== about);
      undo.push(about!);
    } else if (undoableDecisions.includes(kind)) {
      undo.push(seq);
      redo = [];
    }
  }
  return { undo, redo };
}

const rowOrNull = (file: WriteCase, seq: number | undefined): DecisionRow | null => (seq === undefined ? null : decisionRow(file, seq) ?? null);
