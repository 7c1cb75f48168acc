import type { Acquisition, ByteLedger, FaultShape, ImportScope, Intake, Ledger } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { raiseEvidenceVersion } from './evidence-version.ts';
import { prepared, writerOf, type ReadCase, type WriteCase } from './handle.ts';
import { memberProgress } from './import-memory.ts';
import { evidenceIntake, plainIntake, writeIntake } from './intake.ts';
import { transaction } from './transaction.ts';

/** A file as it was given to us. */
export interface EvidenceStart {
  readonly name: string;
  /** As given. */
  readonly path: string;
  readonly bytes: number;
  /** UTC ms of its last change; null where it has none. */
  readonly modifiedMs: number | null;
  readonly acquisition?: Partial<Acquisition>;
  /** Where it is left out, all is taken in as it lies, or as it was when this import was stopped. */
  readonly intake?: Intake;
}
export interface EvidenceBegun {
  readonly evidence: number;
  readonly exhibit: string;
  /** An import of this file that was stopped or interrupted is continued: read it from its start, what is there already is met again. */
  readonly resumed: boolean;
}
export type EvidenceEndState = 'done' | 'stopped' | 'failed';
export interface EvidenceEnd {
  readonly state: EvidenceEndState;
  /** Hex; null where the file was not read to its end. */
  readonly sha256: string | null;
  readonly fault: FaultShape | null;
}
export interface MemberStart {
  readonly path: string;
  /** n-th member of its file, from 1; where it is left out, one more than the last that was begun in this run. */
  readonly position?: number;
}
/** What a member turned out to be. */
export interface MemberEnd {
  readonly bytes: number;
  readonly sha256: string | null;
  readonly dataset: string | null;
  readonly shape: string | null;
  readonly confidence: number | null;
  readonly reason: string | null;
  /** `aws.cloudtrail 1`: source and version of its mapping. */
  readonly mapper: string | null;
  readonly ledger: Ledger;
  readonly byteLedger: ByteLedger;
  readonly fault: FaultShape | null;
  readonly byOverride?: boolean;
  /** Events whose time names no zone, and those of them whose local time came twice or never. */
  readonly zoneAssumed?: number;
  readonly zoneUnsure?: number;
}

/** Columns of `evidence` that the analyst fills in, by the name that they have in the contract. */
export const acquisitionColumns: Readonly<Record<keyof Acquisition, string>> = {
  exhibit: 'exhibit', acquiredBy: 'acquired_by', acquiredAt: 'acquired_at', tenant: 'tenant', tool: 'tool', toolVersion: 'tool_version', query: 'query',
  rangeAsked: 'range_asked', rangeDelivered: 'range_delivered', medium: 'medium', expectedSha256: 'expected_sha256', notes: 'notes',
};

const positions = new WeakMap<WriteCase, Map<number, number>>();

/** Begins to import a file, or continues where the same file (path, size, time of change) was stopped or interrupted. */
export function beginEvidence(file: WriteCase, start: EvidenceStart): EvidenceBegun {
  const { session } = writerOf(file);
  const modified = start.modifiedMs === null ? null : new Date(start.modifiedMs).toISOString();
  return transaction(file, () => {
    const before = prepared<{ id: number; exhibit: string }>(file, unfinishedSql).get(start.path, start.bytes, modified);
    const evidence = before?.id ?? prepared<{ id: number }>(file, 'SELECT coalesce(max(id), 0) + 1 AS id FROM evidence').get()!.id;
    const exhibit = before?.exhibit ?? `E${evidence}`;
    if (before === undefined) {
      prepared(file, `INSERT INTO evidence (id, exhibit, name, path, bytes, modified, state, imported, imported_by) VALUES (?, ?, ?, ?, ?, ?, 'importing', ?, ?)`)
        .run(evidence, exhibit, start.name, start.path, start.bytes, modified, new Date(session.now()).toISOString(), session.analyst.id);
    } else prepared(file, `UPDATE evidence SET state = 'importing', fault = NULL WHERE id = ?`).run(evidence);
    if (start.intake !== undefined && (start.intake !== plainIntake || before !== undefined)) writeIntake(file, evidence, start.intake);
    if (start.acquisition !== undefined) writeAcquisition(file, evidence, start.acquisition);
    positionsOf(file).set(evidence, 0);
    raiseEvidenceVersion(file);
    writeAudit(file, {
      action: before === undefined ? 'evidence.begin' : 'evidence.continue', kind: 'evidence', id: String(evidence),
      payload: { exhibit, name: start.name, path: start.path, bytes: start.bytes, modified, acquisition: start.acquisition ?? {}, ...intakeFacts(start.intake) },
    });
    return { evidence, exhibit: prepared<{ exhibit: string }>(file, 'SELECT exhibit FROM evidence WHERE id = ?').get(evidence)!.exhibit, resumed: before !== undefined };
  });
}

/** How it is taken in, for the log, where that is not as it lies. */
function intakeFacts(intake: Intake | undefined): { readonly intake?: Intake } {
  return intake === undefined || intake === plainIntake ? {} : { intake };
}

