import type { Network } from '../networks.ts';
import type { Client } from './clients.ts';
import { placeOf, tenant, tokenIdOf, type Account, type CloudApp } from './tenant.ts';

/** A sign-in as Entra logs it. */
export interface SignIn {
  /** UTC ms. */
  readonly ms: number;
  readonly account: Account;
  readonly interactive: boolean;
  readonly app: CloudApp;
  readonly network: Network;
  readonly ip: string;
  readonly client: Client;
  /** On the laptop that Entra knows. */
  readonly managed: boolean;
  /** SID: the cookie or device that the sign-in belongs to. */
  readonly session: string;
  readonly correlation: string;
  /** 0, or the code of an interim step. */
  readonly code: number;
  /** What Identity Protection makes of it, such as `anomalousToken`. */
  readonly risk?: string;
  /** `fresh`: through Okta just now. `cookie`: a session was there already. */
  readonly factor: 'fresh' | 'cookie';
}

const reasons: Readonly<Record<number, string>> = {
  50074: 'Strong Authentication is required.',
  50076: 'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
  50140: 'This error occurred due to \'Keep me signed in\' interrupt when the user was signing-in.',
};
/** Microsoft writes seven digits; the last four are made of the id, so that they are the same whenever the record is made again. */
const sevenDigits = (ms: number, id: string) => `${new Date(ms).toISOString().slice(0, -1)}${String(parseInt(id.slice(0, 4), 16) % 10_000).padStart(4, '0')}`;

/** One line of the diagnostic settings: category SignInLogs or NonInteractiveUserSignInLogs. */
export function diagnosticLine(signIn: SignIn, id: string): string {
  const { ms, account, interactive, ip, network, code, correlation } = signIn;
  const at = sevenDigits(ms, id);
  return JSON.stringify({
    time: `${at}Z`, resourceId: `/tenants/${tenant.id}/providers/Microsoft.aadiam`, operationName: 'Sign-in activity', operationVersion: '1.0',
    category: interactive ? 'SignInLogs' : 'NonInteractiveUserSignInLogs',
    tenantId: tenant.id, resultType: String(code), resultSignature: 'None', ...(code === 0 ? {} : { resultDescription: reasons[code] }), durationMs: 0,
    callerIpAddress: ip, correlationId: correlation, identity: account.shown,
    Level: 4, location: network.country, properties: { ...common(signIn, id, `${at}+00:00`), ...onlyDiagnostic(signIn) },
  });
}

/** One object of Graph's `auditLogs/signIns` (beta). */
export function graphObject(signIn: SignIn, id: string): object {
  return { ...common(signIn, id, `${new Date(signIn.ms).toISOString().slice(0, 19)}Z`), ...onlyGraph(signIn) };
}

function common({ risk, account, app, client, correlation, ip, network, interactive, code, factor, managed, session }: SignIn, id: string, created: string): Record<string, unknown> {
  const place = placeOf(network);
  return {
    id, createdDateTime: created, userDisplayName: account.shown, userPrincipalName: account.upn, userId: account.objectId, appId: app.id,
    appDisplayName: app.name, ipAddress: ip,
    status: code === 0 ? {
      errorCode: 0,
      additionalDetails: factor === 'fresh' ? 'MFA requirement satisfied by claim provided by external provider' : 'MFA requirement satisfied by claim in the token',
    } : { errorCode: code, failureReason: reasons[code] },
    clientAppUsed: app.client, ...(client.agent === '' ? {} : { userAgent: client.agent }),
    deviceDetail: managed ? {
      deviceId: account.deviceId, displayName: account.deviceName, operatingSystem: client.os, browser: client.browser, isCompliant: true, isManaged: true,
      trustType: 'Azure AD joined',
    } : { deviceId: '', operatingSystem: client.os, browser: client.browser },
    location: { city: place.city, state: place.state, countryOrRegion: place.country, geoCoordinates: { latitude: place.lat, longitude: place.lon } },
    correlationId: correlation, conditionalAccessStatus: code === 0 ? 'success' : 'failure', isInteractive: interactive,
    processingTimeInMilliseconds: 60 + (parseInt(id.slice(4, 6), 16) % 400),
    riskDetail: 'none', riskLevelAggregated: risk ? 'medium' : 'none', riskLevelDuringSignIn: risk ? 'medium' : 'none', riskState: risk ? 'atRisk' : 'none',
    riskEventTypes_v2: risk ? [risk] : [], resourceDisplayName: app.resource, resourceId: app.resourceId,
    resourceTenantId: tenant.id, homeTenantId: tenant.id, authenticationRequirement: 'multiFactorAuthentication',
    authenticationDetails: steps(factor, code, created), userType: 'Member',
    autonomousSystemNumber: network.asn, crossTenantAccessType: 'none', uniqueTokenIdentifier: tokenIdOf(id), sessionId: session,
    incomingTokenType: interactive ? 'none' : 'primaryRefreshToken',
    authenticationProtocol: 'none', originalRequestId: id,
  };
}

function steps(factor: SignIn['factor'], code: number, at: string): readonly object[] {
  const step = (authenticationMethod: string, authenticationStepResultDetail: string, authenticationStepRequirement: string, succeeded = true) =>
    ({
      authenticationStepDateTime: at, authenticationMethod, succeeded, authenticationStepResultDetail, authenticationStepRequirement, StatusSequence: 0,
      RequestSequence: 0,
    });
  if (factor === 'cookie') return [
    step('Previously satisfied', 'First factor requirement satisfied by claim in the token', 'Primary authentication'),
    step('Previously satisfied', 'MFA requirement satisfied by claim in the token', 'Multi-factor authentication'),
  ];
  const first = step('Federated authentication', 'Authentication succeeded at the identity provider', 'Primary authentication');
  return code === 0 ? [
    first, step('Previously satisfied', 'MFA requirement satisfied by claim provided by external provider', 'Multi-factor authentication'),
  ] : [first];
}

const onlyDiagnostic = ({ factor, risk }: SignIn) => ({
  mfaDetail: {}, appliedConditionalAccessPolicies: [{
    id: '6f3d0a2e-55a1-4c55-9d0a-0f4f6f6a1a10', displayName: 'Second factor for everybody', enforcedGrantControls: ['Mfa'], enforcedSessionControls: [],
    result: 'success',
  }],
  authenticationProcessingDetails: [
    { key: 'Legacy TLS (TLS 1.0, 1.1, 3DES)', value: 'False' }, { key: 'Is CAE Token', value: factor === 'cookie' ? 'True' : 'False' },
  ], networkLocationDetails: [], riskEventTypes: risk ? [risk] : [], authenticationRequirementPolicies: [],
  servicePrincipalId: '', flaggedForReview: false, isTenantRestricted: false, privateLinkDetails: {}, ssoExtensionVersion: '', tokenIssuerName: '',
  tokenIssuerType: 'AzureAD',
});
const onlyGraph = ({ interactive }: SignIn) => ({
  signInEventTypes: [interactive ? 'interactiveUser' : 'nonInteractiveUser'], servicePrincipalId: '', servicePrincipalName: null, tokenIssuerType: 'AzureAD',
  flaggedForReview: false, originalTransferMethod: 'none', signInIdentifier: '',
  authenticationMethodsUsed: [], mfaDetail: null, networkLocationDetails: [], appliedConditionalAccessPolicies: [],
});
