import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditRow, FindingPage, JobCard, Page, ReportDraft, ReportPreview } from '../../src-main/contract/index.ts';
import type { App } from '../../src-main/host/app.ts';
import { openApp } from '../../src-main/host/open-app.ts';
import { cli } from '../help/cli.ts';
import { discard, scratch } from '../help/open-cases.ts';
import { deliveryOf, stolenKey } from '../help/trail-records.ts';
import { allFindings, findingsOn } from '../help/findings.ts';

let home: string;
let path: string;
let app: App;
let defaults: ReportDraft;

async function ask<T>(name: string, input: unknown = {}): Promise<T> {
  const reply = await app.answer(name, input);
  if (!reply.ok) throw Object.assign(new Error(reply.fault.code), { code: reply.fault.code });
  return reply.value as T;
}
async function written(format: string, out: string): Promise<JobCard> {
  const { job } = await ask<{ job: string }>('report.start', { format, out });
  for (;;) {
    const card = (await ask<readonly JobCard[]>('job.list')).find((one) => one.id === job)!;
    if (card.state === 'done') return card;
    if (card.state === 'failed' || card.state === 'stopped') throw new Error(`${card.state}: ${card.fault?.code}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
type Said = Record<string, unknown> & { readonly findings: readonly { readonly id: string }[]; readonly users: readonly { readonly user: string }[]; readonly written: { readonly log: { readonly head: string } } };
const readJson = (file: string): Said => JSON.parse(readFileSync(file, 'utf8')) as Said;

beforeAll(async () => {
  home = scratch('report');
  path = join(home, 'a.bilocate');
  const evidence = join(home, 'evidence');
  mkdirSync(evidence);
  for (const day of [3, 4, 5]) writeFileSync(join(evidence, `${day}.json.gz`), gzipSync(deliveryOf(stolenKey(Date.UTC(2026, 1, day)).map((record, i) => ({ ...record, eventID: `d${day}-${i}` })))));
  const run = await cli(['hunt', evidence, '--case', path, '--json', join(home, 'f.json')], home);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  app = openApp({ environment: { BILOCATE_HOME: home }, host: 'test' });
  await ask('analyst.set', { name: 'Ada' });
  await ask('case.open', { path });
  defaults = await ask<ReportDraft>('report.draft');
});
afterAll(async () => {
  await app.close();
  discard(home);
});

test('nobody chose: the findings that the app proposes, and their users', async () => {
  const rows = findingsOn(await ask<FindingPage>('finding.list', allFindings));
  const preview = await ask<ReportPreview>('report.preview');
  expect(preview.draft).toEqual(defaults);
  expect(preview.findings.filter((one) => one.included).map((one) => one.id)).toEqual(rows.filter((one) => one.inReport).map((one) => one.id));
  expect(preview.findings).toHaveLength(rows.length);
  expect(preview.users.filter((one) => one.included).map((one) => one.user)).toEqual([...new Set(rows.filter((one) => one.inReport).flatMap((one) => one.actor ?? []))]);
  expect(preview.sections.map((one) => one.part)).toEqual(['cover', 'summary', 'findings', 'users', 'timeline', 'rules', 'evidence', 'tables', 'log', 'check', 'limits', 'records']);
  for (const { part, blocks } of preview.sections) expect([part, blocks.length > 0]).toEqual([part, true]);
  expect(preview.checks.find((one) => one.code === 'open-verdicts')).toMatchObject({ count: preview.findings.filter((one) => one.included).length });
  const told = await ask<FindingPage>('finding.list', { ...allFindings, choice: { text: '', from: null, to: null, chips: [{ field: 'report', not: false, values: ['in'] }, { field: 'verdict', not: false, values: ['open'] }] } });
  expect(told.shown, 'what the check counts can be listed').toBe(preview.checks.find((one) => one.code === 'open-verdicts')?.count);
  for (const check of preview.checks) expect(check.where).toMatch(/^\//);
  const outline = await ask<ReportPreview>('report.preview', { outline: true });
  expect(outline, 'what is known at once is what the pages tell').toMatchObject({ findings: preview.findings, users: preview.users, status: preview.status, gathered: false, checks: [] });
  expect([preview.gathered, await ask('report.users')]).toEqual([true, preview.users.filter((one) => one.included).map((one) => one.user)]);
});

test('findings, their order, users, parts, zone, handling mark and own words are kept as a decision and printed', async () => {
  const rows = findingsOn(await ask<FindingPage>('finding.list', allFindings));
  const chosen = [rows[1]!.id, rows[0]!.id];
  const draft: ReportDraft = {
    ...defaults, title: 'Key of a user', tlp: 'TLP:AMBER', zone: 'Europe/Oslo', findings: chosen, users: [rows[0]!.actor!], parts: ['findings', 'summary', 'users', 'log'],
    text: { ...defaults.text, summary: 'We *saw* two networks.' }, remarks: { [chosen[0]!]: 'Looked at twice.' },
  };
  expect(await ask('report.save', { draft })).toEqual(draft);
  const log = await ask<Page<AuditRow>>('case.log', { limit: 1000 });
  expect(log.rows.filter((row) => row.action === 'decision.draft')).toHaveLength(1);
  const out = join(home, 'chosen.json');
  await written('json', out);
  const said = readJson(out);
  expect(said.findings.map((one) => one.id)).toEqual(chosen);
  expect(said).toMatchObject({ title: 'Key of a user', tlp: 'TLP:AMBER', zone: 'Europe/Oslo', parts: ['findings', 'summary', 'users', 'log'], recordCount: 0, saved: { analyst: 'Ada' } });
  const page = join(home, 'chosen.html');
  await written('html', page);
  const html = readFileSync(page, 'utf8');
  for (const text of ['Key of a user', 'TLP:AMBER', 'We <em>saw</em> two networks.', 'Looked at twice.', '+01:00', '1 Findings', '2 What was observed', '5 Limitations']) expect(html).toContain(text);
  expect(html).not.toContain('id="records"');
});

test('a name without a folder lies beside the case, wherever the host was started', async () => {
  await written('json', 'named.json');
  expect(readJson(join(home, 'named.json')).title).toBe('Key of a user');
});

test('a zone that does not exist is refused, and so is a format', async () => {
  await expect(ask('report.save', { draft: { ...defaults, zone: 'Mars/Olympus' } })).rejects.toMatchObject({ code: 'call/bad-input' });
  await expect(ask('report.start', { format: 'docx' })).rejects.toMatchObject({ code: 'call/bad-input' });
});

test('every format is noted in the case log with the hash of its file, after it is whole', async () => {
  await ask('report.save', { draft: defaults });
  for (const format of ['pdf', 'html', 'json', 'csv']) {
    const card = await written(format, join(home, `all.${format}`));
    const { rows } = await ask<Page<AuditRow>>('case.log', { limit: 1000 });
    const entry = rows.filter((row) => row.action === 'report.write').at(-1)!;
    expect(entry.object).toContain(String(card.result['sha256']));
    expect(JSON.parse(entry.payload)).toMatchObject({ format, path: join(home, `all.${format}`) });
    expect((JSON.parse(entry.payload) as { files: unknown[] }).files).toHaveLength(Number(card.result['files']));
    expect(statSync(join(home, `all.${format}`)).size).toBe(card.result['bytes']);
  }
});

test('app and command line give the same JSON, but for what is said of the writing', async () => {
  const own = readJson(join(home, 'all.json'));
  await ask('case.close');
  const out = join(home, 'cli.json');
  const run = await cli(['report', path, '--out', out, '--json'], home);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  expect(JSON.parse(run.stdout)).toMatchObject({ path: out, format: 'json', pages: 0 });
  const theirs = readJson(out);
  const bytes = (said: Said) => JSON.stringify({ ...said, written: null });
  expect(bytes(theirs)).toBe(bytes(own));
  expect(theirs.written.log.head).not.toBe(own.written.log.head);
});

test('a name whose format is not known is refused before anything is done', async () => {
  const run = await cli(['report', path, '--out', join(home, 'r.docx')], home);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain('report/format');
});
