import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeCompany } from './evidence-files.ts';
import { shot } from '../help/browser.ts';
import { enter, states, type State } from './states.ts';
import { go, idle, importPaths, newCase, stage, type Stage } from './steps.ts';
import { controls, type Control } from './walk.ts';

/** Controls that may be off: there is nothing to send yet, or nothing before the first. */
const mayBeOff = /“(Add|Add note|Join|Import|Save.*|Previous.*|Next.*|Record review|Whole case|Create case|Open case|Make a finding.*|Promote.*|Use this table|Write it into the log|Move (up|down): .*|.* further (left|right)|Export)”/;
/** What starts work of the host: the next control waits for the end of it. */
const works = /“(Run|Check|Write|Import|Export|Reset|Save|Use|Back to the tables)/;

let on: Stage;
/** What was pressed already: each control is pressed once, in the first state that has it. */
const pressed = new Set<string>();
/** Of all files that were offered and all pickers that opened. */
let taken = 0;
/** Questions to the host that wait for their answer. */
const asked = new Set<object>();
const slow: [string, number][] = [];
const numbers = new Set<string>();

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shot(on.page, `failed-control-${task.name}`).catch(() => undefined);
});
beforeAll(async () => {
  on = await stage();
  on.page.on('download', () => { taken += 1; });
  on.page.on('filechooser', () => { taken += 1; });
  on.page.on('request', (request) => { if (request.url().includes('/call/')) { taken += 1; asked.add(request); } });
  for (const end of ['requestfinished', 'requestfailed'] as const) on.page.on(end as 'requestfinished', (request) => { asked.delete(request); });
  const company = writeCompany(join(on.home, 'evidence'));
  await newCase(on.page, 'Halden Freight', 'IR-2026-014');
  await importPaths(on.page, [...company.logs, company.broken]);
  await idle(on.page);
});
afterAll(async () => {
  if (process.env.BILOCATE_WALK) console.log([...numbers].join('\n'), slow.toSorted((a, b) => b[1] - a[1]).slice(0, 25).map(([what, ms]) => `${ms} ms ${what}`).join('\n'), `\n${pressed.size} controls`);
  await on?.end();
});

/** Counts what changes in the page from now on, once it is still. */
const watchChanges = (page: Page) => page.evaluate(async () => {
  const seen = globalThis as unknown as { changes: number; looking?: MutationObserver };
  seen.looking?.disconnect();
  // What a key or the pointer leaves behind on a control is no effect of it.
  const marks = ['data-walk', 'tabindex', 'data-highlighted', 'style'];
  seen.looking = new MutationObserver((all) => {
    seen.changes += all.filter(({ target, type, attributeName }) => !(type === 'attributes' && marks.includes(attributeName ?? '')) && (target instanceof Element ? target : target.parentElement)?.closest('footer.status') === null).length;
  });
  // Going to a place of what is on screen is something, too.
  if (!('scrolls' in seen)) { Object.assign(seen, { scrolls: true }); document.addEventListener('scroll', () => { seen.changes += 1; }, { capture: true }); }
  seen.changes = 0;
  seen.looking.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  for (let n = 0, still = 0; n < 60 && still < 3; n += 1) {
    const before = seen.changes;
    await new Promise((done) => setTimeout(done, 12));
    still = seen.changes === before ? still + 1 : 0;
  }
  seen.changes = 0;
});

/** True where something came of it: another address, another page, another place of the focus, or work of the host. */
async function hadEffect(page: Page, walk: number, shown: string, takenBefore: number): Promise<boolean> {
  for (const end = performance.now() + 3000; performance.now() < end; await new Promise((done) => setTimeout(done, 15))) {
    if (taken > takenBefore) return true;
    const seen = await page.evaluate((from) => {
      const focus = document.activeElement;
      return location.href !== from.shown || (globalThis as unknown as { changes: number }).changes > 0 || (focus !== null && focus !== document.body && focus.getAttribute('data-walk') !== String(from.walk));
    }, { walk, shown });
    if (seen) return true;
  }
  return false;
}

/** Does with a control what it is for. */
async function use(page: Page, one: Control): Promise<void> {
  const control = page.locator(`[data-walk="${one.walk}"]`);
  if (one.kind === 'row') { await control.focus(); await page.keyboard.press('Enter'); }
  else if (one.kind === 'move') { await control.focus(); await page.keyboard.press('ArrowLeft'); }
  else if (one.kind === 'search') {
    await control.focus();
    const before = await control.inputValue();
    await page.keyboard.press('End');
    await page.keyboard.type('2');
    expect(await control.inputValue()).not.toBe(before);
    // What it found is seen in other states; this one goes on as it was.
    await control.fill(before);
    await page.keyboard.press('Tab');
  } else if (one.kind === 'type') { await control.focus(); await page.keyboard.press('End'); await page.keyboard.type('2'); }
  else if (one.kind === 'choose') await control.selectOption({ index: await control.evaluate((select: HTMLSelectElement) => (select.selectedIndex === 0 ? 1 : 0)) });
  else if (one.kind === 'check') {
    const before = await control.isChecked();
    await control.click({ timeout: 5000 });
    taken += (await control.isChecked({ timeout: 1000 }).catch(() => !before)) === before ? 0 : 1;
  } else await control.click({ timeout: 5000 });
}

