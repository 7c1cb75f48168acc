import { describe, expect, test } from 'vitest';
import type { EventFields } from '../../src-main/contract/index.ts';
import { checkMapping } from '../../src-main/pipeline/mapping-check.ts';
import { mappingYaml, readMapping } from '../../src-main/pipeline/mapping-yaml.ts';
import { compilePattern } from '../../src-main/sources/declared/pattern.ts';
import { declaredSource, type DeclaredSource } from '../../src-main/sources/declared/index.ts';
import { auth0Categories, auth0Outcomes } from '../../src-main/sources/providers/auth0-types.ts';
import { providers } from '../../src-main/sources/providers/index.ts';
import { isRefusal, lookAlikeOf } from '../../src-main/sources/index.ts';
import { attempt } from './examples/1password.ts';
import { auth0Record, call } from './examples/auth0.ts';
import { duoRecord, olderRecord } from './examples/duo.auth.ts';
import { examples as gcpExamples, gcpRecord, keyUse } from './examples/gcp.audit.ts';
import { githubRecord } from './examples/github.audit.ts';
import { activity, signIn } from './examples/google_workspace.login.ts';
import { oneloginRecord } from './examples/onelogin.ts';
import { pingRecord } from './examples/ping_one.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const fieldsOf = (value: unknown): EventFields => eventOf(value).fields;

describe('they are written as an analyst writes a mapping', () => {
  test.each(providers.map((source) => source as DeclaredSource))('$dataset passes the check of mappings, and is the same out of YAML', ({ declared }) => {
    expect(checkMapping(JSON.parse(JSON.stringify(declared)))).toEqual([]);
    const { mapping, problems } = readMapping(mappingYaml(declared), 'own.yaml');
    expect(problems).toEqual([]);
    expect(mapping).toEqual(declared);
    const [record] = { 'gcp.audit': [gcpRecord()], 'duo.auth': [duoRecord()] }[declared.dataset as string] ?? [];
    if (record === undefined) return;
    const made = declaredSource(mapping!).map({ value: record, path: null, envelope: null });
    expect(isRefusal(made) ? made.detail : made.fields).toEqual(fieldsOf(record));
  });
});

