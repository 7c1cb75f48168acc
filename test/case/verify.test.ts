import { copyFileSync, realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { beforeEach, afterEach, expect, test } from 'vitest';
import { auditPage, beginHunt, closeCase, createCase, decide, endHunt, openCaseToRead, openCaseToWrite, saveSet, sealCase, storeFindings, storeRules, verifyCase, type CaseSession } from '../../src-main/case/index.ts';
import { noteOpen } from '../../src-main/case/open-record.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let path: string;

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  session = sessionIn(folder);
  path = `${folder}/a.bilocate`;
  const file = createCase(path, { title: 'Verified', number: '', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 60), skipEvery: 20 });
  importTestFile(file, { name: 'two.jsonl', events: numbers(50, 80) });
  const rule = { rule: 'r', variant: 'published', version: 1, hash: 'h' } as const;
  storeRules(file, [{ ...rule, title: 'R', body: '', origin: 'shipped' }]);
  const run = beginHunt(file);
  storeFindings(file, run, [{
    ...rule, status: 'done', parameters: {}, dropped: [], fault: null, view: null,
    findings: [{
      rule: 'r', variant: 'published', ruleVersion: 1, ruleHash: 'h', title: 'T', severity: 'low', score: 50, filteredBy: null, actor: null, entity: { a: 'b' }, start: 0, end: 1, events: Int32Array.of(1, 2), values: {},
      explanation: { template: '', text: '', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] },
    }],
  }]);
  endHunt(file, run, 'done');
  decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'A note.' });
  saveSet(file, { name: 'Office', kind: 'ip', entries: [{ value: '192.0.2.0/24', note: '' }], validFrom: null, validTo: null, reason: 'asked' });
  closeCase(file);
});
afterEach(() => remove());

function failing(): readonly string[] {
  const file = openCaseToRead(path, session.recordsFolder);
  const result = verifyCase(file);
  closeCase(file);
  expect(result.ok).toBe(result.checks.every((check) => check.ok));
  return result.checks.filter((check) => !check.ok).map((check) => check.name);
}

test('a case that nobody touched passes every check', () => {
  expect(failing()).toEqual([]);
});

test.each([
  ['time of an event', 'UPDATE event SET time_ms = time_ms + 1 WHERE id = 7', ['seals']],
  ['address of an event', 'UPDATE event SET source_ip = 1 WHERE id = 7', ['seals']],
  ['an event taken out', 'DELETE FROM event_value WHERE event = 7; DELETE FROM place WHERE event = 7; DELETE FROM event_aws_cloudtrail WHERE event = 7; DELETE FROM event WHERE id = 7', ['ledger', 'places', 'seals']],
  ['a text that ids lead to', `UPDATE value SET text = 'GetSecretValue' WHERE text = 'GetObject'`, ['seals']],
  ['an address', `UPDATE ip SET text = '203.0.113.1' WHERE id = 3`, ['seals']],
  ['the error text', `UPDATE event_aws_cloudtrail SET error_message = NULL WHERE event = 1`, ['seals']],
  ['raw bytes', `UPDATE block SET data = zeroblob(length(data)) WHERE member = 1`, ['blocks']],
  ['raw bytes cut off', `UPDATE block SET codec = 'none', data = x'00', raw_length = 1 WHERE member = 2`, ['blocks']],
  ['a place', 'UPDATE place SET offset = 99999999 WHERE event = 7', ['places', 'seals']],
  ['the ledger', 'UPDATE member SET skips = skips - 1 WHERE id = 1', ['ledger', 'seals']],
  ['a skip taken out', 'DELETE FROM skip WHERE id = 1', ['ledger', 'seals']],
  ['the hash of a file', 'UPDATE evidence SET sha256 = zeroblob(32) WHERE id = 1', ['seals']],
  ['a finding', `UPDATE finding SET entity = '{"a":"c"}'`, ['findings', 'seals']],
  ['frozen events', 'UPDATE finding_version SET events = zeroblob(length(events))', ['findings', 'seals']],
  ['a decision', `UPDATE decision SET value = 'Another note.'`, ['seals']],
  ['a decision taken out', 'DELETE FROM decision', ['seals']],
  ['a set', `UPDATE named_set SET entries = '[]'`, ['seals']],
  ['a reference', 'UPDATE event SET actor = 999 WHERE id = 7', ['references', 'seals']],
  ['the log', `UPDATE audit SET action = 'nothing' WHERE seq = 3`, ['audit']],
  ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END', ['schema']],
])('%s: verify tells', (_, sql, checks) => {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
  expect(failing()).toEqual(checks);
});

