import { createHash } from 'node:crypto';
import type { EdgeKind, EdgeReason, EdgeSure } from '../contract/index.ts';
import { writeAudit } from './audit.ts';
import { dbOf, prepared, preparedRaw, type ReadCase, type WriteCase } from './handle.ts';
import { metaOf, setMeta } from './meta.ts';
import { transaction } from './transaction.ts';

/** An edge of the lineage as it is stored; ids are those of `identifier`, `parent` 0 where there is none. Times UTC ms. */
export interface StoredEdge {
  readonly kind: EdgeKind;
  readonly parent: number;
  readonly child: number;
  readonly event: number;
  readonly atMs: number;
  readonly shown: number;
  readonly why: EdgeReason | null;
  readonly uses: number;
  readonly firstUseMs: number | null;
  readonly lastUseMs: number | null;
}
/** Records that are one login: events, the one that stands for it, and what ties each of them. */
export interface StoredLogin {
  readonly lead: number;
  readonly records: readonly { readonly event: number; readonly why: string }[];
}
export interface Traced {
  readonly edges: readonly StoredEdge[];
  readonly logins: readonly StoredLogin[];
}
/** What a trace brought. `changed` is false where the case had the same already. */
export interface TraceResult {
  readonly edges: number;
  readonly inferred: number;
  readonly logins: number;
  readonly records: number;
  readonly changed: boolean;
}

/** Puts what was traced in the place of what was traced before, and notes it in the log; nothing is written where it is the same. */
export function storeLineage(file: WriteCase, { edges, logins }: Traced): TraceResult {
  const result = { edges: edges.length, inferred: edges.filter((one) => one.why !== null).length, logins: logins.length, records: logins.reduce((sum, one) => sum + one.records.length, 0) };
  const digest = digestOf({ edges, logins });
  if (metaOf(dbOf(file), 'lineage') === digest) return { ...result, changed: false };
  transaction(file, () => {
    for (const table of ['lineage', 'login_record', 'login']) dbOf(file).exec(`DELETE FROM ${table}`);
    const edge = prepared(file, 'INSERT INTO lineage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    for (const [at, one] of edges.entries()) {
      edge.run(at + 1, one.kind, one.parent === 0 ? null : one.parent, one.child, one.event, one.atMs, one.shown, sureOf(one), JSON.stringify(one.why ?? {}), one.uses, one.firstUseMs, one.lastUseMs);
    }
    const login = prepared(file, 'INSERT INTO login VALUES (?, ?, ?)');
    const record = prepared(file, 'INSERT INTO login_record VALUES (?, ?, ?)');
    for (const [at, one] of logins.entries()) {
      login.run(at + 1, one.lead, one.records.length);
      for (const { event, why } of one.records) record.run(event, at + 1, why);
    }
    setMeta(dbOf(file), 'lineage', digest);
    writeAudit(file, { action: 'lineage.store', kind: 'lineage', id: '', payload: { ...result, sha256: digest } });
  });
  return { ...result, changed: true };
}

export const sureOf = ({ why }: Pick<StoredEdge, 'why'>): EdgeSure => (why === null ? 'stated' : 'inferred');

function digestOf({ edges, logins }: Traced): string {
  const hash = createHash('sha256');
  for (const one of edges) hash.update(JSON.stringify([one.kind, one.parent, one.child, one.event, one.atMs, one.shown, one.why, one.uses, one.firstUseMs, one.lastUseMs]));
  for (const one of logins) hash.update(JSON.stringify([one.lead, one.records.map(({ event, why }) => [event, why])]));
  return hash.digest('hex');
}

/** What was traced last, as one text that changes with it; null where nothing was traced yet. */
export const lineageState = (file: ReadCase): string | null => metaOf(dbOf(file), 'lineage');

/** Credentials that programs read on hosts, by the event of the program. There are few. */
export const exposedCredentials = (file: ReadCase): readonly { readonly event: number; readonly child: number }[] =>
  prepared<{ event: number; child: number }>(file, `SELECT event, child FROM lineage WHERE kind = 'exposed' ORDER BY id`).all();

/** An edge with the texts of what it joins. */
export interface LineageLink extends Omit<StoredEdge, 'parent' | 'child'> {
  readonly parent: string | null;
  readonly child: string;
}
export interface LineageAround {
  readonly links: readonly LineageLink[];
  /** Ids of the events that were asked about, as texts: what they used, issued and lived in. */
  readonly ids: readonly string[];
  /** Whether there was more than the limit allows. */
  readonly cut: boolean;
}

type Row = Omit<StoredEdge, 'parent' | 'why'> & { readonly id: number; readonly parent: number | null; readonly why: string };
const columns = 'id, kind, parent, child, event, at_ms AS atMs, shown, why, uses, first_use_ms AS firstUseMs, last_use_ms AS lastUseMs';

/**
 * The lineage of what some events name: all that their credentials and sessions came from, and all that came of them. Siblings of an ancestor are not followed. At most `limit` edges.
 * @param more ids of credentials and sessions to start from beside those
 */
export function lineageAround(file: ReadCase, events: readonly number[], limit: number, more: readonly number[] = []): LineageAround {
  const named = preparedRaw<(number | null)[]>(file, 'SELECT credential_id, credential_issued_id, session_id, session_root_id FROM event WHERE id = ?');
  const starts = new Set<number>(more);
  for (const event of events) for (const id of named.get(event) ?? []) if (id !== null) starts.add(id);
  const found = new Map<number, Row>();
  const upwards = prepared<Row>(file, `SELECT ${columns} FROM lineage WHERE child = ? ORDER BY id`);
  const downwards = prepared<Row>(file, `SELECT ${columns} FROM lineage WHERE parent = ? ORDER BY id`);
  let cut = false;
  const walk = (from: Iterable<number>, next: (id: number) => readonly Row[], other: (row: Row) => number | null): void => {
    const seen = new Set(from);
    for (const id of seen) {
      for (const row of next(id)) {
        if (found.size >= limit && !found.has(row.id)) {
          cut = true;
          return;
        }
        found.set(row.id, row);
        const to = other(row);
        if (to !== null) seen.add(to);
      }
    }
  };
  walk(starts, (id) => upwards.all(id), (row) => row.parent);
  walk(starts, (id) => downwards.all(id), (row) => row.child);
  // A key that was issued by one and used in the session of another has two parents: both are shown.
  walk([...found.values()].map((row) => row.child), (id) => upwards.all(id), () => null);
  const text = preparedRaw<[string]>(file, 'SELECT text FROM identifier WHERE id = ?');
  const textOf = (id: number): string => text.get(id)![0];
  const links = [...found.values()].sort((a, b) => a.id - b.id).map(({ id: _, why, parent, child, ...row }): LineageLink => ({
    ...row, parent: parent === null ? null : textOf(parent), child: textOf(child), why: why === '{}' ? null : (JSON.parse(why) as EdgeReason),
  }));
  return { links, ids: [...starts].map(textOf), cut };
}
