import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallName } from '../../src-main/contract/index.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { useApp } from '../../src-renderer/src/stores/app.ts';
import { useEvidence } from '../../src-renderer/src/stores/evidence.ts';
import { useImportPlan } from '../../src-renderer/src/stores/import-plan.ts';
import { useFinding } from '../../src-renderer/src/stores/finding.ts';
import { useFindings } from '../../src-renderer/src/stores/findings.ts';
import { useJobs } from '../../src-renderer/src/stores/jobs.ts';
import { useNotices } from '../../src-renderer/src/stores/notices.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

type Answers = Partial<Record<CallName, (input: Record<string, unknown>) => unknown>>;
let host: Loopback;
let answers: Answers;
let trouble: string[];

beforeEach(async () => {
  setActivePinia(createPinia());
  answers = {};
  trouble = [];
  host = await loopback(({ url, body }, response) => {
    const answer = answers[url.slice('/call/'.length) as CallName];
    if (answer !== undefined) return void Promise.resolve(answer(JSON.parse(body) as Record<string, unknown>)).then((value) => reply(response, value));
    response.end(JSON.stringify({ ok: false, fault: { code: 'call/unknown', params: {}, retryable: false } }));
  });
  useClient({ transport: httpTransport(host.base), onTrouble: (one) => trouble.push(one), onTimed: () => undefined, now: () => 0 });
});
afterEach(() => host.close());

const finding = (id: string, verdict = 'open') => ({ id, number: 1, rule: 'r', ruleTitle: 'R', title: id, severity: 'high', actor: 'ida', entity: {}, start: '2026-05-19T14:50:00Z', end: '2026-05-19T15:40:00Z', networks: [], tags: [], verdict, state: 'new', eventCount: 2 });

test('pages are appended until there are no more, and asked for once', async () => {
  const rows = Array.from({ length: 1200 }, (_, seq) => ({ seq }));
  answers['evidence.skips'] = ({ after, limit }) => { const [from, n] = [Number(after), Number(limit)]; return { rows: rows.slice(from, from + n), next: from + n < rows.length ? from + n : null, total: rows.length }; };
  const evidence = useEvidence();
  await evidence.showSkips(1);
  await Promise.all([evidence.moreSkips(), evidence.moreSkips()]);
  expect([evidence.skips.length, evidence.skipTotal]).toEqual([400, 1200]);
  for (let n = 0; n < 6; n += 1) await evidence.moreSkips();
  expect(evidence.skips).toEqual(rows);
  expect(host.asked.length).toBe(6);
});

/** A page of the list without groups. */
const listOf = (...rows: readonly ReturnType<typeof finding>[]) => ({ rows: rows.map((row) => ({ kind: 'finding', row })), next: null, total: rows.length, totals: { findings: rows.length, counted: rows.length, open: rows.length }, shown: rows.length, by: 'user', states: {}, tooMany: null });
const idsIn = (store: ReturnType<typeof useFindings>) => Array.from({ length: store.total }, (_, at) => { const line = store.lineAt(at); return line?.kind === 'finding' ? line.row.id : null; });
const nowhere = { at: null, folded: false, previous: null, next: null, open: null };

test('an older answer that comes late does not replace a newer one', async () => {
  let calls = 0;
  answers['finding.list'] = () => { calls += 1; const mine = calls; return new Promise((resolve) => setTimeout(() => resolve(listOf(finding(`answer-${mine}`))), mine === 1 ? 60 : 5)); };
  answers['finding.locate'] = () => nowhere;
  const store = useFindings();
  await Promise.all([store.refresh(), store.refresh()]);
  expect(idsIn(store)).toEqual(['answer-2']);
});

