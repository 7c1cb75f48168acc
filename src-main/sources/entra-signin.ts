import type { ComparedField, EventDraft, EventFields, Instant } from '../contract/index.ts';
import { rowOf, type Row } from './entra-shapes/row.ts';
import { listIn, named, objectFrom, said, textsIn } from './entra-shapes/said.ts';
import { firstTime, wholeSecond } from './entra-shapes/time.ts';
import { actorOf, type Actor } from './entra-signin/actor.ts';
import { mapping } from './entra-signin/mapping.ts';
import { passwordAccepted, verdictOf, type Verdict } from './entra-signin/outcome.ts';
import { recognise } from './entra-signin/recognise.ts';
import { stepsOf, type Steps } from './entra-signin/steps.ts';
import { flagOf, isObject, objectIn, type JsonObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { utiOf, utiText } from './uti.ts';

/** Sign-ins of Microsoft Entra ID, in whatever shape they were exported. The mapping as a table: entra-signin/mapping.ts. */
export const entraSignin: Source = {
  dataset: 'entra.signin',
  version: 1,
  title: 'Entra sign-ins',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const row = rowOf(record.value);
  const { properties, outer } = row;
  const time = firstTime([[properties, 'createdDateTime'], [outer, 'time'], [outer, 'timeGenerated'], [outer, 'p_event_time']]);
  if ('reason' in time) return time;
  const status = objectFrom(properties['status']);
  const word = said(properties['portalStatus']) ?? said(properties['status']) ?? said(outer['resultSignature']);
  const verdict = verdictOf(said(status['errorCode']) ?? said(outer['resultType']) ?? word);
  const actor = actorOf(row);
  const steps = stepsOf(properties, status, verdict.outcome === 'success');
  const fields = fieldsOf({ row, status, verdict, actor, steps });
  const identity = identityOf(fields, time, said(properties['ipAddress']));
  const draft: EventDraft = { dataset: 'entra.signin', time, vendorId: fields['event.id'] ?? null, identity, fields };
  const says = saysOf(row);
  return says === undefined ? draft : { ...draft, says };
}

const inGraph: readonly ComparedField[] = [
  'event.action', 'event.outcome', 'error.code', 'source.ip', 'user.id', 'user.name', 'service.name', 'application.name', 'device.id',
];
const inPortal: readonly ComparedField[] = [...inGraph, 'user_agent.original', 'session.id'];

/** What the shapes say that leave something out: the CSV of the admin centre, advanced hunting, and Graph before beta, which names no kinds of sign-ins. */
function saysOf({ shape, properties }: Row): readonly ComparedField[] | undefined {
  return shape === 'portal' || shape === 'hunting' ? inPortal : shape === 'graph' && !('signInEventTypes' in properties) ? inGraph : undefined;
}

/** A record, taken apart once. */
interface Parts {
  readonly row: Row;
  readonly status: JsonObject;
  readonly verdict: Verdict;
  readonly actor: Actor;
  readonly steps: Steps;
}

const actions = new Map([['service-principal', 'ServicePrincipalSignIn'], ['managed-identity', 'ManagedIdentitySignIn']]);

/** All fields in one literal of one shape, absent ones undefined: this is the hot path. */
function fieldsOf({ row, status, verdict, actor, steps }: Parts): EventFields {
  const { properties, outer, tenant } = row;
  const device = objectFrom(properties['deviceDetail']);
  const place = objectFrom(properties['location']);
  const id = said(properties['id']);
  const session = said(properties['sessionId']);
  const protocol = named(properties['authenticationProtocol']);
  const succeeded = verdict.outcome === 'success';
  const resourceTenant = said(properties['resourceTenantId']);
  return {
    'event.action': actions.get(actor.kind ?? '') ?? 'UserSignIn',
    'event.category': 'authentication',
    'event.outcome': verdict.outcome,
    'event.id': id,
    'error.code': verdict.code,
    'user.name': actor.name,
    'user.id': actor.id,
    'user.type': actor.type,
    'organization.id': actor.organization,
    'source.ip': said(properties['ipAddress']) ?? said(outer['callerIpAddress']),
    'user_agent.original': said(properties['userAgent']),
    'cloud.account.id': resourceTenant ?? tenant,
    'service.name': said(properties['resourceDisplayName']),
    'application.name': said(properties['appDisplayName']),
    'credential.id': actor.isUser ? undefined : credentialOf(properties),
    'credential.issued_id': succeeded ? utiText(said(properties['uniqueTokenIdentifier'])) ?? utiOf(id) : undefined,
    'session.id': session,
    'session.root_id': session,
    'device.id': said(device['deviceId']),
    'device.trust': trustOf(device),
    'auth.method': steps.method,
    'auth.factor': steps.factors,
    'auth.token_type': named(properties['incomingTokenType']),
    'auth.transfer_method': named(properties['originalTransferMethod']) ?? transfers.get(protocol ?? ''),
    'mfa.satisfied_by': steps.mfa,
    'vendor.as.number': numberOf(properties['autonomousSystemNumber']),
    'vendor.geo.country_iso_code': said(place['countryOrRegion']) ?? said(outer['locationCode']) ?? said(properties['country']) ?? countryIn(row),
    'vendor.geo.region_name': said(place['state']),
    'vendor.geo.city_name': said(place['city']) ?? said(properties['city']),
    'vendor.risk.level': said(properties['riskLevelDuringSignIn']),
    'vendor.risk.state': said(properties['riskState']),
    'vendor.risk.detail': risksOf(properties),
    'entra.signin.kind': actor.kind,
    'entra.signin.sign_in_id': id,
    'entra.signin.correlation_id': said(properties['correlationId']) ?? said(outer['correlationId']),
    'entra.signin.original_request_id': said(properties['originalRequestId']),
    'entra.signin.error_message': succeeded ? undefined : reasonOf(status, outer),
    'entra.signin.status_detail': said(status['additionalDetails']) ?? steps.detail,
    'entra.signin.client_app': said(properties['clientAppUsed']),
    'entra.signin.resource_id': said(properties['resourceId']),
    'entra.signin.application_id': said(properties['appId']),
    'entra.signin.home_tenant': said(properties['homeTenantId']),
    'entra.signin.resource_tenant': resourceTenant,
    'entra.signin.cross_tenant': said(properties['crossTenantAccessType']),
    'entra.signin.conditional_access': said(properties['conditionalAccessStatus']),
    'entra.signin.blocked_by': succeeded ? undefined : blockersOf(properties['appliedConditionalAccessPolicies']),
    'entra.signin.authentication_requirement': said(properties['authenticationRequirement']),
    'entra.signin.authentication_protocol': protocol,
    'entra.signin.token_protection':
      named(properties['signInTokenProtectionStatus']) ?? named(objectIn(properties['tokenProtectionStatusDetails'])['signInSessionStatus']),
    'entra.signin.resource_ip': said(properties['ipAddressFromResourceProvider']),
    'entra.signin.interrupted': verdict.interrupted ? true : undefined,
    'entra.signin.password_accepted': passwordAccepted(verdict, steps.password, steps.hasSteps, actor.kind === 'interactive'),
    'entra.signin.device_name': said(device['displayName']),
    'entra.signin.device_os': said(device['operatingSystem']) ?? said(properties['os']),
    'entra.signin.device_browser': said(device['browser']) ?? said(properties['browser']),
    'entra.signin.service_principal_id': said(properties['servicePrincipalId']),
  };
}

/**
 * What, with the id of the sign-in, says that two records are one event: only what every shape of a sign-in has, spelled alike (so not the
 * address of the caller, which stands in diagnostic records alone). A portal CSV, a Graph answer with whole seconds
 * and a diagnostic record of one login agree in it.
 */
function identityOf(fields: EventFields, time: Instant, address: string | undefined): EventDraft['identity'] {
  return [
    wholeSecond(time), fields['user.id']?.toLowerCase() ?? null, fields['user.name']?.toLowerCase() ?? null, fields['entra.signin.application_id']?.toLowerCase() ?? null,
    fields['entra.signin.resource_id']?.toLowerCase() ?? null, address?.toLowerCase() ?? null, fields['error.code'] ?? null,
  ];
}

/** Beside `properties` the location is a country code. */
function countryIn({ properties, outer }: Row): string | undefined {
  return outer === properties ? undefined : said(outer['location']);
}

/** The transfer method that a protocol means, in the words of `originalTransferMethod`. */
const transfers = new Map([['deviceCode', 'deviceCodeFlow'], ['authenticationTransfer', 'authenticationTransfer']]);

/** The key, certificate or federated credential that a service principal used. */
function credentialOf(properties: JsonObject): string | undefined {
  return said(properties['servicePrincipalCredentialKeyId']) ?? said(properties['servicePrincipalCredentialThumbprint']) ?? said(properties['federatedCredentialId']);
}

function trustOf(device: JsonObject): string | undefined {
  const compliant = flagOf(device['isCompliant']);
  const managed = flagOf(device['isManaged']);
  const parts = [named(device['trustType']), compliant === true ? 'compliant' : undefined, managed === true ? 'managed' : undefined]
    .filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : compliant === false || managed === false ? 'unmanaged' : undefined;
}

/** Detections first, then what became of the risk. */
function risksOf(properties: JsonObject): readonly string[] | undefined {
  const detail = named(properties['riskDetail']);
  const found = [...textsIn(properties['riskEventTypes_v2']) ?? textsIn(properties['riskEventTypes']) ?? [], ...(detail === undefined || detail === 'hidden' ? [] : [detail])];
  return found.length === 0 ? undefined : found;
}

/** Names (else ids) of the policies that failed. */
function blockersOf(policies: unknown): readonly string[] | undefined {
  const failed = listIn(policies).filter((one) => isObject(one) && one['result'] === 'failure') as readonly JsonObject[];
  const names = failed.slice(0, 100).map((one) => said(one['displayName']) ?? said(one['id'])).filter((name) => name !== undefined);
  return names.length === 0 ? undefined : [...new Set(names)];
}

function reasonOf(status: JsonObject, outer: JsonObject): string | undefined {
  const reason = said(status['failureReason']) ?? said(outer['resultDescription']);
  return reason === 'Other.' ? undefined : reason;
}

function numberOf(value: unknown): number | undefined {
  const text = said(value);
  return text !== undefined && /^\d{1,10}(\.0)?$/.test(text) ? Number(text) : undefined;
}
