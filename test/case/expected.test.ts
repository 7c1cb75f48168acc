import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addException, addPeriod, beginHunt, caseSummary, closeCase, createCase, decide, endHunt, exceptionsIn, findingHeads, findingRows, findingsJson, inspectCase, storeFindings, storeRules, takeBack, undoDecision, redoDecision,
  type WriteCase,
} from '../../src-main/case/index.ts';
import type { ExceptionDraft, Fault, FindingDraft, FindingRow } from '../../src-main/contract/index.ts';
import { askExceptions, askFindings, askFindingValues, ruleTallies } from '../../src-main/questions/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';
import { findingsOn } from '../help/findings.ts';

let file: WriteCase;
let folder: string;
let remove: () => void;
const hour = 3_600_000;
const rule = { rule: 'two-places', variant: 'corrected', version: 1, hash: 'h1' } as const;
const office: ExceptionDraft = { rule: 'two-places/corrected', when: [{ field: 'user.name', values: ['build'], set: null }], from: null, until: null };

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  const session = sessionIn(folder);
  file = createCase(`${folder}/a.bilocate`, { title: 'Expected', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
  storeRules(file, [{ ...rule, title: 'Two places', body: 'id: two-places', origin: 'shipped' }]);
});
afterEach(() => {
  closeCase(file);
  remove();
});

/** A finding at an hour; `filteredBy`: the exception that caught it in the hunt. */
const draft = (at: number, user: string, filteredBy: number | null = null): FindingDraft => ({
  rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: rule.hash, title: `${user} in two places`, severity: 'high', score: 50, filteredBy, actor: user, entity: { 'user.name': user },
  start: at * hour, end: (at + 1) * hour, events: Int32Array.from([at + 1, at + 2]), values: {},
  explanation: { template: 'aggregate', text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] },
});
function hunt(...findings: readonly FindingDraft[]): void {
  const run = beginHunt(file);
  storeFindings(file, run, [{ ...rule, status: 'done', parameters: {}, dropped: [], fault: null, findings, view: null }]);
  endHunt(file, run, 'done');
}
const listed = (...values: string[]): readonly string[] =>
  findingsOn(askFindings(file, { choice: { chips: values.length === 0 ? [] : [{ field: 'filtered', not: false, values }], text: '', from: null, to: null }, by: 'none', folded: [], after: 0, limit: 50 })).map(({ actor }) => actor ?? '');
const rowOf = (user: string): FindingRow => findingRows(file).find(({ actor }) => actor === user)!;

test('what an exception caught is kept and shown with it, and counts nowhere', () => {
  const seq = addException(file, office, 'the build server has two exits');
  hunt(draft(0, 'build', seq), draft(5, 'build', seq), draft(9, 'jdoe'));
  expect(listed()).toEqual(['jdoe']);
  expect(listed('yes')).toEqual(['build', 'build']);
  expect(listed(String(seq))).toEqual(['build', 'build']);
  expect(listed('yes', 'no')).toHaveLength(3);
  expect(rowOf('build')).toMatchObject({ filteredBy: seq, inReport: false });
  expect(findingHeads(file).map(({ actor }) => actor)).toEqual(['jdoe']);
  expect(caseSummary(file)).toMatchObject({ findings: 1, openFindings: 1 });
  expect(inspectCase(file.path, folder).findings).toBe(1);
  expect(findingsJson(file).map(({ actor, filteredBy }) => [actor, filteredBy])).toEqual([['build', { seq, reason: 'the build server has two exits', analyst: expect.any(String) }], ['build', expect.anything()], ['jdoe', null]]);
  expect(askFindings(file, { choice: { chips: [], text: '', from: null, to: null }, by: 'none', folded: [], after: 0, limit: 1 }).totals).toEqual({ findings: 1, expected: 2, counted: 1, open: 1 });
  expect(askFindingValues(file, { field: null, text: '', limit: 10 }).filter(({ field, count }) => count > 0 && ['severity', 'filtered', 'user'].includes(field)).map(({ value, count }) => [value, count]))
    .toEqual([['high', 1], ['jdoe', 1], ['no', 1], ['yes', 2], [String(seq), 2]]);
  expect(askExceptions(file)).toEqual([{ ...exceptionsIn(file)[0], caught: 2 }]);
  expect(ruleTallies(file).get('two-places/corrected')).toMatchObject({ expected: 2, verdicts: { open: 1, confirmed: 0 } });
});

test('an exception that is taken back lets go of what it caught at once, and undo gives it back', () => {
  const seq = addException(file, office, 'known');
  hunt(draft(0, 'build', seq));
  takeBack(file, 'allow', seq);
  expect([listed(), rowOf('build').filteredBy, caseSummary(file).findings, askExceptions(file)]).toEqual([['build'], null, 1, []]);
  redoDecision(file);
  expect([listed(), rowOf('build').filteredBy]).toEqual([[], seq]);
  undoDecision(file);
  expect(listed()).toEqual(['build']);
});

test('what somebody confirmed or finds suspicious is expected by nothing', () => {
  const seq = addException(file, office, 'known');
  hunt(draft(0, 'build', seq), draft(9, 'jdoe'));
  const of = (verdict: 'confirmed' | 'suspicious' | 'benign'): number => decide(file, { targetKind: 'finding', target: rowOf('build').id, kind: 'verdict', value: verdict, reason: 'seen' });
  of('suspicious');
  expect([listed(), rowOf('build').filteredBy, rowOf('build').inReport]).toEqual([['build', 'jdoe'], null, true]);
  of('confirmed');
  expect(ruleTallies(file).get('two-places/corrected')).toMatchObject({ expected: 0, verdicts: { open: 1, confirmed: 1 } });
  of('benign');
  expect(listed()).toEqual(['jdoe']);
});

test('only exceptions and periods are taken back as such, and only once', () => {
  hunt(draft(0, 'build'));
  const verdict = decide(file, { targetKind: 'finding', target: rowOf('build').id, kind: 'verdict', value: 'benign', reason: 'known' });
  const period = addPeriod(file, { kind: 'trusted', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'before it began');
  const refused = (kind: 'allow' | 'period', seq: number): string => {
    try {
      takeBack(file, kind, seq);
      return 'done';
    } catch (error) {
      return (error as Fault).code;
    }
  };
  expect([refused('allow', verdict), refused('allow', period), refused('period', period), refused('period', period)]).toEqual(['case/no-such-decision', 'case/no-such-decision', 'done', 'case/no-such-decision']);
  expect(rowOf('build').verdict).toBe('benign');
});
