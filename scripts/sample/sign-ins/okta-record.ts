import type { Network } from '../networks.ts';
import type { Random } from '../random.ts';
import type { Client } from './clients.ts';
import { appId, countryName, lettersOf, oktaId, placeOf, tenant, type Account } from './tenant.ts';

/** An event as the System Log has it. */
export interface OktaEvent {
  /** UTC ms. */
  readonly ms: number;
  readonly type: 'policy.evaluate_sign_on' | 'user.authentication.auth_via_mfa' | 'user.session.start' | 'user.authentication.sso' | 'user.session.end';
  readonly account: Account;
  readonly network: Network;
  readonly ip: string;
  readonly client: Client;
  /** While somebody logs in this is another one than afterwards. */
  readonly session: string;
  /** The session that the cookie began; none before it is there. */
  readonly root: string | null;
  /** Joins the steps of one login. */
  readonly attempt: string;
  readonly deviceToken: string;
  readonly app?: string;
  /** On the laptop that Okta knows. */
  readonly managed?: boolean;
  /** Okta finds it unusual: another country and another address than ever before. */
  readonly unusual?: boolean;
  /** What Okta calls the factor: `Get a push notification`. */
  readonly factor?: string;
}

const messages: Readonly<Record<OktaEvent['type'], readonly [message: string, legacy: string | null]>> = {
  'policy.evaluate_sign_on': ['Evaluation of sign-on policy', null],
  'user.authentication.auth_via_mfa': ['Authentication of user via MFA', 'core.user.factor.attempt_success'],
  'user.session.start': ['User login to Okta', 'core.user_auth.login_success'], 'user.authentication.sso': ['User single sign on to app', 'app.auth.sso'],
  'user.session.end': ['User logout from Okta', 'core.user_auth.logout_success'],
};
const places: Readonly<Record<OktaEvent['type'], string>> = {
  'policy.evaluate_sign_on': '/idp/idx/identify', 'user.authentication.auth_via_mfa': '/idp/idx/authenticators/poll',
  'user.session.start': '/idp/idx/authenticators/poll', 'user.authentication.sso': '/app/saml', 'user.session.end': '/login/signout',
};
const quiet = '{New Geo-Location=NEGATIVE, New Device=NEGATIVE, New IP=NEGATIVE, New State=NEGATIVE, New Country=NEGATIVE, Velocity=NEGATIVE, New City=NEGATIVE}';
const odd = '{New Geo-Location=POSITIVE, New Device=NEGATIVE, New IP=POSITIVE, New State=POSITIVE, New Country=POSITIVE, Velocity=POSITIVE, New City=POSITIVE}';
const platforms: Readonly<Record<string, readonly [platform: string, version: string]>> = {
  MacOs: ['OSX', '14.4.1'], Windows10: ['WINDOWS', '10.0.22631.3447'], Linux: ['LINUX', '6.5.0'],
};
const systems: Readonly<Record<string, string>> = { MacOs: 'Mac OS 14.4.1 (Sonoma)', Windows10: 'Windows 11', Linux: 'Linux', Ios: 'iOS (iPhone)', '': 'Unknown' };

/** One line as the API and log streaming write it. */
export function oktaLine(event: OktaEvent, uuid: string, random: Random): string {
  const { type, account, network, ip, client, root, session, attempt, deviceToken } = event;
  const place = placeOf(network);
  const geographicalContext = {
    city: place.city, country: countryName(place.country), geolocation: { lat: place.lat, lon: place.lon }, postalCode: null, state: place.state,
  };
  const request = lettersOf(random, 27);
  const [displayMessage, legacyEventType] = messages[type];
  const operator = network.name.split(',')[0]!.toLowerCase();
  return JSON.stringify({
    actor: { alternateId: account.upn, detailEntry: null, displayName: account.shown, id: account.oktaId, type: 'User' },
    authenticationContext: {
      authenticationProvider: type === 'user.authentication.auth_via_mfa' ? 'FACTOR_PROVIDER' : null, authenticationStep: 0, credentialProvider: null,
      credentialType: null, externalSessionId: session, interface: null, issuer: null, ...(root === null ? {} : { rootSessionId: root }),
    },
    client: {
      device: client.device, geographicalContext, id: null, ipAddress: ip,
      userAgent: { browser: client.family, os: systems[client.os] ?? 'Unknown', rawUserAgent: client.agent }, zone: 'null',
    },
    debugContext: { debugData: {
      authnRequestId: attempt, behaviors: event.unusual ? odd : quiet, dtHash: deviceToken,
      ...(type === 'user.authentication.auth_via_mfa' ? { factor: 'OKTA_VERIFY_PUSH' } : {}),
      ...(event.app === undefined ? {} : { initiationType: 'SP_INITIATED', signOnMode: 'SAML 2.0', audience: 'urn:example:app' }), origin: tenant.okta,
      requestId: request, requestUri: places[type], risk: event.unusual ? '{reasons=Anomalous Geo-Distance, Anomalous Location, level=HIGH}' : '{level=LOW}',
      threatSuspected: 'false', url: `${places[type]}?`,
    } },
    device: event.managed ? deviceOf(event) : null, displayMessage, eventType: type, legacyEventType,
    outcome: { reason: null, result: type === 'policy.evaluate_sign_on' ? 'ALLOW' : 'SUCCESS' }, published: new Date(event.ms).toISOString(),
    request: { ipChain: [{ geographicalContext, ip, source: null, version: ip.includes(':') ? 'V6' : 'V4' }] },
    securityContext: { asNumber: network.asn, asOrg: operator, domain: null, isProxy: false, isp: operator }, severity: 'INFO', target: targets(event, random),
    transaction: { detail: {}, id: request, type: 'WEB' }, uuid, version: '0',
  });
}

function deviceOf({ account, client }: OktaEvent): object {
  const [platform, osVersion] = platforms[client.os] ?? ['UNKNOWN', ''];
  return {
    deviceIntegrator: null, diskEncryptionType: 'ALL_INTERNAL_VOLUMES', id: `guo${account.deviceToken.slice(0, 17)}`, jailbreak: null, managed: true,
    name: account.deviceName, osVersion, platform, registered: true, screenLockType: 'BIOMETRIC', secureHardwarePresent: true,
  };
}

function targets({ type, account, app, factor }: OktaEvent, random: Random): readonly object[] | null {
  const user = {
    alternateId: account.upn, detailEntry: factor === undefined ? null : { methodTypeUsed: factor, methodUsedVerifiedProperties: '[USER_PRESENCE]' },
    displayName: account.shown, id: account.oktaId, type: 'User',
  };
  if (app !== undefined) return [
    { alternateId: app, detailEntry: { signOnModeType: 'SAML_2_0' }, displayName: app, id: appId(app), type: 'AppInstance' },
    { alternateId: account.upn, detailEntry: null, displayName: account.shown, id: oktaId('0ua', random), type: 'AppUser' },
  ];
  if (type === 'policy.evaluate_sign_on') return [{
    alternateId: 'unknown', detailEntry: { policyType: 'OktaSignOn' }, displayName: 'Everybody', id: '00p1k2jq9wHALDEN01d8', type: 'PolicyEntity',
  }];
  return type === 'user.session.end' ? null : [user];
}
