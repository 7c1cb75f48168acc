import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach, expect } from 'vitest';
import { launch, newHome, openScreen, patience, shot, startHost, type Host, type Screen } from '../help/browser.ts';

/** One browser, one host and one open page, for a test file. */
export interface Stage {
  readonly home: string;
  readonly browser: Browser;
  readonly host: Host;
  readonly screen: Screen;
  readonly page: Page;
  readonly end: () => Promise<void>;
}

/** Starts everything and says who works here, so that the Cases screen is there. */
export async function stage(analyst = 'A. Lindqvist'): Promise<Stage> {
  const home = newHome();
  const [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  const screen = await openScreen(browser, host);
  await introduce(screen.page, analyst);
  return {
    home: home.folder, browser, host, screen, page: screen.page,
    async end() {
      await browser.close();
      await host.stop();
      home.remove();
    },
  };
}

export async function introduce(page: Page, analyst: string): Promise<void> {
  await page.getByLabel('Your name').fill(analyst);
  await page.getByRole('button', { name: 'Continue' }).click();
  await heading(page, 'Cases').waitFor();
}

export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { name, level: 1, exact: true });

/** Starts a case from wherever the page is; ends on its Evidence screen. */
export async function newCase(page: Page, title: string, number = ''): Promise<void> {
  await page.getByRole('link', { name: 'Cases', exact: true }).click();
  await page.getByRole('button', { name: 'New case' }).click();
  const dialog = page.getByRole('dialog', { name: 'New case' });
  await dialog.getByLabel('Name', { exact: true }).fill(title);
  if (number !== '') await dialog.getByLabel('Case number').fill(number);
  await dialog.getByRole('button', { name: 'Create case' }).click();
  await dialog.waitFor({ state: 'detached' });
  await go(page, 'Evidence');
}

export async function go(page: Page, screen: 'Cases' | 'Overview' | 'Findings' | 'Users' | 'Events' | 'Hunts' | 'Evidence' | 'Case log' | 'Report' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: new RegExp(`^${screen}`) }).click();
  await heading(page, screen).waitFor();
}

/** Imports what lies at paths of this machine, and waits for the end of it. */
export async function importPaths(page: Page, paths: readonly string[]): Promise<void> {
  await offerPaths(page, paths);
  await ended(page, 'Import');
}

/** Asks for an import by path and does not wait for it. */
export async function offerPaths(page: Page, paths: readonly string[]): Promise<void> {
  const field = page.getByLabel('Or paths on this host, one a line');
  if (!(await field.isVisible())) await page.getByRole('button', { name: 'Add evidence' }).click();
  await field.fill(paths.join('\n'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await beginImport(page);
}

/** Imports what was given, as it is planned. */
export async function beginImport(page: Page): Promise<void> {
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/call/import.start'));
  await page.getByRole('form', { name: 'Before the import' }).getByRole('button', { name: 'Import', exact: true }).click();
  await asked;
}

/** The row of the newest job of a kind on this screen. */
export const job = (page: Page, kind: string): Locator => page.locator('article.job').filter({ has: page.getByText(kind, { exact: true }) }).first();

/** Waits until the newest job of a kind on this screen has ended well. */
export async function ended(page: Page, kind: string, state = 'Done'): Promise<void> {
  await job(page, kind).getByText(new RegExp(`^${state} · ended`)).waitFor({ timeout: patience });
}

/** Waits until nothing runs any more: the status bar shows the time of the last answer in place of a job. */
export async function idle(page: Page): Promise<void> {
  await page.locator('footer.status').getByText(/^Answer \d+ ms/).waitFor({ timeout: patience });
}

/** The ledger of an exhibit as its row says it. */
export async function ledgerOf(page: Page, file: string): Promise<Record<(typeof figures)[number], number>> {
  const row = page.getByRole('grid', { name: 'Evidence' }).getByRole('row').filter({ has: page.getByTitle(file) }).first();
  await row.waitFor();
  const cells = await row.getByRole('gridcell').allInnerTexts();
  return Object.fromEntries(figures.map((name, index) => [name, Number((cells[index + 3] ?? '').replaceAll(',', ''))])) as Record<(typeof figures)[number], number>;
}
const figures = ['records', 'events', 'duplicates', 'skips', 'folded', 'outOfScope'] as const;

/** Writes a report from its screen, and waits until the file is whole. */
export async function writeReport(page: Page, format: 'PDF' | 'HTML' | 'JSON' | 'CSV', path: string): Promise<void> {
  await page.getByLabel('File', { exact: true }).fill(path);
  if (format === 'PDF') await page.getByRole('button', { name: 'Write PDF' }).click();
  else {
    await page.getByRole('button', { name: 'Other formats' }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^Write ${format}`) }).click();
  }
  await expect.poll(() => existsSync(path), { timeout: patience }).toBe(true);
  await idle(page);
}

/** How many events the case has, as the rail says it. */
export async function storedEvents(page: Page): Promise<number> {
  const said = await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Events/ }).getAttribute('title');
  return Number(/([\d,]+) events/.exec(said ?? '')?.[1]?.replaceAll(',', ''));
}

export const caseFile = (home: string, name: string): string => join(home, 'cases', `${name}.bilocate`);

/** After each test of a file: nothing was noticed that should not be. A test that failed leaves a picture. */
export function quietAfterEach(screen: () => Screen): void {
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await shot(screen().page, `failed-${task.name.replaceAll(/[^a-z]+/gi, '-').slice(0, 60)}`).catch(() => undefined);
    expect(screen().watch.problems()).toEqual([]);
  });
}
