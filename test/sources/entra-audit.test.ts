import { describe, expect, test } from 'vitest';
import { auditAsMonitor, riskDetection, roleGiven, secretAdded } from './entra-audit-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const fieldsOf = (record: unknown) => eventOf(record).fields;
const keys = (...ids: readonly string[]) => JSON.stringify(ids.map((id) => `[KeyIdentifier=${id},KeyType=Password,KeyUsage=Verify,DisplayName=x]`));
const one = '11111111-2222-4333-8444-555555555555';
const two = '22222222-2222-4333-8444-555555555555';

describe('an audit record', () => {
  test('says what was done, by whom, from where, to what', () => {
    const fields = fieldsOf(auditAsMonitor(secretAdded()));
    expect(fields).toMatchObject({
      'event.action': 'Update application \u2013 Certificates and secrets management', 'event.category': 'configuration', 'event.outcome': 'success', 'event.access': 'write', 'user.name': 'mara.lind@halden.example',
      'source.ip': '203.0.113.9', 'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/138.0', 'target.type': ['Application'], 'target.name': ['Nightly backup'],
      'entra.audit.changed': ['KeyDescription', 'Included Updated Properties'], 'entra.audit.initiated_by': 'user', 'entra.audit.category': 'ApplicationManagement',
    });
  });

  test('a secret that was added is the credential that later sign-ins use', () => {
    expect(fieldsOf(secretAdded())['credential.issued_id']).toBe('d0c1b2a3-9485-4766-8574-63524130f1e2');
    const changed = (oldValue: unknown, newValue: unknown, over: Readonly<Record<string, unknown>> = {}) =>
      fieldsOf(secretAdded({ targetResources: [{ modifiedProperties: [{ displayName: 'KeyDescription', oldValue, newValue }] }], ...over }))['credential.issued_id'];
    expect(changed('[]', keys(one))).toBe(one);
    expect(changed(null, keys(one))).toBe(one);
    expect(changed(keys(one), keys(two, one))).toBe(two);
    expect(changed(keys(one, two), keys(one))).toBeUndefined();
    expect(changed('[]', keys(one), { result: 'failure' })).toBeUndefined();
  });

  test('a role that was given, and to whom', () => {
    const fields = fieldsOf(roleGiven());
    expect([fields['user.target.name'], fields['user.target.id'], fields['access.requested'], fields['access.granted']]).toEqual([['jonas.berg@halden.example'], ['0f1e2d3c-4b5a-4968-8776-655443322110'], ['Global Administrator'], ['Global Administrator']]);
    expect(fieldsOf(roleGiven({ result: 'failure' }))['access.granted']).toBeUndefined();
    const scopes = [{ modifiedProperties: [{ displayName: 'DelegatedPermissionGrant.Scope', newValue: '" Mail.Read User.Read"' }] }];
    expect(fieldsOf(roleGiven({ activityDisplayName: 'Add delegated permission grant', targetResources: scopes }))['access.granted']).toEqual(['Mail.Read', 'User.Read']);
  });

  test.each([['success', 'success'], ['failure', 'failure'], ['failed', 'failure'], ['timeout', 'failure'], ['unknownFutureValue', 'unknown'], ['', 'unknown'], [undefined, 'unknown']])('result %s: %s', (result, outcome) => {
    expect(fieldsOf(secretAdded({ result }))['event.outcome']).toBe(outcome);
  });

  test('an application acts under its name', () => {
    const fields = fieldsOf(secretAdded({ initiatedBy: JSON.stringify({ app: { appId: null, displayName: 'Sync', servicePrincipalId: 'sp-1' } }) }));
    expect([fields['user.name'], fields['user.id'], fields['user.type'], fields['entra.audit.initiated_by']]).toEqual(['Sync', 'sp-1', 'ServicePrincipal', 'app']);
  });

  test.each([
    ['User registered security info', 'UserManagement', 'Authentication Methods', 'mfa'], ['Admin deleted security info', 'UserManagement', 'Authentication Methods', 'mfa'],
    ['Authentication Methods Policy Update', 'Policy', 'Authentication Methods', 'configuration'], ['Add user', 'UserManagement', 'Core Directory', 'configuration'],
  ])('%s is of category %4$s', (activityDisplayName, category, loggedByService, expected) => {
    expect(fieldsOf(secretAdded({ activityDisplayName, category, loggedByService }))['event.category']).toBe(expected);
  });

  test('a row of the CSV of the admin centre: targets and changes from numbered columns, no id', () => {
    const event = eventOf({
      'Date (UTC)': '2026-05-04T08:40:00.1234567Z', CorrelationId: 'c-1', Service: 'Core Directory', Category: 'RoleManagement', Activity: 'Add member to role', Result: 'success', ResultReason: '', 'User Agent': 'Mozilla/5.0', ActorType: 'User',
      ActorDisplayName: 'Mara Lind', ActorObjectId: 'u-1', ActorUserPrincipalName: 'Mara.Lind@halden.example', IPAddress: '203.0.113.9', ActorServicePrincipalId: '', ActorServicePrincipalName: '', Target1Type: 'User', Target1DisplayName: 'Jonas Berg',
      Target1ObjectId: 'u-2', Target1UserPrincipalName: 'Jonas.Berg@halden.example', Target1ModifiedProperty1Name: 'Role.DisplayName', Target1ModifiedProperty1OldValue: '', Target1ModifiedProperty1NewValue: '"Global Administrator"', Target2Type: 'Role', Target2ObjectId: 'r-1',
      AdditionalDetail1Key: 'User-Agent', AdditionalDetail1Value: 'x',
    });
    expect(event.vendorId).toBeNull();
    expect(event.time.zoneAssumed).toBe(false);
    expect(event.fields).toMatchObject({
      'event.action': 'Add member to role', 'user.name': 'mara.lind@halden.example', 'source.ip': '203.0.113.9', 'user_agent.original': 'Mozilla/5.0', 'user.target.name': ['jonas.berg@halden.example'], 'target.id': ['u-2', 'r-1'],
      'access.granted': ['Global Administrator'], 'entra.audit.category': 'RoleManagement',
    });
    const app = eventOf({ 'Date (UTC)': '5/4/2026 8:40:00 AM', CorrelationId: 'c-2', Activity: 'Add service principal', Result: 'success', ActorType: 'Application', ActorDisplayName: 'Sync', ActorObjectId: 'sp-1', IPAddress: '' });
    expect([app.fields['user.name'], app.fields['user.id'], app.fields['entra.audit.initiated_by']]).toEqual(['Sync', 'sp-1', 'app']);
  });

  test('provisioning is refused by name, whatever it came in', () => {
    for (const record of [{ category: 'ProvisioningLogs', time: 'x', properties: {} }, { Type: 'AADProvisioningLogs', TimeGenerated: 'x' }, { id: '1', activityDateTime: '2026-05-04T08:40:00Z', provisioningAction: 'create', provisioningSteps: [] }]) {
      expect(outcomesOf(record)).toEqual(['entra.audit/provisioning']);
    }
  });
});

