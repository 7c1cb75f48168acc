import { fieldOf } from './entry.ts';

const own = fieldOf('okta.system');

/** What only okta.system says. */
export const oktaSystem = {
  'okta.system.outcome': own('dictionary', 'Okta outcome', 'outcome.result as written: ALLOW, DENY, CHALLENGE, SKIPPED too.'),
  'okta.system.reason': own('text', 'Outcome reason', 'outcome.reason.'),
  'okta.system.message': own('dictionary', 'Message', 'displayMessage.'),
  'okta.system.severity': own('dictionary', 'Okta severity', 'severity.'),
  'okta.system.legacy_event_type': own('dictionary', 'Legacy event type', 'legacyEventType: what rules of before 2019 look for.'),
  'okta.system.dt_hash': own('identifier', 'Device token hash', 'debugData.dtHash: the hash of the device token cookie of a browser.'),
  'okta.system.device_fingerprint': own('identifier', 'Device fingerprint', 'debugData.deviceFingerprint.'),
  'okta.system.device_name': own('dictionary', 'Device name', 'device.name.'),
  'okta.system.authn_request_id': own('identifier', 'Authentication request', 'debugData.authnRequestId: the steps of one sign-in have it in common.'),
  'okta.system.root_token_id': own('identifier', 'Root token', 'transaction.detail.rootApiTokenId: the token that the used one descends from.'),
  'okta.system.client_id': own('dictionary', 'OAuth client', 'transaction.detail.requestApiTokenClientId, debugData.clientId or client.id.'),
  'okta.system.original_principal': own('dictionary', 'Original principal', 'debugData.originalPrincipal: on whose behalf a system or an application acted.'),
  'okta.system.client_os': own('dictionary', 'OS (Okta)', 'client.userAgent.os, as Okta reads the agent.'),
  'okta.system.client_browser': own('dictionary', 'Browser (Okta)', 'client.userAgent.browser, as Okta reads the agent.'),
  'okta.system.zone': own('dictionary', 'Okta zone', 'client.zone.'),
  'okta.system.proxy': own('flag', 'Proxy (vendor)', 'securityContext.isProxy.'),
  'okta.system.tunnels': own('dictionary', 'Tunnels (vendor)', 'Operators of VPNs and proxies that Okta sees, one per value.', 'event_value', true),
  'okta.system.ip_chain': own('dictionary', 'IP chain', 'request.ipChain, client first: all but the last can be claimed.', 'event_value', true),
  'okta.system.threat_suspected': own('flag', 'Threat suspected', 'debugData.threatSuspected.'),
  'okta.system.behaviors': own('dictionary', 'Behaviours', 'Behaviours that were positive, one per value.', 'event_value', true),
  'okta.system.request_uri': own('dictionary', 'Request URI', 'debugData.requestUri.'),
  'okta.system.origin': own('dictionary', 'Origin', 'debugData.origin: the page that the sign-in came from.'),
} as const;
