import { isObject, objectOf, textOf, type JsonObject } from './read.ts';
import { isSummary } from './summary.ts';

/** Something that lies beside the logs that we map, or looks like one, and that no source takes. */
export interface LookAlike {
  /** What it is. */
  readonly name: string;
  /** Why it is not taken. */
  readonly why: string;
  /** Whether a record, envelopes off, is one. */
  readonly is: (value: JsonObject) => boolean;
}

const has = (value: JsonObject, ...names: readonly string[]): boolean => names.every((name) => Object.hasOwn(value, name));
const text = (value: JsonObject, name: string): string => textOf(value[name]) ?? '';
/** What a Panther lake says that a record is. */
const lake = (value: JsonObject, beginning: string): boolean => text(value, 'p_log_type').startsWith(beginning);
const later = 'a log of its own that this version does not map';
const host = 'a log of a host, which this version does not map';

/** The look-alikes by name, the more special first. Only records that no source takes are compared with it. */
export const lookAlikes: readonly LookAlike[] = [
  { name: 'VPC flow log', why: 'it holds connections, not who made them', is: (v) => has(v, 'srcaddr', 'dstaddr') || has(v, 'srcAddr', 'dstAddr') },
  { name: 'log of a Kubernetes control plane in Azure diagnostic records', why: 'what its programs printed: it holds no request of a user', is: (v) => /^(?:kube-|cloud-controller-manager|cluster-autoscaler|csi-|guard$)/i.test(text(v, 'category') || text(v, 'Category')) },
  { name: 'container log of GKE', why: 'what a program printed: its fields are the program\'s own', is: (v) => isCloudLogging(v) && (has(v, 'textPayload') || /^k8s_(?:container|pod|node)$/.test(text(objectOf(v['resource']), 'type'))) && !has(v, 'protoPayload') },
  { name: 'incomplete entry of a Google Cloud audit log', why: 'it lacks what tells an audited call: a method, and of a cluster its resource', is: (v) => isObject(v['protoPayload']) },
  { name: 'Google Cloud log', why: 'an entry that is no audit log', is: isCloudLogging },
  { name: 'Google Workspace report', why: 'what was done to files, mail, groups or devices: the reports about identity are mapped alone', is: (v) => lake(v, 'GSuite.') || text(v, 'kind').startsWith('admin#reports#') || (has(objectOf(v['id']), 'applicationName') && (has(v, 'actor') || has(v, 'type') || has(v, 'name'))) },
  { name: 'Defender hunting table', why: 'a table about mail, applications or identities, which this version does not map', is: (v) => text(v, 'category').startsWith('AdvancedHunting-') || text(v, 'operationName') === 'Publish' && has(v, 'Tenant') },
  { name: 'network log of Azure', why: 'it holds connections, not who made them', is: (v) => /^(?:NetworkSecurityGroup|AzureFirewall|FlowLog|ApplicationGateway)/.test(text(v, 'category')) },
  { name: 'diagnostic records of another Azure service', why: later, is: (v) => has(v, 'category', 'resourceId') && (has(v, 'operationName') || has(v, 'properties')) },
  { name: 'GuardDuty finding', why: 'what a detector thinks, not what a user did', is: (v) => has(v, 'schemaVersion', 'accountId', 'type', 'severity') && has(v, 'service') },
  { name: 'Security Hub finding', why: 'what a detector thinks, not what a user did', is: (v) => has(v, 'AwsAccountId', 'ProductArn') },
  { name: 'AWS Config snapshot', why: 'the state of things, not what a user did', is: (v) => has(v, 'configurationItemVersion') || has(v, 'configurationItems') || has(v, 'configurationItemCaptureTime') },
  { name: 'load balancer or web log', why: later, is: (v) => has(v, 'elb_status_code') || has(v, 'cs-uri-stem') || has(v, 'httpRequest', 'webaclId') },
  { name: 'Alibaba Cloud ActionTrail', why: 'another cloud with the same field names', is: (v) => text(v, 'eventSource').endsWith('.aliyuncs.com') },
  { name: 'alert of a honeypot bucket', why: 'an alert with a few words of the call in it, not the call', is: (v) => has(v, 'Event DateTime', 'Alarm DateTime') },
  { name: 'alert or incident of Sentinel', why: 'what a rule thinks, not what a user did', is: (v) => has(v, 'AlertName', 'AlertSeverity') || has(v, 'IncidentNumber', 'Severity') || has(v, 'SystemAlertId') },
  { name: 'summary of a query', why: 'it counts sign-ins of a stretch of time, and holds none of them', is: isSummary },
  { name: 'log of osquery itself', why: 'what its agent says about its own work', is: (v) => has(v, 'hostIdentifier', 'severity', 'filename') },
  { name: 'Syslog', why: host, is: (v) => has(v, 'SyslogMessage') || has(v, 'Facility', 'SeverityLevel') },
  { name: 'alert of Jamf Protect', why: 'what a rule thinks; the event that it is about lies in the telemetry', is: (v) => has(v, 'input', 'caid') },
  { name: 'CrowdStrike data', why: 'it is no event of a host: an inventory, a detection, or a record of a test', is: (v) => lake(v, 'Crowdstrike.') || has(v, 'event_platform', 'aid') || has(v, 'cid', 'aid') || has(v, 'cid', '_time') || text(v, 'EventType').startsWith('Event_') || has(objectOf(v['metadata']), 'customerIDString', 'eventType') },
  { name: 'directory object of Okta', why: 'a user, group or application as it is, not what it did', is: (v) => has(v, '_links', 'status') && (has(v, 'profile') || has(v, 'signOnMode') || has(v, 'lastUpdated')) },
  { name: 'directory object of Entra', why: 'a user, application or device as it is, not what it did', is: (v) => has(v, 'id', 'displayName') && (has(v, 'userPrincipalName') || has(v, 'appId') || has(v, 'deviceId')) && !has(v, 'createdDateTime', 'ipAddress') },
  { name: 'answer of the Okta API that is an error', why: 'the export failed there', is: (v) => has(v, 'errorCode', 'errorSummary') },
  { name: 'answer of Microsoft Graph that is an error', why: 'the export failed there', is: (v) => has(objectOf(v['error']), 'code', 'message') && Object.keys(v).length <= 2 },
];

/** The look-alike that a record is; `undefined` where it is none that is known. */
export function lookAlikeOf(value: unknown): LookAlike | undefined {
  return isObject(value) ? lookAlikes.find(({ is }) => is(value)) : undefined;
}

function isCloudLogging(value: JsonObject): boolean {
  return has(value, 'insertId') || (has(value, 'logName') && has(value, 'resource'));
}
