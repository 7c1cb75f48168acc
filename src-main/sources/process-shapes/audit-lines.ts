import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import type { SourceRecord } from '../source.ts';

/** A record of the audit system, with what says which event it is of. Its fields are taken apart when they are asked for: most records of an event are not. */
export class AuditLine {
  readonly type: string;
  readonly host: string | undefined;
  readonly time: string;
  readonly serial: string;
  readonly #body: string;
  #fields: readonly (readonly [string, string])[] | null = null;
  #first: ReadonlyMap<string, string> | null = null;

  constructor(id: { readonly type: string; readonly time: string; readonly serial: string }, host: string | undefined, body: string) {
    this.type = id.type;
    this.time = id.time;
    this.serial = id.serial;
    this.host = host;
    this.#body = body;
  }

  /** In the order in which they stand, values as written. */
  get fields(): readonly (readonly [name: string, value: string])[] {
    this.#fields ??= fieldsOf(this.#body);
    return this.#fields;
  }

  /** The value of a field, as written; of several the first. */
  value(name: string): string | undefined {
    this.#first ??= new Map([...this.fields].reverse());
    return this.#first.get(name);
  }
}

/** Characters of a line in front of its id. */
const HEAD = 400;
const head = /(?:\bnode=(\S+) +)?\btype=([\w[\]]+) +(?:msg=)?audit\((\d+\.\d+):(\d+)\) ?:? ?/;
const syslogHost = /^(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} {1,2}\d{1,2} (?:\d{4} )?\d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?) ([\w.:-]+) /;
/** A name without a value is taken whole, too: looking for a value behind each of its letters would take the square of its length. */
const field = /([\w.[\]-]+)(?:=("[^"]*"|'[^']*'|[^\s\x1d]*))?/g;
/** What stands between a record and the names that its numbers were enriched with; syslog daemons write it as an escape. */
const separator = /#035(?=[A-Z]+=)/;

/** True for a text that is a line of the audit system, by its beginning. */
export function isAuditText(text: string): boolean {
  const start = text.length > HEAD ? text.slice(0, HEAD) : text;
  return start.includes('type=') && (head.test(start) || /^(?:node=\S+ )?type=[\w[\]]+ msg=/.test(start));
}

/** The text of a record that is one, or holds one in the table of a collector of syslog; with the host that the envelope or the row names. */
export function auditText({ value, envelope }: SourceRecord): { readonly text: string; readonly host: string | undefined } | null {
  if (typeof value === 'string') return isAuditText(value) ? { text: value, host: hostIn(envelope) } : null;
  if (!isObject(value)) return null;
  const text = typeof value['SyslogMessage'] === 'string' ? value['SyslogMessage'] : journalText(value);
  return text !== null && isAuditText(text) ? { text, host: hostIn(value) } : null;
}

/** True for an object in which `auditText` looks for a line. */
export function mayHoldText(value: unknown): boolean {
  return isObject(value) && ('SyslogMessage' in value || '_AUDIT_ID' in value);
}

/** The line that an entry of the journal was made of (`journalctl -o json`): id and microseconds stand beside the message, which begins with the type. */
function journalText(entry: JsonObject): string | null {
  const [serial, stamp, message] = [textOf(entry['_AUDIT_ID']), textOf(entry['_SOURCE_REALTIME_TIMESTAMP']), textOf(entry['MESSAGE'])];
  const [, type, body] = /^([\w[\]]+) ?([^]*)$/.exec(message ?? '') ?? [];
  if (serial === undefined || stamp === undefined || type === undefined || !/^\d{7,17}$/.test(stamp)) return null;
  return `type=${type} msg=audit(${stamp.slice(0, -6)}.${stamp.slice(-6, -3)}:${serial}): ${body ?? ''}`;
}

/** What an envelope or a row says of the host. */
export function hostIn(envelope: JsonObject | null): string | undefined {
  if (envelope === null) return undefined;
  const { host } = envelope;
  const nested = isObject(host) ? textOf(host['name']) ?? textOf(host['hostname']) : undefined;
  return nested ?? textOf(envelope['HostName']) ?? textOf(envelope['Computer']) ?? textOf(envelope['Hostname']) ?? textOf(envelope['hostname']) ?? textOf(envelope['_HOSTNAME']) ?? textOf(host)
    ?? textOf(objectOf(envelope['agent'])['hostname']) ?? textOf(objectOf(envelope['beat'])['hostname']);
}

/** The lines of a text that have an id: mostly one; some exports keep all records of an event in one text. */
export function auditLines(text: string, host: string | undefined): readonly AuditLine[] {
  return text.split(/\r?\n/).flatMap((line) => auditLine(line, host) ?? []);
}

/** Id of the event that the first line of a text is a part of, without reading the rest; null where it has none. */
export function auditId(text: string): { readonly node: string | undefined; readonly type: string; readonly time: string; readonly serial: string } | null {
  const start = text.length > HEAD ? text.slice(0, HEAD) : text;
  const found = head.exec(start);
  if (found === null) return null;
  return { node: found[1] ?? syslogHostIn(start), type: typeOf(found[2]!), time: found[3]!, serial: found[4]! };
}

/** The host that a daemon of syslog has put in front of a line. */
export function syslogHostIn(line: string): string | undefined {
  return syslogHost.exec(line)?.[1];
}

function auditLine(line: string, host: string | undefined): AuditLine | null {
  const id = auditId(line);
  if (id === null) return null;
  const found = head.exec(line)!;
  return new AuditLine(id, id.node ?? host, line.slice(found.index + found[0].length));
}

function fieldsOf(body: string): readonly (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = [];
  const text = body.includes('#035') ? body.split(separator).join(' ') : body;
  for (const [, name, value] of text.matchAll(field)) if (value !== undefined) fields.push([name!, value]);
  return fields;
}

/** Names of types that the kernel or an older tool writes as numbers. */
const numbered: Readonly<Record<string, string>> = {
  1300: 'SYSCALL', 1302: 'PATH', 1303: 'IPC', 1304: 'SOCKETCALL', 1305: 'CONFIG_CHANGE', 1306: 'SOCKADDR', 1307: 'CWD', 1309: 'EXECVE', 1320: 'EOE', 1321: 'BPRM_FCAPS', 1322: 'CAPSET', 1323: 'MMAP',
  1324: 'NETFILTER_PKT', 1325: 'NETFILTER_CFG', 1326: 'SECCOMP', 1327: 'PROCTITLE', 1329: 'FEATURE_CHANGE', 1334: 'BPF', 1336: 'URINGOP', 1337: 'OPENAT2', 1400: 'AVC', 1006: 'LOGIN',
};

export function typeOf(type: string): string {
  const number = /^(?:UNKNOWN\[)?(\d+)\]?$/.exec(type)?.[1];
  return number === undefined ? type : numbered[number] ?? type;
}
