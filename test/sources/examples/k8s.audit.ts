import { aksRecord, gkeRecord, k8sRecord, podUser, subscription } from '../k8s-records.ts';

/** Records of invented clusters that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  k8sRecord({ auditID: 'k-1', sourceIPs: ['10.0.0.7', '203.0.113.9'] }),
  k8sRecord({
    auditID: 'k-2', verb: 'create', requestURI: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', objectRef: { resource: 'clusterrolebindings', apiGroup: 'rbac.authorization.k8s.io', apiVersion: 'v1', uid: 'crb-1' },
    requestObject: { metadata: { name: 'more' }, roleRef: { kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [{ kind: 'ServiceAccount', name: 'worker', namespace: 'payments' }, { kind: 'User', name: 'mara' }] }, responseStatus: { code: 201 },
  }),
  k8sRecord({
    auditID: 'k-3', verb: 'create', requestURI: '/api/v1/namespaces/payments/serviceaccounts/worker/token', objectRef: { resource: 'serviceaccounts', subresource: 'token', namespace: 'payments', name: 'worker' }, responseStatus: { code: 201 },
    annotations: { 'authentication.kubernetes.io/issued-credential-id': 'JTI=7f9c2ba4-0000-4000-8000-000000000001' },
  }),
  k8sRecord({ auditID: 'k-4', user: podUser, impersonatedUser: { username: 'system:serviceaccount:kube-system:admin', uid: 'u-1' }, responseStatus: { code: 403, reason: 'Forbidden', status: 'Failure' } }),
  k8sRecord({ auditID: 'k-5', verb: 'get', requestURI: '/api/v1/namespaces/payments/pods/worker-1/exec?command=cat&command=%2Fvar%2Frun%2Fsecrets%2Ftoken&container=main', objectRef: { resource: 'pods', subresource: 'exec', namespace: 'payments', name: 'worker-1' }, responseStatus: { code: 101 } }),
  k8sRecord({ auditID: 'k-6', stage: 'RequestReceived', responseStatus: undefined }),
  subscription([k8sRecord({ auditID: 'k-7' })]),
  aksRecord(k8sRecord({ auditID: 'k-8', user: { username: 'Mara@Halden.example', extra: { oid: ['00000000-CCCC-4000-8000-000000000003'] } } }), { tenantId: '00000000-dddd-4000-8000-000000000004', location: 'norwayeast' }),
  gkeRecord(),
];
