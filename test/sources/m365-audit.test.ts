import { describe, expect, test } from 'vitest';
import { utiOf } from '../../src-main/sources/uti.ts';
import { auditRecord, cmdletRecord, mailRecord, roleRecord, signInRecord } from './m365-records.ts';
import { eventOf, outcomesOf } from './records.ts';

type Json = Record<string, unknown>;
const fieldsOf = (value: unknown) => eventOf(value).fields;
const properties = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([Name, Value]) => ({ Name, Value }));

describe('a sign-in', () => {
  test('tells who, from where, in which session, and which token it gave out', () => {
    expect(fieldsOf(signInRecord())).toMatchObject({
      'event.category': 'authentication', 'event.outcome': 'success', 'user.name': 'mara@halden.example', 'user.id': '9d8001cb-a159-4252-a3a1-c2dc689f322a', 'user.type': 'Regular', 'source.ip': '203.0.113.9',
      'user_agent.original': 'Mozilla/5.0 Edg/130.0', 'session.id': '72316b99-c6db-4374-a368-dec8671155fc', 'session.root_id': '72316b99-c6db-4374-a368-dec8671155fc', 'device.id': '1f2e3d4c-0000-4a4a-8b8b-0102030405aa',
      'device.trust': 'Azure AD joined, compliant, managed', 'credential.issued_id': utiOf('c4206c29-46c2-4a6f-a46b-735107705400'), 'm365.audit.request_id': 'c4206c29-46c2-4a6f-a46b-735107705400',
    });
  });

  test('its token is the one that mail was then read with', () => {
    expect(fieldsOf(mailRecord())['credential.id']).toBe(fieldsOf(signInRecord())['credential.issued_id']);
    expect(fieldsOf(mailRecord())['session.id']).toBe(fieldsOf(signInRecord())['session.id']);
  });

  test.each([
    ['UserLoginFailed is a failure whatever its status', { Operation: 'UserLoginFailed', ResultStatus: 'Success' }, 'failure', undefined],
    ['an error number', { ErrorNumber: '50076' }, 'failure', '50076'],
    ['a page in the middle of a login', { ErrorNumber: '50140' }, 'unknown', '50140'],
    ['the same, by its name', { ErrorNumber: undefined, LogonError: 'KmsiInterrupt' }, 'unknown', 'KmsiInterrupt'],
    ['a logon error', { LogonError: 'InvalidUserNameOrPassword', ErrorNumber: undefined }, 'failure', 'InvalidUserNameOrPassword'],
    ['a logon error of None', { LogonError: 'None' }, 'success', undefined],
    ['no status', { ResultStatus: undefined }, 'unknown', undefined],
    ['an empty status', { ResultStatus: '' }, 'unknown', undefined],
    ['partly done', { ResultStatus: 'PartiallySucceeded' }, 'unknown', undefined],
    ['Succeeded', { ResultStatus: 'Succeeded' }, 'success', undefined],
    ['Failed', { ResultStatus: 'Failed' }, 'failure', undefined],
    ['True', { ResultStatus: 'True' }, 'success', undefined],
    ['TRUE', { ResultStatus: 'TRUE' }, 'success', undefined],
    ['a flag', { ResultStatus: false }, 'failure', undefined],
  ] as const)('outcome: %s', (_, over: Json, outcome, error) => {
    const fields = fieldsOf(signInRecord(over));
    expect([fields['event.outcome'], fields['error.code']]).toEqual([outcome, error]);
    if (outcome !== 'success') expect(fields['credential.issued_id']).toBeUndefined();
    expect(fields['m365.audit.request_id']).toBe('c4206c29-46c2-4a6f-a46b-735107705400');
  });
});

test('a sign-out that is logged as a sign-in is none, and gives out no token', () => {
  const fields = fieldsOf(signInRecord({ ExtendedProperties: properties(['RequestType', 'OAuth2:Logout']), UserId: 'Unknown', UserKey: 'Not Available', Actor: [{ ID: 'Unknown', Type: 0 }] }));
  expect(fields).toMatchObject({ 'event.category': 'session', 'credential.issued_id': undefined, 'user.name': undefined, 'user.id': undefined });
});

