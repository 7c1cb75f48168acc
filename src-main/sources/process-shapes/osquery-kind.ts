import { textOf, type JsonObject } from '../read.ts';
import type { QueryResult } from './osquery-result.ts';

/** What a row is: the start of a process, a process that was seen running, or neither, and why. */
export type RowKind = 'started' | 'seen' | { readonly why: string };

/** Columns of what a process owns or does: a row with one of them tells about that, though it may name the process too. */
const foreign = [
  'port', 'local_port', 'remote_port', 'remote_address', 'local_address', 'socket', 'family', 'fd', 'permissions', 'offset', 'target_path', 'host',
  'tty', 'device', 'address', 'key', 'command', 'watcher',
] as const;
/** Calls and kinds of events by which a program is started. */
const starts = /^(?:exec|execve|execveat|fexecve|posix_spawn|spawn|processstart)$/i;
const eventTable = /(?:process|proc|exec|execve)_?(?:etw_)?events?\b|process_events|execve/i;

/** What the columns of a row say that it is. The name of the query decides nothing but between an event and a process that runs, where its columns are in both tables. */
export function kindOf({ query, action, columns }: QueryResult): RowKind {
  if (!isProcess(columns)) return { why: 'its rows are no processes' };
  if (action === 'removed') return { why: 'the process runs no longer' };
  if (!isEvent(query, columns)) return 'seen';
  const call = textOf(columns['event_type'] ?? columns['type'] ?? columns['syscall']);
  return call === undefined || starts.test(call) ? 'started' : { why: `the event is ${call.slice(0, 40)}, which starts no program` };
}

function isProcess(columns: JsonObject): boolean {
  if (columns['pid'] === undefined) return false;
  const hasParent = columns['parent'] !== undefined || columns['ppid'] !== undefined || columns['uid'] !== undefined;
  if (columns['cmdline'] === undefined && columns['json_cmdline'] === undefined && !(columns['path'] !== undefined && hasParent)) return false;
  return !foreign.some((name) => columns[name] !== undefined);
}

/** Rows of event tables have the time or the number of the event, or what was called; `processes` has none of them. */
function isEvent(query: string, columns: JsonObject): boolean {
  return ['eid', 'event_type', 'syscall', 'auid', 'time', 'ntime', 'process_sequence_number'].some((name) => columns[name] !== undefined) || eventTable.test(query);
}
