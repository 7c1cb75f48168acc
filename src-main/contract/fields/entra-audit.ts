import { fieldOf } from './entry.ts';

const own = fieldOf('entra.audit');

/** What only entra.audit says. */
export const entraAudit = {
  'entra.audit.category': own('dictionary', 'Audit category', 'category of the directory event.'),
  'entra.audit.correlation_id': own('identifier', 'Correlation id', 'correlationId.'),
  'entra.audit.initiated_by': own('dictionary', 'Initiated by', 'user or app.'),
  'entra.audit.reason': own('text', 'Result reason', 'resultReason.'),
  'entra.audit.operation': own('dictionary', 'Operation', 'operationType: Add, Update, Delete, Assign …'),
  'entra.audit.changed': own('dictionary', 'Changed', 'Names of the properties that changed.', 'event_value', true),
} as const;
