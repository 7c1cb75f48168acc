import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../src-main/contract/index.ts';
import { aksRecord, aksRow, eksExtra, gkeRecord, k8sRecord, podUser, subscription } from './k8s-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const fields = (over: Readonly<Record<string, unknown>> = {}) => eventOf(k8sRecord(over)).fields;

describe('who asked', () => {
  test('EKS: the name of the cluster, the id, key and account of AWS', () => {
    expect(fields()).toMatchObject({
      'user.name': 'kubernetes-admin', 'user.id': 'arn:aws:sts::111122223333:assumed-role/Developer/jonas@halden.example', 'user.type': 'user', 'organization.id': '111122223333', 'cloud.account.id': '111122223333',
      'credential.id': 'ASIAEXAMPLEJONAS0001', 'auth.token_type': 'temporary-key', 'session.id': 'ASIAEXAMPLEJONAS0001', 'k8s.audit.session_name': 'jonas@halden.example',
      'k8s.audit.canonical_arn': 'arn:aws:iam::111122223333:role/Developer', 'k8s.audit.groups': ['platform', 'system:authenticated'],
    });
  });
  test.each([
    ['a role session of an access entry', 'arn:aws:sts::111122223333:assumed-role/Developer/jonas@halden.example', 'Developer'],
    ['an IAM user of an access entry', 'arn:aws:iam::111122223333:user/team/mara', 'mara'],
    ['a person of OpenID Connect', 'Mara@Halden.example', 'mara@halden.example'],
    ['a prefix of the cluster stays', 'oidc:Mara', 'oidc:Mara'],
    ['a service account', 'system:serviceaccount:payments:worker', 'system:serviceaccount:payments:worker'],
  ])('the name: %s', (_, username, name) => expect(fields({ user: { username } })['user.name']).toBe(name));
  test.each([
    ['system:serviceaccount:payments:worker', 'service-account'], ['robot@halden.iam.gserviceaccount.com', 'service-account'], ['system:node:ip-10-0-0-1', 'node'], ['system:anonymous', 'anonymous'],
    ['system:kube-scheduler', 'system'], ['mara', 'user'],
  ])('%s is a %s', (username, type) => expect(fields({ user: { username } })['user.type']).toBe(type));
  test('no user: no name, and no type', () => expect(fields({ user: undefined })).toMatchObject({ 'user.name': undefined, 'user.type': undefined, 'user.id': undefined }));
  test('an instance: its session is that of CloudTrail, role and instance, whatever key it has that hour', () => {
    const user = { username: 'system:node:ip-10-0-0-1', uid: 'aws-iam-authenticator:111122223333:AROAEXAMPLENODE', extra: eksExtra({ sessionName: ['i-0abc12345678def90'], principalId: undefined }) };
    expect(fields({ user })['session.id']).toBe('AROAEXAMPLENODE:i-0abc12345678def90');
    expect(fields({ user: { ...user, uid: undefined, extra: eksExtra({ sessionName: ['i-0abc12345678def90'], principalId: ['AROAEXAMPLENODE'] }) } })['session.id']).toBe('AROAEXAMPLENODE:i-0abc12345678def90');
    expect(fields({ user: { username: 'x', extra: { 'sigs.k8s.io/aws-iam-authenticator/principalId': ['AROAEXAMPLENODE'], sessionName: ['i-0abc12345678def90'], accessKeyId: ['ASIA1'] } } })['session.id']).toBe('AROAEXAMPLENODE:i-0abc12345678def90');
  });
  test.each([(name: string) => `sigs.k8s.io/aws-iam-authenticator/${name}`, (name: string) => name.toLowerCase()])('EKS under other names: %s', (spelled) => {
    const extra = Object.fromEntries(Object.entries(eksExtra()).map(([name, value]) => [spelled(name), value]));
    expect(fields({ user: { username: 'x', extra } })).toMatchObject({ 'credential.id': 'ASIAEXAMPLEJONAS0001', 'user.id': 'arn:aws:sts::111122223333:assumed-role/Developer/jonas@halden.example', 'k8s.audit.session_name': 'jonas@halden.example' });
  });
  test('AKS: the object id, in small letters; the tenant of a diagnostic record', () => {
    const event = k8sRecord({ user: { username: 'Mara@Halden.example', extra: { oid: ['00000000-CCCC-4000-8000-000000000003'] } } });
    expect(eventOf(aksRecord(event, { tenantId: 't-1' })).fields).toMatchObject({ 'user.name': 'mara@halden.example', 'user.id': '00000000-cccc-4000-8000-000000000003', 'organization.id': 't-1' });
  });
  test('impersonation: the actor stays who it was', () => {
    expect(fields({ impersonatedUser: { username: 'system:admin', uid: 'u' } })).toMatchObject({ 'user.name': 'kubernetes-admin', 'user.effective.name': 'system:admin', 'user.effective.id': 'u' });
  });
});

