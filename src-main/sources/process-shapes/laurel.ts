import { isObject, listOf, objectOf, parsedJson, textOf, type JsonObject } from '../read.ts';
import type { SourceRecord } from '../source.ts';
import type { Arguments } from './audit-arguments.ts';
import { saidOfAudit, type AuditCall, type AuditEvent } from './audit-event.ts';
import { hostIn, syslogHostIn } from './audit-lines.ts';
import { percentDecoded } from './audit-values.ts';
import { splitCommand } from './audit-words.ts';
import { commandLineOf } from './names.ts';
import type { Program, ProcessShape } from './said.ts';

/** Events that Laurel has put together: one object an event, one field a type of record. */
export const laurel: ProcessShape = {
  telemetry: 'laurel',
  recognise({ value: given }) {
    const value = objectIn(given);
    return value !== null && typeof value['ID'] === 'string' && eventId.test(value['ID']) && typesOf(value).length > 0 ? { confidence: 1, reason: 'ID of an audit event, and its records by type', system: 'linux' } : none;
  },
  read: (record) => saidOfAudit(eventOf(objectIn(record.value) ?? {}, record)),
};

/** The object that a record is, or that stands at the end of a line of syslog. */
function objectIn(value: unknown): JsonObject | null {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.endsWith('}')) return null;
  const at = value.indexOf('{"ID":"');
  return at < 0 || at > HEAD ? null : objectOf(parsedJson(value.slice(at)));
}

const none = { confidence: 0, reason: 'no ID of an audit event', system: null } as const;
/** Characters of a line in front of the object. */
const HEAD = 400;
const eventId = /^(\d{1,11}\.\d{1,3}):(\d+)$/;
/** Fields beside the records: what Laurel adds itself. */
const added = new Set(['ID', 'NODE', 'PARENT_INFO', 'CONTAINER_INFO', 'CONTAINER', 'SYSTEMD_SERVICE', 'PID', 'PPID', 'ENV', 'LABELS']);

function typesOf(value: JsonObject): readonly string[] {
  return Object.keys(value).filter((name) => /^[A-Z][A-Z0-9_]+(?:\[\d+\])?$/.test(name) && !added.has(name) && typeof value[name] === 'object' && value[name] !== null);
}

function eventOf(value: JsonObject, record: SourceRecord): AuditEvent {
  const [, time, serial] = eventId.exec(textOf(value['ID']) ?? '') ?? ['', '', ''];
  const call = isObject(value['SYSCALL']) ? value['SYSCALL'] : undefined;
  const paths = Array.isArray(value['PATH']) ? listOf(value['PATH']) : [value['PATH']];
  return {
    host: { name: textOf(value['NODE']) ?? (typeof record.value === 'string' ? syslogHostIn(record.value) : undefined) ?? hostIn(record.envelope) },
    time: time!, serial: serial!, types: typesOf(value),
    call: call === undefined ? undefined : callOf(call),
    arguments: isObject(value['EXECVE']) ? argumentsIn(value['EXECVE']) : undefined,
    title: isObject(value['PROCTITLE']) ? wordsIn(value['PROCTITLE'], 'ARGV') ?? wordsIn(value['PROCTITLE'], 'ARGV_STR') : undefined,
    directory: decoded(objectOf(value['CWD'])['cwd']),
    asked: decoded(objectOf(paths.find((one) => String(objectOf(one)['item']) === '0') ?? paths[0])['name']),
    parent: parentOf(objectOf(value['PARENT_INFO'] ?? value['PPID'] ?? call?.['PPID'])),
  };
}

function callOf(call: JsonObject): AuditCall {
  const said = (name: string): string | undefined => textOf(call[name]);
  const keys = Array.isArray(call['key']) ? listOf(call['key']) : [call['key']];
  return { said, nameOf: (name) => textOf(call[name.toUpperCase()]), exe: decoded(call['exe']), keys: keys.flatMap((key) => decoded(key)?.split('\x01') ?? []) };
}

/** A list, or one text in which a list was joined. */
function argumentsIn(record: JsonObject): Arguments {
  const list = wordsIn(record, 'ARGV') ?? wordsIn(record, 'ARGV_STR') ?? [];
  const count = Number(textOf(record['argc']) ?? list.length);
  return list.length < count ? { list: [...list, null], isWhole: false } : { list, isWhole: list.length > 0 };
}

function wordsIn(record: JsonObject, name: string): readonly string[] | undefined {
  const words = record[name];
  if (Array.isArray(words)) return words.map((one) => (typeof one === 'string' ? percentDecoded(one) : textOf(one) ?? ''));
  const text = textOf(words);
  return text === undefined ? undefined : splitCommand(text).map(percentDecoded);
}

/** What Laurel remembers of the process whose number is the parent's. */
function parentOf(info: JsonObject): Program {
  const list = wordsIn(info, 'ARGV') ?? wordsIn(info, 'ARGV_STR');
  return { commandLine: list === undefined ? undefined : commandLineOf(list), executable: decoded(info['exe']), name: decoded(info['comm']) };
}

function decoded(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : percentDecoded(text);
}
