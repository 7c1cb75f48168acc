/** An activity of an invented organisation, as the Reports API writes it: one record, any number of events. */
export function activity(application: string, events: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    kind: 'admin#reports#activity', id: { time: '2026-05-04T08:15:30.123Z', uniqueQualifier: '-4417220518363401', applicationName: application, customerId: 'C03hald3n' }, etag: '"x/y"',
    actor: { callerType: 'USER', email: 'Mara.Lund@halden.example', profileId: '104857600000000000077' }, ownerDomain: 'Halden.example', ipAddress: '203.0.113.9',
    networkInfo: { ipAsn: [64500], regionCode: 'NO', subdivisionCode: 'NO-03' }, events, ...more,
  };
}

/** A sign-in with a second factor: three events of one activity, two of one name. */
export const signIn = activity('login', [
  { type: 'login', name: 'login_verification', parameters: [{ name: 'login_type', value: 'google_password' }, { name: 'is_second_factor', boolValue: true }, { name: 'login_challenge_method', multiValue: ['google_prompt'] }, { name: 'login_challenge_status', value: 'Challenge Failed.' }] },
  { type: 'login', name: 'login_verification', parameters: [{ name: 'login_type', value: 'google_password' }, { name: 'is_second_factor', boolValue: true }, { name: 'login_challenge_method', multiValue: ['google_prompt'] }, { name: 'login_challenge_status', value: 'Challenge Passed.' }] },
  { type: 'login', name: 'login_success', parameters: [{ name: 'login_type', value: 'google_password' }, { name: 'login_challenge_method', multiValue: ['password', 'google_prompt'] }, { name: 'is_suspicious', boolValue: true }, { name: 'dusi', value: 'dusi-58f1' }, { name: 'device_id', value: 'dev-91' }, { name: 'user_agent', value: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/124.0' }] },
]);

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  signIn,
  activity('login', [{ type: 'login', name: 'login_failure', parameters: [{ name: 'login_type', value: 'google_password' }, { name: 'login_failure_type', value: 'login_failure_invalid_password' }] }]),
  activity('login', [{ type: 'account_warning', name: 'suspicious_login', parameters: [{ name: 'affected_email_address', value: 'Mara.Lund@halden.example' }, { name: 'login_timestamp', intValue: '1777882530000000' }] }], { actor: { callerType: 'USER', email: '', profileId: '1' } }),
  activity('saml', [{ type: 'login', name: 'login_success', parameters: [{ name: 'application_name', value: 'Expenses' }, { name: 'initiated_by', value: 'sp' }] }]),
  activity('token', [{ type: 'auth', name: 'authorize', parameters: [{ name: 'client_id', value: '923474483785-abc.apps.googleusercontent.com' }, { name: 'app_name', value: 'Mail Tidy' }, { name: 'client_type', value: 'WEB' }, { name: 'scope', multiValue: ['https://mail.google.com/', 'openid'] }] }]),
  activity('user_accounts', [{ type: '2sv_change', name: '2sv_disable' }]),
  activity('admin', [{ type: 'APPLICATION_SETTINGS', name: 'CHANGE_APPLICATION_SETTING', parameters: [{ name: 'APPLICATION_NAME', value: 'Security' }, { name: 'SETTING_NAME', value: 'Less secure apps' }, { name: 'OLD_VALUE', value: 'off' }, { name: 'NEW_VALUE', value: 'on' }, { name: 'ORG_UNIT_NAME', value: 'Halden' }] }]),
  activity('admin', [{ type: 'DELEGATED_ADMIN_SETTINGS', name: 'ASSIGN_ROLE', parameters: [{ name: 'ROLE_ID', intValue: '4415' }, { name: 'ROLE_NAME', value: '_SEED_ADMIN_ROLE' }, { name: 'USER_EMAIL', value: 'nils@halden.example' }] }]),
];