describe('tokens of service accounts', () => {
  test('the one that was used, with its pod and node', () => {
    expect(fields({ user: podUser })).toMatchObject({
      'credential.id': 'JTI=7f9c2ba4-0000-4000-8000-000000000001', 'session.id': 'JTI=7f9c2ba4-0000-4000-8000-000000000001', 'auth.token_type': 'service-account-token', 'k8s.audit.pod': 'worker-1', 'k8s.audit.node': 'node-1', 'user.id': '0c9f',
    });
  });
  test.each(['authentication_kubernetes_io_slash_credential-id', 'authentication_kubernetes_io/credential-id'])('in the spelling %s', (name) => {
    expect(fields({ user: { username: 'x', extra: { [name]: ['X509SHA256=abc'] } } })).toMatchObject({ 'credential.id': 'X509SHA256=abc', 'auth.token_type': 'client-certificate' });
  });
  const made = { verb: 'create', objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'payments', name: 'worker' }, annotations: { 'authentication.kubernetes.io/issued-credential-id': 'JTI=new' } };
  test('the one that was made, and for whom', () => {
    expect(fields(made)).toMatchObject({ 'credential.issued_id': 'JTI=new', 'event.category': 'session', 'target.type': ['serviceaccounts/token'], 'user.target.name': ['system:serviceaccount:payments:worker'] });
  });
  test('none was made where it failed', () => expect(fields({ ...made, responseStatus: { code: 403 } })['credential.issued_id']).toBeUndefined());
});

describe('trap 15: where from: a list of addresses', () => {
  test('the last address; what stands before it is what somebody claimed, whole', () => {
    expect(fields({ sourceIPs: ['127.0.0.1', '198.51.100.7', '203.0.113.9'] })).toMatchObject({ 'source.ip': '203.0.113.9', 'k8s.audit.claimed_ips': ['127.0.0.1', '198.51.100.7'] });
  });
  test('one address claims nothing; none is none', () => {
    expect(fields()).toMatchObject({ 'source.ip': '203.0.113.9', 'k8s.audit.claimed_ips': undefined });
    expect(fields({ sourceIPs: [] })['source.ip']).toBeUndefined();
  });
});

