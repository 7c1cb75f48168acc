import type { ComparedField, EventDraft, EventFields, FieldName, Instant } from '../contract/index.ts';
import { categoryOf, codeOf, outcomeOf } from './okta-system/kind.ts';
import { mapping } from './okta-system/mapping.ts';
import { networkOf, type Network } from './okta-system/network.ts';
import { recognise } from './okta-system/recognise.ts';
import { securityOf } from './okta-system/security.ts';
import { canonical, shapeOf, type OktaShape } from './okta-system/shape.ts';
import { issues, signInOf, tokenTypeOf } from './okta-system/sign-in.ts';
import { targetsOf, type Targets } from './okta-system/targets.ts';
import { commaListOf, listIn, saidOf } from './okta-system/words.ts';
import { flagOf, isObject, objectIn, textOf, type JsonObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseTime } from './time.ts';
import { parseUsTime } from './us-time.ts';

/** Events of the Okta System Log, from the API, the admin console, a log stream or a lake. */
export const oktaSystem: Source = {
  dataset: 'okta.system',
  version: 1,
  title: 'Okta System Log',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  const given = record.value;
  if (!isObject(given)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const shape = shapeOf(given) ?? 'api';
  const value = canonical(given, shape);
  const action = textOf(value['eventType']);
  if (action === undefined) return { reason: 'source/invalid', detail: 'eventType says nothing' };
  const time = timeOf(value, record.envelope);
  return 'reason' in time ? time : draft(value, action, time, shape, record.envelope);
}

/** When it happened: `published`; without it a lake's `p_event_time`, or the time of an envelope. A time that is there and cannot be read is not replaced by another. */
function timeOf(value: JsonObject, envelope: JsonObject | null): Instant | Refusal {
  for (const [from, name] of [[value, 'published'], [value, 'p_event_time'], [envelope, 'time'], [envelope, '_time']] as const) {
    const found = from?.[name];
    if (found === undefined || found === null || found === '') continue;
    const time = readTime(found);
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `${name}: ${time}` } : time;
  }
  return { reason: 'source/no-time', detail: 'no published, no time in an envelope' };
}

/** Sentinel's portal writes month first, and names the zone in the head of the column, which stands behind the text by now. */
function readTime(found: unknown): Instant | string {
  if (typeof found !== 'string' || !found.includes('/')) return parseTime(found);
  const isUtc = found.endsWith(' UTC');
  const time = parseUsTime(isUtc ? found.slice(0, -4) : found);
  return typeof time !== 'string' && isUtc ? { ...time, zoneAssumed: false } : time;
}

/** What the shapes say that leave something out. The application may be among the targets that the console leaves out, and tables drop what is null. */
const inEvery: readonly ComparedField[] = ['event.action', 'event.outcome', 'event.access', 'error.code', 'source.ip', 'user_agent.original', 'user.id', 'user.type', 'user.name', 'session.id'];
const says: Readonly<Partial<Record<OktaShape, readonly ComparedField[]>>> = { console: inEvery, elastic: [...inEvery, 'application.name'], sentinel: [...inEvery, 'application.name'], 'sentinel-v2': [...inEvery, 'application.name', 'credential.id'] };

/** A record, taken apart once. */
interface Parts {
  readonly value: JsonObject;
  readonly action: string;
  readonly time: Instant;
  readonly organization: string | undefined;
  readonly actor: JsonObject;
  readonly client: JsonObject;
  readonly agent: JsonObject;
  readonly authentication: JsonObject;
  readonly data: JsonObject;
  readonly result: string | undefined;
  readonly reason: string | undefined;
  readonly targets: Targets;
  readonly network: Network;
}

function draft(value: JsonObject, action: string, time: Instant, shape: OktaShape, envelope: JsonObject | null): EventDraft {
  const client = objectIn(value['client']);
  const outcome = objectIn(value['outcome']);
  const parts: Parts = {
    value, action, time, client,
    organization: orgOf(envelope),
    actor: objectIn(value['actor']),
    agent: objectIn(client['userAgent']),
    authentication: objectIn(value['authenticationContext']),
    data: objectIn(objectIn(value['debugContext'])['debugData']),
    result: textOf(outcome['result']),
    reason: textOf(outcome['reason']),
    targets: targetsOf(listIn(value['target'])),
    network: networkOf(client, objectIn(value['request'])),
  };
  const fields = fieldsOf(parts);
  const made: EventDraft = { dataset: 'okta.system', time, vendorId: fields['event.id'] ?? null, identity: identityOf(fields, parts), fields };
  const said = says[shape];
  return said === undefined ? made : { ...made, says: said };
}