describe('Google Cloud', () => {
  test('a key that is made and a key that is used are one id', () => {
    const made = fieldsOf(gcpRecord());
    const used = fieldsOf(keyUse);
    expect([made['credential.issued_id'], made['credential.id']]).toEqual(['5c0ffee1d00d5c0ffee1d00d5c0ffee1d00d0001', undefined]);
    expect([used['credential.id'], used['user.name'], used['user.type'], used['auth.token_type']]).toEqual([made['credential.issued_id'], 'deploy@halden-prod.iam.gserviceaccount.com', 'serviceAccount', 'service-account-key']);
  });
  test('a key that was refused was not made', () => {
    expect(fieldsOf(gcpRecord({ status: { code: 7 } }))).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'PERMISSION_DENIED', 'credential.issued_id': undefined, 'access.granted': undefined });
  });
  test('who took on a service account is the user, the account is what it became', () => {
    const fields = fieldsOf(gcpRecord({ authenticationInfo: { principalEmail: 'deploy@halden-prod.iam.gserviceaccount.com', serviceAccountDelegationInfo: [{ firstPartyPrincipal: { principalEmail: 'Mara.Lund@halden.example' } }, { firstPartyPrincipal: { principalEmail: 'build@halden-prod.iam.gserviceaccount.com' } }] } }));
    expect([fields['user.name'], fields['user.effective.name'], fields['gcp.audit.delegation']]).toEqual(['mara.lund@halden.example', 'deploy@halden-prod.iam.gserviceaccount.com', ['Mara.Lund@halden.example', 'build@halden-prod.iam.gserviceaccount.com']]);
  });
  test.each([
    [{ status: {} }, 'success'], [{ status: undefined }, 'success'], [{ status: undefined, response: undefined }, 'unknown'], [{ status: { code: 16 } }, 'failure'], [{ status: { code: 0 } }, 'success'],
    [{ status: undefined, response: undefined, authorizationInfo: [{ granted: false, permission: 'x' }] }, 'failure'], [{ authorizationInfo: [{ granted: false, permission: 'x' }, { granted: true, permission: 'y' }] }, 'success'],
  ])('%j is %s', (payload, outcome) => {
    expect(fieldsOf(gcpRecord(payload))['event.outcome']).toBe(outcome);
  });
  test.each(['private', 'gce-internal-ip'])('the address %s is kept', (callerIp) => {
    expect(fieldsOf(gcpRecord({ requestMetadata: { callerIp } }))['source.ip']).toBe(callerIp);
  });
  test('a role that was given says to whom', () => {
    const fields = fieldsOf(gcpRecord({ methodName: 'SetIamPolicy', serviceData: { policyDelta: { bindingDeltas: [{ action: 'ADD', role: 'roles/owner', member: 'user:Someone@elsewhere.example' }, { action: 'REMOVE', role: 'roles/viewer', member: 'allUsers' }] } } }));
    expect([fields['event.category'], fields['access.granted'], fields['user.target.name']]).toEqual(['configuration', ['iam.serviceAccountKeys.create', 'roles/owner'], ['someone@elsewhere.example', 'deploy@halden-prod.iam.gserviceaccount.com']]);
  });
  test('sign-ins that Google Workspace shares with Cloud', () => {
    expect(fieldsOf(gcpExamples.at(-1))).toMatchObject({ 'event.category': 'authentication', 'event.outcome': 'success', 'auth.method': 'google_password', 'auth.factor': ['password', 'google_prompt'], 'organization.id': '123456789012' });
  });
  test('what a cluster was asked is not of this log', () => {
    const entry = gcpRecord({ serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.secrets.list' });
    expect(providers.filter((source) => source.recognise({ value: entry, path: null, envelope: null }).confidence >= 0.5)).toEqual([]);
  });
});

describe('Google Workspace', () => {
  test('each event of an activity is one, and the second of a name has a number', () => {
    const drafts = eventsOf(signIn);
    expect(drafts.map(({ fields }) => [fields['event.action'], fields['event.outcome'], fields['event.category']])).toEqual([['login_verification', 'failure', 'mfa'], ['login_verification', 'success', 'mfa'], ['login_success', 'success', 'authentication']]);
    expect(drafts.map(({ vendorId }) => vendorId)).toEqual(['login/-4417220518363401/login_verification', 'login/-4417220518363401/login_verification/2', 'login/-4417220518363401/login_success']);
    expect(drafts[2]?.fields).toMatchObject({ 'mfa.satisfied_by': 'google_prompt', 'auth.factor': ['password', 'google_prompt'], 'google_workspace.login.suspicious': true, 'vendor.risk.detail': ['suspicious'], 'session.id': 'dusi-58f1', 'user.name': 'mara.lund@halden.example', 'vendor.as.number': 64500 });
  });
  test('a token of an application is the OAuth client that it was given to', () => {
    const fields = fieldsOf(activity('token', [{ type: 'auth', name: 'authorize', parameters: [{ name: 'client_id', value: 'c-1' }, { name: 'app_name', value: 'Mail Tidy' }, { name: 'scope', multiValue: ['https://mail.google.com/'] }] }]));
    expect([fields['credential.id'], fields['application.name'], fields['access.granted'], fields['event.category']]).toEqual(['c-1', 'Mail Tidy', ['https://mail.google.com/'], 'session']);
  });
  test('other reports are no events of it, and named', () => {
    const drive = activity('drive', [{ type: 'access', name: 'download' }]);
    expect(outcomesOf(drive)).toEqual(['source/unknown']);
    expect(lookAlikeOf(drive)?.name).toBe('Google Workspace report');
  });
  test('an activity without a name of its event is refused', () => {
    expect(outcomesOf(activity('login', [{ type: 'login' }]))).toEqual(['declared/refused']);
    expect(outcomesOf(activity('login', []))).toEqual(['envelope/empty']);
  });
});