describe('what was asked', () => {
  const on = (resource: string, over: Readonly<Record<string, unknown>> = {}) => ({ objectRef: { resource, namespace: 'payments', name: 'x', ...over } });
  test.each([
    ['list', on('secrets'), 'read', 'api'], ['watch', on('pods'), 'read', 'api'], ['delete', on('pods'), 'write', 'api'], ['get', on('pods', { subresource: 'exec' }), 'write', 'api'], ['create', on('pods', { subresource: 'portforward' }), 'write', 'api'],
    ['get', on('nodes', { subresource: 'proxy' }), 'write', 'api'], ['create', on('selfsubjectaccessreviews', { apiGroup: 'authorization.k8s.io' }), 'read', 'api'], ['create', on('tokenreviews'), 'read', 'authentication'],
    ['create', on('clusterrolebindings', { apiGroup: 'rbac.authorization.k8s.io' }), 'write', 'configuration'], ['patch', on('configmaps', { name: 'aws-auth', namespace: 'kube-system' }), 'write', 'configuration'],
    ['update', on('configmaps'), 'write', 'api'], ['create', on('serviceaccounts'), 'write', 'configuration'], ['get', { objectRef: undefined, requestURI: '/version' }, 'read', 'api'],
  ] as const)('%s %j is %s, %s', (verb, over, access, category) => expect(fields({ verb, ...over })).toMatchObject({ 'event.action': verb, 'event.access': access, 'event.category': category }));
  test('a binding says whom it gives what', () => {
    const over = { verb: 'create', ...on('rolebindings'), requestObject: { roleRef: { name: 'admin' }, subjects: [{ kind: 'ServiceAccount', name: 'worker' }, { kind: 'User', name: 'mara' }, { kind: 'Group' }, 7] } };
    expect(fields(over)).toMatchObject({ 'user.target.name': ['system:serviceaccount:payments:worker', 'mara'], 'access.requested': ['admin'], 'access.granted': ['admin'] });
    expect(fields({ ...over, responseStatus: { code: 403 } })['access.granted']).toBeUndefined();
  });
  test('a name that the cluster chose is read from its answer', () => {
    expect(fields({ verb: 'create', objectRef: { resource: 'pods' }, responseObject: { metadata: { name: 'worker-x7', uid: 'p-1' } } })).toMatchObject({ 'target.name': ['worker-x7'], 'target.id': ['p-1'] });
  });
  test.each([['cat&command=%2Fetc%2Fpasswd', 'cat /etc/passwd'], ['sh&command=-c&command=id%20%3E%20x', 'sh -c "id > x"'], ['%E0%A4', '%E0%A4']])('what ran in the pod: command=%s', (query, command) => {
    expect(fields({ ...on('pods', { subresource: 'exec' }), requestURI: `/api/v1/x?container=a&command=${query}&stdin=true` })['k8s.audit.command']).toBe(command);
  });
});

describe('how it went', () => {
  test.each([[{ code: 200 }, 'success', undefined], [{ code: 101 }, 'success', undefined], [{ code: 401, reason: 'Unauthorized' }, 'failure', 'Unauthorized'], [{ code: 403, status: 'Failure', reason: 'Forbidden' }, 'failure', 'Forbidden'],
    [{ code: 500 }, 'failure', '500'], [{ status: 'Failure' }, 'failure', 'Failure'], [{ metadata: {} }, 'unknown', undefined], [undefined, 'unknown', undefined]] as const)('%j', (responseStatus, outcome, error) => {
    expect(fields({ responseStatus })).toMatchObject({ 'event.outcome': outcome, 'error.code': error });
  });
});

describe('when', () => {
  test.each([
    [{}, '2026-05-04T08:15:30.123Z'], [{ requestReceivedTimestamp: '2026-05-04 08:15:30.12' }, '2026-05-04T08:15:30.120Z'],
    [{ requestReceivedTimestamp: undefined, timestamp: '2018-10-25T13:58:49Z' }, '2018-10-25T13:58:49.000Z'], [{ requestReceivedTimestamp: undefined, metadata: { creationTimestamp: '2018-10-25T13:58:49Z' } }, '2018-10-25T13:58:49.000Z'],
    [{ requestReceivedTimestamp: null }, '2026-05-04T08:15:30.223Z'],
  ])('%j: %s, in UTC', (over, time) => {
    const draft = eventOf(k8sRecord(over));
    expect([new Date(draft.time.ms).toISOString(), draft.time.zoneAssumed]).toEqual([time, false]);
  });
});

