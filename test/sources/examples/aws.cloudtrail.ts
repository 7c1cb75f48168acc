import { roleIdentity, trailRecord } from '../records.ts';

/** Records of an invented company that between them set every field of the mapping. */
export const examples: readonly unknown[] = [
  trailRecord({
    eventCategory: 'Management', sharedEventID: 'shared-1', vpcEndpointId: 'vpce-1', sessionCredentialFromConsole: 'true', userIdentity: { ...roleIdentity, invokedBy: 'cloudformation.amazonaws.com' },
    tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256', clientProvidedHostHeader: 'sts.eu-west-1.amazonaws.com' },
    eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Deploy', roleSessionName: 'jonas' },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEISSUED001' }, assumedRoleUser: { arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/jonas' } },
  }),
  trailRecord({
    eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', readOnly: false, requestParameters: { userName: 'backdoor' },
    responseElements: { user: { userName: 'backdoor', arn: 'arn:aws:iam::111122223333:user/backdoor' } }, resources: [{ type: 'AWS::IAM::User', ARN: 'arn:aws:iam::111122223333:user/backdoor' }],
  }),
  trailRecord({
    eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', errorCode: 'Failed', errorMessage: 'Failed authentication', responseElements: { ConsoleLogin: 'Failure' },
    userIdentity: { ...roleIdentity, sessionContext: { ...roleIdentity.sessionContext, signInSessionArn: 'arn:aws:signin:eu-west-1:111122223333:session/s-1' } },
    additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: 'arn:aws:iam::111122223333:mfa/mara', CredentialType: 'PASSWORD' },
  }),
];
