import { describe, expect, test } from 'vitest';
import { asMonitor, asPortalRow, asTableRow, serviceSignIn, signIn } from './entra-signin-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const fieldsOf = (record: unknown) => eventOf(record).fields;
const withCode = (errorCode: unknown, over: Readonly<Record<string, unknown>> = {}) => signIn({ status: { errorCode }, authenticationDetails: [], ...over });

describe('trap 14: how a sign-in ended: interim steps are no end, and no status is no success', () => {
  test.each([
    [0, 'success', undefined, undefined, undefined],
    ['0', 'success', undefined, undefined, undefined],
    // A page in the middle of a login: nobody was refused, nobody came in.
    [50140, 'unknown', '50140', true, undefined],
    ['50058', 'unknown', '50058', true, undefined],
    [16000, 'unknown', '16000', true, undefined],
    [65001, 'unknown', '65001', true, undefined],
    [81010, 'unknown', '81010', true, undefined],
    // The second factor was asked for: not in, the password known.
    [50074, 'failure', '50074', true, true],
    ['50076', 'failure', '50076', true, true],
    [50079, 'failure', '50079', true, true],
    [50072, 'failure', '50072', true, true],
    // Stopped for good with the right password.
    [500121, 'failure', '500121', undefined, true],
    [53003, 'failure', '53003', undefined, true],
    [50055, 'failure', '50055', undefined, true],
    // The wrong one; and codes that say nothing of it.
    [50126, 'failure', '50126', undefined, false],
    [50053, 'failure', '50053', undefined, undefined],
    [50144, 'failure', '50144', undefined, undefined],
    [50143, 'failure', '50143', undefined, undefined],
    // No status is not success.
    [undefined, 'unknown', undefined, undefined, undefined],
    [null, 'unknown', undefined, undefined, undefined],
    ['<null>', 'unknown', undefined, undefined, undefined],
    ['Models.MicrosoftGraphSignInStatus', 'unknown', undefined, undefined, undefined],
    ['AADSTS50126', 'failure', '50126', undefined, false],
    ['50126.0', 'failure', '50126', undefined, false],
  ])('error code %s: %s', (code, outcome, error, interrupted, accepted) => {
    const fields = fieldsOf(withCode(code));
    expect([fields['event.outcome'], fields['error.code'], fields['entra.signin.interrupted'], fields['entra.signin.password_accepted']]).toEqual([outcome, error, interrupted, accepted]);
  });

  test('a token that is refused for want of a second factor proves no password; a password step does', () => {
    const refused = withCode(50076, { signInEventTypes: ['nonInteractiveUser'], isInteractive: false });
    expect(fieldsOf(refused)['entra.signin.password_accepted']).toBeUndefined();
    const step = (succeeded: boolean) => [{ authenticationMethod: 'Password', succeeded, authenticationStepRequirement: 'Primary authentication' }];
    expect(fieldsOf(withCode(53003, { authenticationDetails: step(true) }))['entra.signin.password_accepted']).toBe(true);
    expect(fieldsOf(withCode(53003, { authenticationDetails: step(false) }))['entra.signin.password_accepted']).toBeUndefined();
    expect(fieldsOf(withCode(53003, { authenticationDetails: [{ authenticationMethod: 'FIDO2 security key', succeeded: true }] }))['entra.signin.password_accepted']).toBeUndefined();
  });

  test('a record without a status object says it outside, as number, text or word', () => {
    const without = { ...signIn(), status: undefined };
    for (const [resultType, outcome] of [['0', 'success'], [50126, 'failure'], ['Success', 'success'], ['Failure', 'failure'], ['', 'unknown']] as const) {
      expect(fieldsOf(asMonitor({ ...without, status: {} }, { resultType, resultSignature: 'None' }))['event.outcome']).toBe(outcome);
    }
  });

  test('policies that were not met are named', () => {
    const policies = [{ id: 'p-1', displayName: 'Block legacy', result: 'failure' }, { id: 'p-2', result: 'failure' }, { displayName: 'MFA', result: 'success' }, { displayName: 'Report', result: 'reportOnlyFailure' }];
    expect(fieldsOf(withCode(53003, { appliedConditionalAccessPolicies: policies }))['entra.signin.blocked_by']).toEqual(['Block legacy', 'p-2']);
    const { appliedConditionalAccessPolicies: _, ...row } = asTableRow(withCode(53003));
    expect(fieldsOf({ ...row, ConditionalAccessPolicies_dynamic: JSON.stringify(policies), ConditionalAccessPolicies_string: '' })['entra.signin.blocked_by']).toEqual(['Block legacy', 'p-2']);
    expect(fieldsOf(withCode(0, { appliedConditionalAccessPolicies: policies }))['entra.signin.blocked_by']).toBeUndefined();
  });
  test('only a success issued a token', () => {
    expect(fieldsOf(signIn())['credential.issued_id']).toBe('UhoMj307GU6aQFwtfm8bAA');
    expect(fieldsOf(signIn({ uniqueTokenIdentifier: undefined }))['credential.issued_id']).toBe('UhoMj307GU6aQFwtfm8bAA');
    expect(fieldsOf(withCode(50076))['credential.issued_id']).toBeUndefined();
    expect(fieldsOf(withCode(undefined))['credential.issued_id']).toBeUndefined();
  });
});

