import type { Instant } from '../contract/index.ts';
import type { JsonObject } from './read.ts';
import type { Refusal } from './source.ts';
import { parseUsTime } from './us-time.ts';

/** Names repeat in every record; those that were met first are remembered. */
const MOST_NAMES = 4096;
const known = new Map<string, string>();

/**
 * A name in small letters and digits alone. The zone that Azure's portal writes behind the names of times is taken off where it is UTC; any other is
 * told in words that no clock can be set by: `localtime` stands for it. Types behind names (`_dynamic`, `_string`) are taken off.
 */
export function plainName(name: string): string {
  const found = known.get(name);
  if (found !== undefined) return found;
  const made = name.replace(/ \[UTC\]$/i, '').replace(/ \[[^\]]*\]$/, ' local time').replace(/_(?:dynamic|string)$/, '').toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (known.size < MOST_NAMES) known.set(name, made);
  return made;
}

/**
 * The object with plain names, values untouched: the same field is `clientIpAddress`, `client_ip_address`, `ClientIPAddress` or `TimeGenerated [UTC]`, by the
 * tool that wrote it. Of two that become one the first that says something stays.
 */
export function plainNames(object: JsonObject): JsonObject {
  const made = Object.create(null) as Record<string, unknown>;
  for (const name of Object.keys(object)) {
    const plain = plainName(name);
    const value = object[name];
    if (made[plain] === undefined || made[plain] === null || made[plain] === '') made[plain] = value;
  }
  return made;
}

/**
 * The first of the named values that says something, as a time. Azure's logs are in UTC whether they say so or not; only a column that the portal
 * has turned into the time of another zone (`[Local Time]`) leaves the zone open. Windows PowerShell writes milliseconds (`/Date(…)/`).
 */
export function utcTime(plain: JsonObject, names: readonly string[]): Instant | Refusal {
  for (const name of names) {
    const value = plain[name];
    if (value === undefined || value === null || value === '') continue;
    const ticks = typeof value === 'string' ? /^\/Date\((\d{12,13})\)\/$/.exec(value)?.[1] : undefined;
    const time = parseUsTime(ticks === undefined ? value : Number(ticks));
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `${name}: ${time}` } : { ...time, zoneAssumed: time.zoneAssumed && name.endsWith('localtime') };
  }
  return { reason: 'source/no-time', detail: `none of ${names.join(', ')} says a time` };
}
