import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { isRefusal, oktaSystem } from '../../src-main/sources/index.ts';
import { debug, oktaRecord, part } from './okta-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const mapped = (over: Readonly<Record<string, unknown>>) => eventOf(oktaRecord(over)).fields;

test('a log-in, in all that it says', () => {
  const { fields, time, vendorId } = eventOf(oktaRecord());
  expect(vendorId).toBe('11111111-2222-11f1-8333-444444444401');
  expect(time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30, 490), restNs: 0, precision: 'millisecond', zoneAssumed: false });
  expect(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))).toEqual({
    'event.action': 'user.session.start', 'event.category': 'session', 'event.outcome': 'success', 'event.id': '11111111-2222-11f1-8333-444444444401',
    'user.name': 'mara@halden.example', 'user.id': '00uexamplemara000001', 'user.type': 'User', 'source.ip': '203.0.113.9',
    'user_agent.original': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36',
    'application.name': 'Wiki', 'session.id': 'idxExampleSession0000001', 'session.root_id': 'idxExampleRoot0000000001', 'session.issued_at': time.ms, 'transaction.id': 'tx-1',
    'target.type': ['AppInstance', 'User'], 'target.id': ['0oaexamplewiki000001', '00uexamplemara000001'], 'target.name': ['An App Server', 'Wiki', 'Mara Halden'],
    'user.target.name': ['mara@halden.example'], 'user.target.id': ['00uexamplemara000001'],
    'vendor.as.number': 64496, 'vendor.as.organization.name': 'fjord fiber', 'vendor.geo.country_iso_code': 'Norway', 'vendor.geo.region_name': 'Vestland', 'vendor.geo.city_name': 'Bergen',
    'vendor.risk.level': 'MEDIUM', 'vendor.risk.detail': ['Anomalous Device', 'Anomalous Location', 'New Device', 'New IP'],
    'okta.system.outcome': 'SUCCESS', 'okta.system.message': 'User login to Okta', 'okta.system.severity': 'INFO', 'okta.system.legacy_event_type': 'core.user_auth.login_success',
    'okta.system.dt_hash': '0f0e0d0c0b0a', 'okta.system.device_fingerprint': '00112233445566778899aabbccddeeff', 'okta.system.authn_request_id': 'authn-1',
    'okta.system.client_os': 'Windows 10', 'okta.system.client_browser': 'CHROME', 'okta.system.proxy': false, 'okta.system.ip_chain': ['203.0.113.9'],
    'okta.system.threat_suspected': false, 'okta.system.behaviors': ['New Device', 'New IP'], 'okta.system.request_uri': '/idp/idx/identify', 'okta.system.origin': 'https://halden.okta.example',
  });
});

describe('what came out of it', () => {
  test.each([
    ['SUCCESS', 'success'], ['ALLOW', 'success'], ['allow', 'success'], ['FAILURE', 'failure'], ['DENY', 'failure'], ['RATE_LIMIT', 'failure'], ['CHALLENGE', 'unknown'], ['SKIPPED', 'unknown'],
    ['UNKNOWN', 'unknown'], ['ABANDONED', 'unknown'], [undefined, 'unknown'],
  ])('%s is %s', (result, outcome) => {
    const found = mapped({ outcome: { result, reason: 'VERIFICATION_ERROR' } });
    expect([found['event.outcome'], found['okta.system.outcome']]).toEqual([outcome, result]);
  });
  test('a code of an error is one, a sentence is not, and a success has none', () => {
    expect(mapped({ outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } })['error.code']).toBe('INVALID_CREDENTIALS');
    expect(mapped({ outcome: { result: 'FAILURE', reason: 'FastPass declined phishing attempt' } })).toMatchObject({ 'okta.system.reason': 'FastPass declined phishing attempt' });
    expect(mapped({ outcome: { result: 'FAILURE', reason: 'FastPass declined phishing attempt' } })['error.code']).toBeUndefined();
    expect(mapped({ outcome: { result: 'SUCCESS', reason: 'OK_SO' } })['error.code']).toBeUndefined();
  });
  test.each([
    ['user.session.start', 'session'], ['user.session.impersonation.initiate', 'session'], ['security.session.detect_client_roaming', 'session'], ['app.oauth2.token.grant.access_token', 'session'],
    ['policy.evaluate_sign_on', 'authentication'], ['user.authentication.sso', 'authentication'], ['security.threat.detected', 'authentication'], ['user.account.lock', 'authentication'],
    ['user.authentication.auth_via_mfa', 'mfa'], ['user.mfa.factor.reset_all', 'mfa'], ['system.push.send_factor_verify_push', 'mfa'],
    ['system.idp.lifecycle.create', 'configuration'], ['system.api_token.create', 'configuration'], ['zone.create', 'configuration'], ['user.account.privilege.grant', 'configuration'],
    ['application.user_membership.show_password', 'api'], ['system.org.rate_limit.warning', 'api'], ['something.new.entirely', 'api'],
  ])('%s is about %s', (eventType, category) => {
    expect(mapped({ eventType })['event.category']).toBe(category);
  });
});

