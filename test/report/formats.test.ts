import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { reportFormats } from '../../src-main/contract/index.ts';
import { type ReportModel, type ReportOptions, writeReport } from '../../src-main/report/index.ts';
import { csvCells, csvRows } from '../help/csv.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { attacks, hostileModel } from './hostile-model.ts';
import { record, sampleModel } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-formats-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

async function written(model: ReportModel, format: 'json' | 'csv', options: ReportOptions = {}) {
  const path = join(folder, `${++made}.${format}`);
  return { path, result: await writeReport(model, path, { ...options, format }), text: readFileSync(path, 'utf8') };
}
type Json = Record<string, unknown> & { readonly written: unknown; readonly findings: readonly Record<string, unknown>[]; readonly records: readonly Record<string, unknown>[] };

test('JSON: two writings differ in what is said of the writing, and in nothing else', async () => {
  const one = await written(sampleModel(), 'json');
  const two = await written(sampleModel({ generatedAt: '2027-01-01T00:00:00Z', audit: { seq: 12, head: 'ff', rows: [] } }), 'json');
  const [a, b] = [JSON.parse(one.text) as Json, JSON.parse(two.text) as Json];
  expect({ ...a, written: null }).toEqual({ ...b, written: null });
  expect(a.written).not.toEqual(b.written);
  expect(one.text).toBe(`${JSON.stringify(a, null, 2)}\n`);
  expect(one.result.sha256).toBe(createHash('sha256').update(one.text).digest('hex'));
});

test('JSON: everything that is told is in it, and every key is in the documentation', async () => {
  const model = sampleModel();
  const said = JSON.parse((await written(model, 'json')).text) as Json;
  expect(said).toMatchObject({ format: 'bilocate-report', formatVersion: 1, zone: 'UTC', recordCount: 20, status: 'draft' });
  expect(said.findings.map((one) => one['number'])).toEqual([1, 2, 3]);
  expect(said.records.map((one) => one['sha256'])).toEqual([...model.records].map((one) => one.sha256));
  const known = documented('F.json');
  expect([...pathsIn(said)].filter((path) => !known.has(path))).toEqual([]);
});

test('JSON: hostile text and a value of a megabyte come back as they were', async () => {
  const said = JSON.parse((await written(hostileModel(), 'json')).text) as Json;
  expect(said.records[0]!['raw']).toBe(attacks.join(' '));
  expect(String(said.records[1]!['raw'])).toHaveLength(1_000_001);
});

test('CSV: findings and, beside them, events, users, records and exhibits; each is hashed', async () => {
  const { path, result } = await written(sampleModel(), 'csv');
  expect(result.files.map((file) => file.path)).toEqual([path, ...['-events', '-users', '-records', '-exhibits'].map((suffix) => path.replace('.csv', `${suffix}.csv`))]);
  for (const file of result.files) expect(file).toMatchObject({ sha256: createHash('sha256').update(readFileSync(file.path)).digest('hex') });
  const rows = result.files.map((file) => csvRows(readFileSync(file.path, 'utf8')));
  expect(rows.map((one) => one.length)).toEqual([3, 60, 2, 20, 2]);
  expect(rows[0]![0]).toMatchObject({ number: '1', told: 'yes', verdict: 'confirmed', verdict_by: 'M. Sørby', verdict_at_utc: '2026-05-20T09:20:47Z', user: 'j.doe' });
});

test('trap 25: CSV: no cell is a formula, and lines hold what they should', async () => {
  const { result } = await written(hostileModel(), 'csv');
  for (const file of result.files) {
    const cells = csvCells(readFileSync(file.path, 'utf8'));
    expect(new Set(cells.map((line) => line.length)).size).toBe(1);
    for (const cell of cells.flat()) expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n]/);
  }
});

test.each(reportFormats)('%s: a stop leaves no file, and a place that cannot be written is a fault', async (format) => {
  const records = Array.from({ length: 120 }, (_, i) => record(i + 1));
  const before = readdirSync(folder);
  await expect(writeReport(sampleModel({ records, recordCount: 120 }), join(folder, `stopped.${format}`), { format, stopAsked: () => true })).rejects.toMatchObject({ code: 'job/stopped' });
  expect(readdirSync(folder)).toEqual(before);
  await expect(writeReport(sampleModel(), join(folder, 'no', `such.${format}`), { format })).rejects.toMatchObject({ code: 'file/not-writable' });
});
