import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeCase, type WriteCase } from '../../src-main/case/index.ts';
import type { CheckedDigest, CheckedLog } from '../../src-main/contract/index.ts';
import { digestPage, digestsHeld } from '../../src-main/pipeline/digests/kept.ts';
import { previewBlocks, writeReport, type ReportModel } from '../../src-main/report/index.ts';
import { csvRows } from '../help/csv.ts';
import { digestPage as digestPageShape } from '../help/digest-shape.ts';
import { documented, pathsIn } from '../help/json-page.ts';
import { discard, importHere, newCase, scratch } from '../help/open-cases.ts';
import { keyList, trail } from '../help/trail-digests.ts';
import { poppler, textOf } from './pdf-text.ts';
import { evidenceOf, exhibit, sampleModel } from './sample-model.ts';

let folder: string;
let file: WriteCase;
let given: string;
const files = trail(6);
const named = (part: string) => [...files.keys()].find((name) => name.includes(part))!;

/** Six hours of a trail: the digest of hour 2 is not there, the log of hour 4 was changed, that of hour 5 is missing; one log lies there twice. */
beforeAll(async () => {
  folder = scratch('report-digests');
  given = join(folder, 'given');
  mkdirSync(given);
  for (const [name, text] of files) {
    if (name === named('T020000Z.json') || name.endsWith('_ab5.json')) continue;
    writeFileSync(join(given, `${name}.gz`), gzipSync(name.endsWith('_ab4.json') ? text.replace('worker', 'walker') : text));
  }
  writeFileSync(join(given, 'copy-of-3.json'), files.get(named('_ab3.json'))!);
  writeFileSync(join(given, 'public-keys.json'), keyList());
  file = newCase(folder, 'a.bilocate');
  await importHere(file, [given]);
});
afterAll(() => {
  closeCase(file);
  discard(folder);
});

/** The model of the sample with exhibits as they lie in the case. */
function model(): ReportModel {
  const held = digestsHeld(file)!;
  const places = [...new Map(held.check.logs.flatMap((one) => (one.file === null ? [] : [[one.exhibit!, one] as const]))).values(), held.check.digests[0]!];
  const cards = places.map((one, i) => {
    const card = exhibit(i + 1, one.file!, { exhibit: one.exhibit! });
    return { ...card, members: card.members.map((member) => ({ ...member, sha256: one.sha256 })) };
  });
  return sampleModel({ parts: ['evidence'], evidence: { ...evidenceOf(cards), digests: held, noDigests: false } });
}
const plain = (html: string) => html.replaceAll(/<style.*?<\/style>/gs, ' ').replaceAll(/<[^>]+>/g, ' ').replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll(/\s+/g, ' ');

test('the case is asked once, and says the sums and what is wrong', () => {
  expect(digestsHeld(file)).toBe(digestsHeld(file));
  const page = digestPage(file, null);
  digestPageShape.parse(page);
  expect(page.given).toEqual({ digests: 5, unreadable: 0, keys: 1, badKeys: 0 });
  expect(page.counts).toEqual({ signed: 1, hashed: 2, changed: 1, missing: 1, uncovered: 1 });
  expect(page.logs.map((one) => [one.state, one.file])).toEqual([['changed', `${named('_ab4.json')}.gz`], ['missing', null]]);
  expect(page.gaps).toHaveLength(1);
});

test('an exhibit is what its log is, a copy too; a digest says what is missing of what it names', () => {
  const { check } = digestsHeld(file)!;
  const said = (name: string) => {
    const { n } = { n: Number(/\d+/.exec(exhibitOf(name))![0]) };
    return digestPage(file, n);
  };
  const exhibitOf = (name: string) => ids.get(name)!;
  const ids = new Map([...check.logs, ...check.digests].flatMap((one) => (one.file === null ? [] : [[one.file, one.exhibit!] as const])));
  expect(said(`${named('_ab4.json')}.gz`)).toMatchObject({ counts: { changed: 1, signed: 0 }, logs: [{ state: 'changed' }], digests: [] });
  expect(said(`${named('_ab2.json')}.gz`)).toMatchObject({ counts: { uncovered: 1 } });
  const digest = said(`${named('T050000Z.json')}.gz`);
  expect(digest).toMatchObject({ counts: { missing: 1 }, logs: [{ state: 'missing' }], digests: [{ signature: 'valid', previous: 'linked', logs: 1 }], gaps: [] });
  // Two exhibits have the bytes of the third log, the list of the check names one of them.
  const states = Array.from({ length: 14 }, (_, i) => digestPage(file, i + 1)).flatMap((page) => page.logs.filter((one) => one.file !== null).map((one) => one.state));
  expect(states.toSorted()).toEqual(['changed', 'hashed', 'hashed', 'signed', 'signed', 'uncovered']);
});

