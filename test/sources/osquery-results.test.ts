import { describe, expect, test } from 'vitest';
import { esColumns, etwColumns, osqueryRow, startedColumns } from './macos-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

const running = { cmdline: 'kubectl get secrets', euid: '1000', name: 'kubectl', parent: '811', path: '/usr/bin/kubectl', pid: '812', uid: '1000', username: 'Mara' };

describe('rows of event tables are starts', () => {
  test('process_events of Linux: who logged in is the user, root what it runs as', () => {
    const { dataset, time, vendorId, fields } = eventOf(osqueryRow(startedColumns));
    expect(dataset).toBe('linux.process');
    expect(time).toMatchObject({ ms: 1_777_882_534_000, precision: 'second', zoneAssumed: false });
    expect(vendorId).toBe('5D0E2C11-7A4B-5C6D-8E9F-0A1B2C3D4E5F/0000001234');
    expect(fields).toMatchObject({
      'event.action': 'process-started', 'user.id': '1000', 'user.effective.id': '0', 'user.effective.name': 'root', 'linux.process.login_user': '1000', 'host.name': 'build-7', 'host.domain': 'halden.example', 'host.id': '5D0E2C11-7A4B-5C6D-8E9F-0A1B2C3D4E5F',
      'process.command_line': 'cat /home/mara/.aws/credentials', 'process.executable': '/usr/bin/cat', 'process.pid': 812, 'process.parent.pid': 811, 'process.telemetry': 'osquery',
    });
    // Who sits at the console started nothing.
    expect(Object.values(fields)).not.toContain('console');
  });
  test('es_process_events of macOS, process_etw_events of Windows', () => {
    expect(eventOf(osqueryRow(esColumns))).toMatchObject({ dataset: 'macos.process', fields: { 'user.name': 'jonas', 'process.parent.command_line': 'zsh -l', 'macos.process.signing_id': 'com.apple.osascript' } });
    expect(eventOf(osqueryRow(etwColumns))).toMatchObject({ dataset: 'windows.process', fields: { 'user.name': 'mara', 'user.domain': 'halden', 'process.parent.pid': 600, 'process.name': 'cmd.exe' } });
  });
  test('sudo on a Mac: who logged in is the user', () => {
    expect(eventOf(osqueryRow({ ...esColumns, uid: '0', euid: '0', username: 'root' })).fields).toMatchObject({ 'user.id': '502', 'user.effective.id': '0', 'user.effective.name': 'root', 'macos.process.audit_user': '502' });
  });
  test('BPF has the arguments apart, and tells how the call ended', () => {
    const bpf = { pid: '9', parent: '8', uid: '1000', syscall: 'exec', path: '/usr/bin/ls', cmdline: 'ls a b', json_cmdline: '["ls","a b"]', exit_code: '0', probe_error: '0', ntime: '1', time: '1777882534', eid: '3' };
    expect(eventOf(osqueryRow(bpf)).fields).toMatchObject({ 'process.command_line': 'ls "a b"', 'event.outcome': 'success', 'process.exit_code': 0 });
    expect(eventOf(osqueryRow({ ...bpf, exit_code: '-2' })).fields['event.outcome']).toBe('failure');
  });
  test.each([[esColumns, { event_type: 'fork' }], [esColumns, { event_type: 'exit' }], [etwColumns, { type: 'ProcessStop' }], [startedColumns, { syscall: 'clone' }]])('what starts no program', (columns, over) => {
    expect(outcomesOf(osqueryRow({ ...columns, ...over }))).toEqual(['process/other-event']);
  });
});

describe('rows of processes are seen running', () => {
  test('the time is that of the query, or of the start where the row has it', () => {
    const { time, vendorId, fields } = eventOf(osqueryRow(running, { name: 'pack_halden_whatever' }));
    expect(fields).toMatchObject({ 'event.action': 'process-seen', 'user.name': 'mara', 'process.name': 'kubectl' });
    expect(fields['user.effective.id']).toBeUndefined();
    expect([time.ms, vendorId]).toEqual([1_777_882_560_000, null]);
    expect(eventOf(osqueryRow({ ...running, start_time: '1777880000' }, { name: 'p' })).time.ms).toBe(1_777_880_000_000);
    expect(eventOf(osqueryRow({ ...running, start_time: '-1' }, { name: 'p' })).time.ms).toBe(1_777_882_560_000);
  });
  test('one that is gone was not started', () => {
    expect(outcomesOf(osqueryRow(running, { name: 'p', action: 'removed' }))).toEqual(['process/other-event']);
  });
  test('calendarTime where unixTime is not there, with one digit for the day too', () => {
    expect(eventOf(osqueryRow(running, { name: 'p', unixTime: undefined })).time).toMatchObject({ ms: 1_777_882_560_000, zoneAssumed: false });
    expect(eventOf(osqueryRow(running, { name: 'p', unixTime: '1777882560' })).time.ms).toBe(1_777_882_560_000);
    expect(outcomesOf(osqueryRow(running, { name: 'p', unixTime: undefined, calendarTime: undefined }))).toEqual(['source/no-time']);
    expect(outcomesOf(osqueryRow(running, { name: 'p', unixTime: 'soon' }))).toEqual(['source/invalid']);
  });
});

