import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axe, shot } from '../help/browser.ts';
import { heading, newCase, stage, type Stage } from './steps.ts';

let on: Stage;
let page: Page;
beforeAll(async () => {
  on = await stage();
  page = on.page;
  await newCase(page, 'Cut off');
});
afterAll(() => on.end());

/** Requests that match are cut off as if the network were gone, until it is back; `times` of them at most. Returns how many were. */
async function cut(match: RegExp, times = Infinity): Promise<{ readonly count: () => number; readonly back: () => Promise<void> }> {
  let count = 0;
  await page.route(match, (route) => {
    if (count >= times) return route.continue();
    count += 1;
    return route.abort('connectionreset');
  });
  return { count: () => count, back: () => page.unroute(match) };
}
const notLoaded = () => heading(page, 'A part of Bilocate did not load');
const again = () => page.getByRole('button', { name: 'Try again' }).click();
/** What Chromium says itself of what was cut off is expected, and axe of a style that it would look at; nothing else is. */
const expected = /^failed request: \S+ net::ERR_CONNECTION_RESET$|^console error: Failed to load resource: net::ERR_CONNECTION_RESET|^console warning: Couldn't load preload assets/;
afterEach(() => expect(on.screen.watch.problems().filter((one) => !expected.test(one))).toEqual([]));

describe('a screen of which a part does not come', () => {
  test.each([['its program', /\/assets\/SettingsView-[^/]+\.js$/], ['its style', /\/assets\/SettingsView-[^/]+\.css$/]])('is told of, and comes when it is tried again: %s', async (_what, part) => {
    const away = await cut(part);
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: /^Settings/ }).click();
    await notLoaded().waitFor();
    expect(away.count()).toBeGreaterThan(0);
    expect(await axe(page)).toEqual([]);
    await shot(page, 'not-loaded-light');
    // The page is loaded anew and goes where it was asked to; it is still away.
    const before = away.count();
    await again();
    await expect.poll(away.count).toBeGreaterThan(before);
    await notLoaded().waitFor();
    await away.back();
    await again();
    await heading(page, 'Settings').waitFor();
    // The style came with it, and the case is the one that was open.
    expect(await page.locator('.notices article').count()).toBe(0);
    await page.getByText('Cut off').first().waitFor();
    await page.goto(`${on.host.origin}/#/evidence`);
    await page.reload();
    await heading(page, 'Evidence').waitFor();
  });
});

test('a screen that comes later than all answers is the one that was asked for, not the one where work was left', async () => {
  await page.goto(`${on.host.origin}/#/settings`);
  await heading(page, 'Settings').waitFor();
  const match = /\/assets\/SettingsView-[^/]+\.js$/;
  const come = Promise.withResolvers<undefined>();
  await page.route(match, async (route) => { await come.promise; await route.continue(); });
  const answered = page.waitForResponse(/\/call\/workspace\.get$/);
  await page.reload({ waitUntil: 'commit' });
  await answered;
  // By then the page shows its frame, and would have gone elsewhere.
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  come.resolve(undefined);
  await heading(page, 'Settings').waitFor();
  await page.unroute(match);
  await page.goto(`${on.host.origin}/#/evidence`);
  await heading(page, 'Evidence').waitFor();
});

describe('a page whose first questions are cut off', () => {
  test.each(['app.info', 'job.list', 'case.summary', 'workspace.get'])('comes up by itself when the host is there: %s', async (call) => {
    const away = await cut(new RegExp(`/call/${call}$`), 1);
    await page.reload();
    await heading(page, 'Evidence').waitFor();
    expect(away.count()).toBe(1);
    await away.back();
  });

  test.each(['app.info', 'case.summary'])('says that the host does not answer for as long as it does not: %s', async (call) => {
    const away = await cut(new RegExp(`/call/${call}$`));
    await page.reload();
    await heading(page, 'Bilocate does not answer').waitFor();
    await again();
    await expect.poll(away.count).toBeGreaterThan(2);
    await heading(page, 'Bilocate does not answer').waitFor();
    await away.back();
    await again();
    await heading(page, 'Evidence').waitFor();
  });

  test('says what it is where the answer is a fault, and can be tried again', async () => {
    const match = /\/call\/case\.summary$/;
    await page.route(match, (route) => route.fulfill({ json: { ok: false, fault: { code: 'child/gone', params: { child: 'reader', asked: 'summary', reason: 'exit code 1' }, retryable: true } } }));
    await page.reload();
    await notLoaded().waitFor();
    await page.getByRole('alert').getByText('child/gone').waitFor();
    await page.unroute(match);
    await again();
    await heading(page, 'Evidence').waitFor();
    await page.locator('.notices').getByRole('button', { name: 'Put this message away' }).click();
  });
});
