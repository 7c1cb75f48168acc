import { currentEnrichment } from './enrichment.ts';
import { prepared, type ReadCase } from './handle.ts';

/** What reference data is compared with: who, when, from where, with which device. */
export interface PlacedEvent {
  readonly timeMs: number;
  readonly user: string | null;
  readonly userId: string | null;
  readonly ip: string | null;
  readonly country: string | null;
  readonly device: string | null;
}

/** The events of the ids that are asked for; an id that the case does not have is left out. */
export function placedEvents(file: ReadCase, events: Iterable<number>): readonly PlacedEvent[] {
  const run = currentEnrichment(file);
  const found = prepared<PlacedEvent>(file, `SELECT e.time_ms AS timeMs, (SELECT text FROM value WHERE id = a.name) AS user, (SELECT text FROM value WHERE id = a.user_id) AS userId, i.text AS ip,
    (SELECT country FROM ip_enrichment WHERE run = @run AND ip = e.source_ip) AS country, (SELECT text FROM identifier WHERE id = e.device_id) AS device
    FROM event e LEFT JOIN actor a ON a.id = e.actor LEFT JOIN ip i ON i.id = e.source_ip WHERE e.id = @id`);
  const placed: PlacedEvent[] = [];
  for (const id of events) {
    const row = found.get({ run, id });
    if (row !== undefined) placed.push(row);
  }
  return placed;
}
