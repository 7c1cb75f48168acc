import { describe, expect, test } from 'vitest';
import { falcon, inPanther, inSearch } from './macos-records.ts';
import { eventOf, outcomesOf } from './records.ts';

describe('Falcon Data Replicator', () => {
  test('a start on Windows', () => {
    const { dataset, time, vendorId, fields } = eventOf(falcon('Win'));
    expect(dataset).toBe('windows.process');
    expect(time).toEqual({ ms: 1_777_882_536_071, restNs: 0, precision: 'millisecond', zoneAssumed: false });
    expect(vendorId).toBe('e7000000-0000-4000-8000-000000000003');
    expect(fields).toMatchObject({
      'user.name': 'mara', 'user.domain': 'halden', 'user.id': 'S-1-5-21-1-2-3-1104', 'host.name': 'mara-laptop', 'host.id': '8c1f6a2d4b3e4f5a9d7c6b5a4e3f2d1c', 'host.ip': '203.0.113.40', 'organization.id': 'c1d0000000000000000000000000000a',
      'process.executable': '\\Device\\HarddiskVolume3\\Windows\\System32\\cmd.exe', 'process.name': 'cmd.exe', 'process.pid': 4770, 'process.entity_id': '8c1f6a2d4b3e4f5a9d7c6b5a4e3f2d1c/488638905187012012',
      'process.parent.entity_id': '8c1f6a2d4b3e4f5a9d7c6b5a4e3f2d1c/488592041865603507', 'process.parent.name': 'zsh', 'process.hash.sha256': 'ef'.repeat(32), 'logon.id': '8c1f6a2d4b3e4f5a9d7c6b5a4e3f2d1c/0x47afc',
      'process.telemetry': 'crowdstrike', 'windows.process.integrity': 'high',
    });
  });
  test.each([['Mac', 'macos.process'], ['Lin', 'linux.process']] as const)('%s', (platform, dataset) => {
    expect(eventOf(falcon(platform))).toMatchObject({ dataset, fields: { 'user.id': '501', 'user.effective.id': '0' } });
  });
  test('the system by the path where no platform is told', () => {
    expect(eventOf(falcon('Lin', { event_platform: undefined })).dataset).toBe('linux.process');
    expect(eventOf(falcon('Mac', { event_platform: undefined, ImageFileName: '/Applications/x' })).dataset).toBe('macos.process');
    expect(eventOf(falcon('Win', { event_platform: undefined })).dataset).toBe('windows.process');
  });
  test.each(['Win', 'Mac', 'Lin'] as const)('one event in every shape: %s', (platform) => {
    const { identity, vendorId } = eventOf(falcon(platform));
    for (const shape of [inPanther(falcon(platform)), inSearch(falcon(platform)), { _raw: JSON.stringify(falcon(platform)) }, { message: JSON.stringify(falcon(platform)) }, { event: falcon(platform), sourcetype: 'crowdstrike:events:sensor' }]) {
      expect(eventOf(shape)).toMatchObject({ identity, vendorId });
    }
  });
  test.each([
    [{ ContextTimeStamp: undefined }, 1_777_882_536_068], [{ ContextTimeStamp: '', ProcessStartTime: undefined }, 1_777_882_538_235],
  ])('the time where the better one is missing: %j', (over, ms) => {
    expect(eventOf(falcon('Win', over)).time.ms).toBe(ms);
  });
  test('no time, and one that cannot be read', () => {
    expect(outcomesOf(falcon('Win', { ContextTimeStamp: undefined, ProcessStartTime: undefined, timestamp: undefined }))).toEqual(['source/no-time']);
    expect(outcomesOf(falcon('Win', { ContextTimeStamp: 'noon' }))).toEqual(['source/invalid']);
  });
  test('a process that ran before the sensor did was seen', () => {
    expect(eventOf(falcon('Win', { event_simpleName: 'SyntheticProcessRollup2' })).fields['event.action']).toBe('process-seen');
    expect(eventOf(falcon('Mac', { event_simpleName: 'ProcessRollup2MacV9' })).fields['event.action']).toBe('process-started');
  });
  test.each(['DnsRequest', 'NetworkConnectIP4', 'UserLogon', 'EndOfProcess', 'ProcessRollup2Stats', 'CommandHistory'])('%s is no start', (event_simpleName) => {
    expect(outcomesOf(falcon('Win', { event_simpleName }))).toEqual(['process/other-event']);
  });
  test('zeros are no hash, and a dash is no team', () => {
    const { fields } = eventOf(falcon('Mac', { SHA256HashData: '0'.repeat(64) }));
    expect([fields['process.hash.sha256'], fields['macos.process.team_id']]).toEqual([undefined, undefined]);
  });
});
