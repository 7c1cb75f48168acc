import { createHash } from 'node:crypto';
import { isoOf, type ReferenceFact, type ReferenceRow, type ReferenceSourceId } from '../contract/index.ts';
import { canonicalJson } from './canonical-json.ts';
import type { SkipEntry } from './event-batch.ts';
import { prepared, type ReadCase, type WriteCase } from './handle.ts';

const IDENTITY_BYTES = 16;

/** Stores what a record of reference data tells. What is told already stays as it is, with the place where it was first read. The caller holds the transaction. */
export function storeReference(file: WriteCase, member: number, { ordinal, offset, length, reference }: SkipEntry): void {
  if (reference === undefined) return;
  const insert = prepared(file, `INSERT INTO reference (identity, kind, source, from_ms, to_ms, user, ip, country, device, host, instance, organization, label, detail, member, ordinal, offset, length)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity) DO NOTHING`);
  for (const fact of reference.facts) {
    const { kind, fromMs, toMs, user, ip, country, device, host, instance, organization, label, detail } = fact;
    insert.run(identityOf(reference.source, fact), kind, reference.source, fromMs, toMs, user ?? null, ip ?? null, country ?? null, device ?? null, host ?? null, instance ?? null, organization ?? null, label,
      canonicalJson(detail), member, ordinal, offset, length);
  }
}

function identityOf(source: ReferenceSourceId, fact: ReferenceFact): Buffer {
  const said = Object.fromEntries(Object.entries(fact).filter(([, value]) => value !== undefined));
  return createHash('sha256').update(canonicalJson({ source, ...said })).digest().subarray(0, IDENTITY_BYTES);
}

type Row = Omit<ReferenceRow, 'from' | 'to' | 'detail'> & { readonly fromMs: number | null; readonly toMs: number | null; readonly detail: string };
const columns = `r.id, r.kind, r.source, r.from_ms AS fromMs, r.to_ms AS toMs, r.user, r.ip, r.country, r.device, r.host, r.instance, r.organization, r.label, r.detail, e.exhibit, m.path AS member, r.ordinal AS record
  FROM reference r JOIN member m ON m.id = r.member JOIN evidence e ON e.id = m.evidence`;
const shown = ({ fromMs, toMs, detail, ...row }: Row): ReferenceRow => ({
  ...row, from: fromMs === null ? null : isoOf(fromMs), to: toMs === null ? null : isoOf(toMs), detail: JSON.parse(detail) as Readonly<Record<string, string>>,
});

/** Reference data of a case in the order in which it was read; `kind` narrows. At most `limit` rows from `from` (0-based) on, and how many there are. */
export function referencePage(file: ReadCase, { kind, from, limit }: { readonly kind: string | null; readonly from: number; readonly limit: number }): { readonly total: number; readonly rows: readonly ReferenceRow[] } {
  const total = prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM reference WHERE ? IS NULL OR kind = ?').get(kind, kind)!.n;
  return { total, rows: prepared<Row>(file, `SELECT ${columns} WHERE ? IS NULL OR r.kind = ? ORDER BY r.id LIMIT ? OFFSET ?`).all(kind, kind, limit, from).map(shown) };
}

/** How much reference data there is of each kind and source. */
export function referenceCounts(file: ReadCase): readonly { readonly kind: string; readonly source: string; readonly count: number }[] {
  return prepared<{ kind: string; source: string; count: number }>(file, 'SELECT kind, source, count(*) AS count FROM reference GROUP BY kind, source ORDER BY kind, source').all();
}

/** All that was so at some time within a span (UTC ms, both inclusive), with open sides, in the order in which it was read. */
export function referenceWithin(file: ReadCase, fromMs: number, toMs: number): readonly ReferenceRow[] {
  return prepared<Row>(file, `SELECT ${columns} WHERE (r.from_ms IS NULL OR r.from_ms <= ?) AND (r.to_ms IS NULL OR r.to_ms > ?) ORDER BY r.id`).all(toMs, fromMs).map(shown);
}
