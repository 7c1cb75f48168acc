import { isObject, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecognition } from '../source.ts';
import { isLowerCased } from './record.ts';

const sure: SourceRecognition = { confidence: 1, reason: 'has eventName, an AWS eventSource and userIdentity' };
const digest: SourceRecognition = { confidence: 1, reason: 'a CloudTrail digest: awsAccountId and digestStartTime' };
const insight: SourceRecognition = { confidence: 1, reason: 'a CloudTrail Insight record' };
/** Fields that speak for CloudTrail; few other logs have two of them. */
const marks = ['userIdentity', 'awsRegion', 'recipientAccountId', 'eventVersion', 'eventID', 'requestID', 'sourceIPAddress', 'eventType', 'requestParameters', 'responseElements'] as const;

/** How sure it is that a record is CloudTrail's, digests and Insights included: `refusalOf` names those for what they are. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  const service = value['eventSource'];
  if (typeof value['eventName'] === 'string' && typeof service === 'string' && service.endsWith('.amazonaws.com') && isObject(value['userIdentity']) && value['eventCategory'] !== 'Insight') return sure;
  if (refusalOf(value)) return 'digestStartTime' in value ? digest : insight;
  return byMarks(value);
}

function byMarks(value: JsonObject): SourceRecognition {
  const lower = isLowerCased(value);
  const has = (name: string) => Object.hasOwn(value, name) || (lower && Object.hasOwn(value, name.toLowerCase()));
  const service = value['eventSource'] ?? value['eventsource'];
  if (typeof (value['eventName'] ?? value['eventname']) !== 'string') return { confidence: 0, reason: 'no eventName' };
  if (typeof service === 'string' && service.endsWith('.aliyuncs.com')) return { confidence: 0, reason: 'eventSource is a service of another cloud with the same field names' };
  const found = marks.filter(has);
  const isAws = typeof service === 'string' && /\.amazonaws\.com(\.cn)?$/.test(service);
  const confidence = Math.min(0.95, (isAws ? 0.5 : 0) + found.length * 0.15);
  return { confidence, reason: `eventName, ${isAws ? 'an AWS eventSource' : 'no AWS eventSource'}, and ${found.length > 0 ? found.join(', ') : 'no other field of CloudTrail'}` };
}

/** The refusal of what lies beside events in the same folders and is none; `undefined` for a record that may be an event. */
export function refusalOf(value: JsonObject): Refusal | undefined {
  if ('digestStartTime' in value && 'awsAccountId' in value) {
    return { reason: 'aws.cloudtrail/digest', detail: 'a digest: it lists log files and their hashes, and holds no event' };
  }
  if (value['eventCategory'] === 'Insight' || value['eventType'] === 'AwsCloudTrailInsight' || 'insightDetails' in value) {
    return { reason: 'aws.cloudtrail/insight', detail: 'an Insight: a statement about the rate of calls, made by CloudTrail; nobody acted' };
  }
  return undefined;
}
