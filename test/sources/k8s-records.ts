/** A request to the API of an invented cluster, as its API server audits it; `over` replaces fields, `undefined` takes them away. */
export function k8sRecord(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    kind: 'Event', apiVersion: 'audit.k8s.io/v1', level: 'RequestResponse', auditID: '5b2f1c70-0001-4a6b-8c7d-000000000001', stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/payments/secrets?limit=500', verb: 'list',
    user: { username: 'kubernetes-admin', uid: 'aws-iam-authenticator:111122223333:AROAEXAMPLEDEV', groups: ['platform', 'system:authenticated'], extra: eksExtra() },
    sourceIPs: ['203.0.113.9'], userAgent: 'kubectl/v1.31.0 (darwin/arm64) kubernetes/9edcffc',
    objectRef: { resource: 'secrets', namespace: 'payments', apiVersion: 'v1' },
    responseStatus: { metadata: {}, code: 200 },
    requestReceivedTimestamp: '2026-05-04T08:15:30.123456Z', stageTimestamp: '2026-05-04T08:15:30.223456Z',
    annotations: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'RBAC: allowed by ClusterRoleBinding "platform" of ClusterRole "admin" to Group "platform"' },
    ...over,
  };
}

/** What EKS says of the AWS session behind a request. */
export function eksExtra(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    accessKeyId: ['ASIAEXAMPLEJONAS0001'], arn: ['arn:aws:sts::111122223333:assumed-role/Developer/jonas@halden.example'], canonicalArn: ['arn:aws:iam::111122223333:role/Developer'],
    principalId: ['AROAEXAMPLEDEV'], sessionName: ['jonas@halden.example'], ...over,
  };
}

/** A service account of a pod, with a bound token. */
export const podUser = {
  username: 'system:serviceaccount:payments:worker', uid: '0c9f', groups: ['system:serviceaccounts', 'system:serviceaccounts:payments', 'system:authenticated'],
  extra: {
    'authentication.kubernetes.io/credential-id': ['JTI=7f9c2ba4-0000-4000-8000-000000000001'], 'authentication.kubernetes.io/pod-name': ['worker-1'], 'authentication.kubernetes.io/pod-uid': ['p-1'],
    'authentication.kubernetes.io/node-name': ['node-1'], 'authentication.kubernetes.io/node-uid': ['n-1'],
  },
} as const;

/** A LogEntry of GKE, for the same kind of request. */
export function gkeRecord(payload: Readonly<Record<string, unknown>> = {}, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', serviceName: 'k8s.io', methodName: 'io.k8s.core.v1.pods.exec.create', resourceName: 'core/v1/namespaces/payments/pods/worker-1/exec',
      authenticationInfo: { principalEmail: 'Mara@Halden.example' }, requestMetadata: { callerIp: '203.0.113.9', callerSuppliedUserAgent: 'kubectl/v1.31.0' },
      authorizationInfo: [{ granted: true, permission: 'io.k8s.core.v1.pods.exec.create', resource: 'core/v1/namespaces/payments/pods/worker-1/exec' }], status: { code: 0 }, ...payload,
    },
    insertId: '5b2f1c70-0002', resource: { type: 'k8s_cluster', labels: { cluster_name: 'gke-prod', location: 'europe-north1', project_id: 'halden-prod' } },
    timestamp: '2026-05-04T08:15:30.123456Z', receiveTimestamp: '2026-05-04T08:15:32Z', logName: 'projects/halden-prod/logs/cloudaudit.googleapis.com%2Factivity',
    labels: { 'authorization.k8s.io/decision': 'allow', 'authorization.k8s.io/reason': 'access granted by IAM permissions.' }, operation: { id: '5b2f1c70-0002-op', producer: 'k8s.io', first: true, last: true }, ...over,
  };
}

const cluster = '/SUBSCRIPTIONS/00000000-AAAA-4000-8000-000000000001/RESOURCEGROUPS/PROD/PROVIDERS/MICROSOFT.CONTAINERSERVICE/MANAGEDCLUSTERS/AKS-PROD';

/** A diagnostic record of AKS around an event. */
export function aksRecord(event: unknown, over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    category: 'kube-audit', operationName: 'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read', resourceId: cluster, time: '2026-05-04T08:15:31.1234567Z', serviceBuild: 'na',
    properties: { log: JSON.stringify(event), stream: 'stdout', pod: 'kube-apiserver-1', containerID: 'c' }, ...over,
  };
}

/** The same event as a row of AKSAudit: columns of its own, dynamic ones as JSON text where it was downloaded. */
export function aksRow(event: Record<string, unknown>, asText: boolean): Record<string, unknown> {
  const part = (name: string): unknown => (asText && typeof event[name] === 'object' ? JSON.stringify(event[name]) : event[name]);
  return {
    TenantId: '00000000-bbbb-4000-8000-000000000002', TimeGenerated: '2026-05-04T08:15:31.0000000Z', Level: event['level'], AuditId: event['auditID'], Stage: event['stage'], RequestUri: event['requestURI'], Verb: event['verb'],
    User: part('user'), ImpersonatedUser: part('impersonatedUser'), SourceIps: part('sourceIPs'), UserAgent: event['userAgent'], ObjectRef: part('objectRef'), ResponseStatus: part('responseStatus'),
    RequestObject: part('requestObject'), ResponseObject: part('responseObject'), RequestReceivedTime: event['requestReceivedTimestamp'], StageReceivedTime: event['stageTimestamp'], Annotations: part('annotations'),
    PodName: 'kube-apiserver-1', SourceSystem: 'Azure', Type: 'AKSAudit', _ResourceId: cluster.toLowerCase(),
  };
}

/** What CloudWatch Logs hands to a subscriber, around some events. */
export function subscription(events: readonly unknown[]): Record<string, unknown> {
  return {
    messageType: 'DATA_MESSAGE', owner: '111122223333', logGroup: '/aws/eks/prod/cluster', logStream: 'kube-apiserver-audit-1', subscriptionFilters: ['all'],
    logEvents: events.map((one, at) => ({ id: String(at), timestamp: 1_777_882_530_123, message: JSON.stringify(one) })),
  };
}
