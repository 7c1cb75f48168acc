import { isObject, objectIn, objectOf, parsedJson, textOf, type JsonObject } from '../read.ts';
import { plainNames } from '../plain-names.ts';

/** What a request was about. */
export interface ObjectRef {
  readonly resource: string | undefined;
  readonly subresource: string | undefined;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly uid: string | undefined;
  /** API group; `undefined` for the core group. */
  readonly group: string | undefined;
}

/** A record of any shape, in the words of audit.k8s.io. */
export interface AuditRecord {
  readonly id: string | undefined;
  readonly stage: string | undefined;
  readonly level: string | undefined;
  readonly verb: string | undefined;
  readonly uri: string | undefined;
  readonly user: JsonObject;
  readonly impersonated: JsonObject;
  /** As written, client first. */
  readonly ips: readonly string[];
  readonly agent: string | undefined;
  readonly ref: ObjectRef;
  /** HTTP status of the answer. */
  readonly code: number | undefined;
  /** `Success`, `Failure`, or a code of gRPC. */
  readonly status: string | undefined;
  /** Why it failed, in a word. */
  readonly error: string | undefined;
  readonly annotations: JsonObject;
  /** allow or forbid where it is not an annotation. */
  readonly decision: string | undefined;
  readonly request: JsonObject;
  readonly operation: string | undefined;
  /** Where the time may stand, first choice first. */
  readonly times: readonly { readonly name: string; readonly value: unknown }[];
}

/** Proxies write themselves into the list; so do those who like to. */
const MOST_IPS = 50;

/** Reads an audit event, or a row that has its parts in columns (AKSAudit, lakes with names in small letters). */
export function recordOf(given: JsonObject): AuditRecord {
  const value = typeof given['auditID'] === 'string' && given['verb'] !== undefined || typeof given['apiVersion'] === 'string' ? given : asEvent(given);
  const answer = objectIn(value['responseStatus']);
  const code = wholeOf(answer['code']);
  const ref = objectIn(value['objectRef']);
  const request = objectIn(value['requestObject']);
  return {
    id: textOf(value['auditID']), stage: textOf(value['stage']), level: textOf(value['level']), verb: textOf(value['verb']), uri: textOf(value['requestURI']),
    user: objectIn(value['user']), impersonated: objectIn(value['impersonatedUser']), ips: textsIn(value['sourceIPs'], MOST_IPS), agent: textOf(value['userAgent']),
    ref: refOf(ref, request, objectIn(value['responseObject'])),
    code, status: textOf(answer['status']), error: textOf(answer['reason']), annotations: objectIn(value['annotations']), decision: undefined, request, operation: undefined,
    times: [
      { name: 'requestReceivedTimestamp', value: value['requestReceivedTimestamp'] }, { name: 'timestamp', value: value['timestamp'] },
      { name: 'metadata.creationTimestamp', value: objectOf(value['metadata'])['creationTimestamp'] }, { name: 'stageTimestamp', value: value['stageTimestamp'] }, { name: 'p_event_time', value: value['p_event_time'] },
    ],
  };
}

/** An object that is made has no name in the reference yet: it stands in what was sent, or in the answer where the cluster chose it. */
function refOf(ref: JsonObject, request: JsonObject, response: JsonObject): ObjectRef {
  const resource = textOf(ref['resource']);
  const subresource = textOf(ref['subresource']);
  const own = subresource === undefined ? [request, response].map((one) => objectOf(one['metadata'])) : [];
  return {
    resource, subresource, namespace: textOf(ref['namespace']), uid: textOf(ref['uid']) ?? textOf(own[1]?.['uid']), group: textOf(ref['apiGroup']),
    name: textOf(ref['name']) ?? textOf(own[0]?.['name']) ?? textOf(own[1]?.['name']),
  };
}

/** Columns of Azure's tables and of lakes, as the event has them. */
const columns: readonly (readonly [plain: string, name: string])[] = [
  ['auditid', 'auditID'], ['stage', 'stage'], ['level', 'level'], ['verb', 'verb'], ['requesturi', 'requestURI'], ['user', 'user'], ['impersonateduser', 'impersonatedUser'], ['sourceips', 'sourceIPs'],
  ['useragent', 'userAgent'], ['objectref', 'objectRef'], ['responsestatus', 'responseStatus'], ['requestobject', 'requestObject'], ['responseobject', 'responseObject'], ['annotations', 'annotations'],
  ['requestreceivedtime', 'requestReceivedTimestamp'], ['requestreceivedtimestamp', 'requestReceivedTimestamp'], ['stagereceivedtime', 'stageTimestamp'], ['stagetimestamp', 'stageTimestamp'],
  ['timestamp', 'timestamp'], ['timegenerated', 'stageTimestamp'], ['peventtime', 'p_event_time'],
];

function asEvent(row: JsonObject): JsonObject {
  const plain = plainNames(row);
  const made = Object.create(null) as Record<string, unknown>;
  for (const [from, to] of columns) made[to] ??= plain[from];
  return made;
}

/** `authorization.k8s.io/decision`; tools that cannot have dots in a name write `authorization_k8s_io/decision` or `authorization_k8s_io_slash_decision`. */
export function annotationOf(from: JsonObject, group: 'authentication' | 'authorization', name: string): string | undefined {
  return firstOf(from, namesOf(group, name));
}

/** The names of an annotation or of extra data of a user in their spellings, made once each. */
const spellings = new Map<string, readonly string[]>();
export function namesOf(group: 'authentication' | 'authorization', name: string): readonly string[] {
  const key = `${group}/${name}`;
  let known = spellings.get(key);
  if (known === undefined) {
    const domain = group === 'authentication' ? 'authentication.kubernetes.io' : 'authorization.k8s.io';
    const under = domain.replaceAll('.', '_');
    spellings.set(key, (known = [`${domain}/${name}`, `${under}/${name}`, `${under}_slash_${name}`]));
  }
  return known;
}

/** The first text under one of the names; of a list its first. */
export function firstOf(from: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = from[name];
    if (value === undefined || value === null) continue;
    const text = textOf(Array.isArray(value) ? value[0] : value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The texts of a list, or of the JSON text of one; a text alone is a list of it. */
export function textsIn(value: unknown, most: number): readonly string[] {
  const parsed: unknown = typeof value === 'string' && value.trimStart().startsWith('[') ? parsedJson(value) : value;
  if (Array.isArray(parsed)) return parsed.slice(0, most).flatMap((one) => textOf(one) ?? []);
  const text = isObject(parsed) ? undefined : textOf(parsed);
  return text === undefined ? [] : [text];
}

function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : NaN;
  return Number.isInteger(number) && number > 0 && number < 1000 ? number : undefined;
}
