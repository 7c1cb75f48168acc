import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsUrl } from '../../src-renderer/src/shape/event-url.ts';
import { cli, overflow, shot, watch } from '../help/browser.ts';
import { csvCells } from '../help/csv.ts';
import { record } from './evidence-files.ts';
import { formulas, payloads, unseen } from './payloads.ts';
import { table } from './states.ts';
import { go, heading, idle, importPaths, newCase, quietAfterEach, stage, writeReport, type Stage } from './steps.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 18, 8);
const long = 1_000_000;
let on: Stage;

/** What is said of a person whose key is in two places: findings, and in them everything that the log says. */
function attack(n: number, texts: { user: string; key?: string; agents: readonly string[]; action?: string; service?: string; region?: string; error?: string }): unknown[] {
  const call = (ms: number, ip: string, agent: string) => record({ ms, user: texts.user, key: texts.key ?? `AKIA${String(n).padStart(6, '0')}EXAMPLE`, ip, agent, action: texts.action ?? 'ListBuckets', service: texts.service ?? 's3.amazonaws.com', region: texts.region ?? 'us-east-1', ...(texts.error === undefined ? {} : { error: texts.error }) });
  return texts.agents.flatMap((agent, at) => [call(start + n * hour + at * 20_000, '73.3.132.40', `aws-cli/2.15.${n} ${agent}`), call(start + n * hour + at * 20_000 + 9_000, '45.142.37.9', `aws-cli/1.22.${n} ${agent}`)]);
}

function writeHostile(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const first = payloads.slice(0, 24);
  const records = [
    ...attack(0, { user: payloads[0]!, agents: payloads.slice(0, 90) }),
    ...attack(1, { user: payloads[1]!, key: payloads[2]!, agents: payloads.slice(90), action: payloads[3]!, service: payloads[4]!, region: payloads[5]!, error: payloads[6]! }),
    ...unseen.flatMap(([text], n) => attack(2 + n, { user: text, agents: [text], action: text, error: text })),
    ...first.flatMap((text, n) => attack(20 + n, { user: text, agents: [text], action: text, region: text })),
    ...formulas.flatMap((text, n) => attack(50 + n, { user: text, agents: [text], action: text, region: text })),
    ...attack(60, { user: 'L'.repeat(long), agents: ['A'.repeat(long)], action: 'X'.repeat(long), error: 'E'.repeat(long) }),
  ];
  put('records.jsonl', records.map((one) => JSON.stringify(one)).join('\n'));
  put('<img src=x onerror=pwned()>.jsonl', [JSON.stringify(records[0]), ...payloads.map((text) => JSON.stringify(text)), '{"eventVersion":"1.10",<script>pwned()</script>', `{"eventVersion":"1.10","eventName":"${'\u202e'}x`].join('\n'));
  put('bidi\u202egnp.json', '{"Records":[]}');
}

/** What is in the page that came from the evidence as something else than text. */
function intruders(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const own = new Set(`TFOOT A ARTICLE ASIDE B BDI BODY BR BUTTON CANVAS CAPTION CIRCLE CLIPPATH COL COLGROUP DATALIST DD DEFS DETAILS DIV DL DT EM FIELDSET FIGCAPTION FIGURE FOOTER FORM G H1 H2 H3 H4 HEAD HEADER HR HTML I INPUT KBD LABEL LEGEND LI LINE LINK MAIN MARK META NAV OL
      OPTION P PATH PATTERN PRE RECT SCRIPT SECTION SELECT SMALL SPAN STRONG STYLE SUMMARY SVG TABLE TBODY TD TEXT TEXTAREA TH THEAD TITLE TR TSPAN UL USE WBR`.split(/\s+/));
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}|[\u{e0000}-\u{e0fff}]/u;
    for (const one of document.querySelectorAll('*')) {
      const tag = one.tagName.toUpperCase();
      if (!own.has(tag)) found.push(`<${tag}>`);
      for (const { name, value } of one.attributes) {
        if (/^on/i.test(name)) found.push(`${tag} ${name}`);
        if (/^\s*(javascript|data|http):/i.test(value) && ['href', 'src', 'action'].includes(name) && !value.startsWith(`${location.origin}/`)) found.push(`${tag} ${name}=${value.slice(0, 80)}`);
        // A field holds what was typed, as it was typed.
        if (hidden.test(value) && !(tag === 'TEXTAREA' && name === 'value')) found.push(`${tag} ${name} has a character that is not seen`);
      }
      if (tag === 'SCRIPT' && !new URL((one as HTMLScriptElement).src, location.href).pathname.startsWith('/assets/')) found.push('a script that is not ours');
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (hidden.test(node.nodeValue ?? '')) found.push(`text has a character that is not seen: ${JSON.stringify(node.nodeValue?.slice(0, 60))}`);
    if ((globalThis as { pwned?: unknown }).pwned !== undefined) found.push('a global of the evidence');
    if (Object.keys(Object.prototype).length > 0) found.push('Object.prototype was changed');
    return found;
  });
}

