import type { EventFilter } from '@contract';

/** Where the Events screen shows what passes the filter; what is left out leaves that side open. */
export function eventsUrl(filter: Partial<EventFilter>): string {
  return `/events?f=${encodeURIComponent(JSON.stringify({ from: null, to: null, chips: [], finding: null, ...filter }))}`;
}
