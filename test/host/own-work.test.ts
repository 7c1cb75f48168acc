import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallName, CaseSummary, FindingPage, GeoTable, JobCard, RuleDetail, RuleRow, Workspace } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { answersOf } from '../help/answers.ts';
import { mmdbBytes } from '../help/mmdb-writer.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { sqlNumber, sqlRows } from '../help/sql.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { ruleText } from '../hunt/rule-text.ts';
import { allFindings, findingsOn } from '../help/findings.ts';

let home: string;
let app: App;
let path: string;
const stolen = 'aws-key-in-two-places/corrected';

const { ok, settled } = answersOf(() => app);
const start = (): App => openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
async function faultOf(name: CallName, input: unknown = {}): Promise<string> {
  const reply = await app.answer(name, input);
  return reply.ok ? 'none' : reply.fault.code;
}
async function hunt(rules: readonly string[] = []): Promise<JobCard> {
  const { job } = await ok<{ job: string }>('hunt.start', { rules });
  return app.jobs.ended(job);
}
const found = async (rule: string) => findingsOn(await ok<FindingPage>('finding.list', allFindings)).filter((one) => `${one.rule}/${one.variant}` === rule && one.state !== 'gone');

beforeAll(async () => {
  home = scratch('own-work');
  writeFileSync(join(home, 'stolen.json'), deliveryOf(stolenKey()));
  app = start();
  await ok('analyst.set', { name: 'Ada' });
  path = (await ok<CaseSummary>('case.create', { title: 'Own work' })).path;
  await ok('import.start', { paths: [join(home, 'stolen.json')] });
  await settled();
});
afterAll(async () => {
  await app.close();
  discard(home);
});