/** The page at an address of the app. */
const at = (path: string) => on.page.evaluate((hash) => { location.hash = hash; }, `#${path}`);

async function calm(name: string): Promise<void> {
  expect(await intruders(on.page)).toEqual([]);
  expect(await overflow(on.page)).toBeLessThanOrEqual(0);
  await shot(on.page, `hostile-${name}`);
}

beforeAll(async () => {
  on = await stage('<b onmouseover=pwned()>A. Lindqvist</b>\u202e');
  writeHostile(join(on.home, 'evidence'));
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

describe('evidence that wants to be more than text', () => {
  test('comes in like any other, its file names included', async () => {
    await newCase(on.page, '<img src=/canary onerror=pwned()>\u202ecase', '{{1}}=1');
    await importPaths(on.page, [join(on.home, 'evidence')]);
    await idle(on.page);
    await on.page.getByText('<img src=x onerror=pwned()>.jsonl').first().waitFor();
    await on.page.getByText('bidi[U+202E]gnp.json').first().waitFor();
    await on.page.getByText('<img src=/canary onerror=pwned()>[U+202E]case').first().waitFor();
    await calm('evidence');
  });

  test('is text among the skips', async () => {
    await on.page.getByRole('row', { name: /img src=x/ }).click();
    await on.page.getByRole('button', { name: /^Show [\d,]+ skipped/ }).click();
    await heading(on.page, 'Skipped records').waitFor();
    await on.page.getByText(`"${payloads[0]!}"`).waitFor();
    await calm('skips');
    await on.page.getByRole('grid', { name: 'Skipped records' }).hover();
    await on.page.mouse.wheel(0, 100_000);
    await on.page.getByText('[U+202E]x').waitFor();
    await calm('skips-end');
    await on.page.keyboard.press('Escape');
  });

  test('is text in the findings, whose rows all keep their height', async () => {
    await at('/findings?variant=corrected&group=none');
    await on.page.getByText(payloads[0]!).first().waitFor();
    await calm('findings');
    const seen = new Set<string>();
    const grid = on.page.getByRole('grid', { name: 'Findings', exact: true });
    for (let n = 0; n < 60; n += 1) {
      const { rows, end } = await grid.evaluate(async (one) => {
        // What is in sight is put into the page with the next frame.
        for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
        const inSight = [...one.querySelectorAll<HTMLElement>('[data-row]')].map((row) => ({ text: row.innerText, height: row.offsetHeight }));
        one.scrollBy(0, 600);
        return { rows: inSight, end: one.scrollTop + one.clientHeight >= one.scrollHeight - 1 };
      });
      expect(rows.filter((row) => row.height !== 28)).toEqual([]);
      for (const row of rows) seen.add(row.text);
      if (end) break;
    }
    const all = [...seen].join('\n');
    for (const [, shown] of unseen) expect(all).toContain(shown);
    for (const text of payloads.slice(0, 20)) expect(all).toContain(text.trim());
    expect(await intruders(on.page)).toEqual([]);
  });

  test.each([
    { name: 'markup', typed: payloads[1]!, shown: payloads[1]! },
    { name: 'turned text', typed: unseen[0]![0], shown: unseen[0]![1] },
    { name: '1 MB', typed: 'LLLLLLLLLL', shown: 'LLLLLLLLLL' },
  ])('is text in a finding, its chart and its events: $name', async ({ name, typed, shown }) => {
    await at(`/findings?group=none&text=${encodeURIComponent(typed)}`);
    await on.page.getByRole('search').getByText(shown.slice(0, 10)).first().waitFor();
    // The rows of before stay until those of the new filter are here: only its own are clicked.
    await on.page.getByRole('grid', { name: 'Findings', exact: true }).getByRole('row').filter({ hasText: '10 min' }).filter({ hasText: shown.slice(0, 10) }).first().click();
    await on.page.getByRole('complementary').locator('canvas').waitFor();
    await calm(`finding-${name.replaceAll(' ', '-')}`);
    await on.page.getByRole('grid', { name: 'Events of the finding' }).getByRole('row').nth(1).click();
    await on.page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
    await calm(`event-${name.replaceAll(' ', '-')}`);
    await on.page.getByRole('button', { name: 'Verbatim' }).click();
    await calm(`verbatim-${name.replaceAll(' ', '-')}`);
    expect(await on.page.getByRole('complementary').innerText()).toContain(shown);
  });

  test('is text in the overview, among the users and on the page of each kind of them', async () => {
    await at('/overview');
    await on.page.getByRole('heading', { name: 'Users in two places' }).waitFor();
    await calm('overview');
    await on.page.keyboard.press('Alt+t');
    await calm('overview-tables');
    await at('/users');
    await on.page.getByRole('grid', { name: 'Users of the case' }).getByRole('row').nth(5).waitFor();
    await calm('users');
    for (const [name, user] of [['markup', payloads[0]!], ['formula', formulas[0]!], ['turned', unseen[0]![0]], ['nul', unseen[2]![0]], ['long', 'L'.repeat(long)]] as const) {
      await at(`/users/${encodeURIComponent(user)}`);
      await on.page.getByRole('heading', { name: 'Networks over time' }).waitFor();
      await calm(`user-${name}`);
      await on.page.keyboard.press('Alt+t');
      await on.page.getByRole('table').first().waitFor();
      await calm(`user-${name}-tables`);
      for (const by of ['credential', 'session', 'device']) { await at(`/users/${encodeURIComponent(user)}?by=${by}`); await on.page.getByRole('heading', { name: 'Networks over time' }).waitFor(); }
    }
  });

  test('is text among the events, in their filter, menu and raw record, and in the palette', async () => {
    const filters = [payloads[1]!, unseen[0]![0], 'L'.repeat(long)].map((user) => eventsUrl({ chips: [{ field: 'user.name', operator: 'is', values: [user], ignoreCase: false }] }));
    for (const [n, path] of ['/events', ...filters].entries()) {
      await at(path);
      const rows = on.page.getByRole('grid', { name: 'Events of the case' }).getByRole('row');
      await rows.nth(2).waitFor();
      await calm(`events-${n}`);
      await rows.nth(1).getByRole('gridcell').nth(2).click({ button: 'right' });
      await on.page.getByRole('menu').waitFor();
      await calm(`events-menu-${n}`);
      await on.page.keyboard.press('Escape');
      await rows.nth(1).focus();
      await on.page.keyboard.press('Enter');
      await on.page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
      await calm(`events-event-${n}`);
    }
    for (const typed of [payloads[0]!, 'esc', 'LLLL', '{{', '__proto__']) {
      await on.page.keyboard.press('Control+k');
      await on.page.getByRole('combobox').fill(typed);
      await on.page.getByRole('option').first().waitFor();
      await calm('palette');
      await on.page.keyboard.press('Escape');
      await on.page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  test('is text in what the analyst writes down', async () => {
    await at('/findings?variant=corrected&group=none');
    await on.page.getByRole('grid', { name: 'Findings', exact: true }).getByRole('row').filter({ hasText: '10 min' }).first().click();
    await on.page.getByRole('heading', { name: 'Why it fired' }).waitFor();
    await on.page.getByLabel('Reason', { exact: true }).fill(`${payloads[0]!} ${unseen[0]![0]}`);
    await on.page.getByRole('button', { name: /^Benign/ }).click();
    await on.page.getByRole('region', { name: 'Decisions and notes' }).getByText(`${payloads[0]!} ${unseen[0]![1]}`).waitFor();
    await on.page.getByLabel('Note', { exact: true }).fill(payloads[2]!);
    await on.page.keyboard.press('Enter');
    await on.page.getByRole('region', { name: 'Decisions and notes' }).getByText(payloads[2]!).waitFor();
    await calm('decision');
  });

  test('is text in the case log, the hunts and the list of cases', async () => {
    await go(on.page, 'Case log');
    await on.page.getByRole('row', { name: /decision\.note/ }).first().click();
    await on.page.getByRole('complementary').getByText(payloads[2]!).first().waitFor();
    await calm('log');
    await go(on.page, 'Hunts');
    await calm('hunts');
    await table(on.page);
    await calm('hunt-table');
    await go(on.page, 'Cases');
    await on.page.getByRole('row', { name: /onerror/ }).waitFor();
    await calm('cases');
  });

  test('is text in the report that is built, and in the files that it becomes', async () => {
    await go(on.page, 'Report');
    await on.page.getByRole('tab', { name: /^Own words/ }).click();
    await on.page.getByLabel('Summary').fill(`${payloads[0]!} <img src=/canary onerror=pwned()> [x](javascript:pwned()) ![x](http://127.0.0.1:9/canary)\n\n# head\n\n| a | b |\n|---|---|\n| ${payloads[3]!.replaceAll('|', '')} | ${unseen[0]![0]} |`);
    await on.page.keyboard.press('Control+s');
    await on.page.getByRole('region', { name: 'Page', exact: true }).getByText('<img src=/canary onerror=pwned()>').first().waitFor();
    await calm('report');
    const out = (ending: string) => join(on.home, `<script>pwned()<script>.${ending}`);
    for (const format of ['PDF', 'HTML', 'CSV'] as const) await writeReport(on.page, format, out(format.toLowerCase()));
    const pdf = readFileSync(out('pdf')).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).not.toMatch(/\/JavaScript|\/Launch|\/EmbeddedFile|\/SubmitForm/);

    const told = readdirSync(on.home).filter((name) => name.endsWith('.csv'));
    expect(told.length).toBeGreaterThanOrEqual(4);
    const cells = told.flatMap((name) => csvCells(readFileSync(join(on.home, name), 'utf8')).flat());
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith("'="))).toBe(true);
  });

  test('is text in the HTML report, in a browser that would run it', async () => {
    const context = await on.browser.newContext();
    const seen = await watch(context, 'file:');
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(on.home, '<script>pwned()<script>.html')).href);
    expect(await page.locator('body').innerText()).toContain(payloads[0]!);
    const made = await page.evaluate(() => ({
      scripts: document.scripts.length, frames: frames.length, pwned: 'pwned' in globalThis, links: [...document.querySelectorAll('a')].filter((one) => !one.getAttribute('href')?.startsWith('#')).length,
      loads: [...document.querySelectorAll('[src], [srcset], [poster], [background], [data], [action], [ping], link, base, object, embed, form')].filter((one) => !one.getAttribute('src')?.startsWith('data:')).map((one) => one.tagName),
      handlers: [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).filter(({ name }) => /^on/i.test(name)).length,
      hidden: /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/.exec(document.body.textContent)?.[0] ?? null,
    }));
    expect(made).toEqual({ scripts: 0, frames: 0, pwned: false, links: 0, loads: [], handlers: 0, hidden: null });
    expect(seen.problems()).toEqual([]);
    expect(seen.requests.length).toBe(1);
    await shot(page, 'hostile-html');
    await context.close();
  });

  test('is text in the terminal', () => {
    const [file] = readdirSync(join(on.home, 'cases')).filter((name) => name.endsWith('.bilocate'));
    const at = join(on.home, 'cases', file!);
    for (const args of [['findings', at], ['profile', at, payloads[0]!], ['profile', at, unseen[3]![0]]]) {
      const said = cli(on.home, args);
      expect(said.length).toBeGreaterThan(100);
      expect(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.exec(said)).toBe(null);
    }
  });
});

