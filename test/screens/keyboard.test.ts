import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli, launch, newHome, openScreen, patience, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { poppler, textOf } from '../report/pdf-text.ts';
import { writeCompany, type Company } from './evidence-files.ts';
import { caseFile, ended, heading, idle, quietAfterEach } from './steps.ts';

const home = newHome();
const stolen = /networks on one key: .*AKIA3X7QHALDNEXAMPLE of j\.doe/;
let browser: Browser;
let host: Host;
let screen: Screen;
let company: Company;
let page: Page;

beforeAll(async () => {
  company = writeCompany(join(home.folder, 'evidence'));
  [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  screen = await openScreen(browser, host);
  page = screen.page;
  // Whoever uses a pointer after all is seen.
  await page.evaluate(() => {
    const seen = globalThis as unknown as { pointers: number };
    seen.pointers = 0;
    for (const kind of ['pointerdown', 'mousedown', 'touchstart']) addEventListener(kind, () => { seen.pointers += 1; }, { capture: true });
  });
});
quietAfterEach(() => screen);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

const press = async (...all: readonly string[]): Promise<void> => { for (const key of all) await page.keyboard.press(key); };
const type = (text: string): Promise<void> => page.keyboard.type(text);
/** Name and role of what has the focus, as a person would say it. */
const focused = (): Promise<string> => page.evaluate(() => {
  const one = document.activeElement as HTMLInputElement | null;
  if (one === null) return '';
  // A place that holds others is known by its label alone.
  const text = one.matches('button, a, summary, [role=row], [role=tab], [role=option], [role=menuitem]') ? one.innerText : '';
  return `${one.getAttribute('role') ?? one.tagName.toLowerCase()} ${(one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? text).trim().replaceAll(/\s+/g, ' ')}`;
});

/** Tabs until something with this name has the focus, at most once around the page. */
async function tabTo(name: RegExp, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let n = 0; n < 160; n += 1) {
    if (name.test(await focused())) return;
    await press(by);
  }
  throw new Error(`Tab does not reach ${name}; the focus is on ${await focused()}`);
}
/** Presses J until the row is there. */
async function stepTo(row: RegExp): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    await press('j');
    await expect.poll(focused).toMatch(/^row/);
    if (row.test(await focused())) return;
  }
  throw new Error(`J does not reach ${row}`);
}
const goTo = async (letter: string, name: string): Promise<void> => {
  await press('g', letter);
  await heading(page, name).waitFor();
};

