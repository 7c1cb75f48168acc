import { createHash } from 'node:crypto';
import { isoOf, Fault, datasets, fieldNames, fields, type EventDetail, type FieldName, type GeoTable, type PlaceRow } from '../contract/index.ts';
import { readPlace } from './blocks.ts';
import { homeFirst, pathSql, unpackText } from './compact.ts';
import { currentEnrichment } from './enrichment.ts';
import { timeText } from './event-rows.ts';
import { prepared, type ReadCase } from './handle.ts';
import { writtenTime } from './written-time.ts';
import { actorFields, datasetColumns, datasetTable, eventColumns, type FieldColumn } from './schema-fields.ts';

/** Records beside the first that are shown of an event that is several. */
const othersShown = 100;
/** Longest raw record that is shown whole. */
const rawBytesShown = 256 * 1024;

type Cells = Readonly<Record<string, number | string | Buffer | null>>;
type Said = Map<FieldName, string>;

/**
 * One event: its fields, what the tables add, where it lies, and the record as it lies in the evidence.
 * @throws Fault case/no-such-event
 */
export function eventDetail(file: ReadCase, event: number): EventDetail {
  const cells = prepared<Cells>(file, 'SELECT * FROM event WHERE id = ?').get(event);
  if (cells === undefined) throw new Fault('case/no-such-event', { event });
  const places = placesOf(file, event);
  const raw = rawRecord(file, event);
  const { ms: _, ...time } = writtenTime(file, event);
  return {
    event, time, id: (cells['identity'] as Buffer).toString('hex'),
    fields: listed(saidBySource(file, event, cells)),
    added: addedByTables(file, cells),
    places: [...places], ...raw, others: otherRecords(file, event),
    conflicts: prepared<{ id: number }>(file, 'SELECT other AS id FROM event_conflict WHERE event = @event UNION SELECT event FROM event_conflict WHERE other = @event ORDER BY 1').all({ event }).map((row) => row.id),
  };
}

/** Where an event lies, the record that it is read from first. */
export function placesOf(file: ReadCase, event: number): readonly PlaceRow[] {
  return prepared<PlaceRow>(file, `SELECT e.exhibit, e.name AS file, lower(hex(e.sha256)) AS fileSha256, m.path AS member, lower(hex(m.sha256)) AS memberSha256,
    p.ordinal AS record, p.offset, p.length, nullif(${pathSql}, '') AS path
    FROM place p JOIN path t ON t.id = p.path JOIN member m ON m.id = p.member JOIN evidence e ON e.id = m.evidence WHERE p.event = ? ORDER BY ${homeFirst}`)
    .all(event).map((row) => ({ ...row, fileSha256: row.fileSha256 === '' ? null : row.fileSha256, memberSha256: row.memberSha256 === '' ? null : row.memberSha256 }));
}

/** The bytes of the record that an event is read from, verbatim. */
export function rawBytesOf(file: ReadCase, event: number): Buffer {
  const place = prepared<{ member: number; offset: number; length: number }>(file, `SELECT p.member, p.offset, p.length FROM place p WHERE p.event = ? ORDER BY ${homeFirst} LIMIT 1`).get(event);
  return place === undefined ? Buffer.alloc(0) : readPlace(file, place.member, place.offset, place.length);
}

function rawRecord(file: ReadCase, event: number): Pick<EventDetail, 'raw' | 'rawBytes' | 'rawSha256' | 'rawCut'> {
  const bytes = rawBytesOf(file, event);
  return { raw: bytes.toString('utf8', 0, rawBytesShown), rawBytes: bytes.length, rawSha256: createHash('sha256').update(bytes).digest('hex'), rawCut: bytes.length > rawBytesShown };
}

/** The records that were gathered or folded into the event, where it is read from: with its first one they are what its source wrote of it. */
function otherRecords(file: ReadCase, event: number): EventDetail['others'] {
  const parts = prepared<{ member: number; record: number; offset: number; length: number }>(file, `SELECT p.member, p.ordinal AS record, p.offset, p.length FROM place p
    WHERE p.event = @event AND p.brought = -1 AND p.member = (SELECT p.member FROM place p WHERE p.event = @event ORDER BY ${homeFirst} LIMIT 1) ORDER BY p.ordinal, p.path, p.item LIMIT ${othersShown}`).all({ event });
  const others: { record: number; raw: string }[] = [];
  let bytes = 0;
  for (const { member, record, offset, length } of parts) {
    if ((bytes += length) > rawBytesShown) break;
    others.push({ record, raw: readPlace(file, member, offset, length).toString('utf8') });
  }
  return others;
}