describe('even a page that has been broken into reaches nobody', () => {
  let canary: Server;
  let asked: string[];
  beforeAll(async () => {
    asked = [];
    canary = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end();
    });
    await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready));
  });
  afterAll(() => void canary?.close());

  test('what is put into the page by force is stopped by the policy', async () => {
    const to = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
    await on.page.evaluate(async (base) => {
      const tries: (() => unknown)[] = [
        ...['img', 'iframe', 'audio', 'video', 'embed'].map((tag) => () => { const one = document.createElement(tag) as HTMLImageElement; one.src = `${base}/${tag}`; document.body.append(one); }),
        () => { const one = document.createElement('object'); one.data = `${base}/object`; document.body.append(one); },
        () => { const one = document.createElement('script'); one.src = `${base}/script`; document.body.append(one); },
        ...['stylesheet', 'prefetch', 'preload', 'modulepreload', 'icon', 'manifest'].map((rel) => () => { const one = document.createElement('link'); one.rel = rel; one.as = 'image'; one.href = `${base}/${rel}`; document.head.append(one); }),
        () => { const one = document.createElement('form'); one.method = 'post'; one.action = `${base}/form`; document.body.append(one); one.submit(); },
        () => { const one = document.createElement('style'); one.textContent = `body { background: url(${base}/style) }`; document.head.append(one); },
        () => { document.body.style.backgroundImage = `url(${base}/background)`; },
        () => fetch(`${base}/fetch`, { mode: 'no-cors' }),
        () => { const one = new XMLHttpRequest(); one.open('GET', `${base}/xhr`); one.send(); },
        () => new WebSocket(base.replace('http', 'ws')),
        () => new EventSource(`${base}/events`),
        () => navigator.sendBeacon(`${base}/beacon`, 'x'),
        () => new Worker(`${base}/worker`),
        () => import(`${base}/import`),
        () => new FontFace('x', `url(${base}/font)`).load(),
        () => { document.body.insertAdjacentText('beforeend', ''); document.createRange().createContextualFragment(`<img src=${base}/fragment>`); },
      ];
      for (const one of tries) {
        try {
          await one();
        } catch {
          // Stopped, which is what is wanted.
        }
      }
      await new Promise((done) => setTimeout(done, 500));
    }, to);
    const policy = on.screen.watch.problems();
    expect(asked).toEqual([]);
    expect(policy.filter((one) => one.startsWith('policy: ')).length).toBeGreaterThan(10);
    await on.page.reload();
    await heading(on.page, 'Report').waitFor();
  });
});
