import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSource, referenceIn } from '../../src-main/sources/index.ts';
import { oktaRecord } from './okta-records.ts';
import { trailRecord } from './records.ts';

const told = (value: unknown) => referenceIn(value)?.facts ?? [];
const ms = (text: string) => Date.parse(text);

describe('the credential report of IAM', () => {
  const row = {
    user: 'j.doe', arn: 'arn:aws:iam::111122223333:user/j.doe', user_creation_time: '2024-02-01T09:00:00+00:00', password_enabled: 'false', password_last_used: 'N/A', mfa_active: 'true',
    access_key_1_active: 'true', access_key_1_last_rotated: '2026-05-01T10:00:00+00:00', access_key_1_last_used_date: 'N/A', access_key_1_last_used_region: 'N/A', access_key_1_last_used_service: 'N/A',
    access_key_2_active: 'false', access_key_2_last_rotated: 'N/A',
  };
  test('an account, and a key for each that there is', () => {
    expect(told(row).map(({ kind, user, organization, fromMs, label }) => [kind, user, organization, fromMs, label])).toEqual([
      ['account', 'j.doe', '111122223333', ms('2024-02-01T09:00:00Z'), 'j.doe'], ['key', 'j.doe', '111122223333', ms('2026-05-01T10:00:00Z'), 'access key 1'],
    ]);
    expect(told(row)[0]!.detail).toEqual({ arn: row.arn, 'password enabled': 'false', 'MFA active': 'true' });
  });
  test('the root account is root, as in the logs', () => {
    expect(told({ ...row, user: '<root_account>' })[0]).toMatchObject({ user: 'root' });
  });
});

describe('EC2', () => {
  const instance = {
    InstanceId: 'i-0abc', LaunchTime: '2026-04-01T06:00:00+00:00', PublicIpAddress: '203.0.113.9', PrivateIpAddress: '10.0.1.5', State: { Name: 'running' }, IamInstanceProfile: { Arn: 'arn:aws:iam::111122223333:instance-profile/web' },
    Tags: [{ Key: 'Name', Value: 'web 1' }], NetworkInterfaces: [{ Association: { PublicIp: '203.0.113.9' }, PrivateIpAddress: '10.0.1.5', Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }] }],
  };
  test('describe-instances: a fact per address, from the launch on', () => {
    const facts = told({ Reservations: [{ OwnerId: '111122223333', Instances: [instance] }] });
    expect(facts.map(({ ip }) => ip)).toEqual(['203.0.113.9', '10.0.1.5', '2001:db8::5']);
    expect(facts[0]).toMatchObject({ kind: 'instance', instance: 'i-0abc', organization: '111122223333', fromMs: ms('2026-04-01T06:00:00Z'), toMs: null, label: 'i-0abc web 1', detail: { 'instance profile': 'web', state: 'running' } });
  });
  test('a reservation or an instance by itself is the same', () => {
    expect(told({ OwnerId: '111122223333', Instances: [instance] })).toEqual(told({ Reservations: [{ OwnerId: '111122223333', Instances: [instance] }] }));
    expect(told(instance)).toHaveLength(3);
  });
  test('one that was ended had its addresses until then', () => {
    expect(told({ ...instance, State: { Name: 'terminated' }, StateTransitionReason: 'User initiated (2026-05-04 08:15:30 GMT)' })[0]).toMatchObject({ toMs: ms('2026-05-04T08:15:30Z') });
  });
  test('describe-addresses', () => {
    expect(told({ Addresses: [{ PublicIp: '203.0.113.20', AllocationId: 'eipalloc-1', InstanceId: 'i-0abc', NetworkInterfaceOwnerId: '111122223333' }] })).toMatchObject([{ kind: 'address', ip: '203.0.113.20', instance: 'i-0abc', label: 'Elastic IP of i-0abc' }]);
  });
});

