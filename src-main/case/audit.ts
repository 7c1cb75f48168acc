import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { AuditRow } from '../contract/index.ts';
import { canonicalJson } from './canonical-json.ts';
import { dbOf, prepared, writerOf, type CaseSession, type ReadCase, type WriteCase } from './handle.ts';

/** What a row of the log is about. */
export interface AuditEntry {
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
interface Head { readonly seq: number; readonly hash: Buffer }
interface ChainRow {
  readonly seq: number; readonly at: string; readonly mono_ms: number; readonly session: string; readonly analyst: string; readonly action: string;
  readonly object_kind: string; readonly object_id: string; readonly payload: string | null; readonly payload_sha256: Buffer; readonly prev_hash: Buffer; readonly hash: Buffer;
}

const sha256 = (...parts: readonly (string | Uint8Array)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** First value of a chain: what `prev_hash` of its first row is. */
export function genesisOf(caseId: string, replica: string, parentHead: Uint8Array = new Uint8Array(32)): Buffer {
  return sha256('bilocate-audit-genesis-v1\n', caseId, '\n', replica, '\n', parentHead);
}

/** Hash of a row: over the row before and the canonical JSON of what it says; of the payload only its hash, so that it could be redacted. */
export function auditHash(chain: string, prev: Uint8Array, row: Omit<ChainRow, 'hash' | 'prev_hash' | 'payload'>): Buffer {
  const { seq, at, mono_ms, session, analyst, action, object_kind, object_id, payload_sha256 } = row;
  const said = { chain, seq, at, mono_ms, session, analyst, action, object_kind, object_id, payload_sha256: payload_sha256.toString('hex') };
  return sha256('bilocate-audit-v1\n', prev, canonicalJson(said));
}

/** Writes one row. Belongs into the transaction of the change that it records. */
export function writeAudit(file: WriteCase, entry: AuditEntry): void {
  const writer = writerOf(file);
  writer.head = appendAudit(dbOf(file), writer.chain, writer.head, writer.session, entry);
}

/** Writes one row on a bare connection, and gives the new head. */
export function appendAudit(db: Database, chain: string, head: Head, session: CaseSession, entry: AuditEntry): Head {
  const payload = canonicalJson(entry.payload);
  const row = {
    seq: head.seq + 1, at: new Date(session.now()).toISOString(), mono_ms: Math.round(session.monotonic()), session: session.id, analyst: session.analyst.id,
    action: entry.action, object_kind: entry.kind, object_id: entry.id, payload_sha256: sha256(payload),
  };
  const hash = auditHash(chain, head.hash, row);
  db.prepare('INSERT INTO audit VALUES (@chain, @seq, @at, @mono_ms, @session, @analyst, @action, @object_kind, @object_id, @payload, @payload_sha256, @prev_hash, @hash)')
    .run({ ...row, chain, payload, prev_hash: head.hash, hash });
  return { seq: row.seq, hash };
}

/** The end of the chain as the file has it. */
export function headOf(db: Database, chain: string): Head {
  const last = db.prepare('SELECT seq, hash FROM audit WHERE chain = ? ORDER BY seq DESC LIMIT 1').get(chain) as Head | undefined;
  if (last !== undefined) return last;
  return { seq: 0, hash: db.prepare('SELECT genesis FROM audit_chain WHERE id = ?').pluck().get(chain) as Buffer };
}

/** Number and hash (hex) of the last row. Printed in every report: with it, a cut or rewritten log is found. */
export function auditHead(file: ReadCase): { readonly seq: number; readonly head: string } {
  const { seq, hash } = headOf(dbOf(file), chainOf(dbOf(file)));
  return { seq, head: hash.toString('hex') };
}

/** The chain that this working copy writes. */
export function chainOf(db: Database): string {
  return String(db.prepare(`SELECT id FROM audit_chain WHERE replica = (SELECT value FROM meta WHERE key = 'replica')`).pluck().get());
}

/** A page of the log. `action` is what actions begin with, `analyst` a name; empty texts leave nothing out. */
export interface LogQuestion { readonly after: number; readonly limit: number; readonly action?: string; readonly analyst?: string; readonly newest?: boolean }

/** The log, oldest first, or with `newest` the other way: from the end, then from before the row `after`. `next` is what to pass as `after` for the following page; `total` counts the rows that the question means. */
export function auditPage(file: ReadCase, { after, limit, action = '', analyst = '', newest = false }: LogQuestion): { readonly rows: readonly AuditRow[]; readonly next: number | null; readonly total: number } {
  const meant = `FROM audit a JOIN analyst n ON n.id = a.analyst WHERE a.chain = @chain AND (@action = '' OR substr(a.action, 1, length(@action)) = @action) AND (@analyst = '' OR n.name = @analyst)`;
  const asked = { chain: chainOf(dbOf(file)), action, analyst };
  const found = prepared<Omit<AuditRow, 'hash'> & { hash: Buffer }>(file, `SELECT a.seq, a.at, n.name AS analyst, a.action, trim(a.object_kind || ' ' || a.object_id) AS object, coalesce(a.payload, '') AS payload, a.hash
    ${meant} AND ${newest ? '(@after = 0 OR a.seq < @after) ORDER BY a.seq DESC' : 'a.seq > @after ORDER BY a.seq'} LIMIT @most`).all({ ...asked, after, most: limit + 1 });
  const rows = found.slice(0, limit).map((row) => ({ ...row, hash: row.hash.toString('hex') }));
  const total = action === '' && analyst === '' ? auditHead(file).seq : prepared<{ n: number }>(file, `SELECT count(*) AS n ${meant}`).get(asked)!.n;
  return { rows, next: found.length > limit ? rows.at(-1)!.seq : null, total };
}

/** Checks every chain from its genesis on: hashes, payload hashes, no gap. `broken` names the first row that does not hold. */
export function checkAudit(file: ReadCase): { readonly rows: number; readonly broken: string | null } {
  let rows = 0;
  const chains = prepared<{ id: string; replica: string; genesis: Buffer; parent_chain: string | null; parent_seq: number | null }>(file, 'SELECT * FROM audit_chain ORDER BY id').all();
  for (const chain of chains) {
    const parent = chain.parent_chain === null ? undefined
      : prepared<{ hash: Buffer }>(file, 'SELECT hash FROM audit WHERE chain = ? AND seq = ?').get(chain.parent_chain, chain.parent_seq)?.hash;
    if (!genesisOf(file.id, chain.replica, parent).equals(chain.genesis)) return { rows, broken: `genesis of chain ${chain.id}` };
    let head: Head = { seq: 0, hash: chain.genesis };
    for (const row of prepared<ChainRow>(file, 'SELECT * FROM audit WHERE chain = ? ORDER BY seq').iterate(chain.id)) {
      const whole = row.seq === head.seq + 1 && row.prev_hash.equals(head.hash) && auditHash(chain.id, head.hash, row).equals(row.hash)
        && (row.payload === null || sha256(row.payload).equals(row.payload_sha256));
      if (!whole) return { rows, broken: `row ${row.seq} of chain ${chain.id}` };
      head = { seq: row.seq, hash: row.hash };
      rows += 1;
    }
  }
  return { rows, broken: null };
}
