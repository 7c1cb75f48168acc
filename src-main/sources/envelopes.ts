import { isHostText } from './host-text.ts';
import { isHostRecord } from './process-shapes/host-record.ts';
import { osqueryBatch } from './process-shapes/osquery-batch.ts';
import { auditList, heldAudit, isAuditEvent } from './k8s-audit/holder.ts';
import { holdsProviderRecord, isProviderRecord, providerList } from './providers/holder.ts';
import { isObject, parsedJson, type JsonObject } from './read.ts';
import type { Refusal } from './source.ts';

/** What lies in a record: itself or what an envelope holds; or why an envelope holds nothing. */
export type Unwrapped =
  | { readonly path: string | null; readonly value: unknown; readonly envelope: JsonObject | null }
  | { readonly path: string | null; readonly skip: Refusal };

/** Envelopes inside envelopes (a test wrapper around a subscription message around JSON text) stay below this. */
const MAX_DEPTH = 6;

interface Place { readonly path: string | null; readonly envelope: JsonObject | null; readonly depth: number }

/**
 * Takes the envelopes off a record: `_raw` (Cribl, Splunk), `@message` (Logs Insights), `AuditData` (Purview, also in a row that Splunk wrote), `RawEventData` (Defender), `CloudTrailEvent`
 * (lookup-events), `logEvents` (CloudWatch Logs subscription),
 * `detail` (EventBridge), `event` (Splunk's HTTP event collector), `events` (Okta event hooks), `details` (MozDef), `data` (StreamAlert tests), `result` (Splunk export), `_source` (Elasticsearch hit),
 * `event.original` and `message` (Elastic), `properties.log` and `log` around a Kubernetes audit event, and lists of records (`records` of Azure Monitor, `value` of Graph, `items` of a Kubernetes EventList). A record without an envelope gives itself. What lies in an envelope
 * is an object, or the text of a host's log (`isHostText`). Never throws.
 * @param path where the record lies in its member, such as `Records[3]`; null where the member is a plain sequence
 * @returns one entry per inner record, in their order; `path` names the place, envelope steps included
 */
export function unwrap(value: unknown, path: string | null): readonly Unwrapped[] {
  if (isBare(value)) return [{ path, value, envelope: null }];
  const into: Unwrapped[] = [];
  open(value, { path, envelope: null, depth: 0 }, into);
  return into;
}

/** Records that carry their own fields are not looked into, whatever else they hold. */
function isBare(value: unknown): boolean {
  return !isObject(value) || ((typeof value['eventName'] === 'string' || typeof value['eventname'] === 'string') && !hasWhole(value))
    || 'digestStartTime' in value || 'insightDetails' in value || isOkta(value) || isAudit(value) || ((isAuditEvent(value) || isProviderRecord(value)) && !hasWhole(value)) || isHostRecord(value);
}

/** A row that has its whole record as JSON beside the fields that a tool took out of it (Splunk, Logs Insights). */
function hasWhole(value: JsonObject): boolean {
  return isWholeObject(value['_raw']) || isWholeObject(value['@message']);
}

/** Splunk and others cut long texts: what then stands beside it is all there is. */
function isWholeObject(text: unknown): boolean {
  return startsObject(text) && (text as string).trimEnd().endsWith('}');
}

function startsObject(text: unknown): boolean {
  return typeof text === 'string' && text.trimStart().startsWith('{');
}

/** An event of the Okta System Log, whose type is a word of its own and not that of an envelope. */
function isOkta(value: JsonObject): boolean {
  const type = value['eventType'] ?? value['eventtype'];
  return typeof type === 'string' && typeof value['published'] === 'string' && isObject(value['actor']);
}

/** A record of the Microsoft 365 audit log, or a row that tells one without its JSON. */
function isAudit(value: JsonObject): boolean {
  return typeof value['Operation'] === 'string' && (value['CreationTime'] !== undefined || value['OfficeWorkload'] !== undefined) && !hasWhole(value);
}

function open(value: unknown, at: Place, into: Unwrapped[]): void {
  if (at.depth < MAX_DEPTH) {
    if (Array.isArray(value) && at.depth > 0) return openList(value, '', at.envelope, at, into);
    if (isObject(value) && !isBare(value) && openObject(value, at, into)) return;
  }
  into.push({ path: at.path, value, envelope: at.envelope });
}

