import { homeFirst } from './compact.ts';
import { prepared, type ReadCase } from './handle.ts';

/** Where the record of an event lies, as an export names it: the record that the event is read from. */
export interface EventPlace { readonly exhibit: string; readonly file: string; readonly member: string; readonly record: number; readonly offset: number; readonly length: number }

/** The place of each event, in the order of the ids; null for one that the case does not have. */
export function eventPlaces(file: ReadCase, events: readonly number[]): readonly (EventPlace | null)[] {
  const found = prepared<EventPlace>(file, `SELECT e.exhibit, e.name AS file, m.path AS member, p.ordinal AS record, p.offset, p.length FROM place p
    JOIN member m ON m.id = p.member JOIN evidence e ON e.id = m.evidence WHERE p.event = ? ORDER BY ${homeFirst} LIMIT 1`);
  return events.map((event) => found.get(event) ?? null);
}
