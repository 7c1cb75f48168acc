import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import type { AuditRecord, ObjectRef } from './record.ts';

/** An audit record of Google Cloud that is about a request to a cluster; `container.googleapis.com` (clusters made and changed) is not. */
export function isGke(value: JsonObject): boolean {
  return isObject(value['protoPayload']) && value['protoPayload']['serviceName'] === 'k8s.io';
}

/** Codes of google.rpc.Code by number. */
const codes = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE',
  'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
] as const;

/** Reads a LogEntry of GKE in the words of the audit log that it was made of. */
export function gkeEntry(value: JsonObject): AuditRecord {
  const payload = objectOf(value['protoPayload']);
  const who = objectOf(payload['authenticationInfo']);
  const from = objectOf(payload['requestMetadata']);
  const status = payload['status'];
  // An empty status is that of success: 0 is not written.
  const code = isObject(status) ? Number(status['code'] ?? 0) : undefined;
  const ip = textOf(from['callerIp']);
  const method = textOf(payload['methodName']);
  const checked = Array.isArray(payload['authorizationInfo']) ? objectOf(payload['authorizationInfo'][0])['granted'] : undefined;
  return {
    id: textOf(value['insertId']), stage: undefined, level: undefined, verb: method === undefined ? undefined : method.slice(method.lastIndexOf('.') + 1), uri: undefined,
    user: { username: textOf(who['principalEmail']), keyName: keyOf(textOf(who['serviceAccountKeyName'])) },
    impersonated: { username: textOf(who['authoritySelector']) },
    ips: ip === undefined ? [] : [ip], agent: textOf(from['callerSuppliedUserAgent']), ref: refOf(method ?? '', textOf(payload['resourceName']) ?? ''),
    code: undefined, status: code === undefined ? undefined : String(code), error: code === undefined || code === 0 ? undefined : codes[code], annotations: objectOf(value['labels']),
    decision: typeof checked === 'boolean' ? (checked ? 'allow' : 'forbid') : undefined, request: objectOf(payload['request']), operation: textOf(objectOf(value['operation'])['id']),
    times: [{ name: 'timestamp', value: value['timestamp'] }, { name: 'receiveTimestamp', value: value['receiveTimestamp'] }],
  };
}

/** `//iam.googleapis.com/projects/<project>/serviceAccounts/<email>/keys/<key>`: what identifies the key is its end. */
function keyOf(name: string | undefined): string | undefined {
  return name === undefined ? undefined : /\/keys\/([^/]+)$/.exec(name)?.[1] ?? name;
}

const version = /^v\d+(?:(?:alpha|beta)\d+)?$/;

/** `io.k8s.core.v1.pods.exec.create` and `core/v1/namespaces/<namespace>/pods/<name>/exec`. A path without a resource (`readyz`) has none. */
function refOf(method: string, resourceName: string): ObjectRef {
  const words = method.split('.');
  const at = words.findIndex((word) => version.test(word));
  const [resource, ...sub] = at < 0 ? [] : words.slice(at + 1, -1);
  const steps = resourceName.split('/');
  const inside = steps.indexOf('namespaces');
  const isNamespace = resource === 'namespaces';
  const own = resource === undefined ? -1 : steps.indexOf(resource, isNamespace || inside < 0 ? 0 : inside + 2);
  const group = steps.length > 2 && version.test(steps[1]!) && steps[0] !== 'core' ? steps[0] : undefined;
  return {
    resource, subresource: sub.length === 0 ? undefined : sub.join('/'), namespace: inside < 0 || (isNamespace && sub.length === 0) ? undefined : steps[inside + 1] || undefined,
    name: own < 0 ? undefined : steps[own + 1] || undefined, uid: undefined, group,
  };
}
