import { isObject } from '../read.ts';
import type { SourceRecognition } from '../source.ts';
import { isOfficeActivity } from './record.ts';

const sure: SourceRecognition = { confidence: 1, reason: 'an audit record of Microsoft 365: Operation, Workload, CreationTime' };
const office: SourceRecognition = { confidence: 1, reason: 'a row of OfficeActivity, the audit record as Sentinel keeps it' };
const bare: SourceRecognition = { confidence: 0.7, reason: 'CreationTime, RecordType and Id of a Microsoft 365 audit record' };

/** How sure it is that a value is a record of the unified audit log. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  if (isOfficeActivity(value)) return typeof value['Operation'] === 'string' ? office : { confidence: 0.4, reason: 'a row of OfficeActivity without Operation' };
  const has = (name: string) => value[name] !== undefined;
  if (typeof value['Operation'] === 'string' && has('CreationTime') && (has('Workload') || (has('RecordType') && has('UserType')))) return sure;
  if (has('CreationTime') && has('RecordType') && has('Id')) return bare;
  const found = ['Operation', 'CreationTime', 'Workload', 'RecordType', 'UserKey', 'UserType', 'OrganizationId'].filter(has);
  const reason = found.length === 0 ? 'no field of a Microsoft 365 audit record' : `only ${found.join(', ')} of a Microsoft 365 audit record`;
  return { confidence: Math.min(0.6, Math.max(0, found.length - 1) * 0.15), reason };
}
