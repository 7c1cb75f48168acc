import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FindingPage, Reply, TuneCurve, Tuned } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { answersOf } from '../help/answers.ts';
import { allFindings, findingsOn } from '../help/findings.ts';
import { discard, fixtures, scratch } from '../help/open-cases.ts';

const home = scratch('tuning');
const rule = 'aws-key-in-two-places/published';
let app: App;
const { ok, settled } = answersOf(() => app);
let parameter: string;

beforeAll(async () => {
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  await ok('analyst.set', { name: 'Ada', organisation: 'CERT' });
  await ok('case.create', { title: 'Tuning', number: '' });
  const { job } = await ok<{ job: string }>('import.start', { paths: [join(fixtures, 'array.json')] });
  await app.jobs.ended(job);
  await settled();
  const { parameters } = await ok<{ parameters: readonly { name: string; type: string }[] }>('rule.get', { rule });
  parameter = parameters.find(({ type }) => type === 'int')!.name;
});
afterAll(async () => {
  await app.close();
  discard(home);
});

const findings = async (): Promise<number> => findingsOn(await ok<FindingPage>('finding.list', allFindings)).filter((one) => `${one.rule}/${one.variant}` === rule).length;
const tune = (values: object) => ok<Tuned>('hunt.tune', { rule, values });

test('a value is tried over the open case, and nothing of it is stored', async () => {
  const [before, log] = [await findings(), await ok('case.log', { after: 0, limit: 200 })];
  const same = await tune({});
  expect(same).toMatchObject({ rule, cannotRun: null, added: { count: 0 }, lost: { count: 0 } });
  expect([same.before.findings, same.now.findings]).toEqual([before, before]);
  expect(before).toBeGreaterThan(0);
  const stricter = await tune({ [parameter]: 20 });
  expect([stricter.now.findings, stricter.lost.count, stricter.lost.shown.length]).toEqual([0, before, before]);
  expect([await findings(), await ok('case.log', { after: 0, limit: 200 })]).toEqual([before, log]);
});

test('the curve of a parameter goes through what the case has, and is held against what is saved', async () => {
  const curve = await ok<TuneCurve>('hunt.curve', { rule, values: {}, parameter });
  const saved = (await tune({})).saved[parameter];
  expect(curve.points.find(({ value }) => value === saved)?.findings).toBe(await findings());
  await ok('rule.parameter', { rule, name: parameter, value: 20, reason: 'too loud' });
  expect(await tune({})).toMatchObject({ saved: { [parameter]: 20 }, before: { findings: 0 } });
  expect((await tune({ [parameter]: saved! })).added.count).toBe(await findings());
});

test('exceptions and filters of the case count as in a hunt, and another filter is tried without keeping it', async () => {
  await ok('rule.parameter', { rule, name: parameter, value: null, reason: 'as it was' });
  const all = (await tune({})).now.findings;
  const quiet = 'when: { measure: events, at_least: 100000 }';
  const tried = await ok<Tuned>('hunt.tune', { rule, values: {}, filter: quiet });
  expect(tried).toMatchObject({ filter: quiet, before: { findings: all, letGo: 0 }, now: { findings: 0, letGo: all }, lost: { count: all }, added: { count: 0 } });
  const curve = await ok<TuneCurve>('hunt.curve', { rule, values: {}, filter: quiet, parameter });
  expect(curve.points.every(({ findings: some }) => some === 0)).toBe(true);
  expect((await tune({})).now, 'nothing of it was kept').toMatchObject({ findings: all, letGo: 0 });
  expect(await app.answer('hunt.tune', { rule, values: {}, filter: 'when: { measure: nothing, at_least: 1 }' })).toMatchObject({ ok: false, fault: { code: 'rule/bad-filter', params: { line: 1 } } });

  const { job } = await ok<{ job: string }>('filter.set', { rule, text: quiet, reason: 'too loud' });
  await app.jobs.ended(job);
  expect(await tune({})).toMatchObject({ filter: null, now: { findings: 0, letGo: all } });
  expect(await ok<Tuned>('hunt.tune', { rule, values: {}, filter: '' }), 'without it').toMatchObject({ before: { findings: 0 }, now: { findings: all, letGo: 0 }, added: { count: all } });
  await app.jobs.ended((await ok<{ job: string }>('filter.set', { rule, text: '', reason: 'not needed' })).job);

  const user = findingsOn(await ok<FindingPage>('finding.list', allFindings)).find((one) => `${one.rule}/${one.variant}` === rule)!.actor!;
  await app.jobs.ended((await ok<{ job: string }>('exception.add', { rule, when: [{ field: 'user.name', values: [user], set: null }], from: null, until: null, reason: 'a build server' })).job);
  const { before } = await tune({});
  expect(before.expected).toBeGreaterThan(0);
  expect([before.findings + before.expected, before.findings]).toEqual([all, await findings()]);
});

test('a later question ends an earlier one, and a value out of bounds or a rule that is not there is said', async () => {
  const replies = (await Promise.all([2, 3, 4, 5].map((value) => app.answer('hunt.tune', { rule, values: { [parameter]: value } })))) as readonly Reply<Tuned>[];
  expect(replies.at(-1)).toMatchObject({ ok: true, value: { draft: { [parameter]: 5 } } });
  expect(replies.filter((one) => !one.ok).every((one) => !one.ok && one.fault.code === 'job/stopped')).toBe(true);
  expect(await ok('hunt.stopTuning')).toBeNull();
  expect(await app.answer('hunt.tune', { rule, values: { [parameter]: -1 } })).toMatchObject({ ok: false, fault: { code: 'rule/bad-parameter' } });
  expect(await app.answer('hunt.tune', { rule: 'no-such/published', values: {} })).toMatchObject({ ok: false, fault: { code: 'rule/not-found' } });
  expect(await ok('hunt.series', { rule, values: {}, entity: null }), 'only outliers have one').toBeNull();
});
