import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  alikeExhibits, beginEvidence, beginMember, caseSummary, closeCase, createCase, decide, endEvidence, endMember, everyExhibit, evidenceCard, evidencePage, evidenceTotals, inspectCase, memberPage, openCaseToRead,
  setAcquisition, specialCount, specialExhibits, transaction, type EvidenceQuestion, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { addLedgers, emptyLedger, type EvidenceCard } from '../../src-main/contract/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

const { folder, remove } = tempFolder();
const session = sessionIn(folder);
const path = `${folder}/delivery.bilocate`;
let file: WriteCase;

const hash = (n: number): string => n.toString(16).padStart(64, '0');
const account = { dataset: 'aws.cloudtrail', shape: 'json-envelope', confidence: 1, reason: 'Records is an array', mapper: 'aws.cloudtrail 1', byteLedger: { total: 10, records: 9, skips: 0, separators: 1 }, fault: null };

/** A file without events, as there are many in a delivery. */
function add(name: string, over: { readonly state?: 'done' | 'stopped' | 'failed'; readonly members?: number; readonly skips?: number } = {}): void {
  const { state = 'done', members = 1, skips = 0 } = over;
  const { evidence } = beginEvidence(file, { name, path: `/media/usb/${name}`, bytes: 10, modifiedMs: 0 });
  for (let n = 1; n <= members; n += 1) {
    const member = beginMember(file, evidence, { path: members === 1 ? '' : `part-${n}.json` });
    endMember(file, member, { ...account, bytes: 10, sha256: hash(evidence * 1000 + n), ledger: { ...emptyLedger, records: skips, skips } });
  }
  endEvidence(file, evidence, { state, sha256: state === 'done' ? hash(0xabc0000 + evidence) : null, fault: state === 'failed' ? { code: 'evidence/damaged', params: {}, retryable: false } : null });
}

/** E1 and E2 with events, 500 of a delivery, an archive, a stopped, a failed one and one that had skips. */
beforeAll(() => {
  file = createCase(path, { title: 'Delivery', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 30), skipEvery: 10 });
  importTestFile(file, { name: 'two.jsonl', events: numbers(20, 40) });
  transaction(file, () => { for (let n = 0; n < 500; n += 1) add(`AWSLogs/day-${n}.json.gz`); });
  add('archive.zip', { members: 120 });
  add('Stopped.json', { state: 'stopped' });
  add('broken.json.gz', { state: 'failed' });
  add('torn.json', { skips: 4 });
  setAcquisition(file, 7, { expectedSha256: hash(1) });
});
afterAll(() => {
  closeCase(file);
  remove();
});

const page = (over: Partial<EvidenceQuestion> = {}) => evidencePage(file, { after: 0, limit: 200, text: '', state: null, ...over });
const exhibitsOf = ({ rows }: { readonly rows: readonly EvidenceCard[] }) => rows.map((card) => card.exhibit);

describe('a page of exhibits', () => {
  test('pages follow each other from the first to the last, and each is where it is asked for', () => {
    const all: string[] = [];
    for (let after: number | null = 0; after !== null;) {
      const answer = page({ after, limit: 100 });
      all.push(...exhibitsOf(answer));
      expect(answer.total).toBe(506);
      after = answer.next;
    }
    expect(all).toEqual(Array.from({ length: 506 }, (_, n) => `E${n + 1}`));
    expect(exhibitsOf(page({ after: 504 }))).toEqual(['E505', 'E506']);
    expect(page({ after: 600 })).toMatchObject({ rows: [], next: null, total: 506 });
  });

  test('says what all have together, as the sum of each alone', () => {
    const cards = [...everyExhibit(file)];
    const totals = evidenceTotals(file);
    expect(totals).toMatchObject({ exhibits: 506, bytes: cards.reduce((sum, card) => sum + card.bytes, 0), byState: { importing: 0, done: 504, stopped: 1, interrupted: 0, failed: 1 }, hashed: 504, matched: 0, mismatched: 1 });
    expect(totals.ledger).toEqual(cards.map((card) => card.ledger).reduce(addLedgers, emptyLedger));
    expect(page({ text: 'nothing has this name' })).toMatchObject({ rows: [], total: 0, totals });
    closeCase(openCaseToRead(path, session.recordsFolder));
    expect(inspectCase(path, session.recordsFolder).evidence).toEqual({ exhibits: 506, hashed: 504, mismatched: 1 });
  });

  test('is narrowed by a text in number or path, or the beginning of a hash', () => {
    expect(exhibitsOf(page({ text: 'DAY-49.' }))).toEqual(['E52']);
    expect(page({ text: 'awslogs' })).toMatchObject({ total: 500 });
    expect(exhibitsOf(page({ text: 'awslogs', after: 498 }))).toEqual(['E501', 'E502']);
    expect(exhibitsOf(page({ text: evidenceCard(file, 9)!.sha256! }))).toEqual(['E9']);
    expect(page({ text: "%' OR 1=1 --" }).total).toBe(0);
  });

  test('is narrowed by state, by a hash that does not match, and by skips', () => {
    expect(exhibitsOf(page({ state: 'stopped' }))).toEqual(['E504']);
    expect(exhibitsOf(page({ state: 'failed' }))).toEqual(['E505']);
    expect(page({ state: 'done' }).total).toBe(504);
    expect(exhibitsOf(page({ state: 'mismatched' }))).toEqual(['E7']);
    expect(exhibitsOf(page({ state: 'skips' }))).toEqual(['E1', 'E506']);
    expect(page({ state: 'skips', text: 'one' }).total).toBe(1);
  });

  test('brings the first members of an archive; the others come by pages, none twice', () => {
    const card = evidenceCard(file, 503)!;
    expect([card.members.length, card.moreMembers, card.datasets]).toEqual([50, 70, ['aws.cloudtrail']]);
    const further = memberPage(file, 503, { after: 50, limit: 200 });
    expect(further).toMatchObject({ next: null, total: 120 });
    expect([...card.members, ...further.rows].map((member) => member.path)).toEqual(Array.from({ length: 120 }, (_, n) => `part-${n + 1}.json`));
    expect([...everyExhibit(file)][502]!.members).toHaveLength(120);
  });
});

