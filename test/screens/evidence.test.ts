import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, cli, patience, shot } from '../help/browser.ts';
import { writeCompany, writeLarge, type Company } from './evidence-files.ts';
import { beginImport, caseFile, ended, go, heading, idle, importPaths, job, ledgerOf, newCase, offerPaths, quietAfterEach, stage, storedEvents, type Stage } from './steps.ts';

interface ImportedFile {
  readonly path: string; readonly records: number; readonly events: number; readonly duplicates: number; readonly skips: number; readonly folded: number; readonly outOfScope: number;
}
const figuresOf = ({ records, events, duplicates, skips, folded, outOfScope }: ImportedFile) => ({ records, events, duplicates, skips, folded, outOfScope });

let on: Stage;
let company: Company;
/** What the command line says of the same files, by their name. */
let told: Map<string, ImportedFile>;

beforeAll(async () => {
  on = await stage();
  company = writeCompany(join(on.home, 'evidence'));
  const answer = JSON.parse(cli(join(on.home, 'other'), ['import', join(on.home, 'other.bilocate'), ...company.logs, company.broken, '--json'])) as { files: ImportedFile[] };
  told = new Map(answer.files.map((file) => [basename(file.path), file]));
});
quietAfterEach(() => on.screen);
afterAll(() => on?.end());

/** Drops paths of this machine on the page, as the desktop does: folders stay folders. */
async function dropPaths(paths: readonly string[]): Promise<void> {
  const session = await on.screen.context.newCDPSession(on.page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const at = { x: 700, y: 400 };
  for (const type of ['dragEnter', 'dragOver'] as const) await session.send('Input.dispatchDragEvent', { type, ...at, data });
  await on.page.getByText('Let go to add').waitFor();
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at, data });
  await session.detach();
}

describe('evidence comes in', () => {
  test('by the picker, a whole folder of it, with paths inside the folder kept', async () => {
    await newCase(on.page, 'By folder');
    await on.page.locator('input[webkitdirectory]').setInputFiles(company.folder);
    await beginImport(on.page);
    await ended(on.page, 'Import');
    for (const name of ['days.json.gz', 'night.json.gz', 'broken.jsonl']) expect(await ledgerOf(on.page, name)).toEqual(figuresOf(told.get(name)!));
    await on.page.getByTitle('evidence/from-ticket/broken.jsonl').waitFor();
    await idle(on.page);
  });

  test('by dropping files and folders on the page', async () => {
    await newCase(on.page, 'By drop');
    await dropPaths([company.logs[1]!, join(company.folder, 'from-ticket')]);
    await beginImport(on.page);
    await ended(on.page, 'Import');
    expect(await ledgerOf(on.page, 'night.json.gz')).toEqual(figuresOf(told.get('night.json.gz')!));
    await ledgerOf(on.page, 'from-ticket/broken.jsonl');
    await idle(on.page);
  });

  test('by files that a program hands over, with nothing behind them on a disk', async () => {
    await newCase(on.page, 'By data transfer');
    await on.page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['{"Records":[{"eventVersion":"1.10","eventTime":"2026-05-19T10:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","eventID":"e-1","sourceIPAddress":"73.3.132.40","userAgent":"x","awsRegion":"us-east-1","userIdentity":{"type":"IAMUser","userName":"a","accountId":"1"}}]}'], 'handed.json'));
      document.querySelector('.page')!.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await beginImport(on.page);
    await ended(on.page, 'Import');
    expect(await ledgerOf(on.page, 'handed.json')).toMatchObject({ records: 1, events: 1 });
    await idle(on.page);
  });

  test('by paths of the host, where nothing is copied', async () => {
    await newCase(on.page, 'By path', 'P-1');
    await importPaths(on.page, [...company.logs, company.broken]);
    for (const name of ['days.json.gz', 'night.json.gz', 'broken.jsonl']) expect(await ledgerOf(on.page, name)).toEqual(figuresOf(told.get(name)!));
    expect(told.get('broken.jsonl')).toMatchObject({ records: 6, skips: company.skips, duplicates: 1 });
    await idle(on.page);
    await on.page.getByText(`${company.skips} records skipped`).waitFor();
  });

  test('and not at all where sending it was stopped', async () => {
    const slow = await on.screen.context.newCDPSession(on.page);
    await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 200_000 });
    const before = await on.page.locator('article.job').count();
    if (!(await on.page.getByText('Drop files or folders here').isVisible())) await on.page.getByRole('button', { name: 'Add evidence' }).click();
    await on.page.locator('input[type=file]:not([webkitdirectory])').setInputFiles([{ name: 'slow.jsonl', mimeType: 'application/json', buffer: Buffer.alloc(4_000_000, 0x20) }]);
    await on.page.getByText('Sending to the host').waitFor();
    await on.page.getByText(/0 of 1 files, [1-9]\d* kB \/ 4\.0 MB/).waitFor();
    expect(await axe(on.page, { part: '.add' })).toEqual([]);
    await shot(on.page, 'sending-light');
    await on.page.getByRole('button', { name: 'Stop sending' }).click();
    await on.page.getByText('Sending to the host').waitFor({ state: 'detached' });
    expect(await on.page.locator('article.job').count()).toBe(before);
    await slow.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await slow.detach();
  });

  test('and leaves nothing of itself in the inbox', async () => {
    const inboxes = join(on.home, 'cache', 'inbox');
    const left = () => (existsSync(inboxes) ? readdirSync(inboxes, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => one.name) : []);
    await expect.poll(left).toEqual([]);
  });
});

