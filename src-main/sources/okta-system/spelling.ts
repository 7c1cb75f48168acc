import { isObject } from '../read.ts';

/** An object that is being put together: without a prototype, so that no name means anything but itself. */
export type Nested = Record<string, unknown>;

/** Names as the System Log API spells them, by their letters alone. Lakes write them in lower case, the admin console with underscores. */
const names: ReadonlyMap<string, string> = new Map([
  'uuid', 'published', 'timestamp', 'eventType', 'legacyEventType', 'displayMessage', 'severity', 'version', 'actor', 'authenticationContext', 'client', 'debugContext', 'debugData',
  'device', 'outcome', 'request', 'securityContext', 'target', 'transaction', 'id', 'type', 'alternateId', 'displayName', 'detailEntry', 'result', 'reason',
  'externalSessionId', 'rootSessionId', 'authenticationStep', 'authenticationProvider', 'credentialProvider', 'credentialType', 'interface', 'issuer',
  'ipAddress', 'userAgent', 'rawUserAgent', 'os', 'browser', 'zone', 'geographicalContext', 'city', 'state', 'country', 'postalCode', 'geolocation', 'lat', 'lon',
  'asNumber', 'asOrg', 'isp', 'domain', 'isProxy', 'ipChain', 'ip', 'source', 'detail', 'requestApiTokenId', 'requestApiTokenClientId', 'rootApiTokenId',
  'dtHash', 'deviceFingerprint', 'authnRequestId', 'requestUri', 'requestId', 'url', 'origin', 'threatSuspected', 'behaviors', 'risk', 'logOnlySecurityData', 'tunnels',
  'threatDetections', 'factor', 'loginResult', 'signOnMode', 'initiationType', 'grantType', 'grantedScopes', 'requestedScopes', 'privilegeGranted', 'originalPrincipal',
  'clientId', 'clientAuthType', 'tokenId', 'authMethodSecondType', 'methodTypeUsed', 'factorType', 'managed', 'registered', 'name', 'publicClientApp',
].map((name) => [name.toLowerCase(), name]));

/** Nobody nests an event deeper; what is deeper stays as it is. */
const DEEPEST = 6;
const listed = /^([a-z]+?)(?:\[(\d{1,3})\]|(\d{1,3}))$/i;

/** The name as Okta spells it; one that is not known stays as it is. */
export function spelledName(name: string): string {
  return names.get(name.includes('_') ? name.replaceAll('_', '').toLowerCase() : name.toLowerCase()) ?? name;
}

/** A value with the names in it, and in what it holds, as Okta spells them. */
export function spelledValue(value: unknown, depth: number): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => spelledValue(one, depth + 1));
  if (!isObject(value)) return value;
  const made = Object.create(null) as Nested;
  for (const [name, inner] of Object.entries(value)) made[spelledName(name)] = spelledValue(inner, depth + 1);
  return made;
}

/** Steps as Okta spells them, with a place in a list as a step of its own: `target0`, `target[0]` and `target`, `0`. */
export function spelledPath(steps: readonly string[]): readonly string[] {
  return steps.flatMap((step) => {
    const found = listed.exec(step);
    return found && spelledName(found[1]!) === 'target' ? ['target', found[2] ?? found[3]!] : [spelledName(step)];
  });
}

/** Puts a value at a path, making what lies on the way. Where something that holds nothing lies there already, the value is left out: the first one stays. */
export function setAt(into: Nested, path: readonly string[], value: unknown): void {
  let at: Nested | unknown[] = into;
  for (const [i, step] of path.entries()) {
    const place: string | number | undefined = Array.isArray(at) ? placeIn(step) : step;
    if (place === undefined) return;
    const held: unknown = (at as Nested)[place as string];
    if (i === path.length - 1) {
      if (held === undefined) (at as Nested)[place as string] = value;
      return;
    }
    if (held === undefined) {
      const made: Nested | unknown[] = placeIn(path[i + 1]!) === undefined ? Object.create(null) as Nested : [];
      (at as Nested)[place as string] = made;
      at = made;
    } else if (typeof held === 'object' && held !== null) at = held as Nested | unknown[];
    else return;
  }
}

/** A place in a list of targets: a whole number below a thousand. */
function placeIn(step: string): number | undefined {
  return /^\d{1,3}$/.test(step) ? Number(step) : undefined;
}
