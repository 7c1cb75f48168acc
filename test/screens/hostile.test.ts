import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { overflow, shot } from '../help/browser.ts';
import { record } from './evidence-files.ts';
import { payloads, unseen } from './payloads.ts';
import { table } from './states.ts';
import { ended, go, heading, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 18, 8);
const long = 100_000;
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
    const own = new Set(['A', 'ARTICLE', 'ASIDE', 'BDI', 'BODY', 'BR', 'BUTTON', 'CANVAS', 'CIRCLE', 'DD', 'DETAILS', 'DIV', 'DL', 'DT', 'FOOTER', 'FORM', 'H1', 'H2', 'H3', 'HEAD', 'HEADER', 'HTML', 'INPUT', 'LABEL', 'LI', 'LINK', 'MAIN', 'META', 'NAV', 'OL', 'P', 'PATH', 'PRE', 'RECT', 'SCRIPT', 'SECTION', 'SPAN', 'STYLE', 'SUMMARY', 'SVG', 'TABLE', 'TBODY', 'TD', 'TEXTAREA', 'TH', 'THEAD', 'TITLE', 'TR', 'UL']);
    const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}|[\u{e0000}-\u{e0fff}]/u;
    for (const one of document.querySelectorAll('*')) {
      const tag = one.tagName.toUpperCase();
      if (!own.has(tag)) found.push(`<${tag}>`);
      for (const { name, value } of one.attributes) {
        if (/^on/i.test(name)) found.push(`${tag} ${name}`);
        if (/^\s*(javascript|data|http):/i.test(value) && ['href', 'src', 'action'].includes(name) && !value.startsWith(`${location.origin}/`)) found.push(`${tag} ${name}=${value.slice(0, 80)}`);
        if (hidden.test(value)) found.push(`${tag} ${name} has a character that is not seen`);
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
    await go(on.page, 'Findings');
    await on.page.getByText(payloads[0]!).first().waitFor();
    await calm('findings');
    const seen = new Set<string>();
    const grid = on.page.getByRole('grid', { name: 'Findings by user' });
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
    { name: '100 kB', typed: 'LLLLLLLLLL', shown: 'LLLLLLLLLL' },
  ])('is text in a finding, its chart and its events: $name', async ({ name, typed, shown }) => {
    await go(on.page, 'Findings');
    await on.page.getByRole('searchbox').fill(typed);
    await on.page.getByRole('grid', { name: 'Findings by user' }).getByRole('row').filter({ hasText: '10 min' }).first().click();
    await on.page.getByRole('complementary').locator('canvas').waitFor();
    await calm(`finding-${name.replaceAll(' ', '-')}`);
    await on.page.getByRole('grid', { name: 'Events of the finding' }).getByRole('row').nth(1).click();
    await on.page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
    await calm(`event-${name.replaceAll(' ', '-')}`);
    await on.page.getByRole('button', { name: 'Verbatim' }).click();
    await calm(`verbatim-${name.replaceAll(' ', '-')}`);
    expect(await on.page.getByRole('complementary').innerText()).toContain(shown);
    await on.page.getByRole('searchbox').fill('');
  });

  test('is text in what the analyst writes down', async () => {
    await go(on.page, 'Findings');
    await on.page.getByRole('grid', { name: 'Findings by user' }).getByRole('row').filter({ hasText: '10 min' }).first().click();
    await on.page.getByLabel('Reason').fill(`${payloads[0]!} ${unseen[0]![0]}`);
    await on.page.getByRole('button', { name: /^Benign/ }).click();
    await on.page.getByRole('region', { name: 'Decisions and notes' }).getByText(`${payloads[0]!} ${unseen[0]![1]}`).waitFor();
    await on.page.getByLabel('Note', { exact: true }).fill(payloads[2]!);
    await on.page.keyboard.press('Enter');
    await on.page.getByRole('region', { name: 'Decisions and notes' }).getByText(payloads[2]!).waitFor();
    await calm('decision');
  });

  test('is text in the case log, the list of cases and the report', async () => {
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
    await go(on.page, 'Report');
    const out = join(on.home, '<script>pwned()<script>.pdf');
    await on.page.getByLabel('File').fill(out);
    await on.page.getByRole('button', { name: 'Write PDF' }).click();
    await ended(on.page, 'Report');
    await calm('report');
    const pdf = readFileSync(out).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).not.toMatch(/\/JavaScript|\/Launch|\/EmbeddedFile|\/SubmitForm/);
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
