import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ReportModel, type ReportOptions, writeReport, type Written } from '../../src-main/report/index.ts';
import { laidOpen, poppler, textOf } from './pdf-text.ts';
import { decision, evidenceOf, exhibit, finding, record, rule, sampleModel, sha } from './sample-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'bilocate-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let made = 0;

async function written(model: ReportModel, options?: ReportOptions): Promise<Written & { pdf: Buffer }> {
  const path = join(folder, `${++made}.pdf`);
  const result = await writeReport(model, path, options);
  return { ...result, pdf: readFileSync(path) };
}

test('the same case gives the same bytes, and what is told of the file is true', async () => {
  const [one, two] = [await written(sampleModel()), await written(sampleModel())];
  expect(one.pdf.equals(two.pdf)).toBe(true);
  expect(one).toMatchObject({ bytes: one.pdf.length, sha256: createHash('sha256').update(one.pdf).digest('hex') });
  expect(one.pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(one.pages);
  const later = await written(sampleModel({ generatedAt: '2026-05-20T11:43:00Z' }));
  expect(later.sha256).not.toBe(one.sha256);
});

test('nothing in the file acts: no links, scripts, launches or embedded files, no font from outside', async () => {
  const open = laidOpen((await written(hostileModel())).pdf);
  for (const name of ['/URI', '/JavaScript', '/JS', '/Launch', '/EmbeddedFile', '/OpenAction', '/AA', '/SubmitForm', '/Annot', '/RichMedia']) expect(open).not.toMatch(new RegExp(`${name}\\b`));
  expect(open).toContain('/FontFile2');
  expect(open).not.toContain('/Helvetica');
});

test.skipIf(!poppler)('every figure of the model is printed', async () => {
  const model = sampleModel();
  const text = textOf((await written(model)).pdf);
  for (const figure of ['1,912,408', '118', '1,912,526 records = 1,912,408 events + 0 duplicates + 118 skipped + 0 folded + 0 out of scope', 'TLP:AMBER', 'M. Sørby', model.case.id, 'Page 1 of']) expect(text).toContain(figure);
  const tight = text.replaceAll(' ', '');
  for (const e of model.evidence.all) expect(tight).toContain(e.sha256!);
  for (const r of model.rules) expect(tight).toContain(r.hash);
  expect(tight).toContain(model.audit.head);
  for (const t of model.tables) expect(tight).toContain(t.sha256);
  const annex = tight.replace(/IR-2026-014Useofakeyofj\.doeTLP:AMBERPage\d+of\d+/g, '');
  for (const r of model.records) {
    expect(annex).toContain(r.sha256);
    expect(annex.includes(r.raw.replaceAll(' ', ''))).toBe(true);
    expect(text).toContain(`$ gunzip -c cloudtrail_eu-central-1.json.gz | tail -c +${r.offset + 1} | head -c ${r.length} | sha256sum`);
  }
  for (const { tell } of model.findings) for (const value of Object.values(tell().detail.values).flat()) for (const word of [...value.value.split(' '), String(value.count)]) expect(text).toContain(word);
});

test.skipIf(!poppler)('what is known of the acquisition is printed, and where nothing is known that is said', async () => {
  const text = textOf((await written(sampleModel())).pdf);
  expect(text).toContain('hash of the file as received; none was given at acquisition');
  expect(text).toContain('matches the hash given at acquisition');
  expect(text).toContain('aws s3 sync 2.31.8');
  const wrong = textOf((await written(sampleModel({ evidence: evidenceOf([exhibit(1, 'a.json', { hashCheck: 'mismatched' })]) }))).pdf);
  expect(wrong).toContain('DOES NOT MATCH');
});

test.skipIf(!poppler)('rules that found nothing and rules that could not run are told apart, with the reason', async () => {
  const text = textOf((await written(sampleModel())).pdf);
  expect(text).toContain('Ran, gave nothing, 2');
  expect(text).toContain('Could not run, 1');
  expect(text).toContain('Why: no event of okta.system in this case');
  expect(text).toContain('Two exits of one VPN');
  expect(text).toContain("not proof of a person's place");
});

test.skipIf(!poppler)('findings put aside are printed with reason and author, those that nobody judged without', async () => {
  const aside = { id: 'aa', rule: 'S1', variant: 'published', severity: 'low', actor: 'svc-terraform', start: '2026-05-02T03:00:00Z', eventCount: 944 } as const;
  const { pdf } = await written(sampleModel({
    others: [
      { ...aside, number: 27, title: 'One key from 2 addresses', verdict: 'benign', decision: { at: '2026-05-20T09:00:00Z', analyst: 'M. Sørby', reason: 'The build hosts have two exits.' } },
      { ...aside, number: 28, title: 'First seen command', verdict: 'open', decision: null },
    ],
  }));
  const text = textOf(pdf);
  expect(text).toContain('Benign, M. Sørby, 20 May 2026, 09:00:00 UTC: The build hosts have two exits.');
  expect(text).toContain('2 others are listed under Rules and parameters');
  expect(text).toMatch(/Findings that are not told one by one[^]*028/);
});

test.skipIf(!poppler)('in another zone every time says its offset, and UTC stands beside it', async () => {
  const text = textOf((await written(sampleModel({ zone: 'Europe/Oslo' }))).pdf);
  for (const part of ['19 May 2026, 16:50:00 to 17:40:00 +02:00', '2026-05-19T14:50:00Z to 2026-05-19T15:40:00Z', 'Europe/Oslo; UTC beside it in findings and records', 'Start, Europe/Oslo', 'to the second; 2026-05-19T14:20:01Z, 19 May 2026, 16:20:01 +02:00']) expect(text).toContain(part);
});

test.skipIf(!poppler)('users: profiles rarest first with their keys, credentials, and places that prove nothing', async () => {
  const text = textOf((await written(sampleModel())).pdf);
  for (const part of ['Session profiles, rarest first', 'first seen, in two places', 'AKIA3X7QHALDNEXAMPLE', 'Nearest in time: Denver and Amsterdam, 7,750 km and 22 s apart', 'On two networks at once for 46 min in 1 span', "not proof of a person's place"]) expect(text).toContain(part);
});

test.skipIf(!poppler)('no findings: the report says what that does not prove', async () => {
  const { pdf } = await written(sampleModel({ findings: [], records: [], recordCount: 0, rules: [rule('S1')] }));
  const text = textOf(pdf);
  expect(text).toContain('it does not prove that nothing happened');
  expect(text).not.toContain('Annex: cited records');
});

function hostileModel(): ReportModel {
  const title = '<img src=x onerror=alert(1)> \u202Egnp.exe\u202C\u0007 </text> (a)\\(b';
  return sampleModel({
    case: { ...sampleModel().case, title },
    findings: [finding(1, 'critical', { title, actor: '=cmd|calc', entity: { 'user.name': 'zero\u200Bwidth' }, decisions: [decision({ value: '# not a heading <b>' })] })],
    records: [record(1, { raw: '{"a":"中文 \u0000 Ж é ☃ <script>"}', length: 60, file: "it's; rm -rf $HOME.gz" })],
    recordCount: 1,
  });
}

test.skipIf(!poppler)('what the log says is text: markup stays markup, the invisible is seen, what no font has is spelt out', async () => {
  const text = textOf((await written(hostileModel())).pdf);
  for (const shown of ['<img src=x onerror=alert(1)>', '[U+202E]gnp.exe[U+202C][U+0007]', '</text> (a)\\(b', '=cmd|calc', 'zero[U+200B]width', '# not a heading <b>', '\\u{4E2D}\\u{6587} [U+0000] Ж é ☃ <script>']) expect(text).toContain(shown);
  expect(text).toContain("$ gunzip -c 'it'\\''s; rm -rf $HOME.gz' |");
});

test.skipIf(!poppler)('a long record is cut and says how much is left and where it is', async () => {
  const raw = JSON.stringify({ long: 'é'.repeat(5000) });
  const { pdf } = await written(sampleModel({ records: [record(1, { raw, sha256: sha(raw) })], recordCount: 1 }));
  expect(textOf(pdf)).toMatch(/… 2,0\d\d bytes more; full record in the case file at exhibit E1, offset 1,100/);
});

test('values of any length end on pages, never outside of them', async () => {
  const long = 'x'.repeat(20_000);
  const { pages } = await written(sampleModel({
    case: { ...sampleModel().case, title: long, number: long, file: long }, tlp: 'TLP:RED',
    findings: [finding(1, 'low', { title: long, actor: long, entity: { k: long }, nextSteps: [long] })],
    records: [record(1, { raw: 'y'.repeat(30_000), file: long, member: long })], recordCount: 1,
  }), { rawLimit: 30_000 });
  expect(pages).toBeLessThan(60);
});

test('a generator is walked once, progress is told, and a stop leaves no file', async () => {
  const told: number[] = [];
  const records = function* (): Generator<ReturnType<typeof record>> {
    for (let i = 1; i <= 120; i++) yield record(i);
  };
  const model = (): ReportModel => ({ ...sampleModel(), records: records(), recordCount: 120 });
  await written(model(), { onProgress: (done) => told.push(done) });
  expect(told).toEqual([50, 100, 120]);
  const path = join(folder, 'stopped.pdf');
  await expect(writeReport(model(), path, { stopAsked: () => told.push(0) > 6 })).rejects.toMatchObject({ code: 'job/stopped' });
  expect(existsSync(path) || existsSync(`${path}.part`)).toBe(false);
});

test('a place that cannot be written is a fault', async () => {
  await expect(writeReport(sampleModel(), join(folder, 'no', 'such', 'folder.pdf'))).rejects.toMatchObject({ code: 'file/not-writable' });
});
