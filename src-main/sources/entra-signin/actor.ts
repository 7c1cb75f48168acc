import { kindOfCategory, type Row } from '../entra-shapes/row.ts';
import { listIn, named, said } from '../entra-shapes/said.ts';
import { flagOf, type JsonObject } from '../read.ts';

/** Who signed in, and what that is. */
export interface Actor {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly organization: string | undefined;
  readonly isUser: boolean;
}

const kinds: Readonly<Record<string, string>> = {
  interactiveUser: 'interactive', nonInteractiveUser: 'non-interactive', servicePrincipal: 'service-principal', managedIdentity: 'managed-identity',
};

export function actorOf({ properties, category, tenant }: Row): Actor {
  const kind = kindOfCategory(category) ?? kindOf(properties);
  const isUser = kind !== 'service-principal' && kind !== 'managed-identity';
  const home = said(properties['homeTenantId']);
  return isUser
    ? { kind, isUser, name: userName(properties), id: said(properties['userId']), type: userType(named(properties['userType'])), organization: home ?? tenant }
    : {
        kind, isUser,
        name: said(properties['servicePrincipalName']) ?? said(properties['appDisplayName']) ?? said(properties['servicePrincipalId']),
        id: said(properties['servicePrincipalId']) ?? said(properties['userId']),
        type: kind === 'managed-identity' ? 'ManagedIdentity' : 'ServicePrincipal', organization: tenant ?? home,
      };
}

/** Graph lists the kinds; without a list the service principal without a user, then the flag. The portal's CSV of users does not say whether it was interactive. */
function kindOf(properties: JsonObject): string | undefined {
  for (const type of listIn(properties['signInEventTypes'])) {
    if (typeof type === 'string' && Object.hasOwn(kinds, type)) return kinds[type];
  }
  if (named(properties['managedIdentityType']) !== undefined) return 'managed-identity';
  const isService = (said(properties['servicePrincipalId']) ?? said(properties['servicePrincipalName'])) !== undefined;
  if (isService && said(properties['userPrincipalName']) === undefined && said(properties['userId']) === undefined) return 'service-principal';
  if (said(properties['tokenIssuerType']) === 'ADFederationServices') return 'adfs';
  const flag = flagOf(properties['isInteractive']);
  return flag === undefined ? undefined : flag ? 'interactive' : 'non-interactive';
}

function userName(properties: JsonObject): string | undefined {
  const principal = said(properties['userPrincipalName']) ?? said(properties['signInIdentifier']) ?? said(properties['alternateSignInName']);
  return principal?.toLowerCase() ?? said(properties['userId']) ?? said(properties['userDisplayName']);
}

/** `Member` and `Guest`, which some shapes write small. */
function userType(type: string | undefined): string | undefined {
  return type === undefined ? undefined : type[0]!.toUpperCase() + type.slice(1);
}
