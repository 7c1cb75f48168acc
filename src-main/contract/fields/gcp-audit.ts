import { fieldOf } from './entry.ts';

const own = fieldOf('gcp.audit');

/** What only gcp.audit says. */
export const gcpAudit = {
  'gcp.audit.log': own('dictionary', 'Audit log', 'activity, data_access, system_event or policy.'),
  'gcp.audit.status_message': own('dictionary', 'Status message', 'protoPayload.status.message.'),
  'gcp.audit.permissions': own('dictionary', 'Permissions', 'Permissions that were checked, one per value.', 'event_value', true),
} as const;
