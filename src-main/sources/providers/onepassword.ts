import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

/** Whether a sign-in was let through, by its category. Item usages and audit events have none. */
const outcome = { success: 'success', firewall_reported_success: 'success', credentials_failed: 'failure', mfa_failed: 'failure', sso_failed: 'failure', modern_version_failed: 'failure', modern_version_required: 'failure', firewall_failed: 'failure' } as const;
const isSignIn = ['session_uuid', 'target_user'];
const isUsage = ['item_uuid', 'vault_uuid'];
const isAudit = ['actor_uuid', 'object_type'];

/** Events API of 1Password: sign-in attempts, item usage and audit events, version 1 and 2. */
export const onepasswordMapping: DeclaredMapping = {
  format: 1,
  id: '1password',
  title: '1Password events',
  version: 1,
  dataset: '1password',
  recognise: ['uuid', 'timestamp', { any: [{ all: isSignIn }, { all: isUsage }, { all: isAudit }] }],
  time: 'timestamp',
  fields: {
    'event.action': { path: ['action', 'type'], note: 'of a sign-in its type: `credentials_ok`, `mfa_ok`, `password_secret_bad`' },
    'event.category': [
      { when: { path: 'type', matches: '^(?:mfa|totp|u2f|duo|code)_' }, value: 'mfa', note: 'sign-ins that a second factor decided' },
      { when: { all: isSignIn }, value: 'authentication' },
      { when: { all: isUsage }, value: 'api' },
      { value: 'configuration', note: 'audit events' },
    ],
    'event.outcome': { path: 'category', map: outcome, else: 'unknown', note: 'of a sign-in; the others do not say it' },
    'event.id': 'uuid',
    'event.access': [{ when: { all: isAudit }, value: 'write', note: 'audit events' }, { when: { path: 'action', is: ['fill', 'reveal', 'secure-copy', 'select-sso-provider', 'export', 'share', 'other', 'enter-item-edit-mode'] }, value: 'read', note: 'items that were used' }],
    'error.code': { when: ['category', { not: { path: 'category', is: ['success', 'firewall_reported_success'] } }], path: 'type' },
    'user.name': { path: ['target_user.email', 'user.email', 'actor_details.email', 'target_user.name', 'user.name', 'actor_details.name'], lower: true },
    'user.id': ['target_user.uuid', 'user.uuid', 'actor_uuid'],
    'user.type': { path: ['target_user.type', 'target_user.user_type', 'user.user_type', 'user.type', 'actor_type'], note: 'user or external user' },
    'organization.id': ['account_uuid', 'actor_account_uuid'],
    'source.ip': ['client.ip_address', 'session.ip'],
    'session.id': ['session_uuid', 'session.uuid'],
    'session.issued_at': { path: 'session.login_time', note: 'audit events' },
    'device.id': 'session.device_uuid',
    'auth.method': { path: 'type', capture: '^(credentials|password_secret|mfa|totp|u2f|duo_native|duo|platform_secret|code|non_sso|sso)', note: 'the beginning of the type' },
    'auth.factor': { when: { path: 'type', matches: '^(?:mfa|totp|u2f|duo|code)_' }, path: ['details.mfa', 'type'], capture: '^([a-z0-9]+)' },
    'mfa.satisfied_by': { when: { path: 'type', is: 'mfa_ok' }, value: 'mfa', note: '1Password does not say which factor it was' },
    'target.type': { path: 'object_type' },
    'target.id': { every: ['object_uuid', 'aux_uuid', 'item_uuid', 'vault_uuid'] },
    'target.name': { every: ['object_details.name', 'aux_details.name'] },
    'user.target.name': { every: ['object_details.email', 'aux_details.email'], lower: true },
    'user.target.id': { every: ['object_details.uuid', 'aux_details.uuid'] },
    'vendor.geo.country_iso_code': ['country', 'location.country'],
    'vendor.geo.region_name': 'location.region',
    'vendor.geo.city_name': 'location.city',
    '1password.log': [{ when: { all: isSignIn }, value: 'signinattempts' }, { when: { all: isUsage }, value: 'itemusages' }, { value: 'auditevents' }],
    '1password.category': 'category',
    '1password.client': { join: ['client.app_name', 'client.app_version'] },
    '1password.platform': { join: ['client.platform_name', 'client.platform_version'] },
    '1password.os': { join: ['client.os_name', 'client.os_version'] },
    '1password.vault': 'vault_uuid',
    '1password.detail': ['details.value', 'aux_info'],
  },
};

export const onepassword = declaredSource(onepasswordMapping);
