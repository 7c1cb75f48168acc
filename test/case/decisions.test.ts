import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FindingDraft, FindingRow } from '../../src-main/contract/index.ts';
import {
  auditPage, beginHunt, caseSummary, closeCase, decide, decisionSteps, decisionsOfFinding, findingIdentity, findingRows, findingsJson, findingStored, namedSets, namedSetVersions, openCaseToWrite,
  parameterChanges, promoteRow, redoDecision, remark, removeSet, reportFinding, reviewFinding, ruleParameters, saveSet, setRuleParameter, storeFindings, storeRules, tagFinding, undoDecision, verifyCase, viewPage,
  type CaseSession, type SetDraft, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { caseInFolder, faultCodeOf, importTestFile, numbers, sessionIn } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let file: WriteCase;
const rule = { rule: 'two-places', variant: 'corrected', version: 1, hash: 'h1' } as const;
const table = { ...rule, rule: 'table' } as const;

function draft(n: number, severity: FindingDraft['severity'] = 'high', of: Pick<typeof rule, 'rule'> & { readonly variant: 'published' | 'corrected' } = rule): FindingDraft {
  const start = n * 3_600_000;
  return {
    rule: of.rule, variant: of.variant, ruleVersion: 1, ruleHash: rule.hash, title: `user${n} in two places`, severity, score: 50, filteredBy: null, actor: `user${n}`, entity: { 'user.name': `user${n}` }, start, end: start + 1,
    events: Int32Array.of(1, 2, 3), values: {}, explanation: { template: 'aggregate', text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] },
  };
}
const idOf = (n: number): string => findingIdentity(draft(n));
const row = (n: number): FindingRow => findingRows(file).find((one) => one.id === idOf(n))!;
const verdict = (n: number, value: 'confirmed' | 'suspicious' | 'benign' | 'open'): number => decide(file, { targetKind: 'finding', target: idOf(n), kind: 'verdict', value, reason: 'because' });
const counts = (): readonly number[] => ['decision', 'audit'].map((name) => dbOf(file).prepare(`SELECT count(*) FROM ${name}`).pluck().get() as number);

beforeEach(() => {
  ({ folder, remove, session, file } = caseInFolder('Decisions'));
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 10) });
  const published = { ...rule, variant: 'published' } as const;
  storeRules(file, [rule, published, table].map((one) => ({ ...one, title: 'Two places', body: 'id: x', origin: 'shipped' as const })));
  const ran = { status: 'done' as const, parameters: {}, dropped: [], fault: null, findings: [], view: null };
  storeFindings(file, beginHunt(file), [
    { ...rule, ...ran, findings: [draft(1), draft(2, 'low')] },
    { ...published, ...ran, findings: [draft(3, 'high', published)] },
    { ...table, ...ran, view: { rule: table.rule, variant: table.variant, ruleVersion: 1, ruleHash: 'h1', columns: ['n'], rows: [{ cells: [1], entity: { 'user.name': 'rare' }, start: 0, end: 1, events: Int32Array.of(4) }] } },
  ]);
});
afterEach(() => {
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(file);
  remove();
});

