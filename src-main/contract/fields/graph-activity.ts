import { fieldOf } from './entry.ts';

const own = fieldOf('graph.activity');

/** What only graph.activity says. */
export const graphActivity = {
  'graph.activity.method': own('dictionary', 'Method', 'HTTP method.'),
  'graph.activity.status': own('int', 'HTTP status', 'responseStatusCode.'),
  'graph.activity.uri': own('text', 'URI', 'requestUri.'),
  'graph.activity.application_id': own('dictionary', 'Application id', 'appId.'),
  'graph.activity.service_principal_id': own('dictionary', 'Service principal', 'servicePrincipalId.'),
  'graph.activity.client_authentication': own('dictionary', 'Client authentication', 'clientAuthMethod: public, secret or certificate.'),
  'graph.activity.token_issued_at': own('time', 'Token issued', 'When the token that was used was issued.'),
  'graph.activity.response_bytes': own('int', 'Response size', 'Bytes of the response.'),
} as const;
