import { offsetText, zoneOffset } from '@contract/time.ts';
import * as figures from './figures.ts';

/** Times as text in one zone. What is not an ISO 8601 UTC time comes back as it is. */
export interface Times {
  readonly zone: string;
  /**
   * How the zone is called in a column head: `UTC`, or its offset such as `−06:00` at that time. Without a time: the offset over the whole case,
   * or the name of the zone where the case crosses a change of clocks.
   */
  name(iso?: string | null): string;
  /** The same instant as an ISO text of the zone's own clock, for sorting and parsing of fields that show local time; ends in Z like every text here. */
  local(iso: string): string;
  /** "19 May 14:37:09". */
  moment(iso: string, year?: boolean): string;
  /** "19 May 14:37". */
  minute(iso: string, year?: boolean): string;
  /** "14:37:09.120". */
  timeOfDay(iso: string): string;
  /** "19 May 2026". */
  day(iso: string): string;
  /** "19 May 14:50–15:40". */
  range(from: string, to: string, year?: boolean): string;
  /** ms ahead of UTC. */
  offset(ms: number): number;
}

/** First and last time of what is looked at, ISO 8601 UTC; null where there is none. */
export interface Span { readonly first: string | null; readonly last: string | null }

export function timesIn(zone: string, span: Span = { first: null, last: null }): Times {
  const offset = zoneOffset(zone);
  const local = (iso: string): string => {
    const ms = Date.parse(iso);
    if (zone === 'UTC' || Number.isNaN(ms) || !iso.endsWith('Z')) return iso;
    const rest = /\.\d+/.exec(iso)?.[0] ?? '';
    return `${new Date(ms + offset(ms)).toISOString().slice(0, 19)}${rest}Z`;
  };
  const at = (iso: string | null) => offset(iso === null ? 0 : Date.parse(iso));
  const whole = zone === 'UTC' || at(span.first) === at(span.last) ? offsetOf(zone, at(span.last)) : zone;
  return {
    zone, local, offset,
    name: (iso = null) => (iso === null ? whole : offsetOf(zone, at(iso))),
    moment: (iso, year = false) => figures.moment(local(iso), year),
    minute: (iso, year = false) => figures.minute(local(iso), year),
    timeOfDay: (iso) => figures.timeOfDay(local(iso)),
    day: (iso) => figures.day(iso.length === 10 ? iso : local(iso)),
    range: (from, to, year = false) => figures.range(local(from), local(to), year),
  };
}

/** A zone that is at UTC just then, such as London in winter, is still not UTC. */
function offsetOf(zone: string, ms: number): string {
  return zone === 'UTC' ? 'UTC' : ms === 0 ? '+00:00' : offsetText(ms);
}

/** True for a zone that this computer knows. */
export function isZone(name: string): boolean {
  try {
    zoneOffset(name);
    return true;
  } catch {
    return false;
  }
}
