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
  const risk = [javaMapOf(logOnly['risk']), javaMapOf(data['risk'])].find((map) => map.size > 0);
  const behaviors = [javaMapOf(logOnly['behaviors']), javaMapOf(data['behaviors'])].find((map) => map.size > 0);
  const positive = [...behaviors ?? []].filter(([, value]) => value.toUpperCase() === 'POSITIVE').map(([name]) => name);
  const threats = [...javaMapOf(data['threatDetections']).keys()];
  return {
    level: saidOf(risk?.get('level')),
    details: listed([...new Set([...commaListOf(risk?.get('reasons')), ...threats, ...positive])]),
    behaviors: listed(positive),
    tunnels: tunnelsOf(data['tunnels']),
  };
}

/** `[{"anonymous":true,"operator":"WARP_VPN","type":"VPN"}]` as JSON text. */
function tunnelsOf(value: unknown): readonly string[] | undefined {
  const operators = listIn(value).slice(0, 20).flatMap((one) => (isObject(one) ? [saidOf(one['operator']) ?? saidOf(one['type'])] : []));
  return listed([...new Set(operators.filter((one) => one !== undefined))]);
}
