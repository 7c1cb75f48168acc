import { isObject, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecognition } from '../source.ts';
import { isLowerCased } from './record.ts';
import { rowKind } from './rows.ts';

const sure: SourceRecognition = { confidence: 1, reason: 'has eventName, an AWS eventSource and userIdentity' };
const digest: SourceRecognition = { confidence: 1, reason: 'a CloudTrail digest: awsAccountId and digestStartTime' };
const publicKeys: SourceRecognition = { confidence: 1, reason: 'public keys of CloudTrail digests: PublicKeyList' };
const insight: SourceRecognition = { confidence: 1, reason: 'a CloudTrail Insight record' };
/** Fields that speak for CloudTrail; few other logs have two of them. */
const marks = ['userIdentity', 'awsRegion', 'recipientAccountId', 'eventVersion', 'eventID', 'requestID', 'sourceIPAddress', 'eventType', 'requestParameters', 'responseElements'] as const;

/** How sure it is that a record is CloudTrail's, digests and Insights included: `refusalOf` names those for what they are. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  const service = value['eventSource'];
  if (typeof value['eventName'] === 'string' && typeof service === 'string' && service.endsWith('.amazonaws.com') && isObject(value['userIdentity']) && value['eventCategory'] !== 'Insight') return sure;
  if (refusalOf(value)) return 'digestStartTime' in value ? digest : 'PublicKeyList' in value ? publicKeys : insight;
  const kind = rowKind(value);
  return kind === 'history' ? historyRow(value) : kind === 'sentinel' ? sentinelRow(value) : byMarks(value);
}

/** Columns of the console's event history, in its words: no other table has three of them. */
const historyMarks = ['Event time', 'AWS region', 'Source IP address', 'User agent', 'Event ID', 'Read-only', 'Recipient Account Id', 'Resources', 'Request ID', 'AWS access key'] as const;

function historyRow(value: JsonObject): SourceRecognition {
  const found = historyMarks.filter((name) => Object.hasOwn(value, name));
  const service = value['Event source'] ?? value['Event Source'];
  const isAws = typeof service === 'string' && /\.amazonaws\.com(\.cn)?$/.test(service);
  return { confidence: Math.min(0.98, (isAws ? 0.5 : 0.2) + found.length * 0.12), reason: `a row of a console event history: Event name, Event source, and ${found.length > 0 ? found.join(', ') : 'no other column of it'}` };
}

/** Columns of Sentinel's table that no other of its tables has. */
const sentinelMarks = ['AwsEventId', 'UserIdentityType', 'UserIdentityArn', 'UserIdentityPrincipalid', 'AWSRegion', 'SourceIpAddress', 'RecipientAccountId', 'EventTypeName'] as const;

function sentinelRow(value: JsonObject): SourceRecognition {
  const found = sentinelMarks.filter((name) => Object.hasOwn(value, name));
  const isAws = typeof value['EventSource'] === 'string' && /\.amazonaws\.com(\.cn)?$/.test(value['EventSource']);
  return { confidence: Math.min(0.98, (isAws ? 0.5 : 0.2) + found.length * 0.12), reason: `a row of Sentinel's AWSCloudTrail: EventName, EventSource, and ${found.join(', ')}` };
}

function byMarks(value: JsonObject): SourceRecognition {
  const lower = isLowerCased(value);
  const names = Object.keys(value);
  const dotted = !lower && names.some((one) => one.includes('.'));
  const has = (name: string) => Object.hasOwn(value, name) || (lower && Object.hasOwn(value, name.toLowerCase())) || (dotted && names.some((one) => one.startsWith(`${name}.`)));
  const service = value['eventSource'] ?? value['eventsource'];
  if (typeof (value['eventName'] ?? value['eventname']) !== 'string') return { confidence: 0, reason: 'no eventName' };
  if (typeof service === 'string' && service.endsWith('.aliyuncs.com')) return { confidence: 0, reason: 'eventSource is a service of another cloud with the same field names' };
  const found = marks.filter(has);
  const isAws = typeof service === 'string' && /\.amazonaws\.com(\.cn)?$/.test(service);
  // A table with an AWS service and five of its columns in every row is nobody else's: no other source need be asked.
  const confidence = isAws && found.length >= 5 && rowKind(value) === 'query' ? 1 : Math.min(0.95, (isAws ? 0.5 : 0) + found.length * 0.15);
  return { confidence, reason: `${confidence < 0.5 || rowKind(value) === undefined ? '' : 'a row of a query: '}eventName, ${isAws ? 'an AWS eventSource' : 'no AWS eventSource'}, and ${found.length > 0 ? found.join(', ') : 'no other field of CloudTrail'}` };
}

/** The refusal of what lies beside events in the same folders and is none; `undefined` for a record that may be an event. */
export function refusalOf(value: JsonObject): Refusal | undefined {
  if ('digestStartTime' in value && 'awsAccountId' in value) {
    return { reason: 'aws.cloudtrail/digest', detail: 'a digest: it lists log files and their hashes, and holds no event' };
  }
  if (Array.isArray(value['PublicKeyList']) && isKeyEntry(value['PublicKeyList'][0])) {
    return { reason: 'aws.cloudtrail/public-keys', detail: 'public keys by which digests are checked, and no event' };
  }
  if (value['eventCategory'] === 'Insight' || value['eventType'] === 'AwsCloudTrailInsight' || 'insightDetails' in value) {
    return { reason: 'aws.cloudtrail/insight', detail: 'an Insight: a statement about the rate of calls, made by CloudTrail; nobody acted' };
  }
  return undefined;
}

function isKeyEntry(entry: unknown): boolean {
  return isObject(entry) && typeof entry['Fingerprint'] === 'string' && typeof entry['Value'] === 'string';
}
