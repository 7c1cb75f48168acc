import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CasePeriod, DecisionSteps, ExceptionRow, FilterProblem, FindingDetail, FindingPage, FindingRow, NotedHunt, RuleDetail, RuleRow } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { answersOf } from '../help/answers.ts';
import { allFindings, findingsOn } from '../help/findings.ts';
import { discard, fixtures, scratch } from '../help/open-cases.ts';

const home = scratch('expected');
const rule = 'aws-key-in-two-places/corrected';
let app: App;
const { ok, faultOf, settled } = answersOf(() => app);
let caught: FindingRow;

beforeAll(async () => {
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  await ok('analyst.set', { name: 'Ada', organisation: 'CERT' });
  await ok('case.create', { title: 'Expected', number: '' });
  const { job } = await ok<{ job: string }>('import.start', { paths: [join(fixtures, 'array.json')] });
  await app.jobs.ended(job);
  await settled();
  caught = (await findings()).find((one) => `${one.rule}/${one.variant}` === rule)!;
});
afterAll(async () => {
  await app.close();
  discard(home);
});

const findings = async (chips: readonly object[] = []): Promise<readonly FindingRow[]> => findingsOn(await ok<FindingPage>('finding.list', { ...allFindings, choice: { chips } }));
const caughtNow = async (): Promise<readonly string[]> => (await findings([{ field: 'filtered', values: ['yes'] }])).map(({ id }) => id);
const lastHunt = () => app.jobs.list().filter(({ kind }) => kind === 'hunt').toSorted((a, b) => (a.started < b.started ? 1 : -1))[0]!;

test('what is expected is hunted with at once, shown with who and why, and taken back', async () => {
  const draft = { rule, when: [{ field: 'user.name', values: [caught.actor!], set: null }], from: null, until: null };
  const added = await ok<NotedHunt>('exception.add', { ...draft, reason: 'two build servers' });
  expect(await app.jobs.ended(added.job)).toMatchObject({ kind: 'hunt', title: rule, state: 'done', fault: null });
  expect(await caughtNow()).toEqual([caught.id]);
  expect((await findings()).some(({ id }) => id === caught.id)).toBe(false);
  expect(await ok('exception.list')).toMatchObject([{ ...draft, seq: added.seq, analyst: 'Ada', reason: 'two build servers', caught: 1 }] satisfies readonly Partial<ExceptionRow>[]);
  expect((await ok<FindingDetail>('finding.get', { finding: caught.id })).expected).toMatchObject({ seq: added.seq, analyst: 'Ada', reason: 'two build servers' });
  expect((await ok<readonly RuleRow[]>('rule.list')).find((one) => `${one.id}/${one.variant}` === rule)?.tally).toMatchObject({ expected: 1 });

  const removed = await ok<NotedHunt>('exception.remove', { seq: added.seq });
  expect(await caughtNow(), 'let go before the hunt has ended').toEqual([]);
  await app.jobs.ended(removed.job);
  expect([await ok('exception.list'), (await findings()).some(({ id }) => id === caught.id)]).toEqual([[], true]);
});

test('undo and redo of an exception hunt anew as well', async () => {
  await app.jobs.ended((await ok<NotedHunt>('exception.add', { rule, when: [{ field: 'user.name', values: [caught.actor!], set: null }], from: null, until: null, reason: 'known' })).job);
  for (const [way, there] of [['undo', 0], ['redo', 1]] as const) {
    await ok(`decision.${way}`);
    expect(lastHunt()).toMatchObject({ title: rule });
    await settled();
    expect(await caughtNow()).toHaveLength(there);
  }
  await ok('decision.undo');
  await settled();
});

test.each([
  ['without a reason', { reason: ' ' }, 'call/bad-input'],
  ['that ends before it begins', { from: '2026-02-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }, 'case/bad-exception'],
  ['of no value', { when: [{ field: 'user.name', values: [], set: null }] }, 'case/bad-exception'],
  ['of a rule that is not there', { rule: 'no-rule/corrected' }, 'rule/not-found'],
])('an exception %s is refused, and nothing is noted', async (_, over, code) => {
  const before = (await ok<DecisionSteps>('decision.steps')).undo;
  expect((await faultOf('exception.add', { rule, when: [{ field: 'user.name', values: ['x'], set: null }], from: null, until: null, reason: 'known', ...over })).code).toBe(code);
  expect((await ok<DecisionSteps>('decision.steps')).undo).toEqual(before);
});

test('the filter of a rule is checked by line, applied at once, counted, and taken away', async () => {
  expect(await ok<readonly FilterProblem[]>('filter.check', { rule, text: 'when:\n  { measure: nothing, at_least: 3 }\n' })).toMatchObject([{ line: 2, message: expect.stringContaining('nothing') }]);
  expect(await faultOf('filter.set', { rule, text: 'what: 1', reason: 'r' })).toMatchObject({ code: 'rule/bad-filter', params: { line: 1 } });
  const set = await ok<NotedHunt & { readonly rule: RuleDetail }>('filter.set', { rule, text: 'when: { measure: events, at_least: 100000 }', reason: 'only the loud ones' });
  expect(set.rule.filter).toMatchObject({ text: 'when: { measure: events, at_least: 100000 }', analyst: 'Ada', reason: 'only the loud ones' });
  expect(set.rule.filterMeasures).toContain('events');
  await app.jobs.ended(set.job);
  const after = await ok<RuleDetail>('rule.get', { rule });
  expect(after.lastRun?.findings).toBe(0);
  expect(after.dropped.find(({ reason }) => reason.startsWith('filter of the rule'))?.count).toBeGreaterThan(0);
  const gone = await ok<NotedHunt & { readonly rule: RuleDetail }>('filter.set', { rule, text: '', reason: 'too much' });
  await app.jobs.ended(gone.job);
  expect([gone.rule.filter, (await findings()).some(({ id }) => id === caught.id)]).toEqual([null, true]);
});

test('periods are noted, listed by their start and taken back; no hunt begins by itself', async () => {
  const hunts = app.jobs.list().length;
  const { seq } = await ok<{ seq: number }>('period.add', { kind: 'known-bad', from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z', reason: 'the phish' });
  await ok('period.add', { kind: 'trusted', from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z', reason: 'before it' });
  expect((await ok<readonly CasePeriod[]>('period.list')).map(({ kind, reason }) => [kind, reason])).toEqual([['trusted', 'before it'], ['known-bad', 'the phish']]);
  await ok('period.remove', { seq });
  expect(await ok<readonly CasePeriod[]>('period.list')).toHaveLength(1);
  expect((await faultOf('period.remove', { seq })).code).toBe('case/no-such-decision');
  expect(app.jobs.list()).toHaveLength(hunts);
});
