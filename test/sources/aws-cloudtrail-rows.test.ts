import { describe, expect, test } from 'vitest';
import { chooseSource, unwrap } from '../../src-main/sources/index.ts';
import { eventOf, outcomesOf, roleIdentity, trailRecord } from './records.ts';

const full = trailRecord({
  userIdentity: roleIdentity, eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', readOnly: false, eventCategory: 'Management',
  requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Deploy', roleSessionName: 'a, b=c}' },
  responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEISSUED001' }, assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/x' } },
  resources: [{ ARN: 'arn:aws:iam::111122223333:role/Deploy', accountId: '111122223333', type: 'AWS::IAM::Role' }],
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'sts.eu-west-1.amazonaws.com' },
});
const bare = eventOf(full);

/** As Presto writes a row: names in lower case, nothing quoted. */
function struct(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return `[${value.map(struct).join(', ')}]`;
  if (typeof value !== 'object') return String(value);
  return `{${Object.entries(value).map(([name, inner]) => `${name.toLowerCase()}=${struct(inner)}`).join(', ')}}`;
}

/** The record as a row of Athena's table: identity, TLS details and resources are structs, requests and responses JSON. */
function athena(record: Readonly<Record<string, unknown>>): Record<string, string> {
  const structs = ['userIdentity', 'tlsDetails', 'resources'];
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(),
    value === null || value === undefined ? '' : structs.includes(name) ? struct(value) : typeof value === 'object' ? JSON.stringify(value) : String(value)]));
}

describe('Athena and CloudTrail Lake', () => {
  test('a whole row has the fields of the record', () => {
    const row = eventOf(athena({ ...full, errorCode: null }));
    expect(row.fields).toEqual(bare.fields);
    expect(row.time).toEqual(bare.time);
    expect(row.identity).toEqual(bare.identity);
    expect([bare.says, row.says?.includes('error.code'), row.says?.includes('user.id')]).toEqual([undefined, true, true]);
  });
  test('Lake: times without a zone are UTC, parameters are a map', () => {
    const lake = {
      ...athena({ ...full, errorCode: null }), eventtime: '2026-05-04 08:15:30.000',
      requestparameters: '{roleArn=arn:aws:iam::111122223333:role/Deploy, roleSessionName=a, b=c}}',
      responseelements: '{credentials={"accessKeyId":"ASIAEXAMPLEISSUED001"}, assumedRoleUser={"arn":"arn:aws:sts::111122223333:assumed-role/Deploy/x"}}',
      useridentity: struct(roleIdentity).replace('2026-05-04T07:59:00Z', '2026-05-04 07:59:00.000'),
    };
    const row = eventOf(lake);
    expect(row.fields).toEqual(bare.fields);
    expect(row.time).toEqual(bare.time);
  });
  test('a query for some columns says only those', () => {
    const row = eventOf({ eventid: 'ev-1', eventtime: '2026-05-04T08:15:30Z', eventname: 'AssumeRole', eventsource: 'sts.amazonaws.com', sourceipaddress: '203.0.113.9', arn: String(roleIdentity.arn) });
    expect(row.says).toEqual(['event.action', 'service.name', 'source.ip', 'user.id']);
    expect(row.fields).toMatchObject({ 'user.id': roleIdentity.arn, 'user.name': 'Developer' });
    expect(row.fields['event.outcome'], 'no column says whether it failed').toBe('unknown');
  });
  test('names that a query gives to parts of the identity', () => {
    const row = { eventname: 'ListBuckets', eventsource: 's3.amazonaws.com', eventtime: '2026-05-04T08:15:30Z', 'useridentity.accesskeyid': 'AKIA1', useridentity_username: 'mara' };
    expect(eventOf(row).fields).toMatchObject({ 'credential.id': 'AKIA1', 'user.name': 'mara' });
  });
  test('a struct that was cut is refused, not guessed', () => {
    expect(outcomesOf({ ...athena(full), useridentity: struct(roleIdentity).slice(0, 200) })).toEqual(['source/invalid']);
  });
  test('JSON of a lake that keeps the identity as text, JSON or struct', () => {
    const lower = Object.fromEntries(Object.entries(full).map(([name, value]) => [name.toLowerCase(), value]));
    for (const useridentity of [struct(roleIdentity), JSON.stringify(roleIdentity)]) expect(eventOf({ ...lower, useridentity })).toEqual(bare);
  });
  test('JSON records with null or text identities stay records', () => {
    expect(eventOf(trailRecord({ userIdentity: null })).says).toBeUndefined();
    expect(eventOf(trailRecord({ userIdentity: 'mara' })).says).toBeUndefined();
  });
});

