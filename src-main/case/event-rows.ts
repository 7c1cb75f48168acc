import { isoOf } from '../contract/index.ts';
import type { EventRow } from '../contract/index.ts';
import { homeFirst } from './compact.ts';
import { currentEnrichment } from './enrichment.ts';
import { prepared, type ReadCase } from './handle.ts';
import { networkLookup, slotsOf } from './slots.ts';

interface Cells {
  readonly id: number; readonly identity: Buffer; readonly time_ms: number; readonly time_rest_ns: number; readonly time_flags: number; readonly ip: number | null;
  readonly outcome: string | null; readonly region: string | null; readonly record: number | null; readonly action: string | null; readonly service: string | null;
  readonly user: string | null; readonly agent: string | null; readonly template: string | null; readonly error: string | null;
}

/** Rows of the event table, in the order of the ids that are asked for; an id that the case does not have is left out. */
export function eventRows(file: ReadCase, events: Iterable<number>): readonly EventRow[] {
  const run = currentEnrichment(file);
  const network = networkLookup(file);
  const slots = slotsOf(file, 'network');
  const text = (column: string): string => `(SELECT text FROM value WHERE id = e.${column})`;
  const found = prepared<Cells>(file, `SELECT e.id, e.identity, e.time_ms, e.time_rest_ns, e.time_flags, e.source_ip AS ip,
    ${text('event_outcome')} AS outcome, ${text('cloud_region')} AS region, ${text('event_action')} AS action, ${text('service_name')} AS service, ${text('error_code')} AS error,
    (SELECT v.text FROM actor a JOIN value v ON v.id = coalesce(a.name, a.user_id) WHERE a.id = e.actor) AS user,
    (SELECT text FROM user_agent WHERE id = e.user_agent_original) AS agent,
    (SELECT template FROM agent_enrichment WHERE run = @run AND user_agent = e.user_agent_original) AS template,
    (SELECT p.ordinal FROM place p WHERE p.event = e.id ORDER BY ${homeFirst} LIMIT 1) AS record
    FROM event e WHERE e.id = @id`);
  const rows: EventRow[] = [];
  for (const id of events) {
    const row = found.get({ run, id });
    if (row === undefined) continue;
    const facts = row.ip === null ? null : network(row.ip);
    rows.push({
      event: row.id, id: row.identity.toString('hex'), time: timeText(row), ip: facts?.text ?? null, outcome: row.outcome, region: row.region, record: row.record ?? 0,
      network: facts?.label ?? null, country: facts?.country ?? null, asn: facts?.asn ?? null, egress: facts?.egress ?? null, slot: facts === null ? 0 : slots.get(facts.label) ?? 0,
      action: row.action, service: row.service, user: row.user, agent: row.agent, agentTemplate: row.template, error: row.error,
    });
  }
  return rows;
}

/** ISO 8601 UTC with as many digits as the source gave. */
export function timeText({ time_ms, time_rest_ns, time_flags }: { readonly time_ms: number; readonly time_rest_ns: number; readonly time_flags: number }): string {
  const precision = time_flags & 3;
  if (precision === 0) return isoOf(time_ms);
  const text = new Date(time_ms).toISOString();
  return precision === 1 ? text : `${text.slice(0, -1)}${String(time_rest_ns).padStart(6, '0')}Z`;
}
