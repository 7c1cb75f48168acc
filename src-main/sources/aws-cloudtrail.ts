import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { actorOf, accountOf, type Actor } from './aws-cloudtrail/actor.ts';
import { effectsOf, noEffects, type Effects } from './aws-cloudtrail/effects.ts';
import { fingerprint } from './aws-cloudtrail/fingerprint.ts';
import { categoryOf, outcomeOf, viaService } from './aws-cloudtrail/kind.ts';
import { mapping } from './aws-cloudtrail/mapping.ts';
import { isLowerCased, respelled } from './aws-cloudtrail/record.ts';
import { recognise, refusalOf } from './aws-cloudtrail/recognise.ts';
import { recordOfRow, rowKind, saysOf, withIdentity, type RowRecord } from './aws-cloudtrail/rows.ts';
import { sessionOf, tokenType, type Session } from './aws-cloudtrail/session.ts';
import { signInOf } from './aws-cloudtrail/sign-in.ts';
import { noTargets, targetsOf, type Targets } from './aws-cloudtrail/targets.ts';
import { anyTextOf, flagOf, isObject, objectIn, objectOf, textOf, type JsonObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseTime } from './time.ts';

/** AWS CloudTrail events, in whatever envelope they came. The mapping as a table: aws-cloudtrail/mapping.ts. */
export const awsCloudtrail: Source = {
  dataset: 'aws.cloudtrail',
  version: 2,
  title: 'AWS CloudTrail',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  const given = record.value;
  if (!isObject(given)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const refused = refusalOf(given);
  if (refused) return refused;
  const kind = rowKind(given);
  const row = kind === undefined ? null : recordOfRow(given, kind);
  if (typeof row === 'string') return { reason: 'source/invalid', detail: row };
  const value = row !== null ? row.value : withIdentity(isLowerCased(given) ? respelled(given) : given);
  const action = textOf(value['eventName']);
  if (action === undefined) return { reason: 'source/invalid', detail: 'eventName says nothing' };
  const time = timeOf(value, record.envelope);
  if ('reason' in time) return time;
  // Query engines write UTC, and no zone.
  return draft(value, action, row === null || !time.zoneAssumed ? time : { ...time, zoneAssumed: false }, row);
}

/**
 * When it happened: `eventTime`; without it the `@timestamp` that Logstash makes of it, a lake's `p_event_time`, or the time of a lookup-events or
 * EventBridge envelope. A time that is there and cannot be read is not replaced by another.
 */
function timeOf(value: JsonObject, envelope: JsonObject | null): Instant | Refusal {
  let found: unknown;
  let name = 'eventTime';
  for (const [from, field] of [[value, 'eventTime'], [value, '@timestamp'], [value, 'p_event_time'], [envelope, 'EventTime'], [envelope, 'time']] as const) {
    found = from?.[field];
    name = field;
    if (found !== undefined && found !== null && found !== '') break;
  }
  if (found === undefined || found === null || found === '') return { reason: 'source/no-time', detail: 'no eventTime, no @timestamp, no time in an envelope' };
  const time = parseTime(found);
  if (typeof time === 'string') return { reason: 'source/invalid', detail: `${name}: ${time}` };
  // CloudTrail writes whole seconds; the `.000` that Logstash puts behind them is not finer, and the same event is the same from every shape.
  return time.ms % 1000 === 0 && time.restNs === 0 ? { ...time, precision: 'second' } : time;
}

function draft(value: JsonObject, action: string, time: Instant, row: RowRecord | null): EventDraft {
  const identity = objectOf(value['userIdentity']);
  const additional = objectIn(value['additionalEventData']);
  const context = objectOf(identity['sessionContext']);
  const parameters = objectIn(value['requestParameters']);
  const response = objectIn(value['responseElements']);
  const service = textOf(value['eventSource']);
  const type = textOf(value['eventType']);
  const outcome = outcomeOf(value, action, type, response, row?.saysErrors ?? true);
  const hasParameters = value['requestParameters'] !== null && value['requestParameters'] !== undefined;
  const hasResponse = value['responseElements'] !== null && value['responseElements'] !== undefined;
  const parts: Parts = {
    value, identity, additional, context, action, service, type, outcome,
    actor: actorOf(identity, additional),
    session: sessionOf(identity, context),
    targets: hasParameters || Array.isArray(value['resources']) ? targetsOf(value['resources'], parameters, service) : noTargets,
    effects: hasParameters || hasResponse ? effectsOf(parameters, response, service, outcome === 'success') : noEffects,
    source: anyTextOf(value['sourceIPAddress']),
    agent: unbracketed(anyTextOf(value['userAgent'])),
  };
  const fields = fieldsOf(parts);
  const content = fingerprint(parameters, response, additional, objectIn(value['serviceEventDetails']), parts.targets.ids);
  const made: EventDraft = { dataset: 'aws.cloudtrail', time, vendorId: textOf(value['eventID']) ?? null, identity: identityOf(fields, time, content), fields };
  return row === null ? made : { ...made, says: saysOf(row, fields) };
}

/** A record, taken apart once. */
interface Parts {
  readonly value: JsonObject;
  readonly identity: JsonObject;
  readonly additional: JsonObject;
  readonly context: JsonObject;
  readonly action: string;
  readonly service: string | undefined;
  readonly type: string | undefined;
  readonly outcome: 'success' | 'failure' | 'unknown';
  readonly actor: Actor;
  readonly session: Session;
  readonly targets: Targets;
  readonly effects: Effects;
  readonly source: string | undefined;
  readonly agent: string | undefined;
}

/** All fields in one literal of one shape, absent ones undefined: this is the hot path. */
function fieldsOf(parts: Parts): EventFields {
  const { value, identity, additional, context, action, service, type, actor, session, targets, effects } = parts;
  const attributes = objectOf(context['attributes']);
  const tls = objectOf(value['tlsDetails']);
  const key = textOf(identity['accessKeyId']);
  const access = accessOf(value['readOnly']);
  const invokedBy = textOf(identity['invokedBy']);
  const recipient = accountOf(value['recipientAccountId']);
  const signIn = signInOf(action, actor.type, additional, attributes['mfaAuthenticated']);
  return {
    'event.action': action,
    'event.category': categoryOf(action, service, access),
    'event.outcome': parts.outcome,
    'event.id': textOf(value['eventID']),
    'event.access': access,
    'error.code': textOf(value['errorCode']),
    'user.name': actor.name,
    'user.id': actor.id,
    'user.type': actor.type,
    'organization.id': actor.account,
    'source.ip': parts.source,
    'user_agent.original': parts.agent,
    'cloud.account.id': recipient ?? actor.account,
    'cloud.region': textOf(value['awsRegion']),
    'service.name': service,
    'credential.id': key,
    'credential.issued_id': effects.issuedCredential,
    'session.id': session.id,
    'session.root_id': session.root,
    'session.issued_at': session.issuedAt,
    'auth.method': signIn.method,
    'auth.factor': signIn.factors,
    'auth.token_type': tokenType(key),
    'mfa.satisfied_by': signIn.mfa,
    'network.endpoint': textOf(value['vpcEndpointId']) ?? textOf(additional['vpcEndpointId']),
    'via.service': viaService(invokedBy, parts.source, parts.agent),
    'transaction.id': textOf(value['requestID']),
    'target.type': targets.types,
    'target.id': targets.ids,
    'target.name': targets.names,
    'user.target.name': effects.targetUserNames,
    'user.target.id': effects.targetUserIds,
    'user.effective.name': effects.effectiveName,
    'user.effective.id': effects.effectiveId,
    'access.requested': effects.requested,
    'access.granted': effects.granted,
    'tls.version': textOf(tls['tlsVersion']),
    'tls.cipher': textOf(tls['cipherSuite']) ?? textOf(additional['CipherSuite']),
    'tls.client.server_name': textOf(tls['clientProvidedHostHeader']),
    'aws.cloudtrail.event_type': type,
    'aws.cloudtrail.event_category': textOf(value['eventCategory']),
    'aws.cloudtrail.event_version': textOf(value['eventVersion']),
    'aws.cloudtrail.principal_id': textOf(identity['principalId']),
    'aws.cloudtrail.session_issuer': textOf(objectOf(context['sessionIssuer'])['arn']),
    'aws.cloudtrail.session_context.mfa': flagOf(attributes['mfaAuthenticated']),
    'aws.cloudtrail.session_from_console': flagOf(value['sessionCredentialFromConsole']),
    'aws.cloudtrail.shared_event_id': textOf(value['sharedEventID']),
    'aws.cloudtrail.error_message': textOf(value['errorMessage']),
    'aws.cloudtrail.recipient_account': recipient,
  };
}

/**
 * What, with the vendor's id, says that two records are one event: nothing of it depends on the envelope, the order of the names, or the file.
 * Test data and careless tools repeat an id on other events; `content` tells those apart that differ in request or response alone.
 */
function identityOf(fields: EventFields, time: Instant, content: number): EventDraft['identity'] {
  return [
    time.ms, time.restNs, fields['event.action'] ?? null, fields['service.name'] ?? null, fields['cloud.region'] ?? null, fields['cloud.account.id'] ?? null,
    fields['user.type'] ?? null, fields['user.id'] ?? null, fields['organization.id'] ?? null, fields['aws.cloudtrail.principal_id'] ?? null,
    fields['credential.id'] ?? null, fields['session.issued_at'] ?? null, fields['aws.cloudtrail.session_issuer'] ?? null, fields['via.service'] ?? null,
    fields['source.ip'] ?? null, fields['user_agent.original'] ?? null, fields['transaction.id'] ?? null, fields['error.code'] ?? null, fields['event.outcome'] ?? null,
    fields['network.endpoint'] ?? null, fields['aws.cloudtrail.shared_event_id'] ?? null, content,
  ];
}

function accessOf(readOnly: unknown): 'read' | 'write' | undefined {
  const flag = flagOf(readOnly);
  return flag === undefined ? undefined : flag ? 'read' : 'write';
}

/** S3 and data events wrap the agent in brackets. */
function unbracketed(agent: string | undefined): string | undefined {
  if (agent === undefined || agent.charCodeAt(0) !== 91 || !agent.endsWith(']')) return agent;
  return textOf(agent.slice(1, -1));
}