describe('a console event history', () => {
  const row = {
    'User name': 'jonas@halden.example', 'AWS access key': 'ASIAEXAMPLEJONAS0001', 'Event time': '2026-05-04T08:15:30Z', 'Event source': 'sts.amazonaws.com', 'Event name': 'AssumeRole', 'AWS region': 'eu-west-1',
    'Source IP address': '203.0.113.9', 'User agent': 'aws-cli/2.15.30 Python/3.11.8', 'Error code': '', Resources: '[{"resourceType":"AWS::IAM::Role","resourceName":"arn:aws:iam::111122223333:role/Deploy"}]',
    'Request ID': 'req-1', 'Event ID': 'ev-1', 'Read-only': 'FALSE', 'Event type': 'AwsApiCall', 'Recipient Account Id': '11122223333', 'Event category': 'Management',
  };
  test('gives what it has', () => {
    const event = eventOf(row);
    expect(event.fields).toMatchObject({
      'user.name': 'jonas@halden.example', 'credential.id': 'ASIAEXAMPLEJONAS0001', 'cloud.account.id': '011122223333', 'event.access': 'write', 'event.outcome': 'success',
      'target.type': ['AWS::IAM::Role'], 'target.id': ['arn:aws:iam::111122223333:role/Deploy'], 'transaction.id': 'req-1', 'session.id': 'ASIAEXAMPLEJONAS0001',
    });
    expect(event.time).toEqual(bare.time);
    expect(event.vendorId).toBe(bare.vendorId);
    expect(event.fields['user.id']).toBeUndefined();
    expect(event.says).not.toContain('user.name');
  });
  test('without the column of keys, as older downloads are', () => {
    const { 'AWS access key': _gone, ...older } = row;
    expect(eventOf(older).says).toEqual(['event.action', 'service.name', 'cloud.region', 'source.ip', 'user_agent.original', 'event.access', 'error.code', 'cloud.account.id']);
  });
  test('a sign-in has no result in it', () => {
    expect(eventOf({ ...row, 'Event name': 'ConsoleLogin', 'Event source': 'signin.amazonaws.com', 'Event type': 'AwsConsoleSignIn', Resources: '[]' }).fields['event.outcome']).toBe('unknown');
  });
  test('is recognised, with its reason', () => {
    const choice = chooseSource({ value: row, path: null, envelope: null });
    expect(choice).toMatchObject({ recognition: { confidence: 0.98, reason: expect.stringContaining('console event history') as string } });
  });
  test('resources that are no JSON', () => expect(outcomesOf({ ...row, Resources: '[{"cut' })).toEqual(['source/invalid']));
});

