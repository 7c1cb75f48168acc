import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, shot } from '../help/browser.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { go, heading, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

/** The key of mara is used at home and from an address that was k.berg's in the VPN. One gateway has a hostile name. */
const vpn = 'user,ip,from,to,gateway\nmara,73.3.132.20,2026-02-03T00:00:00Z,,fixed line\nk.berg,45.142.37.0/24,2026-02-03T08:00:00Z,2026-02-03T20:00:00Z,<img src=x onerror=alert(1)>\n';
let on: Stage;
let folder: string;
beforeAll(async () => {
  on = await stage();
  folder = join(on.home, 'stolen');
  mkdirSync(folder);
  writeFileSync(join(folder, 'trail.json'), deliveryOf(stolenKey()));
  writeFileSync(join(folder, 'vpn.csv'), vpn);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

test('reference data lies under Evidence, with what it says and where it was read', async () => {
  await newCase(on.page, 'Assigned');
  await importPaths(on.page, [folder]);
  await idle(on.page);
  await go(on.page, 'Evidence');
  const strip = on.page.getByRole('region', { name: 'Reference data', exact: true });
  await strip.getByText('Reference data: 2 address assignments').waitFor();
  await strip.getByRole('button', { name: 'What they say' }).click();
  await strip.getByRole('row', { name: /k\.berg.*45\.142\.37\.0\/24.*<img src=x onerror=alert\(1\)>/ }).waitFor();
  await strip.getByText('2 of 2').waitFor();
  await on.page.getByRole('row', { name: /vpn\.csv/ }).first().waitFor();
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'reference-evidence-light');
});

test('a finding says whose address it was, and leads to the exhibit that says so', async () => {
  await go(on.page, 'Findings');
  await on.page.getByRole('row', { name: /networks on one key/ }).click();
  const section = on.page.getByRole('complementary').getByRole('region', { name: 'Reference data', exact: true });
  await section.getByText('45.142.37.0/24 was assigned to k.berg then').waitFor();
  expect(await section.getByText('Speaks against.').count()).toBe(1);
  await section.getByText('Explains.').waitFor();
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'reference-finding-light');
  await section.getByRole('link', { name: /record 1/ }).click();
  await heading(on.page, 'Evidence').waitFor();
  await on.page.getByRole('row', { name: /vpn\.csv/ }).first().waitFor();
});