/** Opens the first envelope that the object is; false where it is none. */
function openObject(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  if (value['messageType'] === 'CONTROL_MESSAGE') {
    into.push({ path: at.path, skip: { reason: 'envelope/control-message', detail: 'CloudWatch Logs checked that the destination can be reached; no event lies in it' } });
    return true;
  }
  if (Array.isArray(value['logEvents'])) {
    openLogEvents(value['logEvents'], value, at, into);
    return true;
  }
  for (const name of auditNames) if (holdsAudit(name, value)) return openAudit(name, value, at, into);
  if (isObject(value['properties']) && holdsAudit('RawEventData', value['properties'])) return openAudit('RawEventData', value['properties'], down(at, 'properties'), into);
  for (const name of ['CloudTrailEvent', '_raw'] as const) {
    if (Object.hasOwn(value, name)) {
      openText(rowOrJson(value[name]), value, down(at, name), into);
      return true;
    }
  }
  // Logs Insights: the text of a log event, or the object where its JSON download has parsed it.
  if (startsObject(value['@message']) || isObject(value['@message'])) {
    openText(value['@message'], value, down(at, '@message'), into);
    return true;
  }
  return openPairs(value, at, into) || openClusterLog(value, at, into) || openProviderPage(value, at, into) || openHolder(value, at, into) || openElastic(value, at, into);
}

/** Results of Logs Insights as its API gives them: a list of rows, each a list of `{ field, value }`. */
function openPairs(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  const rows = value['results'];
  if (!Array.isArray(rows) || !rows.every(Array.isArray) || rows.length === 0) return false;
  rows.forEach((row: readonly unknown[], i) => {
    const cells: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const pair of row) if (isObject(pair) && typeof pair['field'] === 'string') cells[pair['field']] ??= pair['value'];
    open(cells, { path: join(at.path, `results[${i}]`), envelope: value, depth: at.depth + 1 }, into);
  });
  return true;
}

function openClusterLog(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  const held = heldAudit(value);
  const list = held === undefined ? auditList(value) : undefined;
  if (held !== undefined) openText(held.inner, value, down(at, held.path), into);
  else if (list !== undefined) openList(list, 'items', at.envelope, at, into);
  return held !== undefined || list !== undefined;
}

/** Where exports of the Microsoft 365 audit log put a record: Purview and Search-UnifiedAuditLog, Graph, Defender's tables. */
const auditNames = ['AuditData', 'auditData', 'RawEventData'] as const;

/** Defender keeps the raw events of other applications under the same name: only one that tells an operation is opened. */
function holdsAudit(name: string, value: JsonObject): boolean {
  if (!Object.hasOwn(value, name)) return false;
  const inner = value[name];
  return name !== 'RawEventData' || (typeof inner === 'string' ? inner.includes('"Operation"') : isObject(inner) && typeof inner['Operation'] === 'string');
}

/** The record of a row; where Splunk has lost that cell (it does not extract long ones), out of the original row in `_raw`, if all of it is there. */
function openAudit(name: string, value: JsonObject, at: Place, into: Unwrapped[]): true {
  const text = value[name];
  const raw = value['_raw'];
  const isLost = (text === null || text === undefined || text === '') && typeof raw === 'string';
  const cell = isLost ? jsonCell(raw) : undefined;
  if (cell !== undefined) openText(cell, value, down(at, '_raw'), into);
  else if (isLost) into.push({ path: join(at.path, name), skip: { reason: 'envelope/empty', detail: `${name} holds nothing, and the row in _raw is cut before its record ends` } });
  else openText(text, value, down(at, name), into);
  return true;
}

/** The original of an event may be a row of CSV that has the record in a cell. */
function rowOrJson(text: unknown): unknown {
  return typeof text === 'string' && text.startsWith('"') && !text.startsWith('"{') ? jsonCell(text) ?? text : text;
}

/** The first cell of JSON in a row of CSV, quotes in it single again; `undefined` where the row ends before it. */
function jsonCell(row: string): string | undefined {
  const start = row.indexOf('"{""');
  if (start < 0) return undefined;
  let end = row.indexOf('"', start + 1);
  while (end >= 0 && row.charCodeAt(end + 1) === 0x22) end = row.indexOf('"', end + 2);
  return end < 0 ? undefined : row.slice(start + 1, end).replaceAll('""', '"');
}

/** A page of the API of a provider, and the events of one activity of Google Workspace. */
function openProviderPage(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  const page = providerList(value);
  if (page !== undefined) openList(page.list, page.path, value, at, into);
  return page !== undefined;
}

/** Objects and lists that hold records as they are. Only where something known lies inside: these names mean other things elsewhere. */
function openHolder(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  for (const name of ['Records', 'Events', 'records'] as const) {
    const inner = value[name];
    if (Array.isArray(inner)) {
      openList(inner, name, value, at, into);
      return true;
    }
  }
  // Lists under these names are parts of an event elsewhere: only one whose first entry is an event by itself is opened.
  if (Array.isArray(value['events']) && isObject(value['events'][0]) && isBare(value['events'][0])) {
    openList(value['events'], 'events', value, at, into);
    return true;
  }
  if (openHostRows(value, at, into)) return true;
  // An answer of Microsoft Graph; elsewhere `value` means anything.
  if (Array.isArray(value['value']) && ('@odata.context' in value || '@odata.nextLink' in value || Object.keys(value).length === 1)) {
    openList(value['value'], 'value', value, at, into);
    return true;
  }
  for (const name of ['detail', 'details', 'data', 'result', '_source', 'event'] as const) {
    const inner = value[name];
    if (isObject(inner) && (name === 'event' ? isBare(inner) || holdsProviderRecord(inner) : holdsRecord(inner))) {
      open(inner, { ...down(at, name), envelope: value }, into);
      return true;
    }
  }
  return false;
}

