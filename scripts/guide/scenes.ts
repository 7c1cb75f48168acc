import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** One state of the app that the guide shows. */
export interface Scene {
  /** Name of the picture, before the look. */
  readonly name: string;
  readonly looks: readonly `${'light' | 'dark'} ${'1440' | '1280'}`[];
  readonly show: (page: Page, origin: string) => Promise<void>;
}

const heading = (page: Page, name: string, level = 1) => page.getByRole('heading', { name, level, exact: true });
const at = (page: Page, origin: string, path: string) => page.goto(`${origin}/#${path}`);
/** The finding that the guide follows: one key on two networks. */
const key = (page: Page) => page.getByRole('row', { name: /2 networks on one key/ }).first();

async function findings(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/findings');
  await key(page).waitFor();
}

async function openFinding(page: Page, origin: string): Promise<void> {
  await findings(page, origin);
  await key(page).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('complementary').getByRole('heading', { name: 'Why it fired' }).waitFor();
}

/** What an analyst decided before the pictures are taken: one finding confirmed, with its reason. */
export async function decide(page: Page, origin: string): Promise<void> {
  await openFinding(page, origin);
  const drawer = page.getByRole('complementary');
  await drawer.getByRole('textbox', { name: 'Reason' }).fill('Same key from a hosting network while the usual client was at work');
  await drawer.getByRole('button', { name: 'Confirmed' }).click();
  await drawer.getByText(/Verdict of M\. Sørby/).waitFor();
}

const overview = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/overview');
  await heading(page, 'First seen', 2).waitFor();
  await page.getByRole('row', { name: /j\.doe/ }).first().waitFor();
};
const user = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/users/j.doe');
  await heading(page, 'Places', 2).waitFor();
  await heading(page, 'Credentials', 2).waitFor();
};
const hunts = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/hunts/aws-key-in-two-places/corrected');
  await page.getByRole('heading', { name: 'Left out by the rule' }).waitFor();
};
/** A parameter of the rule, tried with another value: nothing of it is saved. */
async function tuning(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/hunts/aws-key-in-two-places/published');
  await page.getByRole('region', { name: 'What it does' }).locator('[data-parameter=window]').click();
  const form = page.getByRole('form', { name: /^Change / });
  await form.getByRole('img', { name: / there\. / }).waitFor();
  for (let n = 0; n < 4; n += 1) await form.getByRole('slider').press('ArrowRight');
  await form.getByText(/\d lost/).first().waitFor();
  await form.getByText('line: saved, dashed: default').waitFor();
  await form.getByText(/^Counting in /).waitFor({ state: 'hidden' });
}
/** The form of what is expected, with a reason; it is not kept. */
async function expectForm(page: Page, origin: string): Promise<void> {
  await at(page, origin, `/findings?user=${encodeURIComponent('d.castillo@haldenfreight.example')}`);
  await page.getByRole('row', { name: /2 countries in a day/ }).first().click();
  await page.getByRole('button', { name: 'Expect this…' }).click();
  await page.getByRole('form', { name: 'Expect this' }).getByLabel('Reason').fill('Works at the Dutch terminal on some days, says HR');
}
/** One exception and two periods, kept. */
async function expected(page: Page, origin: string): Promise<void> {
  await expectForm(page, origin);
  await page.getByRole('button', { name: 'Expect it, and hunt again' }).click();
  await page.getByRole('region', { name: 'Expected', exact: true }).waitFor();
  await page.locator('footer.status').getByText(/^Answer \d+ ms/).waitFor();
  await at(page, origin, '/settings/expected');
  await page.getByRole('table', { name: 'Exceptions of this case' }).waitFor();
  for (const [kind, from, to, reason] of [['Trusted', '2026-04-20', '2026-05-08', 'No sign of the thief in the laptop image'], ['Known bad', '2026-05-12 13:37', '2026-05-20', 'Since the viewer for labels was opened']] as const) {
    await page.getByRole('button', { name: 'New period' }).click();
    const form = page.getByRole('form', { name: 'New period' });
    await form.getByLabel(kind).check();
    await form.getByLabel(/^From/).fill(from);
    await form.getByLabel(/^To/).fill(to);
    await form.getByLabel('Reason').fill(reason);
    await form.getByRole('button', { name: 'Keep period' }).click();
    await form.waitFor({ state: 'detached' });
  }
  await page.getByRole('table', { name: 'Periods of this case' }).getByText('Known bad').waitFor();
}
/** What a second hunt changed: it heeds the exception and the periods. */
async function since(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/hunts/aws-key-in-two-places/corrected');
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('button', { name: 'Run all', disabled: false }).waitFor();
  await overview(page, origin);
  await page.getByRole('region', { name: 'Since the hunt before' }).waitFor();
}
async function risk(page: Page, origin: string): Promise<void> {
  await user(page, origin);
  await page.getByRole('button', { name: /^Risk of / }).click();
  await page.getByRole('region', { name: 'Risk', exact: true }).locator('tbody tr').first().waitFor();
}
const table = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/hunts/aws-session-profiles/corrected/table');
  await page.getByRole('grid', { name: /^Rows of/ }).getByRole('row').nth(3).waitFor();
};
const events = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/events');
  await page.getByRole('grid', { name: 'Events of the case' }).getByRole('row').nth(3).waitFor();
};
/** The events of the finding, and the first of them in the drawer. */
async function event(page: Page, origin: string): Promise<void> {
  await openFinding(page, origin);
  await page.keyboard.press('e');
  await heading(page, 'Events').waitFor();
  const rows = page.getByRole('grid', { name: 'Events of the case' }).getByRole('row');
  await page.getByRole('search').getByText(/^68 of/).waitFor();
  await rows.nth(20).click();
  await page.getByRole('complementary').getByRole('heading', { name: 'Mapped fields' }).waitFor();
}
async function report(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/report');
  await page.getByText('Investigation report').first().waitFor();
  await page.getByRole('tab', { name: /^Checks \d/ }).waitFor();
}
async function checks(page: Page, origin: string): Promise<void> {
  await report(page, origin);
  await page.getByRole('tab', { name: /^Checks/ }).click();
  await page.getByText('What a reader would ask about.').waitFor();
}
const evidence = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/evidence/1');
  await page.getByRole('complementary').getByText('Balances').waitFor();
};
/** What the app's own tests read: logs of several shapes, and a page that is none. */
const given = join(import.meta.dirname, '..', '..', 'test', 'fixtures', 'cloudtrail');
async function plan(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/evidence');
  await page.getByRole('button', { name: 'Add evidence' }).click();
  await page.getByLabel('Or paths on this host, one a line').fill(given);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('form', { name: 'Before the import' }).getByRole('row').nth(3).waitFor();
}
const tables = async (page: Page, origin: string): Promise<void> => {
  await at(page, origin, '/settings/tables');
  await page.getByText('came with Bilocate').first().waitFor();
};
async function log(page: Page, origin: string): Promise<void> {
  await at(page, origin, '/log');
  await page.getByRole('button', { name: 'Check case' }).click();
  await page.getByText('Everything that was checked holds.').waitFor();
}

