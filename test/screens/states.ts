import type { Locator, Page } from 'playwright-core';
import { ended, go, heading, job } from './steps.ts';

/** Something that the app can show: how to get there from any other state of the same case. */
export interface State {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
  /** A layer above the screen, with a focus of its own. */
  readonly layer?: boolean;
  /** What is new in it, where the rest is the same as in a state before. */
  readonly part?: string;
}

const finding = (page: Page) => page.getByRole('row', { name: /networks on one key: .*AKIA3X7QHALDNEXAMPLE of j\.doe/ });
/** The entry of a rule in the catalogue, in one of its variants. */
export const ruleLink = (page: Page, name: string, variant: 'published' | 'corrected'): Locator => page.getByRole('navigation', { name: 'Rules by kind' }).locator('.rule').filter({ hasText: name }).getByRole('link', { name: new RegExp(variant) });
const drawer = (page: Page) => page.getByRole('complementary');

/** Closes what lies above the screen, so that the next state starts from the frame. */
async function clear(page: Page): Promise<void> {
  for (let n = 0; n < 3 && (await page.locator('[role=dialog], [role=menu]').count()) > 0; n += 1) await page.keyboard.press('Escape');
  await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'detached' });
}
async function from(page: Page, screen: Parameters<typeof go>[1]): Promise<void> {
  await clear(page);
  await go(page, screen);
  await drawer(page).waitFor({ state: 'detached' });
}

/** The findings as they are shown at first, whatever was filtered, grouped or folded before. */
async function findings(page: Page): Promise<void> {
  await from(page, 'Findings');
  await page.evaluate(() => { location.hash = '#/findings?variant=corrected'; });
  await finding(page).or(page.locator('.fold[aria-expanded=false]')).first().waitFor();
  const folded = page.getByRole('grid').locator('.fold[aria-expanded=false]');
  while ((await folded.count()) > 0) await folded.first().click();
}

/** The rows of the one hunt table that every case with events has. */
export async function table(page: Page): Promise<Locator> {
  await from(page, 'Hunts');
  await ruleLink(page, 'Session profiles', 'corrected').click();
  await page.getByRole('link', { name: 'Open the table' }).click();
  const rows = page.getByRole('grid', { name: /^Rows of/ });
  await rows.getByRole('row').nth(1).waitFor();
  return rows;
}

