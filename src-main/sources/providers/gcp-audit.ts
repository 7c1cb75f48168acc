import type { DeclaredMapping } from '../../contract/index.ts';
import { declaredSource } from '../declared/index.ts';

/** Paths in the audit record, which rows of BigQuery hold under another name. */
const said = (...paths: readonly string[]): readonly string[] => paths.map((path) => `$audit.${path}`);

const method = said('methodName', 'metadata.methodName');
const service = said('serviceName', 'metadata.serviceName');
const principal = said('authenticationInfo.principalEmail');
const delegate = said('authenticationInfo.serviceAccountDelegationInfo[0].firstPartyPrincipal.principalEmail', 'authenticationInfo.serviceAccountDelegationInfo[0].principalSubject');
const failed = { all: [{ path: said('status.code') }, { path: said('status.code'), is_not: 0 }] } as const;
/** A status without a code, or an answer. */
const answered = { any: [{ path: said('status'), type: 'object' }, { path: said('response'), type: 'object' }, ...said('numResponseItems')] } as const;
const denied = { all: [{ path: said('authorizationInfo[*].granted'), is: false }, { not: { path: said('authorizationInfo[*].granted'), is: true } }] } as const;
const issues = { path: method, matches: '(?:CreateServiceAccountKey|UploadServiceAccountKey|ApiKeys\\.CreateKey)$' } as const;
const codes = {
  1: 'CANCELLED', 2: 'UNKNOWN', 3: 'INVALID_ARGUMENT', 4: 'DEADLINE_EXCEEDED', 5: 'NOT_FOUND', 6: 'ALREADY_EXISTS', 7: 'PERMISSION_DENIED', 8: 'RESOURCE_EXHAUSTED', 9: 'FAILED_PRECONDITION', 10: 'ABORTED',
  11: 'OUT_OF_RANGE', 12: 'UNIMPLEMENTED', 13: 'INTERNAL', 14: 'UNAVAILABLE', 15: 'DATA_LOSS', 16: 'UNAUTHENTICATED',
} as const;

