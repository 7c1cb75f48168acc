import type { Instant } from '../../contract/index.ts';
import { isObject, objectOf, textOf, type JsonObject } from '../read.ts';
import type { Refusal, SourceRecord } from '../source.ts';
import { parseTime } from '../time.ts';
import { isSpawn, isStart } from './bsm-events.ts';
import { commandLineOf } from './names.ts';
import { pidOf, uidOf, wholeOf } from './numbers.ts';
import type { ProcessSaid, ProcessShape } from './said.ts';

/** Audit trail of macOS (BSM) as NXLog reads it, plain or as rows of the table that Sentinel keeps it in. */
export const bsm: ProcessShape = {
  telemetry: 'bsm',
  recognise({ value }) {
    const event = isObject(value) ? value['EventType'] ?? value['EventType_s'] : undefined;
    if (typeof event !== 'string' || !event.startsWith('AUE_')) return { confidence: 0, reason: 'no event of an audit trail', system: null };
    return { confidence: 1, reason: `an event of the BSM audit trail: ${event.slice(0, 80)}`, system: 'macos' };
  },
  read,
};

type Row = (name: string) => string | undefined;

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const record = objectOf(value);
  const row = rowOf(record);
  const event = row('EventType');
  if (event === undefined) return { reason: 'source/invalid', detail: 'EventType says nothing' };
  if (!isStart(event)) return { reason: 'process/other-event', detail: `${event.slice(0, 80)}: no start of a program` };
  const time = timeOf(row);
  if ('reason' in time) return time;
  const name = row('Hostname') ?? textOf(record['Computer']) ?? row('EventHost');
  const result = row('ReturnErrno');
  const isFailure = result !== undefined && !/^(?:success|0)$/i.test(result);
  const session = row('SubjectSID');
  return {
    time, host: { name }, ...accountsOf(row), ...programs(record, row, event), vendorId: null,
    logonId: session === undefined || name === undefined ? undefined : `${name.toLowerCase()}/${session}`,
    outcome: result === undefined ? 'unknown' : isFailure ? 'failure' : 'success', errorCode: isFailure ? result : undefined,
    own: {
      'macos.process.audit_user': uidOf(row('SubjectAuditID')), 'macos.process.tty': row('SubjectTerminal'),
      'macos.process.parent_signing_id': row('Identity.SignerId'), 'macos.process.parent_team_id': row('Identity.TeamId'),
    },
  };
}

/** Reads a value by the name that NXLog gives it; in the table of Sentinel `Identity.SignerId` is `Identity_SignerId_s`. */
function rowOf(record: JsonObject): Row {
  if (record['EventType_s'] === undefined) return (name) => textOf(record[name]);
  return (name) => {
    const column = name.replace('.', '_');
    return textOf(record[`${column}_s`] ?? record[`${column}_t`] ?? record[`${column}_d`]);
  };
}

/** `EventTime` is the clock of the host and names no zone; `EventReceivedTime` beside it does. Its offset is taken where the two clocks agree, or else UTC is assumed. */
function timeOf(row: Row): Instant | Refusal {
  const said = row('EventTime');
  if (said === undefined) return { reason: 'source/no-time', detail: 'EventTime says no time' };
  const time = parseTime(said);
  if (typeof time === 'string') return { reason: 'source/invalid', detail: `EventTime: ${time}` };
  const told = row('EventReceivedTime') ?? '';
  const offset = /[+-](\d\d):?(\d\d)$/.exec(told);
  if (!time.zoneAssumed || offset === null) return time;
  const received = parseTime(told);
  const minutes = Number(offset[1]) * 60 + Number(offset[2]);
  const ms = time.ms + (offset[0].startsWith('-') ? minutes : -minutes) * 60_000;
  return typeof received === 'string' || Math.abs(received.ms - ms) > 3_600_000 ? time : { ...time, ms, zoneAssumed: false };
}

/** Accounts are written as names, or as numbers where the machine knew no name. */
function accountsOf(row: Row): Pick<ProcessSaid, 'user' | 'effective'> {
  const account = (name: string): { readonly name?: string; readonly id?: string } | undefined => {
    const text = uidOf(row(name));
    return text === undefined ? undefined : /^\d+$/.test(text) ? { id: text } : { name: text };
  };
  const user = account('SubjectAuditID') ?? account('SubjectRealUID') ?? account('SubjectUID') ?? {};
  const effective = account('SubjectUID');
  return { user, effective: effective === undefined || (effective.id === user.id && effective.name === user.name) ? undefined : effective };
}

function programs(record: JsonObject, row: Row, event: string): Pick<ProcessSaid, 'process' | 'parent'> {
  const pid = pidOf(row('SubjectPID'));
  const process = { commandLine: commandLine(record, row), executable: row('Path') ?? row('Path00') ?? row('Path01'), exitCode: wholeOf(row('ReturnRetval')) };
  return isSpawn(event) ? { process: { ...process, pid: childPid(record) }, parent: { pid } } : { process: { ...process, pid }, parent: {} };
}

/** Arguments one by one (`ExecArg00`, `ExecArgs.0`), or as one text. */
function commandLine(record: JsonObject, row: Row): string | undefined {
  const args: (readonly [at: number, text: string])[] = [];
  for (const name of Object.keys(record)) {
    const at = name.startsWith('ExecArg') ? /^ExecArgs?[._]?(\d{1,6})(?:_s)?$/.exec(name)?.[1] : undefined;
    const text = at === undefined ? undefined : record[name];
    if (typeof text === 'string') args.push([Number(at), text]);
  }
  const line = commandLineOf(args.toSorted(([a], [b]) => a - b).map(([, text]) => text));
  return line ?? row('ExecArgs') ?? row('ExecArg') ?? row('Cmd');
}

/** The argument of the call that says that it is the number of the child. */
function childPid(record: JsonObject): number | undefined {
  for (const name of Object.keys(record)) {
    const at = name.startsWith('Arg') ? /^(Arg\d+[._])Description(_s)?$/.exec(name) : null;
    if (at !== null && /child pid/i.test(textOf(record[name]) ?? '')) return pidOf(record[`${at[1]}Value${at[2] ?? ''}`]);
  }
  return undefined;
}
