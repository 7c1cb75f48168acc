// Every screen and its questions over a case of many events, in the real browser over the real host: npm run build first, then
// node test/bench/screens.ts [--events N] [--folder PATH] [--rounds N] [--only WORD] [--out FILE.md]
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launch, openScreen, startHost } from '../help/browser.ts';
import { bigCase } from './big-case.ts';
import { questions, screens, type Question, type ScreenToOpen } from './screens-list.ts';
import { here, load, machine, versions } from './set-up.ts';
import { grid } from './table.ts';
import { withLongestTask, type LongestTask } from './task-trace.ts';

const SCREEN_MS = 300;
const TASK_MS = 50;
/** Longer than this nobody waits for a figure. */
const GIVE_UP_MS = 60_000;

interface Seen { readonly ms: number; readonly calls: readonly { readonly name: string; readonly ms: number }[] }
interface Visit extends Seen { readonly task: LongestTask }
interface Row { readonly what: string; readonly first: string; readonly median: string; readonly bar: string; readonly task: string; readonly cpu: string; readonly slowest: string; readonly reached: string }
type Facts = Readonly<Record<string, string | number>>;

const { values: given } = parseArgs({ options: { events: { type: 'string' }, folder: { type: 'string' }, rounds: { type: 'string' }, only: { type: 'string' }, out: { type: 'string' } } });
const events = Number(given.events ?? 10_000_000);
const rounds = Number(given.rounds ?? 5);
const wanted = (name: string): boolean => given.only === undefined || name.toLowerCase().includes(given.only.toLowerCase());
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
const ms = (value: number): string => (Number.isFinite(value) ? `${Math.round(value)} ms` : '–');

const big = bigCase(events, given.folder);
if (!existsSync(big.path)) throw new Error(`There is no case at ${big.path}.`);
const loadBefore = load();
const [chromium, host] = await Promise.all([launch(), startHost(big.home, [big.path])]);
const { page } = await openScreen(chromium, host);
page.setDefaultTimeout(GIVE_UP_MS * 10);
try {
  await page.addInitScript(() => performance.setResourceTimingBufferSize(5000));
  await page.reload();
  await signIn(page);
  const facts = await factsOf(page);
  const rows: Row[] = [];
  for (const screen of screens) if (wanted(screen.name)) rows.push(await measureScreen(page, screen, facts));
  for (const question of questions) if (wanted(question.name)) rows.push(await measureQuestion(page, question, facts));
  const text = told(rows);
  console.log(`\n${text}`);
  if (given.out !== undefined || (given.only === undefined && events === 10_000_000)) writeFileSync(given.out ?? join(here, 'RESULTS-screens.md'), text);
} finally {
  await chromium.close();
  await host.stop();
}

async function signIn(on: Page): Promise<void> {
  const name = on.getByLabel('Your name');
  const navigation = on.getByRole('navigation').first();
  await name.or(navigation).first().waitFor();
  if (!(await name.isVisible())) return;
  await name.fill('B. Ench');
  await on.getByRole('button', { name: 'Continue' }).click();
  await name.waitFor({ state: 'hidden' });
}