/** Cloud Audit Logs of Google Cloud: log entries as Logging exports them, rows of BigQuery, rows of a lake. What a Kubernetes cluster of Google did is `k8s.audit`. */
export const gcpAuditMapping: DeclaredMapping = {
  format: 1,
  id: 'gcp.audit',
  title: 'Google Cloud audit log',
  version: 1,
  dataset: 'gcp.audit',
  recognise: [
    { path: ['protoPayload', 'protopayload_auditlog'] },
    { any: [{ path: method }, { path: [...said('"@type"', 'at_sign_type', 'at_type')], contains: 'cloud.audit.AuditLog' }] },
    { not: { any: [{ path: [...service, 'serviceName'], is: 'k8s.io' }, { path: method, starts_with: 'io.k8s.' }] } },
  ],
  let: { audit: ['protoPayload', 'protopayload_auditlog'] },
  time: ['timestamp', ...said('timestamp', 'requestMetadata.requestAttributes.time'), { path: 'p_event_time', note: 'of a lake' }],
  fields: {
    'event.action': { path: method },
    'event.category': [
      { when: { path: service, is: 'login.googleapis.com' }, value: 'authentication', note: 'sign-ins that Google Workspace shares with Cloud' },
      { when: { path: method, matches: '(?:GenerateAccessToken|GenerateIdToken|SignJwt|SignBlob|ExchangeToken|CreateServiceAccountKey|UploadServiceAccountKey|DeleteServiceAccountKey|CreateKey)$' }, value: 'session', note: 'tokens and keys' },
      { when: { path: method, matches: '(?i)setiampolicy|serviceaccount|\\brole|orgpolicy|workloadidentity|configservice|sinks?\\.|accesscontextmanager|groupmember|ssoprofile|enableservice|disableservice|setcommoninstancemetadata' }, value: 'configuration' },
      { value: 'api' },
    ],
    'event.outcome': [
      { when: { path: method, matches: 'LoginService\\.(?:loginFailure|.*Denied|.*Blocked)$' }, value: 'failure', note: 'sign-ins of Google Workspace say it in the method' },
      { when: { path: method, matches: 'LoginService\\.(?:loginSuccess|logout)$' }, value: 'success' },
      { when: failed, value: 'failure', note: 'the status has a code' },
      { when: denied, value: 'failure', note: 'no permission was granted' },
      { when: answered, value: 'success', note: 'it has none, or there is an answer' },
      { value: 'unknown', note: 'the start of a long operation, or an entry that says neither' },
    ],
    'event.id': ['insertId', 'insertid'],
    'event.access': [
      { path: said('authorizationInfo[*].permissionType'), take: 'first', map: { ADMIN_READ: 'read', DATA_READ: 'read', ADMIN_WRITE: 'write', DATA_WRITE: 'write' } },
      { when: { path: ['logName', 'logname'], contains: ['%2Factivity', '/activity', '%2Fsystem_event'] }, value: 'write', note: 'the log of admin activity holds changes alone' },
      { when: { path: method, matches: '(?i)(?:^|\\.)(?:get|list|aggregatedlist|search|query|test|lookup|check)[a-z]*$' }, value: 'read' },
    ],
    'error.code': [{ when: failed, path: said('status.code'), map: codes }, { when: denied, value: 'PERMISSION_DENIED', note: 'no permission was granted' }],
    'user.name': [{ path: delegate, lower: true, note: 'who stood behind a service account, where the entry says it' }, { path: principal, lower: true }, { path: said('authenticationInfo.principalSubject'), lower: true }, { path: said('authenticationInfo.authoritySelector'), lower: true }],
    'user.id': { path: said('authenticationInfo.principalSubject') },
    'user.type': [
      { path: said('authenticationInfo.principalSubject'), capture: '^([A-Za-z]+):' },
      { when: { path: principal, ends_with: '.gserviceaccount.com' }, value: 'serviceAccount' },
      { when: { path: principal, contains: '@' }, value: 'user' },
    ],
    'organization.id': ['resource.labels.organization_id', { path: ['logName', 'logname'], capture: '^organizations/([^/]+)/' }],
    'source.ip': { path: said('requestMetadata.callerIp', 'requestMetadata.callerIP', 'metadata.requestMetadata.callerIP'), note: '`private` and `gce-internal-ip` are kept as they are' },
    'user_agent.original': { path: said('requestMetadata.callerSuppliedUserAgent', 'metadata.requestMetadata.callerSuppliedUserAgent') },
    'cloud.account.id': ['resource.labels.project_id', { path: ['logName', 'logname'], capture: '^projects/([^/]+)/' }],
    'cloud.region': ['resource.labels.location', 'resource.labels.region', 'resource.labels.zone', { path: said('resourceLocation.currentLocations[0]') }],
    'service.name': [{ path: service }, 'serviceName'],
    'credential.id': [
      { path: said('authenticationInfo.serviceAccountKeyName'), capture: '/keys/([^/]+)$', note: 'the id of the key: `credential.issued_id` of the call that made it' },
      { path: said('authenticationInfo.serviceAccountKeyName') },
    ],
    'credential.issued_id': [{ when: [issues, { not: failed }], path: said('response.name'), capture: '/keys/([^/]+)$', note: 'keys of service accounts and API keys' }],
    'device.id': { path: said('metadata.device_id'), note: 'Identity-Aware Proxy' },
    'device.trust': { path: said('metadata.device_state', 'metadata.deviceState') },
    'auth.method': { path: said('metadata.event[0].parameter[name=login_type].value'), note: 'sign-ins of Google Workspace' },
    'auth.factor': { every: [...said('metadata.event[*].parameter[name=login_challenge_method].multiStrValue[*]', 'metadata.event[*].parameter[name=login_challenge_method].value')] },
    'auth.token_type': [{ when: { path: said('authenticationInfo.serviceAccountKeyName') }, value: 'service-account-key' }, { when: { path: said('authenticationInfo.oauthInfo.oauthClientId') }, value: 'oauth-token' }],
    'network.endpoint': { path: said('requestMetadata.callerNetwork'), note: 'the network of the caller, where it is one of Google Cloud' },
    'via.service': { when: { path: principal, matches: '^(?:service-[0-9]+@|[0-9]+@cloud)' }, path: principal, capture: '@([^.]+)', note: 'agents of Google services' },
    'transaction.id': 'operation.id',
    'target.type': [{ path: said('authorizationInfo[*].resourceAttributes.type') }, 'resource.type'],
    'target.id': { every: [...said('resourceName', 'metadata.resourceName'), 'resource.labels.instance_id', 'resource.labels.unique_id'] },
    'target.name': { every: [...said('metadata.event[*].parameter[name=GROUP_EMAIL].value', 'metadata.event[*].parameter[name=INBOUND_SSO_PROFILE_NAME].value'), 'resource.labels.email_id', 'resource.labels.bucket_name', 'resource.labels.cluster_name', 'resource.labels.role_name', 'resource.labels.service_name'] },
    'user.target.name': { every: [...said('serviceData.policyDelta.bindingDeltas[*].member'), ...said('metadata.event[*].parameter[name=USER_EMAIL].value'), 'resource.labels.email_id'], capture: '^(?:user:|serviceAccount:|group:)?([^@\\s]+@[^\\s]+)$', lower: true, note: 'members of a changed policy; the service account that was acted on' },
    'user.effective.name': { when: { path: delegate }, path: principal, lower: true, note: 'the service account that was taken on' },
    'access.requested': { every: [...said('authorizationInfo[*].permission'), ...said('serviceData.policyDelta.bindingDeltas[action=ADD].role')] },
    'access.granted': { when: { not: failed }, every: [...said('authorizationInfo[granted=true].permission'), ...said('serviceData.policyDelta.bindingDeltas[action=ADD].role')], note: 'permissions that were granted; roles that a policy gave' },
    'gcp.audit.log': { path: ['logName', 'logname'], capture: 'cloudaudit\\.googleapis\\.com(?:%2F|/)([a-z_]+)' },
    'gcp.audit.status_message': { path: said('status.message') },
    'gcp.audit.delegation': { every: [...said('authenticationInfo.serviceAccountDelegationInfo[*].firstPartyPrincipal.principalEmail'), ...said('authenticationInfo.serviceAccountDelegationInfo[*].principalSubject'), ...said('metadata.identityDelegationChain[*]')] },
    'gcp.audit.oauth_client_id': { path: said('authenticationInfo.oauthInfo.oauthClientId') },
    'gcp.audit.severity': 'severity',
  },
};

export const gcpAudit = declaredSource(gcpAuditMapping);