describe('one event in every shape', () => {
  const event = k8sRecord({ sourceIPs: ['10.0.0.7', '203.0.113.9'], impersonatedUser: { username: 'other' } });
  /** What only an envelope names. */
  const named = ['orchestrator.cluster.name', 'cloud.account.id', 'cloud.region', 'organization.id'];
  const told = ({ fields: all }: EventDraft) => Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== undefined && !named.includes(name)));
  const plain = eventOf(event);
  const insights = { '@timestamp': '2026-05-04 08:15:30.123', '@message': JSON.stringify(event), '@log': '111122223333:/aws/eks/prod/cluster' };
  test.each<readonly [string, unknown, string | undefined]>([
    ['an EventList', { kind: 'EventList', apiVersion: 'audit.k8s.io/v1', items: [event] }, undefined],
    ['CloudWatch subscription', subscription([event]), 'prod'],
    ['Logs Insights', insights, 'prod'],
    ['answer of Logs Insights', { results: [Object.entries(insights).map(([field, value]) => ({ field, value }))], status: 'Complete' }, 'prod'],
    ['Splunk', { _raw: JSON.stringify(event), _time: 1_777_885_000, auditID: 'x' }, undefined],
    ['HTTP event collector', { event, sourcetype: 'kube:apiserver-audit' }, undefined],
    ['container runtime', { log: `${JSON.stringify(event)}\n`, stream: 'stdout', kubernetes: { pod_name: 'kube-apiserver' } }, undefined],
    ['Elastic', { '@timestamp': 'x', kubernetes: { audit: event } }, undefined],
    ['Elasticsearch hit', { _index: 'k', _source: { message: JSON.stringify(event) } }, undefined],
    ['AKS, text', aksRecord(event), 'aks-prod'],
    ['AKS, object', aksRecord(event, { category: 'KUBE-AUDIT-ADMIN', properties: { log: event } }), 'aks-prod'],
    ['AKS, properties as text', aksRecord(event, { properties: JSON.stringify({ log: JSON.stringify(event) }) }), 'aks-prod'],
    ['AKS from an event hub', { records: [aksRecord(event)] }, 'aks-prod'],
    ['AKSAudit', aksRow(event, false), 'aks-prod'],
    ['AKSAudit as CSV', aksRow(event, true), 'aks-prod'],
    ['AzureDiagnostics', { TenantId: 'w', Category: 'kube-audit', ResourceId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerService/managedClusters/AKS-PROD', log_s: JSON.stringify(event), TimeGenerated: '2026-05-04T08:15:31Z' }, 'aks-prod'],
    ['a lake with names in small letters', Object.fromEntries(Object.entries({ ...event, apiVersion: undefined }).map(([name, value]) => [name.toLowerCase(), value])), undefined],
    ['v1beta1', { ...event, apiVersion: 'audit.k8s.io/v1beta1' }, undefined], ['without apiVersion', { ...event, apiVersion: undefined, kind: undefined }, undefined],
  ])('%s', (_, wrapped, cluster) => {
    const made = eventOf(wrapped);
    expect(told(made)).toEqual(told(plain));
    expect([made.vendorId, made.identity, made.fields['orchestrator.cluster.name']]).toEqual([plain.vendorId, plain.identity, cluster]);
  });
  test('several in one message', () => expect(eventsOf(subscription([event, k8sRecord({ auditID: 'b' })])).map(({ vendorId }) => vendorId)).toEqual([event['auditID'], 'b']));
});

