import { fieldOf } from './entry.ts';

const own = fieldOf('azure.activity');

/** What only azure.activity says. */
export const azureActivity = {
  'azure.activity.category': own('dictionary', 'Activity category', 'category of the record.'),
  'azure.activity.correlation_id': own('identifier', 'Correlation id', 'correlationId.'),
  'azure.activity.resource_group': own('dictionary', 'Resource group', 'Resource group that was acted on.'),
  'azure.activity.status': own('dictionary', 'Activity status', 'Started, Accepted, Succeeded, Failed, in one spelling.'),
  'azure.activity.application_id': own('dictionary', 'Application id', 'claims.appid.'),
  'azure.activity.token_ip': own('dictionary', 'Token IP', 'claims.ipaddr: where the token that was used was asked for.'),
  'azure.activity.token_issued_at': own('time', 'Token issued', 'claims.iat: when the token that was used was issued.'),
  'azure.activity.error_message': own('text', 'Error message', 'What the service said about a failure.'),
} as const;
