import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity, Page as PageOf, Reply, UserDetail, UserRow } from '../../src-main/contract/index.ts';
import { axe, cli, overflow, shot } from '../help/browser.ts';
import { signIn } from '../sources/entra-signin-records.ts';
import { oktaRecord } from '../sources/okta-records.ts';
import { record } from './evidence-files.ts';
import { caseFile, go, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

/** One person in three sources: `mara.lind` in IAM, `mara.lind@halden.example` in Okta and, for half of her sign-ins, `Mara.Lind` with another domain in Entra; and somebody who only looks like her. */
const start = Date.UTC(2026, 4, 18, 8);
const iso = (n: number): string => new Date(start + n * 3_600_000).toISOString().replace('.000Z', 'Z');
const home = '73.3.132.40';
const TENANT = 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6';
const agent = 'aws-cli/2.31.8 Python/3.11.6 Darwin/23.4.0 exe/x86_64 prompt/off command/ec2.describe-instances';
let on: Stage;

beforeAll(async () => {
  on = await stage();
  const folder = join(on.home, 'evidence');
  mkdirSync(folder);
  const okta = (login: string, n: number, ip: string) => oktaRecord({ uuid: `11111111-2222-11f1-8333-${login.length.toString().padStart(4, '0')}${n.toString().padStart(8, '0')}`, published: iso(n), actor: { id: `00u${login}`, type: 'User', alternateId: login, displayName: login, detailEntry: null }, client: { userAgent: { rawUserAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/124.0.0.0 Safari/537.36' }, ipAddress: ip }, request: { ipChain: [] }, authenticationContext: { authenticationStep: 0, rootSessionId: `root ${login}`, externalSessionId: `session ${login}` } });
  writeFileSync(join(folder, 'trail.json'), JSON.stringify({ Records: Array.from({ length: 30 }, (_, n) => record({ ms: start + n * 3_600_000 + 60_000, user: 'mara.lind', key: 'AKIAMARALIND01EXAMPLE', ip: home, agent, action: 'DescribeInstances' })) }));
  writeFileSync(join(folder, 'okta.json'), JSON.stringify([...Array.from({ length: 20 }, (_, n) => okta('mara.lind@halden.example', n, home)), ...Array.from({ length: 5 }, (_, n) => okta('m.aralind@other.example', n, '71.104.78.20'))]));
  writeFileSync(join(folder, 'entra.json'), JSON.stringify(Array.from({ length: 10 }, (_, n) => signIn({ id: `8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b${n.toString().padStart(2, '0')}`, createdDateTime: iso(n), userPrincipalName: 'mara.lind@halden.onmicrosoft.com', ipAddress: home, uniqueTokenIdentifier: `token-${n}` }))));
  await newCase(on.page, 'Who is who', 'IR-2026-021');
  await importPaths(on.page, [folder]);
  await idle(on.page);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

async function ask<T>(name: string, input: unknown): Promise<T> {
  const reply = await on.page.evaluate(async ([call, text]) => (await fetch(`/call/${call}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: text! })).text(), [name, JSON.stringify(input)]);
  const answer = JSON.parse(reply) as Reply<T>;
  if (!answer.ok) throw new Error(`${name}: ${answer.fault.code}`);
  return answer.value;
}
const path = (): string => caseFile(on.home, 'who-is-who');
const tab = (name: string) => on.page.getByRole('group', { name: 'What is shown of the users' }).getByRole('button', { name, exact: true });
const suggestions = () => on.page.getByRole('grid', { name: 'Suggestions' });
const rows = () => suggestions().locator('[data-row]');
const said = () => on.page.getByRole('region', { name: 'What was said' });
const users = () => on.page.getByRole('grid', { name: 'Users of the case' }).locator('[data-row]');
/** Pictures of this size and colour; what axe finds, and what is too wide. */
async function problems(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await on.page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
    found.push(...(await axe(on.page, { coloursOnly: colorScheme === 'dark' })));
    await shot(on.page, `${name}-${colorScheme}`);
  }
  await on.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const size of [{ width: 1280, height: 720 }, { width: 1440, height: 900 }]) {
    await on.page.setViewportSize(size);
    const wide = await overflow(on.page);
    if (wide > 0) found.push(`${size.width}: ${wide} px too wide`);
  }
  return found;
}

describe('one person in three sources, by keyboard', () => {
  test('is suggested with what speaks for and against it', async () => {
    await go(on.page, 'Users');
    await users().nth(3).waitFor();
    expect(await users().count()).toBe(4);
    await tab('Same person?').click();
    await rows().first().waitFor();
    const card = on.page.getByRole('complementary', { name: 'Same person?' });
    await card.getByText('both are “mara.lind”').first().waitFor();
    expect(await card.getByText(/aws\.cloudtrail 30|okta\.system 20|entra\.signin 10/).count()).toBe(2);
    expect(await problems('identity-same')).toEqual([]);
  });

  test('A joins, with a reason; the next suggestion comes by itself; R parts', async () => {
    await on.page.getByRole('textbox', { name: 'Reason' }).fill('Badge and laptop agree.');
    await on.page.keyboard.press('Escape');
    const before = await rows().count();
    await on.page.keyboard.press('a');
    await said().getByText('same person').first().waitFor();
    await said().getByText('Badge and laptop agree.').waitFor();
    await expect.poll(() => rows().count()).toBeLessThan(before);
    // The third name is one question now, whichever of the two it is asked of.
    await on.page.getByRole('complementary', { name: 'Same person?' }).getByText('mara.lind@halden.onmicrosoft.com').first().waitFor();
    await on.page.keyboard.press('a');
    await expect.poll(() => said().getByRole('listitem').count()).toBe(2);
    await expect.poll(() => on.page.getByRole('complementary', { name: 'Same person?' }).getByText('m.aralind@other.example').count()).toBeGreaterThan(0);
    await on.page.keyboard.press('r');
    await on.page.getByText('No two names look like one person').waitFor();
    await said().getByText('different people').waitFor();
    expect(await problems('identity-said')).toEqual([]);
  });

  test('Users has one row of her, and her page is all of her, by any of her names', async () => {
    await tab('Users').click();
    await expect.poll(() => users().count()).toBe(2);
    const row = users().filter({ hasText: 'mara.lind@halden.example' });
    await row.getByText('+2').waitFor();
    await row.getByRole('link', { name: /^Events of mara\.lind@halden\.example: 60$/ }).waitFor();
    await on.page.evaluate(() => { location.hash = '#/users/mara.lind'; });
    await on.page.getByRole('heading', { level: 1, name: 'mara.lind@halden.example' }).waitFor();
    const names = on.page.getByRole('region', { name: 'Names', exact: true });
    await names.getByRole('row', { name: /mara\.lind@halden\.onmicrosoft\.com entra\.signin 10/ }).waitFor();
    await names.getByRole('row', { name: /^mara\.lind aws\.cloudtrail 30/ }).waitFor();
    const detail = await ask<UserDetail>('user.get', { user: 'mara.lind' });
    expect([detail.user, detail.events, detail.names.map(({ name }) => name)]).toEqual(['mara.lind@halden.example', 60, ['mara.lind@halden.example', 'mara.lind@halden.onmicrosoft.com', 'mara.lind']]);
    expect(await problems('identity-user')).toEqual([]);
  });

  test('a number of her leads to as many events', async () => {
    await on.page.locator('a.ctl').filter({ hasText: 'Events' }).click();
    await on.page.getByRole('search').getByText(/^60 of 65 events/).waitFor();
    await on.page.getByRole('search').getByText('User, all names').first().waitFor();
    await on.page.goBack();
    await on.page.getByRole('region', { name: 'Names', exact: true }).getByRole('link', { name: 'Events of mara.lind: 30' }).click();
    await on.page.getByRole('search').getByText(/^30 of 65 events/).waitFor();
  });

  test('a trait is said on her page and stands in the list; a name of the account stands beside its id', async () => {
    await on.page.evaluate(() => { location.hash = '#/users/mara.lind'; });
    await on.page.getByLabel('Who stands behind this user').selectOption('vendor');
    await on.page.getByRole('region', { name: 'Names', exact: true }).getByText(/said by A\. Lindqvist/).waitFor();
    await go(on.page, 'Users');
    await users().filter({ hasText: 'mara.lind@halden.example' }).getByText('vendor', { exact: true }).waitFor();
    await tab('Organisations').click();
    const field = on.page.getByLabel('Name of 111122223333');
    await field.fill('Production');
    // The list is drawn anew while somebody types: what is typed stays.
    await ask('identity.label', { kind: 'organization', id: TENANT, name: 'Halden' });
    await expect.poll(() => on.page.getByLabel(`Name of ${TENANT}`).inputValue()).toBe('Halden');
    expect(await field.inputValue()).toBe('Production');
    await field.press('Enter');
    await on.page.getByText('111122223333 is called “Production” now.').waitFor();
    expect(await problems('identity-organizations')).toEqual([]);
    await on.page.evaluate(() => { location.hash = '#/users/mara.lind'; });
    await on.page.getByRole('region', { name: 'Names', exact: true }).getByText('Production').waitFor();
    await on.page.getByRole('region', { name: 'Names', exact: true }).getByRole('link', { name: 'Events of mara.lind: 30' }).click();
    await on.page.getByRole('grid', { name: 'Events of the case' }).locator('[data-row]').first().focus();
    await on.page.keyboard.press('Enter');
    await on.page.getByRole('complementary').getByText('Production').first().waitFor();
  });

  test('app and command line say the same, byte for byte', async () => {
    const shown = await ask<Identity>('identity.get', {});
    expect(cli(on.home, ['identity', 'list', path(), '--json'])).toBe(`${JSON.stringify(shown, null, 2)}\n`);
    const listed = await ask<PageOf<UserRow>>('user.list', { limit: 1000 });
    expect(cli(on.home, ['users', path(), '--json'])).toBe(`${JSON.stringify(listed.rows, null, 2)}\n`);
    expect(shown.organizations.find(({ id }) => id === '111122223333')).toMatchObject({ name: 'Production', kind: 'account' });
  });

  test('Ctrl Z takes it back, step by step; every step is in the log', async () => {
    await go(on.page, 'Users');
    for (const what of ['111122223333 is called “Production”', `${TENANT} is called “Halden”`, 'mara.lind@halden.example is vendor', 'different people: ', 'same person: ', 'same person: ']) {
      await on.page.keyboard.press('Control+z');
      await on.page.getByText(new RegExp(`^Taken back: ${what}`)).waitFor();
    }
    await expect.poll(() => users().count()).toBe(4);
    await on.page.keyboard.press('Control+Shift+z');
    await on.page.getByText(/^Restored: same person/).waitFor();
    await expect.poll(() => users().count()).toBe(3);
    await go(on.page, 'Case log');
    await expect.poll(() => on.page.getByRole('row').filter({ hasText: /decision\.alias|alias/ }).count()).toBeGreaterThan(0);
  });
});

test('handed over, the case says it to whoever opens it next', async () => {
  await go(on.page, 'Cases');
  await on.page.getByRole('button', { name: /^Case:/ }).click();
  await on.page.getByRole('menuitem', { name: 'Close this case' }).click();
  await on.page.getByText('No case open').waitFor();
  const told = JSON.parse(cli(on.home, ['identity', 'list', path(), '--json'])) as Identity;
  expect(told.persons.map(({ names }) => names.length)).toEqual([2]);
  expect(told.said).toMatchObject([{ value: 'same', analyst: 'A. Lindqvist' }]);
  expect(JSON.parse(cli(on.home, ['verify', path(), '--json']))).toMatchObject({ ok: true });
});
