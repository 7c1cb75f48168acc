import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity, UserRow } from '../../src-main/contract/index.ts';
import { cli, type CliRun } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';
import { signIn } from '../sources/entra-signin-records.ts';
import { oktaRecord } from '../sources/okta-records.ts';

let home: string;
let path: string;
const run = (...args: string[]): Promise<CliRun> => cli(args, home);
const list = async (): Promise<Identity> => JSON.parse((await run('identity', 'list', path, '--json')).stdout) as Identity;
const users = async (): Promise<UserRow[]> => JSON.parse((await run('users', path, '--json')).stdout) as UserRow[];

/** An IAM user and an Okta login of one person; a guest of another tenant; a call from another account that both accounts logged. */
beforeAll(async () => {
  home = scratch('identity');
  path = join(home, 'a.bilocate');
  const evidence = join(home, 'evidence');
  mkdirSync(evidence);
  const abroad = { userIdentity: { type: 'AssumedRole', principalId: 'AROAEXAMPLE:run', arn: 'arn:aws:sts::444455556666:assumed-role/collector/run', accountId: '444455556666', accessKeyId: 'ASIAEXAMPLECOLLECT01', sessionContext: { sessionIssuer: { type: 'Role', userName: 'collector', arn: 'arn:aws:iam::444455556666:role/collector' } } }, sharedEventID: 'bb0e8400-e29b-41d4-a716-446655440000' };
  writeFileSync(join(evidence, 'trail.json'), deliveryOf([...Array.from({ length: 20 }, (_, n) => trailRecord(n)), trailRecord(100, abroad), trailRecord(101, { ...abroad, recipientAccountId: '444455556666' })]));
  writeFileSync(join(evidence, 'okta.json'), JSON.stringify(Array.from({ length: 4 }, (_, n) => oktaRecord({ uuid: `11111111-2222-11f1-8333-44444444441${n}`, published: `2026-02-02T0${n + 1}:00:00Z`, actor: { id: '00u1', type: 'User', alternateId: 'worker1@halden.example', displayName: 'W', detailEntry: null } }))));
  writeFileSync(join(evidence, 'entra.json'), JSON.stringify([signIn({ userPrincipalName: 'guest@partner.example', userType: 'guest', homeTenantId: 'c1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6' })]));
  expect(await run('--analyst', 'Ada', 'import', path, evidence, '--quiet')).toMatchObject({ code: 0 });
});
afterAll(() => discard(home));

/** What is printed has keys that the page names, and all of them but those that are absent here. */
function asDocumented(section: string, value: unknown, absent: RegExp): void {
  const promised = documented(section);
  const found = [...pathsIn(value)];
  expect(found.filter((one) => !promised.has(one) && !promised.has(`${one}[]`)), 'keys that docs/json.md does not name').toEqual([]);
  expect([...promised].filter((one) => !found.includes(one) && !absent.test(one)), 'keys that docs/json.md names and nothing has').toEqual([]);
}

// Each verb is a process of its own.
describe('bilocate identity', { timeout: 240_000 }, () => {
  test('list: suggestions with why, organisations and their links; nothing is written', async () => {
    const told = await list();
    expect(told.suggestions).toMatchObject([{ a: { name: 'worker1' }, b: { name: 'worker1@halden.example' }, strength: 'likely', for: [{ kind: 'same-local', text: 'worker1' }], against: [] }]);
    expect(told.links).toMatchObject([{ kind: 'cross-account', from: '444455556666', to: '777788889999', events: 1, both: 1, users: ['collector'] }, { kind: 'guest', events: 1, users: ['guest@partner.example'] }]);
    expect((await run('identity', 'list', path)).stdout).toContain('worker1 = worker1@halden.example');
  });

  test('accept, trait and name: each a decision, told by its number; said again, nothing', async () => {
    expect(JSON.parse((await run('--analyst', 'Ada', 'identity', 'accept', path, 'worker1', 'worker1@halden.example', '--reason', 'HR list', '--json')).stdout)).toEqual({ seq: 1 });
    expect(JSON.parse((await run('--analyst', 'Ada', 'identity', 'accept', path, 'worker1@halden.example', 'worker1', '--json')).stdout)).toEqual({ seq: null });
    expect(await run('--analyst', 'Ada', 'identity', 'trait', path, 'worker1', 'vendor')).toMatchObject({ code: 0, stdout: 'Noted as decision 2.\n' });
    expect(await run('--analyst', 'Ada', 'identity', 'name', path, '777788889999', 'Grain production')).toMatchObject({ code: 0 });
    const after = await users();
    expect(after.map(({ user }) => user)).not.toContain('worker1');
    expect(after.find(({ user }) => user === 'worker1@halden.example')).toMatchObject({ names: ['worker1'], sources: ['okta.system', 'aws.cloudtrail'].toSorted((a) => (a === 'aws.cloudtrail' ? 1 : 0)), trait: { value: 'vendor', said: { analyst: 'Ada' } } });
    const told = await list();
    expect(told).toMatchObject({ persons: [{ user: 'worker1@halden.example' }], said: [{ seq: 1, reason: 'HR list', analyst: 'Ada' }], suggestions: [] });
    expect(told.links[0]).toMatchObject({ toName: 'Grain production' });
    asDocumented('bilocate users CASE', after, /networks|longest|countries|trait\.(why|said$)|trait$|severity|verdict|findings/i);
    asDocumented('bilocate identity list CASE', told, /suggestions|held\[\]|persons\[\]\.names\[\]$/);
  });

  test('the second verb that refuses, what it refuses, and faults', async () => {
    expect(await run('--analyst', 'Ada', 'identity', 'refuse', path, 'worker2', 'worker3')).toMatchObject({ code: 0 });
    expect(await run('--analyst', 'Ada', 'identity', 'accept', path, 'worker2', 'worker4')).toMatchObject({ code: 0 });
    expect(await run('--analyst', 'Ada', 'identity', 'accept', path, 'worker3', 'worker4')).toMatchObject({ code: 1, stderr: expect.stringContaining('case/alias-refused') as string });
    expect(await run('--analyst', 'Ada', 'identity', 'trait', path, 'worker2', 'wizard')).toMatchObject({ code: 1, stderr: expect.stringContaining('call/bad-input') as string });
    expect(await run('--analyst', 'Ada', 'identity', 'name', path, 'nowhere', 'X')).toMatchObject({ code: 1, stderr: expect.stringContaining('call/bad-input') as string });
    expect((await list()).persons).toHaveLength(2);
  });
});
