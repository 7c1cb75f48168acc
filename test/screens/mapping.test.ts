import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, overflow, shot } from '../help/browser.ts';
import { beginImport, ended, go, idle, importPaths, ledgerOf, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

let on: Stage;
let folder: string;

const users = ['anna@example.com', 'Ben@Example.com', 'carl@example.com'];
/** A log that nobody knows, with things in it that no page may run. */
const rows = Array.from({ length: 120 }, (_, i) =>
  `${String(1 + (i % 28)).padStart(2, '0')}/05/2026 08:${String(i % 60).padStart(2, '0')}:01;${users[i % 3]!};198.51.100.${i % 200};${i % 4 === 0 ? 'DENIED' : 'OK'};s-${1000 + i};<img src=x onerror=alert(1)>${i % 2 === 0 ? '' : '\u202eevil'}`);

beforeAll(async () => {
  on = await stage();
  folder = join(on.home, 'given');
  mkdirSync(folder);
  writeFileSync(join(folder, 'acme-vpn.csv'), `Connected At;Login;Public IP;Result;Session Ref;Client\n${rows.join('\n')}\n`);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

const plan = () => on.page.getByRole('form', { name: 'Before the import' });
const panel = () => on.page.getByRole('form', { name: /^Mapping for/ });
const text = () => panel().getByRole('textbox', { name: 'Mapping' });
const rowOf = (field: string) => panel().getByRole('row', { name: new RegExp(`^${field.replaceAll('.', '\\.')} `) });

test('a log that nobody knows is offered a mapping, begun from its first records', async () => {
  await newCase(on.page, 'Own mapping');
  await on.page.getByLabel('Or paths on this host, one a line').fill(folder);
  await on.page.getByRole('button', { name: 'Add', exact: true }).click();
  await plan().getByText('120 of 120 records that were looked at are of no source that is known.').waitFor();
  await plan().getByRole('button', { name: 'Write a mapping for acme-vpn.csv' }).click();
  await panel().getByText('100 events of 100 records').waitFor();
  expect(await text().inputValue()).toContain('user.name: { path: Login, lower: true }');
  expect(await text().evaluate((one) => one === document.activeElement)).toBe(true);
  await rowOf('source.ip').getByText('100 %').waitFor();
  await rowOf('user.name').getByText('ben@example.com').waitFor();
  expect(await axe(on.page)).toEqual([]);
  expect(await overflow(on.page)).toBe(0);
  await shot(on.page, 'mapping-light');
});

test('faults stand by their lines, and one leads to its place', async () => {
  const draft = await text().inputValue();
  await text().fill(draft.replace('user.name:', 'user.nam:').replace('event.category: { value: authentication', 'event.category: { value: login'));
  await panel().getByText('2 faults', { exact: true }).waitFor();
  await panel().getByText('Did you mean "user.name"?').waitFor();
  expect(await panel().getByRole('button', { name: 'Save and use' }).isEnabled()).toBe(false);
  await panel().getByText('Nothing is tried while there are faults.').waitFor();
  expect(await axe(on.page)).toEqual([]);
  await shot(on.page, 'mapping-faults');
  await panel().getByRole('button', { name: /^Line \d+$/ }).last().press('Enter');
  const at = await text().evaluate((one) => { const area = one as HTMLTextAreaElement; return area.value.slice(area.selectionStart).split('\n')[0]; });
  expect(at).toMatch(/user\.nam|login/);
  await text().fill(draft.replace('title: acme-vpn', 'title: Acme VPN'));
  await panel().getByText('100 events of 100 records').waitFor();
});

test('saved beside the case it is used at once, and the import goes through it', async () => {
  await panel().getByRole('button', { name: 'Save and use' }).click();
  await plan().getByText('Acme VPN, own mapping, csv, 100 % sure').waitFor();
  expect(readFileSync(join(on.home, 'cases', 'own-mapping.sources', 'acme-vpn.yaml'), 'utf8')).toContain('title: Acme VPN');
  await plan().getByLabel('Source of acme-vpn.csv').selectOption({ label: 'Acme VPN' });
  await plan().getByText('by your word').waitFor();
  await shot(on.page, 'mapping-plan');
  await beginImport(on.page);
  await ended(on.page, 'Import');
  expect(await ledgerOf(on.page, 'acme-vpn.csv')).toMatchObject({ records: 120, events: 120, skips: 0 });
  await idle(on.page);
  await on.page.getByRole('row', { name: /acme-vpn\.csv/ }).first().click();
  await on.page.getByRole('complementary').getByText(/^own:acme-vpn@[0-9a-f]{12} 1$/).waitFor();
  await shot(on.page, 'mapping-exhibit');
});

test('a mapping that reads a file can be opened again from the plan; another text of its id is replaced when that is said', async () => {
  writeFileSync(join(folder, 'second.csv'), `Connected At;Login;Public IP;Result;Session Ref;Client\n31/05/2026 09:00:00;dora@example.com;198.51.100.9;OK;s-9000;x\n`);
  await on.page.keyboard.press('Escape');
  await on.page.getByRole('button', { name: 'Add evidence' }).click();
  // Sent by the browser this time.
  await on.page.locator('input[type=file]').first().setInputFiles(join(folder, 'second.csv'));
  await plan().getByRole('button', { name: 'Edit Acme VPN for second.csv' }).click();
  await panel().getByText('1 event of 1 records').waitFor();
  await text().fill((await text().inputValue()).replace('version: 1', 'version: 2'));
  await panel().getByRole('button', { name: 'Save and use' }).click();
  await panel().getByText('Another mapping of this id lies beside the case.').waitFor();
  await panel().getByRole('button', { name: 'Replace and use' }).click();
  await plan().getByText('Acme VPN, own mapping, csv, 100 % sure').waitFor();
  await plan().getByRole('button', { name: 'Put away' }).click();
});

test('evidence that is in the case already is read again with a mapping', async () => {
  await newCase(on.page, 'Mapped later');
  await importPaths(on.page, [join(folder, 'acme-vpn.csv')]);
  expect(await ledgerOf(on.page, 'acme-vpn.csv')).toMatchObject({ records: 120, events: 0, skips: 120 });
  await idle(on.page);
  await on.page.setViewportSize({ width: 1280, height: 720 });
  await on.page.emulateMedia({ colorScheme: 'dark' });
  await on.page.getByRole('row', { name: /acme-vpn\.csv/ }).first().click();
  await on.page.getByRole('complementary').getByRole('button', { name: 'Write a mapping' }).click();
  await panel().getByText('100 events of 100 records').waitFor();
  expect(await axe(on.page)).toEqual([]);
  expect(await overflow(on.page)).toBe(0);
  await shot(on.page, 'mapping-exhibit-dark');
  await panel().getByRole('button', { name: 'Save and read again' }).click();
  await ended(on.page, 'Import');
  await expect.poll(() => ledgerOf(on.page, 'acme-vpn.csv')).toMatchObject({ records: 120, events: 120, skips: 0 });
  await idle(on.page);
});

test('its events are events like others', async () => {
  await go(on.page, 'Users');
  await on.page.getByText('ben@example.com').first().waitFor();
  await on.page.setViewportSize({ width: 1440, height: 1800 });
  await go(on.page, 'Case log');
  await on.page.getByLabel('Action begins with').fill('mapping');
  await on.page.getByRole('button', { name: 'Filter', exact: true }).click();
  await on.page.getByText('mapping.keep').first().waitFor();
});