test('a verdict shows in the drawer and in the list at once', async () => {
  answers['finding.list'] = () => listOf(finding('a'), finding('b'));
  answers['finding.locate'] = () => nowhere;
  answers['finding.get'] = ({ finding: id }) => finding(String(id));
  answers['finding.events'] = () => ({ rows: [], next: null, total: 0 });
  answers['finding.verdict'] = ({ finding: id, verdict }) => finding(String(id), String(verdict));
  const [list, one] = [useFindings(), useFinding()];
  await list.refresh();
  await one.show('b');
  await one.judge('b', 'confirmed', 'same key, two people');
  expect([one.detail?.verdict, list.rowOf('a')?.verdict, list.rowOf('b')?.verdict]).toEqual(['confirmed', 'open', 'confirmed']);
  expect(JSON.parse(host.asked.at(-1)!.body)).toEqual({ finding: 'b', verdict: 'confirmed', reason: 'same key, two people' });
});

test('filter, groups and what is folded go with the question; what is beside a finding is read off the list, and asked where it is not here', async () => {
  const asked: Record<string, unknown>[] = [];
  answers['finding.list'] = (input) => { asked.push(input); return listOf(finding('a'), finding('b')); };
  answers['finding.locate'] = (input) => ({ ...nowhere, next: `after ${String(input['finding'])}` });
  const store = useFindings();
  await store.refresh();
  // Rules as published are a click away at first.
  expect([store.filtered, asked[0]!['choice']]).toEqual([true, { chips: [{ field: 'variant', not: false, values: ['corrected'] }], text: '', from: null, to: null }]);
  expect([store.beside('a', 1), store.beside('b', -1), store.beside('a', -1)]).toEqual(['b', 'a', null]);
  await store.locate('z');
  expect(store.beside('z', 1)).toBe('after z');
  store.toggle('severity', 'low');
  store.setText('nobody');
  store.toggleGroup('user:ida');
  await store.refresh();
  expect(asked.at(-1)).toMatchObject({ choice: { text: 'nobody', chips: [{ field: 'variant' }, { field: 'severity', values: ['low'] }] }, folded: ['user:ida'] });
  store.clearFilter();
  expect([store.filtered, store.question.choice.chips]).toEqual([false, []]);
});

test('what was given is looked at first; the import is told what is planned, and what is known about its acquisition', async () => {
  answers['import.forecast'] = () => ({ files: [], moreFiles: 0, looked: 0, bytes: 0, events: null, outOfScope: null, diskBytes: null, seconds: null, freeBytes: null });
  answers['import.start'] = () => ({ job: 'j1' });
  const plan = useImportPlan();
  await plan.givePaths(['/stick']);
  expect(plan.forecast).toMatchObject({ looked: 0 });
  plan.acquisition = { tool: 'aws-cli', notes: '' };
  plan.change({ ...plan.draft, zone: 'Asia/Kolkata', scope: { ...plan.draft.scope, users: 'j.doe, m.ruiz' } });
  expect(await plan.start()).toBe('j1');
  expect(plan.offer).toBeNull();
  expect(host.asked.map(({ url }) => url.split('/').at(-1))).toEqual(['import.forecast', 'import.start']);
  expect(JSON.parse(host.asked[1]!.body)).toMatchObject({ paths: ['/stick'], acquisition: { tool: 'aws-cli' }, options: { zone: 'Asia/Kolkata', scope: { users: ['j.doe', 'm.ruiz'], from: null } } });
});

test('a fault becomes a notice that stays until it is put away; the work goes on', async () => {
  const notices = useNotices();
  expect(await notices.attempt(() => useJobs().load())).toBeUndefined();
  expect(notices.notices).toMatchObject([{ kind: 'fault', fault: { code: 'call/unknown' } }]);
  notices.drop(notices.notices[0]!.id);
  expect(notices.notices).toEqual([]);
});

test('a host that is gone is told to the frame, not as a notice', async () => {
  await host.close();
  await useNotices().attempt(() => useApp().load());
  expect([trouble, useNotices().notices]).toEqual([['unreachable'], []]);
});
