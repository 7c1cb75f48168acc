import type { Random } from '../random.ts';
import { commandLine, fileName, type Run } from './run.ts';

const UID = 501;
/** Of Apple itself; others have a team. */
const signing = ({ path, unsigned }: Pick<Run, 'path' | 'unsigned'>) => unsigned ? { signing_id: null, team_id: null, is_platform_binary: false }
  : path.startsWith('/bin/') || path.startsWith('/usr/bin/') || path.startsWith('/System/') ? { signing_id: `com.apple.${fileName(path)}`, team_id: null, is_platform_binary: true }
    : { signing_id: fileName(path), team_id: 'HALDEN7731', is_platform_binary: false };

/** One line of Jamf Protect's telemetry (Endpoint Security, `exec`). `uuid` is the id of the event. */
export function jamfLine(run: Run, uuid: string, random: Random): string {
  const { ms, host, user, path, args, parent, cwd } = run;
  const pid = random.between(600, 98_000);
  const ppid = random.between(300, 590);
  const asid = 100_005 + host.ip.length;
  const at = new Date(ms).toISOString();
  const audit = (number: number, execPath: string) => ({ asid, auid: UID, e_username: user, egid: 20, euid: UID, exec_path: execPath, pid: number, pidversion: number * 3, rgid: 20, ruid: UID, uuid: random.uuid().toUpperCase() });
  return JSON.stringify({
    action: { result: { result: { auth: 0 }, result_type: 0 } }, action_type: 1, event: { exec: {
      args, cwd: { path: cwd, path_truncated: false }, dyld_exec_path: path, env: [`USER=${user}`, `HOME=/Users/${user}`, 'SHELL=/bin/zsh'], fds: [{ fd: 0, fdtype: 1 }, { fd: 1, fdtype: 1 }, { fd: 2, fdtype: 1 }], last_fd: 2,
      target: {
        audit_token: audit(pid, path), cdhash: random.hex(40), codesigning_flags: run.unsigned ? 0 : 570493697, executable: { path, path_truncated: false, sha1: random.hex(40), sha256: random.hex(64) }, group_id: pid,
        ...signing(run), original_ppid: ppid, parent_audit_token: audit(ppid, parent), ppid, session_id: 1, start_time: at, tty: parent.endsWith('sh') ? { path: '/dev/ttys001', path_truncated: false } : null,
      },
    } }, event_type: 9, event_type_name: 'exec', glob_seq_num: random.between(1000, 9_000_000),
    host: { hostname: host.name, ips: [host.ip], os: 'Version 14.4.1 (Build 23E224)', protectVersion: '5.5.0.6', provisioningUDID: host.id, serial: `HF${host.id.slice(0, 8)}` }, mach_time: ms * 1000,
    metadata: { product: 'Device Telemetry Stream', schemaVersion: '1.0', vendor: 'Jamf' },
    process: {
      audit_token: audit(pid, parent), cdhash: random.hex(40), executable: { path: parent, path_truncated: false, sha256: random.hex(64) }, group_id: ppid, original_ppid: ppid, ppid, session_id: 1, ...signing({ path: parent }), start_time: at,
    },
    seq_num: random.between(1, 90_000), thread: { thread_id: random.between(1000, 9_000_000), uuid: random.uuid().toUpperCase() }, time: at, uuid, version: 7,
  });
}

/** One line of osquery's results: a row that the query for process events added. */
export function osqueryLine(run: Run, random: Random): string {
  const { ms, host, user, path, args, cwd, parent } = run;
  const seconds = Math.floor(ms / 1000);
  const calendar = new Date(seconds * 1000);
  return JSON.stringify({
    name: 'pack_halden_process_events', hostIdentifier: host.name, calendarTime: `${calendar.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 $4')} UTC`, unixTime: seconds, epoch: 0, counter: random.between(1, 9000), numerics: false,
    decorations: { host_uuid: host.id, hostname: host.name, platform: 'darwin', username: user },
    columns: {
      pid: String(random.between(600, 98_000)), parent: String(random.between(300, 590)), path, cmdline: commandLine(args), cwd, uid: String(UID), euid: String(UID), auid: String(UID), gid: '20', username: user, parent_path: parent,
      time: String(seconds), platform_binary: path.startsWith('/bin/') || path.startsWith('/usr/bin/') ? '1' : '0',
    },
    action: 'added',
  });
}
