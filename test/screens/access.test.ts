import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, launch, newHome, openScreen, overflow, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { record, writeCompany } from './evidence-files.ts';
import { enter, states } from './states.ts';
import { go, heading, idle, importPaths, introduce, newCase, quietAfterEach } from './steps.ts';
import { unreachable } from './walk.ts';

const home = newHome();
/** Pictures are for people: whoever wants to look at them asks for them. */
const pictures = Boolean(process.env.BILOCATE_SHOTS);
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
    if (pictures) await shot(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const size of sizes.toReversed()) {
    await page.setViewportSize(size);
    const wide = await overflow(page);
    if (wide > 0) found.push(`${size.width} × ${size.height}: ${wide} px too wide`);
    if (pictures && size.width === 1280) await shot(page, `${name}-1280`);
  }
  return found;
};

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
    await newCase(screen.page, 'Nothing yet', 'IR-2026-013');
    expect(await problemsOf(screen.page, 'no-evidence')).toEqual([]);
    expect(await unreachable(screen.page)).toEqual([]);
  });
  test.each(['Overview', 'Findings', 'Users', 'Events', 'Hunts', 'Case log', 'Report', 'Settings'] as const)('%s of an empty case', async (name) => {
    await go(screen.page, name);
    expect(await problemsOf(screen.page, `empty-${name.toLowerCase().replace(' ', '-')}`)).toEqual([]);
  });
});

describe('a case with one event', () => {
  beforeAll(async () => {
    const file = join(home.folder, 'one.jsonl');
    writeFileSync(file, `${JSON.stringify(record({ ms: Date.UTC(2026, 4, 18, 8), user: 'j.doe', key: 'AKIA3X7QHALDNEXAMPLE', ip: '73.3.132.40', agent: 'aws-cli/2.31.8', action: 'GetCallerIdentity' }))}\n`);
    await newCase(screen.page, 'One event');
    await importPaths(screen.page, [file]);
    await idle(screen.page);
  });
  test.each(['Overview', 'Findings', 'Users', 'Events', 'Hunts', 'Evidence', 'Case log', 'Report'] as const)('%s', async (name) => {
    await go(screen.page, name);
    await idle(screen.page);
    expect(await problemsOf(screen.page, `one-${name.toLowerCase().replace(' ', '-')}`)).toEqual([]);
  });
  test('its user', async () => {
    await go(screen.page, 'Users');
    await screen.page.getByRole('row', { name: /j\.doe/ }).focus();
    await screen.page.keyboard.press('Enter');
    await heading(screen.page, 'j.doe').waitFor();
    await screen.page.getByRole('heading', { name: 'Networks over time' }).waitFor();
    expect(await problemsOf(screen.page, 'one-user')).toEqual([]);
    expect(await unreachable(screen.page)).toEqual([]);
  });
});

describe('a case with findings, in light and dark, wide and narrow', () => {
  beforeAll(async () => {
    const company = writeCompany(join(home.folder, 'evidence'));
    await newCase(screen.page, 'Halden Freight', 'IR-2026-014');
    await importPaths(screen.page, [...company.logs, company.broken]);
    await idle(screen.page);
  });
  test.each(states)('$name', async ({ name, show, layer, part }) => {
    await enter(screen.page);
    await show(screen.page);
    expect(await problemsOf(screen.page, name, part)).toEqual([]);
    if (layer === true) return;
    expect(await unreachable(screen.page)).toEqual([]);
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
