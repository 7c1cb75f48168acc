import type { Instant } from '../../contract/index.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { parseTime } from '../time.ts';
import { isSpawn, isStart } from './bsm-events.ts';
import { commandLineOf, fileNameOf } from './names.ts';
import { pidOf, uidOf, wholeOf } from './numbers.ts';
import type { ProcessSaid, ProcessShape, Program } from './said.ts';

/** Audit trail of macOS (BSM) as Jamf writes it down: telemetry of Jamf Protect before macOS 13, and Jamf Compliance Reporter. */
export const jamf: ProcessShape = {
  telemetry: 'jamf',
  recognise({ value }) {
    if (!isObject(value) || !isObject(value['header']) || typeof value['header']['event_name'] !== 'string') {
      return { confidence: 0, reason: 'no header of an audit event', system: null };
    }
    const isOwn = isObject(value['host_info']) || isObject(value['subject']) || value['header']['time_seconds_epoch'] !== undefined;
    return { confidence: isOwn ? 1 : 0, reason: `an event of Jamf: ${value['header']['event_name'].slice(0, 80)}`, system: 'macos' };
  },
  read,
};

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const record = objectOf(value);
  const header = objectOf(record['header']);
  const event = textOf(header['event_name']);
  if (event === undefined) return { reason: 'source/invalid', detail: 'header.event_name says nothing' };
  if (!isStart(event)) return { reason: 'process/other-event', detail: `${event.slice(0, 80)}: no start of a program` };
  const time = timeOf(header);
  if ('reason' in time) return time;
  const info = objectOf(record['host_info']);
  const subject = objectOf(record['subject']);
  const result = objectOf(record['return']);
  const isFailure = (wholeOf(result['error']) ?? 0) !== 0;
  const host = { name: textOf(info['host_name']), id: textOf(info['host_uuid']) };
  const session = textOf(subject['session_id']);
  return {
    time, host, ...accountsOf(subject), ...programs(record, event, subject), vendorId: textOf(record['key']) ?? null,
    logonId: session === undefined ? undefined : `${host.id ?? host.name ?? ''}/${session}`,
    outcome: result['error'] === undefined ? 'unknown' : isFailure ? 'failure' : 'success',
    errorCode: isFailure ? textOf(result['description']) ?? textOf(result['error']) : undefined,
    own: ownOf(record, info, subject),
  };
}

/** Seconds and the milliseconds beside them. */
function timeOf(header: JsonObject): Instant | Refusal {
  const seconds = header['time_seconds_epoch'];
  if (seconds === undefined || seconds === null || seconds === '') return { reason: 'source/no-time', detail: 'header.time_seconds_epoch says no time' };
  const time = parseTime(seconds);
  if (typeof time === 'string') return { reason: 'source/invalid', detail: `header.time_seconds_epoch: ${time}` };
  const offset = wholeOf(header['time_milliseconds_offset']);
  return offset === undefined || offset < 0 || offset > 999 ? time : { ...time, ms: time.ms + offset, precision: 'millisecond' };
}

/** Who logged in, where the trail says it; else the account that the process belongs to. What it runs as stands beside it where that is another. */
function accountsOf(subject: JsonObject): Pick<ProcessSaid, 'user' | 'effective'> {
  const login = uidOf(subject['audit_id']);
  const user = login === undefined ? { name: uidOf(subject['user_name']), id: uidOf(subject['user_id']) } : { name: uidOf(subject['audit_user_name']), id: login };
  const effective = { name: uidOf(subject['effective_user_name']), id: uidOf(subject['effective_user_id']) };
  return { user, effective: effective.id === undefined || effective.id === user.id ? undefined : effective };
}

/** Of a spawn the subject is the parent; else it is the process itself, and its parent stands in the chain. */
function programs(record: JsonObject, event: string, subject: JsonObject): Pick<ProcessSaid, 'process' | 'parent'> {
  const exec = objectOf(record['exec_args']);
  const args = argumentsOf(exec);
  const executable = pathOf(record, args);
  const process = {
    commandLine: commandLineOf(args) ?? textOf(exec['args_compiled']), executable, name: executable === undefined ? fileNameOf(args[0]) : undefined,
    exitCode: wholeOf(objectOf(record['return'])['return_value']),
  };
  const actor: Program = { pid: pidOf(subject['process_id']), executable: textOf(subject['process_name']), entityId: textOf(objectOf(record['exec_chain'])['thread_uuid']) };
  if (isSpawn(event)) {
    const child = { pid: pidOf(objectOf(record['arguments'])['child_PID']), entityId: textOf(objectOf(record['exec_chain_parent'])['uuid']) };
    return { process: { ...process, ...child }, parent: actor };
  }
  const chain = objectOf(record['exec_chain_child']);
  return {
    process: { ...process, executable: executable ?? actor.executable, pid: actor.pid, entityId: actor.entityId },
    parent: { pid: pidOf(chain['parent_pid']), executable: textOf(chain['parent_path']), entityId: textOf(chain['parent_uuid']) },
  };
}

/** `{ "1": …, "2": … }` in the order of the numbers, or a list. (`args_compiled` joins them with commas and cannot be read back.) */
function argumentsOf(exec: JsonObject): readonly string[] {
  const args = exec['args'];
  const list = Array.isArray(args) ? args as readonly unknown[] : numbered(objectOf(args));
  return list.filter((one): one is string => typeof one === 'string');
}

function numbered(args: JsonObject): readonly unknown[] {
  return Object.keys(args).filter((at) => /^\d{1,6}$/.test(at)).toSorted((a, b) => Number(a) - Number(b)).map((at) => args[at]);
}

/** The first path is the program; a device is a file that it was given, and then the first argument may tell its path. */
function pathOf(record: JsonObject, args: readonly string[]): string | undefined {
  const path = listOf(record['path']).map(textOf).find((one) => one !== undefined && !one.startsWith('/dev/'));
  return path ?? (args[0]?.startsWith('/') ? args[0] : undefined);
}

/** What signed it is told of the subject: of a spawn that is the parent, and of an exec the program before. */
function ownOf(record: JsonObject, info: JsonObject, subject: JsonObject): ProcessSaid['own'] {
  const identity = objectOf(record['identity']);
  const login = uidOf(subject['audit_id']);
  return {
    'macos.process.audit_user': login === undefined ? undefined : uidOf(subject['audit_user_name']) ?? login,
    'macos.process.parent_signing_id': textOf(identity['signer_id']), 'macos.process.parent_team_id': textOf(identity['team_id']),
    'macos.process.responsible': textOf(subject['responsible_process_name']), 'macos.process.serial_number': textOf(info['serial_number']),
  };
}