describe('parameters of a rule', () => {
  test('a rule says what it does with its parameters in their places, and what this case makes of it', async () => {
    const rule = await ok<RuleDetail>('rule.get', { rule: stolen });
    const named = rule.sentence.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []));
    expect(named.toSorted()).toEqual(['agents', 'cap', 'networks', 'versions', 'window']);
    expect(rule.sentence.map((part) => (part.kind === 'text' ? part.text : `[${part.name}]`)).join('')).toContain('more different networks than [networks] and (more different kinds of client than [agents] or');
    expect(rule.parameters.find((one) => one.name === 'window')).toMatchObject({ type: 'duration', default: 600_000, value: 600_000, min: 60_000, max: 86_400_000 });
    expect(rule).toMatchObject({ cannotRun: null, changes: [], origin: 'shipped' });
    expect(rule.yaml).toContain('id: aws-key-in-two-places');
    expect(await faultOf('rule.get', { rule: 'no-such/corrected' })).toBe('rule/not-found');
  });

  test('an override holds for the hunts of this case, stands in them, and can be taken back', async () => {
    expect(await found(stolen)).toHaveLength(1);
    const changed = await ok<RuleDetail>('rule.parameter', { rule: stolen, name: 'networks', value: 5, reason: 'The office has five.' });
    expect(changed.parameters.find((one) => one.name === 'networks')).toMatchObject({ default: 1, value: 5 });
    expect(changed.changes).toMatchObject([{ name: 'networks', before: 1, after: 5, analyst: 'Ada', reason: 'The office has five.' }]);
    await hunt([stolen]);
    expect(await found(stolen)).toEqual([]);
    const ran = () => JSON.parse(sqlRows<{ parameters: string }>(path, `SELECT parameters FROM hunt_rule h JOIN rule r ON r.id = h.rule WHERE r.rule = 'aws-key-in-two-places' AND r.variant = 'corrected' ORDER BY run DESC LIMIT 1`)[0]!.parameters) as Record<string, unknown>;
    expect(ran()).toMatchObject({ networks: 5, window: 600_000 });

    await ok('decision.undo');
    expect((await ok<RuleDetail>('rule.get', { rule: stolen })).parameters.find((one) => one.name === 'networks')).toMatchObject({ value: 1 });
    await hunt([stolen]);
    expect([(await found(stolen)).length, ran().networks]).toEqual([1, 1]);
    await ok('decision.redo');
    expect((await ok<RuleDetail>('rule.parameter', { rule: stolen, name: 'networks', value: null, reason: 'Back.' })).changes.map((one) => [one.before, one.after, one.reason]))
      .toEqual([[1, 5, 'The office has five.'], [5, 1, 'Taken back.'], [1, 5, 'Restored.'], [5, 1, 'Back.']]);
  });

  test('durations are taken as text; what is asked for with a hunt goes before what the case says', async () => {
    await ok('rule.parameter', { rule: stolen, name: 'window', value: '20m', reason: 'Slow client.' });
    expect((await ok<RuleDetail>('rule.get', { rule: stolen })).parameters.find((one) => one.name === 'window')?.value).toBe(1_200_000);
    const run = { signal: new AbortController().signal, progress: () => undefined };
    await app.flows.hunt({ rules: [stolen], parameters: { 'aws-key-in-two-places.window': '15m' } }, run);
    expect(sqlNumber(path, `SELECT json_extract(parameters, '$.window') FROM hunt_rule ORDER BY run DESC LIMIT 1`)).toBe(900_000);
    await expect(app.flows.hunt({ rules: [stolen], parameters: { 'aws-session-profiles.user': 'x' } }, run)).rejects.toMatchObject({ code: 'rule/bad-parameter' });
  });

  test('what is out of bounds, unknown or without a reason is refused and leaves no trace', async () => {
    const before = (await ok<CaseSummary>('case.summary')).audit.seq;
    const code = (over: object) => faultOf('rule.parameter', { rule: stolen, name: 'networks', value: 2, reason: 'x', ...over });
    expect([await code({ value: 0 }), await code({ value: 21 }), await code({ value: 1.5 }), await code({ value: 'many' }), await code({ name: 'constructor' }), await code({ name: 'none', value: null }), await code({ reason: ' ' }), await code({ rule: 'x/corrected' })])
      .toEqual(['rule/bad-parameter', 'rule/bad-parameter', 'rule/bad-parameter', 'rule/bad-parameter', 'rule/bad-parameter', 'rule/bad-parameter', 'call/bad-input', 'rule/not-found']);
    await ok('rule.parameter', { rule: stolen, name: 'networks', value: 1, reason: 'It is one already.' });
    expect((await ok<CaseSummary>('case.summary')).audit.seq).toBe(before);
  });

  test('rules beside the case are among the others, and say what the case lacks for them', async () => {
    mkdirSync(join(dirname(path), 'rules'), { recursive: true });
    const text = ruleText('kind: match\nwhere: { field: event.action, is: ListBuckets }\nmatch: { by: [user.name] }\n', { id: 'own-listing', requires: '{ datasets: [aws.cloudtrail], fields: [device.id] }' });
    writeFileSync(join(dirname(path), 'rules', 'own.yaml'), text);
    const rows = await ok<readonly RuleRow[]>('rule.list');
    expect(rows.filter((one) => one.origin === 'own').map((one) => one.id)).toEqual(['own-listing']);
    expect(await ok<RuleDetail>('rule.get', { rule: 'own-listing/corrected' })).toMatchObject({ origin: 'own', cannotRun: 'No event has device.id.', parameters: [] });
  });
});

test('without a case, rules show their defaults', async () => {
  await ok('case.close');
  expect(await ok<RuleDetail>('rule.get', { rule: stolen })).toMatchObject({ changes: [], cannotRun: null, lastRun: null, dropped: [] });
  expect((await ok<readonly RuleRow[]>('rule.list')).every((one) => one.origin === 'shipped')).toBe(true);
  expect(await faultOf('rule.parameter', { rule: stolen, name: 'networks', value: 2, reason: 'x' })).toBe('call/no-case');
  await ok('case.open', { path });
});

