/** What an event is about, by the longest beginning of its type (whole words between dots) that is listed. */
const kinds: Readonly<Record<'session' | 'authentication' | 'mfa' | 'configuration' | 'api', readonly string[]>> = {
  session: [
    'user.session', 'security.session', 'app.oauth2.token', 'app.oauth2.as.token', 'app.oauth2.authorize', 'app.oauth2.as.authorize', 'app.token', 'user.universal_logout',
  ],
  authentication: [
    'user.authentication', 'user.risk', 'user.account.lock', 'user.account.unlock', 'policy.evaluate_sign_on', 'policy.auth_reevaluate', 'policy.entity_risk', 'security',
    'app.generic.unauth_app_access_attempt', 'user.account.report_suspicious_activity_by_enduser', 'app.access_request',
  ],
  mfa: ['user.authentication.auth_via_mfa', 'user.mfa', 'system.push', 'system.sms', 'system.voice'],
  configuration: [
    'app', 'application', 'device', 'directory', 'group', 'iam', 'network_zone', 'oauth2', 'policy', 'role', 'system', 'user', 'workflow', 'workflows', 'zone', 'resource-set',
    'security.authenticator', 'security.behavior', 'security.threat.configuration', 'security.trusted_origin', 'security.device', 'event_hook', 'inline_hook', 'hook',
  ],
  api: [
    'app.api', 'app.user_management', 'application.integration', 'application.user_membership.show_password', 'system.email', 'system.import', 'system.operation', 'system.org.rate_limit',
    'system.client', 'user.import', 'core',
  ],
};
const byBeginning: ReadonlyMap<string, string> = new Map(Object.entries(kinds).flatMap(([category, beginnings]) => beginnings.map((beginning) => [beginning, category] as const)));

/** `session`, `authentication`, `mfa`, `configuration` (who may do what, and how the org is set up) or `api`. */
export function categoryOf(type: string): string {
  for (let end = type.length; end > 0; end = type.lastIndexOf('.', end - 1)) {
    const found = byBeginning.get(type.slice(0, end));
    if (found !== undefined) return found;
  }
  return 'api';
}

/** SUCCESS and ALLOW are success; FAILURE, DENY and RATE_LIMIT failure. A challenge is answered later, a skipped step was not taken: `unknown`, like a missing result. */
export function outcomeOf(result: string | undefined): 'success' | 'failure' | 'unknown' {
  switch (result?.toUpperCase()) {
    case 'SUCCESS': case 'ALLOW': return 'success';
    case 'FAILURE': case 'DENY': case 'RATE_LIMIT': return 'failure';
    default: return 'unknown';
  }
}

/** Reasons such as `INVALID_CREDENTIALS` are codes; sentences are not. */
export function codeOf(reason: string | undefined): string | undefined {
  return reason !== undefined && /^[A-Z][A-Z0-9_]{2,80}$/.test(reason) ? reason : undefined;
}