/** The screens of a case that has evidence with skips and findings, each with what opens on it. */
export const states: readonly State[] = [
  { name: 'cases', show: async (page) => { await from(page, 'Cases'); await page.getByRole('row').nth(1).waitFor(); } },
  { name: 'cases-new', layer: true, part: '[role=dialog]', show: async (page) => { await from(page, 'Cases'); await page.getByRole('button', { name: 'New case' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'cases-open', layer: true, part: '[role=dialog]', show: async (page) => { await from(page, 'Cases'); await page.getByRole('button', { name: 'Open by path' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'evidence', show: async (page) => {
    await from(page, 'Evidence');
    const fold = page.getByRole('button', { name: /^Members of/ }).first();
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
    await page.getByRole('row').nth(3).waitFor();
  } },
  { name: 'evidence-add', show: async (page) => {
    await from(page, 'Evidence');
    if (!(await page.getByText('Drop files or folders here').isVisible())) await page.getByRole('button', { name: 'Add evidence' }).click();
    if (!(await page.getByLabel('Acquired by').isVisible())) await page.getByText('How it was acquired').click();
    await page.getByLabel('Acquired by').waitFor();
  } },
  { name: 'exhibit', show: async (page) => { await from(page, 'Evidence'); await page.getByRole('row', { name: /broken\.jsonl/ }).first().click(); await drawer(page).getByText('Balances').waitFor(); } },
  { name: 'skips', part: 'aside', show: async (page) => {
    await from(page, 'Evidence');
    await page.getByRole('row', { name: /broken\.jsonl/ }).first().click();
    await drawer(page).getByRole('button', { name: /^Show \d+ skipped/ }).click();
    await heading(page, 'Skipped records').waitFor();
    await page.getByText('"only text"').waitFor();
  } },
  { name: 'findings', show: async (page) => { await findings(page); await finding(page).waitFor(); } },
  { name: 'findings-filter', layer: true, part: '.filter-place', show: async (page) => { await findings(page); await page.getByRole('button', { name: /^Filter/ }).click(); await page.getByRole('listbox').waitFor(); } },
  { name: 'findings-marked', part: '.marks', show: async (page) => { await findings(page); await finding(page).getByRole('checkbox').check(); await page.getByRole('region', { name: 'Marked findings' }).waitFor(); } },
  { name: 'finding', show: async (page) => { await findings(page); await finding(page).click(); await drawer(page).locator('canvas').waitFor(); await page.getByRole('grid', { name: 'Events of the finding' }).getByRole('row').nth(1).waitFor(); } },
  { name: 'finding-table', part: 'aside', show: async (page) => { await findings(page); await finding(page).click(); await page.getByRole('button', { name: 'Table', exact: true }).click(); await drawer(page).getByRole('table').first().waitFor(); } },
  { name: 'finding-end', part: 'aside', show: async (page) => { await findings(page); await finding(page).click(); await drawer(page).locator('canvas').waitFor(); await page.getByRole('heading', { name: 'Decisions and notes' }).scrollIntoViewIfNeeded(); } },
  { name: 'finding-verdicts', layer: true, part: '[role=menu]', show: async (page) => { await findings(page); await finding(page).click(); await page.getByRole('button', { name: 'Other verdicts' }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'event', part: 'aside', show: async (page) => {
    await findings(page);
    await finding(page).click();
    await page.getByRole('grid', { name: 'Events of the finding' }).getByRole('row').nth(1).click();
    await page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
  } },
  { name: 'hunts', show: async (page) => { await from(page, 'Hunts'); await ruleLink(page, 'Key in two places', 'corrected').click(); await page.getByRole('region', { name: 'What it does' }).waitFor(); } },
  { name: 'hunt-parameter', part: 'form.change', show: async (page) => { await from(page, 'Hunts'); await ruleLink(page, 'Key in two places', 'corrected').click(); await page.getByRole('button', { name: /^Change Window, now/ }).click(); await page.getByRole('form', { name: 'Change Window' }).waitFor(); } },
  { name: 'hunt-table', show: async (page) => { await table(page); } },
  { name: 'hunt-row', part: 'aside', show: async (page) => { await (await table(page)).getByRole('row').nth(1).click(); await drawer(page).getByLabel('Reason').waitFor(); } },
  { name: 'log', show: async (page) => {
    await from(page, 'Case log');
    await page.getByRole('row').nth(3).waitFor();
    if ((await job(page, 'Check').count()) === 0) { await page.getByRole('button', { name: 'Check case' }).click(); await ended(page, 'Check'); }
  } },
  { name: 'log-entry', part: 'aside', show: async (page) => { await from(page, 'Case log'); await page.getByRole('row', { name: /evidence\.end/ }).first().click(); await drawer(page).waitFor(); } },
  { name: 'report', show: async (page) => { await from(page, 'Report'); if ((await job(page, 'Report').count()) === 0) { await page.getByRole('button', { name: 'Write PDF' }).click(); await ended(page, 'Report'); } } },
  { name: 'keys', layer: true, part: '[role=dialog]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: '? keyboard' }).click(); await page.getByRole('dialog', { name: 'Keyboard' }).waitFor(); } },
  { name: 'look', layer: true, part: '[role=menu]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: 'Look' }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'case-menu', layer: true, part: '[role=menu]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: /^Case:/ }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'notice', layer: true, part: '.notices', show: async (page) => {
    await from(page, 'Cases');
    await page.getByRole('button', { name: 'Open by path' }).click();
    await page.getByLabel('Path of a .bilocate file').fill('/no/such/case.bilocate');
    await page.getByRole('button', { name: 'Open case' }).click();
    await page.getByRole('alert').getByRole('heading', { name: 'This did not work' }).first().waitFor();
  } },
];
