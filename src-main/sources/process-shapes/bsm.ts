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

function read({ value }: SourceRecord): ProcessSaid | Refusal {
  const row = namedPlainly(objectOf(value));
  const event = textOf(row['eventtype']);
  if (event === undefined) return { reason: 'source/invalid', detail: 'EventType says nothing' };
  if (!isStart(event)) return { reason: 'process/other-event', detail: `${event}: no start of a program` };
  const time = timeOf(row);
  if ('reason' in time) return time;
  const name = textOf(row['hostname']) ?? textOf(row['computer']) ?? textOf(row['eventhost']);
  const result = textOf(row['returnerrno']);
  const isFailure = result !== undefined && !/^(?:success|0)$/i.test(result);
  const session = textOf(row['subjectsid']);
  return {
    time, host: { name }, ...accountsOf(row), ...programs(row, event), vendorId: null,
    logonId: session === undefined || name === undefined ? undefined : `${name.toLowerCase()}/${session}`,
    outcome: result === undefined ? 'unknown' : isFailure ? 'failure' : 'success', errorCode: isFailure ? result : undefined,
    own: {
      'macos.process.audit_user': uidOf(row['subjectauditid']), 'macos.process.tty': textOf(row['subjectterminal']),
      'macos.process.parent_signing_id': textOf(row['identitysignerid']), 'macos.process.parent_team_id': textOf(row['identityteamid']),
    },
  };
}

/** Letters and digits of the names alone, types of Log Analytics (`_s`, `_t`) taken off: `Identity.SignerId` and `Identity_SignerId_s` are one name. */
function namedPlainly(value: JsonObject): JsonObject {
  const row = Object.create(null) as Record<string, unknown>;
  for (const [name, one] of Object.entries(value)) row[name.replace(/_[sdtbg]$/, '').toLowerCase().replaceAll(/[^a-z0-9]/g, '')] ??= one;
  return row;
}

/** `EventTime` is the clock of the host and names no zone; `EventReceivedTime` beside it does. Its offset is taken where the two clocks agree, or else UTC is assumed. */
function timeOf(row: JsonObject): Instant | Refusal {
  const said = textOf(row['eventtime']);
  if (said === undefined) return { reason: 'source/no-time', detail: 'EventTime says no time' };
  const time = parseTime(said);
  if (typeof time === 'string') return { reason: 'source/invalid', detail: `EventTime: ${time}` };
  const offset = /[+-]\d\d:?\d\d$/.exec(textOf(row['eventreceivedtime']) ?? '')?.[0];
  if (!time.zoneAssumed || offset === undefined) return time;
  const received = parseTime(row['eventreceivedtime']);
  const zoned = parseTime(said + offset);
  return typeof received === 'string' || typeof zoned === 'string' || Math.abs(received.ms - zoned.ms) > 3_600_000 ? time : zoned;
}

/** Accounts are written as names, or as numbers where the machine knew no name. */
function accountsOf(row: JsonObject): Pick<ProcessSaid, 'user' | 'effective'> {
  const account = (value: unknown): { readonly name?: string; readonly id?: string } | undefined => {
    const text = uidOf(value);
    return text === undefined ? undefined : /^\d+$/.test(text) ? { id: text } : { name: text };
  };
  const user = account(row['subjectauditid']) ?? account(row['subjectrealuid']) ?? account(row['subjectuid']) ?? {};
  const effective = account(row['subjectuid']);
  return { user, effective: effective === undefined || (effective.id === user.id && effective.name === user.name) ? undefined : effective };
}

function programs(row: JsonObject, event: string): Pick<ProcessSaid, 'process' | 'parent'> {
  const pid = pidOf(row['subjectpid']);
  const process = { commandLine: commandLine(row), executable: textOf(row['path']) ?? textOf(row['path00']) ?? textOf(row['path01']), exitCode: wholeOf(row['returnretval']) };
  return isSpawn(event) ? { process: { ...process, pid: childPid(row) }, parent: { pid } } : { process: { ...process, pid }, parent: {} };
}

/** Arguments one by one (`ExecArg00`, `ExecArgs.0`), or as one text. */
function commandLine(row: JsonObject): string | undefined {
  const numbered = Object.keys(row).flatMap((name) => /^execargs?(\d{1,6})(?:value)?$/.exec(name)?.slice(0, 2).toReversed() ?? []);
  const pairs = numbered.flatMap((one, i) => (i % 2 === 0 ? [[Number(one), numbered[i + 1]!] as const] : [])).toSorted(([a], [b]) => a - b);
  const args = pairs.map(([, name]) => row[name]).filter((one): one is string => typeof one === 'string');
  return commandLineOf(args) ?? textOf(row['execargs']) ?? textOf(row['execarg']) ?? textOf(row['cmd']);
}

function childPid(row: JsonObject): number | undefined {
  const name = Object.keys(row).find((one) => /^arg\d+description$/.test(one) && /child pid/i.test(textOf(row[one]) ?? ''));
  return name === undefined ? undefined : pidOf(row[name.replace('description', 'value')]);
}
