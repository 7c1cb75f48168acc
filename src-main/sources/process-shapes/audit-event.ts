import type { Instant } from '../../contract/index.ts';
import type { Refusal } from '../source.ts';
import { parseTime } from '../time.ts';
import { MISSING, type Arguments } from './audit-arguments.ts';
import { startCall } from './audit-calls.ts';
import { errorOf, idOf, numberOf } from './audit-values.ts';
import { commandLineOf } from './names.ts';
import type { ProcessSaid, Program } from './said.ts';

/** The SYSCALL record of an event: values as text, names beside numbers where the record was enriched with them. */
export interface AuditCall {
  /** Value of a field such as `uid`; `undefined` where it is not there. */
  readonly said: (name: string) => string | undefined;
  /** Name that enrichment gave for the number in a field such as `uid`. */
  readonly nameOf: (name: string) => string | undefined;
  /** Path of the program that called. */
  readonly exe: string | undefined;
  readonly keys: readonly string[];
}

/** One event of the audit system, whatever wrote it down: its records put together. */
export interface AuditEvent {
  readonly host: { readonly name?: string | undefined; readonly id?: string | undefined; readonly ip?: string | undefined };
  /** Seconds and milliseconds since 1970 as written, `1492037291.036`; or a time of ISO 8601. */
  readonly time: string;
  readonly serial: string;
  /** Types of its records, one per type. */
  readonly types: readonly string[];
  readonly call: AuditCall | undefined;
  /** Of EXECVE. */
  readonly arguments: Arguments | undefined;
  /** A command line that is no list of arguments. */
  readonly commandLine?: string | undefined;
  /** Of PROCTITLE: the first 128 bytes of what the process was called at the end of the call. */
  readonly title: readonly string[] | undefined;
  readonly directory: string | undefined;
  /** Name of the first PATH: the program that was asked for. */
  readonly asked: string | undefined;
  readonly parent: Program;
}

/** Fields that only some ways of writing an event down tell, or tell in other words: no part of what says that two records are one event. */
const besides = [
  'process.telemetry', 'user.name', 'user.domain', 'user.effective.name', 'host.id', 'host.ip', 'linux.process.login_user', 'linux.process.records', 'linux.process.incomplete',
  'process.parent.command_line', 'process.parent.executable', 'process.parent.name',
] as const;

/** What an event tells of the start of a process; or why it tells of none. */
export function saidOfAudit(event: AuditEvent): ProcessSaid | Refusal {
  const { call, types } = event;
  const started = call === undefined ? undefined : startCall(call.said('arch'), call.said('syscall')) ?? startCall(undefined, call.nameOf('syscall'));
  const hasCommand = event.arguments !== undefined || event.commandLine !== undefined;
  if (!hasCommand && started === undefined) return noStart(event);
  const time = timeOf(event.time);
  if (typeof time === 'string') return { reason: 'source/no-time', detail: time };
  return said(event, time, types, started);
}

function noStart({ call, types }: AuditEvent): Refusal {
  if (call !== undefined) return { reason: 'process/other-event', detail: `system call ${call.nameOf('syscall') ?? call.said('syscall') ?? 'without a name'}` };
  const whole = types.filter((type) => !parts.has(type));
  if (whole.length > 0) return { reason: 'process/other-event', detail: `audit event ${whole[0]!.slice(0, 60)}` };
  return { reason: 'process/incomplete', detail: `${types.join(', ')} of an audit event whose SYSCALL and EXECVE are missing` };
}

/** Records that say nothing without a SYSCALL beside them. */
const parts = new Set(['PATH', 'CWD', 'PROCTITLE', 'EOE', 'SOCKADDR', 'BPRM_FCAPS', 'FD_PAIR', 'IPC', 'MMAP', 'OPENAT2', 'CAPSET', 'SOCKETCALL', 'OBJ_PID', 'TIME_INJOFFSET', 'TIME_ADJNTPVAL']);

