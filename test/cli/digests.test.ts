import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DigestCheck } from '../../src-main/contract/index.ts';
import { cli } from '../help/cli.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { keyList, trail } from '../help/trail-digests.ts';

let home: string;
beforeAll(() => {
  home = scratch('digests-cli');
});
afterAll(() => discard(home));

/** A case of a trail of four hours whose files `change` has touched. */
async function caseOf(name: string, change: (file: string, text: string) => string | null): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  for (const [file, text] of trail(4)) {
    const made = change(file, text);
    if (made !== null) writeFileSync(join(folder, `${file}.gz`), gzipSync(made));
  }
  writeFileSync(join(folder, 'public-keys.json'), keyList());
  writeFileSync(join(folder, 'half.json'), '{"awsAccountId":"1","digestStartTime":"x"}');
  const path = join(home, `${name}.bilocate`);
  expect(await cli(['import', path, folder], home)).toMatchObject({ code: 0 });
  return path;
}

test('a trail as it was delivered: all that can be checked holds', async () => {
  const path = await caseOf('whole', (_, text) => text);
  const said = await cli(['digests', path], home);
  expect(said).toMatchObject({ code: 0, stderr: '' });
  expect(said.stdout).toContain('3 signed, 1 hashed, 0 changed, 0 missing, 0 uncovered; 1 public key\n');
  expect(said.stdout).toContain('Not a whole digest: E');
});

test('a trail that was touched: exit 1, and what is wrong; as JSON what the page promises', async () => {
  const path = await caseOf('touched', (file, text) => {
    if (file.includes('Digest') && file.includes('T020000Z')) return null;
    if (file.endsWith('_ab3.json')) return text.replace('worker', 'walker');
    return file.endsWith('_ab4.json') ? null : text;
  });
  const said = await cli(['digests', path], home);
  expect(said.code).toBe(1);
  expect(said.stdout).toMatch(/No digest from 2026-02-02T01:00:00Z to 2026-02-02T02:00:00Z: trails\/.*T020000Z/);
  const json = await cli(['digests', path, '--json'], home);
  const result = JSON.parse(json.stdout) as DigestCheck;
  expect(result.counts).toEqual({ signed: 0, hashed: 1, changed: 1, missing: 1, uncovered: 1 });
  expect([...pathsIn(result)].sort()).toEqual([...documented('bilocate digests CASE')].sort());
});
