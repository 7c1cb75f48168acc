import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReportModel, writeReport } from '../../src-main/report/index.ts';
import { launch } from '../help/browser.ts';
import { attacks, hostileModel } from './hostile-model.ts';
import { sampleModel } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-html-'));
let browser: Browser;
let made = 0;
beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function written(model: ReportModel): Promise<{ readonly path: string; readonly html: string }> {
  const path = join(folder, `${++made}.html`);
  await writeReport(model, path, { format: 'html' });
  return { path, html: readFileSync(path, 'utf8') };
}

async function opened(path: string, colorScheme: 'light' | 'dark' = 'light'): Promise<{ readonly page: Page; readonly asked: string[]; readonly said: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1100, height: 900 } });
  const [asked, said]: [string[], string[]] = [[], []];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => said.push(message.text()));
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.goto(pathToFileURL(path).href);
  return { page, asked: asked.slice(1), said };
}

test('one file that needs nothing beside it: below 3 MB, no script, no address that is fetched, the same bytes twice', async () => {
  const [one, two] = [await written(sampleModel()), await written(sampleModel())];
  expect(one.html).toBe(two.html);
  expect(one.html.length).toBeLessThan(3_000_000);
  expect(one.html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;");
  expect(one.html).not.toMatch(/<script|<link|<iframe|<object|<img|\ssrc=|@import|url\((?!data:font)/i);
  for (const figure of ['1,912,408', 'TLP:AMBER', 'M. Sørby', sampleModel().case.id, sampleModel().audit.head, 'Record 20']) expect(one.html).toContain(figure);
});

test('trap 25: what the log says is text: no request, no script, no element, no attribute of its own', async () => {
  const { path } = await written(hostileModel());
  const { page, asked, said } = await opened(path);
  await page.waitForTimeout(100);
  expect({ asked, said }).toEqual({ asked: [], said: [] });
  const found = await page.evaluate(() => ({
    pwned: (globalThis as unknown as Record<string, unknown>)['pwned'] ?? null,
    elements: [...new Set([...document.querySelectorAll('body *')].map((element) => element.tagName.toLowerCase()))].sort(),
    handlers: [...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name }) => name.startsWith('on'))).length,
    addresses: [...document.querySelectorAll('[href], [src], [action]')].map((element) => element.getAttribute('href') ?? '').filter((address) => !address.startsWith('#')),
    text: document.body.textContent,
  }));
  expect(found).toMatchObject({ pwned: null, handlers: 0, addresses: [] });
  for (const tag of ['script', 'img', 'iframe', 'meta', 'textarea', 'object', 'form', 'style']) expect(found.elements).not.toContain(tag);
  for (const attack of attacks.filter((one) => !/\p{C}/u.test(one))) expect(found.text).toContain(attack);
  expect(found.text).toContain('[U+202E]gnp.exe[U+202C]');
  expect(found.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u0007\u001B]/u);
  await page.close();
});

test('both themes can be read, and print is light', async () => {
  const { path } = await written(sampleModel());
  const light = await opened(path);
  const colours = (page: Page) => page.evaluate(() => ({ ground: getComputedStyle(document.body).backgroundColor, ink: getComputedStyle(document.body).color, bar: getComputedStyle(document.querySelector('svg.chart [fill^="var"]')!).fill }));
  expect(await colours(light.page)).toMatchObject({ ground: 'rgb(255, 255, 255)', ink: 'rgb(23, 32, 42)' });
  const dark = await opened(path, 'dark');
  expect(await colours(dark.page)).toMatchObject({ ground: 'rgb(20, 24, 28)', ink: 'rgb(228, 233, 238)' });
  expect((await colours(dark.page)).bar).not.toBe((await colours(light.page)).bar);
  await dark.page.emulateMedia({ media: 'print' });
  expect(await colours(dark.page)).toMatchObject({ ground: 'rgb(255, 255, 255)' });
  for (const { page } of [light, dark]) await page.close();
});

test('charts do not share ids, and their labels are the names of the lanes', async () => {
  const { page } = await opened((await written(sampleModel())).path);
  const ids = await page.evaluate(() => [...document.querySelectorAll('[id]')].map((element) => element.id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(await page.locator('svg.chart').first().getAttribute('aria-label')).toMatch(/Activity of j\.doe|events in/);
  expect(await page.locator('svg.chart').count()).toBeGreaterThanOrEqual(4);
  await page.close();
});
