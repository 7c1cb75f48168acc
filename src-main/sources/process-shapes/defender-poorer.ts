import type { ComparedField, Instant } from '../../contract/index.ts';
import type { JsonObject } from '../read.ts';
import { parseTime } from '../time.ts';

/** Columns that every full row has, empty or not: a query that projects leaves some out. */
const whole = [
  'accountname', 'accountsid', 'deviceid', 'devicename', 'filename', 'folderpath', 'initiatingprocesscommandline', 'initiatingprocessfilename', 'logonid',
  'processcommandline', 'processid', 'sha256',
] as const;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const portal = /^([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{4}),? (\d{1,2}):(\d\d):(\d\d)(?:\.(\d{1,3}))?\s([AP])M$/;

/**
 * Compared fields of a row that says less than Defender wrote: columns are left out, or the time is cut (Defender writes ten millionths of a second,
 * downloads of the portal and of Log Analytics less). `undefined` for a full row. Such a row folds into the full one of its device, report and second.
 */
export function saysOf(row: JsonObject, time: Instant): readonly ComparedField[] | undefined {
  if (time.precision === 'finer' && whole.every((name) => row[name] !== undefined)) return undefined;
  const told: ComparedField[] = ['event.action', 'event.outcome'];
  if (row['accountname'] !== undefined) told.push('user.name');
  if (row['accountsid'] !== undefined) told.push('user.id');
  return told;
}

/** `Nov 9, 2022 5:59:52 PM`, as downloads of the portal write it, in the zone that its user has set: UTC is assumed, and said so. `undefined` for any other text. */
export function coarserTime(value: unknown): Instant | undefined {
  const found = typeof value === 'string' ? portal.exec(value.trim().replaceAll(/[\u00a0\u202f]/g, ' ')) : null;
  const month = found === null ? -1 : months.indexOf(found[1]!.toLowerCase());
  const hour = found === null ? 0 : Number(found[4]);
  if (found === null || month < 0 || hour < 1 || hour > 12) return undefined;
  const two = (part: string | number): string => String(part).padStart(2, '0');
  const hours = (hour % 12) + (found[8] === 'P' ? 12 : 0);
  const fraction = found[7] === undefined ? '' : `.${found[7]}`;
  const time = parseTime(`${found[3]}-${two(month + 1)}-${two(found[2]!)}T${two(hours)}:${found[5]}:${found[6]}${fraction}`);
  return typeof time === 'string' ? undefined : time;
}
