import type { Instant } from '../../contract/index.ts';
import type { JsonObject } from '../read.ts';
import type { Refusal } from '../source.ts';
import { parseUsTime } from '../us-time.ts';

/** The first of the named times that is there, read. A time that is there and cannot be read is not replaced by another. */
export function firstTime(places: readonly (readonly [JsonObject, string])[]): Instant | Refusal {
  for (const [object, name] of places) {
    const found = object[name];
    if (found === undefined || found === null || found === '' || found === '<null>') continue;
    const time = timeOf(found);
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `${name}: ${time}` } : time;
  }
  return { reason: 'source/no-time', detail: `none of ${[...new Set(places.map(([, name]) => name))].join(', ')} says when it was` };
}

/** Month first too, and the milliseconds that Windows PowerShell writes (`/Date(…)/`); what a header of the export calls UTC has `UTC` behind it. */
export function timeOf(found: unknown): Instant | string {
  if (typeof found !== 'string') return parseUsTime(found);
  if (found.startsWith('/Date(')) return parseUsTime(Number(/^\/Date\((\d{12,13})\)\/$/.exec(found)?.[1]));
  if (!found.endsWith(' UTC')) return parseUsTime(found);
  const time = parseUsTime(found.slice(0, -4));
  return typeof time === 'string' ? time : { ...time, zoneAssumed: false };
}

/** The whole second of an instant, in ms: the finest that every shape of a record has. */
export function wholeSecond(time: Instant): number {
  return Math.floor(time.ms / 1000) * 1000;
}