describe('sessions, devices and tokens', () => {
  test.each(['unknown', '-', '', 'null', ' Unknown ', null, undefined])('%j is no session, no device and no transaction', (nothing) => {
    const found = mapped({
      ...part('authenticationContext', { externalSessionId: nothing, rootSessionId: nothing }), ...debug({ dtHash: nothing, deviceFingerprint: nothing, authnRequestId: nothing }),
      transaction: { id: nothing }, device: { id: nothing }, ...part('client', { zone: nothing }),
    });
    const fields = ['session.id', 'session.root_id', 'okta.system.dt_hash', 'okta.system.device_fingerprint', 'okta.system.authn_request_id', 'transaction.id', 'device.id', 'okta.system.zone'] as const;
    expect(fields.filter((name) => found[name] !== undefined)).toEqual([]);
  });
  test('the agent is kept as logged: rules say whether unknown counts', () => {
    expect(mapped(part('client', { userAgent: { rawUserAgent: 'unknown' } }))['user_agent.original']).toBe('unknown');
    expect(mapped(part('client', { userAgent: { rawUserAgent: null } }))['user_agent.original']).toBeUndefined();
  });
  test('while somebody logs in the session changes and the root does not', () => {
    const steps = ['trsA', 'trsB', '102C'].map((externalSessionId) => mapped(part('authenticationContext', { externalSessionId })));
    expect(steps.map((found) => found['session.id'])).toEqual(['trsA', 'trsB', '102C']);
    expect(new Set(steps.map((found) => found['session.root_id']))).toEqual(new Set(['idxExampleRoot0000000001']));
  });
  test('without a root the session is its own', () => {
    expect(mapped(part('authenticationContext', { rootSessionId: undefined }))['session.root_id']).toBe('idxExampleSession0000001');
  });
  test('the token that was used, and what it descends from', () => {
    const found = mapped({ transaction: { id: 't', detail: { requestApiTokenId: 'AT.used', rootApiTokenId: 'AT.root', requestApiTokenClientId: '0oaclient' } } });
    expect(found).toMatchObject({ 'credential.id': 'AT.used', 'auth.token_type': 'access-token', 'okta.system.root_token_id': 'AT.root', 'okta.system.client_id': '0oaclient' });
    expect(mapped(debug({ tokenId: '00Ttoken' }))).toMatchObject({ 'credential.id': '00Ttoken', 'auth.token_type': 'api-token' });
  });
  test('a token that was made is issued, not used; one that was revoked or refused is neither', () => {
    const target = [{ id: '00Tnew', type: 'Token', alternateId: 'unknown', displayName: 'a key' }];
    expect(mapped({ eventType: 'system.api_token.create', target })).toMatchObject({ 'credential.issued_id': '00Tnew', 'target.id': ['00Tnew'] });
    expect(mapped({ eventType: 'system.api_token.create', target })['credential.id']).toBeUndefined();
    expect(mapped({ eventType: 'system.api_token.revoke', target })['credential.issued_id']).toBeUndefined();
    expect(mapped({ eventType: 'system.api_token.create', target, outcome: { result: 'FAILURE' } })['credential.issued_id']).toBeUndefined();
  });
  test.each([
    [{ managed: true, registered: true }, 'managed'], [{ managed: false, registered: true }, 'registered'], [{ managed: false, registered: false }, 'unmanaged'], [{}, undefined], [null, undefined],
  ])('device %j is %s', (device, trust) => {
    expect(mapped({ device })['device.trust']).toBe(trust);
  });
});

