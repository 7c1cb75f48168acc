import { describe, expect, test } from 'vitest';
import { deviceRow, inStream, inTimeline, unixDevice } from './macos-records.ts';
import { eventOf, eventsOf, outcomesOf } from './records.ts';

describe('device events of Defender', () => {
  test('a start, as a hunting query gives it', () => {
    const { dataset, time, vendorId, fields } = eventOf(deviceRow());
    expect(dataset).toBe('windows.process');
    expect(time).toEqual({ ms: Date.UTC(2026, 4, 4, 8, 15, 37, 123), restNs: 456_700, precision: 'finer', zoneAssumed: false });
    expect(vendorId).toBe('999b6fd7c532534ba50b3232fa992c38a2700001/4824/1777882537');
    expect(fields).toMatchObject({
      'user.name': 'mara', 'user.domain': 'halden', 'user.id': 'S-1-5-21-1-2-3-1104', 'host.name': 'mara-laptop', 'host.domain': 'halden.example', 'host.id': '999b6fd7c532534ba50b3232fa992c38a2700001',
      'process.command_line': '"aws.exe" sts get-caller-identity', 'process.executable': 'C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe', 'process.name': 'aws.exe', 'process.pid': 6412, 'process.parent.name': 'powershell.exe',
      'process.parent.pid': 996, 'logon.id': '999b6fd7c532534ba50b3232fa992c38a2700001/0x1605f6', 'process.telemetry': 'defender', 'windows.process.integrity': 'medium', 'windows.process.elevation': 'limited', 'windows.process.parent_user': 'halden\\mara',
    });
  });
  test('one event in every shape; only the stream names the tenant', () => {
    const { identity, vendorId } = eventOf(deviceRow());
    const { Timestamp, ...row } = deviceRow();
    const texts = Object.fromEntries(Object.entries(deviceRow()).map(([name, value]) => [name, String(value)]));
    for (const shape of [inStream(deviceRow()), { records: [inStream(deviceRow())] }, { ...row, TimeGenerated: Timestamp, TenantId: 'workspace', Type: 'DeviceProcessEvents', SourceSystem: '' }, texts,
      { Stats: {}, Schema: [], Results: [deviceRow()] }, { '@odata.context': 'x', schema: [], results: [deviceRow()] }]) {
      expect(eventsOf(shape).map((one) => [one.identity, one.vendorId])).toEqual([[identity, vendorId]]);
    }
    expect(eventOf(inStream(deviceRow())).fields['organization.id']).toBe('12345af3-0000-4000-8000-000000000001');
  });
  test('a row that says less folds into the full one: columns left out, time cut', () => {
    const { vendorId, says } = eventOf(deviceRow());
    expect(says).toBeUndefined();
    const { LogonId: _logon, SHA256: _sha256, AccountSid: _sid, ...projected } = deviceRow();
    expect(eventOf(projected)).toMatchObject({ vendorId, says: ['event.action', 'event.outcome', 'user.name'] });
    for (const Timestamp of ['5/4/2026, 8:15:37.123 AM', 'May 4, 2026 8:15:37 AM', 'May 4, 2026, 8:15:37\u202fAM']) expect(eventOf(deviceRow({ Timestamp }))).toMatchObject({ vendorId, says: ['event.action', 'event.outcome', 'user.name', 'user.id'] });
    expect(eventOf(deviceRow({ Timestamp: 'May 4, 2026 8:15:37 AM' })).time).toMatchObject({ precision: 'second', zoneAssumed: true });
    expect(eventOf(deviceRow({ Timestamp: 'May 4, 2026 12:15:37 AM' })).time.ms).toBe(Date.UTC(2026, 4, 4, 0, 15, 37));
  });
  test('the timeline of a device: blanks in the names, and milliseconds', () => {
    const { dataset, vendorId, fields } = eventOf(deviceRow());
    const row = eventOf(inTimeline(deviceRow()));
    expect(row).toMatchObject({ dataset, vendorId, time: { ms: Date.UTC(2026, 4, 4, 8, 15, 37, 123), precision: 'millisecond', zoneAssumed: false }, says: ['event.action', 'event.outcome', 'user.name', 'user.id'] });
    const { 'process.entity_id': _id, 'process.parent.entity_id': _parent, 'windows.process.user_upn': upn, 'windows.process.user_object_id': object, ...told } = fields;
    expect(row.fields).toMatchObject(told);
    expect([upn, object]).toEqual(['mara@halden.example', '6f1a0000-0000-4000-8000-000000000001']);
    expect(eventOf(inTimeline(deviceRow({ ...unixDevice, FolderPath: '/Applications/x/curl' }))).dataset).toBe('macos.process');
    expect(outcomesOf(inTimeline(deviceRow({ ActionType: 'LogonSuccess' })))).toEqual(['process/other-event']);
  });
  test.each(['May 32, 2026 8:15:37 AM', 'Foo 4, 2026 8:15:37 AM', 'May 4, 2026 13:15:37 PM'])('%s is no date', (Timestamp) => {
    expect(outcomesOf(deviceRow({ Timestamp }))).toEqual(['source/invalid']);
  });
  test('a service starts a program for somebody: it is theirs', () => {
    const { fields } = eventOf(deviceRow({ InitiatingProcessAccountDomain: 'NT AUTHORITY', InitiatingProcessAccountName: 'SYSTEM' }));
    expect(fields).toMatchObject({ 'user.name': 'mara', 'windows.process.parent_user': 'nt authority\\system' });
    expect(eventOf(deviceRow({ AccountName: '', AccountSid: null, AccountUpn: null, AccountObjectId: null, InitiatingProcessAccountName: 'Jonas' })).fields['user.name']).toBe('jonas');
  });
  test('the system by the paths', () => {
    expect(eventOf(deviceRow(unixDevice)).dataset).toBe('linux.process');
    expect(eventOf(deviceRow({ ...unixDevice, FolderPath: '/Applications/x/curl' })).dataset).toBe('macos.process');
    expect(eventOf(deviceRow({ ...unixDevice, OSPlatform: 'macOS' })).dataset).toBe('macos.process');
    expect(eventOf(deviceRow({ ...unixDevice, FolderPath: '/opt/tools' })).fields['process.executable']).toBe('/opt/tools/curl');
  });
  test.each(['OpenProcess', 'OpenProcessApiCall', 'LogonFailed', 'FileCreated', 'DpapiAccessed'])('%s is no start', (ActionType) => {
    expect(outcomesOf(deviceRow({ ActionType }))).toEqual(['process/other-event']);
    expect(outcomesOf(inStream(deviceRow({ ActionType }), 'DeviceEvents'))).toEqual(['process/other-event']);
  });
  test('tables without an action are named', () => {
    expect(outcomesOf(inStream({ DeviceId: 'd', DeviceName: 'n', PublicIP: '203.0.113.9' }, 'DeviceInfo'))).toEqual(['process/other-event']);
  });
  test('tables of identities, mail and applications are no device tables', () => {
    expect(outcomesOf(inStream({ ActionType: 'ProcessCreated', DeviceName: 'n', AccountName: 'mara' }, 'IdentityQueryEvents'))).toEqual(['source/unknown']);
    expect(outcomesOf({ ActionType: 'LogonSuccess', DeviceName: 'n', AccountName: 'mara', Application: 'Office 365', ReportId: 'r' })).toEqual(['source/unknown']);
  });
  test('no time, and one that cannot be read', () => {
    expect(outcomesOf(deviceRow({ Timestamp: null }))).toEqual(['source/no-time']);
    expect(outcomesOf(deviceRow({ Timestamp: 'noon' }))).toEqual(['source/invalid']);
  });
  test('an id that is no id: without a report there is none', () => {
    expect(eventOf(deviceRow({ ReportId: null })).vendorId).toBeNull();
  });
});
