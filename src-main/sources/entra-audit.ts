import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { actorOf, type Actor } from './entra-audit/actor.ts';
import { changesOf, type Changes } from './entra-audit/changes.ts';
import { mapping } from './entra-audit/mapping.ts';
import { recognise, refusalOf } from './entra-audit/recognise.ts';
import { rowOf, type Row } from './entra-shapes/row.ts';
import { listIn, said } from './entra-shapes/said.ts';
import { firstTime, wholeSecond } from './entra-shapes/time.ts';
import { isObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';

/** Directory audit events of Microsoft Entra ID, in whatever shape they were exported. The mapping as a table: entra-audit/mapping.ts. */
export const entraAudit: Source = {
  dataset: 'entra.audit',
  version: 1,
  title: 'Entra audit',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const refused = refusalOf(record.value);
  if (refused) return refused;
  const row = rowOf(record.value);
  const { properties, outer } = row;
  const action = said(properties['activityDisplayName']) ?? said(outer['operationName']) ?? said(properties['operationName']);
  if (action === undefined) return { reason: 'source/invalid', detail: 'neither activityDisplayName nor operationName says what was done' };
  const time = firstTime([[properties, 'activityDateTime'], [outer, 'time'], [outer, 'timeGenerated'], [outer, 'p_event_time']]);
  if ('reason' in time) return time;
  const operation = said(properties['operationType']);
  const assigns = /^(add|assign)/i.test(operation ?? '') || /^add /i.test(action);
  const actor = actorOf(row);
  const changes = changesOf(properties['targetResources'], assigns);
  const fields = fieldsOf(row, action, operation, actor, changes);
  return { dataset: 'entra.audit', time, vendorId: fields['event.id'] ?? null, identity: identityOf(fields, time), fields };
}

function fieldsOf(row: Row, action: string, operation: string | undefined, actor: Actor, changes: Changes): EventFields {
  const { properties, outer, tenant, topic } = row;
  const outcome = outcomeOf(said(properties['result']) ?? said(outer['result']));
  return {
    'event.action': action,
    'event.category': categoryOf(action, topic, said(properties['loggedByService'])),
    'event.outcome': outcome,
    'event.id': said(properties['id']),
    'event.access': operation !== undefined && writes.has(operation.toLowerCase()) ? 'write' : undefined,
    'user.name': actor.name,
    'user.id': actor.id,
    'user.type': actor.type,
    'organization.id': actor.organization,
    'source.ip': actor.address,
    'user_agent.original': said(properties['userAgent']) ?? detailOf(properties['additionalDetails'], 'user-agent'),
    'cloud.account.id': tenant,
    'service.name': said(properties['loggedByService']),
    'credential.issued_id': outcome === 'success' ? changes.addedKey : undefined,
    'target.type': changes.types,
    'target.id': changes.ids,
    'target.name': changes.names,
    'user.target.name': changes.userNames,
    'user.target.id': changes.userIds,
    'access.requested': changes.access,
    'access.granted': outcome === 'success' ? changes.access : undefined,
    'entra.audit.category': topic === 'AuditLogs' ? undefined : topic,
    'entra.audit.correlation_id': said(properties['correlationId']) ?? said(outer['correlationId']),
    'entra.audit.initiated_by': actor.initiatedBy,
    'entra.audit.reason': said(properties['resultReason']),
    'entra.audit.operation': operation,
    'entra.audit.changed': changes.changed,
  };
}

/** What, with the id, says that two records are one event. */
function identityOf(fields: EventFields, time: Instant): EventDraft['identity'] {
  return [
    wholeSecond(time), fields['event.action'] ?? null, (fields['user.id'] ?? fields['user.name'])?.toLowerCase() ?? null,
    fields['entra.audit.correlation_id'] ?? null, fields['event.outcome'] ?? null,
    fields['target.id']?.join(' ') ?? fields['target.name']?.join(' ') ?? null,
  ];
}

const writes = new Set([
  'add', 'update', 'delete', 'assign', 'unassign', 'create', 'remove', 'provision', 'deprovision', 'restore', 'hard delete', 'harddelete', 'disable', 'enable',
]);

function outcomeOf(result: string | undefined): 'success' | 'failure' | 'unknown' {
  const word = result?.toLowerCase();
  return word === 'success' ? 'success' : word === 'failure' || word === 'failed' || word === 'timeout' ? 'failure' : 'unknown';
}

/** Second factors by the activities that register, change or delete them; all else in a directory is configuration. */
function categoryOf(action: string, topic: string | undefined, loggedBy: string | undefined): string {
  if (topic === 'Policy') return 'configuration';
  return loggedBy === 'Authentication Methods' || /security info|strong auth|\bmfa\b|temporary access pass|fido/i.test(action) ? 'mfa' : 'configuration';
}

function detailOf(details: unknown, key: string): string | undefined {
  for (const detail of listIn(details)) {
    if (isObject(detail) && said(detail['key'])?.toLowerCase() === key) return said(detail['value']);
  }
  return undefined;
}
