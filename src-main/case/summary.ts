import { isoOf } from '../contract/index.ts';
import { statSync } from 'node:fs';
import type { CaseSummary } from '../contract/index.ts';
import { auditHead } from './audit.ts';
import { decisionsOfFindings, verdictIn } from './decisions.ts';
import { enrichmentOf } from './enrichment.ts';
import { caseLedger } from './evidence-cards.ts';
import { dbOf, prepared, type ReadCase } from './handle.ts';
import { metaOf } from './meta.ts';

/** Raised by every change: answers that were made of an older state are stale. */
export function stateOf(file: ReadCase): number {
  return Number(metaOf(dbOf(file), 'state') ?? 0);
}

/** How many events the case has. Events are only ever added, so the highest id tells it. */
export function eventCount(file: ReadCase): number {
  return prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event').get()!.n;
}

/** The case as its header shows it. `bars` is the number of slices of the histogram; 0 leaves it out. */
export function caseSummary(file: ReadCase, bars = 60): CaseSummary {
  const db = dbOf(file);
  const count = (sql: string): number => prepared<{ n: number }>(file, sql).get()!.n;
  const { first, last } = prepared<{ first: number | null; last: number | null }>(file, 'SELECT min(first_ms) AS first, max(last_ms) AS last FROM member').get()!;
  const enrichment = enrichmentOf(file);
  const findings = prepared<{ id: number }>(file, `SELECT id FROM finding WHERE state <> 'gone'`).all();
  const decisions = decisionsOfFindings(file);
  return {
    path: file.path, id: file.id, title: metaOf(db, 'title') ?? '', number: metaOf(db, 'number') ?? '', created: metaOf(db, 'created') ?? '',
    bytes: bytesOf(file.path), schema: Number(db.pragma('user_version', { simple: true })), state: stateOf(file), ledger: caseLedger(file),
    evidence: count('SELECT count(*) AS n FROM evidence'), events: eventCount(file), actors: count('SELECT count(*) AS n FROM actor'),
    findings: findings.length, openFindings: findings.filter(({ id }) => verdictIn(decisions(id)) === 'open').length,
    first: first === null ? null : isoOf(first), last: last === null ? null : isoOf(last),
    enrichment: enrichment === null ? null : { ips: enrichment.ips, agents: enrichment.agents, tables: [...enrichment.tables] },
    audit: auditHead(file),
    histogram: first === null || last === null || bars === 0 ? [] : [...histogram(file, first, last, bars)],
  };
}

/** The file and what SQLite has not yet put into it. */
function bytesOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0);
}

interface Counted { readonly key: string; readonly counts: readonly number[] }
const histograms = new WeakMap<ReadCase, Counted>();

/** Events per equal slice of `first` to `last` (UTC ms, both inclusive). One pass over the events, kept until there are more of them. */
export function histogram(file: ReadCase, first: number, last: number, bars: number): readonly number[] {
  const key = `${first} ${last} ${bars} ${eventCount(file)}`;
  const known = histograms.get(file);
  if (known?.key === key) return known.counts;
  const counts = new Array<number>(bars).fill(0);
  const width = (last - first + 1) / bars;
  const rows = prepared<{ bar: number; n: number }>(file, `SELECT CAST((time_ms - ?) / ? AS INTEGER) AS bar, count(*) AS n FROM event WHERE time_ms BETWEEN ? AND ? GROUP BY 1`).all(first, width, first, last);
  for (const { bar, n } of rows) counts[Math.min(bars - 1, bar)]! += n;
  histograms.set(file, { key, counts });
  return counts;
}
