import { deltaDecisions, isoOf, type DeltaWhy, type FindingChange, type Severity, type Variant } from '../contract/index.ts';
import { prepared, type ReadCase } from './handle.ts';

/** A hunt that ended, and the one that it is held against. Times ISO 8601 UTC as stored. */
export interface HuntPair {
  readonly run: number; readonly at: string; readonly state: string;
  /** The oldest of the hunts that its rules ran in last before it; null where none had. */
  readonly before: { readonly run: number; readonly at: string } | null;
  /** `id/variant` of its rules. */
  readonly ran: readonly string[];
  /** It ran every rule that ever ran in the case. */
  readonly whole: boolean;
}

interface RanRule { readonly rule: string; readonly variant: Variant; readonly version: number; readonly hash: string; readonly status: string; readonly parameters: string; readonly before: number | null }
/** The rules of a hunt, each with the hunt that it ran in last before. */
function rulesOf(file: ReadCase, run: number): readonly RanRule[] {
  return prepared<RanRule>(file, `SELECT r.rule, r.variant, r.version, r.hash, h.status, h.parameters,
    (SELECT max(p.run) FROM hunt_rule p JOIN rule q ON q.id = p.rule WHERE p.run < h.run AND q.rule = r.rule AND q.variant = r.variant) AS before
    FROM hunt_rule h JOIN rule r ON r.id = h.rule WHERE h.run = ? ORDER BY r.rule, r.variant`).all(run);
}

/** The last hunt that ran anything; null where there was none. */
export function lastHunt(file: ReadCase): HuntPair | null {
  const last = prepared<{ run: number; at: string; state: string }>(file, `SELECT id AS run, started AS at, state FROM hunt_run WHERE state <> 'running' AND EXISTS (SELECT 1 FROM hunt_rule h WHERE h.run = hunt_run.id) ORDER BY id DESC LIMIT 1`).get();
  if (last === undefined) return null;
  const rules = rulesOf(file, last.run);
  const earlier = rules.flatMap(({ before }) => before ?? []);
  const before = earlier.length === 0 ? null : prepared<{ run: number; at: string }>(file, 'SELECT id AS run, started AS at FROM hunt_run WHERE id = ?').get(Math.min(...earlier))!;
  const { all } = prepared<{ all: number }>(file, 'SELECT count(*) AS "all" FROM (SELECT DISTINCT r.rule, r.variant FROM hunt_rule h JOIN rule r ON r.id = h.rule)').get()!;
  return { ...last, before, ran: rules.map(({ rule, variant }) => `${rule}/${variant}`), whole: rules.length === all };
}

const EXHIBITS = 20;

/** What happened between a hunt and the one before that can be why they differ. */
export function whyDiffers(file: ReadCase, { run, at, before }: HuntPair): DeltaWhy {
  const none: DeltaWhy = { events: 0, evidence: [], moreEvidence: 0, rules: [], parameters: [], decisions: [], sets: [], enrichment: false };
  if (before === null) return none;
  const of = prepared<{ events: number; enrichment: number }>(file, 'SELECT events, coalesce(enrichment_run, 0) AS enrichment FROM hunt_run WHERE id = ?');
  const [then, now] = [of.get(before.run)!, of.get(run)!];
  const evidence = prepared<{ exhibit: string; name: string }>(file, 'SELECT exhibit, name FROM evidence WHERE imported >= ? AND imported <= ? AND id IN (SELECT evidence FROM member WHERE events > 0) ORDER BY id').all(before.at, at);
  // What was imported within the second of a hunt may have been before it: where no event came in, none of it counts.
  const added = now.events > then.events ? evidence : [];
  return {
    events: now.events - then.events, evidence: added.slice(0, EXHIBITS), moreEvidence: Math.max(0, added.length - EXHIBITS), ...ofRules(file, run),
    decisions: decisionsBetween(file, before.at, at),
    sets: prepared<{ name: string }>(file, 'SELECT DISTINCT name FROM named_set WHERE at > ? AND at <= ? ORDER BY name').all(before.at, at).map(({ name }) => name),
    enrichment: then.enrichment !== now.enrichment,
  };
}

/** Rules and parameters that are others than when the rule ran last. */
function ofRules(file: ReadCase, run: number): Pick<DeltaWhy, 'rules' | 'parameters'> {
  const rules: DeltaWhy['rules'] = [];
  const parameters: DeltaWhy['parameters'] = [];
  const hunts = new Map<number, readonly RanRule[]>();
  const rulesThen = (then: number): readonly RanRule[] => {
    const known = hunts.get(then) ?? rulesOf(file, then);
    hunts.set(then, known);
    return known;
  };
  for (const { rule, variant, version, hash, status, parameters: now, before } of rulesOf(file, run)) {
    const earlier = before === null ? undefined : rulesThen(before).find((one) => one.rule === rule && one.variant === variant);
    if (earlier === undefined) rules.push({ rule, variant, change: 'added', before: null, after: version });
    else if (earlier.status === 'done' && status !== 'done') rules.push({ rule, variant, change: 'not-run', before: earlier.version, after: version });
    else if (earlier.hash !== hash) rules.push({ rule, variant, change: 'changed', before: earlier.version, after: version });
    if (earlier === undefined || earlier.parameters === now) continue;
    const [was, is] = [JSON.parse(earlier.parameters) as Record<string, string | number>, JSON.parse(now) as Record<string, string | number>];
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      if (was[name] !== is[name]) parameters.push({ rule, variant, name, before: was[name] ?? null, after: is[name] ?? null });
    }
  }
  return { rules, parameters };
}

/** Decisions that change what rules say, by kind; one that is taken back or restored counts as its own. */
function decisionsBetween(file: ReadCase, from: string, to: string): DeltaWhy['decisions'] {
  const rows = prepared<{ kind: string; count: number }>(file, `SELECT coalesce(a.kind, d.kind) AS kind, count(*) AS count FROM decision d LEFT JOIN decision a ON a.seq = d.about WHERE d.at > ? AND d.at <= ? GROUP BY 1`).all(from, to);
  return deltaDecisions.flatMap((kind) => rows.filter((row) => row.kind === kind).map(({ count }) => ({ kind, count })));
}

interface Version { readonly title: string; readonly severity: Severity; readonly score: number; readonly filtered: number | null; readonly end: number; readonly events: number; readonly windows: number; readonly values: string }

/** What a finding says otherwise than before that hunt; nothing where it said nothing before. */
export function findingChanges(file: ReadCase, run: number, finding: number): readonly FindingChange[] {
  const versions = prepared<{ version: number }>(file, 'SELECT version FROM finding_history WHERE finding = ? AND run <= ? ORDER BY run DESC LIMIT 2').all(finding, run);
  if (versions.length < 2) return [];
  const read = prepared<Version>(file, 'SELECT title, severity, score, filtered_by AS filtered, end_ms AS "end", event_count AS events, windows, value_counts AS "values" FROM finding_version WHERE id = ?');
  const [now, was] = versions.map(({ version }) => read.get(version)!) as [Version, Version];
  const changes: FindingChange[] = [];
  for (const what of ['severity', 'score', 'events', 'windows', 'title'] as const) if (was[what] !== now[what]) changes.push({ what, before: was[what], after: now[what] });
  if (was.end !== now.end) changes.push({ what: 'end', before: isoOf(was.end), after: isoOf(now.end) });
  if (was.filtered !== now.filtered) changes.push({ what: 'expected', before: was.filtered, after: now.filtered });
  if (was.values !== now.values) changes.push({ what: 'values', before: null, after: null });
  return changes.length > 0 ? changes : [{ what: 'reasons', before: null, after: null }];
}
