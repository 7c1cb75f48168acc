import { describe, expect, test } from 'vitest';
import { nxlogExec } from './macos-records.ts';
import { eventOf, outcomesOf } from './records.ts';

/** The row as the table of Sentinel has it. */
const inSentinel = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([name, value]) => (name === 'Hostname' ? ['Computer', value] : [`${name.replaceAll('.', '_')}_${name === 'EventReceivedTime' ? 't' : 's'}`, value])));

describe('the audit trail of macOS, as NXLog reads it', () => {
  test('an exec', () => {
    const { dataset, time, vendorId, fields } = eventOf(nxlogExec());
    expect([dataset, vendorId]).toEqual(['macos.process', null]);
    expect(time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 33), restNs: 0, precision: 'second', zoneAssumed: false });
    expect(fields).toMatchObject({
      'user.name': 'jonas', 'user.effective.name': 'root', 'host.name': 'jonas-mbp', 'host.domain': 'halden.example', 'process.command_line': 'sqlite3 /Users/jonas/Library/Cookies "select *"', 'process.executable': '/usr/bin/sqlite3',
      'process.pid': 4740, 'process.telemetry': 'bsm', 'event.outcome': 'success', 'macos.process.tty': 'ttys001',
    });
  });
  test('the row of Sentinel is the same event', () => {
    expect(eventOf(inSentinel(nxlogExec())).identity).toEqual(eventOf(nxlogExec()).identity);
  });
  test('a spawn names the child in an argument', () => {
    expect(eventOf(nxlogExec({ EventType: 'AUE_POSIX_SPAWN', 'Arg00.Description': 'child PID', 'Arg00.Value': '4741' })).fields).toMatchObject({ 'process.pid': 4741, 'process.parent.pid': 4740 });
  });
  test('arguments as one text, and accounts as numbers', () => {
    const { fields } = eventOf(nxlogExec({ ExecArg00: undefined, ExecArg01: undefined, ExecArg02: undefined, ExecArgs: 'ls -la', SubjectAuditID: '4294967295', SubjectRealUID: '501', SubjectUID: '501' }));
    expect(fields).toMatchObject({ 'process.command_line': 'ls -la', 'user.id': '501' });
    expect(fields['user.effective.id']).toBeUndefined();
  });
  test.each([
    ['a clock that agrees', '2026-05-04T01:15:33.761144-07:00', Date.UTC(2026, 4, 4, 8, 15, 33), false],
    ['one that was read a day later', '2026-05-05T09:00:00-07:00', Date.UTC(2026, 4, 4, 1, 15, 33), true],
    ['none', undefined, Date.UTC(2026, 4, 4, 1, 15, 33), true],
  ])('the zone of EventReceivedTime: %s', (_, EventReceivedTime, ms, zoneAssumed) => {
    expect(eventOf(nxlogExec({ EventReceivedTime })).time).toMatchObject({ ms, zoneAssumed });
  });
  test('a failure, other events, and no time', () => {
    expect(eventOf(nxlogExec({ ReturnErrno: 'failure: No such file or directory' })).fields).toMatchObject({ 'event.outcome': 'failure', 'error.code': 'failure: No such file or directory' });
    expect(outcomesOf(nxlogExec({ EventType: 'AUE_ssauthorize' }))).toEqual(['process/other-event']);
    expect(outcomesOf(nxlogExec({ EventTime: undefined }))).toEqual(['source/no-time']);
    expect(outcomesOf(nxlogExec({ EventTime: 'never' }))).toEqual(['source/invalid']);
  });
});
