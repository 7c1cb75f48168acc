/** An event of an invented account, as the API writes it. */
export function oneloginRecord(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 880_001, uuid: 'c7e6b1de-1c5a-4b86-9f0e-5b1f0a7d9c01', created_at: '2026-05-04T08:15:30.123Z', account_id: 8812, event_type_id: 5, user_id: 30_501, user_name: 'Mara Lund', actor_system: '', actor_user_id: null, actor_user_name: '', app_id: null, app_name: null,
    ipaddr: '203.0.113.9', proxy_ip: '10.0.0.4', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/124.0', risk_score: 12, risk_reasons: 'New device, New location', risk_cookie_id: 'rc-5501', otp_device_name: 'OneLogin Protect', authentication_factor_description: 'OneLogin Protect', ...more,
  };
}

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  oneloginRecord(),
  oneloginRecord({ id: 880_002, uuid: 'c7e6b1de-1c5a-4b86-9f0e-5b1f0a7d9c02', event_type_id: 6, error_description: 'Invalid password' }),
  oneloginRecord({ id: 880_003, uuid: 'c7e6b1de-1c5a-4b86-9f0e-5b1f0a7d9c03', event_type_id: 3, actor_user_id: 30_777, actor_user_name: 'Nils Aas', app_id: 12, app_name: 'Payroll' }),
  oneloginRecord({ id: 880_004, uuid: 'c7e6b1de-1c5a-4b86-9f0e-5b1f0a7d9c04', event_type_id: 72, actor_system: 'API', role_id: 4, role_name: 'Finance', policy_id: 7, policy_name: 'Strict', privilege_name: 'Super user', client_id: 'cl-0099', custom_message: 'by script' }),
];
