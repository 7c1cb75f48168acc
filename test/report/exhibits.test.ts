import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { previewBlocks, writeReport, type ReportModel } from '../../src-main/report/index.ts';
import { csvRows } from '../help/csv.ts';
import { poppler, textOf } from './pdf-text.ts';
import { evidenceOf, exhibit, sampleModel, sha } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-exhibits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A delivery of `count` files, of which the first `special` ones failed. */
function delivery(count: number, special = 0): ReportModel {
  const cards = Array.from({ length: count }, (_, n) => exhibit(n + 1, `day-${n + 1}.json.gz`, n < special ? { state: 'failed', sha256: null, fault: { code: 'evidence/damaged', params: {}, retryable: false } } : {}));
  return sampleModel({ parts: ['evidence'], evidence: evidenceOf(cards, cards.slice(0, special)) });
}

test.skipIf(!poppler)('of many exhibits the report prints some, says how many it left out, and where and under which hash all of them stand', async () => {
  const out = join(folder, 'many.pdf');
  const { files, pages } = await writeReport(delivery(1000, 70), out);
  const list = join(folder, 'many-exhibits.csv');
  expect(files.map((file) => file.path)).toEqual([out, list]);
  expect(pages).toBeLessThan(60);
  const bytes = readFileSync(list);
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect(files[1]).toEqual({ path: list, sha256: hash, bytes: bytes.length });
  const rows = csvRows(bytes.toString('utf8'));
  expect(rows.map((row) => row['exhibit'])).toEqual(Array.from({ length: 1000 }, (_, n) => `E${n + 1}`));
  expect(rows[999]).toMatchObject({ path: '/media/usb/day-1000.json.gz', sha256: sha('day-1000.json.gz'), state: 'done', records: '0' });
  const text = textOf(readFileSync(out)).replaceAll(/\s+/g, ' ');
  expect(text).toContain('930 exhibits as received');
  expect(text).toContain('700 exhibits of 1,000 are not printed here: 60 are told in full and 240 stand in the table.');
  expect(text.replaceAll(' ', '')).toContain(`${basename(list)}thatwaswrittenbesidethisreport,SHA-256${hash}`);
  // 60 + 240 in the chapter; the cover may name some again.
  expect(new Set(text.match(/\bE\d+(?= )/g)).size).toBeLessThan(330);
});

test('few exhibits, or as many as are printed, need no list beside', async () => {
  expect((await writeReport(delivery(12), join(folder, 'few.html'), { format: 'html' })).files).toHaveLength(1);
  expect((await writeReport(delivery(260, 20), join(folder, 'all.html'), { format: 'html' })).files).toHaveLength(1);
  expect((await writeReport(delivery(261, 20), join(folder, 'most.html'), { format: 'html' })).files).toHaveLength(2);
});

test('a stop leaves neither the report nor the list', async () => {
  let asked = 0;
  await expect(writeReport(delivery(500, 100), join(folder, 'stopped.html'), { format: 'html', stopAsked: () => (asked += 1) > 13 })).rejects.toMatchObject({ code: 'job/stopped' });
  expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
});

test('a preview walks no more exhibits than it shows', () => {
  let walked = 0;
  const cards = delivery(400).evidence.all;
  const counting: Iterable<ReturnType<typeof exhibit>> = { *[Symbol.iterator]() { for (const card of cards) { walked += 1; yield card; } } };
  const model = delivery(400);
  previewBlocks({ ...model, evidence: { ...model.evidence, all: counting, alike: counting } });
  expect(walked).toBeLessThanOrEqual(15 + 240);
});

test('many reasons of skips are summed by reason, with the number of exhibits', async () => {
  const skips = Array.from({ length: 90 }, (_, n) => ({ exhibit: `E${n + 1}`, reason: n % 3 === 0 ? 'json/invalid' : 'time/unreadable', count: 2 }));
  const out = join(folder, 'skips.html');
  await writeReport(sampleModel({ parts: ['evidence'], skips }), out, { format: 'html' });
  const cells = [...readFileSync(out, 'utf8').matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map((found) => found[1]!.replaceAll(/<[^>]+>/g, ''));
  expect(cells.join('|')).toContain('60|time/unreadable|120|30|json/invalid|60|All||180');
});
