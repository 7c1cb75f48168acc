import { debug, oktaRecord, part } from './okta-records.ts';

type Json = Record<string, unknown>;
const uuid = (n: number) => `11111111-2222-11f1-8333-4444444445${String(n).padStart(2, '0')}`;
const target = (n: number, type = 'UserGroup') => ({ id: `00gexample${n}`, type, alternateId: 'unknown', displayName: `Group ${n}`, detailEntry: null });

/** A day of an invented org: a log-in with its steps, an application, the system, a refusal, and an event with more targets than the console exports. */
export const day: readonly Json[] = [
  oktaRecord({ uuid: uuid(1) }),
  oktaRecord({ uuid: uuid(2), eventType: 'user.authentication.auth_via_mfa', displayMessage: 'Authentication of user via MFA', published: '2026-05-04T08:15:31.5Z', legacyEventType: 'core.user.factor.attempt_success', ...debug({ factor: 'OKTA_VERIFY_PUSH' }) }),
  oktaRecord({ uuid: uuid(3), eventType: 'policy.evaluate_sign_on', outcome: { result: 'CHALLENGE', reason: 'Sign-on policy evaluation resulted in CHALLENGE' }, published: '2026-05-04T08:15:31.512Z' }),
  oktaRecord({ uuid: uuid(4), eventType: 'user.authentication.sso', published: '2026-05-04T08:16:00.001Z', ...part('authenticationContext', { externalSessionId: '102example' }) }),
  oktaRecord({
    uuid: uuid(5), eventType: 'system.email.delivery', actor: { id: 'spr1', type: 'SystemPrincipal', alternateId: 'system@okta.com', displayName: 'Okta System', detailEntry: null }, client: null, securityContext: null,
    authenticationContext: null, request: { ipChain: [] }, legacyEventType: null, published: '2026-05-04T08:17:00.000Z', transaction: { type: 'JOB', id: 'unknown', detail: {} }, debugContext: { debugData: {} },
  }),
  oktaRecord({
    uuid: uuid(6), outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }, actor: { id: 'unknown', type: 'User', alternateId: 'nobody@halden.example', displayName: 'unknown', detailEntry: null },
    published: '2026-05-04T08:18:00.25Z', ...part('authenticationContext', { externalSessionId: 'unknown', rootSessionId: null }), target: null,
  }),
  oktaRecord({ uuid: uuid(7), eventType: 'group.user_membership.add', published: '2026-05-04T08:19:00.1Z', target: [1, 2, 3, 4, 5, 6].map((n) => target(n)) }),
];

const columns = ('severity,event_type,display_message,uuid,version,timestamp,outcome.result,outcome.reason,actor.id,actor.type,actor.display_name,actor.alternate_id,authentication_context.authentication_step,'
  + 'authentication_context.credential_type,authentication_context.external_session_id,client.zone,client.ip_address,client.device,client.user_agent.raw_user_agent,client.user_agent.os,client.user_agent.browser,'
  + 'client.geographical_context.country,client.geographical_context.city,transaction.id,transaction.type,debug_context.debug_data.request_uri,legacy_event_type,'
  + [0, 1, 2, 3].map((n) => ['id', 'type', 'alternate_id', 'display_name'].map((name) => `target${n}.${name}`).join(',')).join(',') + ',request.ip_chain.ip').split(',');

const camel = (name: string) => name.replace(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
function at(record: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Json)[step] : undefined), record);
}
const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value as string));
function consoleCell(record: Json, column: string): string {
  if (column === 'timestamp') return shown(record['published']);
  if (column === 'request.ip_chain.ip') return shown(at(record, ['request', 'ipChain', '0', 'ip']));
  const steps = column.split('.').map(camel);
  const place = /^target(\d)$/.exec(steps[0]!);
  return shown(at(record, place ? ['target', place[1]!, ...steps.slice(1)] : steps));
}
/** An event as a row of the export of the admin console, as its reader hands it on. */
export const asConsoleRow = (one: Json): Record<string, string> => Object.fromEntries(columns.map((column) => [column, consoleCell(one, column)]));
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

