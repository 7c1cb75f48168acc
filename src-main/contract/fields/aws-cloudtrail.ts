import { fieldOf } from './entry.ts';

const own = fieldOf('aws.cloudtrail');

/** What only aws.cloudtrail says. */
export const awsCloudtrail = {
  'aws.cloudtrail.event_type': own('dictionary', 'Event type', 'AwsApiCall, AwsServiceEvent, AwsConsoleSignIn …'),
  'aws.cloudtrail.event_category': own('dictionary', 'Event category', 'Management, Data, NetworkActivity.'),
  'aws.cloudtrail.event_version': own('dictionary', 'Event version', 'Version of the CloudTrail record format.'),
  'aws.cloudtrail.principal_id': own('dictionary', 'Principal', 'userIdentity.principalId: for a role session, role id and session name.'),
  'aws.cloudtrail.session_issuer': own('dictionary', 'Session issuer', 'ARN of the role or user that issued the session.'),
  'aws.cloudtrail.session_context.mfa': own('flag', 'MFA in session', 'sessionContext.attributes.mfaAuthenticated.'),
  'aws.cloudtrail.session_from_console': own('flag', 'Console session', 'sessionCredentialFromConsole: the call was made with a console session.'),
  'aws.cloudtrail.shared_event_id': own('text', 'Shared event id', 'The same call as seen by another account.'),
  'aws.cloudtrail.error_message': own('text', 'Error message', 'The error text of the source.'),
  'aws.cloudtrail.recipient_account': own('dictionary', 'Recipient account', 'recipientAccountId, padded to twelve digits.'),
} as const;
