import { isoOf, Fault, type DecisionRow, type EventRow, type Explanation, type Finding, type FindingRow, type ValueCount, type Verdict, type WhyChart } from '../contract/index.ts';
import { decisionsOfFinding, decisionsOfFindings, verdictIn } from './decisions.ts';
import { expectedBy, standingExceptions } from './expected.ts';
import { eventRows } from './event-rows.ts';
import { factCells, factTables, findingFacts, rowOf, saidOf, type FindingFact } from './finding-facts.ts';
import { findingNetworks } from './finding-networks.ts';
import { frozenEvents, frozenRows } from './frozen.ts';
import { prepared, type ReadCase } from './handle.ts';
import { networkLookup, slotsOf } from './slots.ts';

interface Cells extends FindingFact { readonly events: Buffer; readonly event_rows: Buffer; readonly value_counts: string; readonly explanation: string }
const sql = `SELECT ${factCells}, v.events, v.event_rows, v.value_counts, v.explanation ${factTables}`;

/** A finding with everything that was stored of it. `rows`: `event.id` of its events, by time. */
export interface StoredFinding extends FindingRow {
  readonly explanation: Explanation;
  readonly values: Readonly<Record<string, readonly ValueCount[]>>;
  readonly decisions: readonly DecisionRow[];
  readonly rows: readonly number[];
}

/**
 * One finding, whole.
 * @throws Fault case/no-such-finding
 */
export function findingStored(file: ReadCase, finding: string): StoredFinding {
  const cells = cellsOf(file, finding);
  const decisions = decisionsOfFinding(file, cells.number);
  return {
    ...rowOf(cells, findingNetworks(file)(cells), saidOf(cells, decisions, standingExceptions(file))),
    explanation: JSON.parse(cells.explanation) as Explanation, values: JSON.parse(cells.value_counts) as StoredFinding['values'],
    decisions, rows: frozenRows(cells.event_rows),
  };
}

/** Events of a finding by time; `after` counts them. */
export function findingEventsPage(file: ReadCase, finding: string, ask: { readonly after: number; readonly limit: number }): { readonly rows: readonly EventRow[]; readonly next: number | null; readonly total: number } {
  const cells = cellsOf(file, finding);
  const end = Math.min(cells.eventCount, ask.after + ask.limit);
  return { rows: eventRows(file, frozenRows(cells.event_rows, ask.after, end)), next: end < cells.eventCount ? end : null, total: cells.eventCount };
}

/** Findings that hold, expected ones too, as `findings --json` prints them, in the order of `findingFacts`; `after` counts them. Of tens of thousands a part at a time: whole they are hundreds of megabytes. */
export function findingsJson(file: ReadCase, { after, limit } = { after: 0, limit: Infinity }): readonly Finding[] {
  const [decisions, standing] = [decisionsOfFindings(file), standingExceptions(file)];
  const caught = (fact: FindingFact, verdict: Verdict): Finding['filteredBy'] => {
    const by = standing.get(expectedBy(standing, fact.caughtBy, verdict) ?? -1);
    return by === undefined ? null : { seq: by.seq, reason: by.reason, analyst: by.analyst };
  };
  return findingFacts(file).filter(({ state }) => state !== 'gone').slice(after, after + limit).map(({ id }) => cellsOf(file, id)).map((cells) => ({
    id: cells.id, rule: cells.rule, variant: cells.variant, title: cells.title, severity: cells.severity, actor: cells.actor,
    entity: JSON.parse(cells.entity) as Finding['entity'], start: isoOf(cells.startMs), end: isoOf(cells.endMs), eventCount: cells.eventCount,
    events: [...frozenEvents(cells.events)], values: JSON.parse(cells.value_counts) as Finding['values'], explanation: JSON.parse(cells.explanation) as Explanation,
    verdict: verdictIn(decisions(cells.number)), filteredBy: caught(cells, verdictIn(decisions(cells.number))),
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
