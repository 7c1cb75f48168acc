import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

/** A field of the event itself: within its activity (Splunk's add-on writes `event`), or laid beside it by a lake. */
const of = (name: string): readonly string[] => [`events.${name}`, `event.${name}`, name];
/** A parameter of the event. */
const parameter = (name: string): readonly string[] => [`$parameters.${name}`];
/** A parameter that may hold several values. */
const parameters = (name: string): readonly string[] => [`$parameters.${name}[*]`, `$parameters.${name}`];
const applications = ['login', 'saml', 'token', 'user_accounts', 'admin'] as const;
const application = 'id.applicationName';
const name = of('name');

/** Activities of Google Workspace that are about identity: the reports login, saml, token, user_accounts and admin; one event each. */
export const googleWorkspaceLoginMapping: DeclaredMapping = {
  format: 1,
  id: 'google_workspace.login',
  title: 'Google Workspace identity reports',
  version: 1,
  dataset: 'google_workspace.login',
  recognise: [{ path: application, is: applications }, { any: [{ path: 'kind', starts_with: 'admin#reports#activity' }, 'actor', 'ipAddress', { path: of('type') }, { path: 'p_log_type', starts_with: 'GSuite.' }] }],
  let: { name: { path: name }, parameters: { path: of('parameters'), pairs: { name: 'name', value: ['value', 'intValue', 'boolValue', 'multiValue', 'multiIntValue'] } } },
  skip: [{ when: { not: { path: name } }, why: 'the activity names no event' }],
  time: ['id.time', { path: 'p_event_time', note: 'of a lake' }],
  fields: {
    'event.action': { path: name },
    'event.category': [
      { when: { path: name, matches: '^(?:2sv_|titanium_|login_challenge|login_verification|passkey|.*2sv|.*2SV|.*SECURITY_KEY|.*BACKUP)' }, value: 'mfa' },
      { when: { path: application, is: ['token'] }, value: 'session', note: 'tokens of applications' },
      { when: { path: name, matches: '^log_?out$' }, value: 'session' },
      { when: { path: application, is: ['login', 'saml'] }, value: 'authentication' },
      { value: 'configuration' },
    ],
    'event.outcome': [
      { when: { path: name, is: ['login_failure', 'user_access_denied', 'request_access_denied', 'risky_sensitive_action_blocked', 'blocked_sender'] }, value: 'failure' },
      { when: { path: parameter('login_challenge_status'), matches: '(?i)passed|success' }, value: 'success', note: 'of a challenge' },
      { when: { path: parameter('login_challenge_status'), matches: '(?i)fail|incorrect|abandon' }, value: 'failure' },
      { when: { path: name, is: ['login_success', 'logout', '2sv_enroll', '2sv_disable', 'password_edit', 'recovery_email_edit', 'recovery_phone_edit', 'recovery_secret_qa_edit', 'titanium_enroll', 'titanium_unenroll', 'email_forwarding_out_of_domain', 'authorize', 'revoke', 'passkey_enrolled', 'passkey_removed', 'risky_sensitive_action_allowed'] }, value: 'success' },
      { value: 'unknown', note: 'warnings, and changes of administrators: the report has no status' },
    ],
    'event.id': [
      { template: '{id.applicationName}/{id.uniqueQualifier}/{$name}/{events.nth}', note: 'second and later events of one name in an activity are counted' },
      { template: '{id.applicationName}/{id.uniqueQualifier}/{$name}' },
    ],
    'event.access': [{ when: { path: application, is: ['admin', 'user_accounts'] }, value: 'write' }],
    'error.code': { path: [...parameter('login_failure_type'), ...parameter('failure_type')] },
    'user.name': [{ path: ['actor.email'], lower: true }, { path: parameter('affected_email_address'), lower: true, note: 'where nobody is named: Google acted on this account' }, { path: ['actor.applicationInfo.applicationName', 'actor.key'], lower: true }],
    'user.id': 'actor.profileId',
    'user.type': 'actor.callerType',
    'organization.id': 'id.customerId',
    'source.ip': 'ipAddress',
    'user_agent.original': { path: parameter('user_agent') },
    'application.name': [{ path: parameter('app_name') }, { path: parameter('application_name') }, { path: parameter('APPLICATION_NAME') }],
    'credential.id': { path: [...parameter('client_id'), 'actor.applicationInfo.oauthClientId'], note: 'the OAuth client that holds the token' },
    'session.id': { path: parameter('dusi'), note: 'session of a user on a device, where the report has it' },
    'device.id': { path: parameter('device_id') },
    'auth.method': { path: parameter('login_type') },
    'auth.factor': { path: parameters('login_challenge_method') },
    'mfa.satisfied_by': [
      { when: { any: [{ path: name, is: 'login_success' }, { path: parameter('login_challenge_status'), matches: '(?i)passed|success' }] }, path: parameters('login_challenge_method'), take: 'last', note: 'of a success; `none` is said by Google' },
    ],
    'target.type': [{ when: { path: application, is: 'token' }, value: 'oauth-client' }, { when: { path: application, is: 'admin' }, path: of('type') }],
    'target.id': { every: [...parameter('client_id'), ...parameter('ROLE_ID'), ...parameter('APP_ID'), ...parameter('calendar_id')] },
    'target.name': { every: [...parameter('app_name'), ...parameter('ROLE_NAME'), ...parameter('GROUP_EMAIL'), ...parameter('ORG_UNIT_NAME'), ...parameter('DOMAIN_NAME'), ...parameter('email_forwarding_destination_address')] },
    'user.target.name': { every: [...parameter('affected_email_address'), ...parameter('USER_EMAIL'), ...parameter('target_user')], lower: true },
    'access.requested': { path: parameters('scope'), note: 'scopes that the application asked for' },
    'access.granted': { when: { path: name, is: ['authorize', 'ASSIGN_ROLE', 'GRANT_ADMIN_PRIVILEGE', 'GRANT_DELEGATED_ADMIN_PRIVILEGES'] }, every: [...parameters('scope'), ...parameter('ROLE_NAME'), ...parameter('PRIVILEGE_NAME')] },
    'vendor.as.number': 'networkInfo.ipAsn[0]',
    'vendor.geo.country_iso_code': 'networkInfo.regionCode',
    'vendor.geo.region_name': 'networkInfo.subdivisionCode',
    'vendor.risk.detail': [{ when: { path: of('type'), is: ['account_warning', 'attack_warning'] }, path: name, note: 'what Google warns of' }, { when: { path: parameter('is_suspicious'), is: true }, value: 'suspicious' }],
    'google_workspace.login.application': application,
    'google_workspace.login.event_type': { path: of('type') },
    'google_workspace.login.type': { path: parameter('login_type') },
    'google_workspace.login.suspicious': { path: parameter('is_suspicious') },
    'google_workspace.login.second_factor': { path: parameter('is_second_factor') },
    'google_workspace.login.challenge_status': { path: parameter('login_challenge_status') },
    'google_workspace.login.domain': { path: 'ownerDomain', lower: true },
    'google_workspace.login.setting': { path: [...parameter('SETTING_NAME'), ...parameter('sensitive_action_name')] },
    'google_workspace.login.new_value': { path: parameter('NEW_VALUE') },
    'google_workspace.login.old_value': { path: parameter('OLD_VALUE') },
  },
};

export const googleWorkspaceLogin = declaredSource(googleWorkspaceLoginMapping);
