const client = { app_name: '1Password Browser Extension', app_version: '21109', platform_name: 'Chrome', platform_version: '124.0.6367.60', os_name: 'Windows', os_version: '11', ip_address: '203.0.113.9' };
const location = { country: 'NO', region: 'Oslo', city: 'Oslo', latitude: 59.91, longitude: 10.75 };

/** A sign-in attempt at an invented account. */
export function attempt(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    uuid: 'HGIF4OEWXDTVWKEQDIWTKV26HU', session_uuid: 'UED4KFZ5BH37IQWTJ7LG4VPWK7', timestamp: '2026-05-04T08:15:30.123Z', country: 'NO', category: 'success', type: 'mfa_ok', details: null, account_uuid: 'ACC5501',
    target_user: { uuid: 'OJQGU46KAPROEJLCK674RHSAY5', name: 'Mara Lund', email: 'Mara.Lund@halden.example', type: 'user' }, client, location, ...more,
  };
}

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  attempt(),
  attempt({ uuid: 'HGIF4OEWXDTVWKEQDIWTKV26HV', category: 'mfa_failed', type: 'totp_bad', details: { value: 'Oslo' } }),
  { uuid: 'ITEM4OEWXDTVWKEQDIWTKV26HW', timestamp: '2026-05-04T08:16:30Z', used_version: 3, vault_uuid: 'VAULT01', item_uuid: 'ITEM01', action: 'reveal', user: { uuid: 'OJQGU46KAPROEJLCK674RHSAY5', name: 'Mara Lund', email: 'mara.lund@halden.example', user_type: 'user' }, client, location, account_uuid: 'ACC5501' },
  {
    uuid: 'AUDIT4EWXDTVWKEQDIWTKV26HX', timestamp: '2026-05-04T08:17:30Z', actor_uuid: 'OJQGU46KAPROEJLCK674RHSAY5', actor_details: { uuid: 'OJQGU46KAPROEJLCK674RHSAY5', name: 'Mara Lund', email: 'mara.lund@halden.example' }, actor_type: 'user', action: 'join', object_type: 'gm', object_uuid: 'GROUP01',
    object_details: { name: 'Owners' }, aux_id: 5, aux_uuid: 'USER02', aux_details: { uuid: 'USER02', name: 'Nils Aas', email: 'Nils@halden.example' }, aux_info: 'A', session: { uuid: 'UED4KFZ5BH37IQWTJ7LG4VPWK7', login_time: '2026-05-04T08:15:30Z', device_uuid: 'DEV01', ip: '203.0.113.9' }, location, account_uuid: 'ACC5501',
  },
];
