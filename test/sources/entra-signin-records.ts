/** A sign-in of an invented company under the names of Graph; `over` replaces fields, `undefined` takes them away. */
export function signIn(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00', createdDateTime: '2026-05-04T08:15:30Z', userDisplayName: 'Mara Lind', userPrincipalName: 'mara.lind@halden.example', userId: '4d1f0c9e-7a23-4b58-8e6d-2f9b1c3a5e70',
    userType: 'member', appId: '1b3d5f70-2468-4ace-9bdf-13579bdf0246', appDisplayName: 'Halden Portal', ipAddress: '203.0.113.9', clientAppUsed: 'Browser', userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/138.0',
    correlationId: '6c5b4a39-2817-4605-b4c3-d2e1f0a9b8c7', conditionalAccessStatus: 'success', originalRequestId: '8f0c1a52-3b7d-4e19-9a40-5c2d7e6f1b00', isInteractive: true, tokenIssuerType: 'AzureAD',
    authenticationRequirement: 'multiFactorAuthentication', authenticationProtocol: 'none', incomingTokenType: 'none', originalTransferMethod: 'none', uniqueTokenIdentifier: 'UhoMj307GU6aQFwtfm8bAA',
    sessionId: '00a1b2c3-d4e5-4f60-8172-93a4b5c6d7e8', signInEventTypes: ['interactiveUser'], resourceDisplayName: 'Halden Files', resourceId: '00000003-1111-4222-8333-444455556666',
    resourceTenantId: 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6', homeTenantId: 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6', crossTenantAccessType: 'none', autonomousSystemNumber: 64500,
    riskDetail: 'none', riskEventTypes_v2: [], riskLevelAggregated: 'none', riskLevelDuringSignIn: 'none', riskState: 'none',
    status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
    deviceDetail: { deviceId: '7e6d5c4b-3a29-4817-a605-f4e3d2c1b0a9', displayName: 'HAL-LAP-07', operatingSystem: 'Linux', browser: 'Firefox 138.0', isCompliant: true, isManaged: true, trustType: 'Azure AD registered' },
    location: { city: 'Halden', state: 'Ostfold', countryOrRegion: 'NO', geoCoordinates: { latitude: 59.12, longitude: 11.38 } },
    authenticationDetails: [
      { authenticationStepDateTime: '2026-05-04T08:15:20Z', authenticationMethod: 'Password', authenticationMethodDetail: 'Password Hash Sync', succeeded: true, authenticationStepResultDetail: 'Correct password', authenticationStepRequirement: 'Primary authentication' },
      { authenticationStepDateTime: '2026-05-04T08:15:30Z', authenticationMethod: 'Mobile app notification', succeeded: true, authenticationStepResultDetail: 'MFA completed in Azure AD', authenticationStepRequirement: 'Multi-factor authentication' },
    ],
    ...over,
  };
}

/** A sign-in of a service principal, as Graph (beta) writes it. */
export function serviceSignIn(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: '1c9d8e7f-6a5b-4c3d-8e2f-0a1b2c3d4e00', createdDateTime: '2026-05-04T09:00:00Z', appId: '2b4d6f81-3579-4bdf-8ace-02468ace1357', appDisplayName: 'Nightly backup', ipAddress: '198.51.100.20',
    correlationId: '5b4a3928-1706-45f4-a3b2-c1d0e9f8a7b6', signInEventTypes: ['servicePrincipal'], isInteractive: false, servicePrincipalId: '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', servicePrincipalName: 'Nightly backup',
    servicePrincipalCredentialKeyId: 'd0c1b2a3-9485-4766-8574-63524130f1e2', resourceDisplayName: 'Halden Files', resourceId: '00000003-1111-4222-8333-444455556666', status: { errorCode: 0 },
    userPrincipalName: null, userId: '', uniqueTokenIdentifier: 'f46dHFtqPUyOLwobLD1OAA', ...over,
  };
}

