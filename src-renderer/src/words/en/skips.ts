import type { SkipReason } from '@contract';

/** Why a record could not become an event. */
export const skip: Readonly<Record<SkipReason, string>> = {
  'json/invalid': 'Not valid JSON',
  'json/truncated': 'JSON ends too early',
  'json/not-an-object': 'JSON, but not an object',
  'json/too-deep': 'JSON nested too deep',
  'csv/quote': 'A quote of the row does not close',
  'csv/cells': 'The row has other cells than the header',
  'record/too-long': 'Record too long',
  'record/encoding': 'Not UTF-8 text',
  'envelope/inner-invalid': 'Record inside the envelope is not valid',
  'envelope/control-message': 'Control message of the delivery',
  'envelope/empty': 'Envelope without records',
  'source/unknown': 'Source not recognised',
  'source/no-time': 'No readable time',
  'source/invalid': 'Not a valid record of its source',
  'aws.cloudtrail/digest': 'CloudTrail digest, not an event',
  'aws.cloudtrail/insight': 'CloudTrail Insight, not an event',
  'aws.cloudtrail/public-keys': 'Public keys of CloudTrail digests, not an event',
  'entra.audit/provisioning': 'Entra provisioning record, not an event',
  'entra.risk/state': 'Risk state of a user, not an event',
  'k8s.audit/cluster-event': 'Event of the cluster about its own objects, not an audit record',
  'process/other-event': 'Event of a host that is no start of a process',
  'process/incomplete': 'Part of an audit event whose other records are missing',
  'declared/refused': 'Refused by the mapping of this source',
  'member/damaged': 'Damaged part of the file',
};
