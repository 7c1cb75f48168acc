import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding, Profile } from '../../src-main/contract/index.ts';
import { cli } from '../help/cli.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';

/** A user who sets the title of a terminal, clears it, turns text around, is a formula, ends a CSV line, and closes a script. */
const HOSTILE = '=HYPERLINK("http://evil.test","x")\u001b]0;owned\u0007\u001b[2J\u202Egpj.exe\u009b31m\r\n,"</script>';
/** What a terminal or a spreadsheet must never be sent. */
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

let home: string;
let path: string;
const run = (...args: string[]) => cli(args, home);

beforeAll(async () => {
  home = scratch('hostile');
  path = join(home, 'a.bilocate');
  const evidence = join(home, 'evidence');
  mkdirSync(evidence);
  const records = stolenKey().map((record) => ({ ...record, userIdentity: { ...(record['userIdentity'] as object), userName: HOSTILE, arn: `arn:aws:iam::777788889999:user/${HOSTILE}` } }));
  writeFileSync(join(evidence, 'a\u001b[31m‮.json'), deliveryOf(records));
  expect(await run('hunt', evidence, '--case', path)).toMatchObject({ code: 0, stderr: expect.not.stringMatching(control) as string, stdout: expect.not.stringMatching(control) as string });
});
afterAll(() => discard(home));

test('on a terminal what the log says is text: no escape sequence, no turned text', async () => {
  const findings = await run('findings', path);
  expect(findings.stdout).toContain('\\u{1B}]0;owned');
  expect(findings.stdout).toContain('\\u{202E}gpj.exe');
  const outputs = [findings, await run('profile', path, HOSTILE), await run('profile', path, '\u001b[2J'), await run('verify', path), await run('import', path, join(home, 'none\u001b[2J.json'))];
  for (const { stdout, stderr } of outputs) expect(`${stdout}${stderr}`).not.toMatch(control);
});

test('JSON holds it byte for byte', async () => {
  const findings = JSON.parse((await run('findings', path, '--json')).stdout) as Finding[];
  expect(findings.find((one) => one.variant === 'corrected')!.actor).toBe(HOSTILE);
  expect((JSON.parse((await run('profile', path, HOSTILE, '--json')).stdout) as Profile).user).toBe(HOSTILE);
});

test('a CSV cell is no formula, and one finding stays one row', async () => {
  const { stdout } = await run('findings', path, '--csv');
  const rows = rowsOf(stdout);
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]!.length]));
  const findings = JSON.parse((await run('findings', path, '--json')).stdout) as Finding[];
  expect(rows.length).toBe(findings.length + 1);
  const actor = rows[0]!.indexOf('actor');
  expect(rows[1]![actor]).toBe(`'${HOSTILE}`);
  for (const cell of rows.slice(1).flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
});

/** Reads CSV as RFC 4180 has it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && bare === '' && end === '') break;
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare!);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
