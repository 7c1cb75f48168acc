import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from '../help/browser.ts';
import { writeCompany } from './evidence-files.ts';
import { go, heading, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

const stolen = /networks on one key: .*AKIA3X7QHALDNEXAMPLE of j\.doe/;
let on: Stage;

beforeAll(async () => {
  on = await stage();
  const { logs } = writeCompany(join(on.home, 'evidence'));
  await newCase(on.page, 'Expected');
  await importPaths(on.page, [...logs]);
  await idle(on.page);
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

const row = () => on.page.getByRole('row', { name: stolen });
const note = () => on.page.getByRole('region', { name: 'Expected', exact: true });
/** No finding of axe in either theme. */
async function clean(name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await on.page.emulateMedia({ colorScheme });
    expect(await axe(on.page), `${name}, ${colorScheme}`).toEqual([]);
  }
  await on.page.emulateMedia({ colorScheme: 'light' });
}

describe('what is expected', () => {
  test('a finding is expected by what it is about, with a reason, and is no alarm from then on', async () => {
    const { page } = on;
    await go(page, 'Findings');
    await row().click();
    await page.getByRole('button', { name: 'Expect this…' }).click();
    const form = page.getByRole('form', { name: 'Expect this' });
    await form.getByRole('button', { name: /more field/ }).click();
    await clean('form');
    const save = form.getByRole('button', { name: 'Expect it, and hunt again' });
    expect(await save.isDisabled(), 'a reason is needed').toBe(true);
    await form.getByLabel(/^Events before/).fill('someday');
    await form.getByText('A time such as').waitFor();
    await form.getByLabel(/^Events before/).fill('');
    await form.getByLabel('Reason').fill('Two exits of one build host');
    await save.click();
    await note().getByText('Two exits of one build host').waitFor();
    await idle(page);
    await page.getByText('The open finding is expected').waitFor();
    expect(await row().count()).toBe(0);
    await clean('expected finding');
  });

  test('it is a click away, and counted nowhere else', async () => {
    const { page } = on;
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '1 expected' }).click();
    await row().waitFor();
    expect(await row().innerText()).toContain('expected');
    expect(new URL(page.url()).hash).toContain('filtered=yes');
    await page.getByRole('button', { name: '1 expected' }).click();
    await row().waitFor({ state: 'detached' });
  });

  test('it stands among expected activity, with what it caught, and is taken back there; redo and undo hunt again', async () => {
    const { page } = on;
    await page.goto(`${on.host.origin}/#/settings/expected`);
    const listed = page.getByRole('table', { name: 'Exceptions of this case' });
    await listed.getByText('Two exits of one build host').waitFor();
    await listed.getByRole('link', { name: '1 caught: show them' }).waitFor();
    await clean('settings');
    await listed.getByRole('button', { name: /^Take back/ }).click();
    await page.getByText('Nothing is expected in this case yet.').waitFor();
    await idle(page);
    await go(page, 'Findings');
    await row().waitFor();
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('Restored: what is expected').waitFor();
    await row().waitFor({ state: 'detached' });
    await idle(page);
    await page.keyboard.press('Control+z');
    await page.getByText('Taken back: what is expected').waitFor();
    await row().waitFor();
    await idle(page);
  });
});

describe('periods and filters', () => {
  test('a period is kept with its reason, and taken back', async () => {
    const { page } = on;
    await page.goto(`${on.host.origin}/#/settings/expected`);
    await page.getByRole('button', { name: 'New period' }).click();
    const form = page.getByRole('form', { name: 'New period' });
    await form.getByLabel('Known bad').check();
    await form.getByLabel(/^To/).fill('2020-01-01 00:00');
    await form.getByText('It ends before it begins.').waitFor();
    await form.getByLabel(/^From/).fill('2019-12-01');
    await form.getByLabel('Reason').fill('The phish was opened');
    await clean('form of a period');
    await form.getByRole('button', { name: 'Keep period' }).click();
    const listed = page.getByRole('table', { name: 'Periods of this case' });
    await listed.getByText('The phish was opened').waitFor();
    await listed.getByRole('button', { name: /^Take back/ }).click();
    await page.getByText('No period is known to be clean or bad yet.').waitFor();
  });

  test('a filter with an error says where, and cannot be kept; a right one is applied, counted and removed', async () => {
    const { page } = on;
    await page.goto(`${on.host.origin}/#/hunts/aws-key-in-two-places/corrected`);
    const section = page.getByRole('region', { name: 'Filter of the rule' });
    await section.getByRole('button', { name: 'Add a filter' }).click();
    await section.getByLabel('Filter, YAML').fill('when:\n  measure: nothing\n  at_least: 3\n');
    await section.getByText(/^Line 2, column \d+: There is no measure "nothing"/).waitFor();
    const save = section.getByRole('button', { name: 'Keep, and hunt again' });
    await section.getByLabel('Reason').fill('Only the loud ones');
    expect(await save.isDisabled()).toBe(true);
    await clean('filter');
    await section.getByLabel('Filter, YAML').fill('when:\n  measure: events\n  at_least: 100000\n');
    await section.getByText('This can be the filter.').waitFor();
    await save.click();
    await section.getByText(/The last run dropped \d+ by it\./).waitFor();
    await go(page, 'Findings');
    await row().getByText('gone', { exact: true }).waitFor();
    await page.goto(`${on.host.origin}/#/hunts/aws-key-in-two-places/corrected`);
    await section.getByRole('button', { name: 'Change' }).click();
    await section.getByLabel('Reason').fill('It hid too much');
    await section.getByRole('button', { name: 'Remove the filter' }).click();
    await section.getByText('This rule has no filter in this case.').waitFor();
    await idle(page);
  });

  test('verdicts stand beside the rule, and lead to their findings', async () => {
    const { page } = on;
    await go(page, 'Findings');
    await row().click();
    await page.getByLabel('Reason, kept with the verdict').or(page.locator('input[name=reason]')).first().fill('The owner knows nothing of it');
    await page.getByRole('button', { name: /^Confirmed/ }).click();
    await page.goto(`${on.host.origin}/#/hunts/aws-key-in-two-places/corrected`);
    const section = page.getByRole('region', { name: 'Verdicts' });
    await section.getByText('1 of 1 confirmed').waitFor();
    // What is said while the rule is looked at is seen there.
    await page.keyboard.press('Control+z');
    await section.getByText('Nobody has settled a finding of this rule yet.').waitFor();
    await page.keyboard.press('Control+Shift+z');
    await section.getByText('1 of 1 confirmed').waitFor();
    await section.getByRole('link', { name: /1.*Confirmed/ }).click();
    await heading(page, 'Findings').waitFor();
    await row().waitFor();
  });
});
