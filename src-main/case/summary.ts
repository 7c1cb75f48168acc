import { isoOf } from '../contract/index.ts';
import { statSync } from 'node:fs';
import type { CaseSummary } from '../contract/index.ts';
import { auditHead } from './audit.ts';
import { enrichmentOf } from './enrichment.ts';
import { evidenceAccount } from './evidence-pages.ts';
import { findingsHolding } from './finding-facts.ts';
import { findingHeads } from './finding-heads.ts';
import { dbOf, prepared, type ReadCase } from './handle.ts';
import { personsIn } from './identity.ts';
import { metaOf } from './meta.ts';

/** Raised by every change: answers that were made of an older state are stale. */
export function stateOf(file: ReadCase): number {
  return Number(metaOf(dbOf(file), 'state') ?? 0);
}

/** How many events the case has. Events are only ever added, so the highest id tells it. */
export function eventCount(file: ReadCase): number {
  return prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event').get()!.n;
}

/** How often an event was read again from a fuller record. With the number of events it says whether columns are still those of the case. */
export function fullerCount(file: ReadCase): number {
  return prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM event_fuller').get()!.n;
}

/** Up to so many events the histogram is counted from the events themselves, which takes some 60 ms. */
const countedFromEvents = 200_000;
const bars = 60;

/**
 * The case as its header shows it. `counts` is the histogram where the caller knows it (of columns, say, which a large case is counted from); without it a
 * large case has none here. What is summed over rows is kept until the case changes.
 */
export function caseSummary(file: ReadCase, counts?: readonly number[]): CaseSummary {
  const { histogram, ...facts } = factsOf(file);
  return { ...facts, bytes: bytesOf(file.path), histogram: [...(counts ?? histogram ?? [])] };
}

type Facts = Omit<CaseSummary, 'bytes' | 'histogram'> & { readonly histogram: readonly number[] | null };
const known = new WeakMap<ReadCase, Facts>();

function factsOf(file: ReadCase): Facts {
  const state = stateOf(file);
  const before = known.get(file);
  if (before?.state === state) return before;
  const db = dbOf(file);
  const { ledger, exhibits, firstMs: first, lastMs: last } = evidenceAccount(file);
  const enrichment = enrichmentOf(file);
  const facts: Facts = {
    path: file.path, id: file.id, title: metaOf(db, 'title') ?? '', number: metaOf(db, 'number') ?? '', created: metaOf(db, 'created') ?? '',
    schema: Number(db.pragma('user_version', { simple: true })), state, ledger,
    evidence: exhibits, events: eventCount(file), actors: actorCount(file) - personsIn(file).groups.reduce((sum, names) => sum + names.length - 1, 0),
    findings: findingsHolding(file), openFindings: findingHeads(file).filter(({ verdict }) => verdict === 'open').length,
    first: first === null ? null : isoOf(first), last: last === null ? null : isoOf(last),
    enrichment: enrichment === null ? null : { ips: enrichment.ips, agents: enrichment.agents, tables: [...enrichment.tables] },
    audit: auditHead(file),
    histogram: first === null || last === null ? [] : eventCount(file) > countedFromEvents ? null : histogram(file, first, last),
  };
  known.set(file, facts);
  return facts;
}

interface Actors { readonly key: string; readonly n: number }
const actorCounts = new WeakMap<ReadCase, Actors>();

/** How many names acted. Where events were read again from fuller records, an actor may be left of whom no event is any more: then the events are asked, once for each state of them. */
function actorCount(file: ReadCase): number {
  const fuller = fullerCount(file);
  if (fuller === 0) return prepared<{ n: number }>(file, 'SELECT count(DISTINCT name) AS n FROM actor').get()!.n;
  const key = `${eventCount(file)} ${fuller}`;
  const before = actorCounts.get(file);
  if (before?.key === key) return before.n;
  const { n } = prepared<{ n: number }>(file, 'SELECT count(DISTINCT a.name) AS n FROM (SELECT DISTINCT actor FROM event) e JOIN actor a ON a.id = e.actor').get()!;
  actorCounts.set(file, { key, n });
  return n;
}

/** The file and what SQLite has not yet put into it. */
function bytesOf(path: string): number {
  return [path, `${path}-wal`].reduce((sum, one) => sum + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0);
}

interface Counted { readonly key: string; readonly counts: readonly number[] }
const histograms = new WeakMap<ReadCase, Counted>();

/** Events per equal slice of `first` to `last` (UTC ms, both inclusive). One pass over the events, kept until there are more of them. */
function histogram(file: ReadCase, first: number, last: number): readonly number[] {
  const key = `${first} ${last} ${eventCount(file)}`;
  const before = histograms.get(file);
  if (before?.key === key) return before.counts;
  const counts = new Array<number>(bars).fill(0);
  const width = (last - first + 1) / bars;
  const rows = prepared<{ bar: number; n: number }>(file, `SELECT CAST((time_ms - ?) / ? AS INTEGER) AS bar, count(*) AS n FROM event WHERE time_ms BETWEEN ? AND ? GROUP BY 1`).all(first, width, first, last);
  for (const { bar, n } of rows) counts[Math.min(bars - 1, bar)]! += n;
  histograms.set(file, { key, counts });
  return counts;
}
