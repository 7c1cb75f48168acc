import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, shot } from '../help/browser.ts';
import { deliveryOf, trailRecord } from '../help/trail-records.ts';
import { beginImport, ended, go, idle, ledgerOf, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

let on: Stage;
let folder: string;

/** Three files: two users in one, times without a zone in another, and a table that is no log. */
beforeAll(async () => {
  on = await stage();
  folder = join(on.home, 'given');
  mkdirSync(folder);
  writeFileSync(join(folder, 'two-users.json'), deliveryOf([0, 1, 7, 8].map((n) => trailRecord(n))));
  writeFileSync(join(folder, 'no-zone.json'), deliveryOf([trailRecord(100, { eventTime: '2026-02-02 09:30:00' })]));
  writeFileSync(join(folder, 'stock.csv'), 'article,shelf\nbolt M6,12\nnut M6,=13\n');
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

const plan = () => on.page.getByRole('form', { name: 'Before the import' });
const drawer = () => on.page.getByRole('complementary');
async function give(): Promise<void> {
  await on.page.getByLabel('Or paths on this host, one a line').fill(folder);
  await on.page.getByRole('button', { name: 'Add', exact: true }).click();
  await plan().getByRole('row', { name: /stock\.csv/ }).waitFor();
}
async function opened(file: string): Promise<void> {
  await on.page.getByRole('row', { name: new RegExp(file.replaceAll('.', '\\.')) }).first().click();
  await drawer().getByRole('heading', { name: new RegExp(file.replaceAll('.', '\\.')) }).waitFor();
}

test('what was given is shown before it is read: what it is, how much, and what is no log', async () => {
  await newCase(on.page, 'Planned');
  await give();
  const row = plan().getByRole('row', { name: /two-users\.json/ });
  for (const said of ['AWS CloudTrail, json-envelope, 100 % sure', '2 Feb 2026 06:00', 'all name one']) await row.getByText(said).waitFor();
  await plan().getByLabel('Zone of no-zone.json').waitFor();
  await plan().getByText('2 of 2 records that were looked at are of no source that is known.').waitFor();
  await plan().getByText('bolt M6').waitFor();
  expect(await plan().getByText('about 5', { exact: true }).count()).toBe(1);
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'plan-light');
});

test('it can be put away, and nothing of it is in the case', async () => {
  await plan().getByRole('button', { name: 'Put away' }).click();
  await on.page.getByText('Drop files or folders here').waitFor();
  await on.page.getByText('no exhibit', { exact: true }).waitFor();
});

test('a part of it is taken in, in the zone that was said; the rest is counted', async () => {
  await give();
  await plan().getByText('Take in only a part').click();
  await plan().getByLabel('From, UTC').fill('yesterday');
  await plan().getByRole('textbox', { name: 'Users' }).fill('Worker0, worker2');
  await plan().getByText('The first time cannot be read.').waitFor();
  expect(await plan().getByRole('button', { name: 'Import', exact: true }).isEnabled()).toBe(false);
  await plan().getByLabel('From, UTC').fill('');
  await plan().getByLabel('Zone of no-zone.json').fill('Asia/Kolkata');
  await plan().getByLabel('Source of stock.csv').selectOption({ label: 'Okta System Log' });
  await plan().getByText('Out of scope').waitFor();
  await beginImport(on.page);
  await ended(on.page, 'Import');
  expect(await ledgerOf(on.page, 'two-users.json')).toMatchObject({ records: 4, events: 2, skips: 0, outOfScope: 2 });
  expect(await ledgerOf(on.page, 'no-zone.json')).toMatchObject({ records: 1, events: 1 });
  expect(await ledgerOf(on.page, 'stock.csv')).toMatchObject({ records: 2, events: 0, skips: 2 });
});

test('each exhibit says how it was taken in', async () => {
  await opened('no-zone.json');
  await drawer().getByText('Asia/Kolkata, 1 time without a zone').waitFor();
  // 09:30 there is 04:00 UTC.
  await drawer().getByText(/2 Feb 2026 04:00/).first().waitFor();
  await opened('stock.csv');
  await drawer().getByText('Okta System Log, by the analyst’s word').waitFor();
  await opened('two-users.json');
  await drawer().getByText('users worker0, worker2').waitFor();
});

test('what was left out is taken in later, without the files', async () => {
  writeFileSync(join(folder, 'two-users.json'), 'gone');
  await drawer().getByRole('button', { name: 'Take in everything' }).click();
  await drawer().getByText('4 records = 4 events + 0 duplicates + 0 skipped + 0 folded + 0 out of scope').first().waitFor();
  await drawer().getByText('everything', { exact: true }).waitFor();
  expect(await drawer().getByRole('button', { name: 'Take in everything' }).count()).toBe(0);
  await idle(on.page);
  await go(on.page, 'Case log');
  await on.page.getByLabel('Action begins with').fill('evidence.widen');
  await on.page.getByRole('button', { name: 'Filter', exact: true }).click();
  await on.page.getByRole('row', { name: /widen/ }).first().waitFor();
});