/** All fields in one literal of one shape, absent ones undefined: this is the hot path. */
function fieldsOf(parts: Parts): EventFields {
  const { value, action, actor, agent, authentication, data, targets, network } = parts;
  const outcome = outcomeOf(parts.result);
  const succeeded = outcome === 'success';
  const transaction = objectIn(value['transaction']);
  const detail = objectIn(transaction['detail']);
  const device = objectIn(value['device']);
  const context = objectIn(value['securityContext']);
  const security = securityOf(data);
  const signIn = signInOf(action, succeeded, targets.methods, data, authentication);
  const external = saidOf(authentication['externalSessionId']);
  const used = saidOf(detail['requestApiTokenId']) ?? (issues(action) ? undefined : saidOf(data['tokenId']));
  const category = categoryOf(action);
  const effective = action === 'user.session.impersonation.initiate' && succeeded;
  return {
    'event.action': action,
    'event.category': category,
    'event.outcome': outcome,
    'event.id': saidOf(value['uuid']),
    'event.access': category === 'configuration' ? 'write' : undefined,
    'error.code': succeeded ? undefined : codeOf(parts.reason),
    'user.name': nameOf(actor),
    'user.id': saidOf(actor['id']),
    'user.type': saidOf(actor['type']),
    'organization.id': parts.organization,
    'source.ip': network.address,
    'user_agent.original': textOf(agent['rawUserAgent']),
    'application.name': targets.application,
    'credential.id': used,
    'credential.issued_id': issues(action) && succeeded ? targets.token ?? saidOf(data['tokenId']) : undefined,
    'session.id': external,
    'session.root_id': saidOf(authentication['rootSessionId']) ?? external,
    'session.issued_at': action === 'user.session.start' && succeeded ? parts.time.ms : undefined,
    'device.id': saidOf(device['id']),
    'device.trust': trustOf(device),
    'auth.method': signIn.method,
    'auth.factor': signIn.factors,
    'auth.token_type': tokenTypeOf(used),
    'mfa.satisfied_by': signIn.mfa,
    'transaction.id': saidOf(transaction['id']),
    'target.type': targets.types,
    'target.id': targets.ids,
    'target.name': targets.names,
    'user.target.name': targets.userNames,
    'user.target.id': targets.userIds,
    'user.effective.name': effective ? targets.userNames?.[0] : undefined,
    'user.effective.id': effective ? targets.userIds?.[0] : undefined,
    'access.requested': some(commaListOf(data['requestedScopes'])),
    'access.granted': succeeded ? some([...commaListOf(data['grantedScopes']), ...commaListOf(data['privilegeGranted'])]) : undefined,
    'okta.system.root_token_id': saidOf(detail['rootApiTokenId']),
    'okta.system.client_id': saidOf(detail['requestApiTokenClientId']) ?? saidOf(data['clientId']) ?? saidOf(parts.client['id']),
    'okta.system.device_name': saidOf(device['name']),
    'vendor.as.number': wholeOf(context['asNumber']),
    'vendor.as.organization.name': saidOf(context['asOrg']) ?? saidOf(context['isp']),
    'vendor.geo.country_iso_code': saidOf(network.place['country']),
    'vendor.geo.region_name': saidOf(network.place['state']),
    'vendor.geo.city_name': saidOf(network.place['city']),
    'vendor.risk.level': security.level,
    'vendor.risk.detail': security.details,
    'okta.system.outcome': parts.result,
    'okta.system.reason': parts.reason,
    'okta.system.message': textOf(value['displayMessage']),
    'okta.system.severity': saidOf(value['severity']),
    'okta.system.legacy_event_type': saidOf(value['legacyEventType']),
    'okta.system.dt_hash': saidOf(data['dtHash']),
    'okta.system.device_fingerprint': saidOf(data['deviceFingerprint']),
    'okta.system.authn_request_id': saidOf(data['authnRequestId']),
    'okta.system.original_principal': nameOf(objectIn(data['originalPrincipal'])),
    'okta.system.client_os': saidOf(agent['os']),
    'okta.system.client_browser': saidOf(agent['browser']),
    'okta.system.zone': saidOf(parts.client['zone']),
    'okta.system.proxy': flagOf(context['isProxy']),
    'okta.system.tunnels': security.tunnels,
    'okta.system.ip_chain': network.chain,
    'okta.system.threat_suspected': flagOf(data['threatSuspected']),
    'okta.system.behaviors': security.behaviors,
    'okta.system.request_uri': saidOf(data['requestUri']),
    'okta.system.origin': saidOf(data['origin']),
  };
}

/**
 * What, with the vendor's id, says that two records are one event: all that was mapped but the org, which only an envelope names. Test data and careless
 * tools repeat an id on other events: what differs in anything that is told here is another one.
 */
function identityOf(fields: EventFields, { time, actor, targets }: Parts): EventDraft['identity'] {
  let content = '';
  for (const name in fields) {
    const value = fields[name as FieldName];
    if (value !== undefined && name !== 'organization.id') content += `${name}=${String(value)}\u001f`;
  }
  return [time.ms, time.restNs, saidOf(actor['displayName']) ?? null, content, targets.key];
}

/** The login (alternate id) in lower case, else the display name, else the id. Who is `unknown` to Okta has no name, and an address that Okta names as the actor is no user. */
function nameOf(actor: JsonObject): string | undefined {
  if (actor['type'] === 'IP address') return undefined;
  return (saidOf(actor['alternateId']) ?? saidOf(actor['displayName']) ?? saidOf(actor['id']))?.toLowerCase();
}

/** `aws.partner/okta.com/<subdomain of the org>/<name of the stream>`: the one place that names the org. */
function orgOf(envelope: JsonObject | null): string | undefined {
  const source = envelope?.['source'];
  return typeof source === 'string' ? /^aws\.partner\/okta\.com\/([^/]+)/.exec(source)?.[1] : undefined;
}

function trustOf(device: JsonObject): string | undefined {
  const managed = flagOf(device['managed']);
  const registered = flagOf(device['registered']);
  if (managed === undefined && registered === undefined) return undefined;
  return managed ? 'managed' : registered ? 'registered' : 'unmanaged';
}

function wholeOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,10}(?:\.0+)?$/.test(value) ? Number(value) : NaN;
  return Number.isInteger(number) && number > 0 && number < 2 ** 32 ? number : undefined;
}

function some(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : [...new Set(list)];
}
