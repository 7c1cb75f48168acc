import { textOf, type JsonObject } from '../read.ts';

/** Columns of the sign-in CSV of the admin centre, blanks trimmed and runs of them made one, with the name in Graph. */
const columns: Readonly<Record<string, string>> = {
  'Request ID': 'id', 'Correlation ID': 'correlationId', 'User ID': 'userId', 'Username': 'userPrincipalName', 'User': 'userDisplayName',
  'User type': 'userType', 'User agent': 'userAgent', 'Cross tenant access type': 'crossTenantAccessType', 'Incoming token type': 'incomingTokenType',
  'Authentication Protocol': 'authenticationProtocol', 'Unique token identifier': 'uniqueTokenIdentifier',
  'Original transfer method': 'originalTransferMethod', 'Token Protection - Sign In Session': 'signInTokenProtectionStatus',
  'Application': 'appDisplayName', 'Application ID': 'appId', 'Resource': 'resourceDisplayName', 'Resource ID': 'resourceId',
  'Resource tenant ID': 'resourceTenantId', 'Home tenant ID': 'homeTenantId', 'IP address': 'ipAddress', 'Client app': 'clientAppUsed',
  'Authentication requirement': 'authenticationRequirement', 'Sign-in identifier': 'signInIdentifier', 'Session ID': 'sessionId',
  'IP address (seen by resource)': 'ipAddressFromResourceProvider', 'Autonomous system number': 'autonomousSystemNumber',
  'Token issuer type': 'tokenIssuerType', 'Token issuer name': 'tokenIssuerName', 'Conditional Access': 'conditionalAccessStatus',
  'Service principal ID': 'servicePrincipalId', 'Service principal name': 'servicePrincipalName', 'Credential key ID': 'servicePrincipalCredentialKeyId',
  'Credential thumbprint': 'servicePrincipalCredentialThumbprint', 'Federated Token Id': 'federatedCredentialId',
};

/** Columns whose values the admin centre may write for people (`Not Applied`, `Single-factor authentication`) where Graph has a word of its own. */
const worded = new Set([
  'incomingTokenType', 'crossTenantAccessType', 'conditionalAccessStatus', 'authenticationRequirement', 'originalTransferMethod', 'authenticationProtocol',
  'signInTokenProtectionStatus',
]);

/** `Device code flow` → `deviceCodeFlow`; words of Graph stay as they are. */
function inGraphWords(value: unknown): unknown {
  return textOf(value)?.split(',').map((one) => {
    const [first = '', ...rest] = one.trim().split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
    const begun = first === first.toUpperCase() ? first.toLowerCase() : first[0]!.toLowerCase() + first.slice(1);
    return (begun + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')).replace(/^multifactor/, 'multiFactor');
  }).join(', ');
}

/** A row of the sign-in CSV of the admin centre under the names of Graph. A header that comes twice has one value: the first that is not empty. */
export function portalRow(row: JsonObject): JsonObject {
  const cell = tidied(row);
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [header, name] of Object.entries(columns)) made[name] = worded.has(name) ? inGraphWords(cell(header)) : cell(header);
  const time = cell('Date (UTC)');
  const code = textOf(cell('Sign-in error code'));
  const status = textOf(cell('Status'));
  const [city, state, country] = placeOf(textOf(cell('Location')));
  return {
    ...made,
    createdDateTime: utc(time),
    portalStatus: status,
    status: {
      errorCode: code ?? (status === 'Success' ? 0 : undefined), failureReason: cell('Failure reason'), additionalDetails: cell('Multifactor authentication result'),
    },
    deviceDetail: {
      deviceId: cell('Device ID'), browser: cell('Browser'), operatingSystem: cell('Operating System'), trustType: cell('Join Type'),
      isCompliant: yes(cell('Compliant')), isManaged: yes(cell('Managed')),
    },
    location: { city, state, countryOrRegion: country },
    mfaDetail: { authMethod: cell('Multifactor authentication auth method'), authDetail: cell('Multifactor authentication auth detail') },
    managedIdentityType: cell('Managed Identity type'),
  };
}

