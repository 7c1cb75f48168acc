/** Records of an invented company as the Office 365 Management API writes them; `over` replaces fields, `undefined` takes them away. */
export function auditRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    CreationTime: '2026-05-04T08:15:30', Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000001', Operation: 'FileAccessed', OrganizationId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', RecordType: 6,
    UserKey: 'i:0h.f|membership|10032000aa01bb02@live.com', UserType: 0, Version: 1, Workload: 'SharePoint', ClientIP: '203.0.113.9', UserId: 'Mara@Halden.example',
    ObjectId: 'https://halden.example/sites/plans/Shared Documents/Plan.xlsx', ItemType: 'File', SourceFileName: 'Plan.xlsx', SiteUrl: 'https://halden.example/sites/plans/', UserAgent: 'Mozilla/5.0 Edg/130.0', AuthenticationType: 'OAuth', IsManagedDevice: false,
    ...over,
  };
}

/** A sign-in with the session in the device properties. */
export function signInRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    CreationTime: '2026-05-04T08:10:00', Id: 'c4206c29-46c2-4a6f-a46b-735107705400', Operation: 'UserLoggedIn', OrganizationId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', RecordType: 15,
    ResultStatus: 'Success', UserKey: '9d8001cb-a159-4252-a3a1-c2dc689f322a', UserType: 0, Version: 1, Workload: 'AzureActiveDirectory', ClientIP: '203.0.113.9',
    ObjectId: '00000003-0000-0ff1-ce00-000000000000', UserId: 'mara@halden.example', AzureActiveDirectoryEventType: 1,
    ExtendedProperties: [
      { Name: 'ResultStatusDetail', Value: 'Success' }, { Name: 'UserAgent', Value: 'Mozilla/5.0 Edg/130.0' }, { Name: 'UserAuthenticationMethod', Value: '1' }, { Name: 'RequestType', Value: 'Login:login' },
    ],
    ModifiedProperties: [],
    Actor: [{ ID: '9d8001cb-a159-4252-a3a1-c2dc689f322a', Type: 0 }, { ID: 'mara@halden.example', Type: 5 }],
    ActorIpAddress: '203.0.113.9', InterSystemsId: '44602fe1-d4eb-482a-80e9-f73ba145f6e0', IntraSystemId: 'c4206c29-46c2-4a6f-a46b-735107705400',
    Target: [{ ID: '00000003-0000-0ff1-ce00-000000000000', Type: 0 }], ApplicationId: 'd3590ed6-52b3-4102-aeff-aad2292ab01c',
    DeviceProperties: [
      { Name: 'Id', Value: '1f2e3d4c-0000-4a4a-8b8b-0102030405aa' }, { Name: 'OS', Value: 'Windows 10' }, { Name: 'TrustType', Value: '1' }, { Name: 'IsCompliantAndManaged', Value: 'True' },
      { Name: 'SessionId', Value: '72316b99-c6db-4374-a368-dec8671155fc' },
    ],
    ErrorNumber: '0',
    ...over,
  };
}

/** Mail that somebody else than its owner opened, with the token that was used for it. */
export function mailRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    CreationTime: '2026-05-04T08:20:00', Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000002', Operation: 'MailItemsAccessed', OrganizationId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', RecordType: 50,
    ResultStatus: 'Succeeded', UserKey: '10032000AA01BB02', UserType: 0, Version: 1, Workload: 'Exchange', UserId: 'mara@halden.example', ClientIPAddress: '2001:db8::9', ClientInfoString: 'Client=OWA;Mozilla/5.0 Edg/130.0;',
    LogonType: 2, MailboxGuid: '26286ffa-073d-45ff-9fe9-539891984d69', MailboxOwnerUPN: 'Jonas@halden.example',
    AppAccessContext: { AADSessionId: '72316b99-c6db-4374-a368-dec8671155fc', UniqueTokenId: 'KWwgxMJGb0qka3NRB3BUAA', CorrelationId: '8d0c0a4e-1111-4222-8333-444455556666', ClientAppName: 'Outlook', IssuedAtTime: '2026-05-04T08:10:01', AuthTime: '2026-05-04T08:10:00' },
    Folders: [{ Id: 'f1', Path: '\\Inbox', FolderItems: [{ InternetMessageId: '<1@halden.example>' }, { InternetMessageId: '<2@halden.example>' }] }],
    OperationProperties: [{ Name: 'MailAccessType', Value: 'Bind' }],
    ...over,
  };
}

/** A cmdlet of an administrator. */
export function cmdletRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    CreationTime: '2026-05-04T08:25:00', Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000003', Operation: 'Add-MailboxPermission', OrganizationId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', RecordType: 1,
    ResultStatus: 'True', UserKey: '10032000AA01BB02', UserType: 2, Version: 1, Workload: 'Exchange', ClientIP: '203.0.113.9:51234', ObjectId: 'halden.example\\jonas', UserId: 'mara@halden.example', ExternalAccess: false,
    Parameters: [{ Name: 'Identity', Value: 'jonas' }, { Name: 'User', Value: 'mara' }, { Name: 'AccessRights', Value: 'FullAccess, SendAs' }],
    ...over,
  };
}

