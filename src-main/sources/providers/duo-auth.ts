import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

/** Reasons of Duo for letting somebody in without asking for a second factor. */
const unasked = {
  bypass_user: 'none', allow_unenrolled_user: 'none', allow_unenrolled_user_on_trusted_network: 'none', allowed_by_policy: 'none', bypass_code: 'bypass_code',
  remembered_device: 'remembered_device', trusted_network: 'trusted_network', trusted_location: 'trusted_location', valid_passcode: 'passcode', verification_code_correct: 'verified_push',
} as const;

/** Factors as version 1 writes them, in the words of version 2. */
const factors = { 'duo push': 'duo_push', 'phone call': 'phone_call', 'sms passcode': 'sms_passcode', 'duo mobile passcode': 'duo_mobile_passcode', 'bypass code': 'bypass_code', 'hardware token': 'hardware_token', 'remembered device': 'remembered_device', 'n/a': 'not_available' } as const;
const notAsked = { path: 'factor', is: ['not_available', 'n/a'], case: 'insensitive' } as const;
const letIn = { path: 'result', is: ['success', 'allow'], case: 'insensitive' } as const;

/** Authentication log of Duo: Admin API version 2, and version 1 as older exports hold it. */
export const duoAuthMapping: DeclaredMapping = {
  format: 1,
  id: 'duo.auth',
  title: 'Duo authentication log',
  version: 1,
  dataset: 'duo.auth',
  recognise: ['access_device', { any: ['factor', 'event_type', 'result'] }, { any: ['auth_device', 'user', 'username', 'txid', 'integration'] }],
  time: ['isotimestamp', 'timestamp', { path: 'p_event_time', note: 'of a lake' }],
  fields: {
    'event.action': ['event_type', { when: { path: 'new_enrollment', is: true }, value: 'enrollment', note: 'version 1' }, { value: 'authentication', note: 'version 1' }],
    'event.category': { value: 'mfa' },
    'event.outcome': { path: 'result', lower: true, map: { success: 'success', allow: 'success', denied: 'failure', deny: 'failure', failure: 'failure', fraud: 'failure', error: 'failure' }, else: 'unknown', note: 'fraud is a refusal too' },
    'error.code': { when: { not: letIn }, path: 'reason', note: 'not of a success' },
    'user.name': { path: ['user.name', 'username'], lower: true },
    'user.id': 'user.key',
    'source.ip': { path: ['access_device.ip', 'ip'], note: 'the browser: where the session is' },
    'application.name': ['application.name', 'integration'],
    'device.id': { path: 'access_device.epkey', note: 'the endpoint, where Duo knows it' },
    'device.trust': { when: { path: ['trusted_endpoint_status', 'access_device.trusted_endpoint_status'], is: ['trusted', 'not trusted', 'Trusted', 'Not Trusted'] }, path: ['trusted_endpoint_status', 'access_device.trusted_endpoint_status'], lower: true },
    'auth.method': { path: 'factor', lower: true, map: factors },
    'auth.factor': { when: { not: notAsked }, path: 'factor', lower: true, map: factors },
    'mfa.satisfied_by': [
      { when: [letIn, { path: 'reason', is: Object.keys(unasked) }], path: 'reason', map: unasked, note: 'of a success that was not asked for: `none`, `remembered_device`, `trusted_network` …' },
      { when: [letIn, { not: notAsked }], path: 'factor', lower: true, map: factors, note: 'of a success' },
    ],
    'transaction.id': { path: 'txid', note: 'Duo gives its events no other id' },
    'vendor.geo.country_iso_code': { path: ['access_device.location.country', 'location.country'], note: 'a name' },
    'vendor.geo.region_name': ['access_device.location.state', 'location.state'],
    'vendor.geo.city_name': ['access_device.location.city', 'location.city'],
    'vendor.risk.level': ['adaptive_trust_assessments.more_secure_auth.trust_level', 'adaptive_trust_assessments.remember_me.trust_level'],
    'vendor.risk.detail': [
      { when: { path: 'reason', is: ['user_marked_fraud', 'anomalous_push', 'anonymous_ip', 'anonymous ip'], case: 'insensitive' }, path: 'reason', lower: true },
      { when: { path: 'result', is: 'fraud', case: 'insensitive' }, value: 'user_marked_fraud', note: 'version 1 says it in the result' },
      { every: ['adaptive_trust_assessments.more_secure_auth.reason', 'adaptive_trust_assessments.remember_me.reason'] },
    ],
    'duo.auth.result': { path: 'result', lower: true },
    'duo.auth.reason': 'reason',
    'duo.auth.email': { path: 'email', lower: true },
    'duo.auth.application_key': 'application.key',
    'duo.auth.device_name': { path: ['auth_device.name', 'device'], note: 'may be a telephone number' },
    'duo.auth.device_key': 'auth_device.key',
    'duo.auth.device_ip': { path: 'auth_device.ip', note: 'the phone: never `source.ip`' },
    'duo.auth.device_country': 'auth_device.location.country',
    'duo.auth.device_city': 'auth_device.location.city',
    'duo.auth.browser': { join: ['access_device.browser', 'access_device.browser_version'] },
    'duo.auth.os': { join: ['access_device.os', 'access_device.os_version'] },
    'duo.auth.host': { path: 'access_device.hostname', lower: true },
  },
};

export const duoAuth = declaredSource(duoAuthMapping);
