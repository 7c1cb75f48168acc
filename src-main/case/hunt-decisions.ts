import { exceptionDraft, Fault, periodDraft, type CasePeriod, type ExceptionDraft, type HuntException, type PeriodDraft, type RuleFilter } from '../contract/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { decide, undoneSql } from './decisions.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';

interface Row { readonly seq: number; readonly analyst: string; readonly at: string; readonly reason: string; readonly target: string; readonly value: string }

/** Decisions of a kind that stand, oldest first. */
function standing(file: ReadCase, kind: 'allow' | 'filter' | 'period'): readonly Row[] {
  return prepared<Row>(file, `SELECT d.seq, n.name AS analyst, d.at, d.reason, d.target, d.value FROM decision d JOIN analyst n ON n.id = d.analyst
    WHERE d.kind = ? AND NOT ${undoneSql} ORDER BY d.seq`).all(kind);
}
const saidBy = ({ seq, analyst, at, reason }: Row) => ({ seq, analyst, at, reason });

/** Exceptions that stand. One is taken back as any decision is: `undoDecision(file, seq)`. */
export function exceptionsIn(file: ReadCase): readonly HuntException[] {
  return standing(file, 'allow').map((row) => ({ ...exceptionDraft.parse(JSON.parse(row.value)), ...saidBy(row) }));
}

/**
 * Notes what is expected, and gives the number of the decision. It holds from the next hunt on.
 * @throws Fault case/reason-needed, case/bad-exception
 */
export function addException(file: WriteCase, draft: ExceptionDraft, reason: string): number {
  needReason(reason);
  if (draft.from !== null && draft.until !== null && draft.until <= draft.from) throw new Fault('case/bad-exception', { why: 'It ends before it begins.' });
  const empty = draft.when.find(({ values, set }) => values.length === 0 && set === null);
  if (empty !== undefined) throw new Fault('case/bad-exception', { why: `No value is named for ${empty.field}.` });
  return decide(file, { targetKind: 'rule', target: draft.rule ?? '*', kind: 'allow', value: canonicalJson(draft), reason });
}

/** The filter of each rule that has one. */
export function filtersIn(file: ReadCase): readonly RuleFilter[] {
  const last = new Map(standing(file, 'filter').map((row) => [row.target, row]));
  return [...last.values()].filter(({ value }) => value !== '').map((row) => ({ rule: row.target, text: row.value, ...saidBy(row) }));
}

/**
 * Gives a rule (`id/variant`) its filter in this case; an empty text takes it away. The text must have been checked. It holds from the next hunt on.
 * @throws Fault case/reason-needed
 */
export function setFilter(file: WriteCase, rule: string, text: string, reason: string): number {
  needReason(reason);
  return decide(file, { targetKind: 'rule', target: rule, kind: 'filter', value: text.trim(), reason });
}

/** Spans that were said to be clean or known to be bad, by their start. */
export function periodsIn(file: ReadCase): readonly CasePeriod[] {
  const periods = standing(file, 'period').map((row) => ({ ...periodDraft.parse(JSON.parse(row.value)), ...saidBy(row) }));
  return periods.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.seq - b.seq));
}

/**
 * Notes that a span of the case is clean, or that somebody else was at work in it.
 * @throws Fault case/reason-needed, case/bad-period
 */
export function addPeriod(file: WriteCase, draft: PeriodDraft, reason: string): number {
  needReason(reason);
  if (Date.parse(draft.to) <= Date.parse(draft.from)) throw new Fault('case/bad-period', { why: 'It ends before it begins.' });
  return decide(file, { targetKind: 'case', target: 'case', kind: 'period', value: canonicalJson(draft), reason });
}

function needReason(reason: string): void {
  if (reason.trim() === '') throw new Fault('case/reason-needed', { verdict: '' });
}
