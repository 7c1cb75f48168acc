import { isObject } from '../read.ts';
import type { SourceRecognition } from '../source.ts';
import { isSummary } from '../summary.ts';

const CATEGORY = 'MicrosoftGraphActivityLogs';
const sure: SourceRecognition = { confidence: 1, reason: `a record of ${CATEGORY}` };

/** How sure it is that a value is a record of Microsoft Graph's activity log. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return { confidence: 0, reason: 'the record is not an object' };
  if (isSummary(value)) return { confidence: 0, reason: 'a summary of a query over the table, none of its rows' };
  if (value['Type'] === CATEGORY || value['category'] === CATEGORY || value['Category'] === CATEGORY) return sure;
  const properties = isObject(value['properties']) ? value['properties'] : value;
  const has = (name: string) => properties[name] !== undefined || properties[name[0]!.toLowerCase() + name.slice(1)] !== undefined;
  if (!has('RequestUri') || !has('RequestMethod')) return { confidence: 0, reason: 'no RequestUri and RequestMethod of Microsoft Graph' };
  const found = ['ResponseStatusCode', 'SignInActivityId', 'RequestId', 'ClientAuthMethod', 'Scopes', 'Roles', 'Wids', 'AppId', 'ApiVersion'].filter(has);
  return { confidence: Math.min(0.95, 0.3 + found.length * 0.15), reason: `RequestUri, RequestMethod and ${found.join(', ') || 'nothing else'} of Microsoft Graph's activity log` };
}