/** Rows of a snapshot or batch of osquery, the body that it sends to a server, and answers of Defender's hunting: `Results` or `results` beside their schema. */
function openHostRows(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  const rows = osqueryBatch(value);
  if (rows !== undefined) {
    if (rows.length === 0) into.push({ path: at.path, skip: empty('the result of the query') });
    for (const row of rows) into.push({ path: join(at.path, row.step), value: row.value, envelope: value });
    return true;
  }
  const name = Array.isArray(value['Results']) && value['Schema'] !== undefined ? 'Results' : Array.isArray(value['results']) && value['schema'] !== undefined ? 'results'
    : Array.isArray(value['data']) && value['log_type'] === 'result' ? 'data' : undefined;
  if (name === undefined) return false;
  openList(value[name] as readonly unknown[], name, value, at, into);
  return true;
}

function holdsRecord(inner: JsonObject): boolean {
  return isBare(inner) || ['_raw', 'CloudTrailEvent', ...auditNames, 'logEvents', 'Records', 'Events', 'records', 'events', 'message', 'event', 'event.original'].some((name) => Object.hasOwn(inner, name))
    || inner['messageType'] === 'CONTROL_MESSAGE' || holdsProviderRecord(inner);
}

/** `event.original` and `message` are texts of any kind: only one that starts like a JSON object, or like the text of a host's log, is opened. */
function openElastic(value: JsonObject, at: Place, into: Unwrapped[]): boolean {
  const nested = isObject(value['event']) ? value['event']['original'] : undefined;
  for (const [name, text] of [['event.original', nested ?? value['event.original']], ['message', value['message']]] as const) {
    if (typeof text === 'string' && (text.trimStart().startsWith('{') || isHostText(text))) {
      openText(text, value, down(at, name), into);
      return true;
    }
  }
  return false;
}

function openLogEvents(logEvents: readonly unknown[], { logGroup, owner }: JsonObject, at: Place, into: Unwrapped[]): void {
  if (logEvents.length === 0) into.push({ path: join(at.path, 'logEvents'), skip: empty('logEvents') });
  logEvents.forEach((entry, i) => {
    const place = down(at, `logEvents[${i}].message`);
    if (isObject(entry)) openText(entry['message'], logGroup === undefined ? entry : { ...entry, logGroup, owner }, place, into);
    else into.push({ path: place.path, skip: { reason: 'envelope/inner-invalid', detail: 'an entry of logEvents is not an object' } });
  });
}

function openList(list: readonly unknown[], name: string, envelope: JsonObject | null, at: Place, into: Unwrapped[]): void {
  if (list.length === 0) into.push({ path: name === '' ? at.path : join(at.path, name), skip: empty(name || 'the list') });
  list.forEach((entry, i) => open(entry, { path: join(at.path, `${name}[${i}]`), envelope, depth: at.depth + 1 }, into));
}

/** Opens what is JSON text, or the object itself where a tool has parsed it already. The text of a host's log is the record itself. */
function openText(inner: unknown, envelope: JsonObject, at: Place, into: Unwrapped[]): void {
  const place = { ...at, envelope };
  if (inner === null || inner === undefined || (typeof inner === 'string' && inner.trim() === '')) {
    into.push({ path: at.path, skip: empty(at.path ?? 'the envelope') });
    return;
  }
  if (typeof inner !== 'string') return open(inner, place, into);
  if (isHostText(inner)) {
    into.push({ path: at.path, value: inner, envelope });
    return;
  }
  let value = parsedJson(inner);
  // Some tools encode the text twice.
  if (typeof value === 'string') value = parsedJson(value);
  if (typeof value === 'object' && value !== null) return open(value, place, into);
  into.push({ path: at.path, skip: { reason: 'envelope/inner-invalid', detail: `the text in ${at.path ?? 'the envelope'} is not a JSON object` } });
}

function down(at: Place, step: string): Place {
  return { path: join(at.path, step), envelope: at.envelope, depth: at.depth + 1 };
}

function join(path: string | null, step: string): string {
  return path === null ? step : step.startsWith('[') ? path + step : `${path}.${step}`;
}

function empty(what: string): Refusal {
  return { reason: 'envelope/empty', detail: `${what} holds nothing` };
}
