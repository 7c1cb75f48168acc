import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Fault, FindingDraft } from '../../src-main/contract/index.ts';
import {
  beginHunt, caseSummary, closeCase, decide, decisionsOfFinding, endHunt, findingEventsPage, findingIdentity, findingLanes, findingRows, findingsJson, findingStored, frozenEvents, lastRuns,
  openCaseToWrite, ruleParameters, setRuleParameter, slotsOf, storeEnrichment, storeFindings, storeRules, unenriched, verifyCase, viewPage, promoteRow, type CaseSession, type FindingChanges, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { caseInFolder, importTestFile, numbers } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let file: WriteCase;
const rule = { rule: 'two-places', variant: 'corrected', version: 1, hash: 'h1' } as const;
const hour = 3_600_000;

beforeEach(() => {
  ({ folder, remove, session, file } = caseInFolder('Hunts'));
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
  storeRules(file, [{ ...rule, title: 'Two places', body: 'id: two-places', origin: 'shipped' }]);
});
afterEach(() => {
  closeCase(file);
  remove();
});

function draft(start: number, events: readonly number[], entity: Readonly<Record<string, string>> = { 'user.name': 'jdoe' }): FindingDraft {
  return {
    rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: rule.hash, title: 'jdoe in two places', severity: 'high', score: 50, filteredBy: null, actor: 'jdoe', entity, start, end: start + hour, events: Int32Array.from(events),
    values: { 'source.ip': [{ value: '198.51.100.1', count: events.length, first: '2026-01-05T00:00:00Z', last: '2026-01-05T01:00:00Z' }] },
    explanation: {
      template: 'aggregate', text: 'It fired.', windows: [{ start: new Date(start).toISOString(), end: new Date(start + hour).toISOString(), measured: { n: events.length }, fired: true }],
      conditions: [], baseline: {}, dropped: [], wouldNotFire: [],
    },
  };
}
function hunt(...findings: readonly FindingDraft[]): FindingChanges {
  const run = beginHunt(file);
  const changes = storeFindings(file, run, [{ ...rule, status: 'done', parameters: { window: '1h' }, dropped: [{ reason: 'service', count: 3 }, { reason: 'internal', count: 2 }], fault: null, findings, view: null }]);
  endHunt(file, run, 'done');
  return changes;
}
const idOf = (one: FindingDraft): string => findingIdentity(one);
const verdictOf = (one: FindingDraft): string => findingStored(file, idOf(one)).verdict;

test('new, unchanged, changed, gone, and back again', () => {
  const a = draft(0, [1, 2, 3]);
  const b = draft(5 * hour, [20, 21]);
  expect(hunt(a, b)).toEqual({ new: 2, unchanged: 0, changed: 0, gone: 0 });
  expect(hunt(a, draft(5 * hour, [20, 21, 22]))).toEqual({ new: 0, unchanged: 1, changed: 1, gone: 0 });
  expect(hunt(a)).toEqual({ new: 0, unchanged: 1, changed: 0, gone: 1 });
  expect(findingRows(file).map((row) => [row.number, row.state])).toEqual([[1, 'unchanged'], [2, 'gone']]);
  expect(findingsJson(file)).toHaveLength(1);
  expect(hunt(a, b)).toEqual({ new: 1, unchanged: 1, changed: 0, gone: 0 });
  expect(caseSummary(file)).toMatchObject({ findings: 2, openFindings: 2 });
  expect(lastRuns(file).get('two-places/corrected')).toMatchObject({ status: 'done', findings: 2, rows: 0, dropped: 5 });
});

test('a rule that was stopped says nothing about what is gone', () => {
  hunt(draft(0, [1, 2, 3]));
  const run = beginHunt(file);
  expect(storeFindings(file, run, [{ ...rule, status: 'stopped', parameters: {}, dropped: [], fault: null, findings: [], view: null }])).toEqual({ new: 0, unchanged: 0, changed: 0, gone: 0 });
  endHunt(file, run, 'stopped');
  expect(findingRows(file).map((row) => row.state)).toEqual(['new']);
});

test('trap 28: a verdict holds when the finding is found again, also when its window starts elsewhere', () => {
  const first = draft(0, [1, 2, 3]);
  hunt(first);
  decide(file, { targetKind: 'finding', target: idOf(first), kind: 'verdict', value: 'confirmed', reason: 'Called her: she was at home.' });
  decide(file, { targetKind: 'finding', target: idOf(first), kind: 'note', value: 'Ask for the VPN log.' });
  const moved = draft(hour, [3, 4, 5]);
  const otherEvents = draft(9 * hour, [10, 11]);
  const otherEntity = draft(hour, [1, 2, 3], { 'user.name': 'other' });
  expect(hunt(moved, otherEvents, otherEntity)).toEqual({ new: 3, unchanged: 0, changed: 0, gone: 1 });
  expect([moved, otherEvents, otherEntity].map(verdictOf)).toEqual(['confirmed', 'open', 'open']);
  expect(findingStored(file, idOf(moved)).decisions.map((one) => [one.kind, one.value, one.analyst, one.undone])).toEqual([['verdict', 'confirmed', 'A. Analyst', false], ['note', 'Ask for the VPN log.', 'A. Analyst', false]]);

  decide(file, { targetKind: 'finding', target: idOf(moved), kind: 'verdict', value: 'benign', reason: 'It was the VPN after all.' });
  hunt(first);
  expect(verdictOf(first), 'what was decided of the later one holds for the earlier one that is back').toBe('benign');
});

test('an undo is a row of its own; the verdict before it holds again', () => {
  const a = draft(0, [1, 2, 3]);
  hunt(a);
  decide(file, { targetKind: 'finding', target: idOf(a), kind: 'verdict', value: 'suspicious' });
  const seq = decide(file, { targetKind: 'finding', target: idOf(a), kind: 'verdict', value: 'benign', reason: 'travel' });
  expect(verdictOf(a)).toBe('benign');
  decide(file, { targetKind: 'finding', target: idOf(a), kind: 'undo', about: seq, reason: 'wrong person' });
  expect(verdictOf(a)).toBe('suspicious');
  expect(decisionsOfFinding(file, 1).map((one) => [one.kind, one.undone])).toEqual([['verdict', false], ['verdict', true], ['undo', false]]);
});

test('a closing verdict needs a reason; a decision needs something to be about', () => {
  const a = draft(0, [1]);
  hunt(a);
  const fault = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      return (error as Fault).code;
    }
    return 'nothing';
  };
  expect(fault(() => decide(file, { targetKind: 'finding', target: idOf(a), kind: 'verdict', value: 'benign', reason: '  ' }))).toBe('case/reason-needed');
  expect(fault(() => decide(file, { targetKind: 'finding', target: '00'.repeat(16), kind: 'note', value: 'x' }))).toBe('case/no-such-finding');
  expect(fault(() => decide(file, { targetKind: 'finding', target: idOf(a), kind: 'undo', about: 99 }))).toBe('case/no-such-decision');
  expect(fault(() => findingStored(file, 'ff'.repeat(16)))).toBe('case/no-such-finding');
});

