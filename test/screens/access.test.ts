import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, launch, newHome, openScreen, overflow, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { writeCompany } from './evidence-files.ts';
import { states } from './states.ts';
import { go, heading, idle, importPaths, introduce, newCase, quietAfterEach } from './steps.ts';

const home = newHome();
const sizes = [{ width: 1440, height: 900 }, { width: 1280, height: 720 }] as const;
let browser: Browser;
let host: Host;
let screen: Screen;

beforeAll(async () => {
  [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  screen = await openScreen(browser, host);
});
quietAfterEach(() => screen);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

const problemsOf = async (page: Page, name: string, part?: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
    found.push(...(await axe(page, { coloursOnly: colorScheme === 'dark', part })).map((one) => `${colorScheme}: ${one}`));
    await shot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const size of sizes.toReversed()) {
    await page.setViewportSize(size);
    const wide = await overflow(page);
    if (wide > 0) found.push(`${size.width} × ${size.height}: ${wide} px too wide`);
    if (size.width === 1280 && process.env.BILOCATE_SHOTS) await shot(page, `${name}-1280`);
  }
  return found;
};

interface Control {
  readonly index: number;
  readonly what: string;
  readonly disabled: boolean;
  readonly tab: number;
  readonly inRow: boolean;
  readonly kind: 'press' | 'type' | 'move' | 'region';
}

/** Everything in sight that takes a key, marked by its place in the list. */
function controls(page: Page): Promise<readonly Control[]> {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea, select, summary, [tabindex]')].filter((one) => one.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }));
    return seen.map((one, index) => {
      one.dataset['walk'] = String(index);
      // Each head sorts in the same way.
      const name = one.closest('[role=columnheader]') ? 'sort' : (one.getAttribute('aria-label') ?? one.innerText ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40);
      const press = one.matches('button:not([aria-pressed=true]), a[href]:not([aria-current]), summary') || (one.matches('[role=row]') && one.closest('[aria-label="Hunts"], [aria-label="Skipped records"]') === null);
      const kind = press ? 'press' : one.matches('input, textarea, select') ? 'type' : one.matches('[role=separator]') ? 'move' : 'region';
      return { index, what: `${one.getAttribute('role') ?? one.tagName.toLowerCase()} “${name}”`, tab: one.tabIndex, disabled: (one as HTMLButtonElement).disabled === true, inRow: one.closest('[role=row]') !== null && !one.matches('[role=row]'), kind } as const;
    });
  });
}

/** Controls that no key reaches. A row stands for the buttons in it that are not in the tab order: Enter on the row does the same. Cells and panes that scroll are no controls. */
async function unreachable(page: Page): Promise<readonly string[]> {
  const all = await controls(page);
  const walked = new Set<string>();
  for (let n = 0; n < all.length + 10; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['walk'] ?? '');
    if (at !== '' && walked.has(at)) break;
    walked.add(at);
  }
  const missed = all.filter((one) => !one.disabled && one.kind !== 'region' && !(one.tab < 0 && (one.inRow || one.what.startsWith('row'))) && !walked.has(String(one.index)));
  return missed.map((one) => `Tab does not reach ${one.what}`);
}

/** Controls that may be off: there is nothing to send yet, or nothing before the first. */
const mayBeOff = /“(Add note|Import|Save acquisition|Previous|Save|Record review)”/;
/** What was pressed already; each control is pressed once, wherever it is met first. */
const pressed = new Set<string>();

/** Controls that are off without a reason, or that do nothing when they are pressed by a key. */
async function idleControls(page: Page, show: (page: Page) => Promise<void>): Promise<readonly string[]> {
  const found: string[] = [];
  const hash = () => page.evaluate(() => location.hash);
  const watchChanges = () => page.evaluate(() => {
    const seen = globalThis as unknown as { changes: number };
    seen.changes = 0;
    new MutationObserver((all) => { seen.changes += all.length; }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const changed = (index: number) => page.evaluate((walk) => (globalThis as unknown as { changes: number }).changes > 0 || (document.activeElement as HTMLElement | null)?.dataset['walk'] !== String(walk), index);
  for (const one of await controls(page)) {
    if (one.disabled && !mayBeOff.test(one.what)) found.push(`${one.what} is off`);
    const key = one.what.replace(/“(Run|Members of|Findings of|\d+ |E\d|row) ?[^”]*”/, '“$1”').replace(/^row.*/, `row of ${page.url().split('/')[4]}`);
    if (one.disabled || (one.kind !== 'press' && one.kind !== 'move') || /“(Write PDF|Check case|Export CSV)”/.test(key) || pressed.has(key)) continue;
    pressed.add(key);
    await show(page);
    const again = (await controls(page)).find((other) => other.what === one.what);
    if (again === undefined) continue;
    const shown = await hash();
    let chooser = false;
    page.once('filechooser', () => { chooser = true; });
    const control = page.locator(`[data-walk="${again.index}"]`);
    await control.focus();
    await watchChanges();
    await page.keyboard.press(one.kind === 'move' ? 'ArrowLeft' : 'Enter');
    await expect.poll(async () => chooser || (await hash()) !== shown || (await changed(again.index)), { timeout: 5000, interval: 30 }).toBe(true).catch(() => found.push(`${one.what} does nothing`));
    // It may have folded, filtered or opened something: a page that is loaded again knows nothing of it.
    if ((await hash()) === shown) await page.reload();
  }
  return found;
}

describe('before there is a case', () => {
  test('who works here', async () => {
    await heading(screen.page, 'Who works on this?').waitFor();
    expect(await problemsOf(screen.page, 'analyst')).toEqual([]);
    await introduce(screen.page, 'A. Lindqvist');
  });
  test('no case', async () => {
    await screen.page.getByText('No case yet.').waitFor();
    expect(await problemsOf(screen.page, 'no-case')).toEqual([]);
    expect(await unreachable(screen.page)).toEqual([]);
  });
  test('no evidence', async () => {
    await newCase(screen.page, 'Halden Freight', 'IR-2026-014');
    expect(await problemsOf(screen.page, 'no-evidence')).toEqual([]);
    expect(await unreachable(screen.page)).toEqual([]);
  });
  test.each(['Findings', 'Hunts', 'Case log', 'Report'] as const)('%s of an empty case', async (name) => {
    await go(screen.page, name);
    expect(await problemsOf(screen.page, `empty-${name.toLowerCase().replace(' ', '-')}`)).toEqual([]);
  });
});

describe('a case with findings, in light and dark, wide and narrow', () => {
  beforeAll(async () => {
    const company = writeCompany(join(home.folder, 'evidence'));
    await go(screen.page, 'Evidence');
    await importPaths(screen.page, [...company.logs, company.broken]);
    await idle(screen.page);
  });
  test.each(states)('$name', async ({ name, show, layer, part }) => {
    await show(screen.page);
    expect(await problemsOf(screen.page, name, part)).toEqual([]);
    if (layer === true) return;
    expect(await unreachable(screen.page)).toEqual([]);
    expect(await idleControls(screen.page, show)).toEqual([]);
  });
  test('a message can be put away, and the dialog that asked stays', async () => {
    const { page } = screen;
    await states.find(({ name }) => name === 'notice')!.show(page);
    await page.getByRole('button', { name: 'Put this message away' }).first().click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});
