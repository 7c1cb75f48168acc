import { describe, expect, test } from 'vitest';
import { endpointExec, jamfExec, jamfSpawn } from './macos-records.ts';
import { eventOf, outcomesOf } from './records.ts';

describe('the audit trail of macOS, as Jamf writes it', () => {
  test('a spawn: the subject is the parent, the new process stands beside it', () => {
    const { dataset, time, vendorId, fields } = eventOf(jamfSpawn());
    expect(dataset).toBe('macos.process');
    expect(time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 30, 442), restNs: 0, precision: 'millisecond', zoneAssumed: false });
    expect(vendorId).toBe('FF48B7F5-0000-4000-8000-000000000001');
    expect(fields).toMatchObject({
      'event.action': 'process-started', 'event.outcome': 'success', 'user.name': 'jonas', 'user.id': '502', 'host.name': 'jonas-mbp', 'host.domain': 'halden.example', 'host.id': '5D0E2C11-7A4B-5C6D-8E9F-0A1B2C3D4E5F',
      'process.command_line': 'aws sts get-session-token --profile "halden, prod"', 'process.executable': '/opt/homebrew/bin/aws', 'process.name': 'aws', 'process.pid': 4712,
      'process.parent.executable': '/bin/zsh', 'process.parent.pid': 4711, 'process.telemetry': 'jamf', 'logon.id': '5D0E2C11-7A4B-5C6D-8E9F-0A1B2C3D4E5F/100016', 'macos.process.audit_user': 'jonas',
    });
    expect(fields['user.effective.name']).toBeUndefined();
  });
  test('the uuid that a spawn hands on is that of the child in its own events', () => {
    const spawn = eventOf(jamfSpawn()).fields;
    const next = eventOf(jamfSpawn({ exec_chain: { thread_uuid: 'AAAA0000-0000-4000-8000-000000000002' }, exec_chain_parent: { uuid: 'AAAA0000-0000-4000-8000-000000000009' } })).fields;
    expect(next['process.parent.entity_id']).toBe(spawn['process.entity_id']);
  });
  test('an exec: the subject is the process; sudo: who logged in is the user, root is what it runs as', () => {
    const { vendorId, fields } = eventOf(jamfExec());
    expect(vendorId).toBeNull();
    expect(fields).toMatchObject({
      'user.name': 'jonas', 'user.id': '502', 'user.effective.name': 'root', 'user.effective.id': '0', 'process.command_line': '/bin/cat /Users/jonas/.aws/credentials', 'process.pid': 4721,
      'process.parent.executable': '/usr/bin/sudo', 'process.parent.pid': 4720,
    });
  });
  test.each([[4_294_967_295, ''], [4_294_967_295, '-1'], [-1, '-1']])('nobody logged in (%s, %j): the account of the process is the user', (audit_id, audit_user_name) => {
    const { fields } = eventOf(jamfSpawn({}, { audit_id, audit_user_name, user_id: 0, user_name: 'root', effective_user_id: 0, effective_user_name: 'root' }));
    expect(fields).toMatchObject({ 'user.name': 'root', 'user.id': '0' });
    expect(fields['macos.process.audit_user']).toBeUndefined();
  });
  test('arguments come in the order of their numbers, ten after nine, and empty ones are kept', () => {
    const args = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [String(12 - i), i === 0 ? '' : `a${12 - i}`]));
    expect(eventOf(jamfSpawn({ exec_args: { args } })).fields['process.command_line']).toBe('a1 a2 a3 a4 a5 a6 a7 a8 a9 a10 a11 ""');
    expect(eventOf(jamfSpawn({ exec_args: { args_compiled: 'aws,s3,ls' } })).fields['process.command_line']).toBe('aws,s3,ls');
  });
  test('a device is no program', () => {
    expect(eventOf(jamfSpawn({ path: ['/dev/console'], exec_args: { args: { 1: 'xpcproxy' } } })).fields).toMatchObject({ 'process.name': 'xpcproxy' });
    expect(eventOf(jamfSpawn({ path: ['/dev/console'], exec_args: { args: { 1: 'xpcproxy' } } })).fields['process.executable']).toBeUndefined();
  });
  test('a call that failed', () => {
    expect(eventOf(jamfExec({ return: { description: 'failure: Permission denied', error: 13, return_value: -1 } })).fields).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'failure: Permission denied', 'process.exit_code': -1 });
    expect(eventOf(jamfExec({ return: undefined })).fields['event.outcome']).toBe('unknown');
  });
  test.each(['AUE_FORK', 'AUE_EXIT', 'AUE_auth_user', 'APP_METRICS', 'FILE_EVENT'])('%s is no start of a program', (event_name) => {
    expect(outcomesOf(jamfSpawn({ header: { event_name, time_seconds_epoch: 1_777_882_530 } }))).toEqual(['process/other-event']);
  });
  test.each([[undefined, 'source/no-time'], ['yesterday', 'source/invalid'], [-1, 'source/invalid']])('a time of %j', (time_seconds_epoch, reason) => {
    expect(outcomesOf(jamfSpawn({ header: { event_name: 'AUE_EXECVE', time_seconds_epoch } }))).toEqual([reason]);
  });
  test('without milliseconds the time is one of seconds', () => {
    expect(eventOf(jamfSpawn({ header: { event_name: 'AUE_EXECVE', time_seconds_epoch: 1_777_882_530 } })).time).toMatchObject({ ms: 1_777_882_530_000, precision: 'second' });
  });
});

