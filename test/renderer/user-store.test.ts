import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallName } from '../../src-main/contract/index.ts';
import { useReportUsers } from '../../src-renderer/src/stores/report-users.ts';
import { useUser } from '../../src-renderer/src/stores/user.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

type Answers = Partial<Record<CallName, (input: Record<string, unknown>) => unknown>>;
let host: Loopback;
let answers: Answers;
const asked: { readonly call: string; readonly input: Record<string, unknown> }[] = [];

beforeEach(async () => {
  setActivePinia(createPinia());
  answers = {};
  asked.length = 0;
  host = await loopback(({ url, body }, response) => {
    const call = url.slice('/call/'.length) as CallName;
    const input = JSON.parse(body) as Record<string, unknown>;
    asked.push({ call, input });
    const answer = answers[call];
    if (answer !== undefined) return void Promise.resolve(answer(input)).then((value) => reply(response, value));
    response.end(JSON.stringify({ ok: false, fault: { code: 'case/no-such-user', params: {}, retryable: false } }));
  });
  useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
});
afterEach(() => host.close());

const time = { fromMs: 0, toMs: 1_000_000 };
const lanesOf = ({ from, to, user }: Record<string, unknown>) => ({ fromMs: from, toMs: to, by: 'network', lanes: [], user });
const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms); });

test('while it is dragged, main is asked at most every 50 ms, and the last view is the one that is shown', async () => {
  answers['user.get'] = ({ user }) => ({ user });
  answers['user.lanes'] = async (input) => { await pause(5); return lanesOf(input); };
  const store = useUser();
  await store.show('j.doe', time);
  asked.length = 0;
  const from = performance.now();
  for (let step = 1; step <= 60; step += 1) {
    void store.look({ fromMs: step, toMs: step + 100, by: 'network', slices: 100 });
    await pause(4);
  }
  await pause(140);
  expect(asked.length).toBeGreaterThan(1);
  // By what the clock says, not by how long this should take: on a busy machine it takes longer, and more may be asked. Before the first pause and after the last one is asked, too.
  expect(asked.length).toBeLessThanOrEqual((performance.now() - from) / 50 + 2);
  expect(store.lanes?.fromMs).toBe(60);
});

test('an answer about another user, or to an older view, is not shown', async () => {
  answers['user.get'] = async ({ user }) => { await pause(user === 'slow' ? 60 : 5); return { user }; };
  answers['user.lanes'] = async (input) => { await pause(input['from'] === 1 ? 80 : 5); return lanesOf(input); };
  const store = useUser();
  const first = store.show('slow', time);
  await store.show('j.doe', time);
  await first;
  expect(store.detail?.user).toBe('j.doe');
  const slow = store.look({ fromMs: 1, toMs: 2, by: 'network', slices: 100 });
  await pause(60);
  await store.look({ fromMs: 3, toMs: 4, by: 'network', slices: 100 });
  await slow;
  expect(store.lanes?.fromMs).toBe(3);
});

test('a user that the case does not know is a fault on the page, not a notice', async () => {
  const store = useUser();
  await store.show('nobody', time);
  expect([store.fault?.code, store.detail, store.busy]).toEqual(['case/no-such-user', null, false]);
});

test('a change of the case asks for what is shown again, and for nothing where no page is open', async () => {
  let round = 0;
  answers['user.get'] = ({ user }) => ({ user, events: (round += 1) });
  answers['user.lanes'] = lanesOf;
  const store = useUser();
  await store.refresh();
  expect(asked).toEqual([]);
  await store.show('j.doe', time);
  await store.look({ fromMs: 5, toMs: 9, by: 'network', slices: 100 });
  await store.refresh();
  expect(store.detail?.events).toBe(2);
  expect(asked.filter((one) => one.call === 'user.lanes').map((one) => one.input['from'])).toEqual([0, 5, 0, 5]);
  store.hide();
  expect([store.name, store.detail, store.lanes]).toEqual([null, null, null]);
});

test('adding a user to a report that nobody has touched keeps those that it proposes, and everything else of the draft', async () => {
  let draft: Record<string, unknown> = { title: 'Theft', users: null, findings: null };
  answers['report.users'] = () => draft['users'] ?? ['ida'];
  answers['report.draft'] = () => draft;
  answers['report.save'] = (input) => (draft = input['draft'] as Record<string, unknown>);
  const report = useReportUsers();
  await report.load();
  expect(report.users).toEqual(['ida']);
  await report.set('j.doe', true);
  expect(draft).toEqual({ title: 'Theft', findings: null, users: ['ida', 'j.doe'] });
  expect(report.users).toEqual(['ida', 'j.doe']);
  await report.set('ida', false);
  expect(report.users).toEqual(['j.doe']);
});
