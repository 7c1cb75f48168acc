import { isObject, listOf, objectOf, textOf, type JsonObject } from '../read.ts';
import { saidOfAudit, type AuditEvent } from './audit-event.ts';
import { hostIn } from './audit-lines.ts';
import type { ProcessShape } from './said.ts';

/** Events that Auditbeat has put together, in the names of ECS; in those of its first versions `auditd` lies in them, too. */
export const auditbeat: ProcessShape = {
  telemetry: 'auditbeat',
  recognise: ({ value }) => (isObject(value) && isObject(value['auditd']) && value['auditd']['sequence'] !== undefined && typeof value['@timestamp'] === 'string'
    ? { confidence: 1, reason: 'auditd.sequence of Auditbeat', system: 'linux' } : none),
  read: ({ value, envelope }) => saidOfAudit(eventOf(objectOf(value), envelope)),
};

const none = { confidence: 0, reason: 'no auditd.sequence', system: null } as const;

function eventOf(value: JsonObject, envelope: JsonObject | null): AuditEvent {
  const [audit, process, user, event] = [objectOf(value['auditd']), objectOf(value['process']), objectOf(value['user']), objectOf(value['event'])];
  const data = objectOf(audit['data']);
  const parent = objectOf(process['parent']);
  const others = objectOf(user['effective']);
  const login = objectOf(user['audit']);
  const list = listOf(process['args']).flatMap((one) => textOf(one) ?? (one === '' ? [''] : []));
  const type = (textOf(audit['message_type']) ?? textOf(event['category']) ?? 'unknown').toUpperCase();
  const call = textOf(data['syscall']);
  const values: Readonly<Record<string, string | undefined>> = {
    arch: textOf(data['arch']), syscall: call, success: outcomeOf(textOf(audit['result']) ?? textOf(event['outcome'])), exit: textOf(data['exit']),
    pid: textOf(process['pid']), ppid: textOf(parent['pid']) ?? textOf(process['ppid']), tty: textOf(data['tty']), ses: textOf(audit['session']),
    uid: textOf(user['id']) ?? textOf(user['uid']), euid: textOf(others['id']) ?? textOf(user['euid']), auid: textOf(login['id']) ?? textOf(user['auid']),
  };
  const names: Readonly<Record<string, string | undefined>> = { uid: textOf(user['name']), euid: textOf(others['name']), auid: textOf(login['name']) };
  const paths = listOf(audit['paths']);
  return {
    host: { name: hostIn(value) ?? hostIn(envelope), id: textOf(objectOf(value['host'])['id']) },
    time: textOf(value['@timestamp'])!, serial: textOf(audit['sequence'])!, types: [type],
    call: type === 'SYSCALL' ? { said: (name) => values[name], nameOf: (name) => names[name], exe: textOf(process['executable']) ?? textOf(process['exe']), keys: keysOf(value['tags']) } : undefined,
    arguments: type === 'SYSCALL' && list.length > 0 && values['success'] !== 'no' ? { list, isWhole: true } : undefined,
    title: undefined,
    directory: textOf(process['working_directory']) ?? textOf(process['cwd']),
    asked: textOf(objectOf(paths.find((one) => textOf(objectOf(one)['item']) === '0') ?? paths[0])['name']),
    parent: {},
  };
}

const keysOf = (tags: unknown): readonly string[] => listOf(tags).flatMap((one) => textOf(one) ?? []);
const outcomeOf = (word: string | undefined): string | undefined => (word === 'success' ? 'yes' : word === 'fail' || word === 'failure' ? 'no' : undefined);
