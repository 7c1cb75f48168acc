import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Intake } from '../../src-main/contract/index.ts';
import { writeReport } from '../../src-main/report/index.ts';
import { csvRows } from '../help/csv.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { evidenceOf, exhibit, record, sampleModel } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-intakes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const intake: Intake = {
  scope: { from: '2026-05-01T00:00:00.000Z', to: null, datasets: [], accounts: ['111122223333'], users: ['j.doe'], categories: [] }, zone: 'Europe/Oslo', dataset: 'okta.system', offsets: [{ dataset: 'okta.system', seconds: -90 }],
};
const model = sampleModel({
  parts: ['evidence', 'records'],
  evidence: { ...evidenceOf([exhibit(1, 'whole.json'), exhibit(2, 'part.json', { intake })]), intakes: [{ intake, exhibits: 14, first: ['E2', 'E3'], outOfScope: 1234, zoneAssumed: 77, zoneUnsure: 2 }] },
  records: [record(1, { time: { utc: '2026-10-25T00:28:30Z', text: '2026-10-25T02:30:00', precision: 'second', zoneAssumed: true, zone: 'Europe/Oslo', unsure: true, offsetSeconds: -90 } })],
});

test('the chapter on evidence says what was left out and how times were read, for all exhibits together and at each', async () => {
  const path = join(folder, 'r.html');
  await writeReport(model, path, { format: 'html' });
  const text = readFileSync(path, 'utf8').replaceAll(/<style.*?<\/style>/gs, ' ').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  expect(text).toContain('What was taken in, and how times were read');
  expect(text).toMatch(/E2, E3 and 12 more Only from 2026-05-01T00:00:00Z on; accounts 111122223333; users j\.doe.*Times that name no zone are read in Europe\/Oslo.*Records are read as okta\.system, as the analyst said.*Clocks put right: okta\.system −90 s 1,234 77 2/);
  expect(text.match(/Taken in Only from/g)?.length).toBe(1);
  expect(text).toContain('time 2026-10-25T02:30:00, to the second, names no zone and is read in Europe/Oslo (clocks were changed then: it may lie an hour off), clock put right by -90 s; 2026-10-25T00:28:30Z');
});

test('CSV and JSON have it for each exhibit', async () => {
  const csv = await writeReport(model, join(folder, 'r.csv'), { format: 'csv' });
  const rows = csvRows(readFileSync(csv.files.find((file) => file.path.endsWith('-exhibits.csv'))!.path, 'utf8'));
  expect(rows.map((row) => [row['scope'], row['zone'], row['source_by_analyst'], row['clock_offsets']])).toEqual([
    ['', '', '', ''], ['from 2026-05-01T00:00:00Z on; accounts 111122223333; users j.doe', 'Europe/Oslo', 'okta.system', 'okta.system −90 s'],
  ]);
  const path = join(folder, 'r.json');
  await writeReport(model, path, { format: 'json' });
  const said = JSON.parse(readFileSync(path, 'utf8')) as { evidence: { intake: Intake }[] };
  expect(said.evidence[1]!.intake).toEqual(intake);
  const known = documented('F.json');
  expect([...pathsIn(said)].filter((one) => !known.has(one) && !known.has(one.replace(/\.scope\..*$/, '.scope')))).toEqual([]);
});