describe('Microsoft Sentinel', () => {
  const row = {
    'TimeGenerated [UTC]': '5/4/2026, 8:15:30.000 AM', AwsEventId: 'ev-1', EventVersion: '1.10', EventName: 'AssumeRole', EventSource: 'sts.amazonaws.com', EventTypeName: 'AwsApiCall', Category: 'Management', AWSRegion: 'eu-west-1',
    SourceIpAddress: '203.0.113.9', UserAgent: 'aws-cli/2.15.30 Python/3.11.8', ErrorCode: '', ReadOnly: 'false', RecipientAccountId: '111122223333', AwsRequestId_: 'req-1', Type: 'AWSCloudTrail',
    RequestParameters: JSON.stringify(full['requestParameters']), ResponseElements: JSON.stringify(full['responseElements']), Resources: JSON.stringify(full['resources']),
    UserIdentityType: 'AssumedRole', UserIdentityPrincipalid: roleIdentity.principalId, UserIdentityArn: roleIdentity.arn, UserIdentityAccountId: roleIdentity.accountId, UserIdentityAccessKeyId: roleIdentity.accessKeyId,
    SessionCreationDate: roleIdentity.sessionContext.attributes.creationDate, SessionMfaAuthenticated: 'false', SessionIssuerType: 'Role', SessionIssuerPrincipalId: 'AROAEXAMPLEDEV',
    SessionIssuerArn: roleIdentity.sessionContext.sessionIssuer.arn, SessionIssuerAccountId: roleIdentity.accountId, SessionIssuerUserName: 'Developer',
    TlsVersion_: 'TLSv1.3', CipherSuite_: 'TLS_AES_128_GCM_SHA256', ClientProvidedHostHeader_: 'sts.eu-west-1.amazonaws.com',
  };
  test.each([['the portal', row], ['an export, with flags', { ...row, 'TimeGenerated [UTC]': undefined, TimeGenerated: '2026-05-04T08:15:30Z', ReadOnly: false }]])('a row of %s has the fields of the record', (_, value) => {
    const event = eventOf(value);
    expect(event.fields).toEqual(bare.fields);
    expect([event.time, event.identity]).toEqual([bare.time, bare.identity]);
    expect(event.says).toContain('user.id');
    expect(chooseSource({ value, path: null, envelope: null })).toMatchObject({ recognition: { confidence: 0.98 } });
  });
});

describe('Splunk and Logs Insights', () => {
  const text = JSON.stringify(full);
  test.each([
    ['_raw beside its fields', { _raw: text, _time: '2026-05-04T08:15:30.000+0000', eventName: 'AssumeRole', 'userIdentity.arn': 'x', host: 'h', source: 's' }, '_raw'],
    ['@message beside its fields', { '@timestamp': '2026-05-04 08:16:01.000', '@message': text, eventName: 'AssumeRole', '@logStream': 's', '@ptr': 'p' }, '@message'],
    ['@message that the JSON download has parsed', { '@timestamp': '2026-05-04 08:16:01.000', '@message': full }, '@message'],
  ])('%s: the record is what counts', (_, row, path) => {
    expect(unwrap(row, null).map((one) => one.path)).toEqual([path]);
    expect(eventOf(row)).toEqual(bare);
  });
  test('fields alone are a poorer row', () => {
    const row = {
      _time: '2026-05-04T08:15:30.000+0000', eventTime: '2026-05-04T08:15:30Z', eventID: 'ev-1', eventName: 'TerminateInstances', eventSource: 'ec2.amazonaws.com', awsRegion: 'eu-west-1', errorCode: '', sourceIPAddress: '203.0.113.9',
      'userIdentity.arn': roleIdentity.arn, 'userIdentity.type': 'AssumedRole', 'userIdentity.sessionContext.attributes.mfaAuthenticated': 'true',
      'requestParameters.instancesSet.items{}.instanceId': 'i-1\ni-2',
    };
    const event = eventOf(row);
    expect(event.fields).toMatchObject({ 'user.name': 'Developer', 'aws.cloudtrail.session_context.mfa': true, 'target.id': ['i-1', 'i-2'], 'event.outcome': 'success' });
    expect(event.says).toContain('user.id');
  });
  test('a record that was cut, beside its fields: those are what is left', () => {
    const event = eventOf({ _raw: text.slice(0, -40), eventTime: '2026-05-04T08:15:30Z', eventName: 'AssumeRole', eventSource: 'sts.amazonaws.com', eventID: 'ev-1', sourceIPAddress: '203.0.113.9' });
    expect([event.says, event.fields['source.ip']]).toEqual([['event.action', 'service.name', 'source.ip'], '203.0.113.9']);
  });
  test('a message of another log is not opened', () => {
    expect(outcomesOf({ '@timestamp': '2026-05-04 08:16:01.000', '@message': 'START RequestId: 1' })).toEqual(['source/unknown']);
  });
});
