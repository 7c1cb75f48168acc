import { fieldOf } from './entry.ts';

const own = fieldOf('m365.audit');

/** What only m365.audit says. */
export const m365Audit = {
  'm365.audit.workload': own('dictionary', 'Workload', 'AzureActiveDirectory, Exchange, SharePoint, OneDrive …'),
  'm365.audit.record_type': own('int', 'Record type', 'RecordType number.'),
  'm365.audit.user_kind': own('int', 'User kind', 'UserType number.'),
  'm365.audit.request_id': own('identifier', 'Request id', 'IntraSystemId: of a sign-in, the id of the record in Entra.'),
  'm365.audit.correlation_id': own('identifier', 'Correlation id', 'InterSystemsId.'),
  'm365.audit.request_type': own('dictionary', 'Request type', 'RequestType of a sign-in.'),
  'm365.audit.site': own('dictionary', 'Site', 'SiteUrl.'),
  'm365.audit.client_info': own('text', 'Client info', 'ClientInfoString.'),
  'm365.audit.logon_type': own('int', 'Logon type', 'LogonType of a mailbox event.'),
} as const;
