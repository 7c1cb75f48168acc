import type { EventDraft, EventFields, Instant } from '../contract/index.ts';
import { accessOf, categoryOf, outcomeOf } from './graph-activity/kind.ts';
import { mapping } from './graph-activity/mapping.ts';
import { recognise } from './graph-activity/recognise.ts';
import { requestOf } from './graph-activity/request.ts';
import { plainNames, utcTime } from './plain-names.ts';
import { isObject, objectIn, textOf, type JsonObject } from './read.ts';
import type { Refusal, Source, SourceRecord } from './source.ts';
import { parseUsTime } from './us-time.ts';
import { utiText } from './uti.ts';

/** Calls to Microsoft Graph (MicrosoftGraphActivityLogs). The mapping is the table in docs/sources/graph.activity.md. */
export const graphActivity: Source = {
  dataset: 'graph.activity',
  version: 1,
  title: 'Microsoft Graph activity log',
  mapping,
  recognise: (record) => recognise(record.value),
  map,
};

function map(record: SourceRecord): EventDraft | Refusal {
  if (!isObject(record.value)) return { reason: 'source/invalid', detail: 'the record is not an object' };
  const outer = plainNames(record.value);
  const properties = objectIn(outer['properties']);
  const isTable = Object.keys(properties).length === 0;
  const plain = isTable ? outer : plainNames(properties);
  const method = said(plain['requestmethod'])?.toUpperCase();
  const uri = said(plain['requesturi']);
  if (method === undefined && uri === undefined) {
    return { reason: 'source/invalid', detail: 'neither requestMethod nor requestUri says anything: what was called is not told' };
  }
  const time = utcTime({ ...times(outer), ...times(plain) }, ['timegenerated', 'time', 'timegeneratedlocaltime']);
  return 'reason' in time ? time : draft(plain, isTable ? plain : outer, { method, uri, time, isTable });
}

function times(plain: JsonObject): JsonObject {
  const made: Record<string, unknown> = {};
  for (const name of ['timegenerated', 'time', 'timegeneratedlocaltime']) if (plain[name] !== undefined && plain[name] !== '') made[name] = plain[name];
  return made;
}

interface Call {
  readonly method: string | undefined;
  readonly uri: string | undefined;
  readonly time: Instant;
  readonly isTable: boolean;
}

function draft(plain: JsonObject, outer: JsonObject, call: Call): EventDraft {
  const { method, uri, time } = call;
  const fields = fieldsOf(plain, outer, call);
  const identity = [
    Math.floor(time.ms / 1000), method ?? null, uri ?? null, fields['graph.activity.status'] ?? null, fields['user.id'] ?? null,
    fields['graph.activity.application_id'] ?? null, fields['source.ip'] ?? null, fields['credential.id'] ?? null,
  ];
  return { dataset: 'graph.activity', time, vendorId: said(plain['requestid']) ?? null, identity, fields };
}

function fieldsOf(plain: JsonObject, outer: JsonObject, { method, uri, isTable }: Call): EventFields {
  const request = requestOf(uri);
  const status = wholeOf(said(plain['responsestatuscode']) ?? said(outer['resultsignature']));
  const outcome = outcomeOf(status);
  const access = accessOf(method, request.template);
  const user = (said(plain['userid']) ?? said(plain['userprincipalobjectid']))?.toLowerCase();
  const principal = said(plain['serviceprincipalid'])?.toLowerCase();
  const session = (said(plain['csid']) ?? said(plain['sessionid']) ?? said(plain['sid']))?.toLowerCase();
  const issued = parseUsTime(plain['tokenissuedat']);
  const name = said(plain['userprincipalname']);
  const granted = [...textsOf(plain['scopes']), ...textsOf(plain['roles'])];
  return {
    'event.action': [method, request.template].filter((part) => part !== undefined && part !== '').join(' ') || undefined,
    'event.category': categoryOf(request.template, access),
    'event.outcome': outcome,
    'event.id': said(plain['requestid']),
    'event.access': access,
    'error.code': outcome === 'failure' ? String(status) : undefined,
    'user.name': name?.toLowerCase(),
    'user.id': user ?? principal,
    'user.type': said(plain['cidtyp'])?.toLowerCase() ?? (user !== undefined ? 'user' : principal !== undefined ? 'app' : undefined),
    // `TenantId` of a row is the workspace.
    'organization.id': said(plain['aadtenantid']) ?? (isTable ? undefined : said(plain['tenantid']) ?? said(outer['tenantid'])),
    'source.ip': said(plain['ipaddress']) ?? said(outer['calleripaddress']),
    'user_agent.original': said(plain['useragent']),
    'cloud.region': said(plain['location']) ?? said(outer['location']),
    'service.name': 'graph.microsoft.com',
    'credential.id': utiText(said(plain['signinactivityid'])),
    'session.id': session,
    'session.root_id': session,
    'device.id': said(plain['cdeviceid']) ?? said(plain['deviceid']),
    'transaction.id': said(plain['operationid']) ?? said(outer['correlationid']) ?? said(plain['clientrequestid']),
    'target.type': request.types,
    'target.id': request.ids,
    'user.target.name': request.userNames,
    'user.target.id': request.userIds,
    'access.granted': granted.length === 0 ? undefined : [...new Set(granted)].slice(0, 200),
    'graph.activity.method': method,
    'graph.activity.status': status,
    'graph.activity.uri': uri,
    'graph.activity.application_id': said(plain['appid'])?.toLowerCase(),
    'graph.activity.service_principal_id': principal,
    'graph.activity.client_authentication': clientAuthentication(said(plain['clientauthmethod'])),
    'graph.activity.token_issued_at': typeof issued === 'object' ? issued.ms : undefined,
    'graph.activity.response_bytes': wholeOf(said(plain['responsesizebytes'])),
  };
}

const nothings = new Set(['null', '<null>', '-', '00000000-0000-0000-0000-000000000000']);

function said(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || nothings.has(text.toLowerCase()) ? undefined : text;
}

const clients = ['public', 'secret', 'certificate'] as const;

/** How the application proved itself: 0 a public client, 1 a secret, 2 a certificate. */
function clientAuthentication(text: string | undefined): string | undefined {
  return text === undefined ? undefined : clients[Number(text)] ?? text;
}

/** Scopes and roles stand in one text with blanks between, or in a list. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textOf(one) ?? []);
  return (textOf(value) ?? '').split(/[\s,]+/).filter((text) => text !== '');
}

function wholeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : undefined;
}
