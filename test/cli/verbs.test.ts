import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { citedFinding, geoTable, profileTold, ruleRow, selfTestResult, verifyResult, type Finding } from '../../src-main/contract/index.ts';
import { cli, type CliRun } from '../help/cli.ts';
import { documented, orderOf, pathsIn } from '../help/json-page.ts';
import { discard, resources, root, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey, trailRecord } from '../help/trail-records.ts';

let home: string;
let evidence: string;
let path: string;
let hunted: CliRun;
const at = (...parts: string[]) => join(home, ...parts);
const run = (...args: string[]) => cli(args, home);
const jsonOf = (of: CliRun): unknown => JSON.parse(of.stdout);

beforeAll(async () => {
  home = scratch('verbs');
  evidence = at('evidence');
  path = at('a.bilocate');
  mkdirSync(evidence);
  writeFileSync(join(evidence, 'stolen.json'), deliveryOf(stolenKey()));
  writeFileSync(join(evidence, 'usual.jsonl'), `${Array.from({ length: 20 }, (_, i) => JSON.stringify(trailRecord(i))).join('\n')}\nbroken line\n`);
  writeFileSync(join(evidence, 'notes.txt'), 'not a log\n');
  hunted = await run('--analyst', 'Ada', 'hunt', evidence, '--case', path, '--json', '--fail-on', 'high');
});
afterAll(() => discard(home));

/** What a verb prints has the keys that the page promises, and no other. */
function expectAsDocumented(section: string, value: unknown, absent: readonly string[] = []): void {
  const promised = documented(section);
  const found = [...pathsIn(value)];
  expect(found.filter((one) => !promised.has(one) && !promised.has(`${one}[]`)), 'keys that docs/json.md does not name').toEqual([]);
  expect([...promised].filter((one) => !found.includes(one) && ![...absent, 'files[].fault'].includes(one)), 'keys that docs/json.md names and nothing has').toEqual([]);
}

/** Of a case that has reference data or expects something: reference.test.ts, context.test.ts. */
const explained = [...documented('bilocate findings CASE --json')].filter((one) => /^\[\]\.(explained|filteredBy\.)/.test(one));

