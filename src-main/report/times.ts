import { offsetText, zoneOffset } from '../contract/index.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Times for reading, in the zone that was chosen. Text that is no time comes back as it is. */
export interface Times {
  /** Of the zone, for heads of columns. */
  readonly name: string;
  readonly isUtc: boolean;
  /** What the zone is ahead of UTC at a time, in ms. */
  offset(ms: number): number;
  /** `19 May 2026, 14:37:09`, with the milliseconds where there are any. */
  moment(iso: string): string;
  /** The same with `UTC` or `+02:00` behind it. */
  exact(iso: string): string;
  /** `19 May 14:37:09`, for columns whose year is told elsewhere. */
  short(iso: string): string;
  /** `19 May 2026` */
  day(iso: string): string;
  /** `14:37:09` */
  clock(iso: string): string;
  /** From and to with the zone: the date once where both are of one day. */
  period(first: string | null, last: string | null): string;
  /** The time in UTC where the zone is another; else nothing. */
  beside(iso: string): string;
}

/** Throws RangeError for a zone that this Node does not know. */
export function timesIn(zone: string): Times {
  const offset = zoneOffset(zone);
  const isUtc = zone === 'UTC';
  const local = (iso: string): Date | null => {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? null : new Date(ms + offset(ms));
  };
  const clockOf = (at: Date): string => at.toISOString().slice(11, at.getUTCMilliseconds() === 0 ? 19 : 23);
  const said = (iso: string, word: (at: Date) => string): string => {
    const at = local(iso);
    return at === null ? iso : word(at);
  };
  const zoneAt = (iso: string): string => {
    const ms = Date.parse(iso);
    return isUtc || Number.isNaN(ms) ? 'UTC' : offsetText(offset(ms)).replace('UTC', '+00:00');
  };
  const day = (iso: string): string => said(iso, (at) => `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`);
  const moment = (iso: string): string => said(iso, (at) => `${day(iso)}, ${clockOf(at)}`);
  const exact = (iso: string): string => (local(iso) === null ? iso : `${moment(iso)} ${zoneAt(iso)}`);
  return {
    name: zone, isUtc, offset, day, moment, exact,
    short: (iso) => said(iso, (at) => `${String(at.getUTCDate()).padStart(2, '0')} ${months[at.getUTCMonth()]} ${clockOf(at)}`),
    clock: (iso) => said(iso, clockOf),
    period(first, last) {
      if (first === null || last === null) return 'no events';
      const sameDay = day(first) === day(last) && zoneAt(first) === zoneAt(last);
      return sameDay ? `${moment(first)} to ${said(last, clockOf)} ${zoneAt(last)}` : `${exact(first)} to ${exact(last)}`;
    },
    beside: (iso) => (isUtc || local(iso) === null ? '' : `${new Date(iso).toISOString().replace('.000Z', 'Z')}`),
  };
}
