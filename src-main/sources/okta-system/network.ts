import { anyTextOf, isObject, objectIn, type JsonObject } from '../read.ts';
import { listIn, saidOf } from './words.ts';

/** Where a request came from, as Okta says it. */
export interface Network {
  readonly address: string | undefined;
  readonly chain: readonly string[] | undefined;
  /** City, state and country beside the address that was taken. */
  readonly place: JsonObject;
}

/**
 * The address is `client.ipAddress`: the one that Okta judged by, after the proxies that the org trusts. Where there is none (events of the system) the last
 * of the chain, the nearest to Okta: those before it are what a proxy, or whoever posed as one, said.
 */
export function networkOf(client: JsonObject, request: JsonObject): Network {
  const chain: { readonly ip: string; readonly place: JsonObject }[] = [];
  const given = request['ipChain'];
  // The admin console exports one entry, as columns: an object.
  const entries = isObject(given) ? [given] : listIn(given);
  for (const entry of entries.slice(0, 20)) {
    if (!isObject(entry)) continue;
    const ip = addressOf(entry['ip']);
    if (ip !== undefined) chain.push({ ip, place: objectIn(entry['geographicalContext']) });
  }
  const address = addressOf(client['ipAddress']);
  const nearest = chain.at(-1);
  return {
    address: address ?? nearest?.ip,
    chain: chain.length === 0 ? undefined : [...new Set(chain.map(({ ip }) => ip))],
    place: address === undefined ? nearest?.place ?? {} : objectIn(client['geographicalContext']),
  };
}

/** Whatever stands there, unless it is a word for nothing. */
function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' ? saidOf(value) : anyTextOf(value);
}
