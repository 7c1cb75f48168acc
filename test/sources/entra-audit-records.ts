/** An audit record of an invented company under the names of Graph: a secret is added to an application. `over` replaces fields. */
export function secretAdded(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'Directory_6c5b4a39-2817-4605-b4c3-d2e1f0a9b8c7_AB12C_1000001', activityDateTime: '2026-05-04T08:40:00Z', activityDisplayName: 'Update application \u2013 Certificates and secrets management ', category: 'ApplicationManagement',
    correlationId: '6c5b4a39-2817-4605-b4c3-d2e1f0a9b8c7', result: 'success', resultReason: '', loggedByService: 'Core Directory', operationType: 'Update',
    initiatedBy: { user: { id: '4d1f0c9e-7a23-4b58-8e6d-2f9b1c3a5e70', displayName: null, userPrincipalName: 'Mara.Lind@halden.example', ipAddress: '203.0.113.9', roles: [] }, app: null },
    targetResources: [{ id: '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', displayName: 'Nightly backup', type: 'Application', modifiedProperties: [
      { displayName: 'KeyDescription', oldValue: '["[KeyIdentifier=11111111-2222-4333-8444-555555555555,KeyType=Password,KeyUsage=Verify,DisplayName=old]"]',
        newValue: '["[KeyIdentifier=11111111-2222-4333-8444-555555555555,KeyType=Password,KeyUsage=Verify,DisplayName=old]","[KeyIdentifier=D0C1B2A3-9485-4766-8574-63524130F1E2,KeyType=Password,KeyUsage=Verify,DisplayName=new]"]' },
      { displayName: 'Included Updated Properties', oldValue: null, newValue: '"KeyDescription"' },
    ] }],
    additionalDetails: [{ key: 'User-Agent', value: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/138.0' }], ...over,
  };
}

/** A user is given a role. */
export function roleGiven(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return secretAdded({
    id: 'Directory_6c5b4a39-2817-4605-b4c3-d2e1f0a9b8c7_AB12C_1000002', activityDisplayName: 'Add member to role', category: 'RoleManagement', operationType: 'Assign', resultReason: 'approved',
    targetResources: [{ id: '0f1e2d3c-4b5a-4968-8776-655443322110', displayName: 'Jonas Berg', type: 'User', userPrincipalName: 'Jonas.Berg@halden.example', modifiedProperties: [
      { displayName: 'Role.DisplayName', oldValue: null, newValue: '"Global Administrator"' },
    ] }], ...over,
  });
}

const tenant = 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6';

export function auditAsMonitor(graph: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    time: '5/4/2026 8:40:09 AM', resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`, operationName: graph['activityDisplayName'], category: 'AuditLogs', tenantId: tenant, resultSignature: 'None', durationMs: 0,
    correlationId: graph['correlationId'], Level: 4, properties: { ...graph, activityDateTime: String(graph['activityDateTime']).replace('Z', '.0000000+00:00') },
  };
}

/** A row of the table AuditLogs. `csv`: all cells text, as the portal of Log Analytics exports them. */
export function auditAsTableRow(graph: Readonly<Record<string, unknown>>, csv = false): Record<string, unknown> {
  const json = (name: string) => JSON.stringify(graph[name]);
  const row = {
    TenantId: '99999999-aaaa-4bbb-8ccc-dddddddddddd', SourceSystem: 'Azure AD', ResourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`, OperationName: graph['activityDisplayName'], Category: graph['category'],
    CorrelationId: graph['correlationId'], Id: graph['id'], InitiatedBy: json('initiatedBy'), TargetResources: json('targetResources'), AdditionalDetails: json('additionalDetails'), LoggedByService: graph['loggedByService'],
    Result: graph['result'], ResultReason: graph['resultReason'], AADTenantId: tenant, ActivityDisplayName: graph['activityDisplayName'], AADOperationType: graph['operationType'], Type: 'AuditLogs',
  };
  return csv ? { ...row, 'TimeGenerated [UTC]': '5/4/2026, 8:40:09.000 AM', 'ActivityDateTime [UTC]': '5/4/2026, 8:40:00.000 AM' } : { ...row, TimeGenerated: '2026-05-04T08:40:09Z', ActivityDateTime: '2026-05-04T08:40:00Z' };
}

/** A risk detection under the names of Graph. */
export function riskDetection(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'f00dfeedf00dfeedf00dfeedf00dfeedf00dfeedf00dfeedf00dfeedf00dfeed', requestId: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00', correlationId: '6c5b4a39-2817-4605-b4c3-d2e1f0a9b8c7', riskEventType: 'anomalousToken', riskState: 'atRisk',
    riskLevel: 'high', riskDetail: 'adminConfirmedSigninCompromised', source: 'IdentityProtection', detectionTimingType: 'offline', activity: 'signin', tokenIssuerType: 'AzureAD', ipAddress: '203.0.113.9',
    activityDateTime: '2026-05-04T08:15:30Z', detectedDateTime: '2026-05-05T02:00:00Z', lastUpdatedDateTime: '2026-05-05T02:00:00Z', userId: '4d1f0c9e-7a23-4b58-8e6d-2f9b1c3a5e70', userPrincipalName: 'Mara.Lind@halden.example',
    userType: 'member', homeTenantId: tenant, location: { city: 'Halden', state: 'Ostfold', countryOrRegion: 'NO' }, additionalInfo: '[{"Key":"userAgent","Value":"Mozilla/5.0 (X11; Linux x86_64) Firefox/138.0"}]', ...over,
  };
}
