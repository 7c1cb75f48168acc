import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, overflow, shot } from '../help/browser.ts';
import { fixtures } from '../help/open-cases.ts';
import { go, idle, importPaths, newCase, quietAfterEach, stage, type Stage } from './steps.ts';

let on: Stage;

beforeAll(async () => {
  on = await stage();
  await newCase(on.page, 'Tuned', 'IR-2026-031');
  await importPaths(on.page, [join(fixtures, 'array.json')]);
  await idle(on.page);
  await go(on.page, 'Hunts');
  await on.page.getByRole('link', { name: /AWS key in two places/ }).first().click();
  await on.page.getByRole('button', { name: /^As published/ }).or(on.page.getByRole('link', { name: /As published/ })).first().click();
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

const sentence = () => on.page.getByRole('region', { name: 'What it does' });
const form = () => on.page.getByRole('form', { name: /^Change / });
const slider = () => form().getByRole('slider');
const counts = () => form().locator('[aria-live=polite].counts');
const drawing = () => form().getByRole('img', { name: / there\. / });
/** What stands there once it says what is wanted. */
async function says(text: RegExp): Promise<string> {
  await counts().filter({ hasText: text }).waitFor();
  return (await counts().textContent())!.trim();
}

describe('a filter is tried while it is typed', () => {
  const part = () => on.page.getByRole('region', { name: 'Filter of the rule' });
  const told = () => part().locator('[aria-live=polite].counts');

  test('what it would keep and let go is counted before it is kept; one that cannot be a filter is not tried', async () => {
    await part().getByRole('button', { name: 'Add a filter' }).click();
    const text = part().getByLabel('Filter, YAML');
    await text.fill('when: { measure: events, at_least: 100000 }');
    await told().filter({ hasText: 'let go by the filter' }).waitFor();
    expect(await told().textContent()).toMatch(/^0 findings, 0 new, ([1-9]\d*) lost, 0 users; beside them \1 let go by the filter$/);
    expect(await part().getByRole('region', { name: 'Lost with what is tried' }).getByRole('listitem').count()).toBeGreaterThan(0);
    await shot(on.page, 'tuning-filter');
    expect(await axe(on.page)).toEqual([]);
    await text.fill('when: { measure: events, at_least: 1 }');
    await told().filter({ hasText: 'as saved' }).waitFor();
    await text.fill('when: { measure: nothing, at_least: 1 }');
    await part().getByText(/There is no measure "nothing"/).waitFor();
    expect(await told().count(), 'there is nothing to count').toBe(0);
    await part().getByRole('button', { name: 'Cancel' }).click();
    await part().getByText('This rule has no filter in this case.').waitFor();
  });
});

describe('a threshold is tuned where it stands', () => {
  test('the form shows what the rule finds now, and the curve of all other values', async () => {
    await sentence().locator('[data-parameter=networks], [data-parameter=limit]').first().click();
    await slider().waitFor();
    expect(await says(/^[1-9]/)).toMatch(/^\d+ findings?, as saved, \d+ users?$/);
    await form().getByText('line: saved, dashed: default').waitFor();
    expect(await drawing().getAttribute('aria-label')).toMatch(/ from 0 to 20: \d+ findings? there, 0 findings there\. Saved 1\. At 1: \d+ findings?\./);
  });

  test('moving the slider moves counts, curve and lists; a key goes to the next value', async () => {
    const before = { label: await drawing().getAttribute('aria-label'), dot: await drawing().locator('circle').getAttribute('cx') };
    await slider().press('End');
    expect(await says(/^0 findings/)).toMatch(/^0 findings, 0 new, [1-9]\d* lost, 0 users$/);
    await expect.poll(() => drawing().locator('circle').getAttribute('cx')).not.toBe(before.dot);
    expect(await drawing().getAttribute('aria-label')).not.toBe(before.label);
    expect(await form().getByRole('textbox', { name: /./ }).first().inputValue()).toBe(await slider().getAttribute('aria-valuetext'));
    const lost = form().getByRole('region', { name: 'Lost with what is tried' }).getByRole('listitem');
    expect(await lost.count()).toBeGreaterThan(0);
    expect(await lost.first().getByRole('link').getAttribute('href')).toContain('/events?f=');
    const value = Number(await slider().getAttribute('aria-valuetext'));
    await slider().press('ArrowLeft');
    expect(Number(await slider().getAttribute('aria-valuetext'))).toBe(value - 1);
  });

  test('is read by everybody, has a table behind it and fits small windows', async () => {
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await on.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await on.page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
      found.push(...(await axe(on.page, { coloursOnly: colorScheme === 'dark' })));
      await shot(on.page, `tuning-${colorScheme}`);
    }
    await on.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const size of [{ width: 1180, height: 700 }, { width: 1440, height: 900 }]) {
      await on.page.setViewportSize(size);
      const wide = await overflow(on.page);
      if (wide > 0) found.push(`${size.width}: ${wide} px too wide`);
    }
    expect(found).toEqual([]);
    await on.page.keyboard.press('Alt+t');
    const rows = form().getByRole('row');
    await rows.filter({ hasText: 'saved' }).waitFor();
    expect(await rows.count()).toBeGreaterThan(5);
    await on.page.keyboard.press('Alt+t');
  });

  test('what is tried of one parameter counts along while another is looked at, and can be put back', async () => {
    await slider().press('End');
    await says(/^0 findings/);
    await sentence().locator('[data-parameter=window]').click();
    await form().getByText('Counted along').waitFor();
    expect(await says(/lost/), 'with both').toMatch(/^0 findings, 0 new, [1-9]\d* lost/);
    expect(await sentence().locator('.part.tried').count()).toBe(1);
    await form().getByLabel('Reason').fill('both');
    await form().getByRole('button', { name: 'Save for this case' }).waitFor();
    await slider().press('ArrowRight');
    await form().getByRole('button', { name: 'Save 2 values for this case' }).waitFor();
    await shot(on.page, 'tuning-two');
    expect(await axe(on.page)).toEqual([]);
    await form().getByRole('button', { name: /^Put back: / }).click();
    await form().getByText('Counted along').waitFor({ state: 'detached' });
    expect(await says(/^[1-9]/)).toMatch(/^[1-9]/);
    await form().getByRole('button', { name: 'Cancel' }).click();
    await sentence().locator('[data-parameter=networks], [data-parameter=limit]').first().click();
    await slider().waitFor();
    await says(/as saved/);
    await slider().press('End');
    await says(/^0 findings/);
  });

  test('nothing is stored until it is saved with a reason; "Put back" takes it back', async () => {
    const save = form().getByRole('button', { name: 'Save for this case' });
    expect(await save.isDisabled()).toBe(true);
    await form().getByRole('button', { name: 'Put back' }).click();
    await says(/as saved/);
    await slider().press('ArrowRight');
    const tried = (await slider().getAttribute('aria-valuetext'))!;
    await form().getByLabel('Reason').fill('fewer, graver ones');
    await save.click();
    await form().waitFor({ state: 'detached' });
    await on.page.getByRole('region', { name: 'Changes of parameters' }).getByText('fewer, graver ones').waitFor();
    expect(await sentence().locator('.part.other').textContent()).toContain(tried);
  });
});
