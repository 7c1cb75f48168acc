import type { JsonObject } from '../read.ts';
import { saidOf } from './words.ts';

/** How somebody signed in, and what was issued to them. */
export interface SignIn {
  readonly method: string | undefined;
  readonly factors: readonly string[] | undefined;
  readonly mfa: string | undefined;
}

/**
 * The method is what the target says (`methodTypeUsed`: "Get a push notification", "Password"), else `debugData.factor`, else the credential type, else how
 * an application was opened or a token was asked for. Factors are all of the first three: Okta logs each step by itself, a password is one of them.
 */
export function signInOf(type: string, succeeded: boolean, targets: readonly string[], data: JsonObject, authentication: JsonObject): SignIn {
  const factor = saidOf(data['factor']);
  const credential = saidOf(authentication['credentialType']);
  const factors = [...targets];
  for (const one of [factor, credential]) if (one !== undefined && !factors.includes(one)) factors.push(one);
  const second = saidOf(data['authMethodSecondType'])?.split(':')[0];
  return {
    method: factors[0] ?? saidOf(data['grantType']) ?? saidOf(data['signOnMode']),
    factors: factors.length === 0 ? undefined : factors,
    mfa: type === 'user.authentication.auth_via_mfa' && succeeded ? factors.find((one) => !/^password/i.test(one)) ?? second : second,
  };
}

/** API tokens begin with `00T`, access tokens of OAuth with `AT.`; of others Okta does not say what they are. */
export function tokenTypeOf(token: string | undefined): string | undefined {
  return token === undefined ? undefined : token.startsWith('00T') ? 'api-token' : token.startsWith('AT.') ? 'access-token' : undefined;
}

/** True for the events that bring a token or key into being; the token is then among their targets. */
export function issues(type: string): boolean {
  return type === 'system.api_token.create' || type.includes('.token.grant') || type === 'app.oauth2.credentials.lifecycle.create' || type.startsWith('app.oauth2.authorize.code');
}
