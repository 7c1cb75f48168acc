import type { ComparedField, EventFields } from '../../contract/index.ts';
import { isObject, parsedJson, type JsonObject } from '../read.ts';
import { readStruct } from '../struct-text.ts';
import { parseUsTime } from '../us-time.ts';
import { history, sentinel } from './columns.ts';
import { respelled, spellingOf } from './record.ts';

/** A table whose rows are CloudTrail records: the download of a console's event history, the table of Microsoft Sentinel, or the result of a query (Athena, CloudTrail Lake, Logs Insights, Splunk). */
export type RowKind = 'history' | 'sentinel' | 'query';

/** A row as a record in the spelling of CloudTrail. */
export interface RowRecord {
  readonly kind: RowKind;
  readonly value: JsonObject;
  /** The table has a column for errors: an empty cell says that there was none. */
  readonly saysErrors: boolean;
}

/** Fields that hold more than a text. */
const structured = new Set(['userIdentity', 'tlsDetails', 'resources', 'requestParameters', 'responseElements', 'additionalEventData', 'serviceEventDetails', 'insightDetails']);
/** Parts of the identity as a query names them when it selects them without a name of their own. */
const identityParts = new Set(['type', 'arn', 'principalid', 'accountid', 'accesskeyid', 'username', 'invokedby', 'sessioncontext']);

/** The kind of table that a record is a row of; `undefined` for a record as CloudTrail writes it. */
export function rowKind(value: JsonObject): RowKind | undefined {
  if (typeof value['eventName'] === 'string') {
    const identity = value['userIdentity'];
    if (typeof identity === 'object' && identity !== null) return undefined;
    return isTextOnly(value) ? 'query' : undefined;
  }
  if (typeof value['eventname'] === 'string') return isTextOnly(value) ? 'query' : undefined;
  if (typeof value['EventName'] === 'string') return typeof value['EventSource'] === 'string' && (Object.hasOwn(value, 'UserIdentityType') || Object.hasOwn(value, 'AwsEventId')) ? 'sentinel' : undefined;
  return typeof (value['Event name'] ?? value['Event Name']) === 'string' && typeof (value['Event source'] ?? value['Event Source']) === 'string' ? 'history' : undefined;
}

/** Cells are texts: a JSON record has flags, nulls and objects among its values. */
function isTextOnly(value: JsonObject): boolean {
  for (const name in value) if (typeof value[name] !== 'string') return false;
  return true;
}

/** The record of a row; or what is wrong with a cell. */
export function recordOfRow(row: JsonObject, kind: RowKind): RowRecord | string {
  const value: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const wholeIdentity = kind === 'query' && (Object.hasOwn(row, 'useridentity') || Object.hasOwn(row, 'userIdentity') || Object.keys(row).some((name) => /^useridentity($|[._])/i.test(name)));
  let saysErrors = false;
  for (const [column, cell] of Object.entries(row)) {
    const path = knownPath(column, kind, wholeIdentity);
    if (path === undefined) continue;
    if (path[0] === 'errorCode') saysErrors = true;
    // A flag of a JSON row is as good as its text; `null` in a table is no value but a tool's word for none.
    const text = typeof cell === 'boolean' ? String(cell) : cell;
    if (typeof text !== 'string' || text === '' || text === 'null') continue;
    const made = path.length === 1 && structured.has(path[0]!) ? structure(text) : kind === 'sentinel' && path[0] === 'eventTime' ? isoTime(text) : text;
    if (made === undefined) return `${column}: ${/^\s*[[{]/.test(text) ? 'a struct or JSON that does not end' : 'no struct and no JSON'}`;
    put(value, path, made);
  }
  // The top has its names already.
  for (const name of ['userIdentity', 'tlsDetails']) if (isObject(value[name])) value[name] = respelled(value[name]);
  return { kind, value, saysErrors };
}

/** Columns are the same in every row of a table. */
const MOST_COLUMNS = 1000;
const paths = new Map<string, readonly string[] | undefined>();

function knownPath(column: string, kind: RowKind, wholeIdentity: boolean): readonly string[] | undefined {
  const key = `${kind}${wholeIdentity ? ' ' : ''}${column}`;
  if (paths.has(key)) return paths.get(key);
  if (paths.size >= MOST_COLUMNS) paths.clear();
  const path = pathOf(column, kind, wholeIdentity);
  paths.set(key, path);
  return path;
}

