import { fieldOf } from './entry.ts';

const own = fieldOf('okta.system');

/** What only okta.system says. */
export const oktaSystem = {
  'okta.system.external_session_id': own('identifier', 'External session', 'authenticationContext.externalSessionId.'),
  'okta.system.dt_hash': own('identifier', 'Device token hash', 'debugData.dtHash.'),
  'okta.system.device_fingerprint': own('identifier', 'Device fingerprint', 'debugData.deviceFingerprint.'),
  'okta.system.authn_request_id': own('identifier', 'Authentication request', 'debugData.authnRequestId.'),
  'okta.system.reason': own('text', 'Outcome reason', 'outcome.reason.'),
  'okta.system.outcome': own('dictionary', 'Okta outcome', 'outcome.result as written: ALLOW, DENY, CHALLENGE, SKIPPED too.'),
  'okta.system.severity': own('dictionary', 'Okta severity', 'severity.'),
  'okta.system.zone': own('dictionary', 'Okta zone', 'client.zone.'),
  'okta.system.proxy': own('flag', 'Proxy (vendor)', 'securityContext.isProxy.'),
  'okta.system.threat_suspected': own('flag', 'Threat suspected', 'debugData.threatSuspected.'),
  'okta.system.behaviors': own('dictionary', 'Behaviours', 'Behaviours that were positive, one per value.', 'event_value', true),
  'okta.system.request_uri': own('dictionary', 'Request URI', 'debugData.requestUri.'),
  'okta.system.message': own('dictionary', 'Message', 'displayMessage.'),
} as const;