function saidBySource(file: ReadCase, event: number, cells: Cells): Said {
  const said: Said = new Map([['@timestamp', timeText(cells as unknown as Parameters<typeof timeText>[0])]]);
  addColumns(file, said, eventColumns(), cells);
  for (const dataset of datasets) {
    const narrow = prepared<Cells>(file, `SELECT * FROM ${datasetTable(dataset)} WHERE event = ?`).get(event);
    if (narrow !== undefined) addColumns(file, said, datasetColumns(dataset), narrow);
  }
  const actor = prepared<Cells>(file, 'SELECT * FROM actor WHERE id = ?').get(cells['actor']);
  if (actor !== undefined) for (const { field, column } of actorFields) if (actor[column] !== null) said.set(field, textOf(file, 'value', actor[column]!));
  for (const row of prepared<{ name: FieldName; text: string }>(file, `SELECT f.name, v.text FROM event_value x JOIN field f ON f.id = x.field JOIN value v ON v.id = x.value
    WHERE x.event = ? ORDER BY x.field, x.position`).iterate(event)) {
    said.set(row.name, said.has(row.name) ? `${said.get(row.name)!}\n${row.text}` : row.text);
  }
  return said;
}

function addColumns(file: ReadCase, said: Said, columns: readonly FieldColumn[], cells: Cells): void {
  for (const { field, column, refers, storage } of columns) {
    const cell = cells[column];
    if (cell === null || cell === undefined) continue;
    if (refers !== null) said.set(field, textOf(file, refers, cell));
    else if (storage === 'time') said.set(field, isoOf(Number(cell)));
    else if (storage === 'flag') said.set(field, cell === 1 ? 'true' : 'false');
    else said.set(field, storage === 'text' ? unpackText(cell as string | Buffer) : String(cell));
  }
}

function textOf(file: ReadCase, table: NonNullable<FieldColumn['refers']>, id: unknown): string {
  return prepared<{ text: string }>(file, `SELECT text FROM ${table} WHERE id = ?`).get(id)?.text ?? '';
}

/** In the order of the dictionary. */
function listed(said: Said): EventDetail['fields'] {
  return fieldNames.flatMap((field) => (said.has(field) ? [{ field, label: fields[field].label, value: said.get(field)! }] : []));
}

function addedByTables(file: ReadCase, cells: Cells): EventDetail['added'] {
  const run = currentEnrichment(file);
  const ip = prepared<Cells>(file, `SELECT i.type, e.* FROM ip i LEFT JOIN ip_enrichment e ON e.ip = i.id AND e.run = ? WHERE i.id = ?`).get(run, cells['source_ip']);
  const agent = prepared<Cells>(file, 'SELECT * FROM agent_enrichment WHERE run = ? AND user_agent = ?').get(run, cells['user_agent_original']);
  const table = (id: unknown): string => {
    const found = prepared<Pick<GeoTable, 'name' | 'buildDate'>>(file, 'SELECT name, build_date AS buildDate FROM geo_table WHERE id = ?').get(id);
    return found === undefined ? '' : `${found.name} ${found.buildDate}`;
  };
  const own = 'Bilocate';
  const added: readonly (readonly [field: FieldName, value: unknown, table: string])[] = [
    ['source.ip_type', ip?.['type'], own],
    ['source.as.number', ip?.['as_number'], table(ip?.['network_table'])],
    ['source.as.organization.name', ip?.['as_organization'], table(ip?.['network_table'])],
    ['source.geo.country_iso_code', ip?.['country'], table(ip?.['country_table'])],
    ['source.geo.city_name', ip?.['city'], table(ip?.['city_table'])],
    ['source.geo.location', typeof ip?.['latitude'] === 'number' && typeof ip['longitude'] === 'number' ? `${ip['latitude']},${ip['longitude']}` : null, table(ip?.['city_table'])],
    ['source.geo.accuracy', ip?.['accuracy_km'], table(ip?.['city_table'])],
    ['source.egress', ip?.['egress'], own],
    ['user_agent.name', agent?.['name'], own],
    ['user_agent.version', agent?.['version'], own],
    ['user_agent.os.name', agent?.['os'], own],
    ['user_agent.device.class', agent?.['device_class'], own],
    ['user_agent.template', agent?.['template'], own],
  ];
  return added.flatMap(([field, value, from]) => (value === null || value === undefined ? [] : [{ field, label: fields[field].label, value: String(value), table: from }]));
}
