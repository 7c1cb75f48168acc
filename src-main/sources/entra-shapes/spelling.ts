import { isObject, type JsonObject } from '../read.ts';

/** Names of Graph and of diagnostic records that the mappings read, in their own spelling. */
const spelled = [
  'id', 'createdDateTime', 'userDisplayName', 'userPrincipalName', 'userId', 'userType', 'appId', 'appDisplayName', 'ipAddress',
  'ipAddressFromResourceProvider', 'clientAppUsed', 'correlationId', 'conditionalAccessStatus', 'appliedConditionalAccessPolicies', 'originalRequestId', 'isInteractive', 'tokenIssuerName',
  'tokenIssuerType', 'authenticationRequirement', 'authenticationProtocol', 'authenticationDetails', 'authenticationMethodsUsed', 'incomingTokenType',
  'originalTransferMethod', 'uniqueTokenIdentifier', 'sessionId', 'signInEventTypes', 'signInIdentifier', 'alternateSignInName', 'servicePrincipalId',
  'servicePrincipalName', 'servicePrincipalCredentialKeyId', 'servicePrincipalCredentialThumbprint', 'federatedCredentialId', 'resourceDisplayName',
  'resourceId', 'resourceTenantId', 'homeTenantId', 'crossTenantAccessType', 'autonomousSystemNumber', 'userAgent', 'deviceDetail', 'location', 'status',
  'mfaDetail', 'riskDetail', 'riskEventTypes', 'riskEventTypes_v2', 'riskLevelAggregated', 'riskLevelDuringSignIn', 'riskState',
  'signInTokenProtectionStatus', 'tokenProtectionStatusDetails', 'time', 'category', 'type', 'tenantId', 'callerIpAddress', 'resultType', 'resultSignature',
  'resultDescription', 'operationName', 'identity', 'properties', 'timeGenerated', 'sourceSystem', 'errorCode', 'failureReason', 'additionalDetails',
  'deviceId', 'displayName', 'operatingSystem', 'browser', 'isCompliant', 'isManaged', 'trustType', 'city', 'state', 'countryOrRegion', 'country', 'os',
  'authMethod', 'authDetail', 'authenticationMethod', 'authenticationMethodDetail', 'succeeded', 'authenticationStepResultDetail',
  'authenticationStepRequirement', 'signInSessionStatus', 'activityDateTime', 'activityDisplayName', 'loggedByService', 'operationType', 'result',
  'resultReason', 'initiatedBy', 'targetResources', 'user', 'app', 'modifiedProperties', 'oldValue', 'newValue', 'key', 'value', 'requestId',
  'riskEventType', 'riskType', 'riskLevel', 'source', 'detectionTimingType', 'activity', 'detectedDateTime', 'lastUpdatedDateTime', 'additionalInfo',
  'keyIds', 'riskLastUpdatedDateTime', 'servicePrincipalDisplayName', 'provisioningAction', 'provisioningSteps', 'portalStatus', 'managedIdentityType',
  'p_event_time',
] as const;
/** Columns of Log Analytics that are called otherwise than in Graph, and spellings of older tools. */
const renamed: Readonly<Record<string, string>> = {
  aadtenantid: 'tenantId', tenantid: 'workspaceId', locationdetails: 'location', location: 'locationCode', resourceidentity: 'resourceId',
  aadoperationtype: 'operationType', createdtime: 'createdDateTime', detectiontime: 'detectedDateTime', conditionalaccesspolicies: 'appliedConditionalAccessPolicies',
};
const byLowerCase = new Map<string, string>(spelled.map((name) => [name.toLowerCase(), name]));
/** Headers as they were met, with what they stand for: the same ones come back in every row. */
const MOST_KNOWN = 4096;
const known = new Map<string, Heading>();

interface Heading {
  readonly plain: string;
  /** Its name in a row of Log Analytics. */
  readonly row: string;
  /** The header says that its times are UTC. */
  readonly isUtc: boolean;
}

function heading(header: string): Heading {
  const met = known.get(header);
  if (met !== undefined) return met;
  const bare = header.trim();
  const isUtc = / \[utc\]$/i.test(bare);
  // Shown in another zone, the times of the table name it in words that no clock can be set by: they are times without a zone.
  const lower = bare.replace(/ \[[^\]]*\]$/, '').replace(/_(dynamic|string)$/, '').toLowerCase();
  const plain = byLowerCase.get(lower) ?? '';
  const made = { plain, row: Object.hasOwn(renamed, lower) ? renamed[lower]! : plain, isUtc };
  if (known.size < MOST_KNOWN) known.set(header, made);
  return made;
}

/**
 * A record under the names of Graph, whatever case its own are in; columns of Log Analytics (`isRow`) are renamed, those that it keeps twice
 * (`…_dynamic`, `…_string`) become one, and times under a header that ends in `[UTC]` say so. Names that no mapping reads are left out.
 */
export function respelled(record: JsonObject, isRow: boolean, depth = 0): JsonObject {
  const made = Object.create(null) as Record<string, unknown>;
  for (const header in record) {
    const { plain, row, isUtc } = heading(header);
    const name = isRow && depth === 0 ? row : plain;
    if (name === '') continue;
    const value = record[header];
    const own = placed(name, value);
    if (!isBlank(made[own])) continue;
    made[own] = isUtc && typeof value === 'string' && value.trim() !== '' && !value.endsWith('Z') ? `${value.trim()} UTC` : inner(value, depth);
  }
  return made;
}

/** Two columns of Log Analytics hold one thing in this table and another in that. */
function placed(name: string, value: unknown): string {
  if (name === 'resourceId') return typeof value === 'string' && value.startsWith('/') ? 'resourcePath' : name;
  return name === 'locationCode' && (isObject(value) || (typeof value === 'string' && value.startsWith('{'))) ? 'location' : name;
}

function inner(value: unknown, depth: number): unknown {
  if (depth > 3) return value;
  if (isObject(value)) return respelled(value, false, depth + 1);
  return Array.isArray(value) ? value.map((one) => inner(one, depth + 1)) : value;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === '{}' || value === '[]';
}