test('HTML: the sums, what is changed, missing and not covered, and a line at each exhibit', async () => {
  const path = join(folder, 'r.html');
  await writeReport(model(), path, { format: 'html' });
  const text = plain(readFileSync(path, 'utf8'));
  expect(text).toContain('1 signed, 2 hashed only, 1 changed, 1 missing, 1 uncovered; 1 gap in the chains of digests.');
  for (const part of ['Changed log files', 'Missing log files', 'Gaps in the chains of digests', 'CHANGED: a digest names it with another hash', 'signed: its hash stands in a digest whose signature holds', 'digest: signature']) expect(text).toContain(part);
  expect(text.match(/uncovered: no digest in this case names it/g)).toHaveLength(1);
});

test.skipIf(!poppler)('PDF: the same', async () => {
  const path = join(folder, 'r.pdf');
  await writeReport(model(), path);
  const text = textOf(readFileSync(path)).replaceAll(/\s+/g, ' ');
  for (const part of ['Digests of CloudTrail', '1 signed, 2 hashed only, 1 changed, 1 missing, 1 uncovered', 'Missing log files', 'openssl dgst -sha256 -verify key.pem']) expect(text).toContain(part);
});

test('JSON and CSV have every log, digest and gap, and the state at each member', async () => {
  const path = join(folder, 'r.json');
  await writeReport(model(), path, { format: 'json' });
  const said = JSON.parse(readFileSync(path, 'utf8')) as { digestCheck: unknown; digests: CheckedDigest[]; digestLogs: CheckedLog[]; digestGaps: unknown[]; evidence: { members: { digest: string | null }[] }[] };
  expect(said.digestCheck).toEqual({ counts: { signed: 1, hashed: 2, changed: 1, missing: 1, uncovered: 1 }, keys: 1, badKeys: 0, unreadable: [] });
  expect([said.digests.length, said.digestLogs.length, said.digestGaps.length]).toEqual([5, 6, 1]);
  expect(said.evidence.map((one) => one.members[0]!.digest)).toContain('changed');
  const known = documented('F.json');
  expect([...pathsIn(said)].filter((one) => !known.has(one))).toEqual([]);
  const { files: sheets } = await writeReport(model(), join(folder, 'r.csv'), { format: 'csv' });
  const rows = (suffix: string) => csvRows(readFileSync(sheets.find((one) => one.path.endsWith(suffix))!.path, 'utf8'));
  expect(rows('-digests.csv').map((row) => `${row['kind']} ${row['state']}`).toSorted()).toEqual([
    'digest no-signature', 'digest no-signature', 'digest valid', 'digest valid', 'digest valid', 'gap ', 'log changed', 'log hashed', 'log hashed', 'log missing', 'log signed', 'log uncovered',
  ]);
  expect(rows('-exhibits.csv').map((row) => row['digest'])).toContain('signed');
});

test('a report without digests says that none were given, where there are logs of CloudTrail', () => {
  const said = (over: Partial<ReportModel['evidence']>) => JSON.stringify(previewBlocks(sampleModel({ parts: ['evidence'], evidence: { ...evidenceOf([exhibit(1, 'a.json')]), ...over } })));
  expect(said({})).toContain('No digest file of CloudTrail was given');
  expect(said({ noDigests: false })).not.toContain('igest file of CloudTrail');
});

const tools = ((): boolean => {
  try {
    return execFileSync('sh', ['-c', 'openssl version && command -v xxd && command -v base64'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
})();

test.skipIf(!tools)('the lines that the report prints check a digest of the trail, and refuse one that was changed', async () => {
  const path = join(folder, 'lines.html');
  await writeReport(model(), path, { format: 'html' });
  const block = /<pre[^>]*>((?:(?!<\/pre>).)*-verify.*?)<\/pre>/s.exec(readFileSync(path, 'utf8'))![1]!.replaceAll(/<[^>]+>/g, '').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  type Digest = { readonly digestEndTime: string; readonly digestS3Bucket: string; readonly digestS3Object: string; readonly previousDigestSignature: string | null };
  const read = (part: string) => JSON.parse(gunzipSync(readFileSync(join(given, `${named(part)}.gz`))).toString()) as Digest;
  const [digest, next] = [read('T040000Z.json'), read('T050000Z.json')];
  const value = (JSON.parse(keyList()) as { PublicKeyList: { Value: string }[] }).PublicKeyList[0]!.Value;
  const lines = (end: string) => block.replace('VALUE', value).replace('DIGEST.json.gz', `'${join(given, `${named('T040000Z.json')}.gz`)}'`).replace('END', end).replace('BUCKET/KEY', `${digest.digestS3Bucket}/${digest.digestS3Object}`)
    .replace('SIGNATURE_BEFORE', digest.previousDigestSignature ?? 'null').replace('SIGNATURE_IN_NEXT', next.previousDigestSignature!);
  const run = (script: string) => execFileSync('sh', ['-c', script], { cwd: folder, stdio: 'pipe' }).toString();
  expect(run(lines(digest.digestEndTime))).toContain('Verified OK');
  expect(() => run(lines('2026-02-02T04:00:01Z'))).toThrow();
});
