import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';
import { auth0Categories, auth0Outcomes } from './auth0-types.ts';

const request = (path: string): string => `details.request.${path}`;
/** Types that hand out a token. */
const token = { path: 'type', matches: '^(?:s|ssa|scoa|seacft|seccft|sertft|sepft|sede)$' } as const;

/** Tenant log of Auth0: Management API, log streams (where it lies under `data`), extensions, rows of a lake. */
export const auth0Mapping: DeclaredMapping = {
  format: 1,
  id: 'auth0',
  title: 'Auth0 log',
  version: 1,
  dataset: 'auth0',
  recognise: [
    { path: 'type', matches: '^[a-z][a-z0-9_]*$' },
    'date',
    // Other logs have a type and a date too: a code that Auth0 writes, or an id as it writes them.
    { any: [{ path: 'type', is: Object.keys(auth0Categories) }, { path: ['log_id', '_id', '^.log_id'], matches: '^9[0-9]{20,}$' }, { path: '^.p_log_type', starts_with: 'Auth0.' }] },
    { any: ['log_id', '_id', '^.log_id', '^.p_log_type', { path: 'details', type: 'object' }] },
    { any: ['client_id', 'user_id', 'user_name', 'connection', 'details', 'hostname', 'ip'] },
  ],
  time: 'date',
  fields: {
    'event.action': { path: 'type', note: 'the code' },
    'event.category': { path: 'type', map: auth0Categories, else: 'api', note: '`providers/auth0-types.ts`' },
    'event.outcome': [
      { when: [{ path: 'type', is: ['sapi', 'mgmt_api_read'] }, { path: 'details.response.statusCode', matches: '^[45]' }], value: 'failure' },
      { path: 'type', map: auth0Outcomes, else: 'unknown', note: 'by the code; a push that was sent, a challenge that was begun are `unknown`' },
    ],
    'event.id': ['log_id', '_id', { path: '^.log_id' }],
    'event.access': [{ when: { path: 'type', is: 'mgmt_api_read' }, value: 'read' }, { path: request('method'), lower: true, map: { get: 'read', post: 'write', put: 'write', patch: 'write', delete: 'write' } }],
    'error.code': ['details.error.oauthError', 'details.error.type', { when: { path: 'details.response.statusCode', matches: '^[45]' }, path: 'details.response.statusCode' }, { when: { path: 'type', is: Object.keys(auth0Outcomes).filter((code) => auth0Outcomes[code] === 'failure') }, path: 'type' }],
    'user.name': { path: [request('auth.user.email'), 'user_name', request('auth.user.name'), 'details.user_name', 'user_id'], lower: true, note: 'of the Management API who called it' },
    'user.id': [request('auth.user.user_id'), 'user_id'],
    'user.type': 'strategy_type',
    'organization.id': { path: ['tenant_name', 'organization_id'] },
    'source.ip': ['ip', request('ip')],
    'user_agent.original': ['user_agent', request('userAgent')],
    'application.name': ['client_name', request('channel')],
    'credential.id': { path: [request('auth.credentials.jti'), 'details.refresh_token_id', 'details.jti'], note: 'the token that called the Management API' },
    'credential.issued_id': { when: token, path: ['details.access_token_jti', 'details.issued_refresh_token_id'] },
    'session.id': ['details.session_id', 'session_id'],
    'session.issued_at': { path: 'details.initiatedAt', note: 'of a sign-in' },
    'device.id': ['details.device_id', 'device_id'],
    'auth.method': { path: ['strategy', 'details.prompts[0].name', 'details.prompts[0].connection_strategy', request('auth.strategy')] },
    'auth.factor': { every: ['details.authenticator.type', 'details.mfa_factor', 'details.prompts[*].name'] },
    'auth.token_type': { when: { path: request('auth.credentials.jti') }, value: 'access-token' },
    'mfa.satisfied_by': { when: { path: 'type', is: ['gd_auth_succeed', 'gd_recovery_succeed'] }, path: ['details.authenticator.type', 'details.mfa_factor', 'type'] },
    'target.type': { path: request('path'), capture: '^(?:/api)?/v2/([a-z0-9_-]+)' },
    'target.id': { every: [request('body.client_id'), request('body.integration_id'), request('body.id')] },
    'target.name': request('body.name'),
    'user.target.name': { every: [request('body.invitee.email'), request('body.user.email'), request('body.email'), request('body.owners[*]')], lower: true },
    'user.target.id': { every: [request('body.user.id')] },
    'access.requested': { every: ['scope[*]', 'details.qs.scope', request('body.roles[*]')] },
    'vendor.geo.country_iso_code': ['location_info.country_code', 'location_info.country_code3'],
    'vendor.geo.city_name': 'location_info.city_name',
    'vendor.risk.level': ['details.riskAssessment.confidence', 'risk_assessment.confidence'],
    'vendor.risk.detail': { every: ['details.riskAssessment.assessments.NewDevice.code', 'details.riskAssessment.assessments.ImpossibleTravel.code', 'details.riskAssessment.assessments.UntrustedIP.code', 'details.riskAssessment.assessments.PhoneNumber.code'] },
    'auth0.description': 'description',
    'auth0.connection': 'connection',
    'auth0.client_id': 'client_id',
    'auth0.hostname': 'hostname',
    'auth0.audience': 'audience',
    'auth0.method': { path: request('method'), upper: true },
    'auth0.path': request('path'),
    'auth0.request_body': { when: { path: request('method') }, path: request('body'), json: true },
  },
};

export const auth0 = declaredSource(auth0Mapping);