describe('the session, wherever it stands', () => {
  const sid = '72316B99-C6DB-4374-A368-DEC8671155FC';
  test.each([
    ['access context', { AppAccessContext: { AADSessionId: sid } }],
    ['access context as text', { AppAccessContext: JSON.stringify({ AADSessionId: sid }) }],
    ['device properties', { DeviceProperties: properties(['OS', 'Windows'], ['SessionId', sid]) }],
    ['device properties as text', { DeviceProperties: JSON.stringify(properties(['SessionId', sid])) }],
    ['extended properties', { ExtendedProperties: properties(['SessionId', sid]) }],
    ['the record', { SessionId: sid }],
    ['the context before the device', { AppAccessContext: { AADSessionId: sid }, DeviceProperties: properties(['SessionId', 'other']) }],
  ])('%s', (_, over) => expect(fieldsOf(auditRecord(over))['session.id']).toBe(sid.toLowerCase()));

  test.each(['', '00000000-0000-0000-0000-000000000000', null, 'null'])('%j is none', (SessionId) => {
    expect(fieldsOf(auditRecord({ SessionId, AppAccessContext: { AADSessionId: SessionId, UniqueTokenId: '' } }))).toMatchObject({ 'session.id': undefined, 'credential.id': undefined });
  });
});

test('when the session and the token in it began, where the record says so', () => {
  expect(fieldsOf(mailRecord())).toMatchObject({ 'session.issued_at': Date.UTC(2026, 4, 4, 8, 10, 0), 'm365.audit.token_issued_at': Date.UTC(2026, 4, 4, 8, 10, 1) });
  expect(fieldsOf(mailRecord({ AppAccessContext: { AuthTime: '0001-01-01T00:00:00', IssuedAtTime: '1601-01-01T00:00:00' } }))).toMatchObject({ 'session.issued_at': undefined, 'm365.audit.token_issued_at': undefined });
});

describe('the address, under each of its names and in each of its spellings', () => {
  test.each(['ClientIP', 'ClientIPAddress', 'ActorIpAddress'])('%s', (name) => {
    expect(fieldsOf(auditRecord({ ClientIP: undefined, [name]: '198.51.100.7' }))['source.ip']).toBe('198.51.100.7');
  });
  test.each(['ClientIP', 'ClientIP_', 'Client_IPAddress', 'ActorIpAddress'])('%s of OfficeActivity', (name) => {
    expect(fieldsOf({ OfficeId: 'x', 'TimeGenerated [UTC]': '5/4/2026, 8:15:30.000 AM', Operation: 'FileAccessed', OfficeWorkload: 'SharePoint', ClientIP: '', ClientIP_: '', Client_IPAddress: '', ActorIpAddress: '', [name]: '198.51.100.7' })['source.ip']).toBe('198.51.100.7');
  });
  test.each([[{ IsManagedDevice: true }, 'managed'], [{ IsManagedDevice: 'False' }, 'unmanaged'], [{ IsManagedDevice: undefined }, undefined]])('the device of SharePoint: %j', (over, trust) => {
    expect(fieldsOf(auditRecord(over))['device.trust']).toBe(trust);
  });
  test('as written: it is cleaned once, later', () => {
    for (const ClientIP of ['[10.11.12.13]:12345', '::ffff:10.11.12.13', 'cool.client.local:12345']) expect(fieldsOf(auditRecord({ ClientIP }))['source.ip']).toBe(ClientIP);
  });
  test.each(['', '<null>', 'null', null])('%j is passed over for the next that says something', (ClientIP) => {
    expect(fieldsOf(auditRecord({ ClientIP, ActorIpAddress: '198.51.100.7' }))['source.ip']).toBe('198.51.100.7');
  });
});

describe('who acted', () => {
  const guid = '9d8001cb-a159-4252-a3a1-c2dc689f322a';
  test.each([
    ['a UPN, in one case', { UserId: 'Mara@Halden.Example' }, 'mara@halden.example'],
    ['a system account', { UserId: 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)' }, 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)'],
    ['a guid with a UPN beside it', { UserId: guid, Actor: [{ ID: guid, Type: 0 }, { ID: 'Mara@halden.example', Type: 5 }] }, 'mara@halden.example'],
    ['a service principal with a name beside it', { UserId: `ServicePrincipal_${guid}`, Actor: [{ ID: 'Backup', Type: 1 }, { ID: `ServicePrincipal_${guid}`, Type: 2 }] }, 'Backup'],
    ['an application id alone', { UserId: guid }, guid],
    ['a SID alone', { UserId: 'S-1-5-18' }, 'S-1-5-18'],
    ['Not Available', { UserId: 'Not Available', UserKey: 'Not Available' }, undefined],
    ['nothing but a key', { UserId: '', UserKey: '10032000AA01BB02' }, '10032000AA01BB02'],
  ])('%s', (_, over, name) => expect(fieldsOf(auditRecord(over))['user.name']).toBe(name));

  test.each([
    [{ UserKey: 'i:0h.f|membership|10032000c757d25f@live.com' }, '10032000C757D25F'],
    [{ UserKey: '10032000C757D25F' }, '10032000C757D25F'],
    [{ UserKey: '10032000c757d25f@halden.example' }, '10032000C757D25F'],
    [{ UserKey: guid.toUpperCase() }, guid],
    [{ UserKey: 'x', Actor: [{ ID: `User_${guid}`, Type: 2 }] }, guid],
    [{ UserKey: 'Not Available', UserId: `ServicePrincipal_${guid}` }, guid],
    [{ UserKey: '10032000C757D25F', AppAccessContext: { UserObjectId: guid } }, guid],
  ])('its id: %j', (over, id) => expect(fieldsOf(auditRecord(over))['user.id']).toBe(id));

  test('the users of the export, where the record itself says none', () => {
    expect(fieldsOf({ UserIds: 'Mara@halden.example', AuditData: JSON.stringify(auditRecord({ UserId: undefined, UserKey: undefined })) })['user.name']).toBe('mara@halden.example');
  });
});