/** What is on screen, in both themes and both sizes. */
async function look(name: string): Promise<void> {
  for (const size of [{ width: 1440, height: 900 }, { width: 1280, height: 720 }]) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
      await shot(page, `journey-${name}-${size.width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe('from a folder of evidence to the printed report, by keyboard alone', () => {
  test('says who works here', async () => {
    await heading(page, 'Who works on this?').waitFor();
    await expect.poll(focused).toMatch(/Your name/);
    await type('A. Lindqvist');
    await press('Tab');
    await type('Halden CERT');
    await press('Enter');
    await heading(page, 'Cases').waitFor();
  });

  test('starts a case from the palette', async () => {
    await press('Control+k');
    await type('new case');
    await page.getByRole('option', { name: /New case/ }).waitFor();
    await press('Enter');
    await page.getByRole('dialog', { name: 'New case' }).waitFor();
    await tabTo(/^input Name/);
    await type('Halden Freight');
    await press('Tab');
    await type('IR-2026-014');
    await press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await goTo('i', 'Evidence');
  });

  test('names the folder of evidence, and the hunts run by themselves', async () => {
    await tabTo(/Or paths on this host/);
    await type(company.folder);
    await press('Enter');
    // What it is going to be is shown first; Import has the focus.
    await page.getByRole('form', { name: 'Before the import' }).getByRole('row', { name: /AWS CloudTrail/ }).first().waitFor();
    await look('plan');
    await press('Enter');
    await ended(page, 'Import');
    await idle(page);
    await look('evidence');
  });

  test('sees where to look first', async () => {
    await goTo('o', 'Overview');
    await page.getByRole('row', { name: /j\.doe/ }).first().waitFor();
    await page.getByRole('heading', { name: 'First seen' }).waitFor();
    await look('overview');
  });

  test('finds a user, and moves through the lanes', async () => {
    await press('Control+k');
    await type('j.doe');
    await page.getByRole('option', { name: /^j\.doe/ }).first().waitFor();
    await look('palette');
    await press('Enter');
    await heading(page, 'j.doe').waitFor();
    await page.getByRole('heading', { name: 'Places' }).waitFor();
    await look('user');
    const query = () => page.url().split('?')[1] ?? '';
    const seen = [query()];
    for (const key of ['-', '-', '+', 'ArrowLeft', 'o']) {
      await press(key);
      await expect.poll(query).not.toBe(seen.at(-1));
      seen.push(query());
    }
    await look('user-overlap');
    await press('Alt+t');
    await page.getByRole('table').first().waitFor();
    await press('Alt+t');
    await page.goBack();
    await expect.poll(query).toBe(seen.at(-2));
  });

  test('chooses a second time zone, and back to UTC', async () => {
    await goTo('s', 'Settings');
    await tabTo(/^a Time zone/);
    await press('Enter');
    await tabTo(/The other zone/);
    await type('Oslo');
    await page.getByRole('row', { name: /Europe\/Oslo/ }).waitFor();
    await press('Tab', 'ArrowDown', 'Enter');
    await page.getByRole('row', { name: /Europe\/Oslo.*chosen/ }).waitFor();
    await look('settings');
    await goTo('f', 'Findings');
    const head = page.getByRole('columnheader', { name: /^Start/ });
    await expect.poll(() => head.innerText()).toBe('Start, UTC');
    await press('z');
    await expect.poll(() => head.innerText()).not.toBe('Start, UTC');
    await press('z');
    await expect.poll(() => head.innerText()).toBe('Start, UTC');
  });

  test('opens the finding and reads why', async () => {
    await page.getByRole('row', { name: stolen }).waitFor();
    await look('findings');
    await stepTo(stolen);
    await press('Enter');
    await page.getByRole('complementary', { name: /^Finding \d+/ }).locator('canvas').waitFor();
    await look('finding');
    await press('Alt+t');
    await page.getByRole('complementary').getByRole('table').first().waitFor();
    await press('Alt+t');
  });

  test('judges it: verdict, note, tag, second pair of eyes, report', async () => {
    const drawer = page.getByRole('complementary', { name: /^Finding \d+/ });
    const row = page.getByRole('row', { name: stolen });
    await press('3');
    await expect.poll(focused).toMatch(/Reason/);
    await type('The key was used from a hosting network he has never been in.');
    await press('Enter');
    await row.getByText('Confirmed').waitFor();
    await press('Escape', 'n');
    await expect.poll(focused).toMatch(/Note/);
    await type('Key disabled at 13:10 by m.okafor.');
    await press('Enter');
    await drawer.getByText('Key disabled at 13:10 by m.okafor.').waitFor();
    await tabTo(/^button Tag$/, 'Shift+Tab');
    await press('Enter');
    await expect.poll(focused).toMatch(/Name of the tag/);
    await type('stolen-key');
    await press('Enter');
    await row.getByText('stolen-key').waitFor();
    await tabTo(/^button Second review/);
    await press('Enter');
    await tabTo(/Name of the second examiner/);
    await type('M. Okafor');
    await press('Enter');
    await drawer.getByText(/^Reviewed by M\. Okafor, who agrees/).waitFor();
    await tabTo(/^button (In report|Add to report)/);
    await press('r');
    await drawer.getByRole('button', { name: 'Add to report' }).waitFor();
    await press('r');
    await drawer.getByRole('button', { name: 'In report' }).waitFor();
    await look('judged');
  });

  test('takes a decision back, and restores it', async () => {
    await press('Control+z');
    await page.getByText(/^Taken back: /).first().waitFor();
    await page.getByRole('button', { name: 'Add to report' }).waitFor();
    await press('Control+Shift+z');
    await page.getByText(/^Restored: /).first().waitFor();
    await page.getByRole('button', { name: 'In report' }).waitFor();
  });

  test('reads the events behind it, down to the record', async () => {
    await press('e');
    await heading(page, 'Events').waitFor();
    const rows = page.getByRole('grid', { name: 'Events of the case' }).getByRole('row');
    await rows.nth(2).waitFor();
    await press('j');
    await expect.poll(focused).toMatch(/^row|^grid/);
    await press('ArrowDown', 'Enter');
    await page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
    await look('event');
    const first = page.url();
    await press('j');
    await expect.poll(() => page.url()).not.toBe(first);
    await press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    await expect.poll(focused).toMatch(/^row/);
  });

  test('builds the report and writes it', async () => {
    await goTo('r', 'Report');
    await page.getByRole('checkbox').first().waitFor();
    await tabTo(/^tab Outline/);
    await press('ArrowRight', 'Enter');
    await tabTo(/^textarea Summary/);
    await type('The key of j.doe was in two places at once.');
    await press('Control+s');
    await tabTo(/^tab Own words/, 'Shift+Tab');
    await press('ArrowLeft', 'Enter');
    await tabTo(/^input Timeline/);
    await press('Space');
    await expect.poll(() => page.getByRole('checkbox', { name: 'Timeline', exact: true }).isChecked()).toBe(false);
    await press('Control+s');
    await page.getByRole('status').getByText('Saved', { exact: true }).waitFor();
    await page.getByLabel('Page as it would be written').getByText('The key of j.doe was in two places at once.').first().waitFor();
    await look('report');
    const path = join(home.folder, 'halden.pdf');
    await tabTo(/^input File/);
    await type(path);
    await tabTo(/^button Write PDF/);
    await press('Enter');
    await expect.poll(() => existsSync(path), { timeout: patience }).toBe(true);
    await idle(page);
    const pdf = readFileSync(path);
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    if (!poppler) return;
    const text = textOf(pdf).replaceAll(/\s/g, '');
    for (const said of ['Halden Freight', 'IR-2026-014', 'AKIA3X7QHALDNEXAMPLE', 'in two places at once', 'hosting network he has never been in', 'M. Okafor']) expect(text).toContain(said.replaceAll(' ', ''));
  });

  test('finds all of it in the case log, and nothing was done with a pointer', async () => {
    await goTo('l', 'Case log');
    const log = page.getByRole('grid', { name: 'Entries of the case log' });
    await log.getByRole('row', { name: /report\.write/ }).waitFor();
    await look('log');
    await tabTo(/Entries of the case log|^row/);
    const said: string[] = [await log.innerText()];
    await press('End');
    await log.getByRole('row', { name: /case\.create/ }).waitFor();
    said.push(await log.innerText());
    for (const action of ['case.create', 'evidence.begin', 'evidence.end', 'hunt.end', 'decision.verdict', 'decision.note', 'decision.tag', 'decision.review', 'report.write']) expect(said.join('\n')).toContain(action);
    expect(await page.evaluate(() => (globalThis as unknown as { pointers: number }).pointers)).toBe(0);
    expect((JSON.parse(cli(home.folder, ['verify', caseFile(home.folder, 'halden-freight'), '--json'])) as { ok: boolean }).ok).toBe(true);
  });
});
