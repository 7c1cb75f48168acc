export const claims = {
  aud: 'https://management.core.windows.net/', iat: '1777882200', appid: 'C44B4083-3bb0-49c1-b47d-974e53cbdf3c', idtyp: 'user', ipaddr: '198.51.100.7', puid: '1003200047D500B0', uti: 'KWwgxMJGb0qka3NRB3BUAA',
  sid: '72316B99-c6db-4374-a368-dec8671155fc', name: 'Mara', 'http://schemas.microsoft.com/claims/authnmethodsreferences': 'pwd,mfa',
  'http://schemas.microsoft.com/identity/claims/objectidentifier': '9D8001CB-a159-4252-a3a1-c2dc689f322a', 'http://schemas.microsoft.com/identity/claims/tenantid': '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'Mara@halden.example',
};
const scope = '/subscriptions/5d22beda-5051-4d08-89eb-a56f372e8890/resourceGroups/Plans/providers/Microsoft.Authorization/roleAssignments/0d0d0d0d-1111-4222-8333-444455556666';
const requestbody = '{"Id":"0d0d0d0d-1111-4222-8333-444455556666","Properties":{"PrincipalId":"6D4CA534-c337-474d-8c76-6c715b31bc52","RoleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"}}';

/** A role assignment as the REST API of the Activity log tells its end; `over` replaces fields. */
export function activityRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    authorization: { action: 'Microsoft.Authorization/roleAssignments/write', scope }, caller: 'Mara@halden.example', channels: 'Operation', claims, correlationId: 'af67db90-ea0f-4ff5-8da7-6570de228eb2', description: '',
    eventDataId: '5df3b668-cc09-44fe-906c-e54bf315911b', eventName: { value: 'EndRequest', localizedValue: 'End request' }, category: { value: 'Administrative', localizedValue: 'Administrative' },
    httpRequest: { clientRequestId: 'a3237fe2-5fca-4cfd-9d1f-b96312320428', clientIpAddress: '203.0.113.9', method: 'PUT' }, id: `${scope}/events/5df3b668/ticks/639`, level: 'Informational', resourceGroupName: 'Plans',
    resourceProviderName: { value: 'Microsoft.Authorization', localizedValue: 'Microsoft.Authorization' }, resourceId: scope, resourceType: { value: 'Microsoft.Authorization/roleAssignments', localizedValue: '' },
    operationId: 'af67db90-ea0f-4ff5-8da7-6570de228eb2', operationName: { value: 'Microsoft.Authorization/roleAssignments/write', localizedValue: 'Create role assignment' },
    properties: { statusCode: 'Created', requestbody, eventCategory: 'Administrative', entity: scope }, status: { value: 'Succeeded', localizedValue: 'Succeeded' },
    subStatus: { value: 'Created', localizedValue: 'Created (HTTP Status Code: 201)' }, eventTimestamp: '2026-05-04T08:15:30.1234567Z', submissionTimestamp: '2026-05-04T08:17:00Z',
    subscriptionId: '5d22beda-5051-4d08-89eb-a56f372e8890', tenantId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', ...over,
  };
}

/** The same event as diagnostic settings write it: in capitals, with its own words for a status, and without an id. */
export function diagnosticRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    time: '2026-05-04T08:15:30.1234567Z', resourceId: scope.toUpperCase(), operationName: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE', category: 'Administrative', resultType: 'Success', resultSignature: 'Succeeded.Created',
    durationMs: '120', callerIpAddress: '203.0.113.9', correlationId: 'af67db90-ea0f-4ff5-8da7-6570de228eb2', identity: { authorization: { scope, action: 'Microsoft.Authorization/roleAssignments/write' }, claims },
    level: 'Information', properties: { statusCode: 'Created', requestbody, eventCategory: 'Administrative', entity: scope }, tenantId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', ...over,
  };
}

/** The same event as a row of AzureActivity, with the columns that the portal writes. */
export function activityRow(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    TenantId: '7c759f10-811c-4db8-ad6d-f07d8ae3f8ea', 'TimeGenerated [UTC]': '5/4/2026, 8:15:30.123 AM', OperationName: 'Create role assignment', OperationNameValue: 'MICROSOFT.AUTHORIZATION/ROLEASSIGNMENTS/WRITE', Level: 'Informational',
    ActivityStatusValue: 'Success', ActivitySubstatusValue: 'Created', ResourceGroup: 'PLANS', SubscriptionId: '5d22beda-5051-4d08-89eb-a56f372e8890', CorrelationId: 'af67db90-ea0f-4ff5-8da7-6570de228eb2',
    Caller: 'mara@halden.example', CallerIpAddress: '203.0.113.9', CategoryValue: 'Administrative', HTTPRequest: '{"clientRequestId":"a3237fe2-5fca-4cfd-9d1f-b96312320428","clientIpAddress":"203.0.113.9","method":"PUT"}',
    Claims: JSON.stringify(claims), Claims_d: JSON.stringify(claims), Authorization_d: JSON.stringify({ action: 'Microsoft.Authorization/roleAssignments/write', scope }), Properties: '',
    Properties_d: JSON.stringify({ statusCode: 'Created', requestbody, entity: scope }), EventDataId: '5df3b668-cc09-44fe-906c-e54bf315911b', OperationId: 'af67db90-ea0f-4ff5-8da7-6570de228eb2', ResourceId: '', _ResourceId: scope.toLowerCase(),
    Type: 'AzureActivity', ...over,
  };
}