describe('Endpoint Security', () => {
  test('an exec of Jamf Protect', () => {
    const { time, vendorId, fields } = eventOf(endpointExec());
    expect(time).toMatchObject({ ms: Date.UTC(2026, 4, 4, 8, 15, 32, 436), precision: 'millisecond', zoneAssumed: false });
    expect(vendorId).toBe('CDB31202-0000-4000-8000-000000000001');
    expect(fields).toMatchObject({
      'event.outcome': 'success', 'user.name': 'jonas', 'user.id': '502', 'host.name': 'jonas-mbp', 'host.ip': '192.168.11.20', 'host.id': '00006030-001E301C0228001C', 'organization.id': 'e20bf969-0000-4000-8000-000000000001',
      'process.command_line': '/usr/bin/security find-generic-password -wa "Chrome Safe Storage"', 'process.executable': '/usr/bin/security', 'process.pid': 4730, 'process.working_directory': '/Users/jonas',
      'process.hash.sha256': 'ab'.repeat(32), 'process.parent.executable': '/bin/zsh', 'process.parent.pid': 4711, 'process.telemetry': 'jamf', 'macos.process.signing_id': 'com.apple.security', 'macos.process.tty': '/dev/ttys006',
    });
  });
  test('without the token of the parent, the image that called exec is told', () => {
    expect(eventOf(endpointExec({}, { target: { parent_audit_token: undefined } })).fields).toMatchObject({ 'process.parent.executable': '/bin/zsh', 'process.parent.pid': 4711, 'macos.process.parent_team_id': 'EXAMPLE003' });
  });
  test('names come from the tokens, and from the environment only where nobody has become another', () => {
    const bare = { audit_token: { auid: 502, ruid: 502, euid: 502, pid: 1 }, parent_audit_token: undefined, responsible_audit_token: undefined };
    const process = { audit_token: { euid: 502 }, executable: { path: '/bin/zsh' } };
    expect(eventOf(endpointExec({ process }, { target: bare })).fields).toMatchObject({ 'user.name': 'jonas', 'user.id': '502' });
    const sudo = eventOf(endpointExec({ process }, { target: { ...bare, audit_token: { auid: 502, ruid: 0, euid: 0, pid: 1 } }, exec: { env: ['USER=root'] } })).fields;
    expect(sudo).toMatchObject({ 'user.id': '502', 'user.effective.id': '0', 'user.effective.name': 'root' });
    expect(sudo['user.name']).toBeUndefined();
    const known = eventOf(endpointExec({}, { target: { audit_token: { auid: 502, ruid: 0, euid: 0, e_username: 'root', pid: 1 } } })).fields;
    expect(known).toMatchObject({ 'user.name': 'jonas', 'user.effective.name': 'root' });
  });
  test('what was blocked is a failure; what was only notified of has run', () => {
    expect(eventOf(endpointExec({ match: { blocked: true } })).fields).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'denied' });
    expect(eventOf(endpointExec({ action_type: 0, action: { result: { result: { auth: 1 }, result_type: 0 } } })).fields['event.outcome']).toBe('failure');
    expect(eventOf(endpointExec({ action: { result: { result: { auth: 1 }, result_type: 0 } } })).fields['event.outcome']).toBe('success');
  });
  test('the time may be told in milliseconds', () => {
    expect(eventOf(endpointExec({ time: undefined, timestamp: 1_777_882_532_436 })).time).toEqual(eventOf(endpointExec()).time);
  });
  test('eslogger prints the same event, and names no host', () => {
    const { fields } = eventOf({ ...endpointExec(), host: undefined, metadata: undefined, schema_version: 1 });
    expect(fields).toMatchObject({ 'process.telemetry': 'eslogger', 'process.command_line': '/usr/bin/security find-generic-password -wa "Chrome Safe Storage"' });
    expect(fields['logon.id']).toBeUndefined();
  });
  test.each([['signal', 7], ['close', 12]])('%s is no start of a program', (name, event_type) => {
    expect(outcomesOf(endpointExec({ event: { [name]: {} }, event_type_name: undefined, event_type }))).toEqual(['process/other-event']);
  });
});