const categories: Readonly<Record<string, string>> = {
  interactiveUser: 'SignInLogs', nonInteractiveUser: 'NonInteractiveUserSignInLogs', servicePrincipal: 'ServicePrincipalSignInLogs', managedIdentity: 'ManagedIdentitySignInLogs',
};
const tables: Readonly<Record<string, string>> = {
  SignInLogs: 'SigninLogs', NonInteractiveUserSignInLogs: 'AADNonInteractiveUserSignInLogs', ServicePrincipalSignInLogs: 'AADServicePrincipalSignInLogs', ManagedIdentitySignInLogs: 'AADManagedIdentitySignInLogs',
};
const tenant = 'a1a2a3a4-b1b2-4c1c-8d1d-e1e2e3e4e5e6';

function categoryOf(graph: Readonly<Record<string, unknown>>): string {
  return categories[(graph['signInEventTypes'] as readonly string[])[0] ?? '']!;
}

/** The sign-in as Azure Monitor writes it: properties in a record whose `time` is when it was written, month first. */
export function asMonitor(graph: Readonly<Record<string, unknown>>, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { errorCode } = graph['status'] as { readonly errorCode?: number };
  return {
    time: '5/4/2026 11:48:53 AM', resourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`, operationName: 'Sign-in activity', operationVersion: '1.0', category: categoryOf(graph), tenantId: tenant,
    resultType: String(errorCode ?? ''), resultSignature: 'None', durationMs: '0', callerIpAddress: graph['ipAddress'], correlationId: graph['correlationId'], identity: graph['userDisplayName'], Level: 4,
    location: 'NO', properties: { ...graph, createdDateTime: String(graph['createdDateTime']).replace('Z', '.0000000+00:00') }, ...over,
  };
}

/** The columns of a Log Analytics row: PascalCase, nested values as JSON text. `csv`: as the portal exports it, all cells text. */
export function asTableRow(graph: Readonly<Record<string, unknown>>, csv = false): Record<string, unknown> {
  const category = categoryOf(graph);
  const status = graph['status'] as { readonly errorCode?: number; readonly failureReason?: string };
  const text = (value: unknown) => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value, null, csv ? 2 : 0) : typeof value === 'boolean' && csv ? String(value).toUpperCase() : String(value));
  const row: Record<string, unknown> = { TenantId: '99999999-aaaa-4bbb-8ccc-dddddddddddd', SourceSystem: 'Azure AD', ResourceId: `/tenants/${tenant}/providers/Microsoft.aadiam`, OperationName: 'Sign-in activity', Category: category,
    ResultType: text(status.errorCode), ResultSignature: 'None', ResultDescription: text(status.failureReason === 'Other.' ? '' : status.failureReason), CorrelationId: graph['correlationId'], Location: 'NO', AADTenantId: tenant, Type: tables[category] };
  const nested = { status: 'Status', deviceDetail: 'DeviceDetail', location: 'LocationDetails', riskEventTypes_v2: 'RiskEventTypes_V2', resourceId: 'ResourceIdentity', ipAddress: 'IPAddress', id: 'Id' };
  for (const [name, value] of Object.entries(graph)) {
    if (name === 'createdDateTime' || name === 'correlationId' || name === 'signInEventTypes') continue;
    const column = (nested as Record<string, string>)[name] ?? name[0]!.toUpperCase() + name.slice(1);
    const isDynamic = csv && ['status', 'deviceDetail', 'location'].includes(name);
    if (isDynamic) row[`${column}_string`] = '';
    row[isDynamic ? `${column}_dynamic` : column] = csv || typeof value === 'object' ? text(value) : value;
  }
  return csv ? { ...row, 'CreatedDateTime [UTC]': usTime(String(graph['createdDateTime'])) } : { ...row, TimeGenerated: '2026-05-04T11:48:53.000Z', CreatedDateTime: graph['createdDateTime'] };
}

/** `5/4/2026, 8:15:30.000 AM` */
function usTime(iso: string): string {
  const [date, time] = iso.replace('Z', '').split('T') as [string, string];
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const [hour, minute, second] = time.split(':') as [string, string, string];
  return `${month}/${day}/${year}, ${Number(hour) % 12 || 12}:${minute}:${second}.000 ${Number(hour) < 12 ? 'AM' : 'PM'}`;
}

/** The 56 columns of the CSV of the admin centre, in their order, with its blanks and the header that comes twice (which the CSV reader counts). */
export const portalHeaders = 'Date (UTC),Request ID,User agent,Correlation ID,User ID,User,Username,User type,Cross tenant access type,Incoming token type,Authentication Protocol,Unique token identifier,Original transfer method,Client credential type,Token Protection - Sign In Session,Token Protection - Sign In Session StatusCode,Application,Application ID ,App owner tenant ID,Resource,Resource ID ,Resource tenant ID,Resource owner tenant ID,Home tenant ID,Home tenant name,IP address,Location,Status,Sign-in error code,Failure reason,Client app,Device ID,Browser,Operating System,Compliant,Managed,Join Type,Multifactor authentication result,Multifactor authentication auth method,Multifactor authentication auth detail,Authentication requirement,Sign-in identifier,Session ID,IP address (seen by resource),Through Global Secure Access,Global Secure Access IP address,Autonomous system  number,Flagged for review,Token issuer type,Incoming token type,Token issuer name,Latency,Conditional Access,Managed Identity type,Associated Resource Id,Federated Token Id,Federated Token Issuer'.split(',');

/** A user's sign-in as a row of that CSV: cells by header. */
export function asPortalRow(graph: Readonly<Record<string, unknown>>): Record<string, string> {
  const at = (name: string, inner?: string) => {
    const value = inner === undefined ? graph[name] : (graph[name] as Readonly<Record<string, unknown>>)[inner];
    return value === null || value === undefined ? '' : typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
  };
  const code = (graph['status'] as { readonly errorCode?: number }).errorCode;
  const cells: Record<string, string> = {
    'Date (UTC)': at('createdDateTime'), 'Request ID': at('id'), 'User agent': at('userAgent'), 'Correlation ID': at('correlationId'), 'User ID': at('userId'), User: at('userDisplayName'), Username: at('userPrincipalName'),
    'User type': 'Member', 'Cross tenant access type': at('crossTenantAccessType'), 'Incoming token type': at('incomingTokenType'), 'Authentication Protocol': at('authenticationProtocol'), 'Unique token identifier': at('uniqueTokenIdentifier'),
    'Original transfer method': at('originalTransferMethod'), Application: at('appDisplayName'), 'Application ID ': at('appId'), Resource: at('resourceDisplayName'), 'Resource ID ': at('resourceId'), 'Resource tenant ID': at('resourceTenantId'),
    'Home tenant ID': at('homeTenantId'), 'IP address': at('ipAddress'), Location: `${at('location', 'city')}, ${at('location', 'state')}, ${at('location', 'countryOrRegion')}`,
    Status: code === 0 ? 'Success' : code === 50140 ? 'Interrupted' : 'Failure', 'Sign-in error code': code === 0 ? '' : String(code), 'Failure reason': at('status', 'failureReason'), 'Client app': at('clientAppUsed'),
    'Device ID': at('deviceDetail', 'deviceId'), Browser: at('deviceDetail', 'browser'), 'Operating System': at('deviceDetail', 'operatingSystem'), Compliant: at('deviceDetail', 'isCompliant'), Managed: at('deviceDetail', 'isManaged'),
    'Join Type': at('deviceDetail', 'trustType'), 'Authentication requirement': at('authenticationRequirement'), 'Session ID': at('sessionId'), 'Autonomous system  number': at('autonomousSystemNumber'), 'Token issuer type': at('tokenIssuerType'),
    'Conditional Access': at('conditionalAccessStatus'),
  };
  return Object.fromEntries(portalHeaders.map((header, i) => [portalHeaders.indexOf(header) === i ? header : `${header} (2)`, cells[header] ?? '']));
}
