import { datasets, fieldEntry, type Dataset, type FieldEntry } from '../../contract/index.ts';
import { isNumberField } from '../known-fields.ts';
import { column, type DialectName } from './dialect.ts';

const types: { readonly [D in DialectName]: { readonly text: string; readonly number: string; readonly id: string } } = {
  sqlite: { text: 'TEXT', number: 'INTEGER', id: 'INTEGER' },
  duckdb: { text: 'VARCHAR', number: 'BIGINT', id: 'BIGINT' },
  clickhouse: { text: 'Nullable(String)', number: 'Nullable(Int64)', id: 'Int64' },
};

/** The two tables that the SQL of a rule asks, empty: for a database that somebody fills. */
export function tablesSql(fields: readonly string[], dialect: DialectName): string {
  const { text, number, id } = types[dialect];
  const cells = fields.filter(isSingle).map((name) => `${column(name)} ${isNumberField(name) ? number : text}`);
  const end = (key: string): string => (dialect === 'clickhouse' ? `) ENGINE = MergeTree ORDER BY ${key};` : ');');
  return `CREATE TABLE events (\n  ${[`event ${id}`, `seq ${id}`, `time_ms ${number}`, ...cells].join(',\n  ')}\n${end('seq')}
CREATE TABLE event_values (event ${id}, field ${dialect === 'clickhouse' ? 'String' : text}, position ${id}, value ${text}${end('event')}`;
}

/**
 * The same two tables as views over a case file (schema 1), for the sqlite3 shell. Only the fields of the rule are in it, and of the narrow tables those of its datasets.
 */
export function caseViewsSql(fields: readonly string[], wanted: readonly string[]): string {
  const here = datasets.filter((one) => wanted.includes(one));
  const singles = fields.filter(isSingle).map((name) => ({ name, entry: fieldEntry(name)! }));
  const narrow = here.filter((dataset) => singles.some(({ entry }) => entry.home === 'dataset' && belongs(entry, dataset)));
  const cells = singles.map(({ name, entry }) => `${cellSql(name, entry, narrow)} AS ${column(name)}`);
  const homes = new Set(singles.map(({ entry }) => entry.home));
  const joins = [
    ...(homes.has('actor') ? ['LEFT JOIN actor w ON w.id = e.actor'] : []),
    ...(homes.has('ip') ? ['LEFT JOIN ip_enrichment n ON n.ip = e.source_ip AND n.run = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = \'enrichment_run\')'] : []),
    ...(homes.has('user_agent') ? ['LEFT JOIN agent_enrichment g ON g.user_agent = e.user_agent_original AND g.run = (SELECT CAST(value AS INTEGER) FROM meta WHERE key = \'enrichment_run\')'] : []),
    ...narrow.map((dataset, i) => `LEFT JOIN ${tableOf(dataset)} d${i} ON d${i}.event = e.id`),
  ];
  return `CREATE TEMP VIEW events AS SELECT e.id AS event, row_number() OVER (ORDER BY e.time_ms, e.identity) AS seq, e.time_ms AS time_ms,
  ${cells.join(',\n  ')}
FROM event e${joins.map((join) => `\n${join}`).join('')};
CREATE TEMP VIEW event_values AS SELECT x.event, f.name AS field, x.position, v.text AS value
FROM event_value x JOIN field f ON f.id = x.field JOIN value v ON v.id = x.value;`;
}

const isSingle = (name: string): boolean => fieldEntry(name)?.many === false && name !== '@timestamp';
const tableOf = (dataset: Dataset): string => `event_${dataset.replaceAll('.', '_')}`;
const belongs = ({ dataset, only }: FieldEntry, to: Dataset): boolean => dataset === to || (dataset === 'core' && (only === undefined || only.includes(to)));
const lookUp: Readonly<Partial<Record<FieldEntry['storage'], string>>> = { dictionary: 'value', identifier: 'identifier', ip: 'ip', agent: 'user_agent' };
const actorColumns: Readonly<Record<string, string>> = { 'user.name': 'name', 'actor.name': 'name', 'user.id': 'user_id', 'user.type': 'type', 'organization.id': 'organization' };
const ipColumns: Readonly<Record<string, string>> = {
  'source.as.number': 'as_number', 'source.as.organization.name': 'as_organization', 'source.geo.country_iso_code': 'country', 'source.geo.city_name': 'city', 'source.geo.accuracy': 'accuracy_km', 'source.egress': 'egress',
};
const agentColumns: Readonly<Record<string, string>> = {
  'user_agent.name': 'name', 'user_agent.version': 'version', 'user_agent.os.name': 'os', 'user_agent.device.class': 'device_class', 'user_agent.template': 'template',
};

/** Where the text or number of a field lies, as docs/case-file.md says. */
function cellSql(name: string, entry: FieldEntry, narrow: readonly Dataset[]): string {
  if (entry.home === 'actor') return `(SELECT text FROM value WHERE id = w.${actorColumns[name]!})`;
  if (name === 'source.ip_type') return '(SELECT type FROM ip WHERE id = e.source_ip)';
  if (name === 'source.geo.location') return "CASE WHEN n.latitude IS NOT NULL AND n.longitude IS NOT NULL THEN printf('%.10g,%.10g', n.latitude, n.longitude) END";
  if (entry.home === 'ip' && ipColumns[name] !== undefined) return `n.${ipColumns[name]}`;
  if (entry.home === 'user_agent' && agentColumns[name] !== undefined) return `g.${agentColumns[name]}`;
  if (entry.home === 'event_value') return `(SELECT v.text FROM event_value x JOIN value v ON v.id = x.value WHERE x.event = e.id AND x.position = 0 AND x.field = (SELECT id FROM field WHERE name = '${name}'))`;
  const cells = entry.home === 'dataset'
    ? narrow.flatMap((dataset, i) => (belongs(entry, dataset) ? [`d${i}.${(name.startsWith(`${dataset}.`) ? name.slice(dataset.length + 1) : name).replaceAll('.', '_')}`] : []))
    : [`e.${name.replaceAll('.', '_')}`];
  const cell = cells.length > 1 ? `coalesce(${cells.join(', ')})` : cells[0] ?? 'NULL';
  return storedSql(cell, entry.storage);
}

function storedSql(cell: string, storage: FieldEntry['storage']): string {
  const table = lookUp[storage];
  if (table !== undefined) return `(SELECT text FROM ${table} WHERE id = ${cell})`;
  if (storage === 'flag') return `CASE ${cell} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
  if (storage !== 'text') return cell;
  // UUIDs are kept as 16 bytes.
  const hex = `lower(hex(${cell}))`;
  const uuid = [[1, 8], [9, 4], [13, 4], [17, 4], [21, 12]].map(([from, length]) => `substr(${hex}, ${from}, ${length})`).join(" || '-' || ");
  return `CASE typeof(${cell}) WHEN 'blob' THEN ${uuid} ELSE ${cell} END`;
}
