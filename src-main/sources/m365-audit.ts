import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { actorOf, foldedName, type Actor } from './m365-audit/actor.ts';
import { clientOf, deviceTrust, firstAddress } from './m365-audit/client.ts';
import { parametersOf, rightsOf } from './m365-audit/grants.ts';
import { accessOf, categoryOf, outcomeOf } from './m365-audit/kind.ts';
import { mapping } from './m365-audit/mapping.ts';
import { recognise } from './m365-audit/recognise.ts';
import { bagIn, changesIn, isOfficeActivity, respelled, saidOf, type Change } from './m365-audit/record.ts';
import { sessionOf } from './m365-audit/session.ts';
import { targetsOf } from './m365-audit/targets.ts';
import { logonTypeOf, recordTypeOf, userKindOf } from './m365-audit/types.ts';
import { utcTime } from './plain-names.ts';
import { isObject, objectIn, textOf, type JsonObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseTime } from './time.ts';

/** The unified audit log of Microsoft 365 in every shape. The mapping is the table in docs/sources/m365.audit.md. */
export const m365Audit: Source = {
  dataset: 'm365.audit',
  version: 1,
  title: 'Microsoft 365 audit log',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

const noBag: JsonObject = Object.freeze({});

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const isTable = isOfficeActivity(record.value);
  const value = isTable ? respelled(record.value) : record.value;
  const outer = record.envelope ?? noBag;
  const action = textOf(value['Operation']) ?? textOf(outer['Operations']) ?? textOf(outer['operation']) ?? textOf(outer['Operation']);
  if (action === undefined) return { reason: 'source/invalid', detail: 'Operation says nothing: what happened is not told' };
  const time = timeOf(value, record.envelope);
  if ('reason' in time) return time;
  const made = draft(value, action, time, record.envelope);
  return isTable ? { ...made, says: officeSays } : made;
}

/** What a row of OfficeActivity says of the compared fields; the access context, and so sessions and tokens, is not in it. */
const officeSays: NonNullable<EventDraft['says']> = ['event.action', 'service.name', 'event.outcome', 'user.name', 'organization.id', 'source.ip'];

/** `CreationTime`, which is UTC without saying so; without it what the export says. Whole seconds in every shape, whatever stands behind them. */
function timeOf(value: JsonObject, envelope: JsonObject | null): Instant | Refusal {
  const told = {
    creationtime: value['CreationTime'], localtime: value['LocalTime'], creationdate: envelope?.['CreationDate'], createddatetime: envelope?.['createdDateTime'],
  };
  const time = utcTime(told, ['creationtime', 'localtime', 'creationdate', 'createddatetime']);
  if ('reason' in time) return time;
  return time.ms % 1000 === 0 && time.restNs === 0 ? { ...time, precision: 'second' } : time;
}

function draft(value: JsonObject, action: string, time: Instant, envelope: JsonObject | null): EventDraft {
  const vendorId = textOf(value['Id']) ?? textOf(envelope?.['Identity']) ?? textOf(envelope?.['RecordId']) ?? textOf(envelope?.['id']) ?? null;
  const changes = value['ModifiedProperties'] === undefined ? noChanges : changesIn(value['ModifiedProperties']);
  const actor = actorOf(value, envelope);
  const fields = fieldsOf({ value, action, actor, changes, vendorId, envelope });
  return { dataset: 'm365.audit', time, vendorId, identity: identityOf(fields, time, textOf(value['ObjectId']), changes), fields };
}

const noChanges: readonly Change[] = [];

interface Parts {
  readonly value: JsonObject;
  readonly action: string;
  readonly actor: Actor;
  readonly changes: readonly Change[];
  readonly vendorId: string | null;
  readonly envelope: JsonObject | null;
}