describe('GitHub', () => {
  test('the hash of a token, and the key that was put in', () => {
    expect(fieldsOf(githubRecord())).toMatchObject({ 'credential.id': 'Zk9v0YbQe1t3mPZ1xq8gR2cS5uVhWjLd7nK4oEaXyTI=', 'auth.token_type': 'personal access token (classic)', 'user.name': 'mara-lund', 'github.audit.external_identity': 'mara.lund@halden.example', 'event.access': 'read', 'event.outcome': 'unknown' });
    expect(fieldsOf(githubRecord({ action: 'deploy_key.create', fingerprint: 'SHA256:x' }))).toMatchObject({ 'credential.issued_id': 'SHA256:x', 'event.category': 'session' });
  });
  test('another audit log with an action and an actor is none of it', () => {
    const other = { action: 'user.login', actor: 'bob', user: 'bob', timestamp: '2026-05-04T08:15:30Z' };
    expect(outcomesOf(other)).toEqual(['source/unknown']);
    expect(outcomesOf({ ...other, org: 'halden', timestamp: undefined, created_at: 1_777_882_530_123 })).toEqual(['event']);
  });
  test.each([['user.failed_login', 'authentication', 'failure'], ['org.sso_response', 'authentication', 'unknown'], ['two_factor_authentication.disabled', 'mfa', 'unknown'], ['personal_access_token.access_granted', 'session', 'unknown'], ['repo.access', 'configuration', 'unknown'], ['git.push', 'api', 'unknown']])('%s: %s, %s', (action, category, outcome) => {
    expect(fieldsOf(githubRecord({ action }))).toMatchObject({ 'event.category': category, 'event.outcome': outcome });
  });
});

describe('Duo', () => {
  test('the browser is the source, the phone stands beside it', () => {
    expect(fieldsOf(duoRecord())).toMatchObject({ 'source.ip': '203.0.113.9', 'duo.auth.device_ip': '198.51.100.23', 'vendor.geo.city_name': 'Oslo', 'duo.auth.device_city': 'Bergen', 'mfa.satisfied_by': 'duo_push', 'transaction.id': '340a23e3-23f3-43c1-87dc-1491a23dfdbb', 'device.trust': 'not trusted' });
  });
  test('version 1 in the words of version 2', () => {
    expect(fieldsOf(olderRecord)).toMatchObject({ 'event.action': 'authentication', 'event.outcome': 'failure', 'auth.method': 'duo_push', 'duo.auth.result': 'fraud', 'vendor.risk.detail': ['user_marked_fraud'], 'application.name': 'Halden VPN', 'device.trust': 'trusted' });
  });
  test.each([['bypass_user', 'not_available', 'none'], ['allow_unenrolled_user', 'not_available', 'none'], ['remembered_device', 'remembered_device', 'remembered_device'], ['trusted_network', 'not_available', 'trusted_network'], ['user_approved', 'duo_push', 'duo_push']])('%s with %s: the second factor was %s', (reason, factor, by) => {
    expect(fieldsOf(duoRecord({ reason, factor }))['mfa.satisfied_by']).toBe(by);
  });
  test('what was denied has no second factor, and the reason as its error', () => {
    expect(fieldsOf(duoRecord({ result: 'denied', reason: 'no_response' }))).toMatchObject({ 'mfa.satisfied_by': undefined, 'error.code': 'no_response', 'event.outcome': 'failure' });
  });
});

