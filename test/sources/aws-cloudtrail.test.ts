import { describe, expect, test } from 'vitest';
import { fields, type FieldName } from '../../src-main/contract/index.ts';
import { awsCloudtrail, chooseSource, isRefusal, sources } from '../../src-main/sources/index.ts';
import { eventOf, outcomesOf, roleIdentity, trailRecord } from './records.ts';

const mapped = (over: Readonly<Record<string, unknown>>) => eventOf(trailRecord(over)).fields;

describe('who acted', () => {
  const center = { type: 'IdentityCenterUser', accountId: '111122223333', onBehalfOf: { userId: 'uc-77', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' }, credentialId: 'cr-1' };
  test.each([
    ['IAM user', { type: 'IAMUser', userName: 'mara', arn: 'arn:aws:iam::111122223333:user/ops/mara' }, 'mara', 'arn:aws:iam::111122223333:user/ops/mara'],
    ['role session: the role names it, the ARN keeps sessions apart', roleIdentity, 'Developer', roleIdentity.arn],
    ['role session without issuer', { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/Developer/x' }, 'Developer', 'arn:aws:sts::111122223333:assumed-role/Developer/x'],
    ['federated user: the user that asked for it', { type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/tmp', sessionContext: { sessionIssuer: { userName: 'mara' } } }, 'mara', 'arn:aws:sts::1:federated-user/tmp'],
    ['federated user without issuer', { type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/tmp' }, 'tmp', 'arn:aws:sts::1:federated-user/tmp'],
    ['root', { type: 'Root', principalId: '111122223333', arn: 'arn:aws:iam::111122223333:root' }, 'root', 'arn:aws:iam::111122223333:root'],
    ['web identity', { type: 'WebIdentityUser', userName: 'sub-1', principalId: 'idp:aud:sub-1', identityProvider: 'accounts.example' }, 'sub-1', 'idp:aud:sub-1'],
    ['SAML user', { type: 'SAMLUser', userName: 'jonas', principalId: 'qualifier:jonas' }, 'jonas', 'qualifier:jonas'],
    ['service', { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, 'autoscaling.amazonaws.com', 'autoscaling.amazonaws.com'],
    ['another account', { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' }, '444455556666', 'AIDAEXAMPLE'],
    ['a role of another account', { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROAEXAMPLE:deploy' }, 'deploy', 'AROAEXAMPLE:deploy'],
    ['Identity Center user', center, 'uc-77', 'uc-77'],
    ['unknown', { type: 'Unknown', principalId: 'p-1', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, 'HIDDEN_DUE_TO_SECURITY_REASONS', 'p-1'],
    ['nobody', {}, undefined, undefined],
    ['null', null, undefined, undefined],
    ['text', 'mara', undefined, undefined],
  ])('%s', (_case, userIdentity, name, id) => {
    const found = mapped({ userIdentity });
    expect([found['user.name'], found['user.id']]).toEqual([name, id]);
  });

  test('Identity Center: the name of the sign-in is better than the id', () => {
    expect(mapped({ userIdentity: center, additionalEventData: { UserName: 'jonas' } })['user.name']).toBe('jonas');
  });

  test('account ids lose no leading zero', () => {
    const found = mapped({ userIdentity: { type: 'IAMUser', accountId: 12345 }, recipientAccountId: '98765432101' });
    expect([found['organization.id'], found['cloud.account.id'], found['aws.cloudtrail.recipient_account']]).toEqual(['000000012345', '098765432101', '098765432101']);
  });
});

describe('sessions and credentials', () => {
  test('a long-term key is its own session', () => {
    const found = mapped({});
    expect(found).toMatchObject({ 'session.id': 'AKIAEXAMPLEMARA00001', 'credential.id': 'AKIAEXAMPLEMARA00001', 'auth.token_type': 'long-term-key' });
    expect([found['session.root_id'], found['session.issued_at']]).toEqual([undefined, undefined]);
  });
  test('a role session: principal and creation, since its keys change', () => {
    expect(mapped({ userIdentity: roleIdentity })).toMatchObject({
      'session.id': 'AROAEXAMPLEDEV:jonas@halden.example@2026-05-04T07:59:00Z', 'session.issued_at': Date.UTC(2026, 4, 4, 7, 59), 'auth.token_type': 'temporary-key',
      'aws.cloudtrail.session_issuer': 'arn:aws:iam::111122223333:role/Developer', 'aws.cloudtrail.session_context.mfa': false,
    });
  });
  test('the role of an instance: one session over all its keys', () => {
    const at = (creationDate: string, accessKeyId: string) => mapped({ userIdentity: { ...roleIdentity, principalId: 'AROAEXAMPLEWEB:i-0abc12345678def90', accessKeyId, sessionContext: { attributes: { creationDate } } } });
    const [morning, noon] = [at('2026-05-04T06:00:00Z', 'ASIAMORNING'), at('2026-05-04T12:00:00Z', 'ASIANOON')];
    expect([morning['session.id'], noon['session.id']]).toEqual(['AROAEXAMPLEWEB:i-0abc12345678def90', 'AROAEXAMPLEWEB:i-0abc12345678def90']);
    expect([morning['credential.id'], noon['credential.id']]).toEqual(['ASIAMORNING', 'ASIANOON']);
  });

  test('two spellings of one creation time are one session', () => {
    const other = structuredClone(roleIdentity);
    other.sessionContext.attributes.creationDate = '2026-05-04 07:59:00.000';
    expect(mapped({ userIdentity: other })['session.id']).toBe(mapped({ userIdentity: roleIdentity })['session.id']);
  });
  test('Identity Center: credential and user', () => {
    const found = mapped({ userIdentity: { ...roleIdentity, credentialId: 'cr-1', onBehalfOf: { userId: 'uc-77' } } });
    expect([found['session.id'], found['session.root_id']]).toEqual(['cr-1@uc-77', 'cr-1@uc-77']);
  });
  test('the sign-in session comes before all', () => {
    const signInSessionArn = 'arn:aws:signin:eu-west-1:111122223333:session/s-1';
    const found = mapped({ userIdentity: { ...roleIdentity, credentialId: 'cr-1', sessionContext: { ...roleIdentity.sessionContext, signInSessionArn } } });
    expect([found['session.id'], found['session.root_id']]).toEqual([signInSessionArn, signInSessionArn]);
  });
  test('AssumeRole: who became what, and which key came of it', () => {
    const found = mapped({
      eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole',
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Deploy', roleSessionName: 'mara', policyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] },
      responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEISSUED001', sessionToken: 'secret' }, assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/mara' } },
    });
    expect(found).toMatchObject({
      'event.category': 'session', 'credential.issued_id': 'ASIAEXAMPLEISSUED001', 'user.effective.name': 'Deploy', 'user.effective.id': 'arn:aws:sts::111122223333:assumed-role/Deploy/mara',
      'access.requested': ['arn:aws:iam::111122223333:role/Deploy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
      'access.granted': ['arn:aws:sts::111122223333:assumed-role/Deploy/mara', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });
  test('a refused AssumeRole asked and got nothing', () => {
    const found = mapped({ eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', errorCode: 'AccessDenied', requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Deploy' } });
    expect(found).toMatchObject({ 'event.outcome': 'failure', 'access.requested': ['arn:aws:iam::111122223333:role/Deploy'] });
    expect([found['access.granted'], found['user.effective.id']]).toEqual([undefined, undefined]);
  });
  test('CreateAccessKey: the key and whose it is', () => {
    expect(mapped({
      eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey', readOnly: false, requestParameters: { userName: 'backdoor' },
      responseElements: { accessKey: { userName: 'backdoor', accessKeyId: 'AKIAEXAMPLEBACKDOOR1', status: 'Active' } },
    })).toMatchObject({ 'credential.issued_id': 'AKIAEXAMPLEBACKDOOR1', 'user.target.name': ['backdoor'], 'event.category': 'configuration', 'event.access': 'write', 'target.type': ['AWS::IAM::User'] });
  });
});

describe('signing in', () => {
  const login = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn' };
  test('a success with a security key', () => {
    expect(mapped({ ...login, responseElements: { ConsoleLogin: 'Success' }, additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: 'arn:aws:iam::111122223333:u2f/user/mara/key-1' } }))
      .toMatchObject({ 'event.category': 'authentication', 'event.outcome': 'success', 'mfa.satisfied_by': 'u2f', 'auth.factor': ['u2f'] });
  });
  test('a failure has no error code and is a failure', () => {
    expect(mapped({ ...login, errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' }, additionalEventData: { MFAUsed: 'No' } }))
      .toMatchObject({ 'event.outcome': 'failure', 'mfa.satisfied_by': 'none', 'aws.cloudtrail.error_message': 'Failed authentication' });
  });
  test('a missing status is not success', () => {
    expect(mapped({ ...login })['event.outcome']).toBe('unknown');
    expect(mapped({ eventType: 'AwsServiceEvent', eventName: 'RotateKey' })['event.outcome']).toBe('unknown');
  });
  test('Identity Center says its result beside', () => {
    expect(mapped({ eventSource: 'signin.amazonaws.com', eventName: 'UserAuthentication', eventType: 'AwsServiceEvent', serviceEventDetails: { UserAuthentication: 'Success' }, additionalEventData: { CredentialType: 'TOTP' } }))
      .toMatchObject({ 'event.outcome': 'success', 'auth.factor': ['TOTP'], 'auth.method': 'TOTP' });
  });
  test('a role session that says no to MFA is left open, a user\'s is not', () => {
    expect(mapped({ userIdentity: roleIdentity })['mfa.satisfied_by']).toBeUndefined();
    expect(mapped({ userIdentity: { type: 'IAMUser', sessionContext: { attributes: { mfaAuthenticated: 'false' } } } })['mfa.satisfied_by']).toBe('none');
    expect(mapped({ userIdentity: { type: 'IAMUser', sessionContext: { attributes: { mfaAuthenticated: 'true' } } } })['mfa.satisfied_by']).toBe('session');
  });
});

describe('where from, and through what', () => {
  test.each([
    ['address as logged', ' 253.252.51.07 ', '253.252.51.07'],
    ['IPv6', '2001:0db8:85a3:0000:0000:8a2e:0370:7334', '2001:0db8:85a3:0000:0000:8a2e:0370:7334'],
    ['rubbish is kept', 'NOTANIPV4 (10.9000.0.1)', 'NOTANIPV4 (10.9000.0.1)'],
    ['an object is kept as JSON', { a: 1 }, '{"a":1}'],
    ['the word null is text', 'null', 'null'],
    ['null', null, undefined],
    ['empty', '', undefined],
  ])('%s', (_case, sourceIPAddress, text) => {
    expect(mapped({ sourceIPAddress })['source.ip']).toBe(text);
  });

  test('brackets around the agent are not the agent\'s', () => {
    expect(mapped({ userAgent: '[aws-cli/2.15.30 Python/3.11.8]' })['user_agent.original']).toBe('aws-cli/2.15.30 Python/3.11.8');
    expect(mapped({ userAgent: '[S3Console/0.4, x' })['user_agent.original']).toBe('[S3Console/0.4, x');
    expect(mapped({ userAgent: '[]' })['user_agent.original']).toBeUndefined();
  });

  test.each([
    ['invokedBy', { userIdentity: { ...roleIdentity, invokedBy: 'cloudformation.amazonaws.com' }, sourceIPAddress: '203.0.113.9' }, 'cloudformation.amazonaws.com'],
    ['service name as address', { sourceIPAddress: 'config.amazonaws.com' }, 'config.amazonaws.com'],
    ['AWS Internal', { sourceIPAddress: 'AWS Internal' }, 'AWS Internal'],
    ['a service name as agent counts only without an address: clients write it', { sourceIPAddress: '203.0.113.9', userAgent: 'cloudformation.amazonaws.com' }, undefined],
    ['and without one it does', { sourceIPAddress: null, userAgent: 'cloudformation.amazonaws.com' }, 'cloudformation.amazonaws.com'],
    ['the console is no service that acts for somebody', { sourceIPAddress: null, userAgent: 'console.ec2.amazonaws.com' }, undefined],
    ['a user in the console', { sourceIPAddress: '203.0.113.9', userAgent: 'AWS Internal' }, undefined],
  ])('via: %s', (_case, over, service) => {
    expect(mapped(over)['via.service']).toBe(service);
  });

  test('VPC endpoint and TLS', () => {
    expect(mapped({ vpcEndpointId: 'vpce-1', tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'ec2.eu-west-1.amazonaws.com' } })).toMatchObject({
      'network.endpoint': 'vpce-1', 'tls.version': 'TLSv1.3', 'tls.cipher': 'TLS_AES_128_GCM_SHA256', 'tls.client.server_name': 'ec2.eu-west-1.amazonaws.com',
    });
    expect(mapped({ additionalEventData: { vpcEndpointId: 'vpce-2', CipherSuite: 'ECDHE' } })).toMatchObject({ 'network.endpoint': 'vpce-2', 'tls.cipher': 'ECDHE' });
  });
});

describe('what was touched', () => {
  test.each([
    [{ requestParameters: { bucketName: 'halden-invoices', key: 'a/b.pdf' }, resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::halden-invoices/a/b.pdf' }] },
      ['AWS::S3::Object', 'AWS::S3::Bucket'], ['arn:aws:s3:::halden-invoices/a/b.pdf'], ['halden-invoices', 'a/b.pdf']],
    [{ requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } } }, ['AWS::EC2::Instance'], ['i-1', 'i-2'], undefined],
    [{ eventSource: 'ssm.amazonaws.com', requestParameters: { name: '/prod/db' } }, ['AWS::SSM::Parameter'], undefined, ['/prod/db']],
    [{ requestParameters: '{"secretId":"db-password"}' }, ['AWS::SecretsManager::Secret'], ['db-password'], undefined],
    [{ requestParameters: { functionName: 'arn:aws:lambda:eu-west-1:1:function:f' } }, ['AWS::Lambda::Function'], ['arn:aws:lambda:eu-west-1:1:function:f'], undefined],
    [{ requestParameters: { maxResults: 7 } }, undefined, undefined, undefined],
    [{ requestParameters: null }, undefined, undefined, undefined],
  ])('%j', (over, types, ids, names) => {
    const found = mapped(over);
    expect([found['target.type'], found['target.id'], found['target.name']]).toEqual([types, ids, names]);
  });
});

describe('shapes of the record itself', () => {
  test('Logstash: only @timestamp', () => {
    const bare = eventOf(trailRecord());
    const { eventTime: _gone, ...rest } = trailRecord();
    const made = eventOf({ ...rest, '@timestamp': '2026-05-04T08:15:30.000Z', '@version': '1' });
    expect(made.identity).toEqual(bare.identity);
    expect(made.time).toEqual(bare.time);
  });
  test('a lake that lower-cases names and adds its own', () => {
    const lower = Object.fromEntries(Object.entries(trailRecord({ userIdentity: undefined })).map(([name, value]) => [name.toLowerCase(), value]));
    const made = eventOf({ ...lower, useridentity: { type: 'IAMUser', principalid: 'AIDAEXAMPLEMARA', arn: 'arn:aws:iam::111122223333:user/mara', accountid: '111122223333', accesskeyid: 'AKIAEXAMPLEMARA00001', username: 'mara', sessioncontext: null }, p_log_type: 'AWS.CloudTrail' });
    expect(made).toEqual(eventOf(trailRecord()));
  });
  test('names in any order', () => {
    const sorted = Object.fromEntries(Object.entries(trailRecord({ requestParameters: { b: [1, { z: 1, a: 2 }], a: 'x' } })).toSorted());
    expect(eventOf(sorted)).toEqual(eventOf(trailRecord({ requestParameters: { a: 'x', b: [1, { a: 2, z: 1 }] } })));
  });
  test('no zone: UTC is assumed and said', () => {
    expect(eventOf(trailRecord({ eventTime: '2026-05-04 08:15:30.000' })).time).toMatchObject({ zoneAssumed: true, ms: Date.UTC(2026, 4, 4, 8, 15, 30) });
  });
});

describe('one vendor id on two contents stays two', () => {
  const bare = eventOf(trailRecord({ eventID: '1' }));
  test.each([
    [{ eventTime: '2026-05-04T08:15:31Z' }], [{ eventName: 'RunInstances' }], [{ sourceIPAddress: '203.0.113.10' }], [{ userAgent: 'Boto3' }], [{ requestID: 'req-2' }], [{ errorCode: 'AccessDenied' }],
    [{ awsRegion: 'us-east-1' }], [{ vpcEndpointId: 'vpce-1' }], [{ requestParameters: { a: 1 } }], [{ responseElements: { a: 1 } }], [{ userIdentity: roleIdentity }],
  ])('%j', (over) => {
    const other = eventOf(trailRecord({ eventID: '1', ...over }));
    expect(other.vendorId).toBe(bare.vendorId);
    expect(other.identity).not.toEqual(bare.identity);
  });
  test('values that swapped places are another content', () => {
    const one = eventOf(trailRecord({ requestParameters: { from: 'a', to: 'b' } }));
    expect(eventOf(trailRecord({ requestParameters: { from: 'b', to: 'a' } })).identity).not.toEqual(one.identity);
    expect(eventOf(trailRecord({ requestParameters: { list: ['a', 'b'] } })).identity).not.toEqual(eventOf(trailRecord({ requestParameters: { list: ['b', 'a'] } })).identity);
  });
});

describe('what is refused, and for what it is', () => {
  test.each([
    ['a digest', { awsAccountId: '111122223333', digestStartTime: '2026-05-04T08:00:00Z', logFiles: [] }, 'aws.cloudtrail/digest'],
    ['an Insight', { eventVersion: '1.07', eventTime: '2026-05-04T08:00:00Z', eventType: 'AwsCloudTrailInsight', insightDetails: {}, eventCategory: 'Insight' }, 'aws.cloudtrail/insight'],
    ['no time', trailRecord({ eventTime: undefined }), 'source/no-time'],
    ['null as time', trailRecord({ eventTime: null }), 'source/no-time'],
    ['rubbish as time', trailRecord({ eventTime: 'yesterday', '@timestamp': '2026-05-04T08:00:00Z' }), 'source/invalid'],
    ['1970', trailRecord({ eventTime: '1970-01-01T00:00:00Z' }), 'source/invalid'],
    ['a Kubernetes event', { kind: 'Event', apiVersion: 'events.k8s.io/v1', metadata: {} }, 'k8s.audit/cluster-event'],
    ['another cloud with the same names', { eventName: 'DescribeInstances', eventSource: 'ecs.aliyuncs.com', userIdentity: {}, eventVersion: '1', eventType: 'ApiCall', requestID: 'r' }, 'source/unknown'],
    ['an empty object', {}, 'source/unknown'],
    ['a list', [], 'source/unknown'],
    ['text', 'x', 'source/unknown'],
  ])('%s', (_case, value, reason) => {
    expect(outcomesOf(value)).toEqual([reason]);
  });
  test('the refusal says who was nearest and what was missing', () => {
    const choice = chooseSource({ value: { hello: 1 }, path: null, envelope: null });
    expect(choice).toMatchObject({ reason: 'no source finds its own fields in it', nearest: sources.map(() => ({ recognition: { confidence: 0 } })) });
    const near = chooseSource({ value: { eventName: 'DescribeInstances', awsRegion: 'eu-west-1' }, path: null, envelope: null });
    expect(near).toMatchObject({ reason: 'AWS CloudTrail: eventName, no AWS eventSource, and awsRegion' });
  });
  test('a time refusal quotes the time', () => {
    const made = awsCloudtrail.map({ value: trailRecord({ eventTime: 'yesterday' }), path: null, envelope: null });
    expect(isRefusal(made) && made.detail).toBe('eventTime: "yesterday" is not a time that can be read');
  });
});

test('every mapped field is in the dictionary, and none that is derived', () => {
  for (const name of Object.keys(mapped({}))) {
    expect(fields).toHaveProperty([name]);
    expect(fields[name as FieldName].storage).not.toBe('derived');
  }
});
