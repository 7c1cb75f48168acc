import type { EvidenceCard, EvidenceChoice, EvidencePage, EvidenceTotals } from '../contract/index.ts';
import { accountCells, byteLedgerOf, evidenceCard, evidenceCards, ledgerOf, type LedgerCells } from './evidence-cards.ts';
import { evidenceVersion } from './evidence-version.ts';
import { prepared, preparedRaw, type ReadCase } from './handle.ts';

export interface EvidenceQuestion {
  readonly after: number;
  readonly limit: number;
  readonly text: string;
  readonly state: EvidenceChoice | null;
}

/**
 * Exhibits in the order in which they came. No evidence is ever taken away and ids have no gap, so that the n-th exhibit is the one with the id n and a
 * page near the end costs what the first one costs; what is narrowed down is a list of ids, kept until evidence changes.
 */
export function evidencePage(file: ReadCase, { after, limit, text, state }: EvidenceQuestion): EvidencePage {
  const totals = evidenceTotals(file);
  const ids = text === '' && state === null ? null : chosenIds(file, text, state);
  const total = ids === null ? totals.exhibits : ids.length;
  const end = Math.min(total, after + limit);
  const rows = ids === null ? evidenceCards(file, after + 1, end) : ids.slice(after, end).map((id) => evidenceCard(file, id)!);
  return { rows, next: end < total ? end : null, total, totals };
}

/** Exhibits that are read at once while all are walked, and members that they may have together. */
const atOnce = 200;
const membersAtOnce = 5000;

/** Every exhibit with all its members: never all in memory. */
export function* everyExhibit(file: ReadCase): Generator<EvidenceCard> {
  const count = exhibitCount(file);
  for (let first = 1; first <= count; first += atOnce) {
    const last = Math.min(count, first + atOnce - 1);
    const { n } = prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM member WHERE evidence BETWEEN ? AND ?').get(first, last)!;
    if (n <= membersAtOnce) yield* evidenceCards(file, first, last, Number.MAX_SAFE_INTEGER);
    else for (let id = first; id <= last; id += 1) yield* evidenceCards(file, id, id, Number.MAX_SAFE_INTEGER);
  }
}

/** Exhibits of which more is to be said than of their neighbours: not read to the end, a fault, a hash or an acquisition given, an archive. */
export function* specialExhibits(file: ReadCase): Generator<EvidenceCard> {
  for (const id of specialIds(file)) yield evidenceCard(file, id)!;
}

/** The others. */
export function* alikeExhibits(file: ReadCase): Generator<EvidenceCard> {
  const apart = new Set(specialIds(file));
  const count = exhibitCount(file);
  for (let first = 1; first <= count; first += atOnce) yield* evidenceCards(file, first, Math.min(count, first + atOnce - 1)).filter(({ id }) => !apart.has(id));
}

/** How many exhibits have something special. */
export function specialCount(file: ReadCase): number {
  return specialIds(file).length;
}

/** How many exhibits there are: the highest id tells it. */
export function exhibitCount(file: ReadCase): number {
  return prepared<{ n: number }>(file, 'SELECT coalesce(max(id), 0) AS n FROM evidence').get()!.n;
}

/** The account of the whole case, and the first and the last time of its events (UTC ms). */
export interface EvidenceAccount extends EvidenceTotals { readonly firstMs: number | null; readonly lastMs: number | null }

/** All exhibits together; one pass over an index, kept until evidence changes. */
export function evidenceTotals(file: ReadCase): EvidenceTotals {
  const { firstMs: _, lastMs: __, ...totals } = evidenceAccount(file);
  return totals;
}

export const evidenceAccount = keptPerEvidence((file): EvidenceAccount => {
  const sums = prepared<LedgerCells & { first: number | null; last: number | null }>(file, `SELECT min(first_ms) AS first, max(last_ms) AS last, ${accountCells} FROM member`).get()!;
  const exhibits = exhibitCount(file);
  const counts = checkCounts(file);
  const apart = prepared<{ state: keyof EvidenceTotals['byState']; n: number }>(file, `SELECT state, count(*) AS n FROM evidence
    WHERE (state <> 'done' OR hash_check <> 'not-supplied') AND state <> 'done' GROUP BY state`).all();
  const others = Object.fromEntries(apart.map(({ state, n }) => [state, n])) as Partial<EvidenceTotals['byState']>;
  return {
    exhibits, bytes: prepared<{ n: number }>(file, 'SELECT coalesce(sum(bytes), 0) AS n FROM evidence').get()!.n, ledger: ledgerOf(sums), byteLedger: byteLedgerOf(sums),
    byState: { importing: 0, stopped: 0, interrupted: 0, failed: 0, ...others, done: exhibits - apart.reduce((sum, { n }) => sum + n, 0) },
    ...counts, firstMs: sums.first, lastMs: sums.last,
  };
});

