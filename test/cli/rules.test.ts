import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, resources, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';

let home: string;
const at = (...parts: string[]) => join(home, ...parts);
const run = (...args: string[]) => cli(args, home);
const shipped = join(resources, 'rules', 'aws.cloudtrail', 'key-in-two-places.corrected.yaml');

beforeAll(() => {
  home = scratch('rules');
  writeFileSync(at('stolen.json'), deliveryOf(stolenKey()));
  copyFileSync(shipped, at('mine.yaml'));
});
afterAll(() => discard(home));

describe('rules check', () => {
  test('an odd rule has warnings with their places, and passes; a broken one fails', async () => {
    writeFileSync(at('odd.yaml'), readFileSync(shipped, 'utf8').replace('cap: $cap', 'cap: 1d').replace(/^ {2}cap: \{.*\n/m, ''));
    const odd = await run('rules', 'check', at('odd.yaml'));
    expect(odd).toMatchObject({ code: 0, stdout: expect.stringMatching(/^odd\.yaml:\d+:\d+ {2}warning: The cap is written out[^\n]*\n0 errors, 1 warning\n$/) as string });
    const both = JSON.parse((await run('rules', 'check', at('odd.yaml'), '--json')).stdout) as { level: string }[];
    expect(both.map((one) => one.level)).toEqual(['warning']);
    writeFileSync(at('broken.yaml'), 'format: 1\n');
    expect(await run('rules', 'check', at('odd.yaml'), at('broken.yaml'))).toMatchObject({ code: 1, stdout: expect.stringMatching(/\d+ errors, 1 warning\n$/) as string });
  });
});

describe('rules new', () => {
  test('writes a rule that checks and whose examples hold, and no file twice', async () => {
    const at = join(home, 'new.yaml');
    expect(await run('--analyst', 'Ada', 'rules', 'new', 'first_seen', 'my-rule', '--dataset', 'okta.system', '--out', at)).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(at, 'utf8')).toMatch(/^author: "Ada"$/m);
    expect(await run('rules', 'check', at)).toMatchObject({ code: 0, stdout: 'No problems.\n' });
    expect(await run('rules', 'test', at)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 passed, 0 failed') as string });
    expect(await run('rules', 'new', 'match', 'other', '--out', at)).toMatchObject({ code: 1, stderr: expect.stringContaining('file/exists') as string });
    expect((await run('rules', 'new', 'match', 'other')).stdout).toMatch(/^kind: match$/m);
  });
  test('of no kind, with no id, or the id of a rule that ships is wrong usage', async () => {
    for (const wrong of [['nonsense', 'my-rule'], ['match', 'My Rule'], ['match', 'aws-key-in-two-places'], ['match', 'my-rule', '--dataset', 'nowhere']]) expect([wrong, (await run('rules', 'new', ...wrong)).code]).toEqual([wrong, 2]);
  });
});

describe('rules test', () => {
  test('a rule file of one\'s own runs its examples; one that is no rule yet says why', async () => {
    expect(await run('rules', 'test', at('mine.yaml'))).toMatchObject({ code: 0, stdout: expect.stringMatching(/^ok .*aws-key-in-two-places\/corrected[\s\S]* 0 failed\n$/) as string });
    writeFileSync(at('broken.yaml'), 'format: 1\n');
    expect(await run('rules', 'test', at('broken.yaml'))).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('broken.yaml:1:1') as string });
    expect(await run('rules', 'test', at('none.yaml'))).toMatchObject({ code: 1, stderr: expect.stringContaining('file/not-found') as string });
  });

  test('--evidence: the rule runs on files of the analyst\'s own, says what it finds, and nothing stays (A17)', async () => {
    const temporary = at('tmp');
    mkdirSync(temporary);
    const of = await cli(['rules', 'test', at('mine.yaml'), 'S1', '--evidence', at('stolen.json'), '--json'], home, { TMPDIR: temporary });
    expect(of.code, of.stderr).toBe(0);
    const outcomes = JSON.parse(of.stdout) as { rule: string; status: string; findings: { actor: string; severity: string; events: number }[] }[];
    expect([...pathsIn(outcomes)].filter((one) => !documented('bilocate rules test RULES… --evidence').has(one))).toEqual([]);
    expect(outcomes.map(({ rule, status, findings }) => [rule, status, findings.map(({ actor, severity }) => [actor, severity])])).toEqual(expect.arrayContaining([
      ['aws-key-in-two-places/corrected', 'done', [['mara', 'high']]], ['aws-console-concurrent-sessions/corrected', 'done', []],
    ]));
    expect(readdirSync(temporary)).toEqual([]);
    expect((await run('rules', 'test', at('mine.yaml'), '--evidence', at('stolen.json'))).stdout).toMatch(/events\n[\s\S]*1 findings[\s\S]*mara/);
  });

  test('--evidence with --param is tuned, and out of bounds is a fault; what lacks what the rule needs is no zero', async () => {
    const few = await run('rules', 'test', at('mine.yaml'), '--evidence', at('stolen.json'), '--param', 'networks=5', '--json');
    expect(JSON.parse(few.stdout)).toMatchObject([{ status: 'done', findings: [] }]);
    expect(await run('rules', 'test', at('mine.yaml'), '--evidence', at('stolen.json'), '--param', 'networks=-1')).toMatchObject({ code: 1, stderr: expect.stringContaining('rule/bad-parameter') as string });
    const okta = await run('rules', 'test', 'S12', '--evidence', at('stolen.json'), '--json');
    expect([okta.code, (JSON.parse(okta.stdout) as { status: string; why: string }[]).every((one) => one.status === 'not-run' && one.why.includes('okta.system'))]).toEqual([1, true]);
  });
});