describe('how somebody signed in', () => {
  const push = [{ type: 'AuthenticatorEnrollment', displayName: 'Okta Verify', detailEntry: { methodTypeUsed: 'Get a push notification' } }];
  test('what the target says comes before the factor of the debug data, and that before the credential type', () => {
    expect(mapped({ target: push, ...debug({ factor: 'OKTA_VERIFY_PUSH' }) })).toMatchObject({ 'auth.method': 'Get a push notification', 'auth.factor': ['Get a push notification', 'OKTA_VERIFY_PUSH'] });
    expect(mapped({ target: [], ...debug({ factor: 'SMS_FACTOR' }), ...part('authenticationContext', { credentialType: 'SMS' }) })).toMatchObject({ 'auth.method': 'SMS_FACTOR', 'auth.factor': ['SMS_FACTOR', 'SMS'] });
    expect(mapped({ target: [], ...part('authenticationContext', { credentialType: 'SMS' }) })).toMatchObject({ 'auth.method': 'SMS' });
  });
  test('what satisfied the second factor: only of a success, and never a password', () => {
    const eventType = 'user.authentication.auth_via_mfa';
    expect(mapped({ eventType, target: push })['mfa.satisfied_by']).toBe('Get a push notification');
    expect(mapped({ eventType, target: push, outcome: { result: 'FAILURE' } })['mfa.satisfied_by']).toBeUndefined();
    expect(mapped({ eventType, target: [], ...debug({ factor: 'PASSWORD_AS_FACTOR' }) })['mfa.satisfied_by']).toBeUndefined();
    expect(mapped({ eventType: 'user.authentication.sso', ...debug({ authMethodSecondType: 'webauthn:webauthn:aut1' }) })['mfa.satisfied_by']).toBe('webauthn');
  });
});

describe('who it was, and about whom', () => {
  test('what the system does about somebody stays the system\'s', () => {
    const found = mapped({ actor: { id: 'spr1', type: 'SystemPrincipal', alternateId: 'system@okta.com', displayName: 'Okta System' }, client: null, securityContext: {}, request: { ipChain: [] } });
    expect(found).toMatchObject({ 'user.name': 'system@okta.com', 'user.type': 'SystemPrincipal', 'user.target.name': ['mara@halden.example'], 'user.target.id': ['00uexamplemara000001'] });
    expect([found['source.ip'], found['user_agent.original'], found['vendor.geo.country_iso_code']]).toEqual([undefined, undefined, undefined]);
  });
  test.each([
    [{ alternateId: 'unknown', displayName: 'Mara Halden', id: '00u1' }, 'mara halden', '00u1'],
    [{ alternateId: 'typed@halden.example', displayName: 'unknown', id: 'unknown' }, 'typed@halden.example', undefined],
    [{ alternateId: 'unknown', displayName: 'unknown', id: '00u1' }, '00u1', '00u1'],
    [{ alternateId: 'unknown', displayName: 'unknown', id: 'unknown' }, undefined, undefined],
    [{ type: 'IP address', alternateId: 'unknown', displayName: '203.0.113.9', id: '203.0.113.9' }, undefined, '203.0.113.9'],
    [null, undefined, undefined],
  ])('actor %j is %s', (actor, name, id) => {
    const found = mapped({ actor });
    expect([found['user.name'], found['user.id']]).toEqual([name, id]);
  });
  test('an impersonation takes on the user that it names', () => {
    expect(mapped({ eventType: 'user.session.impersonation.initiate' })).toMatchObject({ 'user.effective.name': 'mara@halden.example', 'user.effective.id': '00uexamplemara000001' });
    expect(mapped({ eventType: 'user.session.impersonation.grant' })['user.effective.name']).toBeUndefined();
  });
  test('on whose behalf', () => {
    expect(mapped(debug({ originalPrincipal: { id: '00u2', alternateId: 'Jonas@halden.example' } }))['okta.system.original_principal']).toBe('jonas@halden.example');
  });
  test('privileges and scopes: granted only where it succeeded', () => {
    const asked = debug({ requestedScopes: 'openid, okta.users.read', grantedScopes: 'openid', privilegeGranted: 'Super administrator, Read only admin' });
    expect(mapped(asked)).toMatchObject({ 'access.requested': ['openid', 'okta.users.read'], 'access.granted': ['openid', 'Super administrator', 'Read only admin'] });
    expect(mapped({ ...asked, outcome: { result: 'DENY' } })['access.granted']).toBeUndefined();
  });
});

