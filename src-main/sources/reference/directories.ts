import type { ReferenceFact } from '../../contract/index.ts';
import { objectIn, textOf, type JsonObject } from '../read.ts';
import { detailOf, objectsIn, timeOrNull, type ReferenceSource } from './source.ts';

/** Users and devices of Entra as Graph lists them. Sign-ins and audit records have an id and a display name too, but say when they happened. */
export const entraDirectory: ReferenceSource = {
  id: 'entra.directory',
  version: 1,
  title: 'Entra users and devices',
  is: (value) => !('createdDateTime' in value && 'ipAddress' in value) && !('activityDateTime' in value) && !('riskLevel' in value)
    && ('userPrincipalName' in value && 'id' in value && 'displayName' in value || ('deviceId' in value && 'displayName' in value && ('operatingSystem' in value || 'trustType' in value))),
  facts: (value) => ('userPrincipalName' in value && !('deviceId' in value && 'operatingSystem' in value) ? entraUser(value) : entraDevice(value)),
};

function entraUser(value: JsonObject): readonly ReferenceFact[] | string {
  const user = textOf(value['userPrincipalName'])?.toLowerCase();
  if (user === undefined) return 'userPrincipalName says nothing';
  return [{
    kind: 'account', fromMs: timeOrNull(value['createdDateTime']), toMs: timeOrNull(value['deletedDateTime']), user, label: textOf(value['displayName']) ?? user,
    detail: detailOf({ id: value['id'], enabled: value['accountEnabled'], type: value['userType'], 'password last changed': value['lastPasswordChangeDateTime'], 'sessions valid from': value['signInSessionsValidFromDateTime'] }),
  }];
}

function entraDevice(value: JsonObject): readonly ReferenceFact[] | string {
  const device = textOf(value['deviceId']) ?? textOf(value['azureADDeviceId']);
  if (device === undefined) return 'deviceId says nothing';
  const owners = [...objectsIn(value['registeredOwners']), ...objectsIn(value['registeredUsers']), value].map((one) => textOf(one['userPrincipalName'])?.toLowerCase());
  return [{
    kind: 'device', fromMs: timeOrNull(value['registrationDateTime'] ?? value['enrolledDateTime'] ?? value['createdDateTime']), toMs: null, device, host: textOf(value['displayName'])?.toLowerCase(), user: owners.find((one) => one !== undefined),
    label: textOf(value['displayName']) ?? device,
    detail: detailOf({ system: value['operatingSystem'], managed: value['isManaged'], compliant: value['isCompliant'], trust: value['trustType'], 'last seen': value['approximateLastSignInDateTime'] ?? value['lastSyncDateTime'] }),
  }];
}

/** Users and devices of Okta as its API lists them. */
export const oktaDirectory: ReferenceSource = {
  id: 'okta.directory',
  version: 1,
  title: 'Okta users and devices',
  is: (value) => 'status' in value && 'created' in value && (textOf(objectIn(value['profile'])['login']) !== undefined || (textOf(objectIn(value['profile'])['platform']) !== undefined && 'id' in value)),
  facts(value) {
    const profile = objectIn(value['profile']);
    const user = textOf(profile['login'])?.toLowerCase();
    const status = textOf(value['status']);
    if (user !== undefined) {
      const ended = status === 'DEPROVISIONED' || status === 'SUSPENDED' ? timeOrNull(value['statusChanged']) : null;
      return [{
        kind: 'account', fromMs: timeOrNull(value['created']), toMs: ended, user, label: [textOf(profile['firstName']), textOf(profile['lastName'])].filter(Boolean).join(' ') || user,
        detail: detailOf({ id: value['id'], status, 'password last changed': value['passwordChanged'], 'last sign-in': value['lastLogin'] }),
      }];
    }
    const device = textOf(value['id']);
    if (device === undefined) return 'the device has no id';
    const owners = objectsIn(objectIn(value['_embedded'])['users']).map((one) => textOf(objectIn(objectIn(one['user'])['profile'])['login'])?.toLowerCase());
    return [{
      kind: 'device', fromMs: timeOrNull(value['created']), toMs: null, device, user: owners.find((one) => one !== undefined), host: textOf(profile['displayName'])?.toLowerCase(), label: textOf(profile['displayName']) ?? device,
      detail: detailOf({ status, system: profile['platform'], version: profile['osVersion'], serial: profile['serialNumber'], registered: profile['registered'], 'secure hardware': profile['secureHardwarePresent'] }),
    }];
  },
};
