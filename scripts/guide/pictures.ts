// Takes the pictures of the user guide from the real app with its sample case: docs/guide/pictures/*.png. Needs a build (npm run build) and a Chromium.
//   node scripts/guide/pictures.ts [--out FOLDER] [--only NAME,…]
// Everything in the pictures comes from the sample, which is the same each time, but for when the case was made, which is now.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { smaller } from './png.ts';
import { decide, scenes, type Scene } from './scenes.ts';

const top = resolve(import.meta.dirname, '..', '..');
const chromiums = [process.env.BILOCATE_CHROMIUM, '/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/google-chrome'];
const budget = 3_000_000;

interface Host {
  readonly child: ChildProcess;
  /** Opens the app once. */
  readonly link: string;
}

async function main(): Promise<number> {
  const { values: options } = parseArgs({ options: { out: { type: 'string', default: join(top, 'docs', 'guide', 'pictures') }, only: { type: 'string' } } });
  const out = resolve(options.out);
  mkdirSync(out, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'bilocate-guide-'));
  const host = await startHost(home);
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'] });
  try {
    const bytes = await take(browser, host.link, out, scenes.filter(({ name }) => options.only === undefined || options.only.split(',').includes(name)));
    console.error(`${(bytes / 1e6).toFixed(2)} MB of pictures`);
    return bytes > budget ? 1 : 0;
  } finally {
    await browser.close();
    await ended(host.child);
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Takes each scene in each of its looks. Returns how many bytes all pictures have. */
async function take(browser: Browser, link: string, out: string, chosen: readonly Scene[]): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') console.error(`console: ${message.text()}`); });
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  await page.goto(link);
  const origin = new URL(link).origin;
  await decide(page, origin);
  let bytes = 0;
  for (const scene of chosen) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await scene.show(page, origin);
    for (const look of scene.looks) bytes += await picture(page, scene, look, out);
  }
  await context.close();
  return bytes;
}

async function picture(page: Page, scene: Scene, look: Scene['looks'][number], out: string): Promise<number> {
  const [colorScheme, size] = look.split(' ') as ['light' | 'dark', '1440' | '1280'];
  await page.setViewportSize(size === '1440' ? { width: 1440, height: 900 } : { width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
  await page.mouse.move(0, 0);
  // Charts draw themselves anew after a change of size or colours, and what runs below says when it is done.
  await page.locator('footer.status').getByText(/^Answer \d+ ms/).waitFor();
  await page.waitForTimeout(800);
  // Some scenes are told once, in the smaller window: their name needs no size.
  const path = join(out, `${scene.name}-${colorScheme}${size === '1280' && scene.looks.length > 1 ? '-1280' : ''}.png`);
  const bytes = smaller(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  writeFileSync(path, bytes);
  console.error(`${path} ${Math.round(bytes.length / 1000)} kB`);
  return bytes.length;
}

function chromiumPath(): string {
  const path = chromiums.find((one) => one !== undefined && existsSync(one));
  if (path === undefined) throw new Error('No Chromium found: set BILOCATE_CHROMIUM to its path.');
  return path;
}

/** The real host with the sample case, in a home of its own. */
async function startHost(home: string): Promise<Host> {
  const args = ['--disable-warning=ExperimentalWarning', join('src-main', 'host', 'cli.ts'), '--analyst', 'M. Sørby', 'serve', '--sample', '--no-open'];
  const child = spawn(process.execPath, args, { cwd: top, env: { ...process.env, BILOCATE_HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] });
  const link = await new Promise<string>((found, failed) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const hit = /http:\/\/127\.0\.0\.1:\d+\/open\?token=\S+/.exec(text);
      if (hit !== null) found(hit[0]);
    });
    child.on('exit', (code) => failed(new Error(`bilocate serve ended with ${code}`)));
  });
  return { child, link };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });
}

process.exitCode = await main();
