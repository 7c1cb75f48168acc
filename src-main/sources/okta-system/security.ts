import { isObject, objectIn, type JsonObject } from '../read.ts';
import { listed } from './targets.ts';
import { commaListOf, javaMapOf, listIn, saidOf } from './words.ts';

/** What Okta thinks of an event: its words, not ours. */
export interface Security {
  readonly level: string | undefined;
  readonly details: readonly string[] | undefined;
  readonly behaviors: readonly string[] | undefined;
  readonly tunnels: readonly string[] | undefined;
}

/**
 * Risk and behaviours stand in up to three places: `logOnlySecurityData` (JSON text with both), `risk` and `behaviors` (texts of Java maps). The first
 * that says something wins. Behaviours that were not positive say nothing about this event.
 */
export function securityOf(data: JsonObject): Security {
  const logOnly = objectIn(data['logOnlySecurityData']);
  const risk = firstOf(logOnly['risk'], data['risk']);
  const positive: string[] = [];
  for (const [name, value] of firstOf(logOnly['behaviors'], data['behaviors'])) if (value.toUpperCase() === 'POSITIVE') positive.push(name);
  const details = [...commaListOf(risk.get('reasons')), ...javaMapOf(data['threatDetections']).keys(), ...positive];
  return {
    level: saidOf(risk.get('level')),
    details: details.length === 0 ? undefined : [...new Set(details)],
    behaviors: listed(positive),
    tunnels: data['tunnels'] === undefined ? undefined : tunnelsOf(data['tunnels']),
  };
}

/** The map of the first text that is one. */
function firstOf(a: unknown, b: unknown): ReadonlyMap<string, string> {
  const first = javaMapOf(a);
  return first.size > 0 ? first : javaMapOf(b);
}

/** `[{"anonymous":true,"operator":"WARP_VPN","type":"VPN"}]` as JSON text. */
function tunnelsOf(value: unknown): readonly string[] | undefined {
  const operators = listIn(value).slice(0, 20).flatMap((one) => (isObject(one) ? [saidOf(one['operator']) ?? saidOf(one['type'])] : []));
  return listed([...new Set(operators.filter((one) => one !== undefined))]);
}
