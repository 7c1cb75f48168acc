import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { CallName } from '../../src-main/contract/index.ts';
import { keepRangeInUrl } from '../../src-renderer/src/frame/range-in-url.ts';
import { canShow, homeOf, screens } from '../../src-renderer/src/frame/screens.ts';
import { useActions } from '../../src-renderer/src/stores/actions.ts';
import { useCase } from '../../src-renderer/src/stores/case.ts';
import { useDecisions } from '../../src-renderer/src/stores/decisions.ts';
import { useLog } from '../../src-renderer/src/stores/log.ts';
import { useLook } from '../../src-renderer/src/stores/look.ts';
import { useNotices } from '../../src-renderer/src/stores/notices.ts';
import { usePalette } from '../../src-renderer/src/stores/palette.ts';
import { useRange } from '../../src-renderer/src/stores/range.ts';
import { useWorkspace } from '../../src-renderer/src/stores/workspace.ts';
import { useZone } from '../../src-renderer/src/stores/zone.ts';
import { useClient } from '../../src-renderer/src/transport/client.ts';
import { httpTransport } from '../../src-renderer/src/transport/http.ts';
import { loopback, reply, type Loopback } from './loopback.ts';

type Answers = Partial<Record<CallName, (input: Record<string, unknown>) => unknown>>;
let host: Loopback;
let answers: Answers;
let kept: { app: Record<string, string>; case: Record<string, string> };

beforeEach(async () => {
  setActivePinia(createPinia());
  kept = { app: {}, case: {} };
  answers = {
    'workspace.get': () => kept,
    'workspace.set': ({ scope, key, value }) => {
      const { [String(key)]: _old, ...rest } = kept[scope as 'app' | 'case'];
      kept = { ...kept, [scope as string]: value === null ? rest : { ...rest, [String(key)]: String(value) } };
      return kept;
    },
  };
  host = await loopback(({ url, body }, response) => {
    const answer = answers[url.slice('/call/'.length) as CallName];
    if (answer !== undefined) return void Promise.resolve(answer(JSON.parse(body) as Record<string, unknown>)).then((value) => reply(response, value));
    response.end(JSON.stringify({ ok: false, fault: { code: 'call/no-case', params: {}, retryable: false } }));
  });
  useClient({ transport: httpTransport(host.base), onTrouble: () => undefined, onTimed: () => undefined, now: () => 0 });
});
afterEach(() => host.close());
const asked = (name: CallName) => host.asked.filter(({ url }) => url === `/call/${name}`).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const summary = (id: string) => ({ id, first: '2026-04-20T00:00:00Z', last: '2026-05-20T00:00:00Z' }) as never;

describe('how somebody works', () => {
  test('comes back after a restart: theme, drawer, zone, last screen', async () => {
    const workspace = useWorkspace();
    await workspace.load('one');
    useCase().summary = summary('one');
    useLook().theme = 'dark';
    useLook().setDrawer(9999);
    useZone().choose('Asia/Kathmandu');
    useZone().toggle();
    workspace.set('case', 'route', '/findings?range=a');
    await workspace.flush();

    setActivePinia(createPinia());
    const next = useWorkspace();
    await next.load('one');
    expect([useLook().theme, useLook().drawerWidth, useLook().density, useZone().zone, next.get('case', 'route')]).toEqual(['dark', 720, 'default', 'Asia/Kathmandu', '/findings?range=a']);
  });

  test('the last value of a key is sent once; forgetting a key sends null', async () => {
    const workspace = useWorkspace();
    await workspace.load(null);
    for (const width of [400, 410, 420]) useLook().setDrawer(width);
    workspace.set('app', 'columns', ['a']);
    workspace.set('app', 'columns', undefined);
    await workspace.flush();
    expect(asked('workspace.set')).toEqual([{ scope: 'app', key: 'look', value: '{"drawer":420}' }, { scope: 'app', key: 'columns', value: null }]);
    expect(workspace.get('app', 'columns')).toBeUndefined();
  });

  test('what waits for one case is sent before another is opened, and what is left does not reach it', async () => {
    const workspace = useWorkspace();
    await workspace.load('one');
    workspace.set('case', 'route', '/events');
    answers['case.open'] = () => { expect(asked('workspace.set')).toHaveLength(1); return { id: 'two' }; };
    await useCase().open('/two');
    workspace.set('case', 'late', 1);
    workspace.forgetCase();
    await workspace.flush();
    expect(asked('workspace.set').map(({ key }) => key)).toEqual(['route']);
  });

  test('a value that cannot be read, or is of another make, is as none', async () => {
    kept = { app: { look: '{"theme":"neon","drawer":"wide"}', zone: '{"other":"Mars/Olympus","local":true}', bad: '{' }, case: {} };
    await useWorkspace().load(null);
    expect([useLook().theme, useLook().drawerWidth, useWorkspace().get('app', 'bad'), isKnown(useZone().other)]).toEqual(['system', 480, undefined, true]);
  });
  const isKnown = (zone: string) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC' || zone.startsWith('Etc/');

  test('a case without a choice takes the last one made anywhere; its own choice wins', async () => {
    kept = { app: { zone: '{"other":"Europe/Oslo","local":true}' }, case: { zone: '{"other":"Asia/Tokyo","local":false}' } };
    await useWorkspace().load('one');
    expect([useZone().other, useZone().zone]).toEqual(['Asia/Tokyo', 'UTC']);
    useWorkspace().forgetCase();
    expect([useZone().other, useZone().zone, useZone().place]).toEqual(['Europe/Oslo', 'Europe/Oslo', 'Oslo']);
  });
});

