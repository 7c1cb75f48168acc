import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Fault } from '../../src-main/contract/index.ts';
import { dbOf } from '../../src-main/case/handle.ts';
import { closeCase, createCase, inspectCase, openCaseToRead, openCaseToWrite, stateOf, transaction, type CaseSession } from '../../src-main/case/index.ts';
import { importTestFile, numbers, sessionIn, tempFolder } from '../help/case-events.ts';

let folder: string;
let remove: () => void;
let session: CaseSession;
let path: string;

beforeEach(() => {
  ({ folder, remove } = tempFolder());
  session = sessionIn(folder);
  path = `${folder}/a.bilocate`;
  const file = createCase(path, { title: 'A case', number: '2026-1', caseId: session.newId() }, session);
  importTestFile(file, { name: 'one.jsonl', events: numbers(0, 50) });
  expect(closeCase(file)).toEqual({ atRest: true });
});
afterEach(() => remove());

const bytesNow = (): string => createHash('sha256').update(readFileSync(path)).digest('hex');
function faultOf(work: () => unknown): Fault {
  try {
    work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('at rest', () => {
  test('a closed case is one plain file with its own magic', () => {
    const bytes = readFileSync(path);
    expect(readdirSync(folder).sort()).toEqual(['a.bilocate', 'records']);
    expect(readdirSync(`${folder}/records`)).toEqual([]);
    expect([bytes[18], bytes[19]]).toEqual([1, 1]);
    expect(bytes.toString('latin1', 68, 72)).toBe('Bilo');
    expect(bytes.readUInt32BE(60)).toBe(10_000);
  });

  test('reading changes no byte and leaves nothing beside it', () => {
    const before = { bytes: bytesNow(), mtime: statSync(path).mtimeMs };
    const file = openCaseToRead(path, session.recordsFolder);
    expect(() => dbOf(file).exec('DELETE FROM event')).toThrow();
    expect(readdirSync(folder).sort()).toEqual(['a.bilocate', 'records']);
    closeCase(file);
    expect(inspectCase(path, session.recordsFolder)).toMatchObject({ title: 'A case', number: '2026-1', events: 50, findings: 0, schema: 10_000, fault: null });
    expect({ bytes: bytesNow(), mtime: statSync(path).mtimeMs }).toEqual(before);
  });
});

describe('open', () => {
  test('a writer has every guard set, also on the second opening', () => {
    const file = openCaseToWrite(path, session);
    const pragma = (name: string): unknown => dbOf(file).pragma(name, { simple: true });
    expect(Object.fromEntries(['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'cell_size_check', 'mmap_size', 'temp_store'].map((name) => [name, pragma(name)])))
      .toEqual({ journal_mode: 'wal', synchronous: 2, foreign_keys: 1, trusted_schema: 0, cell_size_check: 1, mmap_size: 0, temp_store: 2 });
    closeCase(file);
  });

  test('a reader sees what a writer committed, and a writer that closes first says that it is not at rest', () => {
    const writer = openCaseToWrite(path, session);
    const reader = openCaseToRead(path, session.recordsFolder);
    const before = stateOf(reader);
    importTestFile(writer, { name: 'two.jsonl', events: numbers(50, 60) });
    expect(stateOf(reader)).toBeGreaterThan(before);
    expect(dbOf(reader).prepare('SELECT count(*) FROM event').pluck().get()).toBe(60);
    closeCase(reader);
    expect(closeCase(writer)).toEqual({ atRest: true });
  });

  test('a transaction that fails leaves nothing, not even a row of the log', () => {
    const file = openCaseToWrite(path, session);
    const before = { state: stateOf(file), audit: dbOf(file).prepare('SELECT count(*) FROM audit').pluck().get() };
    expect(() => transaction(file, () => {
      importTestFile(file, { name: 'bad.jsonl', events: numbers(100, 110) });
      throw new Error('on purpose');
    })).toThrow('on purpose');
    expect({ state: stateOf(file), audit: dbOf(file).prepare('SELECT count(*) FROM audit').pluck().get() }).toEqual(before);
    expect(importTestFile(file, { name: 'good.jsonl', events: numbers(100, 110) }).events).toBe(10);
    closeCase(file);
  });
});

describe('refused', () => {
  test('a newer case: says which versions, changes no byte', () => {
    const db = new Database(path);
    db.pragma('user_version = 10100');
    db.close();
    const before = bytesNow();
    const fault = faultOf(() => openCaseToWrite(path, session));
    expect(fault.toShape()).toMatchObject({ code: 'case/newer-than-app', params: { file: '1.1.0', app: '1.0.0', wroteBy: '0.1.0' } });
    expect(faultOf(() => openCaseToRead(path, session.recordsFolder)).code).toBe('case/newer-than-app');
    expect(inspectCase(path, session.recordsFolder).fault?.code).toBe('case/newer-than-app');
    expect(bytesNow()).toBe(before);
    expect(readdirSync(folder).sort()).toEqual(['a.bilocate', 'records']);
  });

  test.each([
    ['an empty file', Buffer.alloc(0)], ['a zip archive', Buffer.from('504b030414000000', 'hex')], ['a PDF', Buffer.from('%PDF-1.7')], ['JSON', Buffer.from('{"Records":[]}')], ['something else', Buffer.from('hello')],
  ])('%s under the name of a case is named and left alone', (looksLike, bytes) => {
    writeFileSync(path, bytes);
    expect(faultOf(() => openCaseToWrite(path, session)).toShape()).toMatchObject({ code: 'case/not-a-case', params: { looksLike } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test('another SQLite database, a folder, nothing', () => {
    const other = new Database(`${folder}/other.db`);
    other.exec('CREATE TABLE t (a)');
    other.close();
    expect(faultOf(() => openCaseToRead(`${folder}/other.db`, session.recordsFolder)).toShape()).toMatchObject({ code: 'case/not-a-case', params: { looksLike: 'another SQLite database' } });
    expect(faultOf(() => openCaseToRead(folder, session.recordsFolder)).code).toBe('case/not-a-case');
    expect(faultOf(() => openCaseToRead(`${folder}/none.bilocate`, session.recordsFolder)).code).toBe('case/not-found');
    expect(faultOf(() => createCase(path, { title: '', number: '', caseId: '' }, session)).code).toBe('file/exists');
  });

  test('files planted beside a case: nothing is opened, nothing is touched', () => {
    for (const name of ['-wal', '-journal', '-shm']) {
      const planted = `${path}${name}`;
      writeFileSync(planted, 'planted');
      expect(faultOf(() => openCaseToWrite(path, session)).toShape()).toMatchObject({ code: 'case/sidecar', params: { recoverable: false } });
      expect(faultOf(() => openCaseToRead(path, session.recordsFolder)).code).toBe('case/sidecar');
      expect(readFileSync(planted, 'utf8')).toBe('planted');
      copyFileSync(planted, `${folder}/kept`);
      remove();
      ({ folder, remove } = tempFolder());
      session = sessionIn(folder);
      path = `${folder}/a.bilocate`;
      closeCase(createCase(path, { title: 'A case', number: '', caseId: session.newId() }, session));
    }
  });

  test('a copy of an open case without its WAL is refused instead of being read with rows missing', () => {
    const writer = openCaseToWrite(path, session);
    importTestFile(writer, { name: 'two.jsonl', events: numbers(50, 60) });
    copyFileSync(path, `${folder}/copy.bilocate`);
    closeCase(writer);
    expect(faultOf(() => openCaseToRead(`${folder}/copy.bilocate`, session.recordsFolder)).code).toBe('case/sidecar');
    expect(faultOf(() => openCaseToWrite(`${folder}/copy.bilocate`, session)).code).toBe('case/sidecar');
  });

  test('a case that is damaged inside', () => {
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 100, 8192);
    writeFileSync(path, bytes);
    expect(faultOf(() => openCaseToRead(path, session.recordsFolder)).code).toBe('case/damaged');
  });

  test.each([
    ['trigger t', 'CREATE TRIGGER t AFTER INSERT ON audit BEGIN DELETE FROM event; END'],
    ['view v', 'CREATE VIEW v AS SELECT * FROM event'],
    ['table search', 'CREATE VIRTUAL TABLE search USING fts5(text)'],
  ])('for work: a file that holds what a case never has, a %s, which could change what is written', (parts, sql) => {
    const db = new Database(path);
    db.exec(sql);
    db.close();
    const before = bytesNow();
    expect(faultOf(() => openCaseToWrite(path, session)).toShape()).toMatchObject({ code: 'case/unsafe-database', params: { parts: expect.stringContaining(parts) as string } });
    expect(bytesNow()).toBe(before);
  });
});