describe('OneLogin', () => {
  test.each([[5, 'login', 'authentication', 'success'], ['6', 'login-failed', 'authentication', 'failure'], [22, 'factor-device-registered', 'mfa', 'success'], [72, 'privilege-granted', 'configuration', 'success'], [9999, '9999', 'api', 'unknown']])('%s is %s', (event_type_id, action, category, outcome) => {
    expect(fieldsOf(oneloginRecord({ event_type_id }))).toMatchObject({ 'event.action': action, 'event.category': category, 'event.outcome': outcome, 'onelogin.event_type': String(event_type_id) });
  });
  test('who assumed whom', () => {
    expect(fieldsOf(oneloginRecord({ event_type_id: 3, actor_user_id: 7, actor_user_name: 'Nils Aas' }))).toMatchObject({ 'user.name': 'nils aas', 'user.id': '7', 'user.effective.name': 'mara lund', 'user.effective.id': '30501' });
  });
});

describe('PingOne', () => {
  test('a check of a password that was wrong is a failure of the user who is checked', () => {
    expect(fieldsOf(pingRecord({ actors: undefined, action: { type: 'PASSWORD.CHECK_FAILED' } }))).toMatchObject({ 'event.outcome': 'failure', 'user.name': 'mara.lund@halden.example', 'event.category': 'authentication', 'user.target.name': undefined });
  });
  test('a role that is given without an actor has a target, and no user', () => {
    expect(fieldsOf(pingRecord({ actors: undefined, action: { type: 'ROLE_ASSIGNMENT.CREATED' } }))).toMatchObject({ 'user.name': undefined, 'user.target.name': ['mara.lund@halden.example'], 'event.access': 'write', 'event.category': 'configuration' });
  });
  test.each([['FLOW.CREATED', 'unknown'], ['FLOW.DELETED', 'success'], ['USER.ACCESS_DENIED', 'failure']])('%s is %s', (type, outcome) => {
    expect(fieldsOf(pingRecord({ action: { type } }))['event.outcome']).toBe(outcome);
  });
  test('session and transaction', () => {
    expect(fieldsOf(pingRecord())).toMatchObject({ 'session.id': 'sess-77a1', 'transaction.id': '7d9c01c7-e6b1-4de1-95a4-b869f0e5b1f0', 'device.id': 'dev-5' });
  });
});

describe('Auth0', () => {
  test.each([['s', 'authentication', 'success'], ['fp', 'authentication', 'failure'], ['fu', 'authentication', 'failure'], ['seacft', 'session', 'success'], ['feacft', 'session', 'failure'], ['gd_auth_succeed', 'mfa', 'success'], ['gd_send_pn', 'mfa', 'unknown'], ['limit_wc', 'authentication', 'failure'], ['ferrt', 'session', 'failure'], ['brand_new', 'api', 'unknown']])('%s: %s, %s', (type, category, outcome) => {
    expect(fieldsOf(auth0Record({ type }))).toMatchObject({ 'event.action': type, 'event.category': category, 'event.outcome': outcome });
  });
  test('no code stands twice in the table', () => {
    expect(Object.keys(auth0Outcomes).filter((code) => !Object.hasOwn(auth0Categories, code))).toEqual([]);
  });
  test('a call of the Management API is of who called, with the token that it was called with', () => {
    expect(fieldsOf(call)).toMatchObject({ 'user.name': 'nils@halden.example', 'credential.id': '949869e066205b5076e6df203fdd7b9b', 'event.access': 'write', 'auth0.path': '/api/v2/roles', 'target.type': ['roles'], 'user.target.name': ['larry@elsewhere.example'] });
    expect(fieldsOf({ ...call, details: { request: { method: 'get' }, response: { statusCode: 403 } } })).toMatchObject({ 'event.outcome': 'failure', 'error.code': '403', 'event.access': 'read' });
  });
  test('the session of the tenant', () => expect(fieldsOf(auth0Record())).toMatchObject({ 'session.id': 'xdgDkCD4rO2uLp07C8BiH8bnJzUm36uE', 'device.id': 'v0:7f3a', 'session.issued_at': 1_777_882_529_000 }));
});