test.each([
  ['shell_history', { command: 'aws s3 ls', uid: '1000', username: 'mara' }], ['listening_ports', { path: '/usr/sbin/sshd', pid: '1', port: '22', protocol: '6', family: '2', fd: '3', socket: '4' }],
  ['process_memory', { path: '/usr/lib/x.so', pid: '1', permissions: 'r--p', offset: '0', start: '0x0', end: '0x1' }], ['logged_in_users', { cmdline: 'sshd', cwd: '/', host: '10.0.3.1', name: 'sshd', pid: '1', time: '1777882534', tty: 'pts/0', user: 'mara' }],
  ['osquery_info', { pid: '1', version: '5', start_time: '1', watcher: '1' }], ['matches', { path: '/Users/mara/x', pid: 1, name: 'x' }],
])('%s tells of no start, and names its query', (name, columns) => {
  expect(outcomesOf(osqueryRow(columns, { name }))).toEqual(['process/other-event']);
});

describe('the system of a row', () => {
  test.each([
    ['a decoration', running, { decorations: { platform: 'darwin' } }, 'macos.process'], ['another name for Linux', running, { decorations: { os_name: 'Ubuntu' } }, 'linux.process'],
    ['a decoration beside the row', running, { decorations: undefined, platform: 'windows' }, 'windows.process'],
    ['a path', { ...running, path: 'C:\\x.exe' }, {}, 'windows.process'], ['a path of macOS', { ...running, path: '/Applications/x' }, {}, 'macos.process'],
    ['the name of the pack', running, { name: 'pack_osx-attacks_x' }, 'macos.process'], ['nothing at all', running, {}, 'linux.process'],
  ])('by %s', (_, columns, over, dataset) => {
    expect(eventOf(osqueryRow(columns, { name: 'p', ...over })).dataset).toBe(dataset);
  });
});

describe('one event in every shape', () => {
  const [first, second] = [running, { ...running, pid: '813' }];
  const line = (columns: Record<string, unknown>, action = 'added') => osqueryRow(columns, { name: 'p', action });
  const { columns: _columns, action: _action, ...around } = line(first);
  const told = [first, second].map((columns) => eventOf(line(columns)).identity);

  test.each([
    ['a batch', { ...around, diffResults: { added: [first, second], removed: [] } }], ['a snapshot', { ...around, action: 'snapshot', snapshot: [first, second] }],
    ['the body that is sent to a server', { node_key: 'k', log_type: 'result', data: [line(first), line(second)] }],
    ['_raw', [line(first), line(second)].map((one) => ({ _raw: JSON.stringify(one), _time: 1 }))],
  ])('%s', (_, value) => {
    expect((Array.isArray(value) ? value.flatMap((one) => eventsOf(one)) : eventsOf(value)).map(({ identity }) => identity)).toEqual(told);
  });
  test('Filebeat', () => {
    const { name, hostIdentifier, calendarTime, unixTime, decorations, columns, action } = line(first);
    expect(eventOf({ '@timestamp': '2026-05-04T08:16:05Z', osquery: { result: { name, host_identifier: hostIdentifier, calendar_time: calendarTime, unix_time: unixTime, decorations, columns, action } } }).identity).toEqual(told[0]);
  });
  test('what a batch says is gone, and one without rows', () => {
    expect(outcomesOf({ ...around, diffResults: { removed: [first], added: [] } })).toEqual(['process/other-event']);
    expect(outcomesOf({ ...around, diffResults: { removed: [], added: [] } })).toEqual(['envelope/empty']);
    expect(outcomesOf({ ...around, action: 'snapshot', snapshot: [] })).toEqual(['envelope/empty']);
  });
  test('an identifier that is a UUID is the id of the host', () => {
    const { fields } = eventOf(osqueryRow(running, { name: 'p', hostIdentifier: '40443dd9-5b21-a345-8f89-aadde84c3719', decorations: { hostname: 'Build-7' } }));
    expect(fields).toMatchObject({ 'host.id': '40443dd9-5b21-a345-8f89-aadde84c3719', 'host.name': 'build-7' });
  });
});