/** Columns of Log Analytics: every leaf a column with the letter of its type, lists and nulls as text. */
function flattened(value: unknown, path: string, into: Json): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) for (const [name, inner] of Object.entries(value)) flattened(inner, path === '' ? name : `${path}_${name}`, into);
  else if (path === 'uuid') into['uuid_g'] = value;
  else if (path === 'published') into['published_t'] = value;
  else if (path.endsWith('deviceFingerprint')) into[`${path}_g`] = String(value as string).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  else if (typeof value === 'boolean') into[`${path}_b`] = value ? 'TRUE' : 'FALSE';
  else if (typeof value === 'number') into[`${path}_d`] = String(value);
  else into[`${path}_s`] = Array.isArray(value) ? JSON.stringify(value, null, 2).replaceAll('\n', '\r\n') : value ?? (path === 'client_zone' ? 'null' : '');
}
/** An event as a row of the Sentinel table Okta_CL. */
export function asSentinelRow(one: Json): Json {
  const row: Json = { TenantId: 't', SourceSystem: 'RestAPI', TimeGenerated: '2026-05-04T09:00:00Z', Type: 'Okta_CL' };
  flattened(one, '', row);
  return row;
}
function lowered(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((one) => lowered(one, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, inner]) => (inner === null && depth === 0 ? [] : [[name.toLowerCase(), lowered(inner, depth + 1)]])));
}
const asim = (one: Json): Json => ({
  TimeGenerated: `${shown(one['published']).replace(/\.?\d*Z$/, '')}.${((/\.(\d+)Z/.exec(shown(one['published'])))?.[1] ?? '').padEnd(7, '0')}Z`, EventOriginalUid: one['uuid'], EventOriginalType: one['eventType'], LegacyEventType: one['legacyEventType'] ?? '', EventMessage: one['displayMessage'],
  OriginalSeverity: one['severity'], OriginalOutcomeResult: at(one, ['outcome', 'result']), EventOriginalResultDetails: at(one, ['outcome', 'reason']) ?? '', OriginalUserId: at(one, ['actor', 'id']), OriginalUserType: at(one, ['actor', 'type']),
  OriginalActorAlternateId: at(one, ['actor', 'alternateId']), ActorDisplayName: at(one, ['actor', 'displayName']), ActorSessionId: at(one, ['authenticationContext', 'externalSessionId']) ?? '', LogonMethod: '',
  SrcIpAddr: at(one, ['client', 'ipAddress']) ?? '', HttpUserAgent: at(one, ['client', 'userAgent', 'rawUserAgent']) ?? '', SrcDvcOs: at(one, ['client', 'userAgent', 'os']) ?? '', ActingAppName: at(one, ['client', 'userAgent', 'browser']) ?? '',
  SrcZone: at(one, ['client', 'zone']) ?? '', DebugData: at(one, ['debugContext', 'debugData']), Request: one['request'], OriginalTarget: one['target'], TransactionId: at(one, ['transaction', 'id']), TransactionDetail: at(one, ['transaction', 'detail']), Type: 'OktaV2_CL',
});