describe('1Password', () => {
  test.each([['success', 'credentials_ok', 'success', undefined], ['success', 'mfa_ok', 'success', 'mfa'], ['mfa_failed', 'totp_bad', 'failure', undefined], ['firewall_failed', 'country_blocked', 'failure', undefined], ['firewall_reported_success', 'credentials_ok', 'success', undefined]])('%s, %s: %s', (category, type, outcome, mfa) => {
    expect(fieldsOf(attempt({ category, type }))).toMatchObject({ 'event.action': type, 'event.outcome': outcome, 'mfa.satisfied_by': mfa, 'session.id': 'UED4KFZ5BH37IQWTJ7LG4VPWK7' });
  });
});

test.each([
  ['OneLogin', { event_type_id: 5, user_id: 7, created_at: '2026-05-04T08:15:30Z' }], ['Auth0', { type: 'login', date: '2026-05-04T08:15:30Z', _id: '662f00', user_id: 'u', ip: '203.0.113.9' }], ['Duo', { factor: 'push', result: 'success', user: 'bob', time: '2026-05-04T08:15:30Z' }],
  ['PingOne', { recordedAt: '2026-05-04T08:15:30Z', action: 'login', result: 'ok' }], ['1Password', { uuid: 'u', timestamp: '2026-05-04T08:15:30Z', type: 'login', client: {} }], ['Google Cloud', { timestamp: '2026-05-04T08:15:30Z', protoPayload: 'text' }],
])('a log with some names of %s is none of it', (_, value) => {
  expect(outcomesOf(value)).toEqual(['source/unknown']);
});

test('names and values of a mapping: a list becomes an object, an object stays, of one name the first counts', () => {
  const source = declaredSource({
    format: 1, id: 'pairs', title: 'Pairs', version: 1, dataset: 'custom', recognise: ['attributes'], time: 'at',
    let: { attributes: { path: 'attributes', pairs: { name: 'key', value: ['text', 'number'] } } }, fields: { 'user.name': '$attributes.user', 'custom.detail': '$attributes.port' },
  });
  const mapped = (attributes: unknown) => {
    const made = source.map({ value: { at: '2026-05-04T08:15:30Z', attributes }, path: null, envelope: null });
    return isRefusal(made) ? made : [made.fields['user.name'], made.fields['custom.detail']];
  };
  expect(mapped([{ key: 'user', text: 'mara' }, { key: 'port', number: 22 }, { key: 'user', text: 'nils' }, 'x', { text: 'y' }])).toEqual(['mara', '22']);
  expect(mapped({ user: 'mara', port: 22 })).toEqual(['mara', '22']);
  expect(mapped('[{"key":"user","text":"mara"}]')).toEqual(['mara', undefined]);
  expect(mapped('[{')).toEqual([undefined, undefined]);
  expect(checkMapping({ format: 1, id: 'x', title: 'x', version: 1, dataset: 'custom', recognise: ['a'], time: 'at', let: { a: { path: 'a', pairs: { name: 'key' } } }, fields: {} }).map(({ at }) => at.join('.'))).toContain('let.a.pairs');
});

describe('patterns of mappings', () => {
  test('one that begins at the start is found there alone; what was asked before is answered again', () => {
    const pattern = compilePattern('^(?:a|b(?:c))x|^y');
    if (typeof pattern === 'string') throw new Error(pattern);
    expect(['ax', 'zax', 'bcx', '\nax', 'y', '', 'ax'].map((text) => pattern.finds(text))).toEqual([true, false, true, false, true, false, true]);
    for (let i = 0; i < 5000; i += 1) expect(pattern.find(`ax${i}`)).toBe('ax');
    expect([pattern.find('zax'), pattern.find('zax')]).toEqual([undefined, undefined]);
  });
});
