/** A call to Microsoft Graph as the diagnostic settings write it; `over` replaces properties, `undefined` takes them away. */
export function graphRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    time: '2026-05-04T08:15:30.1234567Z', resourceId: '/TENANTS/3F1C9A52-7D0E-4C1B-8A44-5B9E2F6D7A10/PROVIDERS/MICROSOFT.AADIAM', operationName: 'Microsoft Graph Activity', operationVersion: 'v1.0',
    category: 'MicrosoftGraphActivityLogs', resultSignature: '200', durationMs: '143', callerIpAddress: '203.0.113.9', correlationId: '0e7a4b1c-1111-4222-8333-444455556666', level: 'Informational', location: 'West Europe',
    properties: {
      timeGenerated: '2026-05-04T08:15:30.1234567Z', location: 'West Europe', requestId: '6d4ca534-c337-474d-8c76-6c715b31bc52', operationId: '6d4ca534-c337-474d-8c76-6c715b31bc52',
      clientRequestId: 'a0a0a0a0-1111-4222-8333-444455556666', apiVersion: 'v1.0', requestMethod: 'GET', responseStatusCode: 200, tenantId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', responseSizeBytes: 1834,
      signInActivityId: 'KWwgxMJGb0qka3NRB3BUAA', tokenIssuedAt: '2026-05-04T08:10:00.0000000Z', appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', userId: '9D8001CB-a159-4252-a3a1-c2dc689f322a',
      scopes: 'Mail.Read User.Read.All', identityProvider: 'https://sts.windows.net/3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10/', clientAuthMethod: 0, wids: '62e90394-69f5-4237-9190-012177145e10',
      C_Idtyp: 'user', C_Sid: '72316B99-c6db-4374-a368-dec8671155fc', C_DeviceId: '1f2e3d4c-0000-4a4a-8b8b-0102030405aa', ipAddress: '203.0.113.9', userAgent: 'Mozilla/5.0 PowerShell/7.4.1 Invoke-MgGraphRequest',
      requestUri: 'https://graph.microsoft.com/v1.0/users/jonas@halden.example/messages?$top=50',
      ...over,
    },
  };
}

/** The same call as Log Analytics has it, where `csv` says so with the columns that its portal writes. */
export function graphRow(csv: boolean, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const row: Record<string, unknown> = {
    TenantId: '7c759f10-811c-4db8-ad6d-f07d8ae3f8ea', [csv ? 'TimeGenerated [UTC]' : 'TimeGenerated']: csv ? '5/4/2026, 8:15:30.123 AM' : '2026-05-04T08:15:30.1234567Z', Location: 'West Europe',
    RequestId: '6d4ca534-c337-474d-8c76-6c715b31bc52', OperationId: '6d4ca534-c337-474d-8c76-6c715b31bc52', ClientRequestId: 'a0a0a0a0-1111-4222-8333-444455556666', ApiVersion: 'v1.0', RequestMethod: 'GET', ResponseStatusCode: 200,
    AadTenantId: '3f1c9a52-7d0e-4c1b-8a44-5b9e2f6d7a10', ResponseSizeBytes: 1834, SignInActivityId: 'KWwgxMJGb0qka3NRB3BUAA', [csv ? 'TokenIssuedAt [UTC]' : 'TokenIssuedAt']: csv ? '5/4/2026, 8:10:00.000 AM' : '2026-05-04T08:10:00Z',
    AppId: '14d82eec-204b-4c2f-b7e8-296a70dab67e', UserId: '9D8001CB-a159-4252-a3a1-c2dc689f322a', ServicePrincipalId: '', Scopes: 'Mail.Read User.Read.All', Roles: '', ClientAuthMethod: 0,
    C_Idtyp: 'user', C_Sid: '72316B99-c6db-4374-a368-dec8671155fc', C_DeviceId: '1f2e3d4c-0000-4a4a-8b8b-0102030405aa', IPAddress: '203.0.113.9', UserAgent: 'Mozilla/5.0 PowerShell/7.4.1 Invoke-MgGraphRequest',
    RequestUri: 'https://graph.microsoft.com/v1.0/users/jonas@halden.example/messages?$top=50', Type: 'MicrosoftGraphActivityLogs', ...over,
  };
  return csv ? Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])) : row;
}
