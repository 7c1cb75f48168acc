import { fieldOf } from './entry.ts';

const own = fieldOf('azure.activity');

/** What only azure.activity says. */
export const azureActivity = {
  'azure.activity.category': own('dictionary', 'Activity category', 'category of the record.'),
  'azure.activity.correlation_id': own('identifier', 'Correlation id', 'correlationId.'),
  'azure.activity.resource_group': own('dictionary', 'Resource group', 'Resource group that was acted on.'),
  'azure.activity.status': own('dictionary', 'Activity status', 'Started, Accepted, Succeeded, Failed.'),
  'azure.activity.application_id': own('dictionary', 'Application id', 'claims.appid.'),
} as const;
