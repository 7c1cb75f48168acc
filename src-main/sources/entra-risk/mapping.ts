import type { MappingRow } from '../source.ts';

/** How a risk detection becomes an event, field by field. Names are those of Graph and of `properties` of a diagnostic record; `↑` stands before names of the record around it. */
export const mapping: readonly MappingRow[] = [
  { fields: ['@timestamp'], from: '`activityDateTime`, else `detectedDateTime`, ↑`time`, `TimeGenerated`', note: 'when the risky thing happened, which for offline detections is days before it was detected' },
  { fields: ['event.action', 'entra.risk.detection'], from: '`riskEventType`, else `riskType`', note: '' },
  { fields: ['event.category'], from: '', note: '`authentication`' },
  { fields: ['event.outcome'], from: '', note: '`unknown`: a judgement has none' },
  { fields: ['event.id'], from: '`id`', note: '' },
  { fields: ['user.name'], from: '`userPrincipalName`; `servicePrincipalDisplayName`; else `userDisplayName`, `userId`', note: 'UPNs in lower case' },
  { fields: ['user.id'], from: '`userId`; `servicePrincipalId`', note: '' },
  { fields: ['user.type'], from: '`userType`', note: '`Member`, `Guest`; `ServicePrincipal` where there is one' },
  { fields: ['organization.id'], from: '`homeTenantId`, else ↑`tenantId`', note: '' },
  { fields: ['source.ip'], from: '`ipAddress`, else ↑`callerIpAddress`', note: '' },
  { fields: ['user_agent.original'], from: '`additionalInfo[]` with the key `userAgent`', note: 'list or JSON text' },
  { fields: ['cloud.account.id'], from: '`resourceTenantId`, else ↑`tenantId`, `homeTenantId`', note: '' },
  { fields: ['credential.id'], from: '`keyIds[0]`', note: 'service principals' },
  { fields: ['vendor.geo.country_iso_code', 'vendor.geo.region_name', 'vendor.geo.city_name'], from: '`location.countryOrRegion`, `.state`, `.city`; columns of these names', note: '' },
  { fields: ['vendor.risk.level'], from: '`riskLevel`', note: '' },
  { fields: ['vendor.risk.state'], from: '`riskState`', note: '' },
  { fields: ['vendor.risk.detail'], from: '`riskEventType`, `riskDetail`', note: 'one value each' },
  { fields: ['entra.risk.request_id'], from: '`requestId`', note: '`entra.signin.sign_in_id` of the sign-in that was judged' },
  { fields: ['entra.risk.correlation_id'], from: '`correlationId`', note: 'the inner one: ↑`correlationId` repeats the id of the detection' },
  { fields: ['entra.risk.detected_at'], from: '`detectedDateTime`', note: 'UTC ms' },
  { fields: ['entra.risk.timing'], from: '`detectionTimingType`', note: '' },
  { fields: ['entra.risk.source'], from: '`source`', note: '' },
  { fields: ['entra.risk.token_issuer'], from: '`tokenIssuerType`', note: '' },
];
