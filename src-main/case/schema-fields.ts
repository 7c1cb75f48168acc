import { datasets, fieldNames, fields, type Dataset, type FieldEntry, type FieldName } from '../contract/index.ts';

/** A column of the case file that keeps one field. `refers` is the table that its ids point into; null where the cell is the value. */
export interface FieldColumn {
  readonly field: FieldName;
  readonly column: string;
  /** ANY: a text, or the 16 bytes of a UUID. */
  readonly type: 'INTEGER' | 'ANY';
  readonly refers: 'value' | 'identifier' | 'ip' | 'user_agent' | null;
  readonly storage: FieldEntry['storage'];
}

const refersTo: Readonly<Record<FieldEntry['storage'], FieldColumn['refers']>> = {
  dictionary: 'value', identifier: 'identifier', ip: 'ip', agent: 'user_agent', text: null, int: null, time: null, flag: null, derived: null,
};

const entryOf = (field: FieldName): FieldEntry => fields[field];

function columnOf(field: FieldName, name: string): FieldColumn {
  const { storage } = entryOf(field);
  return { field, column: name.replaceAll('.', '_'), type: storage === 'text' ? 'ANY' : 'INTEGER', refers: refersTo[storage], storage };
}

/** Columns of `event` that keep a field each, up to a schema version. `@timestamp` is not among them: it is `time_ms` with its companions. */
export function eventColumns(since = 1): readonly FieldColumn[] {
  return fieldNames
    .filter((field) => entryOf(field).home === 'event' && field !== '@timestamp' && entryOf(field).since <= since)
    .map((field) => columnOf(field, field));
}

/** Name of the narrow table of a dataset: `aws.cloudtrail` lies in `event_aws_cloudtrail`. */
export function datasetTable(dataset: Dataset): string {
  return `event_${dataset.replaceAll('.', '_')}`;
}

/** Columns of the narrow table of a dataset: core fields with that home, then its own, without the dataset's name in front. */
export function datasetColumns(dataset: Dataset, since = 1): readonly FieldColumn[] {
  return fieldNames
    .filter((field) => entryOf(field).home === 'dataset' && belongs(entryOf(field), dataset) && entryOf(field).since <= since)
    .map((field) => columnOf(field, field.startsWith(`${dataset}.`) ? field.slice(dataset.length + 1) : field));
}

/** Whether the narrow table of a dataset has a field. */
function belongs({ dataset, only }: FieldEntry, to: Dataset): boolean {
  return dataset === to || (dataset === 'core' && (only === undefined || only.includes(to)));
}

/** Fields that lie in `event_value`, one row per value. */
export function valueFields(): readonly FieldName[] {
  return fieldNames.filter((field) => entryOf(field).home === 'event_value');
}

/** Fields that lie in `actor`, in the order of its columns. */
export const actorFields = [
  { field: 'user.name', column: 'name' },
  { field: 'user.id', column: 'user_id' },
  { field: 'user.type', column: 'type' },
  { field: 'organization.id', column: 'organization' },
] as const satisfies readonly { readonly field: FieldName; readonly column: string }[];

/** Where the derived fields of an address lie: in `ip` itself, or in `ip_enrichment`. */
export const ipFields = {
  'source.ip_type': 'ip.type',
  'source.as.number': 'ip_enrichment.as_number',
  'source.as.organization.name': 'ip_enrichment.as_organization',
  'source.geo.country_iso_code': 'ip_enrichment.country',
  'source.geo.city_name': 'ip_enrichment.city',
  // With the longitude beside it.
  'source.geo.location': 'ip_enrichment.latitude',
  'source.geo.accuracy': 'ip_enrichment.accuracy_km',
  'source.egress': 'ip_enrichment.egress',
} as const satisfies Partial<Record<FieldName, string>>;

/** Where the derived fields of a user agent lie. */
export const agentFields = {
  'user_agent.name': 'agent_enrichment.name',
  'user_agent.version': 'agent_enrichment.version',
  'user_agent.os.name': 'agent_enrichment.os',
  'user_agent.device.class': 'agent_enrichment.device_class',
  'user_agent.template': 'agent_enrichment.template',
} as const satisfies Partial<Record<FieldName, string>>;

/** Where a field lies, as `table.column` (`event_value` has the field in a column of its own). */
export function placeOf(field: FieldName): string {
  const { home, dataset, only } = entryOf(field);
  if (field === '@timestamp') return 'event.time_ms';
  if (home === 'event_value') return 'event_value.value';
  // Stored nowhere: it follows the name, and what analysts said of names.
  if (field === 'actor.name') return 'actor.name';
  if (home === 'actor') return `actor.${actorFields.find((one) => one.field === field)?.column ?? ''}`;
  if (home === 'ip') return (ipFields as Partial<Record<FieldName, string>>)[field] ?? '';
  if (home === 'user_agent') return (agentFields as Partial<Record<FieldName, string>>)[field] ?? '';
  if (home === 'event') return `event.${columnOf(field, field).column}`;
  const owner: Dataset = dataset === 'core' ? only?.[0] ?? datasets[0] : dataset;
  const found = datasetColumns(owner).find((one) => one.field === field);
  return dataset === 'core' ? `event_<dataset>.${found?.column ?? ''}` : `${datasetTable(owner)}.${found?.column ?? ''}`;
}
