import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CasePeriod, ExceptionRow, RuleFilter } from '../../src-main/contract/index.ts';
import { cli, type CliRun } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';
import { ruleText } from '../hunt/rule-text.ts';

let home: string;
let path: string;
const run = (...args: string[]): Promise<CliRun> => cli(['--analyst', 'Ada', '--quiet', ...args], home);
const json = async <T>(...args: string[]): Promise<T> => {
  const { code, stdout, stderr } = await run(...args, '--json');
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
};
const documentedFully = (section: string, value: unknown) => expect([...pathsIn(value)].sort()).toEqual([...documented(section)].sort());

/** Seven workers, of whom each lists buckets; a rule of our own finds each of them. */
beforeAll(async () => {
  home = scratch('context');
  path = join(home, 'a.bilocate');
  mkdirSync(join(home, 'rules'));
  writeFileSync(join(home, 'rules', 'lists.yaml'), ruleText('kind: match\nwhere: { field: event.action, is: ListBuckets }\nmatch: { by: [user.name], together: 1d }\n', { id: 'who-lists' })
    .replace('finds: 1, events: []', 'finds: 1, events: [{ at: 0s, user.name: a, event.action: ListBuckets }]'));
  writeFileSync(join(home, 'trail.json'), deliveryOf(Array.from({ length: 42 }, (_, n) => trailRecord(n))));
  expect(await run('hunt', '--case', path, join(home, 'trail.json'), '--rule', 'who-lists/corrected')).toMatchObject({ code: 0 });
});
afterAll(() => discard(home));

// Each verb is a process of its own.
describe('bilocate allow, filter, period', { timeout: 240_000 }, () => {
  const rule = 'who-lists/corrected';

  test('what is expected is hunted with at once, listed with what it caught, and can be taken back', async () => {
    expect(await json('allow', 'add', path, '--rule', rule, '--when', 'user.name=worker1', '--when', 'user.name=worker2', '--when', 'event.action=ListBuckets', '--until', '2026-03-01', '--reason', 'inventory')).toEqual({ seq: 1, findings: 7, new: 0, changed: expect.any(Number), gone: 0 });
    const listed = await json<ExceptionRow[]>('allow', 'list', path);
    expect(listed).toEqual([{ seq: 1, rule, when: [{ field: 'user.name', values: ['worker1', 'worker2'], set: null }, { field: 'event.action', values: ['ListBuckets'], set: null }], from: null, until: '2026-03-01T00:00:00Z', analyst: 'Ada', at: expect.any(String), reason: 'inventory', caught: 2 }]);
    expect([...pathsIn(listed)].filter((one) => !documented('allow list').has(one))).toEqual([]);
    expect((await run('allow', 'list', path)).stdout).toMatch(/user\.name is worker1 or worker2 and event\.action is ListBuckets .* 2 .*Ada .*inventory/);
    expect((await run('allow', 'remove', path, '1')).stdout).toMatch(/^Noted as decision 1\. Hunted anew: 7 findings/);
    expect((await run('allow', 'list', path)).stdout).toBe('Nothing is expected.\n');
    expect(await run('allow', 'remove', path, '1')).toMatchObject({ code: 1, stderr: expect.stringContaining('case/no-such-decision') });
  });

  test('a field that nobody has, or none, is refused before anything is written', async () => {
    expect(await run('allow', 'add', path, '--when', 'user.nam=x', '--reason', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('user.nam') });
    expect(await run('allow', 'add', path, '--reason', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('--when FIELD=VALUE') });
    expect(await run('allow', 'add', path, '--when', 'user.name=x')).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason') });
  });

  test('a filter is checked with line and column, applied at once, and taken away', async () => {
    expect(await run('filter', 'set', path, rule, '--text', 'where:\n  - { field: user.nam, is: a }', '--reason', 'x')).toMatchObject({ code: 1, stderr: expect.stringMatching(/line: 2[^]*user\.nam[^]*rule\/bad-filter/) });
    expect(await json('filter', 'set', path, rule, '--text', 'where: { field: user.name, in: [worker3, worker4] }', '--reason', 'only these')).toMatchObject({ findings: 2, gone: 5 });
    const filters = await json<RuleFilter[]>('filter', 'list', path);
    expect(filters).toEqual([{ seq: expect.any(Number), rule, text: 'where: { field: user.name, in: [worker3, worker4] }', analyst: 'Ada', at: expect.any(String), reason: 'only these' }]);
    documentedFully('filter list', filters);
    expect(await json('filter', 'remove', path, rule, '--reason', 'over')).toMatchObject({ findings: 7, gone: 0 });
    expect((await run('filter', 'list', path)).stdout).toBe('No rule has a filter.\n');
  });

  test('periods are kept by their start, and taken back by number', async () => {
    const { seq } = await json<{ seq: number }>('period', 'add', path, '--kind', 'trusted', '--from', '2026-02-02', '--to', '2026-02-02T06:00:10Z', '--reason', 'before the break-in');
    await json('period', 'add', path, '--kind', 'known-bad', '--from', '2026-02-01', '--to', '2026-02-02', '--reason', 'he was there');
    const periods = await json<CasePeriod[]>('period', 'list', path);
    expect(periods.map(({ kind, from, to, analyst }) => [kind, from, to, analyst])).toEqual([['known-bad', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', 'Ada'], ['trusted', '2026-02-02T00:00:00Z', '2026-02-02T06:00:10Z', 'Ada']]);
    documentedFully('period list', periods);
    expect(await run('period', 'add', path, '--kind', 'trusted', '--from', '2026-02-03', '--to', '2026-02-02', '--reason', 'x')).toMatchObject({ code: 1, stderr: expect.stringContaining('case/bad-period') });
    expect(await run('period', 'add', path, '--kind', 'trusted', '--from', '2026-02-03T06:00', '--to', '2026-02-04', '--reason', 'x')).toMatchObject({ code: 2 });
    expect(await json('period', 'remove', path, String(seq))).toEqual({ seq });
    expect(await json<CasePeriod[]>('period', 'list', path)).toHaveLength(1);
  });
});