/**
 * Begins to take in more of a file, from what is stored of it: members are begun again, events that are there are met again.
 * @param asked mappings of the analyst that are asked from now on, where those are what is new
 */
export function beginWidening(file: WriteCase, evidence: number, scope: ImportScope | null, asked: Pick<Intake, 'own' | 'mapping'> | null = null): void {
  transaction(file, () => {
    const before = evidenceIntake(file, evidence);
    prepared(file, `UPDATE evidence SET state = 'importing' WHERE id = ?`).run(evidence);
    writeIntake(file, evidence, { ...before, scope, ...asked });
    positionsOf(file).set(evidence, 0);
    const [action, told] = asked === null ? ['evidence.widen', { before: before.scope, after: scope }] as const : ['evidence.remap', { before, after: { ...before, scope, ...asked } }] as const;
    writeAudit(file, { action, kind: 'evidence', id: String(evidence), payload: { ...told, members: memberFacts(file, evidence) } });
  });
}

/** An import of this file that was stopped or interrupted, and how it was to be taken in; null where there is none. */
export function unfinishedEvidence(file: ReadCase, start: Pick<EvidenceStart, 'path' | 'bytes' | 'modifiedMs'>): { readonly evidence: number; readonly exhibit: string; readonly intake: Intake } | null {
  const modified = start.modifiedMs === null ? null : new Date(start.modifiedMs).toISOString();
  const found = prepared<{ id: number; exhibit: string }>(file, unfinishedSql).get(start.path, start.bytes, modified);
  return found === undefined ? null : { evidence: found.id, exhibit: found.exhibit, intake: evidenceIntake(file, found.id) };
}

/** True where an import was stopped or interrupted: only then is it worth asking for each file. */
export function anyUnfinished(file: ReadCase): boolean {
  return prepared(file, `SELECT 1 FROM evidence WHERE (state <> 'done' OR hash_check <> 'not-supplied') AND state IN ('stopped', 'interrupted') LIMIT 1`).get() !== undefined;
}

const unfinishedSql = `SELECT id, exhibit FROM evidence WHERE path = ? AND bytes = ? AND modified IS ? AND state IN ('stopped', 'interrupted') ORDER BY id DESC LIMIT 1`;

/** Begins a member of a file, in the order in which they lie in it. Gives its id. */
export function beginMember(file: WriteCase, evidence: number, start: MemberStart): number {
  return transaction(file, () => {
    const position = start.position ?? (positionsOf(file).get(evidence) ?? 0) + 1;
    positionsOf(file).set(evidence, position);
    const before = prepared<{ id: number; path: string }>(file, 'SELECT id, path FROM member WHERE evidence = ? AND position = ?').get(evidence, position);
    if (before !== undefined && before.path !== start.path) throw new Error(`Member ${position} of evidence ${evidence} is "${before.path}", not "${start.path}".`);
    const member = before?.id ?? Number(prepared(file, 'INSERT INTO member (evidence, position, path) VALUES (?, ?, ?)').run(evidence, position, start.path).lastInsertRowid);
    if (before !== undefined) {
      prepared(file, 'UPDATE member SET done = 0 WHERE id = ?').run(member);
      // Where reading stopped, a record was cut that is whole now: skips are met again, all of them.
      prepared(file, 'DELETE FROM skip WHERE member = ?').run(member);
    }
    raiseEvidenceVersion(file);
    memberProgress(file).set(member, { resumed: before !== undefined, firstMs: Number.NaN, lastMs: Number.NaN, fuller: 0 });
    return member;
  });
}

/** Notes what a member turned out to be, and its ledger. First and last time are those of its events. */
export function endMember(file: WriteCase, member: number, end: MemberEnd): void {
  const progress = memberProgress(file).get(member);
  if (progress === undefined) throw new Error(`Member ${member} is not being read.`);
  const { ledger, byteLedger } = end;
  const cut = end.mapper?.lastIndexOf(' ') ?? -1;
  const time = (ms: number): number | null => (Number.isNaN(ms) ? null : ms);
  transaction(file, () => {
    prepared(file, `UPDATE member SET bytes = ?, sha256 = ?, dataset = ?, shape = ?, confidence = ?, reason = ?, mapper = ?, mapper_version = ?,
      records = ?, events = ?, duplicates = ?, skips = ?, folded = ?, out_of_scope = ?, bytes_total = ?, bytes_records = ?, bytes_skips = ?, bytes_separators = ?,
      first_ms = ?, last_ms = ?, done = ?, fault = ?, by_override = ?, zone_assumed = ?, zone_unsure = ? WHERE id = ?`).run(
      end.bytes, bytesOf(end.sha256), end.dataset, end.shape, end.confidence, end.reason,
      end.mapper === null || cut < 0 ? end.mapper : end.mapper.slice(0, cut), end.mapper === null || cut < 0 ? null : Number(end.mapper.slice(cut + 1)),
      ledger.records, ledger.events, ledger.duplicates, ledger.skips, ledger.folded, ledger.outOfScope,
      byteLedger.total, byteLedger.records, byteLedger.skips, byteLedger.separators,
      time(progress.firstMs), time(progress.lastMs), end.sha256 === null ? 0 : 1, jsonOf(end.fault), end.byOverride === true ? 1 : 0, end.zoneAssumed ?? 0, end.zoneUnsure ?? 0, member);
    if (progress.fuller > 0) writeAudit(file, { action: 'event.fuller', kind: 'member', id: String(member), payload: { events: progress.fuller } });
    memberProgress(file).delete(member);
    raiseEvidenceVersion(file);
  });
}

