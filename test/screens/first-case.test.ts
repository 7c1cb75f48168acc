import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src-main/contract/index.ts';
import { cli, launch, newHome, openScreen, startHost, type Host, type Screen } from '../help/browser.ts';
import { poppler, textOf } from '../report/pdf-text.ts';
import { writeCompany, type Company } from './evidence-files.ts';
import { ruleLink, table } from './states.ts';
import { beginImport, caseFile, ended, go, heading, idle, introduce, newCase, quietAfterEach } from './steps.ts';


const home = newHome();
const stolen = /networks on one key: .*AKIA3X7QHALDNEXAMPLE of j\.doe/;
const isStolen = (finding: Finding) => finding.variant === 'corrected' && finding.title.includes('networks on one key');
let browser: Browser;
let host: Host;
let screen: Screen;
let company: Company;

beforeAll(async () => {
  company = writeCompany(join(home.folder, 'evidence'));
  [browser, host] = await Promise.all([launch(), startHost(home.folder)]);
  screen = await openScreen(browser, host);
});
quietAfterEach(() => screen);
afterAll(async () => {
  await browser?.close();
  await host?.stop();
  home.remove();
});

const findingRow = () => screen.page.getByRole('row', { name: stolen });

describe('a first case, from the first start to the report and the next day', () => {
  test('asks who works here before anything else', async () => {
    const { page } = screen;
    await heading(page, 'Who works on this?').waitFor();
    expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Your name').evaluate((field) => field === document.activeElement)).toBe(true);
    await introduce(page, 'A. Lindqvist');
    await page.getByText('No case yet.').waitFor();
  });

  test('makes a case, which asks for evidence', async () => {
    const { page } = screen;
    await newCase(page, 'Halden Freight', 'IR-2026-014');
    await page.getByText('Drop files or folders here').waitFor();
    await go(page, 'Findings');
    await page.getByRole('heading', { name: 'No evidence in this case yet' }).waitFor();
    await page.getByRole('link', { name: 'Add evidence' }).click();
    await heading(page, 'Evidence').waitFor();
  });

  test('reads the files of the picker and hunts by itself', async () => {
    const { page } = screen;
    await page.locator('input[type=file]:not([webkitdirectory])').setInputFiles([...company.logs]);
    const plan = page.getByRole('form', { name: 'Before the import' });
    await plan.getByRole('row', { name: /days\.json\.gz.*AWS CloudTrail/ }).waitFor();
    await beginImport(page);
    await ended(page, 'Import');
    await page.getByRole('row', { name: /days\.json\.gz/ }).waitFor();
    await page.getByRole('row', { name: /night\.json\.gz/ }).waitFor();
    await go(page, 'Findings');
    await findingRow().waitFor();
    await idle(page);
  });

  test('lists the same findings as the command line, gravest first, by user', async () => {
    const { page } = screen;
    const told = JSON.parse(cli(home.folder, ['findings', caseFile(home.folder, 'halden-freight'), '--json'])) as Finding[];
    const corrected = told.filter((one) => one.variant === 'corrected');
    await page.getByText(`${corrected.length} of ${told.length} shown`).waitFor();
    const group = page.getByRole('gridcell', { name: /j\.doe.*finding/ });
    expect(await group.innerText()).toContain(`${corrected.filter((one) => one.actor === 'j.doe').length} findings`);
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await page.getByText(`${told.length} of ${told.length} shown`).waitFor();
    expect(await group.innerText()).toContain(`${told.filter((one) => one.actor === 'j.doe').length} findings`);
    await page.reload();
    await findingRow().waitFor();
    expect(await findingRow().getByRole('gridcell').nth(7).innerText()).toBe(String(told.find(isStolen)!.eventCount));
  });

  test('a filter by words and by severity narrows the list, and lives in the URL', async () => {
    const { page } = screen;
    await page.keyboard.press('/');
    await page.keyboard.type('rare profile');
    await page.keyboard.press('Enter');
    await page.getByText(/^1 of \d+ shown/).waitFor();
    expect(page.url()).toContain('text=rare');
    await page.keyboard.press('Backspace');
    await page.getByText(/^1 of \d+ shown/).waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    await page.keyboard.type('no such thing');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'No finding passes the filter' }).waitFor();
    await page.getByRole('button', { name: 'Clear filter' }).first().click();
    await page.keyboard.press('/');
    await page.keyboard.type('high');
    await page.getByRole('option', { name: /^Severity High/ }).waitFor();
    const shown = () => page.getByText(/^[\d,]+ of [\d,]+ shown/).innerText();
    const all = await shown();
    await page.keyboard.press('Enter');
    await expect.poll(shown).not.toBe(all);
    const high = await shown();
    const told = (JSON.parse(cli(home.folder, ['findings', caseFile(home.folder, 'halden-freight'), '--json'])) as Finding[]).filter((one) => one.severity === 'high');
    expect(high).toMatch(new RegExp(`^${told.filter((one) => one.variant === 'corrected').length} of `));
    await page.getByRole('button', { name: 'Severity: is or is not' }).click();
    await expect.poll(shown).not.toBe(high);
    await page.getByRole('button', { name: 'Severity: is or is not' }).click();
    await expect.poll(shown).toBe(high);
    await page.reload();
    await page.getByText(high).waitFor();
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await page.getByText(/^(\d+) of \1 shown/).waitFor();
  });

  test('goes by the keyboard: J and K move, Enter opens, Escape goes back to the row', async () => {
    const { page } = screen;
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['row'] ?? null);
    for (const [key, row] of [['j', '0'], ['j', '1'], ['j', '2'], ['k', '1']] as const) {
      await page.keyboard.press(key);
      await expect.poll(focused).toBe(row);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: /^Finding \d+/ }).waitFor();
    await page.getByRole('heading', { name: 'Why it fired' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('1');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('says why it fired: a sentence, and a chart that is drawn', async () => {
    const { page } = screen;
    await findingRow().click();
    const why = page.getByRole('region', { name: 'Why it fired' });
    const told = JSON.parse(cli(home.folder, ['findings', caseFile(home.folder, 'halden-freight'), '--json'])) as Finding[];
    const one = told.find(isStolen)!;
    const said = await why.innerText();
    // Times are shown in the zone on screen; every other piece is there as it is.
    for (const part of one.explanation.parts!.filter(({ as }) => as !== 'time')) expect(said.replaceAll(/\s+/g, ' ')).toContain(part.text.trim());
    const chart = why.getByRole('img');
    await chart.locator('canvas').waitFor();
    expect(await chart.getAttribute('aria-label')).toMatch(/2 lanes .* windows fired; in two places/);
    const colours = await chart.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
    expect(colours).toBeGreaterThan(20);
    await page.keyboard.press('Alt+t');
    expect(await why.getByRole('table').last().getByRole('row').count()).toBe(one.explanation.windows.length + 1);
    expect(await why.getByRole('table').first().getByRole('row').count()).toBe(3);
    await why.getByRole('button', { name: 'Chart' }).click();
    await chart.locator('canvas').waitFor();
  });

  test('leads to the events, and from each to its record, its place and its hash', async () => {
    const { page } = screen;
    const list = page.getByRole('grid', { name: 'Events of the finding' });
    const first = list.getByRole('row').nth(1);
    const number = Number(await first.getByRole('gridcell').nth(4).innerText());
    expect(number).toBeGreaterThan(0);
    await first.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'As it lies in the evidence' }).waitFor();
    await page.getByRole('button', { name: 'Verbatim' }).click();
    const shown = (await page.locator('.raw .code').allInnerTexts()).join('\n');
    const places = page.getByRole('region', { name: 'Where it came from' });
    const said = await places.innerText();
    const file = company.logs.find((path) => said.includes(path.split('/').pop()!))!;
    const packed = readFileSync(file);
    const bytes = gunzipSync(packed);
    const [, record, offset, length] = /record ([\d,]+), byte ([\d,]+), ([\d,]+) bytes/.exec(said)!.map((n) => Number(n.replaceAll(',', '')));
    const own = bytes.subarray(offset, offset! + length!);
    expect(record).toBe(number);
    expect(JSON.parse(own.toString('utf8'))).toMatchObject({ sourceIPAddress: '45.142.37.9' });
    expect(shown).toBe(own.toString('utf8'));
    expect(said).toContain(createHash('sha256').update(own).digest('hex'));
    expect(said).toContain(createHash('sha256').update(packed).digest('hex'));
    expect(said).toContain(createHash('sha256').update(bytes).digest('hex'));
    expect(await page.getByRole('region', { name: 'Added by Bilocate' }).innerText()).toMatch(/Clouvider/);
    await page.keyboard.press('j');
    await page.getByText(/^2 of \d+$/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Why it fired' }).waitFor();
  });

  test('takes a verdict by a key, and asks for a reason where one is needed', async () => {
    const { page } = screen;
    await page.keyboard.press('2');
    await findingRow().getByText('Suspicious').waitFor();
    await page.keyboard.press('3');
    expect(await page.getByLabel('Reason', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Reason', { exact: true }).getAttribute('placeholder')).toContain('Confirmed');
    await findingRow().getByText('Suspicious').waitFor();
    await page.keyboard.type('The key was used from a hosting network he has never been in.');
    await page.keyboard.press('Enter');
    await findingRow().getByText('Confirmed').waitFor();
    await page.getByLabel('Note', { exact: true }).fill('Key disabled at 13:10 by m.okafor.');
    await page.keyboard.press('Enter');
    const notes = page.getByRole('region', { name: 'Decisions and notes' });
    await notes.getByText('Key disabled at 13:10 by m.okafor.').waitFor();
    expect(await notes.innerText()).toMatch(/A\. Lindqvist[^]*Confirmed[^]*hosting network[^]*A\. Lindqvist[^]*Suspicious/);
  });

  test('takes tags and a second review, and puts a finding into the report and out of it; each stands in the history', async () => {
    const { page } = screen;
    await page.getByRole('button', { name: 'Tag', exact: true }).click();
    await page.getByLabel('Name of the tag').fill('stolen-key');
    await page.keyboard.press('Enter');
    await findingRow().getByText('stolen-key').waitFor();
    await page.getByText('Single examiner.').waitFor();
    await page.getByRole('button', { name: 'Second review' }).click();
    await page.getByLabel('Name of the second examiner').fill('M. Okafor');
    await page.getByRole('button', { name: 'Record review' }).click();
    await page.getByText(/^Reviewed by M\. Okafor, who agrees/).waitFor();
    await page.getByRole('button', { name: 'In report' }).click();
    await page.getByRole('button', { name: 'Add to report' }).waitFor();
    await page.getByRole('heading', { name: 'Why it fired' }).click();
    await page.keyboard.press('r');
    await page.getByRole('button', { name: 'In report' }).waitFor();
    const notes = page.getByRole('region', { name: 'Decisions and notes' });
    for (const said of ['Tag “stolen-key” added', 'M. Okafor reviewed the verdict and agrees', 'Left out of the report', 'Put into the report']) await notes.getByText(said).first().waitFor();
  });

  test('several findings get one verdict, each as a decision of its own', async () => {
    const { page } = screen;
    await page.keyboard.press('Escape');
    await page.getByRole('complementary').waitFor({ state: 'detached' });
    const rows = page.getByRole('grid', { name: 'Findings by user' }).getByRole('row').filter({ hasText: 'Untriaged' });
    const numbers: string[] = [];
    for (const at of [0, 1]) {
      const number = await rows.nth(at).getByRole('gridcell').nth(2).innerText();
      numbers.push(number);
      // By its number: the list may be drawn anew between looking and marking.
      await rows.filter({ hasText: number }).first().getByRole('checkbox').click();
    }
    const bar = page.getByRole('region', { name: 'Marked findings' });
    await bar.getByText('2 marked').waitFor();
    await bar.getByRole('button', { name: 'Inconclusive' }).click();
    await bar.waitFor({ state: 'detached' });
    for (const number of numbers) await page.getByRole('row').filter({ hasText: number }).getByText('Inconclusive').first().waitFor();
    await findingRow().click();
    await page.getByRole('heading', { name: 'Why it fired' }).waitFor();
  });

  test('keeps the verdict when the page is loaded again and when the hunts run again', async () => {
    const { page } = screen;
    await page.reload();
    await page.getByRole('heading', { name: 'Why it fired' }).waitFor();
    await findingRow().getByText('Confirmed').waitFor();
    const before = await findingRow().innerText();
    const again = page.waitForResponse((answer) => answer.url().endsWith('/call/hunt.start'));
    await page.getByRole('button', { name: 'Run hunts' }).click();
    await again;
    await idle(page);
    await page.getByRole('button', { name: 'Run hunts' }).waitFor();
    expect(await findingRow().innerText()).toBe(before);
    await page.keyboard.press('Escape');
    await go(page, 'Hunts');
    const rule = ruleLink(page, 'AWS key in two places', 'corrected');
    expect(await rule.innerText()).toMatch(/corrected\s+1/);
    await rule.click();
    await page.getByRole('region', { name: 'What it found last' }).getByText('1 unchanged').waitFor();
  });

  test('a parameter of a rule is changed in its sentence, with a reason, and goes back to its default', async () => {
    const { page } = screen;
    await page.getByRole('button', { name: 'Change Window, now 10 min' }).click();
    const form = page.getByRole('form', { name: 'Change Window' });
    await form.getByLabel('Value').or(form.locator('[name=value]')).first().fill('5 s');
    await form.getByText('Less than 1 min is not possible.').waitFor();
    expect(await form.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await form.locator('[name=value]').fill('5 min');
    await form.locator('[name=reason]').fill('Two hosts that swap within minutes.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Change Window, now 5 min' }).waitFor();
    await page.getByText('Changed after the last run: run it again').waitFor();
    await page.getByRole('region', { name: 'Changes of parameters' }).getByText('Two hosts that swap within minutes.').waitFor();
    await page.getByRole('button', { name: 'Change Window, now 5 min' }).click();
    await form.locator('[name=reason]').fill('Back to what the rule says.');
    await form.getByRole('button', { name: 'Reset to default' }).click();
    await page.getByRole('button', { name: 'Change Window, now 10 min' }).waitFor();
    await page.keyboard.press('k');
    await expect.poll(() => page.url()).toContain('/hunts/aws-key-in-two-places/published');
  });

  test('has hunt tables: they are sorted and saved, and a row becomes a finding with a reason', async () => {
    const { page } = screen;
    const rows = await table(page);
    const firstCell = async () => (await rows.getByRole('row').nth(1).getByRole('gridcell').allInnerTexts()).join(' ');
    const before = await firstCell();
    const head = rows.getByRole('columnheader', { name: 'User' }).first();
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toMatch(/ascending|descending/);
    await head.getByRole('button').click();
    await expect.poll(firstCell).not.toBe('');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    const csv = readFileSync(await (await saved).path(), 'utf8');
    expect(csv.trim().split('\n').length).toBe((await rows.getByRole('row').count()));
    expect(csv).toMatch(/j\.doe/);
    expect(screen.watch.problems()).toEqual([`download: ${(await saved).suggestedFilename()}`]);
    expect(before).not.toBe('');
    await rows.getByRole('row', { name: /j\.doe.*Clouvider|Clouvider.*j\.doe/ }).first().click();
    await page.getByLabel('Reason').fill('Not his network, not his client.');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: /^Finding \d+/ }).getByText('An analyst made a finding of this row of a hunt table').waitFor();
    await page.getByRole('complementary').getByText('Promoted from a hunt table: Not his network, not his client.').waitFor();
    await page.keyboard.press('Escape');
  });

  test('writes the report as a PDF with the same figures', async () => {
    const { page } = screen;
    await go(page, 'Report');
    await page.getByText(/over 244 events of \d+ users? from 2 exhibits/).waitFor();
    const path = join(home.folder, 'halden.pdf');
    await page.getByLabel('File', { exact: true }).fill(path);
    await page.getByRole('button', { name: 'Write PDF' }).click();
    await ended(page, 'Report');
    await page.getByText(path, { exact: true }).last().waitFor();
    const pdf = readFileSync(path);
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    if (!poppler) return;
    const text = textOf(pdf);
    for (const said of ['Halden Freight', 'IR-2026-014', 'A. Lindqvist', 'AKIA3X7QHALDNEXAMPLE', 'Confirmed', 'hosting network he has never been in', createHash('sha256').update(readFileSync(company.logs[0]!)).digest('hex')]) expect(text.replaceAll(' ', '')).toContain(said.replaceAll(' ', ''));
  });

  test('has logged all of it, and the check of the case finds nothing wrong', async () => {
    const { page } = screen;
    await go(page, 'Case log');
    const log = page.getByRole('grid', { name: 'Entries of the case log' });
    await log.getByRole('row', { name: /report\.write/ }).waitFor();
    // Only rows in sight are in the page.
    let text = '';
    await log.getByRole('row').nth(1).focus();
    for (let n = 0; n < 20 && !text.includes('case.create'); n += 1) {
      text += await log.innerText();
      await page.keyboard.press('PageDown');
      await page.waitForTimeout(50);
    }
    for (const action of ['case.create', 'evidence.begin', 'evidence.end', 'enrichment.store', 'hunt.begin', 'hunt.end', 'decision.verdict', 'decision.note', 'report.write']) expect(text).toContain(action);
    await page.keyboard.press('Home');
    await log.getByRole('row', { name: /decision\.promotion.*Not his network, not his client/ }).waitFor();
    await page.getByPlaceholder('Action').fill('decision.note');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await log.getByRole('row', { name: /decision\.note/ }).click();
    await page.getByRole('complementary').getByText('Key disabled at 13:10').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Check case' }).click();
    await page.getByText('Everything that was checked holds').first().waitFor();
    expect((JSON.parse(cli(home.folder, ['verify', caseFile(home.folder, 'halden-freight'), '--json'])) as { ok: boolean }).ok).toBe(true);
  });

  test('is there the next day: opened from Cases after a new start', async () => {
    expect(screen.watch.problems()).toEqual([]);
    expect(screen.watch.requests.filter((one) => !one.includes(` ${host.origin}/`))).toEqual([]);
    await screen.context.close();
    await host.stop();
    expect(host.said()).toBe('');
    host = await startHost(home.folder);
    screen = await openScreen(browser, host);
    const { page } = screen;
    const row = page.getByRole('row', { name: /Halden Freight/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('244');
    await row.focus();
    await page.keyboard.press('Enter');
    await go(page, 'Findings');
    await findingRow().getByText('Confirmed').waitFor();
  });
});