describe('the range in the URL', () => {
  const view = { render: () => null };
  const routes = [{ path: '/', component: view }, { path: '/cases', component: view }, ...['/findings', '/overview', '/events'].map((path) => ({ path, component: view, meta: { needsCase: true } })), { path: '/:rest(.*)*', component: view }];
  async function started(path: string) {
    const router = createRouter({ history: createMemoryHistory(), routes });
    keepRangeInUrl(router);
    await router.push(path);
    return router;
  }
  const day = [Date.UTC(2026, 4, 19), Date.UTC(2026, 4, 20)] as const;
  const text = '2026-05-19T00:00:00Z..2026-05-20T00:00:00Z';

  test('a URL sets it, a link keeps it, a screen without a case has none', async () => {
    const router = await started(`/findings?range=${text}&v=open`);
    expect([useRange().fromMs, useRange().toMs]).toEqual(day);
    await router.push('/events');
    expect(router.currentRoute.value.query).toEqual({ range: text });
    await router.push('/cases');
    expect(router.currentRoute.value.fullPath).toBe('/cases');
    await router.push('/findings');
    expect(router.currentRoute.value.query['range']).toBe(text);
  });

  test('setting it is a step that Back takes back', async () => {
    const router = await started('/findings?v=open');
    useRange().set(...day);
    await expect.poll(() => router.currentRoute.value.query).toEqual({ v: 'open', range: text });
    router.back();
    await expect.poll(() => [router.currentRoute.value.fullPath, useRange().active]).toEqual(['/findings?v=open', false]);
  });

  test('a finding is in it where any moment of it is', () => {
    const range = useRange();
    range.set(...day);
    expect([range.touches('2026-05-18T23:00:00Z', '2026-05-19T00:00:00Z'), range.touches('2026-05-20T00:00:00Z', '2026-05-21T00:00:00Z'), range.touches('2026-05-19T10:00:00Z', '2026-05-19T10:00:00Z')]).toEqual([true, false, true]);
    range.set(5, 5);
    expect(range.fromMs).toBe(day[0]);
  });

  test('work goes on where it was left, else where to look first', async () => {
    const router = await started('/');
    expect([homeOf(router, '/events?f=1'), homeOf(router, '/nowhere'), homeOf(router, undefined), homeOf(router, '/cases')]).toEqual(['/events?f=1', '/overview', '/overview', '/overview']);
    expect(screens.filter((screen) => canShow(screen, router, true)).map(({ name }) => name)).toEqual(['cases', 'overview', 'findings', 'events']);
    expect(screens.filter((screen) => canShow(screen, router, false)).map(({ name }) => name)).toEqual(['cases']);
  });
});