/** What the page says of amounts: rows of its tables, and what its heads, those of its parts, and live regions count. */
const amounts = (page: Page) => page.evaluate(() => {
  const rows = [...document.querySelectorAll('main [aria-rowcount]')].flatMap((one) => { const n = Number(one.getAttribute('aria-rowcount')); return [n, n - 1]; });
  const lists = [...document.querySelectorAll('main table, main [role=grid]')].flatMap((one) => [one.querySelectorAll('tbody tr').length, one.querySelectorAll('[role=row]').length - 1]);
  const words = [...document.querySelectorAll<HTMLElement>('main [aria-live], main [role=status], main header, main .ph, main .hd, footer.status')].flatMap((one) => one.innerText.match(/\d[\d,]*/g) ?? []).map((n) => Number(n.replaceAll(',', '')));
  return [...rows, ...lists, ...words];
});

async function nextOf(page: Page, part: string | undefined): Promise<Control | undefined> {
  const all = (await controls(page, part)).filter((one) => one.kind !== 'region' && !one.disabled && !one.holds);
  return all.find((one) => !pressed.has(one.key));
}

/** Waits until every question has its answer, and what comes of it is on screen. */
async function settled(page: Page): Promise<void> {
  for (let n = 0, still = 0; n < 200 && still < 3; n += 1) {
    still = asked.size === 0 ? still + 1 : 0;
    await page.waitForTimeout(15);
  }
}
/** Shows the state, once nothing runs any more; where the case was closed on the way, it is opened again. */
async function show(page: Page, state: State): Promise<void> {
  // Messages lie over the page until they are put away.
  if (state.name !== 'notice') for (const close of await page.locator('.notices').getByRole('button', { name: 'Put this message away' }).all()) await close.click({ timeout: 2000 }).catch(() => undefined);
  await settled(page);
  await enter(page);
  await idle(page);
  await state.show(page);
  await settled(page);
}
/** Controls that are off without a reason, once the page has everything that it asked for. */
async function off(page: Page, part: string | undefined): Promise<readonly string[]> {
  let found: readonly string[] = [];
  for (let n = 0; n < 40; n += 1) {
    found = (await controls(page, part)).filter((one) => one.disabled && !mayBeOff.test(one.what)).map((one) => `${one.what} is off`);
    if (found.length === 0) break;
    await new Promise((done) => setTimeout(done, 50));
  }
  return found;
}

async function dead({ page }: Stage, state: State): Promise<readonly string[]> {
  await show(page, state);
  const found = [...await off(page, state.part)];
  const own: string[] = [];
  for (let fresh = true, n = 0; n < 200; n += 1) {
    const started = performance.now();
    if (!fresh) await show(page, state);
    await watchChanges(page);
    const one = await nextOf(page, state.part);
    if (one === undefined) break;
    pressed.add(one.key);
    own.push(one.key);
    const [shown, before] = [page.url(), taken];
    try {
      await use(page, one).catch(async (error: unknown) => {
        // What the host tells may have drawn the page anew in between.
        const again = (await controls(page, state.part)).find(({ key }) => key === one.key);
        if (again === undefined) throw error;
        await use(page, again);
      });
      if (one.kind === 'type') fresh = true;
      else if (one.kind === 'search') fresh = false;
      else {
        fresh = false;
        if (!(await hadEffect(page, one.walk, shown, before))) found.push(`${one.what} does nothing`);
        else if (one.leadsTo !== null && numbers.add(`${state.name}: ${one.what}`)) await expect.poll(() => amounts(page), { timeout: 4000 }).toContain(one.leadsTo).catch(() => found.push(`${one.what} leads to a screen that does not say so: ${page.url()}`));
      }
    } catch (error) {
      found.push(`${one.what} cannot be used: ${(error as Error).message.split('\n').slice(0, 30).join(' ').slice(0, 1500)}`);
      fresh = false;
    }
    if (works.test(one.what)) await idle(page);
    if (one.what.includes('“Close this case”')) await page.getByText('No case open').waitFor();
    const noticed = on.screen.watch.problems().filter((what) => !what.startsWith('download: '));
    found.push(...noticed.map((what) => `${one.what}: ${what}`));
    slow.push([`${state.name}: ${one.what}`, Math.round(performance.now() - started)]);
  }
  // A second try presses all of them again: what was found would else be passed over.
  if (found.length > 0) for (const key of own) pressed.delete(key);
  return found;
}

describe('every control of every screen does something, and every number leads to what it counts', () => {
  test.each(states)('$name', async (state) => {
    expect(await dead(on, state)).toEqual([]);
  });
  test('nothing was asked of anybody but the host', () => {
    expect(on.screen.watch.requests.filter((one) => !one.includes(` ${on.host.origin}/`))).toEqual([]);
    expect(pressed.size).toBeGreaterThan(250);
    expect(numbers.size).toBeGreaterThan(20);
  });
  test('the case is still whole', async () => {
    await enter(on.page);
    await go(on.page, 'Case log');
  });
});
