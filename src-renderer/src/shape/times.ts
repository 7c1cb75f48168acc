import { offsetText, zoneOffset } from '@contract';
import * as figures from './figures.ts';

/** Times as text in one zone. What is not an ISO 8601 UTC time comes back as it is. */
export interface Times {
  readonly zone: string;
  /** How the zone is called in a column head at that time: `UTC`, or its offset such as `−06:00`. */
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

export function timesIn(zone: string): Times {
  const offset = zoneOffset(zone);
  const local = (iso: string): string => {
    const ms = Date.parse(iso);
    if (zone === 'UTC' || Number.isNaN(ms) || !iso.endsWith('Z')) return iso;
    const rest = /\.\d+/.exec(iso)?.[0] ?? '';
    return `${new Date(ms + offset(ms)).toISOString().slice(0, 19)}${rest}Z`;
  };
  return {
    zone, local, offset,
    name: (iso = null) => (zone === 'UTC' ? 'UTC' : offsetText(offset(iso === null ? 0 : Date.parse(iso)))),
    moment: (iso, year = false) => figures.moment(local(iso), year),
    minute: (iso, year = false) => figures.minute(local(iso), year),
    timeOfDay: (iso) => figures.timeOfDay(local(iso)),
    day: (iso) => figures.day(iso.length === 10 ? iso : local(iso)),
    range: (from, to, year = false) => figures.range(local(from), local(to), year),
  };
}