describe('GKE', () => {
  test('method, path and labels are taken apart', () => {
    expect(eventOf(gkeRecord()).fields).toMatchObject({
      'event.action': 'create', 'target.type': ['pods/exec'], 'target.name': ['worker-1'], 'orchestrator.namespace': 'payments', 'user.name': 'mara@halden.example', 'source.ip': '203.0.113.9', 'event.outcome': 'success', 'event.access': 'write',
      'orchestrator.cluster.name': 'gke-prod', 'cloud.account.id': 'halden-prod', 'cloud.region': 'europe-north1', 'k8s.audit.decision': 'allow', 'service.name': 'core',
    });
  });
  test.each([
    ['io.k8s.core.v1.namespaces.delete', 'core/v1/namespaces/payments', 'delete', ['namespaces'], undefined, ['payments']],
    ['io.k8s.authorization.rbac.v1.clusterrolebindings.create', 'rbac.authorization.k8s.io/v1/clusterrolebindings/more', 'create', ['clusterrolebindings'], undefined, ['more']],
    ['io.k8s.core.v1.secrets.list', 'core/v1/namespaces/payments/secrets', 'list', ['secrets'], 'payments', undefined],
    ['io.k8s.get', 'readyz', 'get', undefined, undefined, undefined],
  ])('%s on %s', (methodName, resourceName, action, type, namespace, name) => {
    expect(eventOf(gkeRecord({ methodName, resourceName })).fields).toMatchObject({ 'event.action': action, 'target.type': type, 'orchestrator.namespace': namespace, 'target.name': name });
  });
  test.each([[{ code: 7, message: 'no' }, 'failure', 'PERMISSION_DENIED'], [{}, 'success', undefined], [undefined, 'unknown', undefined]] as const)('status %j: %s', (status, outcome, error) => {
    expect(eventOf(gkeRecord({ status })).fields).toMatchObject({ 'event.outcome': outcome, 'error.code': error });
  });
  test('the key of a service account, and whom it acted as', () => {
    const authenticationInfo = { principalEmail: 'robot@halden-prod.iam.gserviceaccount.com', serviceAccountKeyName: '//iam.googleapis.com/projects/halden-prod/serviceAccounts/robot@halden-prod.iam.gserviceaccount.com/keys/0a1b', authoritySelector: 'system:admin' };
    expect(eventOf(gkeRecord({ authenticationInfo })).fields).toMatchObject({ 'credential.id': '0a1b', 'auth.token_type': 'service-account-key', 'user.type': 'service-account', 'user.effective.name': 'system:admin' });
  });
});

describe('what is no request', () => {
  test.each<readonly [string, unknown, string]>([
    ['an event of the cluster', { kind: 'Event', apiVersion: 'events.k8s.io/v1', metadata: {}, regarding: {} }, 'k8s.audit/cluster-event'],
    ['an older one', { kind: 'Event', apiVersion: 'v1', involvedObject: {}, reason: 'Pulled' }, 'k8s.audit/cluster-event'],
    ['one of a watch', { type: 'ADDED', object: { kind: 'Event', apiVersion: 'events.k8s.io/v1' } }, 'k8s.audit/cluster-event'],
    ['a list of them', { kind: 'EventList', apiVersion: 'events.k8s.io/v1', items: [{ kind: 'Event', apiVersion: 'events.k8s.io/v1' }] }, 'k8s.audit/cluster-event'],
    ['an audit event that says no verb', { ...k8sRecord(), verb: undefined }, 'source/invalid'],
    ['one without a time', { ...k8sRecord(), requestReceivedTimestamp: null, stageTimestamp: null }, 'source/no-time'],
    ['one whose time cannot be read', { ...k8sRecord(), requestReceivedTimestamp: 'soon' }, 'source/invalid'],
    ['a container of GKE', { insertId: 'i', resource: { type: 'k8s_container', labels: {} }, textPayload: 'hello', timestamp: '2026-05-04T08:00:00Z', logName: 'projects/x/logs/stdout' }, 'source/unknown'],
    ['a program of the control plane of AKS', aksRecord({}, { category: 'kube-scheduler', properties: { log: 'I0504 08:00:00 scheduled' } }), 'source/unknown'],
    ['an AKS record that was cut', aksRecord({}, { properties: { log: '{"kind":"Event","apiVersion":"audit.k8s.io/v1","audit' } }), 'envelope/inner-invalid'],
  ])('%s', (_, value, reason) => expect(outcomesOf(value)).toEqual([reason]));
  test.each([null, 7, 'x', [], {}, [[]], { verb: {}, auditID: 'a' }])('hostile values in every field: %j', (value) => {
    const base = k8sRecord({ verb: 'get' });
    for (const name of Object.keys(base)) if (name !== 'verb') expect(() => outcomesOf({ ...base, [name]: value })).not.toThrow();
    for (const name of ['username', 'groups', 'extra', 'uid']) expect(() => eventOf(k8sRecord({ user: { username: 'x', [name]: value } }))).not.toThrow();
    for (const name of ['methodName', 'resourceName', 'authenticationInfo', 'requestMetadata', 'authorizationInfo', 'status', 'request']) expect(() => outcomesOf(gkeRecord({ [name]: value }))).not.toThrow();
  });
});
