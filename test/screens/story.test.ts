import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeMonth, sampleSources } from '../../scripts/sample/month.ts';
import type { LineageStep, LineageThing } from '../../scripts/sample/joined-truth.ts';
import { axe, cli, launch, newHome, openScreen, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { heading } from './steps.ts';

/** The sample case of the app, as it is made on the first start: the page of the victim shows the whole story. */
interface Truth { readonly lineage: { readonly user: string; readonly nodes: readonly LineageThing[]; readonly edges: readonly LineageStep[] }; readonly incidents: Readonly<Record<string, Readonly<Record<string, string>>>> }

const home = newHome();
let truth: Truth;
let browser: Browser;
let host: Host;
let screen: Screen;
let page: Page;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-story-'));
  truth = (await makeMonth({ out: join(folder, 'logs'), events: 40_000, sources: sampleSources, seed: 1, days: 30 })).truth as unknown as Truth;
  rmSync(folder, { recursive: true, force: true });
  cli(home.folder, ['--analyst', 'A. Lindqvist', 'sample']);
  [browser, host] = await Promise.all([launch(), startHost(home.folder, ['--sample'])]);
  screen = await openScreen(browser, host);
  page = screen.page;
  await page.getByLabel('Your name').fill('A. Lindqvist');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Overview/ }).waitFor();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

const short = (id: string): string => id.slice(0, 12);
const lineage = (): Locator => page.getByRole('region', { name: 'Lineage' });
const idOf = (what: LineageThing['what']): string => truth.lineage.nodes.find((one) => one.what === what)!.id;
/** The card that names an id in its tip, and what stands around it. */
const card = (id: string): Locator => lineage().locator(`a.card[title*="${id}"]`);
const around = (id: string): Locator => lineage().locator('li').filter({ has: page.locator(`a.card[title*="${id}"]`) });

async function open(path: string): Promise<void> {
  await page.evaluate((hash) => { location.hash = hash; }, `#${path}`);
}

describe('the page of the victim', () => {
  test('shows one lineage from the session at Okta to what was done in the cluster, and from the laptop to the key', async () => {
    await open(`/users/${encodeURIComponent(truth.lineage.user)}`);
    await heading(page, truth.lineage.user).waitFor();
    await lineage().scrollIntoViewIfNeeded();
    await lineage().locator('a.card').first().waitFor();
    for (const what of ['okta-session', 'entra-session', 'entra-token', 'aws-key', 'cluster-token'] as const) expect([what, await card(idOf(what)).count()]).toEqual([what, 1]);
    expect(await lineage().locator('a.card.host').count()).toBe(1);
    // The words of the step from the laptop stand on the card of the key.
    expect(await around(idOf('aws-key')).getByRole('link', { name: `read on ${truth.incidents['stolen-session']!['host']!.toLowerCase()}` }).count()).toBe(1);
    await card(idOf('aws-key')).scrollIntoViewIfNeeded();
    await shot(page, 'story-lineage-light');
    expect(await axe(page, { part: '[aria-label=Lineage]' })).toEqual([]);
    expect(screen.watch.problems()).toEqual([]);
  });

  test('from the key one comes to its calls in the cluster, from home and from elsewhere', async () => {
    await around(idOf('aws-key')).getByRole('link', { name: /k8s\.audit/ }).click();
    await heading(page, 'Events').waitFor();
    const rows = page.getByRole('grid', { name: 'Events of the case' });
    await rows.getByText('45.142.37.86').first().waitFor();
    await page.goBack();
    await heading(page, truth.lineage.user).waitFor();
  });

  test('and the same as a table, a row for each step, with what an inferred one rests on', async () => {
    await lineage().getByRole('button', { name: 'Table' }).click();
    const rows = lineage().getByRole('row');
    await rows.nth(1).waitFor();
    const texts = await rows.allInnerTexts();
    for (const { from, to, kind, of } of truth.lineage.edges.filter((edge) => edge.of === undefined || edge.of === truth.lineage.user)) {
      const found = texts.filter((text) => text.toLowerCase().includes(short(from).toLowerCase()) && text.includes(short(to)));
      expect([kind, short(from), short(to), of, found.length]).toEqual([kind, short(from), short(to), of, 1]);
    }
    expect(texts.find((text) => text.includes(short(idOf('host'))) && text.includes(idOf('aws-key')))).toMatch(/\.aws\/credentials/);
    await shot(page, 'story-table-light');
    expect(await axe(page, { part: '[aria-label=Lineage]' })).toEqual([]);
    expect(screen.watch.problems()).toEqual([]);
  });
});

test('the silence of the clusters is told on Overview', async () => {
  await open('/overview');
  await heading(page, 'Overview').waitFor();
  await page.getByText(/^silent 09 May 00:00/).waitFor();
  await shot(page, 'story-overview-light');
  expect(screen.watch.problems()).toEqual([]);
});
