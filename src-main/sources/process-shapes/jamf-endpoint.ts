import { flagOf, isObject, listOf, objectOf, textOf, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { parseTime } from '../time.ts';
import { accountsOf } from './jamf-accounts.ts';
import { commandLineOf } from './names.ts';
import { pidOf, uidOf } from './numbers.ts';
import type { ProcessSaid, ProcessShape } from './said.ts';

/** Events of Apple's Endpoint Security as Jamf Protect sends them: its telemetry since macOS 13, and its alerts, which hold the event that they are about. */
export const jamfEndpoint: ProcessShape = {
  telemetry: 'jamf',
  recognise: ({ value }) => recognised(value, (one) => isObject(one['host']) || isObject(one['metadata'])),
  read,
};

/** The same events as Apple's own `eslogger` prints them: they name no host. */
export const eslogger: ProcessShape = {
  telemetry: 'eslogger',
  recognise: ({ value }) => recognised(value, (one) => !isObject(one['host']) && !isObject(one['metadata']) && one['schema_version'] !== undefined),
  read,
};

function recognised(value: unknown, isOwn: (value: JsonObject) => boolean): ReturnType<ProcessShape['recognise']> {
  if (!isObject(value) || value['mach_time'] === undefined || !isObject(value['event']) || !isObject(value['process']) || !isOwn(value)) {
    return { confidence: 0, reason: 'no event of Endpoint Security', system: null };
  }
  return { confidence: 1, reason: `an event of Endpoint Security: ${nameOf(value)}`, system: 'macos' };
}

function nameOf(record: JsonObject): string {
  return (textOf(record['event_type_name']) ?? Object.keys(objectOf(record['event']))[0] ?? `number ${textOf(record['event_type']) ?? 'unknown'}`).slice(0, 80);
}

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const record = objectOf(value);
  const exec = objectOf(record['event'])['exec'];
  if (!isObject(exec)) return { reason: 'process/other-event', detail: `${nameOf(record)}: no start of a program` };
  const said = record['time'] ?? record['timestamp'];
  if (said === undefined || said === null || said === '') return { reason: 'source/no-time', detail: 'neither time nor timestamp says a time' };
  const time = parseTime(said);
  if (typeof time === 'string') return { reason: 'source/invalid', detail: `time: ${time}` };
  const target = objectOf(exec['target']);
  const before = objectOf(record['process']);
  const host = hostOf(objectOf(record['host']));
  const session = textOf(objectOf(target['audit_token'])['asid']);
  const isDenied = wasDenied(record);
  return {
    time, host, ...accountsOf(exec, target, before), ...programs(exec, target, before), vendorId: textOf(record['uuid']) ?? null,
    logonId: session === undefined || (host.id ?? host.name) === undefined ? undefined : `${host.id ?? host.name}/${session}`,
    outcome: isDenied ? 'failure' : 'success', errorCode: isDenied ? 'denied' : undefined, organization: textOf(record['caid']),
    own: ownOf(record, target, before),
  };
}

function hostOf(host: JsonObject): { readonly name: string | undefined; readonly id: string | undefined; readonly ip: string | undefined } {
  const ip = listOf(host['ips']).map(textOf).find((one) => one !== undefined && one !== '127.0.0.1' && one !== '::1');
  return { name: textOf(host['hostname']), id: textOf(host['provisioningUDID']) ?? textOf(host['serial']), ip };
}

/** The new image is `target`. The parent is told by its token; where it is not, the image that called exec is the nearest that is known: mostly a copy of the parent. */
function programs(exec: JsonObject, target: JsonObject, before: JsonObject): Pick<ProcessSaid, 'process' | 'parent'> {
  const token = objectOf(target['audit_token']);
  const parent = objectOf(target['parent_audit_token']);
  const image = objectOf(target['executable']);
  const args = listOf(exec['args']).filter((one): one is string => typeof one === 'string');
  return {
    process: {
      commandLine: commandLineOf(args), executable: textOf(image['path']) ?? textOf(token['exec_path']),
      pid: pidOf(token['pid']), entityId: textOf(token['uuid']), sha256: textOf(image['sha256']), workingDirectory: textOf(objectOf(exec['cwd'])['path']),
    },
    parent: {
      pid: pidOf(parent['pid'] ?? target['ppid'] ?? target['original_ppid']), entityId: textOf(parent['uuid']),
      executable: textOf(parent['exec_path']) ?? textOf(objectOf(before['executable'])['path']),
    },
  };
}

/** A program that was kept from starting: Jamf blocked it, or Endpoint Security was answered so (ES_AUTH_RESULT_DENY is 1). What was only notified of has run. */
function wasDenied(record: JsonObject): boolean {
  if (flagOf(objectOf(record['match'])['blocked']) === true) return true;
  const result = objectOf(objectOf(record['action'])['result']);
  return record['action_type'] === 0 && result['result_type'] === 0 && objectOf(result['result'])['auth'] === 1;
}

function ownOf(record: JsonObject, target: JsonObject, before: JsonObject): ProcessSaid['own'] {
  const parent = objectOf(target['parent_audit_token']);
  const isTold = textOf(parent['exec_path']) !== undefined;
  const login = objectOf(target['audit_token'])['auid'];
  return {
    'macos.process.audit_user': uidOf(login),
    'macos.process.signing_id': textOf(target['signing_id']), 'macos.process.team_id': textOf(target['team_id']),
    'macos.process.parent_signing_id': textOf(isTold ? parent['signing_id'] : before['signing_id']),
    'macos.process.parent_team_id': textOf(isTold ? undefined : before['team_id']),
    'macos.process.tty': textOf(objectOf(target['tty'])['path']),
    'macos.process.responsible': textOf(objectOf(target['responsible_audit_token'])['exec_path']),
    'macos.process.serial_number': textOf(objectOf(record['host'])['serial']),
  };
}
