import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { callerOf, mfaOf } from './azure-activity/actor.ts';
import { accessOf, categoryOf, outcomeOf, statusOf } from './azure-activity/kind.ts';
import { mapping } from './azure-activity/mapping.ts';
import { activityOf, firstSaid, said, type Activity } from './azure-activity/record.ts';
import { recognise } from './azure-activity/recognise.ts';
import { grantOf, targetOf } from './azure-activity/targets.ts';
import { utcTime } from './plain-names.ts';
import { isObject, objectIn } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseTime } from './time.ts';
import { utiText } from './uti.ts';

/** What was done to the resources of a subscription. The mapping is the table in docs/sources/azure.activity.md. */
export const azureActivity: Source = {
  dataset: 'azure.activity',
  version: 1,
  title: 'Azure Activity log',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

const timeNames = ['eventtimestamp', 'timegenerated', 'time', 'timegeneratedlocaltime'] as const;

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const activity = activityOf(record.value);
  const operation = (firstSaid(activity.plain, 'operationnamevalue', 'operationname') ?? firstSaid(activity.authorization, 'action'))?.toLowerCase();
  if (operation === undefined) return { reason: 'source/invalid', detail: 'operationName says nothing: what was done is not told' };
  const time = utcTime(activity.plain, timeNames);
  return 'reason' in time ? time : draft(activity, operation, time);
}

function draft(activity: Activity, operation: string, time: Instant): EventDraft {
  const vendorId = firstSaid(activity.plain, 'eventdataid') ?? firstSaid(activity.properties, 'eventdataid') ?? null;
  const fields = fieldsOf(activity, operation, vendorId);
  const identity = [
    Math.floor(time.ms / 1000), operation, fields['azure.activity.status'] ?? null, fields['azure.activity.correlation_id']?.toLowerCase() ?? null, fields['target.id']?.[0] ?? null,
    fields['user.name'] ?? null, fields['cloud.account.id'] ?? null,
  ];
  return { dataset: 'azure.activity', time, vendorId, identity, fields };
}

function fieldsOf({ plain, claims, authorization, http, properties, isTable }: Activity, operation: string, vendorId: string | null): EventFields {
  const status = statusOf(firstSaid(plain, 'activitystatusvalue', 'activitystatus', 'status', 'resulttype'));
  const subStatus = firstSaid(plain, 'activitysubstatusvalue', 'activitysubstatus', 'substatus') ?? firstSaid(properties, 'statuscode') ?? firstSaid(plain, 'resultsignature');
  const outcome = outcomeOf(status, subStatus);
  const access = accessOf(operation);
  const caller = callerOf(claims, firstSaid(plain, 'caller'));
  const target = targetOf(firstSaid(plain, 'resourceid') ?? firstSaid(authorization, 'scope') ?? firstSaid(properties, 'entity'));
  const grant = grantOf(operation, properties);
  const session = said(claims['sid'])?.toLowerCase();
  const tokenIp = said(claims['ipaddr']);
  const issued = parseTime(said(claims['iat']));
  const requested = grant.role === undefined ? undefined : [grant.role];
  return {
    'event.action': operation,
    'event.category': categoryOf(operation, access),
    'event.outcome': outcome,
    'event.id': vendorId ?? undefined,
    'event.access': access,
    'error.code': outcome === 'failure' ? subStatus ?? status : undefined,
    'user.name': caller.name,
    'user.id': caller.id,
    'user.type': caller.type,
    // `TenantId` of a row is the workspace.
    'organization.id': caller.tenant ?? (isTable ? undefined : firstSaid(plain, 'tenantid')),
    'source.ip': firstSaid(http, 'clientipaddress') ?? firstSaid(plain, 'calleripaddress') ?? tokenIp,
    'cloud.account.id': firstSaid(plain, 'subscriptionid')?.toLowerCase() ?? target.subscription,
    'service.name': operation.indexOf('/') > 0 ? operation.slice(0, operation.indexOf('/')) : firstSaid(plain, 'resourceprovidervalue', 'resourceprovidername')?.toLowerCase(),
    'credential.id': utiText(said(claims['uti'])),
    'session.id': session,
    'session.root_id': session,
    'auth.factor': caller.methods,
    'mfa.satisfied_by': mfaOf(caller),
    'transaction.id': firstSaid(plain, 'operationid') ?? firstSaid(http, 'clientrequestid', 'clientid'),
    'target.type': one(target.type),
    'target.id': one(target.id),
    'target.name': one(target.name),
    'user.target.id': one(grant.principal),
    'access.requested': requested,
    'access.granted': outcome === 'success' ? requested : undefined,
    'azure.activity.category': firstSaid(plain, 'categoryvalue', 'category'),
    'azure.activity.correlation_id': firstSaid(plain, 'correlationid'),
    'azure.activity.resource_group': firstSaid(plain, 'resourcegroupname', 'resourcegroup')?.toLowerCase() ?? target.resourceGroup,
    'azure.activity.status': status,
    'azure.activity.application_id': said(claims['appid'])?.toLowerCase(),
    'azure.activity.token_ip': tokenIp,
    'azure.activity.token_issued_at': typeof issued === 'object' ? issued.ms : undefined,
    'azure.activity.error_message': outcome === 'failure' ? messageOf(firstSaid(properties, 'statusmessage')) : undefined,
  };
}

/** The message within what a service answered (`{"error": {"code", "message"}}`), else the answer. */
function messageOf(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('{')) return text;
  const answer = objectIn(text);
  return said(objectIn(answer['error'])['message']) ?? said(answer['message']) ?? text.slice(0, 1000);
}

function one(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : [text];
}