describe('where from', () => {
  const chain = (...ips: readonly string[]) => ({ request: { ipChain: ips.map((ip, i) => ({ ip, geographicalContext: { city: `City ${i}`, country: 'Norway', state: null } })) } });
  test('the address of the client is the one that Okta judged by, whatever the chain says', () => {
    expect(mapped(chain('198.51.100.7', '192.0.2.4'))).toMatchObject({ 'source.ip': '203.0.113.9', 'okta.system.ip_chain': ['198.51.100.7', '192.0.2.4'], 'vendor.geo.city_name': 'Bergen' });
  });
  test('without one, the nearest to Okta, and its place', () => {
    expect(mapped({ ...part('client', { ipAddress: null }), ...chain('198.51.100.7', '192.0.2.4') })).toMatchObject({ 'source.ip': '192.0.2.4', 'vendor.geo.city_name': 'City 1' });
    expect(mapped({ client: null, ...chain('198.51.100.7') })).toMatchObject({ 'source.ip': '198.51.100.7' });
  });
  test('an address that is something else is kept as its text', () => {
    expect(mapped(part('client', { ipAddress: { v4: 1 } }))['source.ip']).toBe('{"v4":1}');
    expect(mapped(part('client', { ipAddress: 'not an ip' }))['source.ip']).toBe('not an ip');
  });
  test('tunnels, by who runs them', () => {
    expect(mapped(debug({ tunnels: '[{"anonymous":true,"operator":"EXAMPLE_VPN","type":"VPN"},{"type":"PROXY"}]' }))['okta.system.tunnels']).toEqual(['EXAMPLE_VPN', 'PROXY']);
    expect(mapped(debug({ tunnels: 'nonsense' }))['okta.system.tunnels']).toBeUndefined();
  });
});

describe('risk and behaviours, wherever they stand', () => {
  const both = '{"risk":{"reasons":"Anomalous Device, New ASN","level":"HIGH"},"behaviors":{"New Device":"POSITIVE","New IP":"NEGATIVE"}}';
  test('JSON text comes first', () => {
    expect(mapped(debug({ logOnlySecurityData: both }))).toMatchObject({ 'vendor.risk.level': 'HIGH', 'okta.system.behaviors': ['New Device'], 'vendor.risk.detail': ['Anomalous Device', 'New ASN', 'New Device'] });
  });
  test('the same as an object', () => {
    expect(mapped(debug({ logOnlySecurityData: JSON.parse(both) as unknown }))).toMatchObject({ 'vendor.risk.level': 'HIGH' });
  });
  test.each([
    ['{level=LOW}', 'LOW', undefined], ['{reasons=Anomalous Device, Anomalous Location, level=HIGH}', 'HIGH', ['Anomalous Device', 'Anomalous Location']],
    ['{level=MEDIUM, reasons=Anomalous Location}', 'MEDIUM', ['Anomalous Location']], ['{}', undefined, undefined], ['rubbish', undefined, undefined], ['{=,=}', undefined, undefined], [7, undefined, undefined],
  ])('%s', (risk, level, detail) => {
    const found = mapped(debug({ risk, behaviors: undefined }));
    expect([found['vendor.risk.level'], found['vendor.risk.detail']]).toEqual([level, detail]);
  });
  test('threat detections are reasons too', () => {
    expect(mapped(debug({ risk: undefined, behaviors: undefined, threatDetections: '{"Password Spray":"HIGH"}' }))['vendor.risk.detail']).toEqual(['Password Spray']);
  });
  test('suspected, proxy: also as text', () => {
    expect(mapped({ ...debug({ threatSuspected: 'true' }), securityContext: { isProxy: 'TRUE', asNumber: '64500' } })).toMatchObject({ 'okta.system.threat_suspected': true, 'okta.system.proxy': true, 'vendor.as.number': 64500 });
  });
});

