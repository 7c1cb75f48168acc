import { debug, oktaRecord, part } from '../okta-records.ts';

/** Records of an invented org that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  oktaRecord({
    ...part('client', { zone: 'office', id: '0oaexampleclient0001' }),
    ...debug({ factor: 'OKTA_VERIFY_PUSH', tunnels: '[{"anonymous":true,"operator":"EXAMPLE_VPN","type":"VPN"}]', originalPrincipal: { alternateId: 'jonas@halden.example' } }),
    device: { id: 'guoexample0001', name: 'MARA-LAPTOP', managed: true, registered: true },
    transaction: { type: 'WEB', id: 'tx-1', detail: { requestApiTokenId: '00Texampletoken00001', rootApiTokenId: 'AT.root', requestApiTokenClientId: '0oaexampleclient0001' } },
  }),
  oktaRecord({ eventType: 'user.authentication.auth_via_mfa', target: [{ id: 'a', type: 'AuthenticatorEnrollment', displayName: 'Okta Verify', detailEntry: { methodTypeUsed: 'Get a push notification' } }] }),
  oktaRecord({ eventType: 'user.session.start', outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } }),
  oktaRecord({
    ...debug({ grantType: 'client_credentials', requestedScopes: 'okta.users.read, okta.groups.read', grantedScopes: 'okta.users.read' }), eventType: 'app.oauth2.token.grant.access_token',
    target: [{ id: 'AT.example', type: 'access_token', displayName: 'Access Token', detailEntry: null }],
  }),
  oktaRecord({ eventType: 'user.session.impersonation.initiate' }),
  oktaRecord({ eventType: 'user.account.privilege.grant', ...debug({ privilegeGranted: 'Super administrator' }) }),
  { version: '0', id: 'e-1', 'detail-type': 'SystemLog', source: 'aws.partner/okta.com/halden/stream', account: '111122223333', time: '2026-05-04T08:15:31Z', region: 'eu-west-1', resources: [], detail: oktaRecord() },
];
