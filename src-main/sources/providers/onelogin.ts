import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';
import { oneloginActions, oneloginCategories, oneloginOutcomes, oneloginSignIns } from './onelogin-types.ts';

const type = 'event_type_id';
/** In these the user who is named is the one who acts. */
const isSignIn = { path: type, is: oneloginSignIns } as const;

/** Events of OneLogin: the API (`data`), and what its event broadcaster sends. */
export const oneloginMapping: DeclaredMapping = {
  format: 1,
  id: 'onelogin',
  title: 'OneLogin events',
  version: 1,
  dataset: 'onelogin',
  recognise: [type, { any: ['actor_user_id', 'actor_user_name', 'actor_system', 'ipaddr', 'proxy_ip', 'otp_device_id', 'assuming_acting_user_id', 'risk_score', { path: 'p_log_type', starts_with: 'OneLogin.' }, { all: ['user_id', 'user_name', 'app_name'] }] }],
  time: ['created_at', 'event_timestamp', { path: 'p_event_time', note: 'of a lake' }],
  fields: {
    'event.action': { path: type, map: oneloginActions, note: 'a number that is not in our table (`providers/onelogin-types.ts`) stays a number' },
    'event.category': { path: type, map: oneloginCategories, else: 'api', note: 'by the number' },
    'event.outcome': { path: type, map: oneloginOutcomes, else: 'unknown', note: 'by the number: the record has no status' },
    'event.id': ['uuid', 'id'],
    'error.code': { when: { path: type, is: Object.keys(oneloginOutcomes).filter((id) => oneloginOutcomes[id] === 'failure') }, path: 'error_description' },
    'user.name': [{ when: isSignIn, path: ['user_name', 'login_name'], lower: true }, { path: ['actor_user_name', 'user_name', 'login_name'], lower: true }],
    'user.id': [{ when: isSignIn, path: 'user_id' }, { path: ['actor_user_id', 'user_id'] }],
    'user.type': [{ when: 'actor_system', value: 'system' }, { when: { any: ['actor_user_id', 'user_id'] }, value: 'user' }],
    'organization.id': 'account_id',
    'source.ip': 'ipaddr',
    'user_agent.original': 'user_agent',
    'application.name': ['app_name'],
    'credential.id': { path: 'client_id', note: 'API client whose token made the call' },
    'device.id': { path: ['risk_cookie_id', 'browser_fingerprint'], note: 'the browser, as its risk service knows it' },
    'auth.method': ['authentication_factor_description', 'authentication_factor_type'],
    'auth.factor': { every: ['otp_device_name', 'authentication_factor_description'] },
    'mfa.satisfied_by': { when: { path: type, is: ['5', '8'] }, path: ['otp_device_name', 'authentication_factor_description'], note: 'of a sign-in that succeeded' },
    'target.type': { when: { any: ['app_id', 'app_name'] }, value: 'app' },
    'target.id': { every: ['app_id', 'role_id', 'group_id', 'policy_id'] },
    'target.name': { every: ['app_name', 'role_name', 'group_name', 'policy_name', 'privilege_name'] },
    'user.target.name': { when: { not: isSignIn }, path: 'user_name', lower: true },
    'user.target.id': { when: { not: isSignIn }, path: 'user_id' },
    'user.effective.name': { when: { path: type, is: '3' }, path: 'user_name', lower: true, note: 'whom somebody assumed' },
    'user.effective.id': [{ when: { path: type, is: '3' }, path: 'user_id' }],
    'access.granted': { when: { path: type, is: ['4', '72', '147', '149', '151'] }, every: ['role_name', 'privilege_name'] },
    'vendor.risk.level': { path: 'risk_score', note: '0 to 100' },
    'vendor.risk.detail': { path: 'risk_reasons', split: ',' },
    'onelogin.event_type': type,
    'onelogin.proxy_ip': 'proxy_ip',
    'onelogin.actor_system': 'actor_system',
    'onelogin.otp_device': 'otp_device_name',
    'onelogin.policy': 'policy_name',
    'onelogin.role': 'role_name',
    'onelogin.message': { join: ['custom_message', 'notes', 'error_description', 'resolution'], with: '; ' },
  },
};

export const onelogin = declaredSource(oneloginMapping);