describe('undo and redo', () => {
  test('go back through what was decided in this session, and forward again; nothing is deleted', () => {
    verdict(1, 'suspicious');
    decide(file, { targetKind: 'finding', target: idOf(1), kind: 'note', value: 'Ask her.' });
    verdict(1, 'confirmed');
    const [decisions, audit] = counts();
    expect(decisionSteps(file)).toMatchObject({ undo: { kind: 'verdict', value: 'confirmed', undone: false }, redo: null });

    expect(undoDecision(file)).toMatchObject({ done: { value: 'confirmed', undone: true }, finding: idOf(1), undo: { kind: 'note' }, redo: { value: 'confirmed', undone: true } });
    expect(row(1).verdict).toBe('suspicious');
    undoDecision(file);
    expect(undoDecision(file)).toMatchObject({ undo: null, redo: { value: 'suspicious' } });
    expect(row(1).verdict).toBe('open');
    expect(faultCodeOf(() => undoDecision(file))).toBe('case/nothing-to-undo');

    expect(redoDecision(file)).toMatchObject({ done: { value: 'suspicious', undone: false } });
    redoDecision(file);
    expect(redoDecision(file)).toMatchObject({ redo: null });
    expect(row(1).verdict).toBe('confirmed');
    expect(faultCodeOf(() => redoDecision(file))).toBe('case/nothing-to-redo');
    expect(counts()).toEqual([decisions! + 6, audit! + 6]);
    expect(decisionsOfFinding(file, row(1).number).filter((one) => one.undone)).toEqual([]);
  });

  test('a new decision ends what could be restored', () => {
    verdict(1, 'suspicious');
    undoDecision(file);
    tagFinding(file, idOf(2), 'vpn', true);
    expect(decisionSteps(file)).toMatchObject({ undo: { kind: 'tag' }, redo: null });
    expect(faultCodeOf(() => redoDecision(file))).toBe('case/nothing-to-redo');
  });

  test('a decision can be named, of an earlier session too; the steps are those of this one', () => {
    const first = verdict(1, 'suspicious');
    verdict(2, 'benign');
    closeCase(file);
    session = { ...sessionIn(folder, 2), analyst: { ...session.analyst, id: session.newId(), name: 'B. Second' } };
    file = openCaseToWrite(`${folder}/a.bilocate`, session);
    expect(decisionSteps(file)).toEqual({ undo: null, redo: null });
    expect(undoDecision(file, first)).toMatchObject({ done: { seq: first, analyst: 'A. Analyst', undone: true }, undo: null, redo: { seq: first } });
    expect([row(1).verdict, row(2).verdict]).toEqual(['open', 'benign']);
    expect(faultCodeOf(() => undoDecision(file, first))).toBe('case/nothing-to-undo');
    expect(faultCodeOf(() => undoDecision(file, 999))).toBe('case/no-such-decision');
    const undo = decisionsOfFinding(file, row(1).number).at(-1)!;
    expect(undo).toMatchObject({ kind: 'undo', analyst: 'B. Second', value: String(first) });
    expect(faultCodeOf(() => undoDecision(file, undo.seq))).toBe('case/no-such-decision');
  });

  test('taken back, a promoted row is a row again and its finding is gone; restored or promoted anew, it is there', () => {
    const page = () => viewPage(file, table.rule, table.variant, { sort: null, after: 0, limit: 9 }).rows[0]!;
    const id = promoteRow(file, page().id, 'Nobody else has it.');
    const [decisions] = counts();
    expect([promoteRow(file, id, 'Again.'), counts()[0]]).toEqual([id, decisions]);
    const shown = () => [page().promoted, findingRows(file).find((one) => one.id === id)!.state, findingsJson(file).some((one) => one.id === id), caseSummary(file).findings];
    expect(shown()).toEqual([true, 'new', true, 4]);
    expect(undoDecision(file)).toMatchObject({ finding: id });
    expect(shown()).toEqual([false, 'gone', false, 3]);
    redoDecision(file);
    expect(shown()).toEqual([true, 'new', true, 4]);
    undoDecision(file);
    promoteRow(file, id, 'After all.');
    expect(shown()).toEqual([true, 'new', true, 4]);
  });
});