describe('what was done, and to what', () => {
  test.each([
    ['UserLoggedIn', 15, 'authentication', undefined], ['UserLoggedOff', 15, 'session', undefined], ['TeamsSessionStarted', 25, 'session', undefined], ['Reset user password.', 8, 'authentication', 'write'],
    ['User registered security info', 8, 'mfa', undefined], ['Disable Strong Authentication.', 8, 'mfa', 'write'], ['Add member to role.', 8, 'configuration', 'write'], ['Consent to application.', 8, 'configuration', 'write'],
    ['New-InboxRule', 1, 'configuration', 'write'], ['UpdateInboxRules', 2, 'configuration', 'write'], ['Set-Mailbox', 1, 'configuration', 'write'], ['Get-Mailbox', 1, 'api', 'read'],
    ['Add-MailboxPermission', undefined, 'configuration', 'write'], ['Update StsRefreshTokenValidFrom Timestamp.', 8, 'session', 'write'], ['MailItemsAccessed', 50, 'api', 'read'], ['FileDownloaded', 6, 'api', 'read'],
    ['FileUploaded', 6, 'api', 'write'], ['HardDelete', 3, 'api', 'write'], ['SiteCollectionAdminAdded', 14, 'configuration', 'write'], ['AnonymousLinkCreated', 14, 'api', 'write'], ['GroupCreation', 22, 'api', 'write'],
    ['SomethingNew', 999, 'api', undefined],
  ] as const)('%s: %s, %s, %s', (Operation, RecordType, category, access) => {
    const fields = fieldsOf(auditRecord({ Operation, RecordType }));
    expect([fields['event.category'], fields['event.access']]).toEqual([category, access]);
  });

  test('a change of the second factor of a user is mfa', () => {
    expect(fieldsOf(roleRecord({ Operation: 'Update user.', ModifiedProperties: [{ Name: 'StrongAuthenticationMethod', NewValue: '[{}]', OldValue: '[]' }] }))['event.category']).toBe('mfa');
  });

  test('a role: to whom, which, and that it was given', () => {
    expect(fieldsOf(roleRecord())).toMatchObject({
      'target.type': ['Role'], 'target.name': ['Global Reader'], 'user.target.name': ['jonas@halden.example'], 'user.target.id': ['6d4ca534-c337-474d-8c76-6c715b31bc52'], 'access.requested': ['Global Reader'], 'access.granted': ['Global Reader'],
      'm365.audit.changed': ['Role.ObjectID', 'Role.DisplayName'],
    });
    expect(fieldsOf(roleRecord({ ResultStatus: 'Failure' }))['access.granted']).toBeUndefined();
  });

  test('a consent: the scopes', () => {
    const permissions = '[] => [[Id: x, ClientId: 00000000, PrincipalId: , ResourceId: y, ConsentType: AllPrincipals, Scope: Mail.Read offline_access, CreatedDateTime: , LastModifiedDateTime ]]; ';
    expect(fieldsOf(roleRecord({ Operation: 'Consent to application.', ModifiedProperties: [{ Name: 'ConsentAction.Permissions', NewValue: permissions, OldValue: '' }] }))['access.requested']).toEqual(['Mail.Read', 'offline_access']);
  });

  test('a forwarding rule: where mail goes', () => {
    const fields = fieldsOf(cmdletRecord({ Operation: 'New-InboxRule', Parameters: properties(['Name', '.'], ['ForwardTo', 'x@evil.example'], ['DeleteMessage', 'True'], ['DomainController', 'dc1']) }));
    expect(fields['m365.audit.parameter']).toEqual(['Name=.', 'ForwardTo=x@evil.example', 'DeleteMessage=True']);
  });

  test('rights on a mailbox', () => {
    expect(fieldsOf(cmdletRecord())).toMatchObject({ 'access.granted': ['FullAccess', 'SendAs'], 'm365.audit.parameter': ['Identity=jonas', 'User=mara', 'AccessRights=FullAccess, SendAs'] });
  });

  test('mail of somebody else: whose, which messages, in which folder', () => {
    expect(fieldsOf(mailRecord())).toMatchObject({
      'event.access': 'read', 'user.target.name': ['jonas@halden.example'], 'target.type': ['Mailbox', 'Folder', 'Message'], 'target.name': ['jonas@halden.example', '\\Inbox'],
      'target.id': ['26286ffa-073d-45ff-9fe9-539891984d69', '<1@halden.example>', '<2@halden.example>'], 'm365.audit.logon_type': 2, 'user_agent.original': 'Mozilla/5.0 Edg/130.0',
    });
    expect(fieldsOf(mailRecord({ MailboxOwnerUPN: 'MARA@halden.example' }))['user.target.name']).toBeUndefined();
  });

  test('a list of thousands gives its first hundred', () => {
    expect(fieldsOf(mailRecord({ Folders: [{ Path: '\\Inbox', FolderItems: Array.from({ length: 5000 }, (_, n) => ({ InternetMessageId: `<${n}>` })) }] }))['target.id']).toHaveLength(100);
  });
});