/** Asks a question as the page does; null where it is not answered yet. */
function ask(on: Page, name: string, input: unknown): Promise<{ readonly value: unknown; readonly ms: number } | null> {
  return on.evaluate(async ([call, body]) => {
    const start = performance.now();
    const answer = await fetch(`/call/${call}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-bilocate': '1' }, body: body! });
    const reply = (await answer.json()) as { ok: boolean; value: unknown };
    return reply.ok ? { value: reply.value, ms: performance.now() - start } : null;
  }, [name, JSON.stringify(input)] as const);
}

/** What stands for `{user}` and the like: the user of the first finding, and times in the middle. */
async function factsOf(on: Page): Promise<Facts> {
  const summary = (await ask(on, 'case.summary', {}))?.value as { events: number; first: string; last: string } | null | undefined;
  if (!summary) throw new Error('The case is not open in the page.');
  const found = (await ask(on, 'finding.list', { by: 'none', limit: 1000 }))?.value as { rows: { kind: string; row?: { id: string; actor: string | null } }[]; totals: { findings: number } } | undefined;
  const finding = found?.rows.find((one) => typeof one.row?.actor === 'string')?.row;
  const middle = (Date.parse(summary.first) + Date.parse(summary.last)) / 2;
  return { user: finding?.actor ?? 'j.doe', finding: finding?.id ?? '', middle: Math.floor(summary.events / 2), from: Math.round(middle - 3.5 * 86_400_000), to: Math.round(middle + 3.5 * 86_400_000), events: summary.events, findings: found?.totals.findings ?? 0 };
}

/** The input with the facts in place of their names. */
function filled(input: unknown, facts: Facts): unknown {
  return JSON.parse(JSON.stringify(input).replace(/"\{(\w+)\}"/g, (_all, name: string) => JSON.stringify(facts[name])));
}

async function measureScreen(on: Page, screen: ScreenToOpen, facts: Facts): Promise<Row> {
  const path = screen.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(facts[name])));
  const visits: Visit[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await open(on, screen.name === 'Settings' ? '/log' : '/settings', /./, 'h1');
    await on.waitForTimeout(200);
    const { value: seen, longest } = await withLongestTask(chromium, on, () => open(on, path, screen.head, screen.content));
    if (seen === null) return { what: screen.name, first: '–', median: 'not there', bar: `${SCREEN_MS} ms`, task: '–', cpu: '–', slowest: '', reached: '–' };
    const visit = { ...seen, task: longest };
    visits.push(visit);
    process.stdout.write(`${screen.name}: ${ms(visit.ms)}, longest task ${ms(longest.wall)}, on the processor ${ms(longest.cpu)}\n`);
  }
  const [first, ...again] = visits;
  const value = median(again.map((one) => one.ms));
  const [task, cpu] = [Math.max(...again.map((one) => one.task.wall)), Math.max(...again.map((one) => one.task.cpu))];
  const slow = again.flatMap((one) => one.calls).sort((a, b) => b.ms - a.ms)[0];
  return { what: screen.name, first: ms(first!.ms), median: ms(value), bar: `${SCREEN_MS} ms`, task: ms(task), cpu: ms(cpu), slowest: slow ? `${slow.name} ${ms(slow.ms)}` : 'none', reached: value <= SCREEN_MS && task <= TASK_MS ? 'yes' : 'NOT REACHED' };
}

/** Goes to a path and waits until its head and content are painted, and 600 ms more. Null where the path leads elsewhere or nothing comes. */
function open(on: Page, path: string, head: RegExp, content: string): Promise<Seen | null> {
  return on.evaluate(async ([to, title, selector, patience]) => {
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    const start = performance.now();
    location.hash = to;
    const isThere = () => [...document.querySelectorAll('h1')].some((one) => new RegExp(title).test(one.textContent.trim())) && document.querySelector(selector) !== null;
    await frame();
    while (!isThere()) {
      if (performance.now() - start > patience) return null;
      if (!location.hash.startsWith(`#${to}`) && performance.now() - start > 2000) return null;
      await frame();
    }
    // Painted, not only there.
    await frame();
    await frame();
    const end = performance.now();
    // What comes late, such as a chart, still may not hold the thread.
    await new Promise((over) => setTimeout(over, 600));
    const calls = performance.getEntriesByType('resource').filter((one) => one.startTime >= start && one.name.includes('/call/')).map((one) => ({ name: one.name.split('/call/')[1]!, ms: one.duration }));
    return { ms: end - start, calls };
  }, [path, head.source, content, GIVE_UP_MS] as const);
}

async function measureQuestion(on: Page, { name, call, input, bar }: Question, facts: Facts): Promise<Row> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const answer = await ask(on, call, filled(input, facts));
    if (answer === null) return { what: `${name} (${call})`, first: '–', median: 'not answered', bar: `${bar} ms`, task: '', cpu: '', slowest: '', reached: '–' };
    times.push(answer.ms);
  }
  process.stdout.write(`${name}: ${times.map(ms).join(', ')}\n`);
  const value = median(times.slice(1));
  return { what: `${name} (${call})`, first: ms(times[0]!), median: ms(value), bar: `${bar} ms`, task: '', cpu: '', slowest: '', reached: value <= bar ? 'yes' : 'NOT REACHED' };
}

function told(rows: readonly Row[]): string {
  const now = versions();
  return `# Screens over ${events.toLocaleString('en')} events

From the change of the address to the painted content, in Chromium at 1440 × 900 over the loopback host; questions as the page asks them, over HTTP. First visit, then the median of ${rounds}. "Longest task" is
the longest time that the page's thread was held during the visits and 600 ms after them, by a trace of the browser: by the clock, which everything else on the machine lengthens, and on the processor. The bar is ${TASK_MS} ms.

${grid(['what', 'first', `median of ${rounds}`, 'bar', 'longest task', 'most on the processor', 'slowest question', 'reached'], rows.map((row) => [row.what, row.first, row.median, row.bar, row.task, row.cpu, row.slowest, row.reached]))}

- Machine: ${machine()}; load before the run ${loadBefore}, after it ${load()}.
- Versions: Bilocate ${now.bilocate} (${now.commit}), Node ${process.versions.node}, ${now.sqlite}, Chromium ${chromium.version()}.
`;
}
