import { isoOf, proposedForReport, severities, type DecisionRow, type FindingRow, type HuntException, type FindingState, type Severity, type Variant, type Verdict } from '../contract/index.ts';
import { resumable, type Steps } from '../kit/steps.ts';
import { keptByState } from './by-state.ts';
import { decisionsOfFindings, inReportIn, reviewedIn, tagsIn, verdictIn } from './decisions.ts';
import { expectedBy, standingExceptions } from './expected.ts';
import { findingNetworks } from './finding-networks.ts';
import { keptPerFindings } from './finding-version.ts';
import { prepared, type ReadCase } from './handle.ts';

/** What hunts said of a finding, as long as no other hunt says otherwise: all that a list needs and none of what is long. Times UTC ms; `entity` and `networks` are JSON as stored. */
export interface FindingFact {
  readonly id: string; readonly number: number; readonly rule: string; readonly ruleTitle: string; readonly variant: Variant; readonly entity: string; readonly startMs: number; readonly endMs: number;
  readonly state: FindingState; readonly title: string; readonly severity: Severity; readonly actor: string | null; readonly eventCount: number; readonly windows: number; readonly windowMs: number | null;
  readonly version: number; readonly networks: string; readonly enrichment: number;
  /** Of the entity of its rule, 0 to 100. */
  readonly score: number;
  /** Number of the exception that caught it in its last hunt; that may have been taken back since. */
  readonly caughtBy: number | null;
  /** 1 where its rule has no corrected form, or this is it. */
  readonly foremost: 0 | 1;
  /** It is gone, and went in the last hunt that ran its rule; those that had gone before are not told again. */
  readonly went?: true;
}

/** What analysts say of a finding. `counts`: it is among those that are summed up. */
export interface FindingSaid extends Pick<FindingRow, 'verdict' | 'tags' | 'reviewed' | 'inReport' | 'filteredBy'> { readonly counts: boolean }

export const factCells = `f.id AS number, lower(hex(f.identity)) AS id, f.rule, r.title AS ruleTitle, f.variant, f.entity, f.start_ms AS startMs, f.state, v.title, v.severity, v.actor, v.end_ms AS endMs,
  v.event_count AS eventCount, v.windows, v.window_ms AS windowMs, v.id AS version, v.networks, v.score, v.filtered_by AS caughtBy, coalesce(h.enrichment_run, 0) AS enrichment,
  f.variant = 'corrected' OR NOT EXISTS (SELECT 1 FROM rule o WHERE o.rule = f.rule AND o.variant = 'corrected') AS foremost`;
export const factTables = 'FROM finding f JOIN finding_version v ON v.id = f.version JOIN rule r ON r.id = v.rule JOIN hunt_run h ON h.id = v.run';

/** Findings that are read in one step. */
const atOnce = 2000;
const versions = keptPerFindings((file) => ({ file }));
const facts = resumable(function* ({ file }: { readonly file: ReadCase }): Steps<readonly FindingFact[]> {
  const read = prepared<FindingFact>(file, `SELECT ${factCells} ${factTables} WHERE f.id > ? AND f.id <= ?`);
  const { last } = prepared<{ last: number }>(file, 'SELECT coalesce(max(id), 0) AS last FROM finding').get()!;
  const went = wentLast(file);
  const all: FindingFact[] = [];
  for (let from = 0; from < last; from += atOnce) {
    for (const fact of read.all(from, from + atOnce)) all.push(fact.state === 'gone' && went.has(fact.number) ? { ...fact, went: true } : fact);
    yield;
  }
  return inOrder(all);
});

/** Numbers of findings that the last hunt of their rule found no more. */
function wentLast(file: ReadCase): ReadonlySet<number> {
  const runs = prepared<{ rule: string; variant: string; run: number }>(file, 'SELECT r.rule, r.variant, max(h.run) AS run FROM hunt_rule h JOIN rule r ON r.id = h.rule GROUP BY r.rule, r.variant').all();
  const lastOf = new Map(runs.map(({ rule, variant, run }) => [`${rule}/${variant}`, run]));
  const gone = prepared<{ number: number; rule: string; variant: string }>(file, `SELECT f.id AS number, f.rule, f.variant FROM finding_history h JOIN finding f ON f.id = h.finding WHERE h.run = ? AND h.state = 'gone'`);
  return new Set([...new Set(lastOf.values())].flatMap((run) => gone.all(run).filter(({ rule, variant }) => lastOf.get(`${rule}/${variant}`) === run).map(({ number }) => number)));
}

