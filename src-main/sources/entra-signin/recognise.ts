import { isObject, type JsonObject } from '../read.ts';
import { isHuntingRow } from '../entra-shapes/hunting.ts';
import { kindOfCategory } from '../entra-shapes/row.ts';
import type { SourceRecognition } from '../source.ts';
import { isSummary } from '../summary.ts';

const no = (reason: string): SourceRecognition => ({ confidence: 0, reason });
const portal: SourceRecognition = { confidence: 1, reason: 'columns of the sign-in CSV of the admin centre' };
const projection: SourceRecognition = { confidence: 0.8, reason: 'columns of the table of sign-ins: TimeGenerated, ResultType, a principal, an address or application' };
const hunting: SourceRecognition = { confidence: 1, reason: 'columns of the sign-in tables of advanced hunting' };
/** Fields that a sign-in of Graph has, and few other records. */
const marks = [
  'userPrincipalName', 'clientAppUsed', 'conditionalAccessStatus', 'deviceDetail', 'signInEventTypes', 'isInteractive', 'riskLevelDuringSignIn',
  'appliedConditionalAccessPolicies', 'servicePrincipalId', 'resourceDisplayName', 'originalRequestId', 'uniqueTokenIdentifier', 'ipAddress', 'appDisplayName', 'status',
] as const;

/** How sure it is that a record is a sign-in of Entra, in whatever shape. */
export function recognise(value: unknown): SourceRecognition {
  if (!isObject(value)) return no('the record is not an object');
  if (isSummary(value)) return no('a summary of a query over the table, none of its rows');
  for (const name of ['category', 'Type', 'Category', 'type'] as const) {
    const text = value[name];
    const kind = typeof text === 'string' ? kindOfCategory(text.toLowerCase()) : undefined;
    if (kind !== undefined) return { confidence: 1, reason: `${name} says ${kind} sign-ins` };
  }
  if ('Date (UTC)' in value && 'Request ID' in value && 'Sign-in error code' in value) return portal;
  return isHuntingRow(value) ? hunting : byMarks(value);
}

/** `count_`, `dcount_IPAddress`, `SignInCount`; not `Account`. */
const counted = /^d?count_|(?<!ac)count_?$|attempts/i;

/** A query that took some columns of the table: when, who, how it ended, and from where or to what. Rows that count are none of its rows. */
function isProjection(value: JsonObject): boolean {
  const has = (...names: readonly string[]) => names.some((name) => name in value);
  return has('TimeGenerated', 'TimeGenerated [UTC]') && 'ResultType' in value && has('UserPrincipalName', 'ServicePrincipalName') && has('IPAddress', 'AppDisplayName')
    && !Object.keys(value).some((name) => counted.test(name));
}

function byMarks(value: JsonObject): SourceRecognition {
  if ('activityDateTime' in value || 'ActivityDateTime' in value) return no('an activity, not a sign-in');
  const isGraph = typeof value['createdDateTime'] === 'string';
  if (isProjection(value)) return projection;
  if (!isGraph && !Object.keys(value).some((name) => name.startsWith('CreatedDateTime'))) return no('no category of sign-ins, no createdDateTime');
  const has = (name: string) => Object.hasOwn(value, name) || (!isGraph && Object.hasOwn(value, name[0]!.toUpperCase() + name.slice(1)));
  const found = marks.filter(has);
  const confidence = found.length < 3 ? 0.2 : Math.min(0.95, 0.35 + found.length * 0.1);
  return { confidence, reason: `createdDateTime, and ${found.length > 0 ? found.join(', ') : 'no other field of a sign-in'}` };
}