test('a report tells apart what is special of exhibits from those that are alike, and both are all', () => {
  const special = [...specialExhibits(file)].map((card) => card.id);
  expect(special).toEqual([7, 503, 504, 505]);
  expect(specialCount(file)).toBe(4);
  expect([...special, ...[...alikeExhibits(file)].map((card) => card.id)].sort((a, b) => a - b)).toEqual(Array.from({ length: 506 }, (_, n) => n + 1));
});

test('what is summed over members is kept until evidence changes; a verdict or a note changes none of it', () => {
  const before = caseSummary(file);
  decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'A note.' });
  const noted = caseSummary(file);
  expect(noted.state).toBeGreaterThan(before.state);
  expect(noted.ledger).toBe(before.ledger);
  add('late.json', { skips: 3 });
  expect(caseSummary(file)).toMatchObject({ evidence: 507, ledger: { skips: before.ledger.skips + 3 } });
});

test('reads of members and of the exceptions among exhibits use an index', () => {
  const plan = (sql: string) => (dbOf(file).prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((row) => row.detail).join('; ');
  expect(plan('SELECT * FROM member WHERE evidence = 1 ORDER BY position LIMIT 50')).toMatch(/^SEARCH member USING INDEX/);
  expect(plan('SELECT sum(records), sum(bytes_separators), min(first_ms), max(last_ms) FROM member')).toContain('COVERING INDEX member_account');
  expect(plan(`SELECT count(*) FROM evidence WHERE (state <> 'done' OR hash_check <> 'not-supplied') AND state = 'importing'`)).toContain('COVERING INDEX evidence_apart');
  expect(plan('SELECT id FROM evidence WHERE id IN (SELECT evidence FROM member WHERE skips > 0)')).toContain('INDEX member_skips');
});

describe('a case of an app between two releases', () => {
  function changed(sql: string): string {
    const other = `${folder}/${sql.replaceAll(/\W+/g, '-').slice(0, 40)}.bilocate`;
    closeCase(createCase(other, { title: 'Older', number: '', caseId: session.newId() }, session));
    const db = new Database(other);
    db.exec(sql);
    db.close();
    return other;
  }
  const opened = (at: string) => closeCase(openCaseToRead(at, session.recordsFolder));

  test('says the version and lacks a column: it is not opened, and what differs is said', () => {
    const other = changed('ALTER TABLE finding_version DROP COLUMN networks');
    const fault = expect.objectContaining({ code: 'case/damaged', params: { path: other, reason: 'schema', differs: 'finding_version.networks TEXT is missing' } });
    expect(() => opened(other)).toThrow(fault);
    expect(inspectCase(other, session.recordsFolder).fault).toEqual(fault);
  });

  test('has a column too many, or lacks tables', () => {
    expect(() => opened(changed('ALTER TABLE evidence ADD COLUMN weight REAL'))).toThrow(expect.objectContaining({ params: expect.objectContaining({ differs: 'evidence.weight REAL is not of this version' }) as unknown }));
    expect(() => opened(changed('DROP TABLE category_slot; DROP TABLE named_set'))).toThrow(/and \d+ more/);
  });

  test('lacks an index only: it is slower, and opens', () => {
    expect(() => opened(changed('DROP INDEX member_account'))).not.toThrow();
  });
});
