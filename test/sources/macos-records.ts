/** Records of invented hosts, in the shapes in which what watches them writes down that a program was started. `over` replaces fields; `undefined` takes them away. */
type Fields = Readonly<Record<string, unknown>>;

const uuid = '5D0E2C11-7A4B-5C6D-8E9F-0A1B2C3D4E5F';
const agent = '8c1f6a2d4b3e4f5a9d7c6b5a4e3f2d1c';
const terminal = '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal';

/** The audit trail of macOS as Jamf writes it: `jonas` spawns the AWS command line. */
export function jamfSpawn(over: Fields = {}, subject: Fields = {}): Record<string, unknown> {
  return {
    arguments: { child_PID: 4712 },
    exec_args: { args: { 1: 'aws', 2: 'sts', 3: 'get-session-token', 4: '--profile', 5: 'halden, prod' }, args_compiled: 'aws,sts,get-session-token,--profile,halden, prod' },
    exec_chain: { thread_uuid: 'AAAA0000-0000-4000-8000-000000000001' }, exec_chain_parent: { uuid: 'AAAA0000-0000-4000-8000-000000000002' },
    header: { event_id: 43_190, event_modifier: 0, event_name: 'AUE_POSIX_SPAWN', time_milliseconds_offset: 442, time_seconds_epoch: 1_777_882_530, version: 11 },
    host_info: { host_name: 'Jonas-MBP.halden.example', host_uuid: uuid, osversion: 'Version 14.2.1 (Build 23C71)', serial_number: 'C02EXAMPLE01' },
    identity: { cd_hash: '00', signer_id: 'com.apple.zsh', signer_id_truncated: false, signer_type: 1, team_id: 'EXAMPLE001', team_id_truncated: false },
    key: 'FF48B7F5-0000-4000-8000-000000000001', path: ['/opt/homebrew/bin/aws', '/opt/homebrew/bin/aws'], return: { description: 'success', error: 0, return_value: 0 },
    subject: {
      audit_id: 502, audit_user_name: 'jonas', effective_group_id: 20, effective_user_id: 502, effective_user_name: 'jonas', process_id: 4711, process_name: '/bin/zsh', responsible_process_id: 990,
      responsible_process_name: terminal, session_id: 100_016, terminal_id: { ip_address: '0.0.0.0', port: 0, type: 4 }, user_id: 502, user_name: 'jonas', ...subject,
    },
    ...over,
  };
}

/** The same trail: the process itself has become another program. */
export function jamfExec(over: Fields = {}, subject: Fields = {}): Record<string, unknown> {
  return jamfSpawn({
    arguments: undefined, exec_chain_parent: undefined, key: undefined, exec_args: { args: { 1: '/bin/cat', 2: '/Users/jonas/.aws/credentials' }, args_compiled: '/bin/cat,/Users/jonas/.aws/credentials' },
    exec_chain_child: { parent_path: '/usr/bin/sudo', parent_pid: 4720, parent_uuid: 'AAAA0000-0000-4000-8000-000000000003' },
    header: { event_id: 23, event_modifier: 0, event_name: 'AUE_EXECVE', time_milliseconds_offset: 7, time_seconds_epoch: 1_777_882_531, version: 11 }, path: ['/bin/cat', '/bin/cat'], ...over,
  }, { effective_user_id: 0, effective_user_name: 'root', user_id: 0, user_name: 'root', process_id: 4721, process_name: '/bin/cat', ...subject });
}

const token = (pid: number, path: string, over: Fields = {}): Fields =>
  ({ asid: 100_025, auid: 502, e_username: 'jonas', egid: 20, euid: 502, exec_path: path, pid, pidversion: pid * 2, rgid: 20, ruid: 502, signing_id: 'com.apple.zsh', uuid: `BBBB0000-0000-4000-8000-${String(pid).padStart(12, '0')}`, ...over });

/** Endpoint Security as Jamf Protect sends it. */
export function endpointExec(over: Fields = {}, { exec = {}, target = {} }: { readonly exec?: Fields; readonly target?: Fields } = {}): Record<string, unknown> {
  return {
    action: { result: { result: { auth: 0 }, result_type: 0 } }, action_type: 1, caid: 'e20bf969-0000-4000-8000-000000000001',
    event: {
      exec: {
        args: ['/usr/bin/security', 'find-generic-password', '-wa', 'Chrome Safe Storage'], cwd: { path: '/Users/jonas', path_truncated: false }, dyld_exec_path: '/usr/bin/security',
        env: ['USER=jonas', 'HOME=/Users/jonas'], fds: [], last_fd: 2,
        target: {
          audit_token: token(4730, '/usr/bin/security'), cdhash: '00', executable: { path: '/usr/bin/security', path_truncated: false, sha256: 'AB'.repeat(32) }, group_id: 4730, is_platform_binary: true,
          original_ppid: 4711, parent_audit_token: token(4711, '/bin/zsh'), ppid: 4711, responsible_audit_token: token(990, terminal), session_id: 4710, signing_id: 'com.apple.security',
          start_time: '2026-05-04T08:15:32.000Z', team_id: 'EXAMPLE002', tty: { path: '/dev/ttys006', path_truncated: false }, ...target,
        },
        ...exec,
      },
    },
    event_type: 9, event_type_name: 'exec', global_seq_num: 202, host: { hostname: 'Jonas-MBP', ips: ['127.0.0.1', '192.168.11.20'], os: 'Version 26.4', protectVersion: '8.13.1.2', provisioningUDID: '00006030-001E301C0228001C', serial: 'C02EXAMPLE01' },
    mach_time: 5_362_529_651_384, metadata: { product: 'Device Telemetry Stream', schemaVersion: '1.0', vendor: 'Jamf' },
    process: { audit_token: token(4730, '/bin/zsh'), executable: { path: '/bin/zsh', path_truncated: false }, ppid: 4711, signing_id: 'com.apple.zsh', team_id: 'EXAMPLE003' },
    seq_num: 190, thread: { thread_id: 1 }, time: '2026-05-04T08:15:32.436Z', uuid: 'CDB31202-0000-4000-8000-000000000001', version: 10, ...over,
  };
}