describe('hunt', () => {
  test('finds the key in two places, prints the findings, and exits with 3 where one is at or above --fail-on', () => {
    expect(hunted.code, hunted.stderr).toBe(3);
    const findings = z.array(citedFinding.strict()).parse(jsonOf(hunted));
    expectAsDocumented('bilocate findings CASE --json', findings, ['[].explanation.dropped[].reason', '[].explanation.dropped[].count', ...explained]);
    expect(orderOf(pathsIn(findings[0]))).toEqual(['id', 'rule', 'variant', 'title', 'severity', 'actor', 'entity', 'start', 'end', 'eventCount', 'events', 'values', 'explanation', 'verdict', 'filteredBy']);
    expect(findings.every((one) => one.explained.length === 0)).toBe(true);
    const corrected = findings.filter((one) => one.variant === 'corrected');
    expect(corrected.filter((one) => one.rule === 'aws-key-in-two-places').map((one) => [one.actor, one.severity])).toEqual([['mara', 'high']]);
    expect(corrected.filter((one) => one.actor !== 'mara'), 'nobody else').toEqual([]);
    expect(hunted.stderr).toMatch(/import: parse[\s\S]*hunt: rule/);
    expect(hunted.stderr).toContain('55 records = 53 events + 0 duplicates + 2 skipped + 0 folded + 0 out of scope');
  });

  test('without a case leaves nothing behind, and writes findings and report to files', async () => {
    const temporary = at('tmp');
    mkdirSync(temporary);
    const of = await cli(['hunt', join(evidence, 'stolen.json'), '--json', at('f.json'), '--report', at('r.pdf'), '--rule', 'S16', '--quiet'], home, { TMPDIR: temporary });
    expect(of, of.stderr).toMatchObject({ code: 0, stderr: '' });
    expect(of.stdout).toContain('mara');
    expect(readdirSync(temporary)).toEqual([]);
    expect((JSON.parse(readFileSync(at('f.json'), 'utf8')) as Finding[]).every((one) => one.rule === 'aws-key-in-two-places')).toBe(true);
    expect(readFileSync(at('r.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('over a case as it is: nothing is read, and before it whoever asks for findings is told that none ran', async () => {
    const later = at('later.bilocate');
    expect(await run('import', later, join(evidence, 'stolen.json'), '--quiet')).toMatchObject({ code: 0 });
    expect(await run('findings', later, '--json')).toMatchObject({ code: 0, stdout: '[]\n', stderr: expect.stringContaining('No hunt has run in this case yet: bilocate hunt --case CASE.') as string });
    const of = await run('hunt', '--case', later, '--rule', 'aws-key-in-two-places/corrected', '--json', '--fail-on', 'high');
    expect(of.code, of.stderr).toBe(3);
    expect(of.stderr).not.toContain('import: parse');
    expect((await run('findings', later, '--json')).stdout).toBe(of.stdout);
    for (const wrong of [['hunt'], ['hunt', '--case', later, '--zone', 'Europe/Oslo']]) expect(await run(...wrong), wrong.join(' ')).toMatchObject({ code: 2 });
    expect(await run('hunt', '--case', at('nowhere.bilocate'))).toMatchObject({ code: 1, stderr: expect.stringContaining('case/not-found') as string });
  });

  test('of evidence that is not there, or holds no record, is a fault and no silent zero', async () => {
    const of = await run('hunt', at('nowhere'), '--json');
    expect([of.code, of.stdout]).toEqual([1, '[]\n']);
    expect(of.stderr).toContain('file/not-found');
    expect((await run('hunt', join(evidence, 'notes.txt'))).code).toBe(1);
  });

  test('with a parameter outside its bounds, or of no rule, is a fault', async () => {
    expect(await run('hunt', evidence, '--param', 'nonsense=1')).toMatchObject({ code: 1, stderr: expect.stringContaining('rule/bad-parameter') as string });
  });
});

describe('import', () => {
  test('prints what became of each file, and balances', async () => {
    const of = await run('import', at('b.bilocate'), evidence, join(evidence, 'stolen.json'), at('nowhere.json'), '--json', '--title', 'B', '--number', '7');
    expect(of.code, of.stderr).toBe(0);
    const said = jsonOf(of) as { files: { path: string; bytes: number; sha256: string | null; fileSha256: string; events: number; sameAs: string | null; fault: { code: string; message: string } | null }[]; totals: Record<string, number> };
    expectAsDocumented('bilocate import CASE', said);
    expect(orderOf(pathsIn(said.files[1]))).toEqual(['path', 'member', 'sha256', 'bytes', 'dataset', 'shape', 'records', 'events', 'duplicates', 'skips', 'folded', 'outOfScope', 'fault', 'fileSha256', 'sameAs']);
    expect(said.totals).toEqual({ records: 55, events: 53, duplicates: 0, skips: 2, folded: 0, outOfScope: 0 });
    for (const one of said.files.filter((file) => file.sha256 !== null)) {
      const bytes = readFileSync(one.path);
      expect(one).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
    }
    expect(said.files.find((one) => one.path === at('nowhere.json'))!.fault!.message).toContain('There is no file or folder at this path.');

    const again = jsonOf(await run('import', at('b.bilocate'), evidence, '--json')) as typeof said;
    expect(again.totals).toEqual({ records: 55, events: 0, duplicates: 53, skips: 2, folded: 0, outOfScope: 0 });
    expect(again.files.every((one) => one.sameAs !== null)).toBe(true);
  });

  test('over a file that is no case refuses and leaves it as it is', async () => {
    const text = at('letter.txt');
    writeFileSync(text, 'Dear Ada,\n'.repeat(500));
    const of = await run('import', text, evidence);
    expect([of.code, of.stdout]).toEqual([1, '']);
    expect(of.stderr).toContain('case/not-a-case');
    expect(readFileSync(text, 'utf8')).toBe('Dear Ada,\n'.repeat(500));
  });
});

describe('reading a case', () => {
  test('findings are the bytes that the hunt printed; they are the same in another zone and language', async () => {
    const plain = await run('findings', path, '--json');
    expect(plain).toMatchObject({ code: 0, stderr: '', stdout: hunted.stdout });
    const elsewhere = await cli(['findings', path, '--json'], home, { TZ: 'Asia/Kolkata', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
    expect(elsewhere).toMatchObject({ code: 0, stdout: hunted.stdout });
    const whole = await cli(['hunt', evidence, '--json'], home, { TZ: 'Pacific/Apia', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
    expect(whole, whole.stderr).toMatchObject({ code: 0, stdout: hunted.stdout });
  });

  test('profile: rarest first, shares of one', async () => {
    const profile = profileTold.strict().parse(jsonOf(await run('profile', path, 'mara', '--json')));
    expectAsDocumented('bilocate profile CASE', profile);
    expect(profile.profiles.map((one) => [one.asn, one.country, one.count])).toEqual([[62240, 'NL', 9], [7922, 'US', 24]]);
    expect(profile.profiles.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1, 12);
    expect(await run('profile', path, 'nobody')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('case/no-such-user') as string });
  });

  test('verify: every check by name; no file appears beside the case, and the case does not change', async () => {
    const before = [readdirSync(home).toSorted(), statSync(path).mtimeMs, createHash('sha256').update(readFileSync(path)).digest('hex')];
    const of = await run('verify', path, '--json');
    const result = verifyResult.strict().parse(jsonOf(of));
    expect([of.code, result.ok]).toEqual([0, true]);
    expectAsDocumented('bilocate verify CASE', result);
    for (const check of result.checks) expect(readFileSync(join(root, 'docs', 'json.md'), 'utf8')).toContain(`\`${check.name}\``);
    expect([readdirSync(home).toSorted(), statSync(path).mtimeMs, createHash('sha256').update(readFileSync(path)).digest('hex')]).toEqual(before);
  });

  test('report: a PDF with the hash that is told; another format is a fault', async () => {
    const said = jsonOf(await run('report', path, '--out', at('b.pdf'), '--json')) as { sha256: string; bytes: number };
    expectAsDocumented('bilocate report CASE', said);
    expect(said).toMatchObject({ path: at('b.pdf'), bytes: statSync(at('b.pdf')).size, sha256: createHash('sha256').update(readFileSync(at('b.pdf'))).digest('hex') });
    expect(await run('report', path, '--out', at('b.docx'))).toMatchObject({ code: 1, stderr: expect.stringContaining('report/format') as string });
  });

  test.each(['findings', 'verify', 'profile', 'report'])('%s of a case that is not there is a fault, and makes none', async (verb) => {
    const rest = verb === 'profile' ? ['x'] : verb === 'report' ? ['--out', at('x.pdf')] : [];
    const of = await run(verb, at('none.bilocate'), ...rest);
    expect([of.code, of.stdout]).toEqual([1, '']);
    expect(of.stderr).toContain('case/not-found');
    expect(existsSync(at('none.bilocate'))).toBe(false);
  });
});

describe('rules and tables', () => {
  test('rules list', async () => {
    const rows = z.array(ruleRow.strict()).parse(jsonOf(await run('rules', 'list', '--json')));
    expectAsDocumented('bilocate rules list', rows);
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(new Set(rows.map((row) => row.seed))).toEqual(new Set([null, ...Array.from({ length: 18 }, (_, i) => `S${i + 1}`)]));
  });

  test('rules show: both variants, each with its file', async () => {
    const rules = jsonOf(await run('rules', 'show', 'S16', '--json')) as Record<string, unknown>[];
    expect(rules.map((rule) => rule['variant'])).toEqual(['published', 'corrected']);
    for (const key of [...documented('bilocate rules show')].map((one) => one.slice(3))) expect(rules[0]).toHaveProperty(key);
    for (const rule of rules) expect(rule['text']).toBe(readFileSync(join(resources, 'rules', rule['file'] as string), 'utf8'));
    expect(await run('rules', 'show', 'none')).toMatchObject({ code: 1, stderr: expect.stringContaining('rule/not-found') as string });
  });

  test('rules show --sql: the variants that have an SQL form, with parameters bound', async () => {
    const of = await run('rules', 'show', 'S16', '--sql', '--param', 'window=5m', '--json');
    const [published, corrected] = jsonOf(of) as Record<string, string | null>[];
    expectAsDocumented('bilocate rules show ID --sql', [published]);
    expect(published).toMatchObject({ variant: 'published', refused: null, query: expect.stringContaining('% 300000') as string });
    expect(corrected).toMatchObject({ variant: 'corrected', refused: 'Sliding windows have no SQL form here.', query: null });
    expect((await run('rules', 'show', 'S16', '--variant', 'published', '--sql', '--dialect', 'duckdb')).stdout).toContain('"credential.id" VARCHAR');
    expect(await run('rules', 'show', 'S16', '--variant', 'corrected', '--sql')).toMatchObject({ code: 1, stderr: expect.stringContaining('rule/no-sql') as string });
  });

  test('rules check: the shipped ones have no problem; a broken one has its places', async () => {
    expect(await run('rules', 'check', '--json')).toMatchObject({ code: 0, stdout: '[]\n' });
    writeFileSync(at('broken.yaml'), 'format: 1\nid: Not An Id\nkind: aggregat\n');
    const of = await run('rules', 'check', at('broken.yaml'), '--json');
    expect(of.code).toBe(1);
    const problems = jsonOf(of) as { file: string }[];
    expectAsDocumented('bilocate rules check', problems);
    expect(problems.length).toBeGreaterThan(2);
    expect((await run('rules', 'check', at('broken.yaml'))).stdout).toMatch(/^broken\.yaml:\d+:\d+ {2}/);
    expect(await run('rules', 'check', at('none.yaml'))).toMatchObject({ code: 1, stderr: expect.stringContaining('file/not-found') as string });
  });

  test('rules test: every example holds', async () => {
    const of = await run('rules', 'test', 'S16', '--json');
    expect(of.code).toBe(0);
    expectAsDocumented('bilocate rules test', jsonOf(of));
    expect((jsonOf(of) as { ok: boolean }[]).every((one) => one.ok)).toBe(true);
  });

  test('geo info, and geo use of what is no table', async () => {
    const tables = z.array(geoTable.strict()).parse(jsonOf(await run('geo', 'info', '--json')));
    expectAsDocumented('bilocate geo info', tables);
    expect(new Set(tables.map((one) => one.origin))).toEqual(new Set(['embedded']));
    expect(await run('geo', 'use', join(evidence, 'notes.txt'))).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/geo\/(damaged|unsupported)/) as string });
    expect(await run('geo', 'use', at('none.mmdb'))).toMatchObject({ code: 1, stderr: expect.stringContaining('file/not-found') as string });
    expect(await run('geo', 'use', 'embedded', '--json')).toMatchObject({ code: 0 });
  });
});

test('selftest: everything works here, and the result is kept', async () => {
  const of = await run('selftest', '--json');
  expect(of.code, of.stdout).toBe(0);
  const result = selfTestResult.strict().parse(jsonOf(of));
  expectAsDocumented('bilocate selftest', result);
  expect(result.checks.every((check) => check.ok && check.checked > 0)).toBe(true);
  expect(result.checks.map((check) => check.name)).toEqual(expect.arrayContaining(['sqlite', 'read delivery.tar.gz', 'map aws.cloudtrail', 'case', 'rule aws-key-in-two-places/corrected', 'table city', 'time zones']));
  expect(JSON.parse(readFileSync(at('config', 'self-test.json'), 'utf8'))).toEqual(result);
});

describe('usage', () => {
  const verbs = [['hunt'], ['import'], ['findings'], ['profile'], ['report'], ['verify'], ['digests'], ['rules'], ['rules', 'list'], ['rules', 'show'], ['rules', 'check'], ['rules', 'test'], ['geo'], ['geo', 'info'], ['geo', 'use'], ['selftest'], ['serve']];

  test('every verb has --help, and every option in it says something', async () => {
    for (const [verb, of] of await Promise.all(verbs.map(async (one) => [one, await run(...one, '--help')] as const))) {
      expect([verb, of.code, of.stderr]).toEqual([verb, 0, '']);
      expect(of.stdout).toContain(`Usage: bilocate ${verb.join(' ')}`);
      for (const line of of.stdout.split('\n').filter((one) => /^ {2}-/.test(one))) expect(line).toMatch(/ {2,}\S.*$/);
    }
    const whole = await run('--help');
    for (const [verb] of verbs) expect(whole.stdout).toContain(`  ${verb!}`);
    expect(whole.stdout).toMatch(/Exit codes:[\s\S]*0 {2}done[\s\S]*1 {2}a fault[\s\S]*2 {2}wrong usage[\s\S]*3 {2}findings at or above --fail-on/);
  });

  test.each([
    [['nonsense']], [['findings']], [['findings', 'x', '--wrong']], [['findings', 'x', '--json', '--csv']], [['findings', 'x', '--fail-on', 'terrible']],
    [['hunt']], [['hunt', 'x', '--param', 'novalue']], [['hunt', 'x', '--fail-on', 'terrible']], [['serve', '--port', 'abc']], [['serve', '--port', '70000']], [['report', 'x']], [['rules', 'nonsense']],
  ])('%j exits with 2, says why, and prints nothing', async (args) => {
    const of = await run(...args);
    expect([of.code, of.stdout]).toEqual([2, '']);
    expect(of.stderr).toMatch(/error: /);
  });

  test('a pipe that closes early ends it without a complaint', async () => {
    const { spawnSync } = await import('node:child_process');
    const command = `"${process.execPath}" --disable-warning=ExperimentalWarning src-main/host/cli.ts findings "${path}" --json | head -c 1`;
    const piped = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd: root, env: { PATH: process.env.PATH, HOME: home, BILOCATE_HOME: home }, encoding: 'utf8' });
    expect(piped).toMatchObject({ status: 0, stdout: '[', stderr: '' });
  });
});