describe('how somebody works', () => {
  test('is kept over a restart, by installation and by case, and leaves no trace in the case', async () => {
    const before = await ok<CaseSummary>('case.summary');
    await ok('workspace.set', { scope: 'app', key: 'zone', value: '"Europe/Oslo"' });
    await ok('workspace.set', { scope: 'case', key: 'events.columns', value: '["time"]' });
    expect(await ok<Workspace>('workspace.set', { scope: 'case', key: 'open', value: '1' })).toEqual({ app: { zone: '"Europe/Oslo"' }, case: { 'events.columns': '["time"]', open: '1' } });
    await ok('workspace.set', { scope: 'case', key: 'open', value: null });
    expect(await ok<CaseSummary>('case.summary')).toEqual(before);
    await app.close();

    app = start();
    expect(await ok<Workspace>('workspace.get')).toEqual({ app: { zone: '"Europe/Oslo"' }, case: {} });
    expect(await faultOf('workspace.set', { scope: 'case', key: 'open', value: '1' })).toBe('call/no-case');
    await ok('case.open', { path });
    expect(await ok<Workspace>('workspace.get')).toEqual({ app: { zone: '"Europe/Oslo"' }, case: { 'events.columns': '["time"]' } });
    await ok('case.create', { title: 'Another' });
    expect((await ok<Workspace>('workspace.get')).case).toEqual({});
    await ok('case.open', { path });
  });

  test('no more than a megabyte of it; what is damaged is as if it were not there', async () => {
    const value = 'x'.repeat(49_000);
    const codes: string[] = [];
    for (let i = 0; i < 25; i += 1) codes.push(await faultOf('workspace.set', { scope: 'case', key: `big.${i}`, value }));
    expect(codes.indexOf('call/bad-input')).toBe(21);
    expect(Object.keys((await ok<Workspace>('workspace.get')).case)).toHaveLength(22);
    const folder = join(home, 'config', 'workspaces');
    const file = join(folder, readdirSync(folder).find((name) => statSync(join(folder, name)).size > 1000)!);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 1000));
    expect((await ok<Workspace>('workspace.get')).case).toEqual({});
    for (const input of [{ scope: 'case', key: '../x', value: '1' }, { scope: 'case', key: '__proto__', value: '1' }, { scope: 'none', key: 'x', value: '1' }]) expect(await faultOf('workspace.set', input)).toBe('call/bad-input');
  });
});

describe('tables of the analyst’s own', () => {
  const asn = (name: string, epoch: number) => mmdbBytes({ '73.0.0.0/8': { autonomous_system_number: 64_500, autonomous_system_organization: name }, '45.142.0.0/16': { autonomous_system_number: 64_501, autonomous_system_organization: 'Odd Net' } }, { type: 'GeoLite2-ASN', epoch });

  test('a newer one is used at once: the open case is enriched and hunted anew, and goes back with the embedded ones', async () => {
    const file = join(home, 'own.mmdb');
    writeFileSync(file, asn('Example Home', Date.UTC(2100, 0) / 1000));
    const jobs = app.jobs.list().length;
    expect(await ok<GeoTable>('geo.use', { path: file })).toMatchObject({ role: 'asn', origin: 'imported', buildDate: expect.stringContaining('2100') as string });
    const after = (await settled()).slice(0, app.jobs.list().length - jobs);
    expect(after.map((job) => [job.kind, job.state]).toSorted()).toEqual([['enrich', 'done'], ['hunt', 'done']]);
    expect((await found(stolen))[0]!.networks.map((one) => one.label).toSorted()).toEqual(['Example Home', 'Odd Net']);
    expect((await ok<readonly GeoTable[]>('geo.reset')).every((one) => one.origin === 'embedded')).toBe(true);
    await settled();
    expect((await found(stolen))[0]!.networks.map((one) => one.label)).not.toContain('Example Home');
  });

  test('one that is not newer is used only where somebody says so; what is no table changes nothing', async () => {
    const old = join(home, 'old.mmdb');
    writeFileSync(old, asn('Old Home', Date.UTC(2010, 0) / 1000));
    expect(await faultOf('geo.use', { path: old })).toBe('geo/not-newer');
    expect(['geo/damaged', 'geo/unsupported']).toContain(await faultOf('geo.use', { path: join(home, 'stolen.json') }));
    expect(await faultOf('geo.use', { path: join(home, 'none.mmdb') })).toBe('file/not-found');
    expect(app.settings.get().geo).toEqual([]);
    expect(await ok<GeoTable>('geo.use', { path: old, anyway: true })).toMatchObject({ origin: 'imported' });
    await ok('geo.reset');
    await settled();
  });
});

test('an import goes through where the tables are missing, and says that networks were not added', async () => {
  const bare = openApp({ environment: { BILOCATE_HOME: join(home, 'bare') }, host: 'test' });
  try {
    Object.assign(bare.folders, { resources: join(home, 'no-resources') });
    await bare.answer('analyst.set', { name: 'Ada' });
    await bare.answer('case.create', { title: 'Bare' });
    const reply = await bare.answer('import.start', { paths: [join(home, 'stolen.json')] });
    const { job } = (reply as { value: { job: string } }).value;
    expect(await bare.jobs.ended(job)).toMatchObject({ state: 'done', fault: null, result: { events: 33, notEnriched: 'geo/missing-pack' } });
  } finally {
    await bare.close();
  }
});