test('frozen events are identities that hold in any case, and lead to the rows of this one', () => {
  const a = draft(0, [5, 2, 9]);
  hunt(a);
  const [stored] = findingsJson(file);
  const identityOf = (id: number): string => (dbOf(file).prepare('SELECT identity FROM event WHERE id = ?').pluck().get(id) as Buffer).toString('hex');
  expect(stored!.events).toEqual([5, 2, 9].map(identityOf));
  expect(frozenEvents(dbOf(file).prepare('SELECT events FROM finding_version').pluck().get() as Buffer)).toEqual(stored!.events);
  expect(findingStored(file, idOf(a)).rows).toEqual([5, 2, 9]);
  const page = findingEventsPage(file, idOf(a), { after: 1, limit: 1 });
  expect(page).toMatchObject({ next: 2, total: 3, rows: [{ event: 2, id: identityOf(2) }] });
});

test('networks of findings have colours that never move', () => {
  const key = { tables: [], versions: { test: 1 } };
  storeEnrichment(file, {
    ...key, agents: [],
    ips: unenriched(file, key).ips.map(({ id }) => ({
      ip: id, asNumber: id % 2 === 0 ? 64_500 : 64_501, asOrganization: id % 2 === 0 ? 'Even Net' : 'Odd Net', country: 'NL', region: null, city: null, latitude: null, longitude: null, accuracyKm: null, prefix: null,
      egress: 'hosting', networkTable: null, countryTable: null, cityTable: null,
    })),
  });
  const a = draft(0, [2, 4, 6, 1]);
  hunt(a);
  expect([...slotsOf(file, 'network')]).toEqual([['Even Net', 1], ['Odd Net', 2]]);
  hunt(draft(0, [1, 3, 5]));
  expect([...slotsOf(file, 'network')]).toEqual([['Even Net', 1], ['Odd Net', 2]]);
  expect(findingRows(file)[0]!.networks).toEqual([{ label: 'Odd Net', country: 'NL', slot: 2, count: 3 }]);
  expect(findingLanes(file, idOf(a)).map((lane) => [lane.network, lane.slot, lane.ticksMs.length]).slice(0, 1)).toEqual([['Odd Net', 2, 1]]);
});

