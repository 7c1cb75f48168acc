import type { MappingRow } from '../source.ts';

/** How an audit record becomes an event, field by field. Names are those of Graph and of `properties` of a diagnostic record; `↑` stands before names of the record around it. */
export const mapping: readonly MappingRow[] = [
  { fields: ['@timestamp'], from: '`activityDateTime`; `Date (UTC)`; else ↑`time`, `TimeGenerated`', note: 'as told under Time' },
  { fields: ['event.action'], from: '`activityDisplayName`; `Activity`; else ↑`operationName`', note: 'trimmed' },
  { fields: ['event.category'], from: '`category`, `loggedByService`, the action', note: '`mfa` for authentication methods of users, else `configuration`' },
  { fields: ['event.outcome'], from: '`result`', note: '`success`; `failure`, `failed` and `timeout` are failures; else unknown' },
  { fields: ['event.id'], from: '`id`', note: 'the CSV of the admin centre has none' },
  { fields: ['event.access'], from: '`operationType`', note: '`write` for those that change something' },
  { fields: ['user.name'], from: '`initiatedBy.user.userPrincipalName`, `.displayName`; `initiatedBy.app.displayName`, `.servicePrincipalName`; else ↑`identity`', note: 'UPNs in lower case' },
  { fields: ['user.id'], from: '`initiatedBy.user.id`; `initiatedBy.app.servicePrincipalId`, `.appId`', note: '' },
  { fields: ['user.type'], from: '`initiatedBy.user.userType`', note: '`User` where it is not told; `ServicePrincipal` of an application' },
  { fields: ['organization.id'], from: '`initiatedBy.user.homeTenantId`, else ↑`tenantId`, `AADTenantId`, ↑`resourceId`', note: '' },
  { fields: ['source.ip'], from: '`initiatedBy.user.ipAddress`; `IPAddress`; else ↑`callerIpAddress`', note: '' },
  { fields: ['user_agent.original'], from: '`userAgent`, else `additionalDetails[]` with the key `User-Agent`', note: '' },
  { fields: ['cloud.account.id'], from: '↑`tenantId`, `AADTenantId`, ↑`resourceId`', note: 'the directory that was changed' },
  { fields: ['service.name'], from: '`loggedByService`; `Service`', note: '' },
  { fields: ['credential.issued_id'], from: '`targetResources[].modifiedProperties[]` named `KeyDescription`', note: 'the first `KeyIdentifier` of the new value that the old one has not, of a success: it is `credential.id` of the sign-ins made with it' },
  { fields: ['target.type', 'target.id', 'target.name'], from: '`targetResources[].type`, `.id`, `.displayName` (else `.userPrincipalName`); `Target1…` to `Target3…`', note: 'distinct values, 100 at most; the lists are not parallel' },
  { fields: ['user.target.name', 'user.target.id'], from: '`targetResources[]` of type `User`', note: 'UPNs in lower case' },
  { fields: ['access.requested', 'access.granted'], from: '`modifiedProperties[]` named `Role.DisplayName`, `AppRole.Value`, `DelegatedPermissionGrant.Scope`; targets of type `Role` where something is added', note: 'granted: of a success' },
  { fields: ['entra.audit.category'], from: '`category`', note: '' },
  { fields: ['entra.audit.correlation_id'], from: '`correlationId`', note: '' },
  { fields: ['entra.audit.initiated_by'], from: '`initiatedBy`', note: '`user` or `app`' },
  { fields: ['entra.audit.reason'], from: '`resultReason`', note: '' },
  { fields: ['entra.audit.operation'], from: '`operationType`; `AADOperationType`', note: '' },
  { fields: ['entra.audit.changed'], from: '`modifiedProperties[].displayName`', note: 'distinct, 100 at most' },
];
