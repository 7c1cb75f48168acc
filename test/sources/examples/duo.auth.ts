/** A push that was approved, as version 2 of the Admin API writes it. */
export function duoRecord(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    access_device: { browser: 'Chrome', browser_version: '124.0.6367.60', epkey: 'EP18JX1A10AB102M2T2X', hostname: 'HAL-LT-042', ip: '203.0.113.9', location: { city: 'Oslo', country: 'Norway', state: 'Oslo' }, os: 'Windows', os_version: '11' },
    adaptive_trust_assessments: { more_secure_auth: { features_version: '3.0', model_version: '2022.07.19.001', policy_enabled: true, reason: 'Normal level of trust; no detection of known attack pattern', trust_level: 'NORMAL' } },
    alias: 'unknown', application: { key: 'DIY231J8BR23QK4UKBY8', name: 'Halden VPN' }, auth_device: { ip: '198.51.100.23', key: 'DP5BP44HPEBIXCXAKD09', location: { city: 'Bergen', country: 'Norway', state: 'Vestland' }, name: '+47 000 00 000' },
    email: 'Mara.Lund@halden.example', event_type: 'authentication', factor: 'duo_push', isotimestamp: '2026-05-04T08:15:30.123456+00:00', timestamp: 1_777_882_530, ood_software: null, reason: 'user_approved', result: 'success',
    trusted_endpoint_status: 'not trusted', txid: '340a23e3-23f3-43c1-87dc-1491a23dfdbb', user: { groups: ['Staff'], key: 'DU3KC77WJ06Y5HIV7XKQ', name: 'Mara.Lund' }, ...more,
  };
}

/** The same push as version 1 wrote it. */
export const olderRecord: Record<string, unknown> = {
  access_device: { browser: 'Chrome', browser_version: '60.0.1', os: 'Mac OS X', os_version: '10.12.6', trusted_endpoint_status: 'trusted' }, alias: '', device: '000-123-4567', factor: 'Duo Push', integration: 'Halden VPN', ip: '203.0.113.9',
  isotimestamp: '2026-05-04T08:15:31Z', location: { city: 'Oslo', country: 'NO', state: 'Oslo' }, new_enrollment: false, reason: '', result: 'FRAUD', timestamp: 1_777_882_531, username: 'Mara.Lund',
};

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  duoRecord(),
  olderRecord,
  duoRecord({ result: 'denied', reason: 'anomalous_push', txid: '440a23e3-23f3-43c1-87dc-1491a23dfdbc' }),
  duoRecord({ factor: 'not_available', reason: 'bypass_user', txid: '540a23e3-23f3-43c1-87dc-1491a23dfdbd' }),
];