test('a hunt table is what the last hunt made of it, and knows which of its rows were promoted', () => {
  const view = (label: string) => ({
    ...rule, status: 'done' as const, parameters: {}, dropped: [], fault: null, findings: [],
    view: { rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: rule.hash, columns: ['signature', 'count'], rows: [1, 2].map((n) => ({ cells: [`${label} ${n}`, n], entity: { signature: `${label} ${n}` }, start: 0, end: 1, events: Int32Array.of(n) })) },
  });
  storeFindings(file, beginHunt(file), [view('first')]);
  const rows = (sort: { column: number; descending: boolean } | null = null) => viewPage(file, rule.rule, rule.variant, { sort, after: 0, limit: 10 });
  const { columns, rows: [row] } = rows();
  expect({ columns, ...row }).toMatchObject({ columns: ['signature', 'count'], cells: ['first 1', 1], eventCount: 1, promoted: false });
  expect(rows({ column: 1, descending: true }).rows.map((one) => one.cells[1])).toEqual([2, 1]);
  promoteRow(file, row!.id, 'Rare and new.');
  storeFindings(file, beginHunt(file), [view('first')]);
  expect(rows().rows.map((one) => [one.cells[0], one.promoted])).toEqual([['first 1', true], ['first 2', false]]);
  storeFindings(file, beginHunt(file), [view('second')]);
  expect(rows().rows.map((one) => [one.cells[0], one.promoted])).toEqual([['second 1', false], ['second 2', false]]);
  expect(findingRows(file).some((one) => one.id === row!.id && one.state !== 'gone')).toBe(true);
});

test('a promoted row is a finding that adds no risk and that no later hunt takes back', () => {
  const table = { rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: rule.hash, columns: ['count'], rows: [{ cells: [3], entity: { 'user.name': 'ada' }, start: 0, end: 9, events: Int32Array.of(1, 2, 3) }] };
  const hunted = { ...rule, status: 'done' as const, parameters: {}, dropped: [], fault: null, findings: [], view: table };
  storeFindings(file, beginHunt(file), [hunted]);
  const [row] = viewPage(file, rule.rule, rule.variant, { sort: null, after: 0, limit: 10 }).rows;
  const id = promoteRow(file, row!.id, 'I know this network.');
  storeFindings(file, beginHunt(file), [hunted]);
  expect(findingRows(file).find((one) => one.id === id)).toMatchObject({ severity: 'info', actor: 'ada', eventCount: 3, verdict: 'open', state: 'new' });
  expect(() => promoteRow(file, '00'.repeat(16), 'x')).toThrow(/no-such-finding/);
});

test('parameters of rules: the last override counts, and null takes it back', () => {
  setRuleParameter(file, { rule: 'two-places', variant: 'corrected', name: 'networks', value: 3, reason: 'office has two' });
  setRuleParameter(file, { rule: 'two-places', variant: 'corrected', name: 'networks', value: 4, reason: 'three' });
  expect(ruleParameters(file)).toEqual([{ rule: 'two-places', variant: 'corrected', name: 'networks', value: 4, reason: 'three' }]);
  setRuleParameter(file, { rule: 'two-places', variant: 'corrected', name: 'networks', value: null, reason: 'back' });
  expect(ruleParameters(file)).toEqual([]);
});

test('all of it is there after closing, and holds together', () => {
  hunt(draft(0, [1, 2, 3]));
  decide(file, { targetKind: 'finding', target: idOf(draft(0, [1, 2, 3])), kind: 'verdict', value: 'inconclusive' });
  closeCase(file);
  file = openCaseToWrite(`${folder}/a.bilocate`, session);
  expect(findingRows(file)[0]).toMatchObject({ verdict: 'inconclusive', ruleTitle: 'Two places', windows: 1, windowMs: hour });
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
});
