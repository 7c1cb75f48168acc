import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, shot } from '../help/browser.ts';
import { keyList, trail } from '../help/trail-digests.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';
import { go, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

let on: Stage;
let folder: string;
const files = trail(6);
const named = (part: string) => [...files.keys()].find((name) => name.includes(part))!;

/** Six hours of a trail: the digest of hour 2 is not there, the log of hour 4 was changed, that of hour 5 is missing. */
beforeAll(async () => {
  on = await stage();
  folder = join(on.home, 'trail');
  mkdirSync(folder);
  for (const [name, text] of files) {
    if (name === named('T020000Z.json') || name.endsWith('_ab5.json')) continue;
    writeFileSync(join(folder, `${name}.gz`), gzipSync(name.endsWith('_ab4.json') ? text.replace('worker', 'walker') : text));
  }
  writeFileSync(join(folder, 'public-keys.json'), keyList());
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

const strip = () => on.page.getByRole('region', { name: 'Digests', exact: true });
const drawer = () => on.page.getByRole('complementary');
const said = () => drawer().getByRole('region', { name: 'What digests say of this file' });
async function opened(file: string): Promise<void> {
  await on.page.getByRole('row', { name: new RegExp(file.replaceAll('.', '\\.')) }).first().click();
  await drawer().getByRole('heading', { name: new RegExp(file.replaceAll('.', '\\.')) }).waitFor();
}

test('a case without digests says nothing of them', async () => {
  const plain = join(on.home, 'plain.json');
  writeFileSync(plain, deliveryOf([trailRecord(1)]));
  await newCase(on.page, 'Plain');
  await importPaths(on.page, [plain]);
  await go(on.page, 'Evidence');
  await opened('plain.json');
  expect([await strip().count(), await said().count()]).toEqual([0, 0]);
});

test('with digests the screen says what is signed, changed, absent, and where the chain has a gap', async () => {
  await newCase(on.page, 'Digested');
  await importPaths(on.page, [folder]);
  await go(on.page, 'Evidence');
  await strip().getByText('Digests: 1 log signed, 2 hashed only, 1 changed, 1 missing, 1 uncovered, 1 gap in the chain').waitFor();
  await strip().getByRole('button', { name: 'What is wrong, and what that means' }).click();
  await strip().getByText('Held against 5 digests of CloudTrail and 1 public key.').waitFor();
  await strip().getByRole('row', { name: /changed.*_ab4\.json/ }).waitFor();
  await strip().getByRole('row', { name: /missing.*_ab5\.json/ }).waitFor();
  await strip().getByRole('row', { name: /2 Feb 2026 01:00.*T020000Z/ }).waitFor();
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'digests-light');
});

test('a file says what it is: changed with both hashes, signed, a digest with what is missing of it', async () => {
  await strip().getByRole('link', { name: /^Exhibit E\d+ in the list$/ }).click();
  await strip().getByRole('button', { name: 'What is wrong, and what that means' }).click();
  await opened('_ab4.json');
  await said().getByText('A digest names it with another hash').waitFor();
  expect(await said().locator('dd.ev').count()).toBe(2);
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'digest-of-file-light');
  await on.page.getByRole('button', { name: 'Show all' }).click();
  await opened('_ab3.json');
  await said().getByText('Its hash stands in a digest whose signature holds.').waitFor();
  await opened('T050000Z.json');
  await said().getByText('Digest, names 1 log. Its signature holds.').waitFor();
  await said().getByText('A digest names it, and it is not in this case.').waitFor();
});