/** A directory change: a role is given to a user. */
export function roleRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    CreationTime: '2026-05-04T08:30:00', Id: '5b0d7f4e-5b1f-4d3b-93c2-08de8a000004', Operation: 'Add member to role.', OrganizationId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', RecordType: 8,
    ResultStatus: 'Success', UserKey: '10032000AA01BB02@halden.example', UserType: 0, Version: 1, Workload: 'AzureActiveDirectory', ClientIP: '203.0.113.9', ObjectId: 'jonas@halden.example', UserId: 'mara@halden.example',
    ExtendedProperties: [{ Name: 'additionalDetails', Value: '{}' }, { Name: 'extendedAuditEventCategory', Value: 'Role' }],
    ModifiedProperties: [{ Name: 'Role.ObjectID', NewValue: 'cc5cbfa4-d24e-4060-9a46-4c8d447b0adf', OldValue: '' }, { Name: 'Role.DisplayName', NewValue: '["Global Reader"]', OldValue: '[]' }],
    Actor: [{ ID: 'mara@halden.example', Type: 5 }, { ID: '10032000AA01BB02', Type: 3 }, { ID: 'User_9d8001cb-a159-4252-a3a1-c2dc689f322a', Type: 2 }, { ID: 'User', Type: 2 }],
    InterSystemsId: '84317188-8bc0-48b2-be29-4d7d013d87cc', IntraSystemId: '60feb7be-1cc1-410a-b9b5-d419e4882844',
    Target: [{ ID: 'User_6d4ca534-c337-474d-8c76-6c715b31bc52', Type: 2 }, { ID: '6d4ca534-c337-474d-8c76-6c715b31bc52', Type: 2 }, { ID: 'User', Type: 2 }, { ID: 'jonas@halden.example', Type: 5 }],
    ...over,
  };
}

type Json = Record<string, unknown>;
/** Names of record types, as Purview and Sentinel write them. */
export const recordTypes: Readonly<Record<number, string>> = { 1: 'ExchangeAdmin', 6: 'SharePointFileOperation', 8: 'AzureActiveDirectory', 15: 'AzureActiveDirectoryStsLogon', 50: '50' };
export const at = (record: Json) => new Date(`${record['CreationTime'] as string}Z`);
/** `5/4/2026 8:15:30 AM`, as PowerShell on an American machine writes it. */
export const american = (record: Json, mark = '') => at(record).toLocaleString('en-US', { timeZone: 'UTC' }).replace(', ', `${mark} `).replace('\u202f', ' ');
const userTypes: Readonly<Record<number, string>> = { 0: 'Regular', 2: 'Admin', 3: 'DcAdmin' };
/** A row of Sentinel's table: sessions, devices and the access context are not in it. */
export const officeRow = (one: Json, csv: boolean): Json => ({
  TenantId: '7c759f10-811c-4db8-ad6d-f07d8ae3f8ea', UserAgent: one['UserAgent'] ?? '', RecordType: recordTypes[one['RecordType'] as number], [csv ? 'TimeGenerated [UTC]' : 'TimeGenerated']: csv ? american(one, ',').replace(/ ([AP]M)/, '.000 $1') : `${one['CreationTime'] as string}Z`,
  Operation: one['Operation'], OrganizationId: one['OrganizationId'], OrganizationId_: one['OrganizationId'], UserType: userTypes[one['UserType'] as number], UserKey: one['UserKey'], OfficeWorkload: one['Workload'], ResultStatus: one['ResultStatus'] ?? '',
  OfficeObjectId: one['ObjectId'] ?? '', UserId: one['UserId'], UserId_: one['UserId'], ClientIP: one['ClientIP'] ?? '', ClientIP_: one['ClientIP'] ?? '', Site_Url: one['SiteUrl'] ?? '', ItemType: one['ItemType'] ?? '', SourceFileName: one['SourceFileName'] ?? '',
  Logon_Type: one['LogonType'] === 2 ? 'Delegated' : '', MailboxGuid: one['MailboxGuid'] ?? '', MailboxOwnerUPN: one['MailboxOwnerUPN'] ?? '', ClientInfoString: one['ClientInfoString'] ?? '', Client_IPAddress: one['ClientIPAddress'] ?? '', ActorIpAddress: '',
  Folders: one['Folders'] === undefined ? '' : JSON.stringify(one['Folders'], null, 2), Parameters: one['Parameters'] === undefined ? '' : JSON.stringify(one['Parameters']), OperationProperties: one['OperationProperties'] === undefined ? '' : JSON.stringify(one['OperationProperties']),
  [csv ? 'ElevationTime [UTC]' : 'ElevationTime']: csv ? '5/4/2026, 9:00:00.000 AM' : '2026-05-04T09:00:00Z', [csv ? 'Start_Time [UTC]' : 'Start_Time']: csv ? '5/4/2026, 9:00:00.000 AM' : '2026-05-04T09:00:00Z', OfficeId: one['Id'], SourceRecordId: one['Id'], Type: 'OfficeActivity',
});
