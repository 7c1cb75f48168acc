import { isoOf, Fault, severities, windowsFired, type DecisionRow, type EventRow, type Explanation, type Finding, type FindingRow, type FindingState, type Severity, type ValueCount, type Variant, type WhyChart } from '../contract/index.ts';
import { keptByState } from './by-state.ts';
import { decisionsOfFinding, decisionsOfFindings, inReportIn, reviewedIn, tagsIn, verdictIn } from './decisions.ts';
import { eventRows } from './event-rows.ts';
import { findingNetworks, type NetworksOfVersion } from './finding-networks.ts';
import { frozenEvents, frozenRows } from './frozen.ts';
import { prepared, type ReadCase } from './handle.ts';
import { networkLookup, slotsOf } from './slots.ts';

interface RowCells extends NetworksOfVersion {
  readonly number: number; readonly identity: Buffer; readonly rule: string; readonly rule_title: string; readonly variant: Variant; readonly entity: string; readonly start_ms: number;
  readonly state: FindingState; readonly title: string; readonly severity: Severity; readonly actor: string | null; readonly end_ms: number; readonly event_count: number; readonly explanation: string;
}
interface Cells extends RowCells { readonly events: Buffer; readonly event_rows: Buffer; readonly value_counts: string }
const from = 'FROM finding f JOIN finding_version v ON v.id = f.version JOIN rule r ON r.id = v.rule JOIN hunt_run h ON h.id = v.run';
const rowSql = `SELECT f.id AS number, f.version, f.identity, f.rule, r.title AS rule_title, f.variant, f.entity, f.start_ms, f.state, v.title, v.severity, v.actor, v.end_ms, v.event_count, v.explanation,
  v.networks, coalesce(h.enrichment_run, 0) AS enrichment`;
const sql = `${rowSql}, v.events, v.event_rows, v.value_counts ${from}`;

/** A finding with everything that was stored of it. `rows`: `event.id` of its events, by time. */
export interface StoredFinding extends FindingRow {
  readonly explanation: Explanation;
  readonly values: Readonly<Record<string, readonly ValueCount[]>>;
  readonly decisions: readonly DecisionRow[];
  readonly rows: readonly number[];
}

/** All findings: gravest first, then by start, rule, variant and entity; those that the last hunt did not find again at the end. Kept until the case changes. */
export const findingRows = keptByState(readRows);

function readRows(file: ReadCase): readonly FindingRow[] {
  const networks = findingNetworks(file);
  const decisions = decisionsOfFindings(file);
  return ordered(prepared<RowCells>(file, `${rowSql} ${from}`).all()).map((cells) => rowOf(cells, networks(cells), decisions(cells.number)));
}

/**
 * One finding, whole.
 * @throws Fault case/no-such-finding
 */
export function findingStored(file: ReadCase, finding: string): StoredFinding {
  const cells = cellsOf(file, finding);
  const decisions = decisionsOfFinding(file, cells.number);
  return {
    ...rowOf(cells, findingNetworks(file)(cells), decisions),
    explanation: JSON.parse(cells.explanation) as Explanation, values: JSON.parse(cells.value_counts) as StoredFinding['values'],
    decisions, rows: frozenRows(cells.event_rows),
  };
}

/** Events of a finding by time; `after` counts them. */
export function findingEventsPage(file: ReadCase, finding: string, ask: { readonly after: number; readonly limit: number }): { readonly rows: readonly EventRow[]; readonly next: number | null; readonly total: number } {
  const cells = cellsOf(file, finding);
  const end = Math.min(cells.event_count, ask.after + ask.limit);
  return { rows: eventRows(file, frozenRows(cells.event_rows, ask.after, end)), next: end < cells.event_count ? end : null, total: cells.event_count };
}

