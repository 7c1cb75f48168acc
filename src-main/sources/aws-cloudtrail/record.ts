import { isObject, type JsonObject } from '../read.ts';

/** Names of CloudTrail that the mapping reads, in their own spelling. */
const spelled = [
  'eventVersion', 'userIdentity', 'eventTime', 'eventSource', 'eventName', 'awsRegion', 'sourceIPAddress', 'userAgent', 'errorCode', 'errorMessage',
  'requestParameters', 'responseElements', 'additionalEventData', 'requestID', 'eventID', 'readOnly', 'resources', 'eventType', 'managementEvent', 'recipientAccountId',
  'sharedEventID', 'vpcEndpointId', 'eventCategory', 'tlsDetails', 'serviceEventDetails', 'sessionCredentialFromConsole', 'insightDetails',
  'type', 'principalId', 'arn', 'accountId', 'accessKeyId', 'userName', 'sessionContext', 'invokedBy', 'onBehalfOf', 'userId', 'identityStoreArn', 'credentialId', 'identityProvider',
  'attributes', 'creationDate', 'mfaAuthenticated', 'sessionIssuer', 'webIdFederationData', 'sourceIdentity', 'signInSessionArn',
  'tlsVersion', 'cipherSuite', 'clientProvidedHostHeader',
] as const;
const byLowerCase = new Map<string, string>(spelled.map((name) => [name.toLowerCase(), name]));
/** CloudTrail's own spelling of a top-level name or one inside an identity; `undefined` for a name that it does not know. */
export function spellingOf(name: string): string | undefined {
  return byLowerCase.get(name.toLowerCase());
}

/** What a caller wrote: its names are kept as they are. */
const kept = new Set(['requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails']);

/** True for a record whose top-level names went through a tool that lower-cases them (Athena, Glue, some lakes). */
export function isLowerCased(record: JsonObject): boolean {
  return record['eventName'] === undefined && typeof record['eventname'] === 'string';
}

/** The record with the names of CloudTrail in their own spelling; names that it does not know are left out. A rightly spelled name wins. */
export function respelled(record: JsonObject, depth = 0): JsonObject {
  const made = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(record)) {
    const own = byLowerCase.get(name.toLowerCase()) ?? (name.startsWith('@') || name.startsWith('p_') ? name : undefined);
    if (own === undefined || (own !== name && Object.hasOwn(record, own))) continue;
    made[own] = isObject(value) && !kept.has(own) && depth < 4 ? respelled(value, depth + 1) : value;
  }
  return made;
}
