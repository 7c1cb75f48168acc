import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from '../help/browser.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { writeCompany } from './evidence-files.ts';
import { go, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

let on: Stage;

/** A key of another user, stolen in another month: more evidence in which the same rules find something. */
function moreOf(home: string): string {
  const path = join(home, 'evidence', 'more.json');
  writeFileSync(path, deliveryOf(stolenKey()));
  return path;
}

beforeAll(async () => {
  on = await stage();
  const { logs } = writeCompany(join(on.home, 'evidence'));
  await newCase(on.page, 'Risk');
  await importPaths(on.page, [...logs]);
  await idle(on.page);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

async function clean(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.page.emulateMedia({ colorScheme });
    expect(await axe(on.page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await on.page.emulateMedia({ colorScheme: 'light' });
}
const figure = (text: string): number => Number(text.replaceAll(/[^\d]/g, ''));

describe('the risk of users', () => {
  test('the list is sorted by it, and leads to the user', async () => {
    const { page } = on;
    await go(page, 'Users');
    await page.getByRole('columnheader', { name: 'Risk' }).getByRole('button').click();
    await page.waitForURL(/sort=-risk/);
    const links = page.getByRole('link', { name: /^Risk of / });
    await links.first().waitFor();
    const shown = (await links.allInnerTexts()).map(figure);
    expect(shown).toEqual(shown.toSorted((a, b) => b - a));
    await clean('list');
    await links.first().click();
    await page.getByRole('region', { name: 'Risk', exact: true }).waitFor();
  });

  test('its parts add up to it on the page of the user, and lead to their findings', async () => {
    const { page } = on;
    const button = page.getByRole('button', { name: /^Risk of / });
    const risk = figure(await button.innerText());
    await button.click();
    const region = page.getByRole('region', { name: 'Risk', exact: true });
    const points = await region.locator('tbody td:first-child').allInnerTexts();
    expect(points.map(figure).reduce((sum, one) => sum + one, 0)).toBe(risk);
    expect(await region.locator('tfoot th').innerText()).toBe(await button.innerText());
    await clean('page');
    await region.getByRole('link').first().click();
    await page.waitForURL(/findings\//);
  });
});

describe('what a hunt changed', () => {
  test('the first hunt is held against nothing; one with more evidence says what it found and what came in', async () => {
    const { page } = on;
    const since = page.getByRole('region', { name: 'Since the hunt before' });
    await go(page, 'Overview');
    await page.getByText('Time covered').waitFor();
    expect(await since.count()).toBe(0);
    await go(page, 'Evidence');
    await importPaths(page, [moreOf(on.home)]);
    await idle(page);
    await go(page, 'Overview');
    await since.waitFor();
    expect(await since.innerText()).toMatch(/Between the two\s+\d+ events? came in/);
    await clean('overview');
    await since.getByRole('link', { name: /(new|changed)$/ }).first().click();
    await page.waitForURL(/findings\?.*state=(new|changed)/);
    await page.getByRole('row').nth(1).waitFor();
  });
});