describe('times are UTC, whatever writes them', () => {
  test.each([
    [{ CreationTime: '2026-05-04T08:15:30' }, 'second', false], [{ CreationTime: '2026-05-04T08:15:30Z' }, 'second', false], [{ CreationTime: '2026-05-04 08:15:30' }, 'second', false], [{ CreationTime: '2026-05-04T08:15:30.0000000Z' }, 'second', false],
    [{ CreationTime: '5/4/2026 8:15:30 AM' }, 'second', false],
  ])('%j', (over, precision, zoneAssumed) => expect(eventOf(auditRecord(over)).time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30), restNs: 0, precision, zoneAssumed }));

  test.each(['Local Time', 'Amsterdam, Berlin'])('a column of another zone leaves it open: %s', (zone) => {
    expect(eventOf({ OfficeId: 'x', [`TimeGenerated [${zone}]`]: '5/4/2026, 10:15:30.000 AM', Operation: 'FileAccessed', OfficeWorkload: 'SharePoint' }).time.zoneAssumed).toBe(true);
  });

  test('milliseconds, as Windows PowerShell writes them', () => {
    expect(eventOf({ CreationDate: '/Date(1777882530000)/', AuditData: JSON.stringify(auditRecord({ CreationTime: undefined })) }).time).toMatchObject({ ms: 1_777_882_530_000, zoneAssumed: false });
  });

  test('the date of the export, where the record says none', () => {
    expect(eventOf({ CreationDate: '5/4/2026 8:15:30 AM', Operations: 'FileAccessed', AuditData: JSON.stringify({ ...auditRecord(), CreationTime: undefined }) }).time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30));
  });
});

describe('what is refused, and for what it is', () => {
  test.each([
    ['a row of Splunk that has lost its record', { AuditData: '', CreationDate: '5/4/2026 8:15:30 AM', _raw: '"x","{""CreationTime"":""2026' }, 'envelope/empty'],
    ['a cell that a spreadsheet has cut', { AuditData: '{"CreationTime":"2026-05-04T08:1', Operations: 'x' }, 'envelope/inner-invalid'],
    ['no operation', auditRecord({ Operation: undefined }), 'source/invalid'],
    ['no time', auditRecord({ CreationTime: '' }), 'source/no-time'],
    ['a time that is none', auditRecord({ CreationTime: 'yesterday' }), 'source/invalid'],
    ['a raw event of another application in Defender', { ActionType: 'x', RawEventData: { AccountMoniker: 'm' } }, 'source/unknown'],
  ])('%s', (_, value, reason) => expect(outcomesOf(value)).toEqual([reason]));

  test('the original row in _raw helps where the record is whole in it', () => {
    const cell = JSON.stringify(auditRecord()).replaceAll('"', '""');
    expect(eventOf({ AuditData: '', _raw: `"outlook","x","5/4/2026 8:15:30 AM","${cell}","1"` })).toEqual(eventOf(auditRecord()));
  });
});

describe('one id on two contents', () => {
  test('a user is changed there and back within a second: two events', () => {
    const there = eventOf(roleRecord({ Operation: 'Update user.', ModifiedProperties: [{ Name: 'X', OldValue: 'a', NewValue: 'b' }] }));
    const back = eventOf(roleRecord({ Operation: 'Update user.', ModifiedProperties: [{ Name: 'X', OldValue: 'b', NewValue: 'a' }] }));
    expect(there.vendorId).toBe(back.vendorId);
    expect(there.identity).not.toEqual(back.identity);
  });

  test('neither the order of names nor the case of letters makes another event', () => {
    const record = roleRecord();
    expect(eventOf(Object.fromEntries(Object.entries({ ...record, UserId: 'MARA@halden.example' }).reverse())).identity).toEqual(eventOf(record).identity);
  });
});