describe('who signed in', () => {
  test('trap 24: users by principal name in lower case, in their home tenant', () => {
    const fields = fieldsOf(signIn({ userPrincipalName: 'Mara.LIND@Halden.example' }));
    expect([fields['user.name'], fields['user.id'], fields['user.type'], fields['organization.id']]).toEqual(['mara.lind@halden.example', '4d1f0c9e-7a23-4b58-8e6d-2f9b1c3a5e70', 'Member', 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6']);
  });
  test('service principals by their name, with the key that they used; a certificate where there is no key', () => {
    const fields = fieldsOf(asMonitor(serviceSignIn({ userType: 'Member' })));
    expect([fields['event.action'], fields['user.name'], fields['user.type'], fields['credential.id'], fields['entra.signin.kind']]).toEqual(['ServicePrincipalSignIn', 'Nightly backup', 'ServicePrincipal', 'd0c1b2a3-9485-4766-8574-63524130f1e2', 'service-principal']);
    expect(fieldsOf(serviceSignIn({ servicePrincipalCredentialKeyId: '', servicePrincipalCredentialThumbprint: 'AB12' }))['credential.id']).toBe('AB12');
  });
  test.each([
    ['SignInLogs', 'interactive', 'UserSignIn'], ['NonInteractiveUserSignInLogs', 'non-interactive', 'UserSignIn'], ['ServicePrincipalSignInLogs', 'service-principal', 'ServicePrincipalSignIn'],
    ['MicrosoftServicePrincipalSignInLogs', 'service-principal', 'ServicePrincipalSignIn'], ['ManagedIdentitySignInLogs', 'managed-identity', 'ManagedIdentitySignIn'], ['ADFSSignInLogs', 'adfs', 'UserSignIn'],
  ])('category %s is kept apart as %s', (category, kind, action) => {
    const fields = fieldsOf(asMonitor(signIn(), { category }));
    expect([fields['entra.signin.kind'], fields['event.action']]).toEqual([kind, action]);
  });
  test('the GUID of zeros and <null> are nobody', () => {
    const fields = fieldsOf(signIn({ userId: '00000000-0000-0000-0000-000000000000', appId: '<null>', id: '00000000-0000-0000-0000-000000000000' }));
    expect([fields['user.id'], fields['entra.signin.application_id'], fields['event.id'], fields['credential.issued_id']]).toEqual([undefined, undefined, undefined, 'UhoMj307GU6aQFwtfm8bAA']);
    expect(eventOf(signIn({ id: '00000000-0000-0000-0000-000000000000' })).vendorId).toBeNull();
  });
});

describe('from where, with what', () => {
  test('the inner address wins over that of the caller; a GUID in its place stays', () => {
    expect(fieldsOf(asMonitor(signIn(), { callerIpAddress: '192.0.2.1' }))['source.ip']).toBe('203.0.113.9');
    expect(fieldsOf(asMonitor(serviceSignIn({ ipAddress: '' }), { callerIpAddress: 'b9814691-9ca1-4e55-a1ac-8ef5dd010ec0' }))['source.ip']).toBe('b9814691-9ca1-4e55-a1ac-8ef5dd010ec0');
    expect(fieldsOf(asMonitor(serviceSignIn({ ipAddress: '' }), { callerIpAddress: '<null>' }))['source.ip']).toBeUndefined();
  });
  test('the address of the caller, which diagnostic records alone have, makes no other event', () => {
    const bare = serviceSignIn({ ipAddress: '' });
    expect(eventOf(asMonitor(bare, { callerIpAddress: '192.0.2.1' })).identity).toEqual(eventOf(bare).identity);
  });
  test('a browser that Entra names is no user agent', () => {
    const fields = fieldsOf(signIn({ userAgent: undefined }));
    expect([fields['user_agent.original'], fields['entra.signin.device_browser']]).toEqual([undefined, 'Firefox 138.0']);
  });
  test.each([
    [{ originalTransferMethod: 'deviceCodeFlow' }, 'deviceCodeFlow'], [{ authenticationProtocol: 'deviceCode' }, 'deviceCodeFlow'], [{ authenticationProtocol: 'authenticationTransfer' }, 'authenticationTransfer'],
    [{ authenticationProtocol: 'ropc' }, undefined], [{}, undefined],
  ])('transfer method of %j: %s', (over, method) => {
    expect(fieldsOf(signIn(over))['auth.transfer_method']).toBe(method);
  });
  test('steps: the first factor is the method, the second ones are factors, and what satisfied it', () => {
    const fields = fieldsOf(signIn());
    expect([fields['auth.method'], fields['auth.factor'], fields['mfa.satisfied_by']]).toEqual(['Password', ['Mobile app notification'], 'Mobile app notification']);
    const claim = [{ authenticationMethod: 'Previously satisfied', succeeded: true, authenticationStepRequirement: 'Multifactor authentication', authenticationStepResultDetail: 'MFA requirement satisfied by claim in the token' }];
    for (const authenticationDetails of [claim, JSON.stringify(claim)]) {
      const session = fieldsOf(signIn({ authenticationDetails }));
      expect([session['auth.factor'], session['mfa.satisfied_by']]).toEqual([undefined, 'session']);
    }
    const denied = [{ authenticationMethod: 'Mobile app notification', succeeded: false, authenticationStepRequirement: 'Multifactor authentication', authenticationStepResultDetail: 'MFA denied; user declined the authentication' }];
    const push = fieldsOf(signIn({ authenticationDetails: denied, status: { errorCode: 500121 } }));
    expect([push['auth.factor'], push['mfa.satisfied_by'], push['entra.signin.status_detail']]).toEqual([['Mobile app notification'], undefined, 'MFA denied; user declined the authentication']);
    const bare = { authenticationDetails: [] };
    expect(fieldsOf(signIn({ ...bare, authenticationRequirement: 'singleFactorAuthentication' }))['mfa.satisfied_by']).toBe('none');
    expect(fieldsOf(signIn({ ...bare, status: { errorCode: 0, additionalDetails: 'MFA requirement satisfied by claim provided by external provider' } }))['mfa.satisfied_by']).toBe('external provider');
    expect(fieldsOf(withCode(50074, { status: { errorCode: 50074, additionalDetails: 'MFA required in Azure AD' } }))['mfa.satisfied_by']).toBeUndefined();
  });
  test.each([
    [{ trustType: 'Azure AD joined', isCompliant: true, isManaged: true }, 'Azure AD joined, compliant, managed'], [{ trustType: '', isCompliant: 'false', isManaged: false }, 'unmanaged'], [{ trustType: '' }, undefined], ['{"isManaged":true}', 'managed'],
  ])('device %j: %s', (deviceDetail, trust) => {
    expect(fieldsOf(signIn({ deviceDetail }))['device.trust']).toBe(trust);
  });
});

describe('when', () => {
  test('the time of the sign-in, not of its record; of that only where there is no other, month first', () => {
    expect(eventOf(asMonitor(signIn())).time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30), restNs: 0, precision: 'finer', zoneAssumed: false });
    expect(eventOf(asMonitor(signIn({ createdDateTime: '' }), { properties: signIn({ createdDateTime: null }) })).time).toEqual({ ms: Date.UTC(2026, 4, 4, 11, 48, 53), restNs: 0, precision: 'second', zoneAssumed: true });
    expect(eventOf(signIn({ createdDateTime: '2019-10-18T04:45:48.0729893-05:00' })).time.ms).toBe(Date.UTC(2019, 9, 18, 9, 45, 48, 72));
  });
  test('a column that says UTC assumes nothing', () => {
    expect(eventOf(asTableRow(signIn(), true)).time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30), restNs: 0, precision: 'millisecond', zoneAssumed: false });
    expect(eventOf({ ...asPortalRow(signIn()), 'Date (UTC)': '5/4/2026 8:15:30 AM' }).time.zoneAssumed).toBe(false);
  });
  test('one of Windows PowerShell; one that the table shows in a zone of its own has none that is known', () => {
    expect(eventOf(signIn({ createdDateTime: '/Date(1777882530000)/' })).time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30), restNs: 0, precision: 'millisecond', zoneAssumed: false });
    const { 'CreatedDateTime [UTC]': time, ...rest } = asTableRow(signIn(), true);
    expect(eventOf({ ...rest, 'CreatedDateTime [Local Time]': time }).time.zoneAssumed).toBe(true);
  });
  test('one that cannot be read is told, none at all too', () => {
    expect(outcomesOf(signIn({ createdDateTime: 'yesterday' }))).toEqual(['source/invalid']);
    expect(outcomesOf({ category: 'SignInLogs', properties: { id: 'x' } })).toEqual(['source/no-time']);
  });
});

