import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  assignSlots, auditHead, auditPage, beginEvidence, beginHunt, closeCase, decide, endEvidence, endHunt, noteRepeatedEvidence, openCaseToWrite, sealCase, setAcquisition, setRuleParameter,
  storeEnrichment, storeRules, verifyCase, type WriteCase,
} from '../../src-main/case/index.ts';
import { checkAudit } from '../../src-main/case/audit.ts';
import { canonicalJson } from '../../src-main/case/canonical-json.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { caseInFolder, importTestFile, numbers, sessionIn } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let file: WriteCase;

beforeEach(() => {
  ({ folder, remove, file } = caseInFolder('Log'));
});
afterEach(() => {
  closeCase(file);
  remove();
});

test('everything that changes the case leaves a row in the log', () => {
  const repeat = { name: 'n', path: '/n', bytes: 1, modifiedMs: null };
  const changes: readonly (readonly [name: string, change: () => unknown])[] = [
    ['beginEvidence', () => beginEvidence(file, repeat)],
    ['endEvidence', () => endEvidence(file, 1, { state: 'done', sha256: '00'.repeat(32), fault: null })],
    ['noteRepeatedEvidence', () => noteRepeatedEvidence(file, 1, repeat, '00'.repeat(32))],
    ['setAcquisition', () => setAcquisition(file, 1, { tool: 'aws cli' })],
    ['storeEnrichment', () => storeEnrichment(file, { tables: [], versions: { agents: 1 }, ips: [], agents: [] })],
    ['storeRules', () => storeRules(file, [{ rule: 'r', variant: 'published', version: 1, hash: 'h', title: 'R', body: '', origin: 'shipped' }])],
    ['setRuleParameter', () => setRuleParameter(file, { rule: 'r', variant: 'published', name: 'n', value: 3, reason: 'noise' })],
    ['beginHunt', () => beginHunt(file)],
    ['endHunt', () => endHunt(file, 1, 'done')],
    ['decide', () => decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'seen' })],
    ['sealCase', () => sealCase(file)],
  ];
  for (const [name, change] of changes) {
    const before = auditHead(file).seq;
    change();
    expect(auditHead(file).seq, name).toBe(before + 1);
  }
  const before = auditHead(file);
  assignSlots(file, 'network', ['Example Net']);
  expect(auditHead(file), 'colours are no statement about the case').toEqual(before);
});

test('the chain can be computed by hand from what the table says', () => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 5) });
  const sha256 = (...parts: (string | Buffer)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
  const db = dbOf(file);
  const chain = db.prepare('SELECT * FROM audit_chain').get() as { id: string; replica: string; genesis: Buffer };
  let prev = sha256('bilocate-audit-genesis-v1\n', file.id, '\n', chain.replica, '\n', Buffer.alloc(32));
  expect(prev.equals(chain.genesis)).toBe(true);
  for (const row of db.prepare('SELECT * FROM audit ORDER BY seq').all() as Record<string, string & number & Buffer>[]) {
    const text = `{"action":${JSON.stringify(row['action'])},"analyst":${JSON.stringify(row['analyst'])},"at":${JSON.stringify(row['at'])},"chain":${JSON.stringify(chain.id)},"mono_ms":${row['mono_ms']},`
      + `"object_id":${JSON.stringify(row['object_id'])},"object_kind":${JSON.stringify(row['object_kind'])},"payload_sha256":"${sha256(row['payload']!).toString('hex')}","seq":${row['seq']},"session":${JSON.stringify(row['session'])}}`;
    prev = sha256('bilocate-audit-v1\n', prev, text);
    expect(prev.equals(row['hash']!)).toBe(true);
  }
  expect(auditHead(file).head).toBe(prev.toString('hex'));
  expect(auditPage(file, { after: 1, limit: 1 })).toMatchObject({ next: 2, total: 3, rows: [{ seq: 2, action: 'evidence.begin', analyst: 'A. Analyst', object: 'evidence 1' }] });
});

test.each([
  ['an edited payload', `UPDATE audit SET payload = replace(payload, 'one.jsonl', 'two.jsonl') WHERE seq = 2`, 'row 2'],
  ['another time', `UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 2`, 'row 2'],
  ['another analyst', `PRAGMA foreign_keys = OFF; UPDATE audit SET analyst = 'x' WHERE seq = 3`, 'row 3'],
  ['a row taken out', 'DELETE FROM audit WHERE seq = 2', 'row 3'],
  ['two rows swapped', 'UPDATE audit SET seq = 100 WHERE seq = 2; UPDATE audit SET seq = 2 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 100', 'row 2'],
  ['another genesis', `UPDATE audit_chain SET genesis = zeroblob(32)`, 'genesis'],
])('%s breaks the chain', (_, sql, where) => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 5) });
  expect(checkAudit(file)).toEqual({ rows: 3, broken: null });
  dbOf(file).exec(sql);
  expect(checkAudit(file).broken).toContain(where);
  expect(verifyCase(file).ok).toBe(false);
});

test('a payload that was redacted keeps the chain', () => {
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 5) });
  dbOf(file).exec('UPDATE audit SET payload = NULL WHERE seq = 2');
  expect(checkAudit(file).broken).toBeNull();
});

test('the chain goes on over sessions', () => {
  const { seq } = auditHead(file);
  closeCase(file);
  file = openCaseToWrite(`${folder}/a.bilocate`, sessionIn(folder, 2));
  expect(auditPage(file, { after: seq, limit: 10 }).rows.map((row) => row.action)).toEqual(['case.close', 'case.open']);
  expect(checkAudit(file).broken).toBeNull();
});

test('canonical JSON: keys by UTF-16 units, numbers and escapes as ECMAScript', () => {
  expect(canonicalJson({ b: [1, -0, 1e21, 0.1], a: { '\ufb33': 1, '\ud83d\ude00': 2, é: null }, c: undefined, d: 'x\n"\\\u0001' }))
    .toBe('{"a":{"é":null,"\ud83d\ude00":2,"\ufb33":1},"b":[1,0,1e+21,0.1],"d":"x\\n\\"\\\\\\u0001"}');
  expect(() => canonicalJson({ a: Number.NaN })).toThrow();
});