describe('one uuid on two contents stays two', () => {
  const bare = eventOf(oktaRecord());
  test.each([
    [{ published: '2026-05-04T08:15:30.491Z' }], [{ eventType: 'user.session.end' }], [{ outcome: { result: 'FAILURE' } }], [part('client', { ipAddress: '203.0.113.10' })], [{ target: [] }],
    [debug({ dtHash: 'another' })], [debug({ privilegeGranted: 'Super administrator' })], [{ device: { id: 'guo2' } }], [part('authenticationContext', { externalSessionId: 'other' })],
    [part('actor', { displayName: 'Somebody Else' })],
  ])('%j', (over) => {
    const other = eventOf(oktaRecord(over));
    expect(other.vendorId).toBe(bare.vendorId);
    expect(other.identity).not.toEqual(bare.identity);
  });
  test('targets that swapped their names are another content', () => {
    const target = (a: string, b: string) => [{ type: 'User', id: '1', alternateId: a }, { type: 'User', id: '2', alternateId: b }];
    expect(eventOf(oktaRecord({ target: target('a@x', 'b@x') })).identity).not.toEqual(eventOf(oktaRecord({ target: target('b@x', 'a@x') })).identity);
  });
});

describe('what is refused, and for what it is', () => {
  test.each([
    ['no time', oktaRecord({ published: undefined }), 'source/no-time'],
    ['a time that is none', oktaRecord({ published: 'redacted' }), 'source/invalid'],
    ['1970', oktaRecord({ published: '1970-01-01T00:00:00.000Z' }), 'source/invalid'],
    ['a user of the same API', { id: '00u1', status: 'ACTIVE', created: '2026-01-01T00:00:00.000Z', profile: { login: 'mara@halden.example' } }, 'source/unknown'],
    ['an event type of somebody else', { eventType: 'AwsApiCall', published: '2026-01-01T00:00:00.000Z', actor: {}, uuid: 'u', outcome: {} }, 'source/unknown'],
    ['dots, and nothing else of Okta', { eventType: 'page.view', timestamp: 1, user: 'x' }, 'source/unknown'],
  ])('%s', (_case, value, reason) => {
    expect(outcomesOf(value)).toEqual([reason]);
  });
  test('the time of an envelope stands in for a missing one', () => {
    const detail = oktaRecord({ published: undefined });
    expect(eventOf({ time: '2026-05-04T08:15:31Z', source: 'x', event: { ...detail, published: '' } }).time.ms).toBe(Date.UTC(2026, 4, 4, 8, 15, 31));
  });
});

test('an event hook holds several', () => {
  const hook = { eventType: 'com.okta.event_hook', eventTypeVersion: '1.0', eventId: 'e', eventTime: '2026-05-04T08:15:32Z', source: 'https://halden.okta.example/api/v1/eventHooks/who1', data: { events: [oktaRecord(), oktaRecord({ uuid: 'u-2' })] } };
  expect(eventsOf(hook).map(({ vendorId }) => vendorId)).toEqual(['11111111-2222-11f1-8333-444444444401', 'u-2']);
});

test('the mapper takes anything at all without throwing', () => {
  const junk = fc.oneof(fc.jsonValue(), fc.string(), fc.constant(null), fc.constant('{a=b, c'), fc.constant('{"risk":[]}'), fc.constant('[{"operator":1}]'));
  const names = Object.keys(oktaRecord());
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), junk), fc.dictionary(fc.constantFrom('risk', 'behaviors', 'logOnlySecurityData', 'tunnels', 'grantedScopes', '__proto__'), junk), (over, data) => {
    for (const value of [oktaRecord(over), oktaRecord({ ...debug(data), ...over, eventType: 'user.session.start' })]) {
      const made = oktaSystem.map({ value, path: null, envelope: null });
      if (!isRefusal(made)) for (const [name, one] of Object.entries(made.fields)) expect(['string', 'number', 'boolean', 'undefined', 'object'], name).toContain(typeof one);
    }
  }), { numRuns: 300 });
});

test('deep and wide records are read in time', () => {
  let deep: unknown = 'x';
  for (let i = 0; i < 20_000; i++) deep = { actor: deep };
  const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`debug_context.k${i}`, 'v']));
  expect(eventOf(oktaRecord({ target: Array.from({ length: 50_000 }, (_, i) => ({ id: `t${i}`, type: 'User', alternateId: `u${i}@x` })) })).fields['target.id']).toHaveLength(100);
  expect(outcomesOf({ ...wide, eventtype: 'user.session.start', authenticationcontext: deep, published: '2026-05-04T08:15:30Z', actor: {}, uuid: 'u', outcome: {} })).toEqual(['event']);
  expect(eventOf(oktaRecord(debug({ behaviors: `{${'a=POSITIVE, '.repeat(100_000)}}` }))).vendorId).not.toBeNull();
});