describe('directories', () => {
  test('users and devices of Entra', () => {
    expect(told({ id: 'u1', displayName: 'Mara Sørby', userPrincipalName: 'Mara@Halden.example', createdDateTime: '2023-01-01T00:00:00Z', accountEnabled: true })).toMatchObject([{ kind: 'account', user: 'mara@halden.example', detail: { enabled: 'true' } }]);
    expect(told({ deviceId: 'd-1', displayName: 'LT-7', operatingSystem: 'Windows', isManaged: true, registrationDateTime: '2026-01-01T00:00:00Z', registeredOwners: [{ userPrincipalName: 'mara@halden.example' }] })).toMatchObject([
      { kind: 'device', device: 'd-1', host: 'lt-7', user: 'mara@halden.example', detail: { managed: 'true', system: 'Windows' } },
    ]);
  });
  test('users and devices of Okta', () => {
    expect(told({ id: '00u1', status: 'DEPROVISIONED', created: '2024-01-01T00:00:00.000Z', statusChanged: '2026-05-04T00:00:00.000Z', profile: { login: 'mara@halden.example', firstName: 'Mara', lastName: 'Sørby' } })).toMatchObject([
      { kind: 'account', user: 'mara@halden.example', toMs: ms('2026-05-04T00:00:00Z'), label: 'Mara Sørby' },
    ]);
    expect(told({ id: 'guo1', status: 'ACTIVE', created: '2024-01-01T00:00:00.000Z', profile: { displayName: 'LT-7', platform: 'MACOS' }, _embedded: { users: [{ user: { profile: { login: 'Mara@halden.example' } } }] } })).toMatchObject([{ kind: 'device', device: 'guo1', user: 'mara@halden.example' }]);
  });
  test('groups and applications are none', () => {
    expect(referenceIn({ id: '00g1', created: '2024-01-01T00:00:00.000Z', lastUpdated: '2024-01-01T00:00:00.000Z', profile: { name: 'Everyone' }, _links: {} })).toBeUndefined();
  });
});

describe('tables', () => {
  test.each([
    { user: 'J.Doe', ip: '198.51.100.7', from: '2026-05-04T08:00:00Z', to: '2026-05-04T17:00:00Z' },
    { Username: 'j.doe', 'Assigned IP': '198.51.100.7', 'Connect Time': '2026-05-04 08:00:00', 'Disconnect Time': '2026-05-04 17:00:00', Gateway: 'vpn-1' },
    { account: 'j.doe', virtual_ip: '198.51.100.7', start_time: '1777881600', end_time: '1777914000' },
  ])('who had which address, in the words of whatever tool: %j', (row) => {
    expect(told(row)).toMatchObject([{ kind: 'assignment', user: 'j.doe', ip: '198.51.100.7', fromMs: ms('2026-05-04T08:00:00Z'), toMs: ms('2026-05-04T17:00:00Z') }]);
  });
  test('travels are of whole days where they are dates', () => {
    expect(told({ user: 'j.doe', country: 'nl', from: '2026-05-04', to: '2026-05-06' })).toMatchObject([{ kind: 'travel', country: 'NL', fromMs: ms('2026-05-04T00:00:00Z'), toMs: ms('2026-05-07T00:00:00Z') }]);
  });
  test.each([
    [{ user: 'j.doe', country: 'Holland', from: '2026-05-04', to: '2026-05-06' }, /two letters/],
    [{ user: 'j.doe', ip: '198.51.100.7', from: 'yesterday', to: '' }, /^from: /],
    [{ user: 'j.doe', ip: '198.51.100.7', from: '2026-05-06T00:00:00Z', to: '2026-05-04T00:00:00Z' }, /ends before/],
    [{ user: 'j.doe', ip: '', from: '2026-05-06T00:00:00Z', to: '' }, /no address/],
  ])('a row that cannot be read says why: %j', (row, problem) => {
    expect(referenceIn(row)?.problem).toMatch(problem);
  });
  test('a log of sign-ins has users, addresses and times too, and is none', () => {
    expect(referenceIn({ user: 'j.doe', ip: '198.51.100.7', start: '2026-05-04T08:00:00Z', result: 'success' })).toBeUndefined();
    expect(referenceIn({ user: 'j.doe', ip: '198.51.100.7' })).toBeUndefined();
  });
});

test('events are never taken for reference data', () => {
  for (const record of [trailRecord(), oktaRecord()]) {
    expect('source' in chooseSource({ value: record, path: null, envelope: null })).toBe(true);
    expect(referenceIn(record)).toBeUndefined();
  }
});
test('any value may be asked about', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => { referenceIn(value); }), { numRuns: 300 });
  const names = ['user', 'ip', 'from', 'to', 'country', 'Reservations', 'Instances', 'OwnerId', 'Addresses', 'PublicIp', 'Domain', 'userPrincipalName', 'id', 'displayName', 'deviceId', 'status', 'created', 'profile', 'arn', 'user_creation_time', 'access_key_1_active', 'InstanceId', 'LaunchTime'];
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.constant({ login: 'x', platform: 'y' }), fc.constant('2026-05-04T08:00:00Z'))), (value) => {
    for (const fact of referenceIn(value)?.facts ?? []) expect(fact.fromMs === null || Number.isFinite(fact.fromMs)).toBe(true);
  }), { numRuns: 500 });
});