describe('nothing disappears', () => {
  test('each skip is in the drawer with its reason, its place and its first bytes', async () => {
    const row = on.page.getByRole('row', { name: /broken\.jsonl/ });
    await row.getByRole('button', { name: String(company.skips), exact: true }).click();
    await heading(on.page, 'Skipped records').waitFor();
    const list = await on.page.getByRole('grid', { name: 'Skipped records' }).innerText();
    for (const reason of ['Not valid JSON', 'JSON, but not an object', 'No readable time']) expect(list).toContain(reason);
    expect(list).toMatch(/record \d+, byte [\d,]+, \d+ bytes/);
    expect(list).toContain('"eventTime":"2026-05-19T');
    expect(list).toContain('"only text"');
    await on.page.getByRole('button', { name: 'Back' }).click();
    await on.page.getByText('Balances').waitFor();
    await on.page.getByText(/^6 records = 2 events \+ 1 duplicates \+ 3 skipped/).first().waitFor();
    await on.page.keyboard.press('Escape');
    await on.page.getByRole('complementary').waitFor({ state: 'detached' });
  });

  test('how it was acquired is kept, and a hash that differs is said', async () => {
    await on.page.getByRole('row', { name: /night\.json\.gz/ }).click();
    const drawer = on.page.getByRole('complementary');
    await drawer.getByLabel('Acquired by').fill('M. Okafor');
    await drawer.getByLabel('SHA-256 at acquisition').fill('0'.repeat(64));
    await drawer.getByRole('heading', { name: 'How it was acquired' }).click();
    await drawer.getByRole('button', { name: 'Save acquisition' }).click();
    await drawer.getByText('does not match').waitFor();
    await on.page.keyboard.press('Escape');
    await on.page.reload();
    await on.page.getByRole('row', { name: /night\.json\.gz.*does not match/ }).waitFor();
  });

  test('the same bytes under another name add nothing and say so', async () => {
    const again = join(on.home, 'again', 'renamed.json.gz');
    mkdirSync(join(on.home, 'again'));
    copyFileSync(company.logs[0]!, again);
    const before = await storedEvents(on.page);
    await importPaths(on.page, [again]);
    await idle(on.page);
    expect(await storedEvents(on.page)).toBe(before);
    expect(before).toBeGreaterThan(200);
    expect(await on.page.getByRole('grid', { name: 'Evidence' }).getByRole('row').count()).toBe(4);
    const said = await job(on.page, 'Import').innerText();
    expect(said).toContain('renamed.json.gz');
    expect(said).toContain('0 events, 216 duplicates, 0 skipped');
    expect(said).toContain('1 file has the same bytes as an exhibit of this case and added nothing.');
  });

  test('a path that is not there is a fault that says what and where', async () => {
    await offerPaths(on.page, ['/no/such/folder']);
    await job(on.page, 'Import').getByText('1 file has a fault. There is no file or folder at this path. /no/such/folder').waitFor();
  });
});

// So large that beside other work on the machine the page is drawn often enough before it ends.
const files = 12;
const each = 25_000;

describe('a large import', () => {
  test('shows its steps, its rate and the time left, and stops with what it had stored', async () => {
    const folder = join(on.home, 'large');
    writeLarge(folder, files, each);
    await newCase(on.page, 'Large');
    await offerPaths(on.page, [folder]);
    // In one go in the page: on a fast machine the import is over before a second question gets there.
    const seen = await on.page.evaluate(() => new Promise<{ text: string; now: string; share: number }>((done) => {
      const look = () => {
        const row = document.querySelector<HTMLElement>('article.job');
        const text = row?.innerText ?? '';
        const stop = row?.querySelector('button');
        if (!stop || !/\/s, .+ left/.test(text) || !/\b[1-9][\d,]* events/.test(text)) return void requestAnimationFrame(look);
        stop.click();
        done({ text, now: row?.querySelector<HTMLElement>('[aria-current=step]')?.innerText ?? '', share: Number(row?.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) });
      };
      look();
    }));
    expect(seen.now).toBe('Parse');
    expect(seen.share).toBeLessThan(100);
    for (const step of ['Hash', 'Parse', 'Enrich', 'Stop']) expect(seen.text).toContain(step);
    expect(seen.text).toMatch(/[\d.]+ [kM]?B of [\d.]+ MB/);
    await ended(on.page, 'Import', 'Stopped');
    expect(await job(on.page, 'Import').innerText()).toMatch(/[\d,]+ events/);
    expect((JSON.parse(cli(on.home, ['verify', caseFile(on.home, 'large'), '--json'])) as { ok: boolean }).ok).toBe(true);
    const kept = await storedEvents(on.page);
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(files * each);
  });

  test('goes on where it stopped, and ends like one that was never stopped', async () => {
    await importPaths(on.page, [join(on.home, 'large')]);
    await expect.poll(() => storedEvents(on.page), { timeout: patience }).toBe(files * each);
    for (let f = 0; f < files; f += 1) await expect.poll(() => ledgerOf(on.page, `large-${f}.jsonl`), { timeout: patience }).toMatchObject({ records: each, events: each, duplicates: 0, skips: 0 });
    await idle(on.page);
  });
});

test('the other screens follow along: the case is in the list with its events', async () => {
  await go(on.page, 'Cases');
  await expect.poll(() => on.page.getByRole('row', { name: /^Large/ }).innerText(), { timeout: patience }).toContain((files * each).toLocaleString('en'));
});
