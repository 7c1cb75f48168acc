import { accessSync, closeSync, constants, existsSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Fault } from '../contract/index.ts';
import { appendAudit, chainOf, genesisOf, headOf, writeAudit } from './audit.ts';
import { raiseEvidenceVersion } from './evidence-version.ts';
import { closeHandle, dbOf, handleOf, isOpenHere, realPathOf, writerOf, type CaseSession, type ReadCase, type WriteCase, type Writer } from './handle.ts';
import { readHeader, sidecarsOf, type Header } from './header.ts';
import { freeLock, lockHolder, takeLock, type CaseLock } from './lock.ts';
import { metaOf, setMeta } from './meta.ts';
import { applyMigrations, backUp, checkedMigrations, checkVersion, newestVersion, noteFields } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { forgetOpen, noteOpen, wasLeftOpen } from './open-record.ts';
import { APPLICATION_ID, beginWal, connect, sqliteVersion } from './pragmas.ts';
import { checkSchema, refuseForeignParts } from './schema-check.ts';
import { sealOf, sealThatHolds, takeUpSeal } from './seal.ts';
import { asFault, transaction } from './transaction.ts';
import { noteWrites, type WrittenTables } from './written-tables.ts';

export interface CaseFacts {
  readonly title: string;
  readonly number: string;
  /** UUID. */
  readonly caseId: string;
}

/**
 * Makes a case and opens it for writing.
 * @throws Fault file/exists, file/not-writable, case/read-only
 */