describe('of a finding', () => {
  test('tags stand as they were given and taken; nothing is noted twice', () => {
    tagFinding(file, idOf(1), 'vpn', true);
    tagFinding(file, idOf(1), 'travel', true);
    const before = counts();
    tagFinding(file, idOf(1), 'vpn', true);
    tagFinding(file, idOf(1), 'never given', false);
    expect(counts()).toEqual(before);
    tagFinding(file, idOf(1), 'vpn', false);
    expect(row(1).tags).toEqual(['travel']);
    undoDecision(file);
    expect(row(1).tags).toEqual(['vpn', 'travel']);
    expect(faultCodeOf(() => tagFinding(file, '00'.repeat(16), 'x', true))).toBe('case/no-such-finding');
  });

  test('a review is of the verdict that holds, by somebody else', () => {
    const review = (reviewer: string, agrees = true, reason = '') => faultCodeOf(() => reviewFinding(file, idOf(1), { reviewer, agrees, reason }));
    expect(review('Grace')).toBe('call/bad-input');
    verdict(1, 'confirmed');
    expect([review('A. Analyst'), review(' a.  ANALYST '), review('Grace', false), row(1).reviewed]).toEqual(['case/same-reviewer', 'case/same-reviewer', 'case/reason-needed', false]);
    expect([review('Grace', false, 'The VPN explains it.'), row(1).reviewed]).toEqual(['none', false]);
    expect([review('Grace'), row(1).reviewed]).toEqual(['none', true]);
    // Another verdict is another thing to review.
    verdict(1, 'benign');
    expect(row(1).reviewed).toBe(false);
    undoDecision(file);
    expect(row(1).reviewed).toBe(true);
    expect(findingStored(file, idOf(1)).decisions.filter((one) => one.kind === 'review').map((one) => [one.value, one.targetKind, one.target])).toEqual([['differs: Grace', 'finding', idOf(1)], ['agrees: Grace', 'finding', idOf(1)]]);
  });

  test('the report has what corrected rules say of some weight and nobody cleared; a word of the analyst wins', () => {
    const shown = () => findingRows(file).map((one) => [one.actor, one.inReport]).toSorted();
    expect(shown()).toEqual([['user1', true], ['user2', false], ['user3', false]]);
    verdict(1, 'benign');
    verdict(2, 'suspicious');
    expect(shown()).toEqual([['user1', false], ['user2', true], ['user3', false]]);
    reportFinding(file, idOf(1), true);
    reportFinding(file, idOf(2), false);
    expect(shown()).toEqual([['user1', true], ['user2', false], ['user3', false]]);
    undoDecision(file);
    expect(shown()).toEqual([['user1', true], ['user2', true], ['user3', false]]);
  });
});

test('parameters: what is in force, and each time that it became another', () => {
  const set = (value: number | null, name = 'networks') => setRuleParameter(file, { ...rule, name, value, reason: `for ${value ?? 'nothing'}` });
  set(2);
  set(3);
  set(9, 'window');
  undoDecision(file);
  undoDecision(file);
  expect(ruleParameters(file).map((one) => [one.name, one.value, one.reason])).toEqual([['networks', 2, 'for 2']]);
  redoDecision(file);
  set(null);
  expect(ruleParameters(file)).toEqual([]);
  expect(parameterChanges(file).map((one) => [one.name, one.before, one.after, one.step, one.reason])).toEqual([
    ['networks', null, 2, 'set', 'for 2'], ['networks', 2, 3, 'set', 'for 3'], ['window', null, 9, 'set', 'for 9'], ['window', 9, null, 'undo', ''], ['networks', 3, 2, 'undo', ''], ['networks', 2, 3, 'redo', ''],
    ['networks', 3, null, 'set', 'for nothing'],
  ]);
  expect(parameterChanges(file)[0]).toMatchObject({ rule: 'two-places', variant: 'corrected', analyst: 'A. Analyst' });
});