/** The audit trail of macOS as NXLog reads it. The names of arguments are those of its module; no public file holds such an event. */
export function nxlogExec(over: Fields = {}): Record<string, unknown> {
  return {
    TokenVersion: '11', EventType: 'AUE_EXECVE', EventName: 'execve(2)', EventModifier: '', EventTime: '2026-05-04 01:15:33', Path: '/usr/bin/sqlite3', ExecArg00: 'sqlite3', ExecArg01: '/Users/jonas/Library/Cookies', ExecArg02: 'select *',
    SubjectAuditID: 'jonas', SubjectUID: 'root', SubjectGID: 'wheel', SubjectRealUID: 'root', SubjectRealGID: 'wheel', SubjectPID: '4740', SubjectSID: '100016', SubjectTerminal: 'ttys001', 'SubjectTerminal.Port': '0:316',
    'SubjectTerminal.Host': '0.0.0.0', ReturnErrno: 'success', ReturnRetval: '0', Identity: '', 'Identity.SignerId': 'com.apple.zsh', 'Identity.TeamId': 'EXAMPLE001', Hostname: 'Jonas-MBP.halden.example',
    EventReceivedTime: '2026-05-04T01:15:33.761144-07:00', SourceModuleName: 'BSMmacOS', SourceModuleType: 'im_bsm', ...over,
  };
}

/** A row of a query of osquery, as the results log has it. */
export function osqueryRow(columns: Fields, over: Fields = {}): Record<string, unknown> {
  return {
    name: 'pack_halden_process_events', hostIdentifier: 'build-7.halden.example', calendarTime: 'Mon May  4 08:16:00 2026 UTC', unixTime: 1_777_882_560, epoch: 0, counter: 4, numerics: false,
    decorations: { host_uuid: uuid, username: 'console' }, columns, action: 'added', ...over,
  };
}

/** A row of `process_events`: the audit of Linux, or OpenBSM. */
export const startedColumns = {
  auid: '1000', cmdline: 'cat /home/mara/.aws/credentials', cwd: '"/home/mara"', eid: '0000001234', euid: '0', gid: '0', parent: '811', path: '/usr/bin/cat', pid: '812', syscall: 'execve', time: '1777882534', uid: '0', uptime: '77', username: 'root',
} as const;
/** A row of `es_process_events` of macOS. */
export const esColumns = {
  cmdline: 'osascript -e "display dialog"', cwd: '/Users/jonas', eid: '77', event_type: 'exec', euid: '502', exit_code: '0', parent: '4711', path: '/usr/bin/osascript', pid: '4750', pcmdline: 'zsh -l', ppath: '/bin/zsh', pname: 'zsh',
  signing_id: 'com.apple.osascript', team_id: 'EXAMPLE004', auid: '502', time: '1777882534', uid: '502', username: 'jonas', platform_binary: '1', sha256: 'cd'.repeat(32), name: 'osascript',
} as const;
/** A row of `process_etw_events` of Windows. */
export const etwColumns = {
  type: 'ProcessStart', pid: '4760', ppid: '600', session_id: '1', exit_code: '0', path: 'C:\\Windows\\System32\\cmd.exe', cmdline: '"C:\\Windows\\System32\\cmd.exe" /c whoami', username: 'HALDEN\\mara', token_elevation_type: 'TokenElevationTypeLimited',
  mandatory_label: 'S-1-16-8192', time: '1777882535', eid: '9', process_sequence_number: '4', parent_process_sequence_number: '3',
} as const;

