import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  beginEvidence, beginMember, candidatesBySize, closeCase, contentDigest, createCase, endEvidence, endMember, eventDetail, evidenceCard, everyExhibit, findEvidenceByHash, noteRepeatedEvidence,
  openCaseToWrite, packBlock, readPlace, setAcquisition, skipPage, storeBatch, storeBlocks, storeSkips, verifyCase, type CaseSession, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { batchOf, importTestFile, linesOf, numbers, sessionIn, syntheticEvent, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let file: WriteCase;

const create = (name: string): WriteCase => createCase(`${folder}/${name}.bilocate`, { title: name, number: '', caseId: session.newId() }, session);
const count = (table: string, where = '1'): number => Number(dbOf(file).prepare(`SELECT count(*) FROM ${table} WHERE ${where}`).pluck().get());

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  session = sessionIn(folder);
  file = create('a');
});
afterEach(() => {
  closeCase(file);
  remove();
});

test('records = events + duplicates + skips, file by file, and the sums are what is stored', () => {
  expect(importTestFile(file, { name: 'one.jsonl', events: numbers(0, 300), skipEvery: 30 })).toMatchObject({ events: 300, duplicates: 0, skips: 10 });
  expect(importTestFile(file, { name: 'two.jsonl', events: numbers(200, 400) })).toMatchObject({ events: 100, duplicates: 100, skips: 0 });
  expect([count('event'), count('place'), count('place', 'brought = 0'), count('skip')]).toEqual([400, 500, 100, 10]);
  const [one, two] = [...everyExhibit(file)];
  expect(one).toMatchObject({ exhibit: 'E1', state: 'done', hashCheck: 'not-supplied', ledger: { records: 310, events: 300, duplicates: 0, skips: 10 } });
  expect(two!.ledger).toMatchObject({ records: 200, events: 100, duplicates: 100 });
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
});

test('an event that lies in two files has two places, each with its bytes', () => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 5) });
  importTestFile(file, { name: 'two.jsonl', events: numbers(3, 8) });
  const id = Number(dbOf(file).prepare(`SELECT event FROM event_aws_cloudtrail WHERE event_id = 'event-4'`).pluck().get());
  const detail = eventDetail(file, id);
  expect(detail.places.map((place) => [place.exhibit, place.record])).toEqual([['E1', 5], ['E2', 2]]);
  expect(detail.raw).toBe(linesOf({ name: '', events: [4] })[0]!.text.trimEnd());
  expect(detail.rawSha256).toBe(createHash('sha256').update(detail.raw).digest('hex'));
});

test('one vendor id on two contents: both are kept and each names the other', () => {
  const { evidence } = beginEvidence(file, { name: 'x', path: '/x', bytes: 1, modifiedMs: null });
  const member = beginMember(file, evidence, { path: '' });
  const event = { ...syntheticEvent(1), ordinal: 1 };
  expect(storeBatch(file, member, batchOf([event, { ...event, content: 'other', ordinal: 2 }]))).toEqual({ events: 2, duplicates: 0, folded: 0, conflicts: 1 });
  expect(storeBatch(file, member, batchOf([{ ...event, content: 'third', ordinal: 3 }, { ...event, ordinal: 4 }]))).toEqual({ events: 1, duplicates: 1, folded: 0, conflicts: 1 });
  expect([1, 2, 3].map((id) => eventDetail(file, id).conflicts)).toEqual([[2, 3], [1, 3], [1, 2]]);
});

test('the same event twice in one batch is one event with two places', () => {
  const { evidence } = beginEvidence(file, { name: 'x', path: '/x', bytes: 1, modifiedMs: null });
  const member = beginMember(file, evidence, { path: '' });
  const event = syntheticEvent(1);
  expect(storeBatch(file, member, batchOf([{ ...event, ordinal: 1, path: 'a[0]' }, { ...event, ordinal: 1, path: 'a[1]' }]))).toEqual({ events: 1, duplicates: 1, folded: 0, conflicts: 0 });
  expect(eventDetail(file, 1).places.map((place) => place.path)).toEqual(['a[0]', 'a[1]']);
});

test('which file came first does not change what the case says', () => {
  const other = create('b');
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 120), skipEvery: 20 });
  importTestFile(file, { name: 'two.jsonl', events: numbers(60, 180) });
  importTestFile(other, { name: 'two.jsonl', events: numbers(60, 180) }, 7);
  importTestFile(other, { name: 'one.jsonl', events: numbers(0, 120), skipEvery: 20 }, 33);
  expect(contentDigest(other)).toBe(contentDigest(file));
  importTestFile(other, { name: 'three.jsonl', events: [999] });
  expect(contentDigest(other)).not.toBe(contentDigest(file));
  closeCase(other);
});