function said(event: AuditEvent, time: Instant, types: readonly string[], started: string | undefined): ProcessSaid {
  const { call, host } = event;
  const value = call?.said ?? ((): undefined => undefined);
  const failed = value('success') === 'no';
  const exit = value('exit');
  const hostName = host.name?.toLowerCase();
  const session = idOf(value('ses'));
  // What failed has no arguments in its records: the kernel did not come so far.
  const incomplete = call === undefined || (!failed && !(event.arguments?.isWhole ?? event.commandLine !== undefined));
  return {
    time,
    vendorId: `${hostName === undefined ? '' : `${hostName}:`}${stampOf(time)}:${event.serial}`,
    ...accountsOf(call),
    host,
    logonId: session === undefined || hostName === undefined ? undefined : `${hostName}/${session}`,
    process: {
      commandLine: commandOf(event, failed),
      executable: failed ? event.asked : call?.exe ?? (call === undefined ? event.asked : undefined),
      workingDirectory: event.directory,
      pid: numberOf(value('pid')),
      exitCode: numberOf(exit),
    },
    parent: { ...event.parent, pid: numberOf(value('ppid')) },
    outcome: failed ? 'failure' : value('success') === 'yes' ? 'success' : 'unknown',
    errorCode: failed ? errorOf(exit) : undefined,
    own: {
      'linux.process.serial': event.serial,
      'linux.process.syscall': started,
      'linux.process.login_user': idOf(call?.nameOf('auid')) ?? idOf(value('auid')),
      'linux.process.tty': ttyOf(value('tty')),
      'linux.process.key': call === undefined || call.keys.length === 0 ? undefined : call.keys.join(','),
      'linux.process.caller': failed ? call?.exe : undefined,
      'linux.process.records': types.length === 0 ? undefined : types,
      'linux.process.incomplete': incomplete ? true : undefined,
    },
    besides,
  };
}

/** Arguments where they are there; else what the process was called, which is the command line where the call did not fail. */
function commandOf({ arguments: args, commandLine, title }: AuditEvent, failed: boolean): string | undefined {
  if (args !== undefined) return commandLineOf(args.list.map((one) => one ?? MISSING));
  return commandLine ?? (failed || title === undefined ? undefined : commandLineOf(title));
}

/** Who started it is who logged in, where somebody did: that stays over su and sudo. Whom it runs as is told beside, where it is another one. */
function accountsOf(call: AuditCall | undefined): Pick<ProcessSaid, 'user' | 'effective'> {
  if (call === undefined) return { user: {} };
  const of = (name: string): ReturnType<typeof accountIn> => accountIn(idOf(call.said(name)), idOf(call.nameOf(name)));
  const [login, real, effective] = [of('auid'), of('uid'), of('euid')];
  const user = login.id ?? login.name ? login : real;
  const as = effective.id ?? effective.name ? effective : real;
  const isSame = as.id !== undefined && user.id !== undefined ? as.id === user.id : as.name === user.name;
  return { user, effective: isSame ? undefined : as };
}

/** An account by number and, where it was looked up on the host, by name; tools that translate numbers leave only the name. */
function accountIn(id: string | undefined, name: string | undefined): { readonly id?: string | undefined; readonly name?: string | undefined } {
  if (id === undefined) return {};
  return /^\d+$/.test(id) ? { id, name } : { name: id };
}

function ttyOf(tty: string | undefined): string | undefined {
  return tty === undefined || tty === '(none)' || tty === '' || tty === '?' ? undefined : tty;
}

function timeOf(text: string): Instant | string {
  const found = /^(\d{1,11})\.(\d{1,3})$/.exec(text);
  if (found === null) return parseTime(text);
  return parseTime(Number(found[1]) * 1000 + Number(found[2]!.padStart(3, '0')));
}

/** The time as the audit system writes it, whatever wrote the event down. */
function stampOf({ ms }: Instant): string {
  return `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
}