/** An event of the Falcon Data Replicator, as it lies in the bucket. */
export function falcon(platform: 'Win' | 'Mac' | 'Lin', over: Fields = {}): Record<string, unknown> {
  const unix = { UID: '0', RUID: '501', GID: '20', SigningId: 'com.apple.curl', TeamId: '-' };
  const windows = { UserSid: 'S-1-5-21-1-2-3-1104', AuthenticationId: '293628', IntegrityLevel: '12288', TokenType: '1' };
  const program = { Win: '\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe', Mac: '/usr/bin/curl', Lin: '/usr/bin/kubectl' }[platform];
  return {
    event_simpleName: 'ProcessRollup2', name: `ProcessRollup2${platform === 'Win' ? '' : platform}V9`, aid: agent, aip: '203.0.113.40', cid: 'c1d0000000000000000000000000000a', event_platform: platform, id: `e7000000-0000-4000-8000-00000000000${platform.length}`,
    ComputerName: 'MARA-LAPTOP', UserName: 'HALDEN\\Mara', CommandLine: `${program} --token "x y"`, ImageFileName: program, ParentBaseFileName: 'zsh', RawProcessId: '4770', TargetProcessId: '488638905187012012', ParentProcessId: '488592041865603507',
    SHA256HashData: 'EF'.repeat(32), SHA1HashData: '0'.repeat(40), ProcessStartTime: '1777882536.068', ContextTimeStamp: '1777882536.071', timestamp: '1777882538235', ...(platform === 'Win' ? windows : unix), ...over,
  };
}

/** The same event as Panther's lake keeps it. */
export function inPanther(event: Record<string, unknown>): Record<string, unknown> {
  const { aid, aip, cid, event_platform, event_simpleName, id, name } = event;
  return { aid, aip, cid, event, event_platform, event_simplename: event_simpleName, fdr_event_type: event_simpleName, id, name, p_event_time: '2026-05-04 08:15:38.235', p_log_type: 'Crowdstrike.FDREvent', timestamp: '2026-05-04 08:15:38.235' };
}

/** The same event as a search of Falcon writes it down. */
export function inSearch(event: Record<string, unknown>): Record<string, unknown> {
  const numbers = ['RawProcessId', 'TargetProcessId', 'ParentProcessId', 'ProcessStartTime', 'ContextTimeStamp', 'AuthenticationId', 'IntegrityLevel'];
  return Object.fromEntries(Object.entries(event).map(([name, value]) => [numbers.includes(name) ? `${name}_decimal` : name === 'event_simpleName' ? '#event_simpleName' : name, value]));
}

/** A row of DeviceProcessEvents of Defender, as a hunting query gives it. */
export function deviceRow(over: Fields = {}): Record<string, unknown> {
  return {
    Timestamp: '2026-05-04T08:15:37.1234567Z', DeviceId: '999b6fd7c532534ba50b3232fa992c38a2700001', DeviceName: 'mara-laptop.halden.example', ActionType: 'ProcessCreated', FileName: 'aws.exe', FolderPath: 'C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe',
    SHA1: '00', SHA256: 'ab'.repeat(32), MD5: '00', ProcessId: 6412, ProcessCommandLine: '"aws.exe" sts get-caller-identity', ProcessIntegrityLevel: 'Medium', ProcessTokenElevation: 'TokenElevationTypeLimited', ProcessCreationTime: '2026-05-04T08:15:37.1200000Z',
    ProcessVersionInfoOriginalFileName: 'aws.exe', ProcessUniqueId: '77', AccountDomain: 'HALDEN', AccountName: 'Mara', AccountSid: 'S-1-5-21-1-2-3-1104', AccountUpn: 'Mara@halden.example', AccountObjectId: '6F1A0000-0000-4000-8000-000000000001', LogonId: 1_443_318, InitiatingProcessAccountDomain: 'HALDEN',
    InitiatingProcessAccountName: 'Mara', InitiatingProcessAccountSid: 'S-1-5-21-1-2-3-1104', InitiatingProcessCommandLine: 'powershell.exe -NoLogo', InitiatingProcessFileName: 'powershell.exe',
    InitiatingProcessFolderPath: 'c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe', InitiatingProcessId: 996, InitiatingProcessUniqueId: '66', ReportId: 4824, ...over,
  };
}

/** The same row as the streaming API sends it. */
export function inStream(row: Record<string, unknown>, table = 'DeviceProcessEvents'): Record<string, unknown> {
  return { Tenant: 'DefaultTenant', category: `AdvancedHunting-${table}`, operationName: 'Publish', properties: row, tenantId: '12345af3-0000-4000-8000-000000000001', time: '2026-05-04T08:20:56.3Z' };
}

/** The same row in the timeline of the device, as the portal downloads it. */
export function inTimeline(row: Record<string, unknown>): Record<string, unknown> {
  const { Timestamp, DeviceId, DeviceName, AccountUpn: _upn, AccountObjectId: _object, ProcessUniqueId: _unique, InitiatingProcessUniqueId: _parent, ...rest } = row;
  const named = Object.entries(rest).map(([name, value]) => [name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' '), value]);
  return { 'Event Time': String(Timestamp).slice(0, 23), 'Machine Id': DeviceId, 'Computer Name': DeviceName, ...Object.fromEntries(named), 'Data Type': 'Events' };
}

/** Paths of macOS and Linux in the same row. */
export const unixDevice = { FileName: 'curl', FolderPath: '/usr/bin/curl', ProcessCommandLine: 'curl https://203.0.113.7/x', InitiatingProcessFileName: 'zsh', InitiatingProcessFolderPath: '/bin/zsh', AccountDomain: 'jonas-mbp', AccountName: 'jonas', AccountSid: undefined } as const;