/** Findings that hold, as `findings --json` prints them, in the order of `findingRows`. */
export function findingsJson(file: ReadCase): readonly Finding[] {
  const decisions = decisionsOfFindings(file);
  return ordered(prepared<Cells>(file, `${sql} WHERE f.state <> 'gone'`).all()).map((cells) => ({
    id: cells.identity.toString('hex'), rule: cells.rule, variant: cells.variant, title: cells.title, severity: cells.severity, actor: cells.actor,
    entity: JSON.parse(cells.entity) as Finding['entity'], start: isoOf(cells.start_ms), end: isoOf(cells.end_ms), eventCount: cells.event_count,
    events: [...frozenEvents(cells.events)], values: JSON.parse(cells.value_counts) as Finding['values'], explanation: JSON.parse(cells.explanation) as Explanation,
    verdict: verdictIn(decisions(cells.number)),
  }));
}

/** Lanes of the why-it-fired chart: network and agent, those with most events first; times of their events in UTC ms. */
export function findingLanes(file: ReadCase, finding: string, limit = 20_000): WhyChart['lanes'] {
  const network = networkLookup(file);
  const slots = slotsOf(file, 'network');
  const found = prepared<{ time: number; ip: number | null; agent: string | null }>(file, `SELECT e.time_ms AS time, e.source_ip AS ip, u.text AS agent
    FROM event e LEFT JOIN user_agent u ON u.id = e.user_agent_original WHERE e.id = ?`);
  const lanes = new Map<string, WhyChart['lanes'][number]>();
  for (const id of frozenRows(cellsOf(file, finding).event_rows, 0, limit)) {
    const row = found.get(id);
    if (row === undefined) continue;
    const facts = row.ip === null ? null : network(row.ip);
    const key = `${facts?.label ?? ''}\n${facts?.country ?? ''}\n${row.agent ?? ''}`;
    const lane = lanes.get(key);
    if (lane !== undefined) lane.ticksMs.push(row.time);
    else lanes.set(key, { network: facts?.label ?? '', country: facts?.country ?? null, asn: facts?.asn ?? null, detail: row.agent ?? '', slot: facts === null ? 0 : slots.get(facts.label) ?? 0, ticksMs: [row.time] });
  }
  return [...lanes.values()].sort((a, b) => b.ticksMs.length - a.ticksMs.length || a.ticksMs[0]! - b.ticksMs[0]!);
}

function cellsOf(file: ReadCase, finding: string): Cells {
  const cells = prepared<Cells>(file, `${sql} WHERE f.identity = ?`).get(Buffer.from(finding, 'hex'));
  if (cells === undefined) throw new Fault('case/no-such-finding', { finding });
  return cells;
}

function rowOf(cells: RowCells, networks: FindingRow['networks'], decisions: readonly DecisionRow[]): FindingRow {
  const reasons = JSON.parse(cells.explanation) as Explanation;
  const { windows } = reasons;
  const [window] = windows;
  const said = { severity: cells.severity, variant: cells.variant, state: cells.state, verdict: verdictIn(decisions) };
  return {
    id: cells.identity.toString('hex'), number: cells.number, rule: cells.rule, ruleTitle: cells.rule_title, title: cells.title,
    actor: cells.actor, entity: JSON.parse(cells.entity) as FindingRow['entity'], start: isoOf(cells.start_ms), end: isoOf(cells.end_ms),
    windows: windowsFired(reasons), windowMs: window === undefined ? null : Date.parse(window.end) - Date.parse(window.start),
    eventCount: cells.event_count, networks, ...said, tags: tagsIn(decisions), reviewed: reviewedIn(decisions), inReport: inReportIn(decisions, said),
  };
}

function ordered<C extends RowCells>(all: readonly C[]): readonly C[] {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const rank = (one: RowCells): number => (one.state === 'gone' ? 1 : 0);
  return all.toSorted((a, b) => rank(a) - rank(b) || severities.indexOf(b.severity) - severities.indexOf(a.severity)
    || a.start_ms - b.start_ms || order(a.rule, b.rule) || order(a.variant, b.variant) || order(a.entity, b.entity));
}