describe('named sets', () => {
  const set = (over: Partial<SetDraft> = {}): SetDraft => ({ name: 'Office', kind: 'ip', entries: [{ value: '192.0.2.0/24', note: 'Oslo' }], validFrom: null, validTo: null, reason: '', ...over });

  test('each save is a version, removing is one too, and old ones stay', () => {
    expect(saveSet(file, set())).toMatchObject({ name: 'Office', version: 1, analyst: 'A. Analyst', removed: false });
    saveSet(file, set({ entries: [{ value: '2001:db8::/32', note: '' }, { value: '2001:db8::/32', note: 'twice' }], validFrom: '2026-01-01', validTo: '2026-06-30' }));
    saveSet(file, set({ name: 'Countries', kind: 'country', entries: [{ value: 'NO', note: '' }] }));
    expect(namedSets(file).map((one) => [one.name, one.version, one.entries.map((entry) => entry.value)])).toEqual([['Countries', 1, ['NO']], ['Office', 2, ['2001:db8::/32']]]);
    expect(removeSet(file, 'Office', 'closed')).toMatchObject({ version: 3, removed: true, reason: 'closed' });
    expect(namedSets(file).map((one) => one.name)).toEqual(['Countries']);
    expect(faultCodeOf(() => removeSet(file, 'Office', 'again'))).toBe('case/no-such-set');
    expect(saveSet(file, set()).version).toBe(4);
    expect(namedSetVersions(file).map((one) => [one.name, one.version, one.removed])).toEqual([['Countries', 1, false], ['Office', 1, false], ['Office', 2, false], ['Office', 3, true], ['Office', 4, false]]);
    expect(auditPage(file, { after: 0, limit: 100, action: 'set.' })).toMatchObject({ total: 5, next: null });
  });

  test.each([
    ['ip', ['192.0.2.7', '192.0.2.0/24', '::1', '2001:db8::/128'], ['192.0.2', '192.0.2.0/33', '2001:db8::/129', '192.0.2.0/', '192.0.2.0/24/8', 'fe80::1%eth0', 'host.example', '=1+1', '192.0.2.1-9', '010.0.0.1']],
    ['country', ['NO', 'GB', 'XK'], ['no', 'UK', 'EU', 'NOR', 'ZZ', '']],
    ['network', ['AS1', 'AS4294967295', 'Comcast Cable, LLC', 'asparagus networks'], ['AS0', 'as64496', 'AS 64496', 'AS4294967296', 'AS-5', 'AS12x']],
    ['user', ['arn:aws:iam::1:user/x', 'Jürgen'], ['a\u0000b', 'a\u001bb']],
  ] as const)('entries of kind %s are checked', (kind, good, bad) => {
    expect(good.map((value) => faultCodeOf(() => saveSet(file, set({ kind, entries: [{ value, note: '' }] }))))).toEqual(good.map(() => 'none'));
    const before = counts();
    expect(bad.map((value) => [value, faultCodeOf(() => saveSet(file, set({ kind, entries: [{ value, note: '' }] })))])).toEqual(bad.map((value) => [value, 'case/bad-set-entry']));
    expect(counts()).toEqual(before);
  });

  test('a set that ends before it begins is refused', () => expect(faultCodeOf(() => saveSet(file, set({ validFrom: '2026-02-01', validTo: '2026-01-31' })))).toBe('case/bad-set-entry'));
});

test('the log: remarks stand in it, and it can be asked by action and analyst, page by page', () => {
  const said = remark(file, 'Looked at the nights only.', '/events?f=x');
  expect([said.action, JSON.parse(said.payload)]).toEqual(['case.remark', { text: 'Looked at the nights only.', view: '/events?f=x' }]);
  verdict(1, 'suspicious');
  tagFinding(file, idOf(1), 'vpn', true);
  verdict(2, 'benign');
  const first = auditPage(file, { after: 0, limit: 2, action: 'decision.' });
  expect([first.rows.map((one) => one.action), first.total]).toEqual([['decision.verdict', 'decision.tag'], 3]);
  const second = auditPage(file, { after: first.next!, limit: 2, action: 'decision.' });
  expect([second.rows.map((one) => one.action), second.next, second.total]).toEqual([['decision.verdict'], null, 3]);
  expect(auditPage(file, { after: 0, limit: 9, analyst: 'Nobody' })).toEqual({ rows: [], next: null, total: 0 });
  expect(auditPage(file, { after: 0, limit: 9, action: 'decision%' }).total).toBe(0);
  const all = auditPage(file, { after: 0, limit: 500 });
  expect(auditPage(file, { after: 0, limit: 500, analyst: 'A. Analyst' }).total).toBe(all.total);
});