/** Where the cell of a column belongs in the record. */
function pathOf(column: string, kind: RowKind, wholeIdentity: boolean): readonly string[] | undefined {
  if (kind === 'sentinel') return sentinel.get(column.toLowerCase().replace(/ \[utc\]$/, '').replace(/_(dynamic|string)?$/, ''))?.split('.');
  if (kind === 'history') return history.get(column.toLowerCase().replaceAll(/[^a-z]/g, ''))?.split('.');
  // `userIdentity.arn` (Splunk, Insights), `useridentity.arn`, `useridentity_arn` (a name that the query gave).
  const parts = column.replace(/^useridentity_/i, 'userIdentity.').split('.');
  const name = spellingOf(parts[0]!);
  if (name !== undefined && (parts.length === 1 || structured.has(name)) && !identityParts.has(parts[0]!.toLowerCase())) return [name, ...parts.slice(1)];
  return parts.length === 1 && !wholeIdentity && identityParts.has(parts[0]!.toLowerCase()) ? ['userIdentity', parts[0]!] : undefined;
}

/** The portal writes times month first (`4/28/2021, 2:08:45.221 PM`); everything else is left for the reader of times. */
function isoTime(text: string): string {
  const made = parseUsTime(text);
  return typeof made === 'string' ? text : new Date(made.ms).toISOString();
}

/** The record with its identity as an object, where a lake has kept it as JSON or struct text. */
export function withIdentity(value: JsonObject): JsonObject {
  const made = typeof value['userIdentity'] === 'string' ? structure(value['userIdentity']) : undefined;
  return typeof made === 'object' && made !== null ? { ...value, userIdentity: respelled({ userIdentity: made })['userIdentity'] } : value;
}

/** A text that only JSON begins like: trying it on a struct costs more than reading the struct. */
const likeJson = /^(?:\[\s*)*(?:\{\s*["}]|["\]\d-])/;

/** What a cell holds: JSON, struct text, or nothing. */
function structure(cell: string): unknown {
  const text = cell.trim();
  if (text === 'null' || text === '-') return null;
  const json = likeJson.test(text) ? parsedJson(text) : undefined;
  return typeof json === 'object' ? json : readStruct(text);
}

/** Puts a value where its path says; a list of Splunk (`items{}`) has a value a line. A place that is taken keeps what it has; names that mean something to JavaScript are no places. */
function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  const list = first!.endsWith('{}');
  const name = list ? first!.slice(0, -2) : first!;
  if (name === '__proto__') return;
  const there = Object.hasOwn(into, name) ? into[name] : undefined;
  if (list && typeof value === 'string') into[name] = there ?? value.split('\n').map((line) => (rest.length === 0 ? line : nested(rest, line)));
  else if (rest.length === 0) into[name] = there ?? value;
  else if (there === undefined) into[name] = nested(rest, value);
  else if (typeof there === 'object' && there !== null && !Array.isArray(there)) put(there as Record<string, unknown>, rest, value);
}

function nested(path: readonly string[], value: unknown): Record<string, unknown> {
  const made: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  put(made, path, value);
  return made;
}

/** What both kinds of row say where the cell is not empty. */
const said: readonly ComparedField[] = ['event.action', 'service.name', 'cloud.region', 'source.ip', 'user_agent.original', 'event.access', 'credential.id'];
/** What queries and Sentinel say beside, where they have it. */
const queried: readonly ComparedField[] = ['user.type', 'organization.id', 'session.issued_at', 'network.endpoint'];

/** The fields by which a row is compared with a fuller record of the same event: those that it says in the words of CloudTrail, and that there was no error. */
export function saysOf({ kind, value, saysErrors }: RowRecord, fields: EventFields): readonly ComparedField[] {
  const says = [...said, ...(kind === 'history' ? [] : queried)].filter((name) => fields[name] !== undefined);
  if (saysErrors) says.push('error.code');
  // An account that is taken from the identity, or an id that is not the ARN, would be another one in the full record.
  if (fields['aws.cloudtrail.recipient_account'] !== undefined) says.push('cloud.account.id');
  const identity = value['userIdentity'];
  if (kind !== 'history' && typeof identity === 'object' && identity !== null && typeof (identity as JsonObject)['arn'] === 'string') says.push('user.id');
  return says;
}
