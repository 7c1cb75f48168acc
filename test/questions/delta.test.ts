import { afterEach, beforeEach, expect, test } from 'vitest';
import { addException, beginHunt, closeCase, createCase, decide, endHunt, findingIdentity, findingStored, storeFindings, storeRules, type CaseSession, type HuntedRule, type WriteCase } from '../../src-main/case/index.ts';
import type { FindingDraft, HuntDelta } from '../../src-main/contract/index.ts';
import { deltaText } from '../../src-main/host/cli/delta-output.ts';
import { askDelta, askFindings } from '../../src-main/questions/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let file: WriteCase;
let clock: number;
const rule = { rule: 'two-places', variant: 'corrected', version: 1, hash: 'h1' } as const;
const hour = 3_600_000;

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  clock = Date.parse('2026-03-01T00:00:00Z');
  session = { ...sessionIn(folder), now: () => (clock += 1000) };
  file = createCase(`${folder}/a.bilocate`, { title: 'Delta', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 40) });
});
afterEach(() => {
  closeCase(file);
  remove();
});

const draft = (start: number, events: readonly number[], more: Partial<FindingDraft> = {}): FindingDraft => ({
  rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: rule.hash, title: 'jdoe in two places', severity: 'high', score: 50, filteredBy: null, actor: 'jdoe', entity: { 'user.name': 'jdoe' },
  start, end: start + hour, events: Int32Array.from(events), values: {},
  explanation: { template: 'aggregate', text: 'It fired.', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] }, ...more,
});
function hunt(findings: readonly FindingDraft[], of: Partial<HuntedRule> = {}): void {
  const hunted: HuntedRule = { ...rule, status: 'done', parameters: { window: '1h' }, dropped: [], fault: null, findings, view: null, ...of };
  storeRules(file, [{ rule: hunted.rule, variant: hunted.variant, version: hunted.version, hash: hunted.hash, title: 'T', body: 'x', origin: 'shipped' }]);
  const run = beginHunt(file);
  storeFindings(file, run, [hunted]);
  endHunt(file, run, 'done');
}
const delta = (): HuntDelta => askDelta(file)!;

test('there is none before a hunt; the first one has nothing to be held against', () => {
  expect(askDelta(file)).toBeNull();
  expect(deltaText(null)).toContain('No hunt has run yet');
  hunt([draft(0, [1, 2])]);
  expect(delta()).toMatchObject({ run: 1, before: null, ran: null, counts: { new: 1, changed: 0, unchanged: 0, gone: 0 }, why: { events: 0, rules: [], evidence: [] } });
  expect(deltaText(delta())).toContain('Hunt 1 of 2026-03-01T00:00:');
});

test('findings new, changed (and in what), gone, and why: evidence by name', () => {
  hunt([draft(0, [1, 2]), draft(5 * hour, [20, 21]), draft(9 * hour, [30])]);
  importTestFile(file, { name: 'two.jsonl', events: numbers(100, 120) });
  hunt([draft(0, [1, 2]), draft(5 * hour, [20, 21, 22], { severity: 'critical', end: 7 * hour }), draft(20 * hour, [41, 42])]);
  const said = delta();
  expect(said.counts).toEqual({ new: 1, changed: 1, unchanged: 1, gone: 1 });
  expect(said.findings.map(({ number, state, changes }) => [number, state, changes.map(({ what, before, after }) => `${what} ${before} ${after}`)])).toEqual([
    [2, 'changed', ['severity high critical', 'events 2 3', 'end 1970-01-01T06:00:00Z 1970-01-01T07:00:00Z']], [4, 'new', []], [3, 'gone', []],
  ]);
  expect(said.why).toMatchObject({ events: 20, evidence: [{ name: 'two.jsonl' }], moreEvidence: 0, rules: [], parameters: [], decisions: [], enrichment: false });
  const text = deltaText(said);
  expect(text).toContain('1 new, 1 changed, 1 gone, 1 unchanged');
  expect(text).toMatch(/20 events came in: \S+ two\.jsonl\./);
  expect(text).toContain('severity high → critical, events 2 → 3');
});

test('what was gone before is not gone again', () => {
  hunt([draft(0, [1, 2]), draft(9 * hour, [30])]);
  hunt([draft(0, [1, 2])]);
  expect(delta().counts).toMatchObject({ gone: 1, unchanged: 1 });
  hunt([draft(0, [1, 2])]);
  expect(delta()).toMatchObject({ counts: { new: 0, changed: 0, gone: 0, unchanged: 1 }, findings: [] });
  expect(deltaText(delta())).toContain('nothing that rules look at');
});