/** The day as each tool would hand it over that leaves nothing out: file name and text. */
export const full: Readonly<Record<string, string>> = {
  'api.json': JSON.stringify(day),
  'api-pretty.json': JSON.stringify(day, null, 2),
  'lines.jsonl': day.map((one) => JSON.stringify(one)).join('\n'),
  'eventbridge.jsonl': day.map((detail, n) => JSON.stringify({ version: '0', id: `e-${n}`, 'detail-type': detail['displayMessage'], source: 'aws.partner/okta.com/halden/stream', account: '111122223333', time: '2026-05-04T09:00:00Z', region: 'eu-west-1', resources: [], detail })).join('\n'),
  'hec.jsonl': day.map((event) => JSON.stringify({ time: 1_777_885_000, host: 'halden.okta.example', source: 'syslog', sourcetype: 'OktaIM2:log', event })).join('\n'),
  'raw.json': JSON.stringify(day.map((one) => ({ _raw: JSON.stringify(one, null, 2), host: 'h', source: 's', _time: 1_777_885_000 }))),
  'hook.json': JSON.stringify({ eventType: 'com.okta.event_hook', eventTypeVersion: '1.0', cloudEventsVersion: '0.1', eventId: 'h', eventTime: '2026-05-04T09:00:00Z', data: { events: day } }),
  'lake.jsonl': day.map((one) => JSON.stringify({ ...lowered(one, 0) as Json, p_log_type: 'Okta.SystemLog', p_event_time: '2026-05-04 08:00:00.000' })).join('\n'),
  'elastic.jsonl': day.map((one) => JSON.stringify({ '@timestamp': '2026-05-04T09:00:00Z', event: { original: JSON.stringify(one), dataset: 'okta.system' } })).join('\n'),
};
/** Rows as Sentinel's portal exports them: times month first, their zone in the name of the column, objects as JSON text. */
function portal(rows: readonly Json[], times: readonly string[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown, name: string) => (times.includes(name) ? monthFirst(String(value)) : typeof value === 'object' && value !== null ? JSON.stringify(value) : shown(value));
  return `\ufeff${[heads.map((name) => (times.includes(name) ? `${name} [UTC]` : name)), ...rows.map((row) => heads.map((name) => cell(row[name], name)))].map((row) => row.map(quoted).join(',')).join('\n')}`;
}
function monthFirst(text: string): string {
  const time = new Date(text);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${time.getUTCMonth() + 1}/${time.getUTCDate()}/${time.getUTCFullYear()}, ${time.getUTCHours() % 12 || 12}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}.${String(time.getUTCMilliseconds()).padStart(3, '0')} ${time.getUTCHours() < 12 ? 'AM' : 'PM'}`;
}

/** An event as Elastic's Okta module writes it, without the original. */
function asElasticDocument(one: Json): Json {
  const { published, client, securityContext, debugContext, ...rest } = one;
  const { ipAddress, ...others } = (client ?? {}) as Json;
  const { asNumber, asOrg, ...network } = (securityContext ?? {}) as Json;
  const okta = underscores({ ...rest, client: { ...others, ip: ipAddress }, securityContext: { ...network, as: { number: asNumber, organization: { name: asOrg } } } }) as Json;
  return { '@timestamp': published, event: { action: one['eventType'], dataset: 'okta.system' }, okta: { ...okta, debug_context: { debug_data: { flattened: at(debugContext, ['debugData']) } } } };
}
function underscores(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(underscores);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), underscores(inner)]));
}
function flatNames(value: Json, path: string, into: Json): Json {
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object' && inner !== null && !Array.isArray(inner) && name !== 'flattened') flatNames(inner as Json, `${path}${name}.`, into);
    else into[path + name] = inner;
  }
  return into;
}

/** The day from those that leave something out. */
export const poorer: Readonly<Record<string, string>> = {
  'elastic-module.jsonl': day.map((one) => JSON.stringify(asElasticDocument(one))).join('\n'),
  'elastic-flat.json': JSON.stringify(day.map((one) => flatNames(asElasticDocument(one), '', {}))),
  'console.csv': [columns.join(','), ...day.map((one) => Object.values(asConsoleRow(one)).map(quoted).join(','))].join('\r\n'),
  'okta-cl-portal.csv': portal(day.map(asSentinelRow), ['TimeGenerated', 'published_t']),
  'okta-v2-portal.csv': portal(day.map(asim), ['TimeGenerated']),
  'okta-cl.json': JSON.stringify(day.map(asSentinelRow)),
  'okta-v2.json': JSON.stringify(day.map(asim)),
};
