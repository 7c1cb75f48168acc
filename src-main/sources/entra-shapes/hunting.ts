import { flagOf, parsedJson, textOf, type JsonObject } from '../read.ts';

/** Columns of the sign-in tables of Defender's advanced hunting, with the name in Graph. */
const columns: Readonly<Record<string, string>> = {
  Timestamp: 'createdDateTime', RequestId: 'id', CorrelationId: 'correlationId', SessionId: 'sessionId', UniqueTokenId: 'uniqueTokenIdentifier', Application: 'appDisplayName',
  ApplicationId: 'appId', AccountDisplayName: 'userDisplayName', AccountObjectId: 'userId', AccountUpn: 'userPrincipalName', AlternateSignInName: 'alternateSignInName',
  ResourceDisplayName: 'resourceDisplayName', ResourceId: 'resourceId', ResourceTenantId: 'resourceTenantId', AuthenticationRequirement: 'authenticationRequirement',
  UserAgent: 'userAgent', ClientAppUsed: 'clientAppUsed', ConditionalAccessPolicies: 'appliedConditionalAccessPolicies', IPAddress: 'ipAddress',
  ServicePrincipalName: 'servicePrincipalName', ServicePrincipalId: 'servicePrincipalId',
};
/** Numbers stand for words of Graph. */
const policyStates: Readonly<Record<string, string>> = { 0: 'success', 1: 'failure', 2: 'notApplied' };
const riskStates: Readonly<Record<string, string>> = { 0: 'none', 1: 'confirmedSafe', 2: 'remediated', 3: 'dismissed', 4: 'atRisk', 5: 'confirmedCompromised' };

/** Whether a record is a row of `EntraIdSignInEvents`, `AADSignInEventsBeta`, or their siblings for service principals. */
export function isHuntingRow(value: JsonObject): boolean {
  return 'Timestamp' in value && 'RequestId' in value && 'ErrorCode' in value && ('AccountUpn' in value || 'ServicePrincipalId' in value);
}

/** Such a row under the names of Graph. */
export function huntingRow(row: JsonObject): JsonObject {
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [column, name] of Object.entries(columns)) made[name] = row[column];
  const state = (states: Readonly<Record<string, string>>, column: string) => {
    const text = textOf(row[column]) ?? '';
    return Object.hasOwn(states, text) ? states[text] : undefined;
  };
  return {
    ...made,
    signInEventTypes: kindsIn(row),
    status: { errorCode: row['ErrorCode'] },
    conditionalAccessStatus: state(policyStates, 'ConditionalAccessStatus'),
    riskState: state(riskStates, 'RiskState'),
    tokenIssuerType: textOf(row['TokenIssuerType']) === '1' ? 'ADFederationServices' : undefined,
    userType: flagOf(row['IsGuestUser']) === true ? 'guest' : flagOf(row['IsGuestUser']) === false ? 'member' : undefined,
    deviceDetail: {
      deviceId: row['EntraIdDeviceId'] ?? row['AadDeviceId'], displayName: row['DeviceName'], operatingSystem: row['OSPlatform'], browser: row['Browser'], trustType: row['DeviceTrustType'],
      isCompliant: yes(row['IsCompliant']), isManaged: yes(row['IsManaged']),
    },
    location: { city: row['City'], state: row['State'], countryOrRegion: row['Country'] },
  };
}

/** `["nonInteractiveUser"]`, as a list, its JSON text, or a word; tables of service principals say it with a flag. */
function kindsIn(row: JsonObject): unknown {
  if (textOf(row['ServicePrincipalId']) !== undefined) return [flagOf(row['IsManagedIdentity']) === true ? 'managedIdentity' : 'servicePrincipal'];
  const kinds = row['LogonType'];
  return typeof kinds === 'string' ? parsedJson(kinds) ?? [kinds] : kinds;
}

/** 1 and 0; a flag in newer tables. */
function yes(value: unknown): boolean | undefined {
  const text = textOf(value);
  return text === '1' ? true : text === '0' ? false : flagOf(value);
}
