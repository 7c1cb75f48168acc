import { Fault, type FieldName } from '../contract/index.ts';
import { currentEnrichment } from './enrichment.ts';
import { preparedRaw, type ReadCase } from './handle.ts';
import { actorFields } from './schema-fields.ts';

/** Texts of a dictionary as UTF-8, and the fields that are reached through an actor, an address or an agent: shapes of columns/page.ts. */
interface TextBlock { readonly ids: Int32Array; readonly bytes: Uint8Array; readonly ends: Uint32Array }
interface ActorEntry { readonly id: number; readonly fields: { readonly [N in FieldName]?: string | number | null } }
interface DimensionEntry extends ActorEntry { readonly text: string }
export interface StreamedDictionaries {
  readonly values: (after: number) => Iterable<TextBlock>;
  readonly identifiers: (after: number) => Iterable<TextBlock>;
  readonly actors: Iterable<ActorEntry>;
  readonly ips: Iterable<DimensionEntry>;
  readonly agents: Iterable<DimensionEntry>;
}

/** What the ids of pages mean. */
export function columnDictionaries(file: ReadCase): StreamedDictionaries {
  const run = currentEnrichment(file);
  const value = (column: string): string => `(SELECT text FROM value WHERE id = a.${column})`;
  return {
    values: (after) => texts(file, 'value', after),
    identifiers: (after) => texts(file, 'identifier', after),
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
/** Texts that are joined at a time, in bytes: SQLite makes no text longer than a gigabyte, and a value of a log may be a megabyte. */
const bytesPerRead = 32 * 1024 * 1024;

/** Joined by SQLite: an object and a text per row would cost four times as much. */
function* texts(file: ReadCase, table: 'value' | 'identifier', from: number): Generator<TextBlock> {
  const heads = preparedRaw<[Buffer | null, Buffer | null]>(file, `SELECT CAST(group_concat(id) AS BLOB), CAST(group_concat(octet_length(text)) AS BLOB) FROM (SELECT id, text FROM ${table} WHERE id > ? ORDER BY id LIMIT ${entriesPerRead})`);
  const bodies = preparedRaw<[Buffer | null]>(file, `SELECT CAST(group_concat(text, '') AS BLOB) FROM (SELECT text FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id)`);
  for (let after = from; ;) {
    const [idTexts, lengthTexts] = heads.get(after)!;
    if (idTexts === null || lengthTexts === null) return;
    const [ids, lengths] = [numbersIn(idTexts), numbersIn(lengthTexts)];
    for (let at = 0; at < ids.length;) {
      const ends = endsFrom(lengths, at);
      const to = at + ends.length;
      const bytes = bodies.get(ids[at], ids[to - 1])![0] ?? new Uint8Array(0);
      if (bytes.length !== ends.at(-1)) throw new Fault('case/damaged', { path: file.path, reason: table });
      yield { ids: ids.subarray(at, to), bytes, ends };
      at = to;
    }
    if (ids.length < entriesPerRead) return;
    after = ids.at(-1)!;
  }
}

/** Where texts end that are read together: those from a place on, as far as there is room, but one at least. */
function endsFrom(lengths: Int32Array, from: number): Uint32Array {
  const ends: number[] = [];
  let end = 0;
  for (let at = from; at < lengths.length && (at === from || end + lengths[at]! <= bytesPerRead); at += 1) ends.push((end += lengths[at]!));
  return Uint32Array.from(ends);
}

/** Whole numbers, with commas between them. */
function numbersIn(text: Uint8Array): Int32Array {
  const numbers = new Int32Array(entriesPerRead);
  let [n, number] = [0, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const digit = at < text.length ? text[at]! - 0x30 : -1;
    if (digit >= 0) number = number * 10 + digit;
    else [numbers[n++], number] = [number, 0];
  }
  return numbers.slice(0, n);
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
