import { gzipOf, tarOf, zipOf } from './archives.ts';

/** Evidence made on the spot, and what must come of it. */
export interface Probe {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** What it tells of, for the list of checks. */
  readonly says: string;
  /** How its bytes are laid out, as an import has to recognise it; null where it cannot be told. */
  readonly shape: string | null;
  readonly records: number;
  readonly skips: number;
  /** Code of the fault that an import must tell, or null. */
  readonly fault: string | null;
}

export const PROBE_EVENTS = 3;
const KEY = 'AKIAEXAMPLESELFTEST0';
/** Fields that the first event of the probes must have. */
export const probeFields: Readonly<Record<string, string>> = {
  '@timestamp': '2026-03-29T00:59:59Z', 'event.dataset': 'aws.cloudtrail', 'event.action': 'ListBuckets', 'event.outcome': 'success', 'user.name': 'self.test', 'source.ip': '198.51.100.7', 'credential.id': KEY,
  'cloud.region': 'eu-west-1', 'user_agent.original': 'aws-cli/2.15.30 Python/3.11.8',
};

const records = Array.from({ length: PROBE_EVENTS }, (_, n) => ({
  eventVersion: '1.09', eventTime: new Date(Date.UTC(2026, 2, 29, 0, 59, 59 + n)).toISOString().replace('.000', ''), eventSource: 's3.amazonaws.com', eventName: ['ListBuckets', 'GetObject', 'AssumeRole'][n],
  userIdentity: { type: 'IAMUser', principalId: 'AIDAEXAMPLESELFTEST0', arn: 'arn:aws:iam::111122223333:user/self.test', accountId: '111122223333', accessKeyId: KEY, userName: 'self.test' },
  awsRegion: 'eu-west-1', sourceIPAddress: `198.51.100.${7 + n}`, userAgent: 'aws-cli/2.15.30 Python/3.11.8', requestParameters: { note: 'Grüße 表 \u0001' }, responseElements: null,
  ...(n === 1 ? { errorCode: 'AccessDenied' } : {}),
  requestID: `SELFTEST${n}`, eventID: `5e1f7e57-0000-4000-8000-00000000000${n}`, readOnly: true, eventType: 'AwsApiCall', managementEvent: true, recipientAccountId: '111122223333',
}));

const text = (value: string): Buffer => Buffer.from(value);
const lines = text(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
const delivery = text(JSON.stringify({ Records: records }));
const good = { records: PROBE_EVENTS, skips: 0, fault: null };

/** Every layout and container that is read, with the same events in each; and damage, which must be told and counted. */
export const probes: readonly Probe[] = [
  { ...good, file: 'delivery.json', bytes: delivery, says: 'an S3 delivery', shape: 'json-envelope' },
  { ...good, file: 'array.json', bytes: text(JSON.stringify(records, null, 2)), says: 'a JSON array', shape: 'json-array' },
  { ...good, file: 'lines.jsonl', bytes: lines, says: 'JSON lines', shape: 'json-lines' },
  { ...good, file: 'objects.json', bytes: text(records.map((record) => JSON.stringify(record, null, 1)).join('')), says: 'JSON objects one after the other', shape: 'json-objects' },
  { ...good, file: 'lookup.json', bytes: text(JSON.stringify({ Events: records.map((record) => ({ EventId: record.eventID, CloudTrailEvent: JSON.stringify(record) })) })), says: 'the answer of lookup-events', shape: 'json-envelope' },
  { ...good, file: 'one.json', bytes: text(JSON.stringify(records[0])), records: 1, says: 'a single record', shape: 'json-object' },
  { ...good, file: 'utf16.jsonl', bytes: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines.toString(), 'utf16le')]), says: 'UTF-16', shape: 'json-lines' },
  { ...good, file: 'lines.jsonl.gz', bytes: gzipOf(lines), says: 'gzip', shape: 'json-lines' },
  { ...good, file: 'delivery.zip', bytes: zipOf([{ name: 'delivery.json', bytes: delivery }]), says: 'a ZIP archive', shape: 'json-envelope' },
  { ...good, file: 'delivery.tar', bytes: tarOf([{ name: 'delivery.json', bytes: delivery }]), says: 'a tar archive', shape: 'json-envelope' },
  { ...good, file: 'delivery.tar.gz', bytes: gzipOf(tarOf([{ name: 'delivery.json.gz', bytes: gzipOf(delivery) }])), says: 'gzip in tar in gzip', shape: 'json-envelope' },
  { file: 'torn.jsonl', bytes: Buffer.concat([lines, text('{"eventVersion":"1.09","cut')]), says: 'a file that ends inside a record', shape: 'json-lines', records: PROBE_EVENTS + 1, skips: 1, fault: 'evidence/truncated' },
  { file: 'cut.jsonl.gz', bytes: gzipOf(lines).subarray(0, -6), says: 'a gzip file that ends too early', shape: 'json-lines', records: PROBE_EVENTS, skips: 0, fault: 'evidence/truncated' },
  { file: 'notes.txt', bytes: text('These are notes, no log.\n'), says: 'a file that is no log', shape: null, records: 1, skips: 1, fault: 'evidence/unrecognised' },
];
