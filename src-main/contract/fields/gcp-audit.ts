import { fieldOf } from './entry.ts';

const own = fieldOf('gcp.audit');

/** What only gcp.audit says. */
export const gcpAudit = {
  'gcp.audit.log': own('dictionary', 'Audit log', 'activity, data_access, system_event, policy or access_transparency.'),
  'gcp.audit.status_message': own('text', 'Status message', 'What the service said of the outcome.'),
  'gcp.audit.delegation': own('dictionary', 'Delegation', 'Identities through which the call was made, the real one first, one per value.', 'event_value', true),
  'gcp.audit.oauth_client_id': own('dictionary', 'OAuth client', 'Client that the token of the call was issued to.'),
  'gcp.audit.severity': own('dictionary', 'Severity', 'Severity of the log entry.'),
} as const;
