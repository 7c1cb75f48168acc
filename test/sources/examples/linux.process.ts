import { auditLines, laurelRecord } from '../audit-records.ts';
import { deviceRow, falcon, inStream, osqueryRow, startedColumns, unixDevice } from '../macos-records.ts';
import { evtxDumpOf, startedOnLinux, xmlOf } from '../windows-records.ts';

const names = { 0: 'root', 1000: 'mara', 1001: 'tomcat' };
const auomsRow = {
  TenantId: '11111111-2222-4333-8444-555555555555', TimeGenerated: '2026-05-04T08:56:41Z', Computer: 'BUILD-9', Facility: 'user', SeverityLevel: 'info', ProcessName: 'auoms', HostIP: '10.20.0.9', Type: 'Syslog',
  SyslogMessage: 'type=AUOMS_EXECVE audit(1777885001.456:91): SchemaVersion="1" auoms_version=2.5.2.0 node=BUILD-9 arch=x86_64 syscall=execve syscall_r=59 success=yes exit=0 a0=7f a1=7f a2=7f a3=b ppid=1340 pid=17790 '
    + 'audit_user=unset auid=4294967295 user=tomcat uid=1001 group=tomcat gid=1001 effective_user=tomcat euid=1001 tty=(none) ses="-1" comm="bash" exe="/bin/bash" key=auoms,delete cwd="/" name="/bin/bash" nametype=NORMAL '
    + 'path_name=["/bin/bash","/lib64/ld-linux-x86-64.so.2"] argc=3 cmdline="bash -c "cat /root/.aws/credentials"" redactors= containerid=',
};
const nxlog = { EventReceivedTime: '2026-05-04T08:56:42.101000+00:00', SourceModuleName: 'LinuxAudit', SourceModuleType: 'im_linuxaudit', time: '2026-05-04T08:56:42.001000+00:00', seq: 92, Hostname: 'web-1' };

/** Events of invented hosts that between them set every field of the mapping. A text of several lines has all records of an event. */
export const examples: readonly unknown[] = [
  auditLines({ node: 'web-1.halden.example', names, euid: 0, key: 'credential-files' }).join('\n'),
  auditLines({ success: false, exit: -13, serial: 42 }).join('\n'),
  // Records were lost.
  auditLines({ serial: 43 }).filter((line) => !line.includes('EXECVE') && !line.includes('PROCTITLE')).join('\n'),
  { ...laurelRecord({ node: 'web-1', names, serial: 44, auid: 1000, uid: 0 }), PARENT_INFO: { ID: '1777884990.001:30', comm: 'bash', exe: '/usr/bin/bash', ARGV: ['-bash'] } },
  auomsRow,
  { ...nxlog, type: 'EXECVE', argc: '3', a0: 'sudo', a1: 'cat', a2: '/root/.aws/credentials' },
  { ...nxlog, seq: 93, type: 'SYSCALL', arch: 'x86_64', syscall: 'execve', success: 'yes', exit: 0, items: 2, ppid: 347327, pid: 347329, auid: 'mara', uid: 'root', euid: 'root', tty: 'pts1', ses: '2', comm: 'cat', exe: '/usr/bin/cat', key: 'priv_esc' },
  // Auditbeat; its events in the names of ECS.
  {
    '@timestamp': '2026-05-04T08:56:43.201Z', host: { name: 'web-2', id: '3f1c' }, event: { module: 'auditd', category: ['process'], action: 'executed', outcome: 'success', type: ['start'] },
    auditd: { message_type: 'syscall', sequence: 94, result: 'success', session: '7', data: { arch: 'x86_64', syscall: 'execve', exit: '0', tty: 'pts1', argc: '2' }, paths: [{ item: '0', name: '/usr/bin/cat' }] },
    process: { pid: 812, parent: { pid: 800 }, name: 'cat', executable: '/usr/bin/cat', args: ['cat', '/root/.aws/credentials'], working_directory: '/root', title: 'cat /root/.aws/credentials' },
    user: { id: '0', name: 'root', audit: { id: '1000', name: 'mara' }, effective: { id: '0', name: 'root' } }, tags: ['credential-files'],
  },
  // Sysmon for Linux, and what other products write down there.
  evtxDumpOf(startedOnLinux()), xmlOf(startedOnLinux()), osqueryRow(startedColumns), falcon('Lin'), inStream(deviceRow(unixDevice)),
];