/** All pictures; the first six stand beside the mock-ups and are told in light and dark. */
export const scenes: readonly Scene[] = [
  { name: 'overview', looks: ['light 1440', 'dark 1440', 'light 1280'], show: overview },
  { name: 'findings', looks: ['light 1440', 'dark 1440', 'dark 1280'], show: openFinding },
  { name: 'user', looks: ['light 1440', 'dark 1440', 'light 1280'], show: user },
  { name: 'hunts', looks: ['light 1440', 'dark 1440'], show: hunts },
  { name: 'events', looks: ['light 1440', 'dark 1440'], show: events },
  { name: 'report', looks: ['light 1440', 'dark 1440'], show: report },
  { name: 'checks', looks: ['light 1280'], show: checks },
  { name: 'event', looks: ['light 1440'], show: event },
  { name: 'table', looks: ['light 1280'], show: table },
  { name: 'evidence', looks: ['light 1440'], show: evidence },
  { name: 'plan', looks: ['light 1440'], show: plan },
  { name: 'tables', looks: ['light 1280'], show: tables },
  { name: 'log', looks: ['light 1280'], show: log },
  { name: 'risk', looks: ['light 1440'], show: risk },
  { name: 'tuning', looks: ['light 1440'], show: tuning },
  // From here on the case is another one: what is expected is kept, and hunts ran again.
  { name: 'expect', looks: ['light 1440'], show: expectForm },
  { name: 'expected', looks: ['light 1280'], show: expected },
  { name: 'since', looks: ['light 1280'], show: since },
];
