import { flagOf, textOf, type JsonObject } from '../read.ts';
import { listed } from './targets.ts';

/** How the actor proved who it was. */
export interface SignIn {
  readonly method: string | undefined;
  readonly factors: readonly string[] | undefined;
  readonly mfa: string | undefined;
}

const byAction: Readonly<Record<string, string>> = {
  AssumeRoleWithSAML: 'saml', AssumeRoleWithWebIdentity: 'web-identity', StartDeviceAuthorization: 'device-code',
};

/**
 * Reads the sign-in facts of a record. `mfa` is the kind of device, `session` where the session says that it was made with a second factor, `none` where a
 * sign-in, or the session of a user or root, says that there was none. A role session that says no is left open: its sign-in happened elsewhere.
 */
export function signInOf(action: string, type: string | undefined, additional: JsonObject, sessionMfa: unknown): SignIn {
  const used = textOf(additional['MFAUsed']);
  const kind = textOf(additional['MfaType']) ?? deviceKind(textOf(additional['MFAIdentifier']));
  const credential = textOf(additional['CredentialType']);
  const inSession = flagOf(sessionMfa);
  const isPerson = type === 'IAMUser' || type === 'Root';
  return {
    method: textOf(additional['SamlProviderArn']) !== undefined ? 'saml' : Object.hasOwn(byAction, action) ? byAction[action] : action === 'CreateToken' ? textOf(additional['grantType']) : credential,
    factors: listed([kind, credential === kind ? undefined : credential].filter((text) => text !== undefined)),
    mfa: used === 'Yes' ? kind ?? 'mfa' : used === 'No' ? 'none' : inSession === true ? 'session' : inSession === false && isPerson ? 'none' : undefined,
  };
}

/** `arn:aws:iam::…:mfa/NAME` is a virtual or hardware device, `…:u2f/…` a security key. */
function deviceKind(identifier: string | undefined): string | undefined {
  const kind = identifier?.split(':')[5]?.split('/')[0];
  return kind || undefined;
}