describe('where records lie', () => {
  test('in records of Azure Monitor, in answers of Graph, in _raw', () => {
    const text = JSON.stringify(signIn());
    for (const value of [{ records: [asMonitor(signIn())] }, { '@odata.context': 'https://graph.example/$metadata#auditLogs/signIns', value: [signIn()] }, { _raw: text, _time: 1 }, { result: { _raw: text } }, { _raw: JSON.stringify({ value: [signIn()] }) }]) {
      expect(eventsOf(value).map((event) => event.vendorId)).toEqual(['8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00']);
    }
  });
  test('lower-cased outer names and PascalCase objects of PowerShell', () => {
    const lower = Object.fromEntries(Object.entries(asMonitor(signIn())).map(([name, value]) => [name.toLowerCase(), value]));
    const pascal = (value: unknown): unknown => Array.isArray(value) ? value.map(pascal) : typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name[0]!.toUpperCase() + name.slice(1), pascal(inner)])) : value;
    const wanted = eventOf(signIn());
    expect(eventOf(lower)).toEqual({ ...wanted, time: { ...wanted.time, precision: 'finer' } });
    expect(eventOf(pascal(signIn()))).toEqual(wanted);
  });
  test('a row in PascalCase with next to nothing is a sign-in of unknown outcome', () => {
    const fields = fieldsOf({ Category: 'ServicePrincipalSignInLogs', CorrelationId: 'c-1', CreatedDateTime: '2025-07-01T10:45:17.5824212Z', DurationMs: 0, OperationName: 'Sign-in activity', TenantId: 't-1' });
    expect([fields['event.outcome'], fields['organization.id'], fields['entra.signin.kind']]).toEqual(['unknown', 't-1', 'service-principal']);
  });
  test('the CSV of applications of the admin centre', () => {
    const event = eventOf({
      'Date (UTC)': '2026-05-04T09:00:00Z', 'Request ID': '1c9d8e7f-6a5b-4c3d-8e2f-0a1b2c3d4e00', 'Correlation ID': 'c-1', 'Service principal ID': '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', 'Service principal name': 'Nightly backup',
      'Credential key ID': 'd0c1b2a3-9485-4766-8574-63524130f1e2', 'Credential thumbprint': '', Application: 'Nightly backup', 'Application ID ': '2b4d6f81-3579-4bdf-8ace-02468ace1357', Resource: 'Halden Files',
      'Resource ID ': '00000003-1111-4222-8333-444455556666', 'IP address': '198.51.100.20', Location: 'Oslo, NO', Status: 'Success', 'Sign-in error code': '0', 'Failure reason': 'Other.', 'Conditional Access': 'Not Applied',
    });
    const graph = eventOf(serviceSignIn());
    expect([event.vendorId, event.identity]).toEqual([graph.vendorId, graph.identity]);
    expect(event.fields).toMatchObject({ 'event.action': 'ServicePrincipalSignIn', 'event.outcome': 'success', 'credential.id': 'd0c1b2a3-9485-4766-8574-63524130f1e2', 'entra.signin.conditional_access': 'notApplied', 'vendor.geo.city_name': 'Oslo' });
  });
  test('words for people in the CSV of the admin centre are those of Graph', () => {
    const row = { ...asPortalRow(signIn()), 'Incoming token type': '', 'Incoming token type (2)': 'Primary refresh token', 'Original transfer method': 'Device code flow', 'Authentication requirement': 'Multifactor authentication', Status: 'Interrupted', 'Sign-in error code': '' };
    expect(fieldsOf(row)).toMatchObject({
      'auth.token_type': 'primaryRefreshToken', 'auth.transfer_method': 'deviceCodeFlow', 'entra.signin.authentication_requirement': 'multiFactorAuthentication', 'event.outcome': 'unknown', 'entra.signin.interrupted': true,
      'entra.signin.conditional_access': 'success', 'entra.signin.cross_tenant': 'none',
    });
  });
  test('an old table of a script: no id, a word for the status, flat columns', () => {
    const event = eventOf({ CreatedDateTime: '3/12/2025 7:22:01 AM', UserPrincipalName: 'Mara.Lind@halden.example', UserDisplayName: 'Mara Lind', AppDisplayName: 'Portal', IPAddress: '203.0.113.9', City: 'Halden', Country: 'NO', Device: '', Browser: 'Firefox', OS: 'Linux',
      Status: 'Success', RiskState: 'none', RiskLevelDuringSignIn: 'none', RiskLevelAggregated: 'none', ConditionalAccessStatus: 'success' });
    expect([event.vendorId, event.time.zoneAssumed]).toEqual([null, true]);
    expect(event.fields).toMatchObject({ 'event.outcome': 'success', 'user.name': 'mara.lind@halden.example', 'source.ip': '203.0.113.9', 'vendor.geo.city_name': 'Halden', 'vendor.geo.country_iso_code': 'NO', 'entra.signin.device_os': 'Linux', 'entra.signin.device_browser': 'Firefox' });
  });
  test('a table that PowerShell made of Graph objects: nested ones are text', () => {
    const hash = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value) ? `@{${Object.entries(value).map(([name, inner]) => `${name}=${typeof inner === 'object' ? '' : String(inner)}`).join('; ')}}` : value;
    const { authenticationDetails: _, riskEventTypes_v2: __, signInEventTypes: ___, ...flat } = signIn({ status: { errorCode: 50126, failureReason: 'Wrong; try again', additionalDetails: null } });
    const event = eventOf(Object.fromEntries(Object.entries(flat).map(([name, value]) => [name, String(hash(value))])));
    expect(event.fields).toMatchObject({
      'event.outcome': 'failure', 'error.code': '50126', 'entra.signin.error_message': 'Wrong; try again', 'device.trust': 'Azure AD registered, compliant, managed', 'vendor.geo.city_name': 'Halden', 'vendor.geo.country_iso_code': 'NO',
    });
    expect(event.identity).toEqual(eventOf(signIn({ status: { errorCode: 50126 } })).identity);
  });
  test('rows of advanced hunting: numbers for words, the same event', () => {
    const user = {
      Timestamp: '2026-05-04T08:15:30Z', Application: 'Halden Portal', ApplicationId: '1b3d5f70-2468-4ace-9bdf-13579bdf0246', LogonType: '["nonInteractiveUser"]', ErrorCode: 50076, CorrelationId: 'c-1', SessionId: '00a1b2c3-d4e5-4f60-8172-93a4b5c6d7e8',
      AccountDisplayName: 'Mara Lind', AccountObjectId: '4d1f0c9e-7a23-4b58-8e6d-2f9b1c3a5e70', AccountUpn: 'Mara.Lind@halden.example', IsGuestUser: false, ResourceDisplayName: 'Halden Files', ResourceId: '00000003-1111-4222-8333-444455556666',
      AadDeviceId: 'd-1', DeviceName: 'HAL-LAP-07', OSPlatform: 'Linux', DeviceTrustType: 'AzureAd', IsManaged: 1, IsCompliant: 0, RiskState: 4, ConditionalAccessStatus: 1, IPAddress: '203.0.113.9', Country: 'NO', City: 'Halden',
      RequestId: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00', ReportId: 'r-1', UserAgent: 'Firefox', Browser: 'Firefox 138.0',
    };
    const event = eventOf(user);
    const graph = eventOf(withCode(50076));
    expect([event.vendorId, event.identity]).toEqual([graph.vendorId, graph.identity]);
    expect(event.fields).toMatchObject({
      'entra.signin.kind': 'non-interactive', 'event.outcome': 'failure', 'entra.signin.interrupted': true, 'device.trust': 'AzureAd, managed', 'vendor.risk.state': 'atRisk', 'entra.signin.conditional_access': 'failure',
      'session.id': '00a1b2c3-d4e5-4f60-8172-93a4b5c6d7e8', 'user.type': 'Member', 'vendor.geo.city_name': 'Halden',
    });
    const { AccountUpn: _, AccountObjectId: __, LogonType: ___, ...rest } = user;
    expect(fieldsOf({ ...rest, ErrorCode: '0', ServicePrincipalId: 'sp-1', ServicePrincipalName: 'Backup', IsManagedIdentity: 'True' })).toMatchObject({ 'event.action': 'ManagedIdentitySignIn', 'user.name': 'Backup', 'event.outcome': 'success' });
  });
  test('some columns of the table, by a query: a sign-in without id; rows that count are none', () => {
    const row = { 'TimeGenerated [UTC]': '5/4/2026, 8:15:30.000 AM', UserPrincipalName: 'Mara.Lind@halden.example', IPAddress: '203.0.113.9', Location: 'NO', AppDisplayName: 'Halden Portal', ResultType: '50126', UserAgent: 'Firefox' };
    const event = eventOf(row);
    expect([event.vendorId, event.time.zoneAssumed]).toEqual([null, false]);
    expect(event.fields).toMatchObject({ 'event.outcome': 'failure', 'user.name': 'mara.lind@halden.example', 'source.ip': '203.0.113.9', 'vendor.geo.country_iso_code': 'NO', 'application.name': 'Halden Portal', 'user_agent.original': 'Firefox' });
    for (const column of ['count_', 'dcount_IPAddress', 'SignInCount', 'FailedAttempts']) expect(outcomesOf({ ...row, [column]: 12 })).toEqual(['source/unknown']);
    expect(outcomesOf({ ...row, Account: 'mara', Country: 'NO' })).toEqual(['event']);
  });
  test('what only looks like a sign-in is left to others', () => {
    expect(outcomesOf({ createdDateTime: '2026-05-04T08:15:30Z', id: '1', title: 'Unfamiliar sign-in', severity: 'high' })).toEqual(['source/unknown']);
    expect(outcomesOf({ TimeGenerated: '2026-05-04T08:15:30Z', AlertName: 'Many sign-ins', UserPrincipalName: 'a@b.example', Count: 4 })).toEqual(['source/unknown']);
  });
});
