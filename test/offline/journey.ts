// What a responder does, from evidence to report, by the command line and in a browser: run by journey.test.ts where there is no network, with every connection written down.
// node test/offline/journey.ts FOLDER cli|browser|page
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CONTENT_SECURITY_POLICY } from '../../src-main/host/security-headers.ts';
import { cli, launch, openScreen, startHost } from '../help/browser.ts';
import { writeCompany } from '../screens/evidence-files.ts';
import { hostilePage, waysOut } from './hostile-page.ts';

const [folder = '', part = ''] = process.argv.slice(2);

if (part === 'cli') commandLine();
else if (part === 'browser') await browser();
else if (part === 'page') await page();
else throw new Error(`no such part: ${part}`);

/** Import, hunt, report, verify, and everything that lists. */
function commandLine(): void {
  const { folder: evidence } = company();
  const file = join(folder, 'offline.bilocate');
  const run = (...args: string[]) => cli(folder, ['--analyst', 'A. Lindqvist', ...args], [0, 3]);
  run('import', file, evidence);
  run('hunt', '--case', file, '--report', join(folder, 'offline.pdf'), evidence);
  for (const verb of [['findings', file, '--json'], ['verify', file, '--json'], ['rules', 'list'], ['rules', 'test', 'S16'], ['geo', 'info']]) run(...verb);
}

/** A case in the browser over the loopback host: evidence, hunt, every screen of the rail, the report. */
async function browser(): Promise<void> {
  const { folder: evidence } = company();
  const [chromium, host] = await Promise.all([launch(), startHost(folder)]);
  const { page: screen, watch } = await openScreen(chromium, host);
  const press = (name: string | RegExp) => screen.getByRole('button', { name, exact: true }).first().click();
  await screen.getByLabel('Your name').fill('A. Lindqvist');
  await press('Continue');
  await press('New case');
  await screen.getByLabel('Name', { exact: true }).fill('Offline');
  await press('Create case');
  await screen.getByLabel('Or paths on this host, one a line').fill(evidence);
  await press('Add');
  await press('Import');
  // The import is over, and the hunt that it starts by itself.
  await told(screen, 'hunt');
  for (const link of await screen.getByRole('navigation', { name: 'Screens' }).getByRole('link').all()) {
    await link.click();
    await screen.getByRole('heading', { level: 1 }).first().waitFor();
  }
  // The same call as the button of the Report screen makes: which formats and parts that screen offers is for its own tests.
  const reply = await screen.evaluate(() => fetch('/call/report.start', { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: '{}' }).then((answer) => answer.json() as Promise<{ ok: boolean }>));
  await told(screen, 'report');
  console.log(JSON.stringify({ report: reply.ok, problems: watch.problems(), elsewhere: watch.requests.filter((one) => !one.includes(` ${host.origin}/`)) }));
  await chromium.close();
  await host.stop();
}

/** Waits until the host says that a job of this kind is done. */
async function told(screen: Page, kind: string): Promise<void> {
  const done = () => screen.evaluate(async (wanted) => {
    const answer = await fetch('/call/job.list', { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: '{}' });
    const { value } = (await answer.json()) as { value: { kind: string; state: string }[] };
    return value.some((job) => job.kind === wanted && job.state === 'done');
  }, kind);
  while (!(await done())) await new Promise((over) => setTimeout(over, 200));
}

/** A page that tries every way out, under our policy and our switches of Chromium. It may fail at all of them. */
async function page(): Promise<void> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const isScript = url === '/ways.js';
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8', 'content-security-policy': CONTENT_SECURITY_POLICY });
    response.end(isScript ? waysOut : hostilePage);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const chromium = await launch();
  const screen = await chromium.newPage();
  await screen.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { waitUntil: 'commit' });
  await new Promise((over) => setTimeout(over, 4000));
  console.log(JSON.stringify(asked));
  await chromium.close();
  server.closeAllConnections();
  server.close();
}

function company(): { readonly folder: string } {
  const evidence = join(folder, 'evidence');
  mkdirSync(evidence, { recursive: true });
  writeCompany(evidence);
  writeFileSync(join(evidence, 'notes.txt'), 'not a log');
  return { folder: evidence };
}