/** All findings: gravest first, then by start, rule, variant and entity; those that the last hunt did not find again at the end. Kept until findings change. */
export const findingFacts = (file: ReadCase): readonly FindingFact[] => facts.get(versions(file));
/** Gets ready for `findingFacts`, in steps. */
export const prepareFindingFacts = (file: ReadCase): Steps<void> => facts.steps(versions(file));

/** What analysts say of each finding. Few are judged of many, so that of the others no more is kept than that nobody said anything. Kept until the case changes. */
export const findingSaid = keptByState((file): (fact: FindingFact) => FindingSaid => {
  const [decisions, standing] = [decisionsOfFindings(file), standingExceptions(file)];
  return (fact) => {
    const own = decisions(fact.number);
    if (own.length > 0 || fact.caughtBy !== null) return saidOf(fact, own, standing);
    let said = untouched.get(fact);
    if (said === undefined) untouched.set(fact, (said = saidOf(fact, own, standing)));
    return said;
  };
});
const untouched = new WeakMap<FindingFact, FindingSaid>();

/** How many findings hold: the last hunt found them, and nobody expects them. */
export function findingsHolding(file: ReadCase): number {
  if (standingExceptions(file).size === 0) return prepared<{ n: number }>(file, `SELECT count(*) AS n FROM finding WHERE state <> 'gone'`).get()!.n;
  const said = findingSaid(file);
  return findingFacts(file).filter((fact) => fact.state !== 'gone' && said(fact).filteredBy === null).length;
}

/** All findings as rows of a list, in the order of `findingFacts`. */
export const findingRows = keptByState((file): readonly FindingRow[] => findingFacts(file).map(findingRowsOf(file)));

/** Findings as rows of a list, one by one. */
export function findingRowsOf(file: ReadCase): (fact: FindingFact) => FindingRow {
  const said = findingSaid(file);
  const networks = findingNetworks(file);
  return (fact) => rowOf(fact, networks(fact), said(fact));
}

export function rowOf(fact: FindingFact, networks: FindingRow['networks'], { counts: _, ...said }: FindingSaid): FindingRow {
  return {
    id: fact.id, number: fact.number, rule: fact.rule, ruleTitle: fact.ruleTitle, title: fact.title, actor: fact.actor, entity: JSON.parse(fact.entity) as FindingRow['entity'],
    start: isoOf(fact.startMs), end: isoOf(fact.endMs), windows: fact.windows, windowMs: fact.windowMs, eventCount: fact.eventCount, networks, severity: fact.severity, variant: fact.variant, state: fact.state, ...said,
  };
}

export function saidOf(fact: FindingFact, decisions: readonly DecisionRow[], standing: ReadonlyMap<number, HuntException>): FindingSaid {
  const verdict: Verdict = verdictIn(decisions);
  const filteredBy = expectedBy(standing, fact.caughtBy, verdict);
  if (decisions.length === 0) {
    return { verdict, tags: [], reviewed: false, filteredBy, inReport: proposedForReport({ ...fact, verdict, filteredBy }), counts: filteredBy === null && fact.state !== 'gone' && fact.foremost === 1 };
  }
  // What an analyst judged, or made of a row of a hunt table, is his, whatever the form of its rule.
  const counts = filteredBy === null && fact.state !== 'gone' && (fact.foremost === 1 || verdict !== 'open' || decisions.some(({ kind }) => kind === 'promotion'));
  return { verdict, tags: tagsIn(decisions), reviewed: reviewedIn(decisions), filteredBy, inReport: inReportIn(decisions, { ...fact, verdict, filteredBy }), counts };
}

/** The order of every list of findings. */
export function inOrder<F extends Pick<FindingFact, 'state' | 'severity' | 'startMs' | 'rule' | 'variant' | 'entity'>>(all: readonly F[]): readonly F[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const rank = (one: F): number => (one.state === 'gone' ? 1 : 0);
  return all.toSorted((a, b) => rank(a) - rank(b) || severities.indexOf(b.severity) - severities.indexOf(a.severity)
    || a.startMs - b.startMs || order(a.rule, b.rule) || order(a.variant, b.variant) || order(a.entity, b.entity));
}
