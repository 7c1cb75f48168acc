import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { datasets, type FindingDraft } from '../../src-main/contract/index.ts';
import {
  addException, addPeriod, assignSlots, beginEvidence, beginHunt, beginMember, beginWidening, closeCase, decide, endEvidence, endHunt, findingIdentity, keepMapping, noteRepeatedEvidence, openCaseToRead,
  openCaseToWrite, promoteRow, redoDecision, remark, removeSet, reportFinding, reviewFinding, saveSet, sayAlias, sayLabel, sayTrait, setAcquisition, setFilter, setRuleParameter, storeBatch, storeEnrichment,
  storeFindings, storeLineage, storeRules, storeSkips, tagFinding, undoDecision, unenriched, type CaseSession, type WriteCase,
} from '../../src-main/case/index.ts';
import { dbOf, writerOf, type Seal } from '../../src-main/case/handle.ts';
import { sealOf } from '../../src-main/case/seal.ts';
import { noteWrites } from '../../src-main/case/written-tables.ts';
import { batchOf, caseInFolder, importTestFile, numbers, syntheticEvent } from '../help/case-events.ts';

describe('which tables a statement may write to', () => {
  const tables = ['parent', 'child', 'pair', 'log', 'lone'];
  let db: Database.Database;
  beforeEach(() => {
    db = new Database(':memory:');
    db.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY, text TEXT); CREATE TABLE child (id INTEGER PRIMARY KEY, parent REFERENCES parent ON DELETE CASCADE); CREATE INDEX child_parent ON child (parent);
      CREATE TABLE pair (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID; CREATE TABLE log (text); CREATE TABLE lone (text); CREATE TRIGGER after_pair AFTER INSERT ON pair BEGIN INSERT INTO log VALUES ('pair'); END;`);
    db.pragma('foreign_keys = ON');
  });
  afterEach(() => {
    db.close();
  });

  const none: readonly string[] = [];
  test.each([
    ['what only reads', 'SELECT * FROM parent', none],
    ['the bounds of a transaction', 'BEGIN IMMEDIATE', none],
    ['a row that is put in', 'INSERT INTO lone VALUES (?)', ['lone']],
    ['many rows, named parameters', 'INSERT INTO lone (text) VALUES (@a), (@b)', ['lone']],
    ['a row of another table that is read', 'INSERT INTO lone SELECT text FROM parent RETURNING text', ['lone']],
    ['a row that is there or not', 'INSERT INTO parent VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text', ['parent']],
    ['all rows taken out at once', 'DELETE FROM lone', ['lone']],
    ['a row that others hang on', 'DELETE FROM parent WHERE id = ?', ['parent', 'child']],
    ['a row that takes the place of one that others hang on', 'REPLACE INTO parent VALUES (1, ?)', ['parent', 'child']],
    ['a column with an index', 'UPDATE child SET parent = NULL', ['child']],
    ['a table that has a trigger and no rowid', 'INSERT INTO pair VALUES (1, 2)', ['pair', 'log']],
    ['a table of this connection alone', 'CREATE TEMP TABLE own (text)', none],
    ['a copy of the whole', 'VACUUM INTO ?', none],
    ['the schema', 'ALTER TABLE lone ADD COLUMN more', tables],
  ])('%s', (_, sql, expected) => {
    const prepared = noteWrites(db);
    db.prepare(sql);
    expect(tables.filter(prepared.has)).toEqual(expected);
    const other = new Database(db.serialize());
    const executed = noteWrites(other);
    if (!sql.includes('?') && !sql.includes('@')) {
      other.exec(sql);
      expect(tables.filter(executed.has)).toEqual(expected);
    }
    other.close();
  });

  test('several statements in one text count for every table', () => {
    const { has } = noteWrites(db);
    db.exec('SELECT 1; DELETE FROM lone');
    expect(tables.filter(has)).toEqual(tables);
  });
});

describe('what is written to a case', () => {
  let path: string;
  let remove: () => void;
  let session: CaseSession;
  let file: WriteCase;
  beforeEach(() => {
    ({ remove, session, file } = caseInFolder('Written'));
    path = file.path;
    closeCase(file);
  });
  afterEach(() => {
    closeCase(file);
    remove();
  });

  const rule = { rule: 'r', variant: 'published', version: 1, hash: 'h' } as const;
  const explanation = { template: '', text: '', windows: [], conditions: [], baseline: {}, dropped: [], wouldNotFire: [] };
  const draft = (start: number): FindingDraft => ({
    ...rule, ruleVersion: 1, ruleHash: 'h', title: 'T', severity: 'low', score: 50, filteredBy: null, actor: null, entity: { a: 'b' }, start, end: start + 1, events: Int32Array.of(1, 2), values: {}, explanation,
  });
  const finding = findingIdentity(draft(0));
  const rows = [{ cells: [1], entity: { 'user.name': 'rare' }, start: 0, end: 1, events: Int32Array.of(4) }];
  const hunt = (findings: readonly FindingDraft[]): void => {
    const run = beginHunt(file);
    storeFindings(file, run, [{ ...rule, status: 'done', parameters: {}, dropped: [], fault: null, findings, view: { rule: rule.rule, variant: rule.variant, ruleVersion: 1, ruleHash: 'h', columns: ['n'], rows } }]);
    endHunt(file, run, 'done');
  };
  const memberOf = (name: string): number => beginMember(file, beginEvidence(file, { name, path: `/${name}`, bytes: 1, modifiedMs: 0 }).evidence, { path: '' });
  const geo = { role: 'asn', name: 'Example networks', vendor: 'Example', buildDate: '2026-01-01', sha256: 'aa', origin: 'embedded', licence: 'CC0', attribution: 'Example' } as const;

  /** What the app does to a case, each in a session of its own. */
  const steps: readonly (readonly [name: string, work: () => unknown])[] = [
    ['opening', () => undefined],
    ['an import', () => importTestFile(file, { name: 'one.jsonl', events: numbers(0, 60), skipEvery: 20 })],
    ['an import of what is there', () => importTestFile(file, { name: 'two.jsonl', events: numbers(50, 60) })],
    ['a poorer record', () => importTestFile(file, { name: 'three.csv', events: [100], says: ['event.action', 'credential.id'] })],
    ['its fuller one', () => importTestFile(file, { name: 'four.jsonl', events: [100] })],
    ['two contents of one id, at a path', () => storeBatch(file, memberOf('five.json'), batchOf([{ ...syntheticEvent(1), content: 'other', ordinal: 1, path: 'Records[0]' }]))],
    ['an event of each dataset', () => storeBatch(file, memberOf('six'), batchOf(datasets.map((dataset, at) => ({ vendorId: `of ${dataset}`, ms: 0, ordinal: at + 1, fields: { 'event.dataset': dataset } }))))],
    ['reference data', () => storeSkips(file, memberOf('seven'), [{ ordinal: 1, offset: 0, length: 1, path: null, reason: 'json/invalid', detail: '', reference: { source: 'travel', facts: [{ kind: 'travel', fromMs: 0, toMs: null, user: 'user1', label: 'Oslo', detail: {} }] } }])],
    ['an import that ends', () => endEvidence(file, 5, { state: 'stopped', sha256: null, fault: null })],
    ['more of a file', () => beginWidening(file, 1, null)],
    ['a file that was offered again', () => noteRepeatedEvidence(file, 2, { name: 'n', path: '/n', bytes: 1, modifiedMs: null }, '00'.repeat(32))],
    ['an acquisition', () => setAcquisition(file, 1, { tool: 'aws cli', expectedSha256: '00'.repeat(32) })],
    ['a mapping', () => keepMapping(file, { name: 'own', version: 1, title: 'Own', dataset: 'custom', text: 'id: own' })],
    ['enrichment', () => {
      const { ips, agents } = unenriched(file, { tables: [geo], versions: { ip: 1 } });
      storeEnrichment(file, {
        tables: [geo], versions: { ip: 1 }, agents: agents.map(({ id }) => ({ agent: id, name: 'aws-cli', version: '2', os: null, deviceClass: 'cli', template: 'aws-cli/*' })),
        ips: ips.map(({ id }) => ({ ip: id, asNumber: 64_500, asOrganization: 'Example Net', country: 'NL', region: null, city: null, latitude: null, longitude: null, accuracyKm: null, prefix: null, egress: 'hosting', networkTable: 'aa', countryTable: null, cityTable: null })),
      });
    }],
    ['lineage', () => storeLineage(file, { edges: [{ kind: 'issued', parent: 1, child: 2, event: 2, atMs: 0, shown: 1, why: null, uses: 1, firstUseMs: 0, lastUseMs: 0 }], logins: [{ lead: 2, records: [{ event: 1, why: 'steps' }, { event: 2, why: 'lead' }] }] })],
    ['no lineage', () => storeLineage(file, { edges: [], logins: [] })],
    ['rules', () => storeRules(file, [{ ...rule, title: 'R', body: '', origin: 'shipped' }])],
    ['a hunt', () => hunt([draft(0)])],
    ['another hunt', () => hunt([draft(5)])],
    ['a verdict', () => decide(file, { targetKind: 'finding', target: finding, kind: 'verdict', value: 'suspicious' })],
    ['a tag', () => tagFinding(file, finding, 'vpn', true)],
    ['a review', () => reviewFinding(file, finding, { reviewer: 'B', agrees: true, reason: '' })],
    ['a choice for the report', () => reportFinding(file, finding, true)],
    ['a row that becomes a finding, and not', () => {
      promoteRow(file, findingIdentity({ rule: rule.rule, variant: rule.variant, entity: rows[0]!.entity, start: 0 }), 'rare');
      undoDecision(file);
      redoDecision(file);
    }],
    ['a parameter', () => setRuleParameter(file, { rule: rule.rule, variant: rule.variant, name: 'n', value: 3, reason: 'noise' })],
    ['an exception, a filter, a period', () => {
      addException(file, { rule: null, when: [{ field: 'source.ip', values: ['192.0.2.1'], set: null }], from: null, until: null }, 'ours');
      setFilter(file, 'r/published', '', 'none');
      addPeriod(file, { kind: 'trusted', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'quiet');
    }],
    ['who somebody is', () => {
      sayAlias(file, { a: 'user1', b: 'user2', same: true, reason: 'one' });
      sayTrait(file, 'user1', null, 'none');
      sayLabel(file, 'account', '111122223333', 'Production', 'asked');
    }],
    ['a set', () => {
      saveSet(file, { name: 'Office', kind: 'ip', entries: [{ value: '192.0.2.0/24', note: '' }], validFrom: null, validTo: null, reason: 'asked' });
      removeSet(file, 'Office', 'moved');
    }],
    ['a remark', () => remark(file, 'Seen.', 'findings')],
    ['colours', () => assignSlots(file, 'network', ['Example Net'])],
    ['another analyst', () => {
      closeCase(file);
      file = openCaseToWrite(path, { ...session, id: session.newId(), analyst: { ...session.analyst, id: 'another', name: 'Another' } });
    }],
  ];

  function digests(): Seal {
    const read = openCaseToRead(path, session.recordsFolder);
    const { seal } = sealOf(read, 'whole');
    closeCase(read);
    return seal;
  }

  test('goes to no table but those that are noted, and to each table that is sealed', () => {
    const ever = new Set<string>();
    let before = digests();
    for (const [name, work] of steps) {
      file = openCaseToWrite(path, session);
      work();
      const { written } = writerOf(file);
      closeCase(file);
      const after = digests();
      const changed = Object.keys(after).filter((table) => after[table]!.sha256 !== before[table]!.sha256);
      expect(changed.filter((table) => !written.has(table)), name).toEqual([]);
      for (const table of changed) ever.add(table);
      before = after;
    }
    // The field dictionary is as it was when the case was made.
    expect(Object.keys(before).filter((table) => !ever.has(table))).toEqual(['field']);
  });

  test('is little where little was done', () => {
    file = openCaseToWrite(path, session);
    importTestFile(file, { name: 'one.jsonl', events: numbers(0, 60) });
    closeCase(file);
    file = openCaseToWrite(path, session);
    decide(file, { targetKind: 'case', target: 'case', kind: 'note', value: 'A note.' });
    expect(Object.keys(sealOf(file, 'whole').seal).filter(writerOf(file).written.has)).toEqual(['field', 'analyst', 'decision']);
  });

  test('no reference of the schema changes or deletes what refers: a statement that SQLite makes anew with references on writes to no table more', () => {
    file = openCaseToWrite(path, session);
    const acting = dbOf(file).prepare(`SELECT t.name FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND (f.on_delete <> 'NO ACTION' OR f.on_update <> 'NO ACTION')`).pluck().all();
    expect(acting).toEqual([]);
  });
});
