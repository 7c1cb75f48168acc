import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { previewBlocks, type ReportExpected, type ReportModel, writeReport } from '../../src-main/report/index.ts';
import { csvRows } from '../help/csv.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { attacks } from './hostile-model.ts';
import { poppler, textOf } from './pdf-text.ts';
import { sampleModel } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-expected-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const by = { analyst: 'M. Sørby', at: '2026-05-20T09:00:00Z' };
const said: ReportExpected = {
  exceptions: [
    { seq: 7, rule: 'S16/corrected', when: [{ field: 'user.name', values: ['svc-build', 'svc-deploy'], set: null }, { field: 'source.ip', values: [], set: 'office' }], from: null, until: '2026-06-01T00:00:00Z', reason: 'The build hosts have two exits.', ...by, caught: [31, 32] },
    { seq: 8, rule: null, when: [{ field: 'user.name', values: ['pentest'], set: null }], from: null, until: null, reason: 'Ordered test.', ...by, caught: [] },
  ],
  filters: [{ seq: 9, rule: 'S1/published', text: 'when: { measure: networks, at_least: 3 }', reason: 'Two exits of one VPN.', ...by, dropped: 12 }],
  periods: [{ seq: 10, kind: 'known-bad', from: '2026-05-19T00:00:00Z', to: '2026-05-20T00:00:00Z', reason: 'The key was in other hands.', ...by }],
  findings: [31, 32].map((number) => ({ id: String(number), number, rule: 'S16', variant: 'corrected', title: 'One key, two exits', severity: 'high', actor: 'svc-build', start: '2026-05-02T03:00:00Z', eventCount: 44, verdict: 'open', filteredBy: 7 })),
};
const benign = { id: 'aa', number: 27, rule: 'S1', variant: 'published', severity: 'low', title: 'One key from 2 addresses', actor: 'svc-terraform', start: '2026-05-02T03:00:00Z', eventCount: 944, verdict: 'benign', decision: { ...by, reason: 'Terraform runs in two zones.' } } as const;
const model = (over: Partial<ReportModel> = {}): ReportModel => sampleModel({ expected: said, others: [benign], ...over });
const write = async (format: 'pdf' | 'html' | 'json' | 'csv', of = model()) => {
  const path = join(folder, `r.${format}`);
  return { path, result: await writeReport(of, path, { format }) };
};
const told = ['Expected and benign', 'user.name is svc-build or svc-deploy; source.ip is in the set “office”', 'The build hosts have two exits.', 'when: { measure: networks, at_least: 3 }', 'Known bad', 'The key was in other hands.', 'Terraform runs in two zones.', '2 findings are expected, and counted nowhere in this report'];

test.skipIf(!poppler)('in print: what was said, by whom, why, and what it came to', async () => {
  const flat = textOf(readFileSync((await write('pdf')).path)).replaceAll(/\s+/g, ' ');
  // Cells of a table lie side by side, so that a long one is looked for by its words.
  for (const text of told) for (const word of text.split(' ')) expect(flat).toContain(word);
  expect(flat).toContain('2 findings are expected and stand there too.');
});

test('as HTML, inert', async () => {
  const html = readFileSync((await write('html')).path, 'utf8');
  for (const text of told) expect(html).toContain(text);
  const [one] = said.exceptions;
  const hostile = readFileSync((await write('html', model({ expected: { ...said, exceptions: [{ ...one!, reason: attacks.join(' '), when: [{ field: 'user.name', values: [...attacks], set: null }] }] } }))).path, 'utf8');
  expect(hostile).not.toMatch(/<script>alert|<img src=x/);
});

test('as JSON, with every key documented', async () => {
  const json = JSON.parse(readFileSync((await write('json')).path, 'utf8')) as Record<string, unknown>;
  expect(json).toMatchObject({ exceptions: said.exceptions, filters: said.filters, periods: said.periods, expected: said.findings });
  const known = documented('F.json');
  expect([...pathsIn(json)].filter((path) => !known.has(path))).toEqual([]);
});

test('as CSV: a file of its own, and findings that say who expects them', async () => {
  const { path, result } = await write('csv');
  expect(result.files.map((file) => file.path)).toContain(path.replace('.csv', '-expected.csv'));
  const rows = csvRows(readFileSync(path.replace('.csv', '-expected.csv'), 'utf8'));
  expect(rows.map((row) => [row['kind'], row['decision'], row['caught']])).toEqual([['exception', '7', '2'], ['exception', '8', '0'], ['filter', '9', '12'], ['period', '10', '']]);
  expect(csvRows(readFileSync(path, 'utf8')).filter((row) => row['told'] === 'expected')).toMatchObject([{ number: '31', verdict_reason: 'The build hosts have two exits.', verdict_by: 'M. Sørby' }, { number: '32' }]);
});

test('where nobody said anything the chapter is not there', () => {
  const parts = (of: ReportModel) => previewBlocks(of).map(({ part }) => part);
  expect(parts(model())).toContain('expected');
  expect(parts(sampleModel())).not.toContain('expected');
  expect(parts(sampleModel({ others: [benign] })), 'a finding that was put aside').toContain('expected');
});
