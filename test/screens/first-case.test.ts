import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, launch, newHome, openScreen, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { writeCompany, type Company } from './evidence-files.ts';

const home = newHome();
let browser: Browser;
let host: Host;
let screen: Screen;
let company: Company;

beforeAll(async () => {
  company = writeCompany(join(home.folder, 'evidence'));
  [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  screen = await openScreen(browser, host);
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

describe('a first case, from the first start to a verdict', () => {
  test('asks who works here before anything else', async () => {
    const { page } = screen;
    await page.getByRole('heading', { name: 'Who works on this?' }).waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    await shot(page, 'analyst-light');
    await page.getByLabel('Your name').fill('A. Lindqvist');
    await page.getByLabel('Organisation').fill('Halden CSIRT');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor();
    await page.getByText('No case yet.').waitFor();
    expect(screen.watch.problems()).toEqual([]);
  });

  test('makes a case, which asks for evidence', async () => {
    const { page } = screen;
    await page.getByRole('button', { name: 'New case' }).click();
    await page.getByLabel('Name').fill('Halden Freight');
    await page.getByLabel('Case number').fill('IR-2026-014');
    await page.getByRole('button', { name: 'Create case' }).click();
    await page.getByRole('heading', { name: 'Evidence', level: 1 }).waitFor();
    await page.getByText('Drop files or folders here').waitFor();
    expect(screen.watch.problems()).toEqual([]);
  });

  test('reads the files of the picker', async () => {
    const { page } = screen;
    await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles([...company.logs]);
    await page.getByRole('row', { name: /days\.json\.gz/ }).waitFor();
    await page.getByRole('row', { name: /night\.json\.gz/ }).waitFor();
    await shot(page, 'evidence-after-light');
    expect(screen.watch.problems()).toEqual([]);
  });

  test('shows what the hunts found', async () => {
    const { page } = screen;
    await page.getByRole('link', { name: 'Findings' }).click();
    await page.getByRole('row', { name: /Key AKIA3X7QHALDNEXAMPLE of j\.doe/ }).first().click();
    await page.getByRole('heading', { name: 'Why it fired' }).waitFor();
    await page.locator('canvas').waitFor();
    await shot(page, 'finding-light');
    expect(screen.watch.problems()).toEqual([]);
  });

  test('and nothing else than the host was asked', () => {
    expect(screen.watch.requests.length).toBeGreaterThan(10);
    expect(screen.watch.requests.filter((one) => !one.includes(`${host.origin}/`))).toEqual([]);
    expect(host.said()).toBe('');
    expect(cli(home.folder, ['--version']).trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
