import type { Refusal, SourceRecord } from '../source.ts';
import { isObject, parsedJson, textOf, type JsonObject } from '../read.ts';
import { commandLineOf } from './names.ts';
import { pidOf, uidOf, wholeOf } from './numbers.ts';
import { kindOf } from './osquery-kind.ts';
import { resultOf, type QueryResult } from './osquery-result.ts';
import { systemOf } from './osquery-system.ts';
import { timeOf } from './osquery-time.ts';
import type { ProcessSaid, ProcessShape } from './said.ts';

/** Results of osquery: rows of its event tables, and processes that a query met while they ran. Any name of a query will do: the columns say what a row is. */
export const osquery: ProcessShape = {
  telemetry: 'osquery',
  recognise(record) {
    const result = resultOf(record.value);
    if (result === undefined) return { confidence: 0, reason: 'no columns of a query', system: null };
    const isWhole = result.outer['hostidentifier'] !== undefined || result.outer['unixtime'] !== undefined || result.outer['calendartime'] !== undefined;
    const { system, why } = systemOf(result);
    return { confidence: isWhole ? 1 : 0.8, reason: `a result of osquery, ${why}`, system };
  },
  read,
};

function read(record: SourceRecord): ProcessSaid | Refusal {
  const result = resultOf(record.value);
  if (result === undefined) return { reason: 'source/invalid', detail: 'no columns of a query of osquery' };
  const kind = kindOf(result);
  if (typeof kind === 'object') return { reason: 'process/other-event', detail: `query ${result.query.slice(0, 100)}: ${kind.why}` };
  const time = timeOf(result, kind);
  if ('reason' in time) return time;
  const { columns } = result;
  const host = hostOf(result);
  const eid = textOf(columns['eid']);
  return {
    time, host,
    vendorId: eid === undefined || kind !== 'started' ? null : `${host.id ?? host.name ?? ''}/${eid}`,
    ...accountsOf(columns),
    process: {
      commandLine: commandLine(columns), executable: textOf(columns['path']), name: textOf(columns['name']), pid: pidOf(columns['pid']),
      workingDirectory: textOf(columns['cwd']), sha256: textOf(columns['sha256']), exitCode: callResult(columns),
    },
    parent: {
      pid: pidOf(columns['parent'] ?? columns['ppid'] ?? columns['parent_pid']), commandLine: textOf(columns['pcmdline'] ?? columns['parent_cmdline']),
      executable: textOf(columns['ppath'] ?? columns['parent_path']), name: textOf(columns['pname'] ?? columns['parent_name']),
    },
    action: kind === 'seen' ? 'process-seen' : 'process-started',
    outcome: hasFailed(columns) ? 'failure' : 'success',
    own: ownOf(result),
  };
}

/**
 * Who started it is who logged in, where the row says it, else the account of the row; whom it runs as stands beside it where that is another.
 * `username` is the name of `uid`.
 */
function accountsOf(columns: JsonObject): Pick<ProcessSaid, 'user' | 'effective'> {
  const name = textOf(columns['username'] ?? columns['user']);
  const uid = uidOf(columns['uid']);
  const login = uidOf(columns['auid']) ?? uid;
  const as = uidOf(columns['euid']) ?? uid;
  const nameOf = (id: string | undefined): string | undefined => (id === uid ? name : undefined);
  return { user: { id: login, name: nameOf(login) }, effective: as === undefined || as === login ? undefined : { id: as, name: nameOf(as) } };
}

/** `json_cmdline` of the BPF table has the arguments apart; what was cut is in `cmdline` alone. */
function commandLine(columns: JsonObject): string | undefined {
  const list = typeof columns['json_cmdline'] === 'string' ? parsedJson(columns['json_cmdline']) : undefined;
  const args = Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
  return args.length > 0 ? commandLineOf(args) : textOf(columns['cmdline']);
}

/** `hostIdentifier` is a name or an id, as it was configured; decorations say the other. */
function hostOf({ outer, decorations }: QueryResult): { readonly name: string | undefined; readonly id: string | undefined } {
  const identifier = textOf(outer['hostidentifier']);
  const isId = identifier !== undefined && /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(identifier);
  const name = textOf(decorations['hostname'] ?? decorations['computername']);
  return { name: name ?? (isId ? undefined : identifier), id: textOf(decorations['hostuuid'] ?? decorations['uuid']) ?? (isId ? identifier : undefined) };
}

/** OpenBSM says how the call ended in `status`, BPF in `exit_code`; other tables hold what succeeded. */
function hasFailed(columns: JsonObject): boolean {
  const status = textOf(columns['status']);
  const code = callResult(columns);
  return (status !== undefined && /^\d+$/.test(status) && status !== '0') || (code !== undefined && code !== 0);
}

/** The result of the call, which only the BPF table tells: elsewhere `exit_code` is that of a process that ended. */
function callResult(columns: JsonObject): number | undefined {
  return columns['probe_error'] !== undefined || columns['ntime'] !== undefined ? wholeOf(columns['exit_code']) : undefined;
}

function ownOf(result: QueryResult): ProcessSaid['own'] {
  const { columns } = result;
  const { system } = systemOf(result);
  if (system === 'linux') return { 'linux.process.syscall': textOf(columns['syscall']), 'linux.process.login_user': uidOf(columns['auid']) };
  if (system === 'windows') return {};
  return {
    'macos.process.signing_id': textOf(columns['signing_id']), 'macos.process.team_id': textOf(columns['team_id']),
    'macos.process.audit_user': uidOf(columns['auid']),
  };
}

/** True for a record that osquery wrote, whatever the query: what the envelopes ask. */
export function isOsquery(value: JsonObject): boolean {
  return isObject(value['columns']) && typeof value['action'] === 'string';
}