describe('taking back', () => {
  const row = { seq: 7, at: '', analyst: 'ida', targetKind: 'finding', target: 'a', kind: 'verdict', value: 'benign', reason: '', undone: false };
  test('says what was taken back, and nothing where there is nothing', async () => {
    answers['decision.steps'] = () => ({ undo: row, redo: null });
    answers['decision.undo'] = () => ({ undo: null, redo: row, done: row, finding: 'a' });
    expect(await useDecisions().undo()).toMatchObject({ done: { seq: 7 }, redo: { seq: 7 } });
    expect(await useDecisions().redo()).toBeNull();
    expect(asked('decision.redo')).toEqual([]);
  });
  test('what was said goes when the next is said; the same fault is one message', () => {
    const notices = useNotices();
    notices.say('one');
    notices.say('two');
    for (let n = 0; n < 3; n += 1) notices.put(new Error('same'));
    expect(notices.notices.map((one) => (one.kind === 'said' ? one.text : one.kind))).toEqual(['two', 'bug']);
  });
});

describe('the palette', () => {
  const found = (label: string) => [{ kind: 'user', id: label, label, detail: '', count: 1 }];
  test('shows the answer to the newest text only, and none once the text is empty', async () => {
    answers['find'] = ({ text }) => new Promise((resolve) => setTimeout(() => resolve(found(String(text))), text === 'a' ? 60 : 5));
    const palette = usePalette();
    await Promise.all([palette.search('a'), palette.search('ab')]);
    expect([palette.hits.map(({ label }) => label), palette.searching]).toEqual([['ab'], false]);
    await Promise.all([palette.search('a'), palette.search(' ')]);
    expect([palette.hits, palette.searching]).toEqual([[], false]);
  });
  test('a search that fails is said in the palette', async () => {
    await usePalette().search('x');
    expect([usePalette().fault?.code, usePalette().searching]).toEqual(['call/no-case', false]);
  });
});

test('actions of a screen are there for as long as the screen is', () => {
  const actions = useActions();
  const away = actions.register(() => [{ id: 'a', label: 'A', run: () => undefined }]);
  expect(actions.all.map(({ id }) => id)).toEqual(['a']);
  away();
  expect(actions.all).toEqual([]);
});

describe('the case log', () => {
  const many = Array.from({ length: 100_000 }, (_, n) => ({ seq: n + 1, at: '', analyst: n % 2 === 0 ? 'ida' : 'ola', action: n % 1000 === 0 ? 'case.remark' : 'hunt.rule', object: '', payload: '{}', hash: '' }));
  beforeEach(() => {
    answers['case.log'] = ({ after, limit, action, analyst }) => {
      const rows = many.filter((row) => row.action.startsWith(String(action ?? '')) && (!analyst || row.analyst === analyst));
      const page = rows.filter((row) => row.seq > Number(after)).slice(0, Number(limit));
      return { rows: page, next: page.at(-1) === rows.at(-1) ? null : page.at(-1)!.seq, total: rows.length };
    };
  });

  test('is read at its end without reading all before it', async () => {
    const log = useLog();
    await log.start();
    // The first answer says how long it is; what is in sight, its end, is the second.
    expect([log.count, log.rowAt(0)?.seq, log.rowAt(50_000), host.asked.length]).toEqual([100_000, 100_000, undefined, 2]);
    await log.see(49_990, 50_010);
    expect([log.rowAt(50_000)?.seq, log.bySeq(50_000)?.seq, host.asked.length]).toEqual([50_000, 50_000, 4]);
    await log.find(25_000);
    expect([log.bySeq(25_000)?.seq, log.bySeq(3)?.seq, host.asked.length]).toEqual([25_000, 3, 5]);
  });

  test('grows at its end, and is filtered page by page', async () => {
    const log = useLog();
    await log.start();
    many.push({ ...many[0]!, seq: 100_001 });
    await log.start();
    expect([log.count, log.rowAt(0)?.seq]).toEqual([100_001, 100_001]);
    many.pop();
    await log.show('case.', 'ida');
    expect([log.filtered, log.count, log.total, log.rowAt(99)?.seq]).toEqual([true, 100, 100, 99_001]);
    await log.show('nothing', '');
    expect([log.count, log.total]).toEqual([0, 0]);
  });
});
