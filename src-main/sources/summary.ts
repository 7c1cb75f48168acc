import type { JsonObject } from './read.ts';

/**
 * Whether a row is the summary of a query (`summarize … by …`): a stretch of time with counts or sets in it, under the name of the table that it was made from.
 * It counts events and holds none of them.
 */
export function isSummary(value: JsonObject): boolean {
  if (!('EndTime [UTC]' in value) && !('EndTime' in value)) return false;
  if (!('StartTime [UTC]' in value) && !('StartTime' in value)) return false;
  if ('TimeGenerated' in value || 'TimeGenerated [UTC]' in value) return false;
  return Object.keys(value).slice(0, 100).some((name) => /(?:count|set|attempts)_?$/i.test(name));
}
