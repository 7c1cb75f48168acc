type Category = 'session' | 'authentication' | 'mfa' | 'api' | 'configuration';
type Outcome = 'success' | 'failure';

/** Type codes of Auth0 that mean that something was done, by what they are about. */
const succeeded: Readonly<Record<Category, readonly string[]>> = {
  authentication: ['s', 'scoa', 'sens', 'ssa', 'ss'],
  session: ['slo', 'seacft', 'seccft', 'sede', 'seoobft', 'seotpft', 'sepft', 'sercft', 'sertft', 'sd', 'srrt', 'oidc_backchannel_logout_succeeded', 'ciba_exchange_succeeded', 'ciba_start_succeeded'],
  mfa: ['gd_auth_succeed', 'gd_enrollment_complete', 'gd_recovery_succeed', 'gd_unenroll', 'gd_update_device_account', 'gd_user_delete', 'gd_auth_email_verification'],
  api: ['sapi', 'mgmt_api_read'],
  configuration: ['scp', 'scph', 'scpr', 'scu', 'sce', 'scpn', 'si', 'sdu', 'du', 'sv', 'svr', 'sui', 'ublkdu', 'gd_module_switch', 'gd_tenant_update'],
};

/** Type codes that mean that something was refused, went wrong or was stopped. */
const failed: Readonly<Record<Category, readonly string[]>> = {
  authentication: ['f', 'fp', 'fu', 'fc', 'fco', 'fcoa', 'fens', 'fsa', 'fs', 'limit_wc', 'limit_mu', 'limit_sul', 'pwd_leak', 'signup_pwd_leak', 'reset_pwd_leak'],
  session: [
    'flo', 'feacft', 'feccft', 'fede', 'feoobft', 'feotpft', 'fepft', 'fercft', 'fertft', 'ferrt', 'fd', 'fdeac', 'fdeaz', 'fdecc', 'oidc_backchannel_logout_failed', 'ciba_exchange_failed', 'ciba_start_failed',
  ],
  mfa: [
    'gd_auth_failed', 'gd_auth_rejected', 'gd_auth_fail_email_verification', 'gd_recovery_failed', 'gd_recovery_rate_limit_exceed', 'gd_otp_rate_limit_exceed', 'gd_send_pn_failure', 'gd_send_sms_failure', 'gd_send_voice_failure',
    'gd_send_email_verification_failure', 'gd_start_enroll_failed', 'gd_webauthn_challenge_failed', 'gd_webauthn_enrollment_failed',
  ],
  api: ['fapi', 'api_limit', 'limit_ui', 'limit_delegation', 'actions_execution_failed'],
  configuration: ['fcp', 'fcph', 'fcpr', 'fcu', 'fce', 'fcpn', 'fcpro', 'fi', 'fdu', 'fn', 'fpurh', 'fv', 'fvr', 'fui'],
};

/** Type codes that are one step on a way, or a notice. */
const open: Readonly<Record<Category, readonly string[]>> = {
  authentication: ['w', 'cls', 'cs', 'pla'],
  session: [],
  mfa: ['mfar', 'gd_start_auth', 'gd_start_enroll', 'gd_send_pn', 'gd_send_sms', 'gd_send_email', 'gd_send_email_verification', 'gd_send_voice'],
  api: ['depnote', 'api_limit_warning', 'acls_summary'],
  configuration: [],
};

const entries = <V>(from: Readonly<Record<Category, readonly string[]>>, value: (category: Category) => V): readonly (readonly [string, V])[] =>
  (Object.keys(from) as Category[]).flatMap((category) => from[category].map((code) => [code, value(category)] as const));

/** What the type codes mean for an investigation (the list of all is in Auth0's documentation): what they are about, and how it ended. */
export const auth0Categories: Readonly<Record<string, Category>> = Object.fromEntries([succeeded, failed, open].flatMap((from) => entries(from, (category) => category)));
export const auth0Outcomes: Readonly<Record<string, Outcome>> = Object.fromEntries([...entries(succeeded, () => 'success' as const), ...entries(failed, () => 'failure' as const)]);
