import { afterEach, describe, expect, test } from 'vitest';
import type { FieldName } from '../../src-main/contract/index.ts';
import { beginEvidence, beginMember, closeCase, createCase, endEvidence, endMember, lineageAround, loginOfEvent, storeBatch, verifyCase, type WriteCase } from '../../src-main/case/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { traceLineage } from '../../src-main/pipeline/lineage.ts';
import { batchOf, sessionIn, tempFolder, type TestEvent } from '../help/case-events.ts';

type Fields = { readonly [N in FieldName]?: string | number | boolean | readonly string[] };
type Told = Pick<TestEvent, 'vendorId' | 'ms' | 'ip'> & { readonly fields: Fields };

const cleanUps: (() => void)[] = [];
afterEach(() => { for (const one of cleanUps.splice(0)) one(); });

function newCase(seed = 1): WriteCase {
  const { folder, remove } = tempFolder();
  const session = sessionIn(folder, seed);
  const file = createCase(`${folder}/a.bilocate`, { title: 'Lineage', number: '', caseId: session.newId() }, session);
  cleanUps.push(() => {
    closeCase(file);
    remove();
  });
  return file;
}

/** Stores events as one import of a file would. */
function store(file: WriteCase, name: string, events: readonly Told[]): void {
  const { evidence } = beginEvidence(file, { name, path: `/evidence/${name}`, bytes: events.length, modifiedMs: 0 });
  const member = beginMember(file, evidence, { path: '' });
  storeBatch(file, member, batchOf(events.map((event, at) => ({ ...event, content: event.vendorId, ordinal: at + 1, offset: at, length: 1 }))));
  endMember(file, member, {
    bytes: events.length, sha256: '00'.repeat(32), dataset: 'aws.cloudtrail', shape: 'test', confidence: 1, reason: 'made up', mapper: 'test 1',
    ledger: { records: events.length, events: events.length, duplicates: 0, skips: 0, folded: 0, outOfScope: 0 }, byteLedger: { total: events.length, records: events.length, skips: 0, separators: 0 }, fault: null,
  });
  endEvidence(file, evidence, { state: 'done', sha256: '00'.repeat(32), fault: null });
}

const t0 = Date.UTC(2026, 2, 3, 9);
const minute = 60_000;
let counted = 0;
const at = (minutes: number, fields: Fields, ip = '198.51.100.7'): Told => ({ vendorId: `${JSON.stringify(fields)} ${minutes} ${ip} ${(counted += 1)}`, ms: t0 + minutes * minute, ip, fields });
const edges = (file: WriteCase): unknown[] => dbOf(file).prepare(`SELECT l.kind, p.text AS parent, c.text AS child, l.at_ms AS at, l.shown, l.sure, l.uses
  FROM lineage l LEFT JOIN identifier p ON p.id = l.parent JOIN identifier c ON c.id = l.child ORDER BY l.at_ms, p.text, c.text`).all();
const logins = (file: WriteCase): unknown[] => dbOf(file).prepare('SELECT e.identity, l.records, group_concat(r.why) AS why FROM login l JOIN event e ON e.id = l.lead JOIN login_record r ON r.login = l.id GROUP BY l.id ORDER BY e.time_ms').all();

const calls = (): Told[] => [
  at(0, { 'event.action': 'AssumeRole', 'event.outcome': 'success', 'user.name': 'j.doe', 'credential.id': 'AKIAONE', 'session.id': 'AKIAONE', 'credential.issued_id': 'ASIATWO' }),
  at(2, { 'event.action': 'ListBuckets', 'user.name': 'Admin', 'credential.id': 'ASIATWO', 'session.id': 'AROA:j.doe@09:00' }, '203.0.113.9'),
  at(3, { 'event.action': 'CreateAccessKey', 'user.name': 'Admin', 'credential.id': 'ASIATWO', 'session.id': 'AROA:j.doe@09:00', 'credential.issued_id': 'AKIATHREE' }, '203.0.113.9'),
  at(9, { 'event.action': 'GetObject', 'user.name': 'backup', 'credential.id': 'AKIATHREE', 'session.id': 'AKIATHREE' }, '203.0.113.9'),
  at(9, { 'event.action': 'GetObject', 'user.name': 'backup', 'credential.id': 'AKIATHREE', 'session.id': 'AKIATHREE' }, '203.0.113.9'),
];

describe('edges', () => {
  test('a key that a call handed out leads to the calls made with it, over roles and users', () => {
    const file = newCase();
    store(file, 'trail.json', calls());
    expect(traceLineage(file)).toEqual({ edges: 2, inferred: 0, logins: 0, records: 0, changed: true });
    expect(edges(file)).toEqual([
      { kind: 'issued', parent: 'AKIAONE', child: 'ASIATWO', at: t0, shown: 1, sure: 'stated', uses: 2 },
      { kind: 'issued', parent: 'ASIATWO', child: 'AKIATHREE', at: t0 + 3 * minute, shown: 1, sure: 'stated', uses: 2 },
    ]);
    expect(lineageAround(file, [4], 100)).toMatchObject({ cut: false, ids: ['AKIATHREE'], links: [{ parent: 'AKIAONE' }, { parent: 'ASIATWO' }] });
    expect(lineageAround(file, [1], 100).links).toHaveLength(2);
    expect(verifyCase(file).checks.filter((one) => !one.ok && one.name !== 'blocks' && one.name !== 'ledger')).toEqual([]);
  });
});
