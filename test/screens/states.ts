import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { EventChip } from '../../src-main/contract/index.ts';
import { eventsUrl } from '../../src-renderer/src/shape/event-url.ts';
import { go, heading } from './steps.ts';

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
export const ruleLink = (page: Page, name: string, variant: 'published' | 'corrected'): Locator => page.getByRole('navigation', { name: 'Rules by kind' }).locator('.rule').filter({ hasText: name }).getByRole('link', { name: new RegExp(variant) }).first();
const drawer = (page: Page) => page.getByRole('complementary');

/** Closes what lies above the screen, so that the next state starts from the frame. */
async function clear(page: Page): Promise<void> {
  for (let n = 0; n < 3 && (await page.locator('[role=dialog], [role=menu]').count()) > 0; n += 1) await page.keyboard.press('Escape');
  await page.locator('[role=dialog], [role=menu]').first().waitFor({ state: 'detached' });
}
/** Back to a page with the case of these states open, whatever was closed on the way. */
export async function enter(page: Page): Promise<void> {
  await clear(page);
  // The page hears a moment later that a case was closed: what it shows is asked of the host.
  const open = await page.evaluate(async () => ((await (await fetch('/call/case.summary', { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: '{}' })).json()) as { value: unknown }).value !== null);
  const findings = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Findings/ });
  await findings.waitFor({ state: open ? 'visible' : 'detached' });
  if (open) return;
  await go(page, 'Cases');
  await page.getByRole('row', { name: /^Halden Freight/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.hash.startsWith('#/cases'));
}
/** The page at an address of the app, with nothing above it. */
async function at(page: Page, path: string): Promise<void> {
  await clear(page);
  // The same address again changes nothing: what is open there would stay open.
  if (page.url().endsWith(`#${path}`)) await go(page, 'Cases');
  // A way that was taken just before may still be under way.
  for (let n = 0; n < 20; n += 1) {
    await page.evaluate((hash) => { location.hash = hash; }, `#${path}`);
    await page.waitForTimeout(60);
    if (new URL(page.url()).hash.startsWith(`#${path.split('?')[0]}`)) return;
  }
}
/** Opens one of the events that the finding is made of, on the screen of all events. */
const stolenKey: EventChip = { field: 'credential.id', operator: 'is', values: ['AKIA3X7QHALDNEXAMPLE'], ignoreCase: false };
const eventRows = (page: Page) => page.getByRole('grid', { name: 'Events of the case' }).getByRole('row');
async function events(page: Page): Promise<void> {
  await at(page, eventsUrl({ chips: [stolenKey] }));
  await heading(page, 'Events').waitFor();
  await page.getByRole('search').getByText(/^188 of \d+ events/).waitFor();
  await eventRows(page).nth(3).waitFor();
}
/** The exhibits, with nothing that waits to be imported above them. */
async function evidence(page: Page): Promise<void> {
  await from(page, 'Evidence');
  const close = page.getByRole('button', { name: 'Close', exact: true });
  if (await close.isVisible()) await close.click();
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
  // A group is open once the host has answered: a second click before that would fold it again.
  for (let left = await folded.count(); left > 0; left = await folded.count()) {
    await folded.first().click({ timeout: 2000 }).catch(() => undefined);
    await expect.poll(() => folded.count()).toBeLessThan(left);
  }
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

const overview = async (page: Page): Promise<void> => { await from(page, 'Overview'); await page.getByRole('heading', { name: 'Users in two places' }).waitFor(); await page.getByRole('heading', { name: 'First seen' }).waitFor(); };
async function user(page: Page, query = ''): Promise<void> {
  await at(page, `/users/j.doe${query}`);
  await heading(page, 'j.doe').waitFor();
  await page.getByRole('heading', { name: 'Networks over time' }).waitFor();
  await page.getByRole('heading', { name: 'Places' }).waitFor();
}
async function report(page: Page, tab: 'Outline' | 'Own words' | 'Checks' | 'Written'): Promise<void> {
  await from(page, 'Report');
  await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  await page.getByRole('tabpanel').waitFor();
}

/** The screens of a case that has evidence with skips and findings, each with what opens on it. */
export const states: readonly State[] = [
  { name: 'overview', show: overview },
  { name: 'overview-tables', show: async (page) => { await overview(page); if ((await page.getByRole('table').count()) === 0) await page.keyboard.press('Alt+t'); await page.getByRole('table').first().waitFor(); } },
  { name: 'overview-meaning', layer: true, part: '[role=dialog]', show: async (page) => { await overview(page); await page.getByRole('button', { name: 'What “in two places” means' }).first().click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'users', show: async (page) => { await at(page, '/users'); await heading(page, 'Users').waitFor(); await page.getByRole('grid', { name: 'Users of the case' }).getByRole('row').nth(2).waitFor(); } },
  { name: 'users-none', show: async (page) => { await at(page, '/users?text=nobody'); await page.getByRole('heading', { name: 'No user passes the filter' }).waitFor(); } },
  { name: 'user', show: user },
  ...(['credential', 'session', 'device'] as const).map((by) => ({ name: `user-${by}`, show: (page: Page) => user(page, `?by=${by}`) })),
  { name: 'user-tables', show: async (page) => { await user(page); if (!(await page.getByRole('table', { name: 'Networks over time' }).isVisible())) await page.keyboard.press('Alt+t'); await page.getByRole('table').first().waitFor(); } },
  { name: 'user-range', layer: true, part: 'form.form', show: async (page) => { await user(page); await page.getByRole('button', { name: 'Type times' }).click(); await page.locator('form.form').waitFor(); } },
  { name: 'user-agents', layer: true, part: '[role=dialog]', show: async (page) => { await user(page); await page.getByRole('region', { name: 'Session profiles' }).getByRole('row').nth(1).getByRole('button', { name: /string/ }).first().click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'user-unknown', show: async (page) => { await at(page, '/users/nobody'); await page.getByRole('heading', { name: 'No such user' }).waitFor(); } },
  { name: 'cases', show: async (page) => { await from(page, 'Cases'); await page.getByRole('row').nth(1).waitFor(); } },
  { name: 'cases-new', layer: true, part: '[role=dialog]', show: async (page) => { await from(page, 'Cases'); await page.getByRole('button', { name: 'New case' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'cases-open', layer: true, part: '[role=dialog]', show: async (page) => { await from(page, 'Cases'); await page.getByRole('button', { name: 'Open by path' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'evidence', show: async (page) => {
    await evidence(page);
    const fold = page.getByRole('button', { name: /^Members of/ }).first();
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
    await page.getByRole('row').nth(3).waitFor();
  } },
  { name: 'evidence-add', show: async (page) => {
    await evidence(page);
    await page.getByRole('button', { name: 'Add evidence' }).click();
    await page.getByText('Drop files or folders here').waitFor();
  } },
  { name: 'evidence-plan', show: async (page) => {
    await evidence(page);
    await page.getByRole('button', { name: 'Add evidence' }).click();
    await page.getByLabel('Or paths on this host, one a line').fill(join(import.meta.dirname, '..', 'fixtures'));
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const plan = page.getByRole('form', { name: 'Before the import' });
    await plan.getByRole('table').waitFor();
    for (const part of ['Take in only a part', 'Zone and clock', 'How it was acquired']) await plan.locator('details:not([open]) > summary').filter({ hasText: part }).click({ timeout: 2000 }).catch(() => undefined);
    await plan.getByLabel('Acquired by').waitFor();
  } },
  { name: 'exhibit', show: async (page) => { await evidence(page); await page.getByRole('row', { name: /broken\.jsonl/ }).first().click(); await drawer(page).getByText('Balances').waitFor(); } },
  { name: 'skips', part: 'aside', show: async (page) => {
    await evidence(page);
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
  { name: 'hunts', show: async (page) => { await from(page, 'Hunts'); await ruleLink(page, 'AWS key in two places', 'corrected').click(); await page.getByRole('region', { name: 'What it does' }).waitFor(); } },
  { name: 'hunt-parameter', part: 'form.change', show: async (page) => { await from(page, 'Hunts'); await ruleLink(page, 'AWS key in two places', 'corrected').click(); await page.getByRole('button', { name: /^Change Window, now/ }).click(); await page.getByRole('form', { name: 'Change Window' }).waitFor(); } },
  { name: 'hunt-table', show: async (page) => { await table(page); } },
  { name: 'hunt-row', part: 'aside', show: async (page) => { await (await table(page)).getByRole('row').nth(1).click(); await drawer(page).waitFor(); } },
  { name: 'log', show: async (page) => {
    await from(page, 'Case log');
    await page.getByRole('row').nth(3).waitFor();
    const held = page.getByText('Everything that was checked holds');
    if (!(await held.isVisible())) await page.getByRole('button', { name: 'Check case' }).click();
    await held.waitFor();
  } },
  { name: 'log-entry', part: 'aside', show: async (page) => { await from(page, 'Case log'); await page.getByRole('grid', { name: 'Entries of the case log' }).getByRole('row').last().click(); await drawer(page).waitFor(); } },
  ...(['Outline', 'Own words', 'Checks', 'Written'] as const).map((tab) => ({ name: `report-${tab.toLowerCase().replace(' ', '-')}`, show: (page: Page) => report(page, tab) })),
  { name: 'events', show: events },
  { name: 'events-all', show: async (page) => { await at(page, '/events'); await heading(page, 'Events').waitFor(); await eventRows(page).nth(3).waitFor(); } },
  { name: 'events-none', show: async (page) => { await at(page, eventsUrl({ chips: [stolenKey, { field: 'source.ip', operator: 'is', values: ['203.0.113.7'], ignoreCase: false }] })); await page.getByRole('heading', { name: 'No events match' }).waitFor(); } },
  { name: 'events-filter', layer: true, part: '.filter-place, [role=search]', show: async (page) => { await events(page); await page.getByRole('button', { name: 'Filter: field, operator, value' }).click(); await page.getByRole('listbox').waitFor(); } },
  { name: 'events-menu', layer: true, part: '[role=menu]', show: async (page) => { await events(page); await eventRows(page).nth(1).getByRole('gridcell').nth(2).click({ button: 'right' }); await page.getByRole('menu').waitFor(); } },
  { name: 'events-chooser', layer: true, part: '[role=dialog]', show: async (page) => { await events(page); await page.getByRole('button', { name: 'Columns', exact: true }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'events-export', layer: true, part: '[role=dialog]', show: async (page) => { await events(page); await page.getByRole('button', { name: 'Export', exact: true }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'events-histogram-table', show: async (page) => { await events(page); if (!(await page.getByRole('table').first().isVisible())) await page.keyboard.press('Alt+t'); await page.getByRole('table').first().waitFor(); } },
  { name: 'events-event', show: async (page) => { await events(page); await eventRows(page).nth(2).focus(); await page.keyboard.press('Enter'); await page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor(); } },
  ...(['analyst', 'time', 'look', 'tables', 'sets', 'expected', 'about'] as const).map((section) => ({ name: `settings-${section}`, show: async (page: Page) => { await at(page, `/settings/${section}`); await heading(page, 'Settings').waitFor(); await page.locator('section.part h2, section.part fieldset, section.part form').first().waitFor(); } })),
  { name: 'settings-set', part: 'section.part', show: async (page) => { await at(page, '/settings/sets'); const make = page.getByRole('button', { name: 'New set' }); await make.click(); await page.getByLabel('Name', { exact: true }).waitFor(); } },
  { name: 'palette', layer: true, part: '[role=dialog]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.keyboard.press('Control+k'); await page.getByRole('option').nth(3).waitFor(); } },
  { name: 'palette-found', layer: true, part: '[role=dialog]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.keyboard.press('Control+k'); await page.getByRole('combobox').fill('j.doe'); await page.getByRole('option', { name: /j\.doe.*events/ }).first().waitFor(); } },
  { name: 'range', layer: true, part: 'form.form', show: async (page) => { await findings(page); await page.getByRole('group', { name: 'Time range of the view' }).getByRole('button', { name: /^Time range of the view:/ }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'remark', layer: true, part: '[role=dialog]', show: async (page) => { await from(page, 'Case log'); await page.getByRole('button', { name: 'Add remark' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'report-formats', layer: true, part: '[role=menu]', show: async (page) => { await report(page, 'Outline'); await page.getByRole('button', { name: 'Other formats' }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'keys', layer: true, part: '[role=dialog]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: '? keyboard' }).click(); await page.getByRole('dialog', { name: 'Keyboard' }).waitFor(); } },
  { name: 'look', layer: true, part: '[role=menu]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: 'Look' }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'case-menu', layer: true, part: '[role=menu]', show: async (page) => { await findings(page); await finding(page).waitFor(); await page.getByRole('button', { name: /^Case:/ }).click(); await page.getByRole('menu').waitFor(); } },
  { name: 'users-same', show: async (page) => { await at(page, '/users?show=same'); await heading(page, 'Users').waitFor(); await page.getByRole('heading', { name: 'What was said' }).waitFor(); } },
  { name: 'users-organisations', show: async (page) => { await at(page, '/users?show=organizations'); await heading(page, 'Users').waitFor(); await page.getByRole('group', { name: 'Organisations' }).getByRole('row').nth(1).waitFor(); } },
  { name: 'notice', layer: true, part: '.notices', show: async (page) => {
    await from(page, 'Cases');
    await page.getByRole('button', { name: 'Open by path' }).click();
    await page.getByLabel('Path of a .bilocate file').fill('/no/such/case.bilocate');
    await page.getByRole('button', { name: 'Open case' }).click();
    await page.getByRole('alert').getByRole('heading', { name: 'This did not work' }).first().waitFor();
  } },
];