/** A row of the audit CSV of the admin centre under the names of Graph: up to three targets with five changed properties each, and details. It has no id. */
export function portalAuditRow(row: JsonObject): JsonObject {
  const cell = tidied(row);
  const pair = (n: number) => ({ key: cell(`AdditionalDetail${n}Key`), value: cell(`AdditionalDetail${n}Value`) });
  return {
    activityDateTime: utc(cell('Date (UTC)')), correlationId: cell('CorrelationId'), loggedByService: cell('Service'), category: cell('Category'),
    activityDisplayName: cell('Activity'), result: cell('Result'), resultReason: cell('ResultReason'), userAgent: cell('User Agent') ?? cell('UserAgent'),
    ipAddress: cell('IPAddress'), initiatedBy: initiatorOf(cell),
    additionalDetails: numbered(9, (n) => (textOf(pair(n).key) === undefined ? undefined : pair(n))),
    targetResources: numbered(3, (n) => targetOf(cell, `Target${n}`)),
  };
}

type Cell = (header: string) => unknown;

function initiatorOf(cell: Cell): unknown {
  const isService = (textOf(cell('ActorServicePrincipalId')) ?? textOf(cell('ActorServicePrincipalName'))) !== undefined;
  const isApp = (isService && textOf(cell('ActorUserPrincipalName')) === undefined) || /application|service ?principal/i.test(textOf(cell('ActorType')) ?? '');
  const displayName = cell('ActorDisplayName');
  const id = cell('ActorObjectId');
  return isApp
    ? { app: { displayName, servicePrincipalId: cell('ActorServicePrincipalId') || id, servicePrincipalName: cell('ActorServicePrincipalName') } }
    : { user: { id, displayName, userPrincipalName: cell('ActorUserPrincipalName'), ipAddress: cell('IPAddress'), homeTenantId: cell('ActorHomeTenantId') } };
}

function targetOf(cell: Cell, head: string): unknown {
  if ((textOf(cell(`${head}Type`)) ?? textOf(cell(`${head}ObjectId`)) ?? textOf(cell(`${head}DisplayName`))) === undefined) return undefined;
  return {
    type: cell(`${head}Type`), displayName: cell(`${head}DisplayName`), id: cell(`${head}ObjectId`), userPrincipalName: cell(`${head}UserPrincipalName`),
    modifiedProperties: numbered(5, (n) => {
      const at = `${head}ModifiedProperty${n}`;
      return textOf(cell(`${at}Name`)) === undefined ? undefined : { displayName: cell(`${at}Name`), oldValue: cell(`${at}OldValue`), newValue: cell(`${at}NewValue`) };
    }),
  };
}

function numbered(most: number, make: (n: number) => unknown): readonly unknown[] {
  return Array.from({ length: most }, (_, i) => make(i + 1)).filter((one) => one !== undefined);
}

/** Reads cells by their header as it should be written: the export has blanks too many in some. The CSV reader counts a header that repeats: `Name (2)`. */
function tidied(row: JsonObject): Cell {
  const cells = new Map<string, unknown>();
  for (const header in row) {
    const name = header.trim().replace(/\s+/g, ' ').replace(/ \(\d\)$/, '');
    if (textOf(cells.get(name)) === undefined) cells.set(name, row[header]);
  }
  return (header) => cells.get(header);
}

/** The column says UTC; the cell mostly does too. */
function utc(time: unknown): unknown {
  const text = textOf(time);
  return text === undefined || /(z|utc|[+-]\d\d:?\d\d)$/i.test(text) ? time : `${text} UTC`;
}

/** `City, State, CC`, or `City, CC`, or the country alone. */
function placeOf(location: string | undefined): readonly [string | undefined, string | undefined, string | undefined] {
  const parts = location?.split(',').map((part) => part.trim()) ?? [];
  const country = parts.at(-1);
  return parts.length > 2 ? [parts[0], parts.slice(1, -1).join(', '), country] : parts.length === 2 ? [parts[0], undefined, country] : [undefined, undefined, country];
}

function yes(value: unknown): unknown {
  const text = textOf(value)?.toLowerCase();
  return text === 'yes' || text === 'true' ? true : text === 'no' || text === 'false' ? false : undefined;
}
