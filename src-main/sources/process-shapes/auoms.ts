import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { saidOfAudit, type AuditCall, type AuditEvent } from './audit-event.ts';
import { auditId, auditText, hostIn } from './audit-lines.ts';
import { unquoted } from './audit-values.ts';
import { splitCommand } from './audit-words.ts';
import type { ProcessShape } from './said.ts';

/** Events that Microsoft's agent (auoms) has put together: a line of syslog or a row of Log Analytics with `key=value`, or an object with the same names. */
export const auoms: ProcessShape = {
  telemetry: 'auoms',
  recognise: (record) => (linesOf(record) !== null || isRow(record.value) ? { confidence: 1, reason: 'an audit event of auoms (AUOMS_…)', system: 'linux' } : none),
  read(record) {
    const line = linesOf(record);
    const event = line === null ? rowEvent(objectOf(record.value), record) : lineEvent(line.text, line.host);
    return 'reason' in event ? event : saidOfAudit(event);
  },
};

const none = { confidence: 0, reason: 'no AUOMS_ event', system: null } as const;

function linesOf(record: SourceRecord): { readonly text: string; readonly host: string | undefined } | null {
  const { value } = record;
  if (typeof value === 'string' ? !value.includes('type=AUOMS_') : !isObject(value) || typeof value['SyslogMessage'] !== 'string' || !value['SyslogMessage'].includes('type=AUOMS_')) return null;
  return auditText(record);
}

function isRow(value: unknown): boolean {
  return isObject(value) && typeof value['RecordType'] === 'string' && value['RecordType'].startsWith('AUOMS_') && typeof value['AuditID'] === 'string';
}

function lineEvent(text: string, host: string | undefined): AuditEvent | Refusal {
  const id = auditId(text);
  if (id === null) return { reason: 'source/no-time', detail: 'the record names no audit event: no audit(time:serial)' };
  const fields = fieldsOf(text);
  return eventOf((name) => fields.get(name), { type: id.type, time: id.time, serial: id.serial, host: fields.get('node') ?? id.node ?? host });
}

/** The command line stands in quotes that nothing inside of it is escaped for: it ends where the next field of the agent begins. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const behind = / argc=\d+(?= cmdline=)/.exec(text);
  const at = behind === null ? text.indexOf(' cmdline=') : behind.index + behind[0].length;
  const end = at < 0 ? -1 : Math.max(text.lastIndexOf(' redactors='), at);
  const command = at < 0 ? undefined : text.slice(at + ' cmdline='.length, end === at ? text.length : end);
  const rest = at < 0 ? text : `${text.slice(0, at)}${end === at ? '' : text.slice(end)}`;
  const fields = new Map<string, string>();
  for (const [, name, value] of rest.matchAll(/([\w.]+)(?:=("[^"]*"|\S*))?/g)) if (value !== undefined && !fields.has(name!)) fields.set(name!, unquoted(value));
  if (command !== undefined) fields.set('cmdline', unquoted(command));
  return fields;
}

function rowEvent(row: JsonObject, { envelope }: SourceRecord): AuditEvent | Refusal {
  const [, time, serial] = /^(\d+\.\d+):(\d+)$/.exec(textOf(row['AuditID']) ?? '') ?? [];
  if (time === undefined || serial === undefined) return { reason: 'source/no-time', detail: 'AuditID names no time' };
  return eventOf((name) => textOf(row[name]), { type: textOf(row['RecordType'])!, time, serial, host: textOf(row['node']) ?? hostIn(row) ?? hostIn(envelope) });
}

function eventOf(said: (name: string) => string | undefined, id: { readonly type: string; readonly time: string; readonly serial: string; readonly host: string | undefined }): AuditEvent {
  const command = said('cmdline');
  const list = command === undefined ? undefined : splitCommand(command);
  const paths = listIn(said('path_name'));
  return {
    host: { name: id.host }, time: id.time, serial: id.serial, types: [id.type],
    call: said('syscall') === undefined ? undefined : callOf(said),
    arguments: list === undefined || list.length === 0 ? undefined : { list, isWhole: true },
    title: undefined,
    directory: said('cwd'),
    asked: paths[0] ?? said('name'),
    parent: {},
  };
}

/** Names of accounts stand beside their numbers. */
const namedBy: Readonly<Record<string, string>> = { uid: 'user', auid: 'audit_user', euid: 'effective_user' };

function callOf(said: (name: string) => string | undefined): AuditCall {
  return { said, nameOf: (name) => (namedBy[name] === undefined ? undefined : said(namedBy[name])), exe: said('exe'), keys: said('key')?.split(',').filter((key) => key !== '' && key !== '(null)') ?? [] };
}

function listIn(text: string | undefined): readonly string[] {
  return Array.from((text ?? '').matchAll(/"((?:[^"\\]|\\.)*)"/g), ([, one]) => one!);
}
