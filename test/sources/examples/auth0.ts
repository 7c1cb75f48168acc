const browser = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/124.0';

/** A sign-in at an invented tenant, as the Management API writes it. */
export function auth0Record(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    date: '2026-05-04T08:15:30.123Z', type: 's', description: 'Successful login', connection: 'Username-Password-Authentication', connection_id: 'con_5501', client_id: 'KwJItGFu62zryEc4c8t5BQuwB1qdeDFa', client_name: 'Payroll', ip: '203.0.113.9', user_agent: browser,
    hostname: 'login.halden.example', tenant_name: 'halden', user_id: 'auth0|662f00', user_name: 'Mara.Lund@halden.example', strategy: 'auth0', strategy_type: 'database', audience: 'https://api.halden.example', scope: ['openid', 'profile'],
    log_id: '90020260504081530123000000000000001223372036854775001', _id: '90020260504081530123000000000000001223372036854775001', location_info: { country_code: 'NO', city_name: 'Oslo' },
    details: { session_id: 'xdgDkCD4rO2uLp07C8BiH8bnJzUm36uE', device_id: 'v0:7f3a', initiatedAt: 1_777_882_529_000, prompts: [{ name: 'prompt-authenticate' }], stats: { loginsCount: 4 }, access_token_jti: 'jti-1', riskAssessment: { confidence: 'low', assessments: { NewDevice: { code: 'no_match' } } } },
    ...more,
  };
}

/** A call of the Management API. */
export const call: Record<string, unknown> = auth0Record({
  type: 'sapi', description: 'Create a role', log_id: '90020260504081530123000000000000001223372036854775002', _id: undefined, client_name: '', user_id: 'auth0|662f99', user_name: undefined,
  details: {
    request: { method: 'post', path: '/api/v2/roles', channel: 'https://manage.auth0.com/', ip: '203.0.113.9', userAgent: browser, auth: { strategy: 'jwt', user: { user_id: 'google-oauth2|1', email: 'Nils@halden.example' }, credentials: { jti: '949869e066205b5076e6df203fdd7b9b', scopes: ['create:roles'] } }, body: { id: 'rol_1', name: 'admin', roles: ['owner'], invitee: { email: 'Larry@elsewhere.example' }, user: { id: 'auth0|5' } } },
    response: { statusCode: 200 },
  },
});

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  auth0Record(),
  call,
  { log_id: '90020260504081530123000000000000001223372036854775003', data: auth0Record({ type: 'fp', description: 'Wrong email or password.', log_id: '90020260504081530123000000000000001223372036854775003', details: { error: { message: 'Wrong email or password.' } } }) },
  auth0Record({ type: 'gd_auth_succeed', log_id: '90020260504081530123000000000000001223372036854775004', details: { authenticator: { type: 'push-notification' }, session_id: 'xdgDkCD4rO2uLp07C8BiH8bnJzUm36uE' } }),
];