/** Exhibits with a hash of all their bytes, and how that compares with the one that came with them. Only the exceptions are counted, by index. */
export function checkCounts(file: ReadCase): Pick<EvidenceTotals, 'hashed' | 'matched' | 'mismatched'> {
  const unhashed = prepared<{ n: number }>(file, 'SELECT count(*) AS n FROM evidence WHERE sha256 IS NULL').get()!.n;
  const checked = prepared<{ matched: number; mismatched: number }>(file, `SELECT coalesce(sum(hash_check = 'matched'), 0) AS matched, coalesce(sum(hash_check = 'mismatched'), 0) AS mismatched
    FROM evidence WHERE state <> 'done' OR hash_check <> 'not-supplied'`).get()!;
  return { hashed: exhibitCount(file) - unhashed, ...checked };
}

const special = `state <> 'done' OR fault IS NOT NULL OR hash_check <> 'not-supplied'
  OR acquired_by || acquired_at || tenant || tool || tool_version || query || range_asked || range_delivered || medium || expected_sha256 || notes <> ''
  OR id IN (SELECT evidence FROM member WHERE fault IS NOT NULL OR path <> '' OR position <> 1) OR id NOT IN (SELECT evidence FROM member)`;

const specialIds = keptPerEvidence((file): readonly number[] => preparedRaw<[number]>(file, `SELECT id FROM evidence WHERE ${special} ORDER BY id`).all().map(([id]) => id));

const choices: Readonly<Record<EvidenceChoice, string>> = {
  importing: apartIn('importing'), stopped: apartIn('stopped'), interrupted: apartIn('interrupted'), failed: apartIn('failed'), done: `state = 'done'`,
  mismatched: `(state <> 'done' OR hash_check <> 'not-supplied') AND hash_check = 'mismatched'`, skips: 'id IN (SELECT evidence FROM member WHERE skips > 0)', outOfScope: 'id IN (SELECT evidence FROM member WHERE out_of_scope > 0)',
};

/** The condition of the index stands there word for word: else SQLite does not use it. */
function apartIn(state: string): string {
  return `(state <> 'done' OR hash_check <> 'not-supplied') AND state = '${state}'`;
}

const listed = new WeakMap<ReadCase, { readonly key: string; readonly ids: readonly number[] }>();

function chosenIds(file: ReadCase, text: string, state: EvidenceChoice | null): readonly number[] {
  const key = JSON.stringify([evidenceVersion(file), text, state]);
  const known = listed.get(file);
  if (known?.key === key) return known.ids;
  // The name of a file is the end of its path. SQLite folds the case of A to Z only, so that here too nothing else is folded.
  const needle = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const hex = /^[0-9a-f]{4,64}$/.test(needle) ? needle : null;
  const where = [
    ...(state === null ? [] : [`(${choices[state]})`]),
    ...(text === '' ? [] : [`(instr(lower(exhibit || char(10) || path), $needle) > 0${hex === null ? '' : ' OR sha256 BETWEEN $low AND $high'})`]),
  ];
  const named = { ...(text === '' ? {} : { needle }), ...(hex === null ? {} : { low: Buffer.from(hex.padEnd(64, '0'), 'hex'), high: Buffer.from(hex.padEnd(64, 'f'), 'hex') }) };
  const ids = preparedRaw<[number]>(file, `SELECT id FROM evidence WHERE ${where.join(' AND ')} ORDER BY id`).all(named).map(([id]) => id);
  listed.set(file, { key, ids });
  return ids;
}

/** Keeps an answer until evidence changes. */
export function keptPerEvidence<T>(make: (file: ReadCase) => T): (file: ReadCase) => T {
  const kept = new WeakMap<ReadCase, { readonly version: number; readonly value: T }>();
  return (file) => {
    const version = evidenceVersion(file);
    const known = kept.get(file);
    if (known?.version === version) return known.value;
    const value = make(file);
    kept.set(file, { version, value });
    return value;
  };
}
