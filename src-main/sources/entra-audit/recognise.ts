import { refusedCategory } from '../entra-shapes/row.ts';
import { isObject, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecognition } from '../source.ts';
import { isSummary } from '../summary.ts';

const no = (reason: string): SourceRecognition => ({ confidence: 0, reason });
const sure = (reason: string): SourceRecognition => ({ confidence: 1, reason });
const marks = ['activityDisplayName', 'initiatedBy', 'targetResources', 'loggedByService', 'operationType', 'additionalDetails', 'resultReason', 'category'] as const;

/** How sure it is that a record is one of Entra's audit log; provisioning records are taken, and refused by name. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return no('the record is not an object');
  if (isSummary(value)) return no('a summary of a query over the table, none of its rows');
  if (refusalOf(value)) return sure('a provisioning record of Entra');
  for (const name of ['category', 'Type', 'Category', 'type'] as const) {
    if (value[name] === 'AuditLogs') return sure(`${name} says AuditLogs`);
  }
  if ('Date (UTC)' in value && 'Activity' in value && 'CorrelationId' in value) return sure('columns of the audit CSV of the admin centre');
  const inner = isObject(value['properties']) ? value['properties'] : value;
  const isOwn = typeof inner['activityDateTime'] === 'string';
  if (!isOwn && !('ActivityDateTime' in inner) && !('ActivityDateTime [UTC]' in inner)) return no('no category AuditLogs, no activityDateTime');
  if ('riskEventType' in inner || 'RiskEventType' in inner) return no('a risk detection');
  const found = marks.filter((name) => Object.hasOwn(inner, name) || (!isOwn && Object.hasOwn(inner, name[0]!.toUpperCase() + name.slice(1))));
  return { confidence: Math.min(0.95, found.length * 0.2), reason: `activityDateTime, and ${found.length > 0 ? found.join(', ') : 'no other field of an audit record'}` };
}

/** The refusal of what lies beside audit records and is none. */
export function refusalOf(value: JsonObject): Refusal | undefined {
  const isOne = ['category', 'Type', 'Category', 'type'].some((name) => typeof value[name] === 'string' && refusedCategory(value[name].toLowerCase()) === 'provisioning')
    || ('provisioningAction' in value && 'provisioningSteps' in value);
  return isOne ? { reason: 'entra.audit/provisioning', detail: 'a provisioning record: the service copied an account to another application; nobody acted' } : undefined;
}
