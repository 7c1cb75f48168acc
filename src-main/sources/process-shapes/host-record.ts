import { isObject, type JsonObject } from '../read.ts';
import { isOsquery } from './osquery.ts';

/**
 * A record of what watches hosts that carries its own fields, whatever else it holds: envelopes are not looked for in it. Asked about every record, so
 * it looks at few names.
 */
export function isHostRecord(value: JsonObject): boolean {
  if (value['columns'] !== undefined) return isOsquery(value);
  if (value['mach_time'] !== undefined) return isObject(value['event']);
  if (value['header'] !== undefined) return isObject(value['header']) && typeof value['header']['event_name'] === 'string';
  if (value['event_simpleName'] !== undefined || value['event_simplename'] !== undefined || value['fdr_event_type'] !== undefined) return true;
  const { category } = value;
  return typeof category === 'string' && category.startsWith('AdvancedHunting-Device') && isObject(value['properties']);
}