test('trap 26: an import that was stopped is continued with the same ids, and ends as if it had never been stopped', () => {
  const whole = create('whole');
  const test = { name: 'one.jsonl', events: numbers(0, 200), skipEvery: 15 };
  importTestFile(whole, test);
  let batches = 0;
  expect(() => importTestFile(file, test, 30, () => {
    batches += 1;
    if (batches === 4) throw new Error('stop here');
  })).toThrow('stop here');
  endEvidence(file, 1, { state: 'stopped', sha256: null, fault: null });
  expect(evidenceCard(file, 1)!.state).toBe('stopped');
  closeCase(file);
  file = openCaseToWrite(`${folder}/a.bilocate`, session);
  expect(importTestFile(file, test, 30)).toMatchObject({ evidence: 1, events: 200, duplicates: 0 });
  expect(contentDigest(file)).toBe(contentDigest(whole));
  expect([...everyExhibit(file)].map((card) => card.ledger)).toEqual([...everyExhibit(whole)].map((card) => card.ledger));
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
  closeCase(whole);
});

test('trap 27: the same bytes under another name are known before they are read', () => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 10) });
  const card = evidenceCard(file, 1)!;
  expect(candidatesBySize(file, card.bytes)).toEqual([{ evidence: 1, exhibit: 'E1', sha256: card.sha256 }]);
  expect(candidatesBySize(file, card.bytes + 1)).toEqual([]);
  expect(findEvidenceByHash(file, card.sha256!)).toEqual({ evidence: 1, exhibit: 'E1', name: 'one.jsonl' });
  expect(findEvidenceByHash(file, '00'.repeat(32))).toBeNull();
  noteRepeatedEvidence(file, 1, { name: 'again.jsonl', path: '/again.jsonl', bytes: card.bytes, modifiedMs: null }, card.sha256!);
  expect([...everyExhibit(file)]).toHaveLength(1);
});

test('acquisition: what the analyst knows, and whether the hash is the one that was given', () => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 10) });
  const { sha256 } = evidenceCard(file, 1)!;
  setAcquisition(file, 1, { exhibit: 'X-7', acquiredBy: 'B. Collector', expectedSha256: ` ${sha256!.toUpperCase()} ` });
  expect(evidenceCard(file, 1)).toMatchObject({ exhibit: 'X-7', hashCheck: 'matched', acquisition: { acquiredBy: 'B. Collector' } });
  setAcquisition(file, 1, { expectedSha256: '00'.repeat(32), exhibit: '' });
  expect(evidenceCard(file, 1)).toMatchObject({ exhibit: 'X-7', hashCheck: 'mismatched' });
});

test('bytes come back from any place, across blocks, and a skip shows its first bytes', () => {
  const { evidence } = beginEvidence(file, { name: 'x', path: '/x', bytes: 1, modifiedMs: null });
  const member = beginMember(file, evidence, { path: 'inner.json' });
  const bytes = Buffer.from(Uint8Array.from({ length: 600_000 }, (_, at) => (at * 31 + (at >> 8)) & 0xff));
  for (let index = 0; index < 3; index += 1) storeBlocks(file, member, [packBlock(index, bytes.subarray(index * 262_144, (index + 1) * 262_144))]);
  for (const [offset, length] of [[0, 10], [262_140, 10], [262_144, 262_144], [100, 599_900], [599_990, 100]] as const) {
    expect(readPlace(file, member, offset, length).equals(Buffer.from(bytes.subarray(offset, offset + length))), `${offset}+${length}`).toBe(true);
  }
  storeSkips(file, member, [{ ordinal: 1, offset: 0, length: 400_000, path: null, reason: 'record/too-long', detail: 'too long' }]);
  storeSkips(file, member, [{ ordinal: 1, offset: 0, length: 400_000, path: null, reason: 'record/too-long', detail: 'too long' }]);
  const page = skipPage(file, evidence, { after: 0, limit: 10 });
  expect(page).toMatchObject({ total: 1, next: null });
  expect(page.rows[0]!.excerpt.length).toBeLessThanOrEqual(2000);
  endMember(file, member, {
    bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), dataset: null, shape: null, confidence: null, reason: null, mapper: null,
    ledger: { records: 1, events: 0, duplicates: 0, skips: 1, folded: 0, outOfScope: 0 }, byteLedger: { total: 600_000, records: 0, skips: 400_000, separators: 200_000 }, fault: null,
  });
  expect(verifyCase(file).checks.filter((check) => !check.ok)).toEqual([]);
});

test('hostile text is kept as it came, and a lone surrogate does not make two texts of one', () => {
  const { evidence } = beginEvidence(file, { name: 'x', path: '/x', bytes: 1, modifiedMs: null });
  const member = beginMember(file, evidence, { path: '' });
  const names = ['', '\0', 'a\0b', '\ud800', '\udfff', '\ufffd', '__proto__', 'constructor', "'; DROP TABLE event; --", '<script>', '\u202e', '💥', 'x'.repeat(100_000)];
  storeBatch(file, member, batchOf(names.map((name, at) => ({ vendorId: `v${at}`, ms: 0, ordinal: at + 1, fields: { 'event.action': name, 'user.name': name } }))));
  const stored = names.map((_, at) => eventDetail(file, at + 1).fields.find((field) => field.field === 'event.action')!.value);
  expect(stored).toEqual(names.map((name) => name.toWellFormed()));
  expect(verifyCase(file).checks.find((check) => check.name === 'dictionaries')).toMatchObject({ ok: true });
});