describe('a risk detection', () => {
  test('stands at the time of what it judges, with what Microsoft says', () => {
    const event = eventOf(riskDetection());
    expect(event.time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 30));
    expect(event.fields).toMatchObject({
      'event.action': 'anomalousToken', 'event.outcome': 'unknown', 'user.name': 'mara.lind@halden.example', 'vendor.risk.level': 'high', 'vendor.risk.state': 'atRisk', 'vendor.risk.detail': ['anomalousToken', 'adminConfirmedSigninCompromised'],
      'entra.risk.detected_at': Date.UTC(2026, 4, 5, 2), 'entra.risk.request_id': '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00', 'user_agent.original': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/138.0',
    });
  });

  test('from Azure Monitor, Log Analytics, Graph and a flat table: the same event', () => {
    const graph = riskDetection();
    const { location, ...flat } = Object.fromEntries(Object.entries(graph).map(([name, value]) => [name === 'location' ? name : name[0]!.toUpperCase() + name.slice(1), value]));
    const shapes = [
      { time: '5/5/2026 2:10:00 AM', category: 'UserRiskEvents', tenantId: graph['homeTenantId'], operationName: 'User Risk Detection', callerIpAddress: '203.0.113.9', correlationId: graph['id'], location: 'no', properties: graph },
      { ...flat, Location: JSON.stringify(location), TimeGenerated: '2026-05-05T02:10:00Z', Type: 'AADUserRiskEvents', TenantId: 'workspace' },
      { ...flat, City: 'Halden', State: 'Ostfold', CountryOrRegion: 'NO' },
    ];
    const wanted = eventOf(graph);
    for (const shape of shapes) expect(eventOf(shape)).toEqual(wanted);
    expect(eventsOf({ '@odata.context': 'x', value: [graph] })).toEqual([wanted]);
  });

  test('one that was judged anew is another event under the same id', () => {
    const [before, after] = [eventOf(riskDetection()), eventOf(riskDetection({ riskState: 'remediated' }))];
    expect(before.vendorId).toBe(after.vendorId);
    expect(before.identity).not.toEqual(after.identity);
  });

  test('the state of a risky user is refused by name', () => {
    for (const record of [{ category: 'RiskyUsers', time: 'x', properties: {} }, { Type: 'AADRiskyUsers', TimeGenerated: 'x' }, { id: '1', userPrincipalName: 'a@b.example', riskLevel: 'high', riskState: 'atRisk', riskLastUpdatedDateTime: '2026-05-04T08:40:00Z' }]) {
      expect(outcomesOf(record)).toEqual(['entra.risk/state']);
    }
  });
});
