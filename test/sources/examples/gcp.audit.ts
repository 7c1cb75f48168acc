const key = '//iam.googleapis.com/projects/halden-prod/serviceAccounts/deploy@halden-prod.iam.gserviceaccount.com/keys/5c0ffee1d00d5c0ffee1d00d5c0ffee1d00d0001';

/** A log entry of the admin activity of an invented project. */
export function gcpRecord(payload: Record<string, unknown> = {}, entry: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    insertId: '1h3k9fd2a7q', logName: 'projects/halden-prod/logs/cloudaudit.googleapis.com%2Factivity', severity: 'NOTICE', timestamp: '2026-05-04T08:15:30.123456789Z', receiveTimestamp: '2026-05-04T08:15:31.002Z',
    resource: { type: 'service_account', labels: { project_id: 'halden-prod', email_id: 'deploy@halden-prod.iam.gserviceaccount.com', unique_id: '104857600000000000001', location: 'europe-north1' } },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog', serviceName: 'iam.googleapis.com', methodName: 'google.iam.admin.v1.CreateServiceAccountKey', resourceName: 'projects/-/serviceAccounts/104857600000000000001',
      authenticationInfo: { principalEmail: 'Mara.Lund@halden.example', principalSubject: 'user:mara.lund@halden.example', oauthInfo: { oauthClientId: '32555940559.apps.googleusercontent.com' } },
      authorizationInfo: [{ resource: 'projects/-/serviceAccounts/104857600000000000001', permission: 'iam.serviceAccountKeys.create', granted: true, resourceAttributes: { type: 'iam.serviceAccounts' } }],
      requestMetadata: { callerIp: '203.0.113.9', callerSuppliedUserAgent: 'google-cloud-sdk gcloud/472.0.0 command/gcloud.iam.service-accounts.keys.create', callerNetwork: '//compute.googleapis.com/projects/halden-prod/global/networks/default' },
      status: {}, response: { name: 'projects/halden-prod/serviceAccounts/deploy@halden-prod.iam.gserviceaccount.com/keys/5c0ffee1d00d5c0ffee1d00d5c0ffee1d00d0001' },
      ...payload,
    },
    ...entry,
  };
}

/** The key that was made above, in use from elsewhere. */
export const keyUse = gcpRecord({
  serviceName: 'storage.googleapis.com', methodName: 'storage.objects.list', resourceName: 'projects/_/buckets/halden-backups',
  authenticationInfo: { principalEmail: 'deploy@halden-prod.iam.gserviceaccount.com', serviceAccountKeyName: key },
  authorizationInfo: [{ permission: 'storage.objects.list', granted: true, permissionType: 'DATA_READ' }], requestMetadata: { callerIp: '198.51.100.77', callerSuppliedUserAgent: 'gsutil/5.27' }, response: undefined,
}, { insertId: '1h3k9fd2a7r', logName: 'projects/halden-prod/logs/cloudaudit.googleapis.com%2Fdata_access', resource: { type: 'gcs_bucket', labels: { project_id: 'halden-prod', bucket_name: 'halden-backups', location: 'eu' } } });

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  gcpRecord(),
  keyUse,
  gcpRecord({
    serviceName: 'cloudresourcemanager.googleapis.com', methodName: 'SetIamPolicy', resourceName: 'organizations/123456789012', status: { code: 7, message: 'The caller does not have permission' }, response: undefined,
    authenticationInfo: { principalEmail: 'deploy@halden-prod.iam.gserviceaccount.com', serviceAccountDelegationInfo: [{ firstPartyPrincipal: { principalEmail: 'mara.lund@halden.example' } }] },
    serviceData: { policyDelta: { bindingDeltas: [{ action: 'ADD', role: 'roles/owner', member: 'user:someone@elsewhere.example' }] } },
    authorizationInfo: [{ permission: 'resourcemanager.organizations.setIamPolicy', granted: false }],
  }, { insertId: '1h3k9fd2a7s', logName: 'organizations/123456789012/logs/cloudaudit.googleapis.com%2Factivity', resource: { type: 'organization', labels: { organization_id: '123456789012' } }, operation: { id: 'operations/1', first: true } }),
  gcpRecord({
    serviceName: 'iap.googleapis.com', methodName: 'AuthorizeUser', authenticationInfo: { principalEmail: 'service-42@compute-system.iam.gserviceaccount.com' }, metadata: { device_id: 'd-7f3a', device_state: 'Normal' },
    authorizationInfo: [{ permission: 'iap.webServiceVersions.accessViaIAP', granted: true }], response: undefined, status: undefined,
  }, { insertId: '1h3k9fd2a7t' }),
  gcpRecord({
    serviceName: 'login.googleapis.com', methodName: 'google.login.LoginService.loginSuccess', status: undefined, response: undefined, authorizationInfo: undefined,
    metadata: { '@type': 'type.googleapis.com/ccc_hosted_reporting.ActivityProto', event: [{ eventName: 'login_success', eventType: 'login', parameter: [{ name: 'login_type', value: 'google_password' }, { name: 'login_challenge_method', multiStrValue: ['password', 'google_prompt'] }] }] },
  }, { insertId: '1h3k9fd2a7u', logName: 'organizations/123456789012/logs/cloudaudit.googleapis.com%2Fdata_access', resource: { type: 'audited_resource', labels: { service: 'login.googleapis.com', method: 'google.login.LoginService.loginSuccess' } } }),
];
