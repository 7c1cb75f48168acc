import { fieldOf } from './entry.ts';

const own = fieldOf('entra.audit');

/** What only entra.audit says. */
export const entraAudit = {
  'entra.audit.category': own('dictionary', 'Audit category', 'category of the directory event.'),
  'entra.audit.correlation_id': own('identifier', 'Correlation id', 'correlationId.'),
  'entra.audit.initiated_by': own('dictionary', 'Initiated by', 'user or app.'),
  'entra.audit.reason': own('text', 'Result reason', 'resultReason.'),
  'entra.audit.logged_by': own('dictionary', 'Logged by', 'loggedByService.'),
} as const;
