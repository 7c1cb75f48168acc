import { gzipSync } from 'node:zlib';

type Record_ = Readonly<Record<string, unknown>>;

/** One set of records as each tool would hand it out, written mechanically from the records themselves. */
export const trailShapes: readonly (readonly [file: string, shape: string, bytes: (records: readonly Record_[]) => Buffer])[] = [
  ['s3.json', 'json-envelope', (records) => text(JSON.stringify({ Records: records }))],
  ['s3.json.gz', 'json-envelope', (records) => gzipSync(JSON.stringify({ Records: records }))],
  ['lines.jsonl', 'json-lines', (records) => text(records.map((one) => JSON.stringify(one)).join('\n'))],
  ['pretty.json', 'json-array', (records) => text(JSON.stringify(records, null, 2))],
  ['two-members.json.gz', 'json-lines', twoMembers],
  ['mark.json', 'json-envelope', (records) => text(`\uFEFF${JSON.stringify({ Records: records })}`)],
  ['utf16.json', 'json-envelope', (records) => Buffer.from(`\uFEFF${JSON.stringify({ Records: records })}`, 'utf16le')],
  ['lookup-events.json', 'json-envelope', (records) => text(JSON.stringify({ Events: records.map(lookup), NextToken: 'next' }, null, 4))],
  ['lookup-events.jsonl', 'json-lines', (records) => text(records.map((one) => JSON.stringify(lookup(one))).join('\n'))],
  ['subscription.jsonl', 'json-lines', (records) => text(chunks(records, 7).map((few) => JSON.stringify(subscription(few))).join('\n'))],
  ['logs-export.gz', 'stamped-lines', (records) => gzipSync(records.map((one, i) => `${new Date(1.78e12 + i).toISOString()} ${JSON.stringify(one)}\n`).join(''))],
  ['insights.csv', 'csv', (records) => table(['@timestamp', '@message', 'eventName'], records.map((one) => ['2026-02-04 00:00:00.000', JSON.stringify(one), String(one['eventName'])]))],
  ['insights.json', 'json-array', (records) => text(JSON.stringify(records.map((one) => ({ '@timestamp': '2026-02-04 00:00:00.000', '@message': one }))))],
  ['splunk.csv', 'csv', splunk],
  ['logstash.jsonl', 'json-lines', (records) => text(records.map(({ eventTime, ...rest }) => JSON.stringify({ ...rest, '@version': '1', '@timestamp': String(eventTime).replace('Z', '.000Z') })).join('\n'))],
  ['athena.csv', 'csv', athena],
];

const text = (whole: string): Buffer => Buffer.from(whole, 'utf8');
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const table = (header: readonly string[], rows: readonly (readonly string[])[]): Buffer => text([header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n'));
const chunks = <T>(list: readonly T[], size: number): T[][] => Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** Two gzip members, one behind the other, that part in the middle of a record. */
function twoMembers(records: readonly Record_[]): Buffer {
  const whole = text(records.map((one) => JSON.stringify(one)).join('\n'));
  const cut = Math.floor(whole.length / 2);
  return Buffer.concat([gzipSync(whole.subarray(0, cut)), gzipSync(whole.subarray(cut))]);
}

function lookup(record: Record_): Record_ {
  return {
    EventId: record['eventID'], EventName: record['eventName'], ReadOnly: String(record['readOnly']), EventTime: '2026-02-04T09:00:00+11:00', EventSource: record['eventSource'], Username: 'somebody',
    Resources: [], CloudTrailEvent: JSON.stringify(record),
  };
}

function subscription(records: readonly Record_[]): Record_ {
  return {
    messageType: 'DATA_MESSAGE', owner: '777788889999', logGroup: 'trail', logStream: 's', subscriptionFilters: ['all'],
    logEvents: records.map((one, i) => ({ id: String(i), timestamp: 1.78e12 + i, message: JSON.stringify(one) })),
  };
}

/** `_raw` with the columns that Splunk has taken out of it beside it. */
function splunk(records: readonly Record_[]): Buffer {
  const rows = records.map((one) => [
    JSON.stringify(one), '2026-02-04T09:00:00.000+0000', 'trail', String(one['eventName']), String((one['userIdentity'] as Record_ | null)?.['arn'] ?? ''), String(one['sourceIPAddress']),
  ]);
  return table(['_raw', '_time', 'index', 'eventName', 'userIdentity.arn', 'sourceIPAddress'], rows);
}

/** Columns that are rows or lists of rows in the table that AWS documents for Athena; the others are texts. */
const structs = ['userIdentity', 'resources', 'tlsDetails'];

function athena(records: readonly Record_[]): Buffer {
  const names = [...new Set(records.flatMap((one) => Object.keys(one)))];
  if (!names.includes('errorCode')) names.push('errorCode');
  return table(names.map((name) => name.toLowerCase()), records.map((one) => names.map((name) => athenaCell(name, one[name]))));
}

function athenaCell(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (structs.includes(name)) return struct(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As the engine writes a row: names in lower case, nothing quoted. */
export function struct(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(struct).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value).map(([name, inner]) => `${name.toLowerCase()}=${struct(inner)}`).join(', ')}}`;
}

/** The download of the console's event history: what it has of each record, in its words. */
export function eventHistory(records: readonly Record_[], withKeys = true): Buffer {
  const header = ['User name', ...(withKeys ? ['AWS access key'] : []), 'Event time', 'Event source', 'Event name', 'AWS region', 'Source IP address', 'User agent', 'Error code', 'Resources', 'Request ID', 'Event ID', 'Read-only', 'Event type',
    'Recipient Account Id', 'Event category'];
  const rows = records.map((one) => {
    const identity = (one['userIdentity'] ?? {}) as Record_;
    const name = String(identity['userName'] ?? String(identity['arn'] ?? '').split('/').at(-1));
    const cells = [name, ...(withKeys ? [identity['accessKeyId']] : []), one['eventTime'], one['eventSource'], one['eventName'], one['awsRegion'], one['sourceIPAddress'], one['userAgent'], one['errorCode'], '[]', one['requestID'], one['eventID'],
      String(one['readOnly']).toUpperCase(), one['eventType'], String(Number(one['recipientAccountId'])), one['eventCategory'] ?? 'Management'];
    return cells.map((cell) => (cell === undefined || cell === null ? '' : String(cell)));
  });
  return text([header.join(','), ...rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? quoted(cell) : cell)).join(','))].join('\n'));
}