/** Opens the case to write, does something, and closes it; what the log says of its last seal. */
function openedAndClosed(work: (file: ReturnType<typeof openCaseToWrite>) => void = () => undefined): Record<string, { rows: number; sha256: string }> {
  const file = openCaseToWrite(path, session);
  work(file);
  closeCase(file);
  const read = openCaseToRead(path, session.recordsFolder);
  const last = auditPage(read, { after: 0, limit: 1, newest: true }).rows[0]!;
  closeCase(read);
  expect(last.action).toBe('case.close');
  return (JSON.parse(last.payload) as { seal: Record<string, { rows: number; sha256: string }> }).seal;
}
function outside(sql: string): void {
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

test('what was changed while the case lay closed is told, however often it was opened and closed since', () => {
  const before = openedAndClosed();
  outside(`UPDATE finding SET entity = '{"a":"c"}'; UPDATE event SET time_ms = time_ms + 1 WHERE id = 7`);
  for (let n = 0; n < 3; n += 1) expect(openedAndClosed()).toEqual(before);
  expect(failing()).toEqual(['findings', 'seals']);
});

test('a case that was opened and closed is as it was sealed, and who works in it next is sealed with it', () => {
  const before = openedAndClosed();
  const other = { ...session, id: session.newId(), analyst: { ...session.analyst, id: 'another', name: 'Another' } };
  closeCase(openCaseToWrite(path, other));
  expect(failing()).toEqual([]);
  const after = openedAndClosed();
  expect(after['analyst']!.rows).toBe(before['analyst']!.rows + 1);
  expect({ ...after, analyst: null }).toEqual({ ...before, analyst: null });
});

test('what is written is sealed anew', () => {
  const before = openedAndClosed();
  const after = openedAndClosed((file) => decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'Another note.' }));
  expect(after['decision']!.rows).toBe(before['decision']!.rows + 1);
  expect({ ...after, decision: null }).toEqual({ ...before, decision: null });
  expect(failing()).toEqual([]);
  expect(Object.keys(openedAndClosed((file) => sealCase(file)))).toEqual(Object.keys(before));
  expect(failing()).toEqual([]);
});

const note = (value: string) => (file: ReturnType<typeof openCaseToWrite>): void => void decide(file, { targetKind: 'case', target: 'case', kind: 'note', value });

test('what was changed while the case lay closed is told, though work goes on in other tables, and though the whole is sealed', () => {
  openedAndClosed();
  outside(`UPDATE finding SET entity = '{"a":"c"}'; UPDATE event SET time_ms = time_ms + 1 WHERE id = 7`);
  openedAndClosed(note('Another note.'));
  expect(failing()).toEqual(['findings', 'seals']);
  openedAndClosed(note('One more.'));
  openedAndClosed(sealCase);
  openedAndClosed((file) => [sealCase, note('The last.')].forEach((work) => work(file)));
  expect(failing()).toEqual(['findings', 'seals']);
});

test('a table that is written to is sealed as it is then, with what others did to it before', () => {
  outside(`UPDATE decision SET value = 'Not what was said.'`);
  expect(failing()).toEqual(['seals']);
  openedAndClosed(note('Another note.'));
  expect(failing()).toEqual([]);
});

test('what a session left that ended without closing is sealed anew', () => {
  const before = openedAndClosed();
  const file = openCaseToWrite(path, session);
  decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'Of a session that crashed.' });
  const left = `${folder}/left`;
  copyFileSync(path, left);
  copyFileSync(`${path}-wal`, `${left}-wal`);
  closeCase(file);
  copyFileSync(left, path);
  copyFileSync(`${left}-wal`, `${path}-wal`);
  noteOpen(session.recordsFolder, realpathSync(path));
  expect(openedAndClosed()['decision']!.rows).toBe(before['decision']!.rows + 1);
  expect(failing()).toEqual([]);
});
