import { objectIn, textOf, type JsonObject } from '../read.ts';
import { listIn } from './words.ts';

/** The text in a cell; Log Analytics writes null and nothing alike. */
const cell = (value: JsonObject, name: string): string | undefined => {
  const text = textOf(value[name]);
  return text === 'null' ? undefined : text;
};

/** The portal exports the zone of the times in the name of the column. */
function timeIn(value: JsonObject): string | undefined {
  const utc = cell(value, 'TimeGenerated [UTC]');
  return cell(value, 'TimeGenerated') ?? (utc === undefined ? cell(value, 'TimeGenerated [Local Time]') : /Z$/i.test(utc) ? utc : `${utc} UTC`);
}

/**
 * A row of `OktaV2_CL` (and of `OktaSystemLogs`, which has the same columns) as the System Log API writes the event. The columns are those of
 * the transformation that Microsoft publishes with its connector; what that leaves out (root session, issuer, device) is not in the row.
 */
export function renamed(value: JsonObject): JsonObject {
  const one = (name: string) => cell(value, name);
  return {
    uuid: one('EventOriginalUid'), published: timeIn(value), eventType: one('EventOriginalType'), legacyEventType: one('LegacyEventType'),
    displayMessage: one('EventMessage'), severity: one('OriginalSeverity'), version: one('Version'),
    actor: { id: one('OriginalUserId') ?? one('ActorUserId'), type: one('OriginalUserType'), alternateId: one('OriginalActorAlternateId') ?? one('ActorUsername'), displayName: one('ActorDisplayName') },
    authenticationContext: {
      externalSessionId: one('ActorSessionId'), credentialType: one('LogonMethod'),
      authenticationProvider: one('AuthenticationContextAuthenticationProvider'), credentialProvider: one('AuthenticationContextCredentialProvider'),
    },
    client: {
      id: one('SrcDvcId'), device: one('OriginalClientDevice'), ipAddress: one('SrcIpAddr'), zone: one('SrcZone'),
      userAgent: { rawUserAgent: one('HttpUserAgent'), os: one('SrcDvcOs'), browser: one('ActingAppName') },
      geographicalContext: { city: one('SrcGeoCity'), state: one('SrcGeoRegion'), country: one('SrcGeoCountry') },
    },
    debugContext: { debugData: objectIn(value['DebugData']) },
    outcome: { result: one('OriginalOutcomeResult'), reason: one('EventOriginalResultDetails') },
    request: objectIn(value['Request']),
    securityContext: { asNumber: value['SecurityContextAsNumber'], asOrg: one('SecurityContextAsOrg'), isp: one('SrcIsp'), isProxy: value['SecurityContextIsProxy'] },
    target: listIn(value['OriginalTarget']),
    transaction: { id: one('TransactionId'), type: one('TransactionType'), detail: objectIn(value['TransactionDetail']) },
  };
}
