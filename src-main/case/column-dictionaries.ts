import type { FieldName } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { preparedRaw, type ReadCase } from './handle.ts';
import { actorFields } from './schema-fields.ts';

/** A text of a dictionary, and the fields that are reached through an actor, an address or an agent. */
type TextEntry = readonly [id: number, text: string];
interface ActorEntry { readonly id: number; readonly fields: { readonly [N in FieldName]?: string | number | null } }
interface DimensionEntry extends ActorEntry { readonly text: string }
export interface StreamedDictionaries {
  readonly values: Iterable<TextEntry>;
  readonly identifiers: Iterable<TextEntry>;
  readonly actors: Iterable<ActorEntry>;
  readonly ips: Iterable<DimensionEntry>;
  readonly agents: Iterable<DimensionEntry>;
}

/** What the ids of the pages mean. Asked for after the last page. */
export function columnDictionaries(file: ReadCase): StreamedDictionaries {
  const run = currentEnrichment(file);
  const value = (column: string): string => `(SELECT text FROM value WHERE id = a.${column})`;
  return {
    values: texts(file, 'value'),
    identifiers: texts(file, 'identifier'),
    actors: entries(file, `SELECT a.id, NULL, ${actorFields.map(({ column }) => value(column)).join(', ')} FROM actor a WHERE a.id > @after ORDER BY a.id LIMIT @limit`, run, actorFields.map(({ field }) => field)),
    ips: entries(file, `SELECT i.id, i.text, i.type, e.as_number, e.as_organization, e.country, e.city,
      CASE WHEN e.latitude IS NOT NULL AND e.longitude IS NOT NULL THEN printf('%.10g,%.10g', e.latitude, e.longitude) END, e.accuracy_km, e.egress
      FROM ip i LEFT JOIN ip_enrichment e ON e.run = @run AND e.ip = i.id WHERE i.id > @after ORDER BY i.id LIMIT @limit`, run,
    ['source.ip_type', 'source.as.number', 'source.as.organization.name', 'source.geo.country_iso_code', 'source.geo.city_name', 'source.geo.location', 'source.geo.accuracy', 'source.egress']),
    agents: entries(file, `SELECT u.id, u.text, e.name, e.version, e.os, e.device_class, e.template
      FROM user_agent u LEFT JOIN agent_enrichment e ON e.run = @run AND e.user_agent = u.id WHERE u.id > @after ORDER BY u.id LIMIT @limit`, run,
    ['user_agent.name', 'user_agent.version', 'user_agent.os.name', 'user_agent.device.class', 'user_agent.template']),
  };
}

const entriesPerRead = 10_000;

function* texts(file: ReadCase, table: 'value' | 'identifier'): Generator<TextEntry> {
  const statement = preparedRaw<TextEntry>(file, `SELECT id, text FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`);
  for (let after = 0; ;) {
    const rows = statement.all(after, entriesPerRead);
    yield* rows;
    if (rows.length < entriesPerRead) return;
    after = rows.at(-1)![0];
  }
}

function* entries(file: ReadCase, sql: string, run: number, fields: readonly FieldName[]): Generator<DimensionEntry> {
  const statement = preparedRaw<readonly [number, string | null, ...(string | number | null)[]]>(file, sql);
  for (let after = 0; ;) {
    const rows = statement.all({ run, after, limit: entriesPerRead });
    for (const [id, text, ...cells] of rows) yield { id, text: text ?? '', fields: Object.fromEntries(fields.map((field, at) => [field, cells[at] ?? null])) };
    if (rows.length < entriesPerRead) return;
    after = rows.at(-1)![0];
  }
}
