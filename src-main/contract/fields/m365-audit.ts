import { fieldOf } from './entry.ts';

const own = fieldOf('m365.audit');

/** What only m365.audit says. */
export const m365Audit = {
  'm365.audit.record_type': own('int', 'Record type', 'RecordType number.'),
  'm365.audit.user_kind': own('int', 'User kind', 'UserType number.'),
  'm365.audit.request_id': own('identifier', 'Request id', 'IntraSystemId: of a sign-in, the id of the record in Entra.'),
  'm365.audit.correlation_id': own('identifier', 'Correlation id', 'InterSystemsId, or the correlation id of the access.'),
  'm365.audit.request_type': own('dictionary', 'Request type', 'RequestType of a sign-in.'),
  'm365.audit.application_id': own('dictionary', 'Application id', 'Id of the client application.'),
  'm365.audit.token_issued_at': own('time', 'Token issued', 'When the token that was used was issued (AppAccessContext.IssuedAtTime).'),
  'm365.audit.error_detail': own('text', 'Error detail', 'LogonError, ResultStatusDetail or the message beside a status.'),
  'm365.audit.site': own('dictionary', 'Site', 'SiteUrl.'),
  'm365.audit.client_info': own('text', 'Client info', 'ClientInfoString.'),
  'm365.audit.logon_type': own('int', 'Logon type', 'LogonType of a mailbox event: 0 owner, 1 administrator, 2 delegate.'),
  'm365.audit.parameter': own('dictionary', 'Parameters', 'Telling parameters of a cmdlet or mailbox rule, as Name=value: who gets what, where mail goes, what is no longer watched.', 'event_value', true),
  'm365.audit.changed': own('dictionary', 'Changed', 'Names of the properties of a directory object that were changed.', 'event_value', true),
} as const;
