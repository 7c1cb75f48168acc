import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calls } from '../../src-main/contract/index.ts';
import { axe, chromiumPath, launch, newHome, openScreen, shot, startHost, type Host, type Screen } from '../help/browser.ts';
import { go, heading, introduce, newCase } from './steps.ts';

const home = newHome();
let browser: Browser;
let host: Host;
let screen: Screen;

beforeAll(async () => {
  [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  screen = await openScreen(browser, host);
  await introduce(screen.page, 'A. Lindqvist');
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

describe('whoever has no session', () => {
  test('gets 401 and no body, whatever he asks for', async () => {
    const files = await screen.page.evaluate(() => performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname));
    const routes = ['/', '/index.html', '/icon.svg', '/news', '/open', '/open?token=', `/open?token=${'A'.repeat(43)}`, '/nothing', ...files.filter((path) => path.startsWith('/assets/'))];
    expect(routes.length).toBeGreaterThan(10);
    for (const path of routes) {
      const answer = await fetch(host.origin + path, { redirect: 'manual' });
      expect({ path, status: answer.status, body: await answer.text(), cookie: answer.headers.get('set-cookie') }).toEqual({ path, status: 401, body: '', cookie: null });
    }
    for (const name of Object.keys(calls)) {
      const answer = await fetch(`${host.origin}/call/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: '{}' });
      expect({ name, status: answer.status, body: await answer.text() }).toEqual({ name, status: 401, body: '' });
    }
    const upload = await fetch(`${host.origin}/upload/12345678/a.json`, { method: 'PUT', headers: { 'x-bilocate': '1' }, body: 'x' });
    expect({ status: upload.status, body: await upload.text() }).toEqual({ status: 401, body: '' });
  });

  test('is not let in by a link that was used', async () => {
    const other = await browser.newContext();
    const answer = await other.request.get(host.link, { maxRedirects: 0 });
    expect({ status: answer.status(), body: await answer.text(), cookies: await other.cookies() }).toEqual({ status: 401, body: '', cookies: [] });
    await other.close();
  });
});

describe('another page in the same browser', () => {
  let stranger: Server;
  beforeAll(async () => {
    stranger = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>x</title>'));
    await new Promise<void>((ready) => stranger.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => void stranger?.close());

  test('has the cookie sent along and still gets nothing', async () => {
    const page = await screen.context.newPage();
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    const statuses: Record<string, number> = {};
    page.on('response', (answer) => { statuses[new URL(answer.url()).pathname] = answer.status(); });
    const got = await page.evaluate(async (to) => {
      const read = (path: string, how: RequestInit) => fetch(to + path, { credentials: 'include', ...how }).then((answer) => answer.text(), () => null);
      const script = document.createElement('script');
      script.src = `${to}/icon.svg`;
      document.head.append(script);
      const frame = document.createElement('iframe');
      frame.src = `${to}/`;
      document.body.append(frame);
      const texts = await Promise.all([
        read('/call/app.info', { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '{}' }), read('/call/case.list', { method: 'POST', body: '{}' }),
        read('/call/case.close', { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: '{}' }), read('/news', {}), read('/index.html', { mode: 'no-cors' }),
      ]);
      await new Promise((done) => setTimeout(done, 300));
      return { texts, frames: frames.length > 0 && frame.contentDocument !== null };
    }, host.origin);
    expect(got.texts.filter((text) => text !== null && text !== '')).toEqual([]);
    for (const [path, status] of Object.entries(statuses)) expect({ path, status }).toEqual({ path, status: 403 });
    await page.close();
    screen.watch.problems();
  });

  test('gets nothing under another name for this machine either', async () => {
    const rebound = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP evil.test 127.0.0.1'] });
    const page = await rebound.newPage();
    const { port, search } = new URL(host.link);
    for (const path of ['/', `/open${search}`, '/news']) expect(await page.goto(`http://evil.test:${port}${path}`).then((answer) => answer?.status(), () => 403)).toBe(403);
    await rebound.close();
  });
});

describe('a case that somebody else has open', () => {
  test('is not opened, and it is said who holds it', async () => {
    await newCase(screen.page, 'Held');
    const second = await startHost(home.folder);
    const other = await openScreen(browser, second);
    await other.page.getByRole('row', { name: /^Held/ }).click();
    await other.page.getByRole('alert').getByText('case/locked').waitFor();
    expect(await other.page.getByRole('alert').innerText()).toMatch(/open[^]*pid|process|host/i);
    expect(await axe(other.page, { part: '.notices' })).toEqual([]);
    await shot(other.page, 'locked-light');
    await heading(other.page, 'Cases').waitFor();
    expect(other.watch.problems()).toEqual([]);
    await other.context.close();
    await second.stop();
    await go(screen.page, 'Findings');
    await go(screen.page, 'Cases');
  });
});

describe('two hosts in one browser', () => {
  test('have a session each', async () => {
    const other = newHome();
    const second = await startHost(other.folder);
    const page = await screen.context.newPage();
    await page.goto(second.link);
    await introduce(page, 'B. Dahl');
    await screen.page.reload();
    await heading(screen.page, 'Cases').waitFor();
    await newCase(page, 'Of the second');
    await go(screen.page, 'Settings');
    await go(screen.page, 'Cases');
    const cookies = [host, second].map(({ origin }) => ({ name: `bilocate-${new URL(origin).port}`, httpOnly: true, sameSite: 'Strict', path: '/' }));
    expect((await screen.context.cookies()).map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path }))).toEqual(expect.arrayContaining(cookies));
    await page.close();
    await second.stop();
    other.remove();
    expect(screen.watch.problems().filter((one) => !one.startsWith(`request to elsewhere: ${second.origin}/`))).toEqual([]);
  });
});

describe('settings that cannot be read', () => {
  test('are told on the page and in the terminal, and who works here is asked again', async () => {
    const other = newHome();
    mkdirSync(join(other.folder, 'config'));
    writeFileSync(join(other.folder, 'config', 'settings.json'), '{"analyst": {"id"');
    const second = await startHost(other.folder);
    const { page, context, watch } = await openScreen(browser, second);
    const notice = page.getByRole('alert').locator('article');
    await notice.getByText('settings/damaged').waitFor();
    expect(await notice.innerText()).toContain('settings.json.damaged');
    expect(second.said()).toContain('settings.json.damaged');
    await introduce(page, 'C. Moen');
    expect(await notice.count()).toBe(1);
    await notice.getByRole('button', { name: 'Put this message away' }).click();
    await go(page, 'Settings');
    await go(page, 'Cases');
    expect(await notice.count()).toBe(0);
    expect(readFileSync(join(other.folder, 'config', 'settings.json.damaged'), 'utf8')).toBe('{"analyst": {"id"');
    expect(watch.problems()).toEqual([]);
    await context.close();
    await second.stop();
    other.remove();
  });
});

describe('when the host goes away', () => {
  test('the page says so; and when another one is there, that the session has ended', async () => {
    const { page, watch } = screen;
    expect(watch.problems()).toEqual([]);
    const port = new URL(host.origin).port;
    await host.stop();
    // The page notices by itself where it asks something while the host ends; otherwise with the next question.
    const gone = heading(page, 'Bilocate does not answer');
    const ask = async () => {
      await page.getByRole('button', { name: 'New case' }).click({ timeout: 5000 });
      await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Nobody is there', { timeout: 5000 });
      await page.getByRole('button', { name: 'Create case' }).click({ timeout: 5000 });
    };
    // One after the other: a click that still waits would be made on the page of the next host. A page that notices in the middle of it has nothing to click any more.
    if (!(await gone.waitFor({ timeout: 2000 }).then(() => true, () => false))) await ask().catch(() => undefined);
    await gone.waitFor();
    await shot(page, 'unreachable-light');
    expect(await axe(page)).toEqual([]);
    host = await startHost(home.folder, ['--port', port]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(page, 'This session has ended').waitFor();
    await page.emulateMedia({ colorScheme: 'dark' });
    await shot(page, 'session-ended-dark');
    expect(await axe(page)).toEqual([]);
    const expected = /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET|401/;
    expect(watch.problems().filter((one) => !expected.test(one))).toEqual([]);
    await page.goto(host.link);
    await heading(page, 'Cases').waitFor();
    // The page before asked for news once more.
    expect(watch.problems().filter((one) => !expected.test(one))).toEqual([]);
  });
});
