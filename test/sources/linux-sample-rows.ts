import type { SampleRows } from '../help/sample-tables.ts';

const row = (file: string, shape: string, dataset: 'linux.process' | null, records: number, events: number, folded: number, skips: Readonly<Record<string, number>>) =>
  ({ file, shape, dataset, records, events, duplicates: 0, folded, skips });
const laurel = (name: string, lines: number) => [row(`threathunters-io__laurel__record-${name}.txt`, 'text-lines', 'linux.process', lines, 1, lines - 1, {}), row(`threathunters-io__laurel__record-${name}.json`, 'json-object', 'linux.process', 1, 1, 0, {})];

/** The samples of auditd, Laurel, auoms and NXLog on Linux: records grouped by their ids and counted by type with a script of its own. */
export const rows: SampleRows = {
  process: [
    row('elastic__go-libaudit__lost_messages.log', 'text-lines', 'linux.process', 17, 2, 8, { 'process/other-event': 7 }),
    row('elastic__go-libaudit__out_of_order.log', 'text-lines', 'linux.process', 17, 2, 8, { 'process/other-event': 7 }),
    // 186 programs were started, and 57 were not. 119 lines end behind `msg=g`.
    row('legoguy1000__beats__audit-rhel7.log', 'text-lines', 'linux.process', 2447, 243, 866, { 'process/incomplete': 2, 'process/other-event': 1217, 'source/no-time': 119 }),
    row('legoguy1000__beats__auditd_audit-cent7-node.log', 'text-lines', null, 10, 0, 0, { 'process/other-event': 10 }),
    row('legoguy1000__beats__auditd_audit-ubuntu1604.log', 'text-lines', null, 6, 0, 0, { 'process/other-event': 6 }),
    row('legoguy1000__beats__auditd_test.log', 'text-lines', 'linux.process', 15, 2, 0, { 'process/incomplete': 2, 'process/other-event': 11 }),
    // EXECVE records alone, of two events.
    row('legoguy1000__integrations__test-truncated-execve.log', 'text-lines', 'linux.process', 4, 2, 2, {}),
    ...laurel('execve', 7), ...laurel('execve-long', 9), ...laurel('perl-reverse-shell', 8), ...laurel('weblogic', 6),
    // 24 lines are remarks.
    row('threathunters-io__laurel__shell-proc-trace.txt', 'text-lines', 'linux.process', 63, 4, 25, { 'process/other-event': 10, 'source/unknown': 24 }),
    row('Azure__Azure-Sentinel__NXLog_LinuxAudit_CL.json', 'json-array', 'linux.process', 11, 3, 0, { 'process/incomplete': 2, 'process/other-event': 6 }),
    row('OTRF__Security-Datasets__syslog_auoms_auditd_log4shell_cve2021_44228_jndi_reference_2022-05-11181020.json', 'json-lines', 'linux.process', 50, 50, 0, {}),
  ],
};