/** Ends the import of a file: its hash, whether that is the expected one, and one row in the log with its members and counts. */
export function endEvidence(file: WriteCase, evidence: number, end: EvidenceEnd): void {
  transaction(file, () => {
    prepared(file, 'UPDATE evidence SET state = ?, sha256 = ?, fault = ? WHERE id = ?').run(end.state, bytesOf(end.sha256), jsonOf(end.fault), evidence);
    checkHash(file, evidence);
    raiseEvidenceVersion(file);
    positionsOf(file).delete(evidence);
    writeAudit(file, { action: 'evidence.end', kind: 'evidence', id: String(evidence), payload: { ...end, members: memberFacts(file, evidence) } });
  });
}

/** The same bytes were offered again under another name, and not read: only the log says so. */
export function noteRepeatedEvidence(file: WriteCase, evidence: number, start: EvidenceStart, sha256: string): void {
  transaction(file, () => {
    writeAudit(file, { action: 'evidence.repeat', kind: 'evidence', id: String(evidence), payload: { name: start.name, path: start.path, bytes: start.bytes, sha256, ...intakeFacts(start.intake) } });
  });
}

/** Sets what the analyst knows of where a file came from; fields that are left out stay. */
export function setAcquisition(file: WriteCase, evidence: number, fields: Partial<Acquisition>): void {
  transaction(file, () => {
    const old = writeAcquisition(file, evidence, fields);
    checkHash(file, evidence);
    raiseEvidenceVersion(file);
    writeAudit(file, { action: 'evidence.acquisition', kind: 'evidence', id: String(evidence), payload: { old, new: fields } });
  });
}

/** A file that has these bytes and was read to its end; null where there is none. */
export function findEvidenceByHash(file: ReadCase, sha256: string): { readonly evidence: number; readonly exhibit: string; readonly name: string } | null {
  const found = prepared<{ evidence: number; exhibit: string; name: string }>(file, `SELECT id AS evidence, exhibit, name FROM evidence WHERE sha256 = ? AND state = 'done' ORDER BY id LIMIT 1`);
  return found.get(bytesOf(sha256)) ?? null;
}

/** Files of this size that were read to their end: only where there are some is it worth hashing a new file before reading it. */
export function candidatesBySize(file: ReadCase, bytes: number): readonly { readonly evidence: number; readonly exhibit: string; readonly sha256: string }[] {
  return prepared<{ evidence: number; exhibit: string; sha256: string }>(file, `SELECT id AS evidence, exhibit, lower(hex(sha256)) AS sha256 FROM evidence
    WHERE bytes = ? AND state = 'done' AND sha256 IS NOT NULL ORDER BY id`).all(bytes);
}

function writeAcquisition(file: WriteCase, evidence: number, fields: Partial<Acquisition>): Readonly<Record<string, string>> {
  const old: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields) as [keyof Acquisition, string | undefined][]) {
    const column = acquisitionColumns[name];
    // An exhibit number is never taken away by an empty box.
    if (column === undefined || value === undefined || (name === 'exhibit' && value === '')) continue;
    old[name] = prepared<{ value: string }>(file, `SELECT ${column} AS value FROM evidence WHERE id = ?`).get(evidence)!.value;
    prepared(file, `UPDATE evidence SET ${column} = ? WHERE id = ?`).run(value, evidence);
  }
  return old;
}

/** Compares the hash that the analyst was given with the one that was computed. */
function checkHash(file: WriteCase, evidence: number): void {
  prepared(file, `UPDATE evidence SET hash_check = CASE
    WHEN trim(expected_sha256) = '' OR sha256 IS NULL THEN 'not-supplied'
    WHEN lower(trim(expected_sha256)) = lower(hex(sha256)) THEN 'matched' ELSE 'mismatched' END WHERE id = ?`).run(evidence);
}

function memberFacts(file: ReadCase, evidence: number): readonly unknown[] {
  return prepared(file, `SELECT id, path, bytes, lower(hex(sha256)) AS sha256, records, events, duplicates, skips, folded, out_of_scope AS outOfScope, mapper, mapper_version AS mapperVersion
    FROM member WHERE evidence = ? ORDER BY position`).all(evidence);
}

function positionsOf(file: WriteCase): Map<number, number> {
  let known = positions.get(file);
  if (known === undefined) positions.set(file, (known = new Map()));
  return known;
}

const bytesOf = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'));
const jsonOf = (fault: FaultShape | null): string | null => (fault === null ? null : JSON.stringify(fault));