/** All fields in one literal of one shape, absent ones undefined: this is the hot path. */
function fieldsOf({ value, action, actor, changes, vendorId, envelope }: Parts): EventFields {
  const extended = value['ExtendedProperties'] === undefined ? noBag : bagIn(value['ExtendedProperties']);
  const device = value['DeviceProperties'] === undefined ? noBag : bagIn(value['DeviceProperties']);
  const parameters = value['Parameters'] === undefined ? noBag : bagIn(value['Parameters']);
  const operation = value['OperationProperties'] === undefined ? noBag : bagIn(value['OperationProperties']);
  const context = objectIn(value['AppAccessContext']);
  const recordType = recordTypeOf(textOf(value['RecordType']) ?? textOf(envelope?.['RecordType']));
  const isSignIn = action === 'UserLoggedIn' || action === 'UserLoginFailed' || recordType === 15;
  const { outcome, error } = outcomeOf(action, value['ResultStatus'], value['LogonError'], value['ErrorNumber']);
  const requestType = saidOf(extended['RequestType']);
  const category = categoryOf(action, recordType, changes, requestType);
  const session = sessionOf(value, device, extended, isSignIn && outcome === 'success' && category === 'authentication');
  const targets = targetsOf(value, actor.name, changes, isSignIn);
  const rights = rightsOf(action, value, parameters, changes);
  const issuedAt = parseTime(context['IssuedAtTime']);
  const authenticatedAt = parseTime(context['AuthTime']);
  return {
    'event.action': action,
    'event.category': category,
    'event.outcome': outcome,
    'event.id': vendorId ?? undefined,
    'event.access': accessOf(action),
    'error.code': error,
    'user.name': actor.name,
    'user.id': actor.id,
    'user.type': actor.type,
    'organization.id': saidOf(value['OrganizationId']) ?? saidOf(envelope?.['organizationId']),
    'source.ip': firstAddress(value, envelope),
    'user_agent.original': clientOf(value, extended),
    'service.name': saidOf(value['Workload']) ?? saidOf(envelope?.['service']),
    'application.name': saidOf(value['ApplicationDisplayName']) ?? saidOf(context['ClientAppName']),
    'credential.id': session.credential,
    'credential.issued_id': session.issued,
    'session.id': session.id,
    'session.root_id': session.id,
    'session.issued_at': typeof authenticatedAt === 'object' ? authenticatedAt.ms : undefined,
    'device.id': saidOf(device['Id']) ?? saidOf(context['DeviceId']) ?? saidOf(value['DeviceId']),
    'device.trust': deviceTrust(device, value['IsManagedDevice']),
    'auth.method': saidOf(value['AuthenticationType']),
    'transaction.id': saidOf(context['CorrelationId']) ?? saidOf(value['CorrelationId']) ?? saidOf(value['InterSystemsId']),
    'target.type': targets.types,
    'target.id': targets.ids,
    'target.name': targets.names,
    'user.target.name': targets.userNames,
    'user.target.id': targets.userIds,
    'user.effective.name': foldedName(saidOf(value['SendAsUserSmtp']) ?? saidOf(value['SendOnBehalfOfUserSmtp'])),
    'access.requested': rights,
    'access.granted': outcome === 'success' ? rights : undefined,
    'm365.audit.record_type': recordType,
    'm365.audit.user_kind': userKindOf(textOf(value['UserType'])),
    'm365.audit.request_id': saidOf(value['IntraSystemId']),
    'm365.audit.correlation_id': saidOf(value['InterSystemsId']) ?? saidOf(context['CorrelationId']) ?? saidOf(value['CorrelationId']),
    'm365.audit.request_type': requestType,
    'm365.audit.application_id': saidOf(value['ApplicationId']) ?? saidOf(value['ClientAppId']) ?? saidOf(value['AppId']) ?? saidOf(context['ClientAppId']),
    'm365.audit.token_issued_at': typeof issuedAt === 'object' ? issuedAt.ms : undefined,
    'm365.audit.error_detail': outcome === 'success' ? undefined : saidOf(value['LogonError']) ?? saidOf(extended['ResultStatusDetail']),
    'm365.audit.site': saidOf(value['SiteUrl']),
    'm365.audit.client_info': saidOf(value['ClientInfoString']),
    'm365.audit.logon_type': logonTypeOf(textOf(value['LogonType'])),
    'm365.audit.parameter': parametersOf(parameters, operation),
    'm365.audit.changed': changes.length === 0 ? undefined : [...new Set(changes.map(({ name }) => name))].slice(0, 100),
  };
}

/**
 * What, with the id of the record, says that two records are one event: what every shape has, spelled alike. Test data and careless tools repeat an id;
 * directory changes, which Sentinel's table does not hold, are told apart by what was changed.
 */
function identityOf(fields: EventFields, time: Instant, object: string | undefined, changes: readonly Change[]): EventDraft['identity'] {
  const isDirectory = fields['service.name'] === 'AzureActiveDirectory' && changes.length > 0;
  return [
    time.ms, fields['event.action'] ?? null, fields['service.name'] ?? null, fields['user.name']?.toLowerCase() ?? null, fields['organization.id']?.toLowerCase() ?? null,
    fields['source.ip']?.toLowerCase() ?? null, object?.toLowerCase() ?? null,
    isDirectory ? changes.map(({ name, before, after }) => `${name}\n${before ?? ''}\n${after ?? ''}`).toSorted().join('\n') : null,
  ];
}