test('what the rule left out over its whole run is said anew, and changes no finding', () => {
  const said = (count: number): FindingDraft => draft(0, [1, 2], {
    explanation: {
      template: 'aggregate', text: `It fired. Over its whole run the rule left out ${count} events: no user.`, parts: [{ as: 'words', text: 'It fired.' }, { as: 'words', text: ` Over its whole run the rule left out ${count} events: no user.`, of: 'run' }],
      windows: [], conditions: [], baseline: {}, dropped: [{ reason: 'no user', count }], wouldNotFire: [],
    },
  });
  hunt([said(5)]);
  hunt([said(7)]);
  expect(delta().counts).toEqual({ new: 0, changed: 0, unchanged: 1, gone: 0 });
  expect(findingStored(file, findingIdentity(said(7))).explanation.dropped).toEqual([{ reason: 'no user', count: 7 }]);
  hunt([{ ...said(7), severity: 'critical' }]);
  expect(delta()).toMatchObject({ counts: { changed: 1 }, findings: [{ changes: [{ what: 'severity' }] }] });
});

test('lists tell what went in the last hunt from what had gone before', () => {
  hunt([draft(0, [1, 2]), draft(5 * hour, [20]), draft(9 * hour, [30])]);
  hunt([draft(0, [1, 2]), draft(5 * hour, [20])]);
  hunt([draft(0, [1, 2])]);
  const list = (not: boolean, state: string) => askFindings(file, { choice: { chips: [{ field: 'state', not, values: [state] }], text: '', from: null, to: null }, by: 'none', folded: [], after: 0, limit: 10 });
  const numbersOf = (page: ReturnType<typeof list>) => page.rows.flatMap((line) => (line.kind === 'finding' ? [line.row.number] : []));
  expect([list(false, 'gone'), list(false, 'gone-now'), list(true, 'gone'), list(true, 'gone-before')].map((page) => numbersOf(page).toSorted())).toEqual([[2, 3], [2], [1], [1, 2]]);
  expect(list(false, 'gone').states).toMatchObject({ gone: 1 });
  expect(delta().findings.map(({ number, state }) => [number, state])).toEqual([[2, 'gone']]);
});

test('why: a rule with another text, its parameters, decisions between the two', () => {
  const first = draft(0, [1, 2]);
  hunt([first]);
  decide(file, { targetKind: 'finding', target: findingIdentity(first), kind: 'verdict', value: 'benign', reason: 'hers' });
  decide(file, { targetKind: 'finding', target: findingIdentity(first), kind: 'note', value: 'changes no rule' });
  addException(file, { rule: null, when: [{ field: 'source.ip', values: ['198.51.100.1'], set: null }], from: null, until: null }, 'Office');
  hunt([first], { version: 2, hash: 'h2', parameters: { window: '2h' } });
  expect(delta().why).toMatchObject({
    events: 0, evidence: [], rules: [{ rule: 'two-places', change: 'changed', before: 1, after: 2 }], parameters: [{ name: 'window', before: '1h', after: '2h' }],
    decisions: [{ kind: 'allow', count: 1 }, { kind: 'verdict', count: 1 }],
  });
});

test('a hunt of one rule is held against the last hunt of that rule, and speaks of its findings alone', () => {
  hunt([draft(0, [1, 2])]);
  importTestFile(file, { name: 'two.jsonl', events: numbers(100, 120) });
  hunt([draft(0, [5, 6], { rule: 'other', title: 'other' })], { rule: 'other', hash: 'o1' });
  expect(delta()).toMatchObject({ run: 2, before: null, ran: ['other/corrected'], counts: { new: 1, unchanged: 0 } });
  hunt([draft(0, [1, 2]), draft(3 * hour, [7])]);
  expect(delta()).toMatchObject({ run: 3, before: { run: 1 }, ran: ['two-places/corrected'], counts: { new: 1, unchanged: 1 }, why: { events: 20, rules: [] } });
});

test('expected findings and those of published rules are left out, as in lists', () => {
  hunt([draft(0, [1, 2])]);
  const seq = addException(file, { rule: null, when: [{ field: 'source.ip', values: ['198.51.100.1'], set: null }], from: null, until: null }, 'Office');
  hunt([draft(0, [1, 2], { filteredBy: seq })]);
  expect(delta()).toMatchObject({ counts: { new: 0, changed: 0, unchanged: 0, gone: 0 }, why: { decisions: [{ kind: 'allow', count: 1 }] } });
});
