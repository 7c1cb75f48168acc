import { objectIn, textOf, type JsonObject } from '../read.ts';

const authentication = new Set(['ConsoleLogin', 'UserAuthentication', 'CredentialChallenge', 'CredentialVerification', 'Authenticate', 'CreateLoginProfile']);
const mfa = new Set(['CheckMfa', 'EnableMFADevice', 'DeactivateMFADevice', 'CreateVirtualMFADevice', 'DeleteVirtualMFADevice', 'ResyncMFADevice', 'StartVirtualMfaDeviceRegistration', 'CompleteVirtualMfaDeviceRegistration', 'DeleteMfaDeviceForUser']);
const session = new Set([
  'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'AssumeRoleForPodIdentity', 'GetSessionToken', 'GetFederationToken', 'GetSigninToken', 'GetSignInToken', 'SwitchRole', 'ExitRole', 'RenewRole',
  'CreateToken', 'CreateTokenWithIAM', 'CreateOAuth2Token', 'StartDeviceAuthorization', 'RegisterClient', 'GetRoleCredentials', 'Federate', 'Logout', 'CreateSession',
]);
const sessionSources = new Set(['sts.amazonaws.com', 'signin.amazonaws.com', 'sso.amazonaws.com', 'sso-oauth.amazonaws.com', 'sso-oidc.amazonaws.com', 'rolesanywhere.amazonaws.com', 'eks-auth.amazonaws.com']);
const configured = new Set(['iam.amazonaws.com', 'organizations.amazonaws.com', 'cloudtrail.amazonaws.com', 'config.amazonaws.com', 'guardduty.amazonaws.com', 'securityhub.amazonaws.com', 'account.amazonaws.com', 'sso-directory.amazonaws.com', 'identitystore.amazonaws.com']);

/** The category of an event: what it is about, by name and service; otherwise `api`. */
export function categoryOf(action: string, service: string | undefined, access: string | undefined): string {
  if (mfa.has(action)) return 'mfa';
  if (service !== undefined && sessionSources.has(service)) {
    if (authentication.has(action)) return 'authentication';
    if (session.has(action)) return 'session';
  }
  if (action === 'ConsoleLogin') return 'authentication';
  return access === 'write' && service !== undefined && configured.has(service) ? 'configuration' : 'api';
}

/**
 * The outcome of an event. An error is a failure. A sign-in event says its result under its own name (`ConsoleLogin: Success`). An API call without an
 * error succeeded, since CloudTrail writes an error code for every one that did not; not so where a table has no column for errors (`saysErrors` false).
 * All else is unknown: a missing status is not success.
 */
export function outcomeOf(record: JsonObject, action: string, type: string | undefined, response: JsonObject, saysErrors: boolean): 'success' | 'failure' | 'unknown' {
  const said = textOf(response[action]) ?? textOf(objectIn(record['serviceEventDetails'])[action]);
  if (textOf(record['errorCode']) !== undefined || said === 'Failure') return 'failure';
  if (said === 'Success') return 'success';
  if (textOf(record['errorMessage']) !== undefined) return 'failure';
  const isCall = type === undefined || type === 'AwsApiCall' || type === 'AwsConsoleAction' || type === 'AwsVpceEvent';
  return saysErrors && isCall && !authentication.has(action) ? 'success' : 'unknown';
}

/** A host name of AWS in the place of an address or agent: the call was made by that service. */
function isServiceName(text: string): boolean {
  return text.endsWith('.amazonaws.com') || text.endsWith('.amazonaws.com.cn') || text.endsWith('.aws.internal') || text === 'aws.internal' || text === 'AWS Internal';
}

/**
 * The service that acted for somebody: `invokedBy`; else the service name that stands in place of the address. The agent is written by the client, so it is
 * believed only where there is no address that a client could have come from.
 */
export function viaService(invokedBy: string | undefined, source: string | undefined, agent: string | undefined): string | undefined {
  if (invokedBy !== undefined) return invokedBy;
  if (source !== undefined) return isServiceName(source) ? source : undefined;
  return agent !== undefined && agent.endsWith('.amazonaws.com') && !/\b(console|signin)\b/.test(agent) ? agent : undefined;
}
