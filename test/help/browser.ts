import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { keepBrowser, keepContext, keepHost } from './black-box.ts';

const top = resolve(import.meta.dirname, '..', '..');
const cliFile = join(top, 'src-main', 'host', 'cli.ts');
const shots = join(top, 'test', 'screens', 'shots');
const places = [process.env.BILOCATE_CHROMIUM, '/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Long enough for a machine that does other things as well; nothing waits for it where it need not. */
export const patience = Number(process.env.BILOCATE_PATIENCE ?? 60_000);

export function chromiumPath(): string {
  const path = places.find((one) => one !== undefined && existsSync(one));
  if (path === undefined) throw new Error('No Chromium found: set BILOCATE_CHROMIUM to its path.');
  return path;
}

/** A Chromium that asks nobody for anything: names lead nowhere, so that a request that leaves this machine fails and is seen; no media connection goes around that. The same switches as in the desktop shell. */
export async function launch(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--webrtc-ip-handling-policy=disable_non_proxied_udp'];
  return keepBrowser(await chromium.launch({ executablePath: chromiumPath(), args }));
}

/** A folder that everything a host writes lies in. */
export function newHome(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bilocate-screens-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) };
}

const childArgs = (args: readonly string[]) => ['--disable-warning=ExperimentalWarning', cliFile, ...args];
const childEnvironment = (home: string) => ({ ...process.env, BILOCATE_HOME: home });

/** What a verb of the command line writes to stdout. Throws where it exits with another code than those that are expected. */
export function cli(home: string, args: readonly string[], expected: readonly number[] = [0]): string {
  const done = spawnSync(process.execPath, childArgs(args), { encoding: 'utf8', env: childEnvironment(home), maxBuffer: 1 << 28 });
  if (!expected.includes(done.status ?? -1)) throw new Error(`bilocate ${args.join(' ')} exited with ${done.status}: ${done.stderr}`);
  return done.stdout;
}

export interface Host {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** The link that opens the app once. */
  readonly link: string;
  /** What it wrote to stderr so far. */
  readonly said: () => string;
  stop(): Promise<void>;
}

/** Starts the real host, as a user would: `bilocate serve`. */
export async function startHost(home: string, args: readonly string[] = []): Promise<Host> {
  const child = spawn(process.execPath, childArgs(['serve', '--no-open', ...args]), { env: childEnvironment(home), stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const link = await new Promise<string>((found, failed) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const hit = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/.exec(text);
      if (hit) found(hit[0]);
    });
    child.on('exit', (code) => failed(new Error(`bilocate serve ended with ${code}: ${said}`)));
  });
  return keepHost({ origin: new URL(link).origin, link, said: () => said, stop: () => ended(child, () => said) });
}

function ended(child: ChildProcess, said: () => string): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done, failed) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      failed(new Error(`bilocate serve did not end when asked to: ${said()}`));
    }, 30_000);
    child.once('exit', (code) => {
      clearTimeout(late);
      if (code === 0) done();
      else failed(new Error(`bilocate serve ended with ${code}: ${said()}`));
    });
    child.kill('SIGTERM');
  });
}

/** Everything that a page did which it should not, and every request that it made. */
export interface Watch {
  readonly requests: readonly string[];
  /** Takes what was noticed since the last time. Empty is what every test wants. */
  problems(): readonly string[];
}

/**
 * Listens to everything in a browser context: console errors and warnings, errors that nobody caught, reports of the content security policy, dialogs, popups,
 * downloads, failed requests, answers of 400 and above, and requests to anything but the host. Requests that end because their page goes away are no failures.
 */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const found: string[] = [];
  const requests: string[] = [];
  const note = keepContext(context);
  const notice = (text: string) => {
    note(text);
    found.push(text);
  };
  await context.exposeBinding('__cspReport', (_source, text: string) => notice(`policy: ${text}`));
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as { __cspReport: (text: string) => void }).__cspReport;
    document.addEventListener('securitypolicyviolation', (event) => tell(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
  });
  context.on('console', (message) => {
    if (['error', 'warning', 'assert'].includes(message.type())) notice(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => notice(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('dialog', (dialog) => {
    notice(`dialog: ${dialog.type()} ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on('request', (request) => {
    requests.push(`${request.method()} ${request.url()}`);
    if (!request.url().startsWith(`${origin}/`)) notice(`request to elsewhere: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') notice(`failed request: ${request.url()} ${why}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) notice(`answer ${response.status()}: ${response.url()}`);
  });
  context.on('page', (page) => {
    page.on('popup', (popup) => notice(`popup: ${popup.url()}`));
    page.on('download', (download) => notice(`download: ${download.suggestedFilename()}`));
    page.on('crash', () => notice('the page crashed'));
  });
  return { requests, problems: () => found.splice(0) };
}

export interface Screen {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: Watch;
}

/** Opens the app in a fresh browser profile by its one-time link. */
export async function openScreen(browser: Browser, host: Host, size: { readonly width: number; readonly height: number } = { width: 1440, height: 900 }): Promise<Screen> {
  const context = await browser.newContext({ viewport: size, colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'] });
  context.setDefaultTimeout(patience);
  const watching = await watch(context, host.origin);
  const page = await context.newPage();
  await page.goto(host.link);
  return { page, context, watch: watching };
}

/** Until nothing on the page moves or is dimmed: what is being asked again is dimmed until the answer is there, and that passes. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.old, .stale, [aria-busy="true"]') === null && document.getAnimations().every((one) => one.playState !== 'running'), undefined, { timeout: 5000 }).catch(() => undefined);
}

/**
 * Violations of WCAG 2.2 AA that axe finds in what is on screen, in words. `coloursOnly`: the same page was looked at before in other colours.
 * `part`: a selector of what is new, where the rest of the page was looked at before. A page that is asked anew between two checks of axe is looked
 * at again: what stays is a violation.
 */
export async function axe(page: Page, { coloursOnly = false, part }: { readonly coloursOnly?: boolean; readonly part?: string | undefined } = {}, tries = 3): Promise<readonly string[]> {
  await settled(page);
  // What passes is counted by axe, not described: describing each part of the page that passes takes a third of its time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (part !== undefined) builder.include(part);
  const { violations } = await (coloursOnly ? builder.withRules(['color-contrast', 'link-in-text-block']) : builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])).analyze();
  if (violations.length > 0 && tries > 1) {
    await page.waitForTimeout(700);
    return axe(page, { coloursOnly, part }, tries - 1);
  }
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`));
}

/** How far the page is wider than its window; 0 where it is not. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - document.documentElement.clientWidth);
}

/** Keeps a picture of the page in test/screens/shots (not part of the repository). */
export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled' });
}