export function createCase(path: string, facts: CaseFacts, session: CaseSession, steps?: readonly Migration[]): WriteCase {
  const list = checkedMigrations(steps);
  const draft = `${path}.${process.pid}.new`;
  let lock: CaseLock | null = null;
  let real: string | null = null;
  try {
    const chain = draftCase(draft, facts, session, list);
    takeName(draft, path);
    real = realPathOf(path);
    lock = lockFor(real, session);
    noteOpen(session.recordsFolder, real);
    const db = connect(real, 'write');
    try {
      const written = noteWrites(db);
      beginWal(db);
      return handleOf(real, facts.caseId, db, writerWith(db, chain, session, lock, written));
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    rmSync(draft, { force: true });
    if (real !== null) forgetOpen(session.recordsFolder, real);
    if (lock !== null) freeLock(lock);
    throw asFault(error, path);
  }
}

/** A whole case under a name of its own: whoever is killed meanwhile leaves no half of a case under the name that was asked for. Gives its audit chain. */
function draftCase(draft: string, facts: CaseFacts, session: CaseSession, list: readonly Migration[]): string {
  try {
    closeSync(openSync(draft, 'w'));
  } catch (error) {
    throw new Fault('file/not-writable', { path: draft, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, true);
  }
  const db = connect(draft, 'write');
  try {
    db.pragma('page_size = 8192');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    return db.transaction(() => firstRows(db, facts, session, list)).immediate();
  } finally {
    db.close();
  }
}

/** Gives the draft its name, which nobody else may have: two who want the same name do not both get it. A stick without links is looked at first instead. */
function takeName(draft: string, path: string): void {
  try {
    linkSync(draft, path);
    rmSync(draft, { force: true });
  } catch (error) {
    if (existsSync(path)) throw new Fault('file/exists', { path });
    try {
      renameSync(draft, path);
    } catch {
      throw new Fault('file/not-writable', { path, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, true);
    }
  }
}

/** The rows of a new case. Analyst and session stand before the first row of the log. */
function firstRows(db: Database, facts: CaseFacts, session: CaseSession, list: readonly Migration[]): string {
  applyMigrations(db, 0, list);
  const now = new Date(session.now()).toISOString();
  const replica = session.newId();
  const chain = session.newId();
  const app = session.versions.app;
  const rows = {
    case: facts.caseId, replica, title: facts.title, number: facts.number, created: now, created_by_app: app, written_by_app: app,
    min_reader: '1.0.0', min_writer: '1.0.0', state: '1', opened: now,
  } as const;
  for (const [key, value] of Object.entries(rows)) setMeta(db, key as keyof typeof rows, value);
  noteSession(db, session, replica);
  const genesis = genesisOf(facts.caseId, replica);
  db.prepare('INSERT INTO audit_chain VALUES (?, ?, NULL, NULL, ?)').run(chain, replica, genesis);
  appendAudit(db, chain, { seq: 0, hash: genesis }, session, { action: 'case.create', kind: 'case', id: facts.caseId, payload: { title: facts.title, number: facts.number, app } });
  return chain;
}

/**
 * Opens a case for writing: takes its lock, migrates it where it is older (a copy goes aside first), and marks what a crash interrupted.
 * @throws Fault case/not-found, case/not-a-case, case/newer-than-app, case/older-major, case/locked, case/read-only, case/sidecar, case/damaged, case/unsafe-database
 */
export function openCaseToWrite(path: string, session: CaseSession, steps?: readonly Migration[]): WriteCase {
  const list = checkedMigrations(steps);
  const real = realOrFault(path);
  const header = checkedHeader(real, list);
  mustBeWritable(real);
  const lock = lockFor(real, session);
  const leftOpen = wasLeftOpen(session.recordsFolder, real);
  try {
    refuseSidecars(real, header, leftOpen);
    noteOpen(session.recordsFolder, real);
    const db = connect(real, 'write');
    let file: WriteCase | null = null;
    try {
      file = begin(db, real, session, lock, list);
      noteOpening(file, leftOpen);
      return file;
    } catch (error) {
      if (file === null) db.close();
      else closeHandle(file);
      if (!leftOpen) forgetOpen(session.recordsFolder, real);
      throw error;
    }
  } catch (error) {
    freeLock(lock);
    throw asFault(error, path);
  }
}

function begin(db: Database, real: string, session: CaseSession, lock: CaseLock, list: readonly Migration[]): WriteCase {
  const written = noteWrites(db);
  const version = Number(db.pragma('user_version', { simple: true }));
  const id = metaOf(db, 'case');
  const replica = metaOf(db, 'replica');
  if (id === null || replica === null) throw new Fault('case/damaged', { path: real, reason: 'meta' });
  refuseForeignParts(db, real);
  checkSchema(db, real, list);
  const newest = newestVersion(list);
  const backup = version < newest ? backUp(db, real, version) : null;
  const chain = chainOf(db);
  db.transaction(() => {
    const steps = backup === null ? [] : applyMigrations(db, version, list);
    noteSession(db, session, replica);
    if (backup !== null) appendAudit(db, chain, headOf(db, chain), session, { action: 'case.migrate', kind: 'case', id, payload: { from: version, to: newest, steps, backup } });
  }).immediate();
  beginWal(db);
  return handleOf(real, id, db, writerWith(db, chain, session, lock, written));
}

/** First row of this session; imports and hunts that were under way when the app died are marked so. */
function noteOpening(file: WriteCase, crashed: boolean): void {
  const db = dbOf(file);
  const { session } = writerOf(file);
  transaction(file, () => {
    noteFields(db);
    // The condition of the index: else every row is looked at, and a delivery has 100,000 files.
    const evidence = interrupt(db, 'evidence', `(state <> 'done' OR hash_check <> 'not-supplied') AND state = 'importing'`);
    if (evidence > 0) raiseEvidenceVersion(file);
    const hunts = interrupt(db, 'hunt_run', `state = 'running'`);
    setMeta(db, 'written_by_app', session.versions.app);
    setMeta(db, 'opened', new Date(session.now()).toISOString());
    writeAudit(file, { action: 'case.open', kind: 'case', id: file.id, payload: { app: session.versions.app, afterCrash: crashed, interruptedEvidence: evidence, interruptedHunts: hunts } });
  });
  // What a crash left was changed by whoever crashed: the last seal says nothing of it.
  if (!crashed) takeUpSeal(file);
}

/** Looks first whether there are any: what could write to a table counts as having done so. */
function interrupt(db: Database, table: 'evidence' | 'hunt_run', where: string): number {
  if (db.prepare(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`).get() === undefined) return 0;
  return db.prepare(`UPDATE ${table} SET state = 'interrupted' WHERE ${where}`).run().changes;
}

/**
 * Opens a case for reading only: nothing is written, no file is made beside it, so it works on a read-only medium. While a writer has the case
 * open it reads beside it.
 * @throws Fault case/not-found, case/not-a-case, case/newer-than-app, case/older-major, case/damaged; case/sidecar (`recoverable` tells
 * whether `openCaseToWrite` will do, because it was us who left it so)
 */
export function openCaseToRead(path: string, recordsFolder: string, steps?: readonly Migration[]): ReadCase {
  const list = checkedMigrations(steps);
  const real = realOrFault(path);
  const header = checkedHeader(real, list);
  const restless = header?.wal === true || (header !== null && sidecarsOf(real).length > 0);
  if (restless && lockHolder(real) === null && sidecarTrouble(real)) {
    throw new Fault('case/sidecar', { path, files: sidecarsOf(real).join(', '), recoverable: wasLeftOpen(recordsFolder, real) });
  }
  try {
    const db = connect(real, 'read');
    try {
      const id = metaOf(db, 'case');
      if (id === null) throw new Fault('case/damaged', { path, reason: 'meta' });
      checkSchema(db, path, list);
      return handleOf(real, id, db, null);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw asFault(error, path);
  }
}

/**
 * Another connection to a case that this process has open, for another of its threads: what `openCaseToRead` looks at was looked at then. Its header is not read as a file, since that would
 * drop the locks that this process has on it (see handle.ts).
 */
export function openBeside({ path, id }: Pick<ReadCase, 'path' | 'id'>): ReadCase {
  try {
    return handleOf(path, id, connect(path, 'read'), null);
  } catch (error) {
    throw asFault(error, path);
  }
}

/**
 * Closes a case. A writer leaves one plain file: everything checkpointed, no WAL, no lock. `atRest` is false where a reader still had it open:
 * then the next opening finishes the job.
 */
export function closeCase(file: WriteCase | ReadCase): { readonly atRest: boolean } {
  const db = dbOf(file);
  if (!db.open) return { atRest: true };
  if (db.readonly) {
    closeHandle(file);
    return { atRest: true };
  }
  const writing = file as WriteCase;
  const { session, lock } = writerOf(writing);
  let atRest = false;
  try {
    transaction(writing, () => writeAudit(writing, { action: 'case.close', kind: 'case', id: file.id, payload: sealOf(writing, 'quick', sealThatHolds(writing)) }));
    atRest = toOneFile(db);
  } finally {
    closeHandle(file);
    if (atRest && !isOpenHere(file.path)) {
      const after = readHeader(file.path);
      atRest = !after.wal && sidecarsOf(file.path).length === 0;
    }
    if (atRest) forgetOpen(session.recordsFolder, file.path);
    freeLock(lock);
  }
  return { atRest };
}

function toOneFile(db: Database): boolean {
  try {
    db.pragma('busy_timeout = 1500');
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if (String((error as { code?: string }).code).startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}

function realOrFault(path: string): string {
  try {
    return realPathOf(path);
  } catch {
    throw new Fault('case/not-found', { path });
  }
}

/** Null where this process has the case open: its header may then not be read as a file, and was checked when it was opened. */
function checkedHeader(real: string, list: readonly Migration[]): Header | null {
  if (isOpenHere(real)) return null;
  const header = readHeader(real);
  checkVersion(real, header, list, () => writerNameIn(real, header));
  return header;
}

/** Which app wrote a case that is too new: asked of its `meta` table, only where looking changes nothing. */
function writerNameIn(real: string, header: Header): string | null {
  if (header.wal || sidecarsOf(real).length > 0) return null;
  try {
    const db = connect(real, 'read');
    try {
      return metaOf(db, 'written_by_app');
    } finally {
      db.close();
    }
  } catch {
    return null;
  }
}

/** A file beside the case that could change what it says, or a WAL header without its WAL: content may be missing. */
function sidecarTrouble(real: string): boolean {
  return isOpenHere(real) ? false : sidecarsOf(real).length > 0 || readHeader(real).wal;
}

function refuseSidecars(real: string, header: Header | null, leftOpen: boolean): void {
  if (leftOpen || header === null) return;
  const files = sidecarsOf(real);
  if (files.length > 0 || header.wal) throw new Fault('case/sidecar', { path: real, files: files.join(', '), recoverable: false });
}

function mustBeWritable(real: string): void {
  try {
    accessSync(real, constants.W_OK);
    accessSync(dirname(real), constants.W_OK);
  } catch (error) {
    throw new Fault('case/read-only', { path: real, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' });
  }
}

function lockFor(real: string, session: CaseSession): CaseLock {
  return takeLock(real, { analyst: session.analyst.name, host: session.host, pid: session.pid, since: new Date(session.now()).toISOString() }, session.newId());
}

function writerWith(db: Database, chain: string, session: CaseSession, lock: CaseLock, written: WrittenTables): Writer {
  return { session, lock, chain, head: headOf(db, chain), depth: 0, written, sealed: null, beforeCommit: new Set(), onRollback: new Set() };
}

function noteSession(db: Database, session: CaseSession, replica: string): void {
  const { analyst, versions } = session;
  const now = new Date(session.now()).toISOString();
  const { app, ...rest } = versions;
  db.prepare(`INSERT INTO analyst VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, organisation = excluded.organisation, role = excluded.role`).run(analyst.id, analyst.name, analyst.organisation, analyst.role, now);
  db.prepare('INSERT INTO app_session VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING')
    .run(session.id, analyst.id, replica, now, session.host, session.pid, app, JSON.stringify({ ...rest, sqlite: sqliteVersion(db) }));
}
