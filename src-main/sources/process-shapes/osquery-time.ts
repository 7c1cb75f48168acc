import type { Instant } from '../../contract/index.ts';
import { textOf } from '../read.ts';
import type { Refusal } from '../source.ts';
import { parseTime } from '../time.ts';
import { wholeOf } from './numbers.ts';
import type { QueryResult } from './osquery-result.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const written = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4}) UTC$/;

/** When it was: `time` of an event, `start_time` of a process that was seen; where the row says neither, when the query ran. */
export function timeOf({ columns, outer }: QueryResult, kind: 'started' | 'seen'): Instant | Refusal {
  const own = wholeOf(kind === 'started' ? columns['time'] : columns['start_time']);
  for (const value of [own !== undefined && own > 0 ? own : undefined, outer['unixtime'], outer['calendartime'], outer['peventtime']]) {
    if (value === undefined || value === null || value === '') continue;
    const time = parseTime(calendar(value));
    return typeof time === 'string' ? { reason: 'source/invalid', detail: `time of the query: ${time}` } : time;
  }
  return { reason: 'source/no-time', detail: 'neither the row nor unixTime nor calendarTime says a time' };
}

/** `Thu Mar 16 03:08:58 2023 UTC` as it is read elsewhere; anything else as it is. */
function calendar(value: unknown): unknown {
  const found = written.exec(textOf(value) ?? '');
  if (found === null) return value;
  const [, month, day, clock, year] = found as unknown as readonly [string, string, string, string, string];
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}T${clock}Z`;
}
