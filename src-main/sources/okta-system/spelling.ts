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

/** Where a value lies: names, and places in lists. */
export type Path = readonly (string | number)[];

/** Steps as Okta spells them, with a place in a list of targets as a step of its own: `target0`, `target[0]` and `target`, `0`. */
export function spelledPath(steps: readonly string[]): Path {
  return steps.flatMap((step): Path => {
    if (/^\d{1,3}$/.test(step)) return [Number(step)];
    const found = listed.exec(step);
    return found && spelledName(found[1]!) === 'target' ? ['target', Number(found[2] ?? found[3])] : [spelledName(step)];
  });
}

/** Puts a value at a path, making what lies on the way. Where something that holds nothing lies there already, the value is left out: the first one stays. */
export function setAt(into: Nested, path: Path, value: unknown): void {
  let at: Nested | unknown[] = into;
  const last = path.length - 1;
  for (let i = 0; i <= last; i += 1) {
    const step = path[i]!;
    if (Array.isArray(at) && typeof step !== 'number') return;
    const holder = at as Record<string | number, unknown>;
    const held = holder[step];
    if (i === last) {
      if (held === undefined) holder[step] = value;
      return;
    }
    if (held === undefined) {
      const made: Nested | unknown[] = typeof path[i + 1] === 'number' ? [] : Object.create(null) as Nested;
      holder[step] = made;
      at = made;
    } else if (typeof held === 'object' && held !== null) at = held as Nested | unknown[];
    else return;
  }
}
