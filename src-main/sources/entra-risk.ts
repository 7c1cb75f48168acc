import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { mapping } from './entra-risk/mapping.ts';
import { recognise, refusalOf } from './entra-risk/recognise.ts';
import { rowOf, type Row } from './entra-shapes/row.ts';
import { listIn, named, objectFrom, said } from './entra-shapes/said.ts';
import { firstTime, timeOf, wholeSecond } from './entra-shapes/time.ts';
import { isObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';

/** Risk detections of Microsoft Entra ID Protection, in whatever shape they were exported. The mapping as a table: entra-risk/mapping.ts. */
export const entraRisk: Source = {
  dataset: 'entra.risk',
  version: 1,
  title: 'Entra risk detections',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const refused = refusalOf(record.value);
  if (refused) return refused;
  const row = rowOf(record.value);
  const { properties, outer } = row;
  const detection = said(properties['riskEventType']) ?? said(properties['riskType']);
  if (detection === undefined) return { reason: 'source/invalid', detail: 'neither riskEventType nor riskType says what was detected' };
  const time = firstTime([[properties, 'activityDateTime'], [properties, 'detectedDateTime'], [outer, 'time'], [outer, 'timeGenerated']]);
  if ('reason' in time) return time;
  const fields = fieldsOf(row, detection);
  return { dataset: 'entra.risk', time, vendorId: fields['event.id'] ?? null, identity: identityOf(fields, time), fields };
}

function fieldsOf({ properties, outer, tenant }: Row, detection: string): EventFields {
  const place = objectFrom(properties['location']);
  const service = said(properties['servicePrincipalId']);
  const home = said(properties['homeTenantId']) ?? tenant;
  const detected = timeOf(properties['detectedDateTime']);
  return {
    'event.action': detection,
    'event.category': 'authentication',
    'event.outcome': 'unknown',
    'event.id': said(properties['id']),
    'user.name': said(properties['userPrincipalName'])?.toLowerCase() ?? said(properties['servicePrincipalDisplayName']) ?? said(properties['userDisplayName'])
      ?? said(properties['userId']) ?? service,
    'user.id': said(properties['userId']) ?? service,
    'user.type': service === undefined ? typeOf(named(properties['userType'])) : 'ServicePrincipal',
    'organization.id': home,
    'source.ip': said(properties['ipAddress']) ?? said(outer['callerIpAddress']),
    'user_agent.original': infoOf(properties['additionalInfo'], 'useragent'),
    'cloud.account.id': said(properties['resourceTenantId']) ?? tenant ?? home,
    'credential.id': said(listIn(properties['keyIds'])[0]),
    'vendor.geo.country_iso_code': said(place['countryOrRegion']) ?? said(properties['countryOrRegion']),
    'vendor.geo.region_name': said(place['state']) ?? said(properties['state']),
    'vendor.geo.city_name': said(place['city']) ?? said(properties['city']),
    'vendor.risk.level': said(properties['riskLevel']),
    'vendor.risk.state': said(properties['riskState']),
    'vendor.risk.detail': reasonsOf(detection, named(properties['riskDetail'])),
    'entra.risk.detection': detection,
    'entra.risk.request_id': said(properties['requestId']),
    'entra.risk.correlation_id': said(properties['correlationId']),
    'entra.risk.detected_at': typeof detected === 'string' ? undefined : detected.ms,
    'entra.risk.timing': said(properties['detectionTimingType']),
    'entra.risk.source': said(properties['source']),
    'entra.risk.token_issuer': said(properties['tokenIssuerType']),
  };
}

/** What, with the id, says that two records are one event. A detection that was judged anew is another event under the same id. */
function identityOf(fields: EventFields, time: Instant): EventDraft['identity'] {
  return [
    wholeSecond(time), fields['entra.risk.detection'] ?? null, (fields['user.id'] ?? fields['user.name'])?.toLowerCase() ?? null,
    fields['entra.risk.request_id'] ?? null, fields['source.ip'] ?? null,
    fields['vendor.risk.level'] ?? null, fields['vendor.risk.state'] ?? null,
  ];
}

function reasonsOf(detection: string, detail: string | undefined): readonly string[] {
  return detail === undefined || detail === 'hidden' ? [detection] : [detection, detail];
}

function typeOf(type: string | undefined): string | undefined {
  return type === undefined ? undefined : type[0]!.toUpperCase() + type.slice(1);
}

/** `additionalInfo` is a list of `{ Key, Value }`, or its JSON text. */
function infoOf(info: unknown, key: string): string | undefined {
  for (const one of listIn(info)) {
    if (isObject(one) && said(one['Key'] ?? one['key'])?.toLowerCase() === key) return said(one['Value'] ?? one['value']);
  }
  return undefined;
}
